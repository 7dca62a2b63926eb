"""The face: the terminal reader and the ``quoth`` command. No SQL, no HTTP and no spaCy here.

The command line is `cli` and `verbs`. The reader is `app`, its `screens`, and the `actions` that its `commands` name;
these know a `stage`, what is asked of the rest of the project is a `newsroom`, and the real one is `desk`.
"""
