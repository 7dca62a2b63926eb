"""Whether a feed's body came whole: a connection may break off without anybody announcing how much was to come."""

from __future__ import annotations

import re

_ROOT = re.compile(rb"<((?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel))(?=[\s>])", re.I)
_ENTRY = re.compile(rb"<(/?)(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s>])", re.I)
_HEAD = 65_536


def breaks_off(body: bytes) -> bool:
    """Whether a feed that is not well-formed ends before its end: its outermost element is never closed.

    Args:
        body: XML; of an encoding in which ASCII is two or four bytes wide the zeros are passed over.
    """
    body = _narrow(body)
    root = _ROOT.search(body[:_HEAD])
    return root is not None and b"</" + root[1].lower() not in body.lower()


def breaks_off_in_an_entry(body: bytes) -> bool:
    """Whether the last thing that such a body begins is an entry which it does not end."""
    last = None
    for last in _ENTRY.finditer(_narrow(body)):  # noqa: B007 - the last one is what is looked for
        pass
    return last is not None and not last[1]


def _narrow(body: bytes) -> bytes:
    return body.replace(b"\0", b"") if b"\0" in body[:64] else body
