"""Queries in the reader's hand: searches and filters, searches that are kept as feeds, and rules.

Nothing of it is needed for the first frame. What a query means is the library's matter. Begin with `finding`.
"""
