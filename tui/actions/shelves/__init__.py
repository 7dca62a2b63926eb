"""Feeds and lists under the reader's hand: what each feed is called and where it stands, what a list shows and how.

`feeds` acts on the feed or folder at hand, `lists` on the list of entries and on several of them at once.
"""
