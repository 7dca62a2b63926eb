"""The whole of an article as JSON, for files that last: written, described by a JSON Schema, and read back.

It is `readers.save.contract` and everything besides: structure, links, what was cut away, corrections, earlier texts,
and where each thing comes from. Begin with `shape`. What is read back may have been written by anybody: `reading`
refuses what does not fit together, and what it gives can be shown.
"""
