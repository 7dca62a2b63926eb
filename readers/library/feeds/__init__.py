"""Feeds under the reader's hand: what each is called, where it stands, and what holds for it alone.

Which feeds there are and how their fetching goes is in `readers.library.subscriptions`. Begin with `arranging`.
"""
