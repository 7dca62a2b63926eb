"""The world outside: browsers and players, pipes, an editor, macros, and whoever is to be told of what is new.

What is run is a command of the configuration (`readers.outside`), never one of a feed. `programs` runs them, `macros`
do several commands on one key, `telling` tells of new entries.
"""
