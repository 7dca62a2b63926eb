"""Whether a feed or page came whole: a connection may break off without anybody announcing how much was to come."""

from __future__ import annotations

import re
from collections import Counter

_ROOT = re.compile(rb"<((?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel))(?=[\s>])", re.I)
_ENTRY = re.compile(rb"<(/?)(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s>])", re.I)
_HEAD = 65_536
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.I)
_PAGE_END = re.compile(rb"</(?:html|body)\b", re.I)
_MARKUP = re.compile(
    # What holds no tags goes to its own end. What has none is open, as is a tag at the end of the page.
    rb"<!--(?s:.*?)-->|<(?P<raw>script|style|textarea|title)\b[^<>]*+>(?s:.*?)</(?P=raw)\b"
    rb"|(?P<open><!--|<(?:script|style|textarea|title)\b|<[/a-z][^<>]*+\Z)"
    rb"|<(?P<closing>/?)(?P<name>div|article|section|main|span|table|ul|ol|blockquote|figure|h[1-6]|strong|em)\b[^<>]*+>",
    re.I,
)


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


def page_breaks_off(body: bytes) -> bool:
    """Whether a web page ends before its end, as far as that can be told for certain.

    HTML lets its own end and the body's be left out, so their want alone says nothing. It does not let elements such as
    ``div`` stay open: where there is no end and one of them is, or the page stops within a tag or a script, it was cut.

    Args:
        body: the page; of an encoding in which ASCII is two or four bytes wide the zeros are passed over.
    """
    body = _narrow(body)
    if not _PAGE.search(body[:_HEAD]) or _PAGE_END.search(body):
        return False
    opened: Counter[bytes] = Counter()
    for tag in _MARKUP.finditer(body):
        if tag["open"]:
            return True
        if tag["name"]:
            opened[tag["name"].lower()] += -1 if tag["closing"] else 1
    return any(count > 0 for count in opened.values())
