"""Entries as Google Reader's interface has them: their numbers in two spellings, and what they say."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import msgspec

from readers.clean import clean, clean_line, host_of, http_url, strip_tags, unescape
from readers.feeds.bylines import names_of
from readers.model import Enclosure, Entry
from readers.sync.protocol import RemoteItem, State
from readers.sync.speaking import moment_of

_PREFIX = "tag:google.com,2005:reader/item/"
_STATE = re.compile(r"user/[^/]*/state/com\.google/(read|starred)$")


class _Link(msgspec.Struct, frozen=True):
    href: str = ""
    type: str = ""
    length: int | str | None = None


class _Text(msgspec.Struct, frozen=True):
    content: str = ""


class _Origin(msgspec.Struct, frozen=True):
    streamId: str = ""  # noqa: N815  (as it is sent)


class Item(msgspec.Struct, frozen=True):
    """An entry as it is sent."""

    id: str
    title: str | None = None
    author: str | None = None
    published: float | str | None = None
    canonical: list[_Link] | None = None
    alternate: list[_Link] | None = None
    enclosure: list[_Link] | None = None
    summary: _Text | None = None
    content: _Text | None = None
    categories: list[str] | None = None
    origin: _Origin | None = None


class Items(msgspec.Struct, frozen=True):
    """Several."""

    items: list[Item] | None = None


def short_id(told: str) -> str:
    """An entry's number in decimal digits, as lists of numbers have it; what is no number stays as it is.

    A number is one of 64 bits with a sign, in the long spelling hexadecimal and without.
    """
    if not told.startswith(_PREFIX):
        return told
    rest = told.removeprefix(_PREFIX)
    if not re.fullmatch(r"[0-9a-fA-F]{1,16}", rest):
        return rest
    number = int(rest, 16)
    return str(number - (1 << 64) if number >> 63 else number)


def long_id(short: str) -> str:
    """The long spelling, which every server takes."""
    if re.fullmatch(r"-?[0-9]{1,20}", short):
        return f"{_PREFIX}{int(short) & ((1 << 64) - 1):016x}"
    return f"{_PREFIX}{short}"


def item_of(item: Item, base: str) -> RemoteItem:
    """An entry as it is sent, in the words of all servers.

    Args:
        item: the entry.
        base: the server's address, for the entry's id here.
    """
    states = {match[1] for one in item.categories or () if (match := _STATE.match(one))}
    published, now = moment_of(item.published), datetime.now(UTC)
    links = [*(item.canonical or ()), *(item.alternate or ())]
    body = item.content or item.summary or _Text()
    entry = Entry(
        id=f"tag:{host_of(base)},reader:{short_id(item.id)}",
        title=clean_line(unescape(strip_tags(item.title or ""))),
        link=next((url for one in links if (url := http_url(one.href))), ""),
        authors=names_of([item.author or ""]),
        published=min(published, now) if published is not None else None,
        content=clean(body.content),
        enclosures=tuple(
            Enclosure(url, clean_line(one.type), _length(one.length))
            for one in item.enclosure or ()
            if (url := http_url(one.href))
        ),
        tags=tuple(dict.fromkeys(tag for one in item.categories or () if (tag := _tag(one)))),
    )
    feed = item.origin.streamId if item.origin else ""
    return RemoteItem(short_id(item.id), feed, entry, State("read" in states, "starred" in states))


def _length(told: int | str | None) -> int:
    text = str(told or "")
    return int(text) if text.isdecimal() and len(text) < 16 else 0


def _tag(category: str) -> str:
    """A publisher's own category; states and folders are told the same way."""
    return "" if re.match(r"user/[^/]*/(?:state|label)/", category) else clean_line(category)
