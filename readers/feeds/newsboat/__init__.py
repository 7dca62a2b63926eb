"""What newsboat leaves behind, read: its configuration and its cache; its list of feeds by `readers.feeds.imports`.

Nothing is changed here; `readers.news.taking_over` carries it out. Begin with `config`.
"""
