"""Servers that hold feeds and what was read of them, so that several devices agree.

`protocol` says what a server can do; `miniflux`, `greader` and `nextcloud` speak to the kinds there are, over the one
polite client. `reconcile` decides what holds where both sides have changed, and nothing else; `store` keeps both sides'
last agreement in the library, beside what waits to be told; `wishes` and `offers` say what a server is to be told of
feeds; `offering` brings offers there, and finds with `finding` and `likeness` what became of one whose answer was lost;
`accounts` has the servers and their passwords; `turns` has one sync at a time with each; `run` is the way of one sync
from its beginning to its end. Only what a server knows anyway goes to it: which entry is read and starred, which of its
feeds stands in which folder and is called what; of feeds of the reader's own nothing, but for those that are offered.
Whom articles name, quotes, notes, tags and corrections stay on this machine.
"""
