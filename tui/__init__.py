"""The face: the terminal reader and the ``quoth`` command. No SQL, no HTTP and no spaCy here."""
