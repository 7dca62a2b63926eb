"""The subcommands of ``quoth``, a file for each group, imported when one of them is used."""
