"""One person, one organisation, across articles: whom the names of the articles mean, and what the reader says of it.

`joining` decides it when an article is stored, by `keys` (what may be called so), `offices` and `evidence`; `decisions`
keeps the reader's own word; `waiting` joins a library of before little by little. All goes by indexed keys, never by a
scan. No network, no model here.
"""
