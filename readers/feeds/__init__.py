"""From an address to entries: one polite client, every kind of feed, discovery, OPML, when to ask again.

Only `client` speaks HTTP. Nothing here knows the library or what an article's page looks like. Begin with `client` and
`parse`.
"""
