"""Keeping the library: what is dropped and what never is, copies, and whether the file is sound.

`bounds` drops, `copies` makes a copy of the whole while it is in use, `health` examines and mends; `belongings` writes
everything of one's own down, and `arrival` takes it in. Begin with `bounds`.
"""
