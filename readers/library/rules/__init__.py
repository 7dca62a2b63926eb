"""Rules on arrival: what is done by itself with new entries that a query finds.

A rule is kept (`keeping`), tried out, switched on, and applied to what arrives after that (`applying`); what it did is
written down and can be taken back. Nothing here runs a program: `readers.news.ruling` does.
"""
