"""The subcommands of ``quoth``, a module for each few; each is imported when it is used.

They call the same functions of `readers` as the screen does, print data to standard output and messages to standard
error, and may not import the screen; only `tables` imports rich. Begin with `common`.
"""
