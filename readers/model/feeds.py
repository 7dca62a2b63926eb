"""Feeds and their entries, as published."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from readers.model.base import Model


def _without_password(url: str) -> str:
    from readers.clean import without_password  # noqa: PLC0415  (regular expressions: not before the first frame)

    return without_password(url)


READ_LATER = "later:"
"""The address of the list of articles that came by no feed; it is never fetched."""


class Feed(Model, frozen=True):
    """A feed as published, and the folder the reader put it in.

    Attributes:
        url: where it is fetched from.
        title: what its publisher calls it; empty until first fetched.
        link: the site it belongs to.
        language: a BCP 47 tag, or empty.
        updated: when the publisher says it last changed.
        folder: the path of folders it stands in, outermost first.
        name: what the reader calls it; empty for the publisher's title.
        also_in: further folders that it stands in.
    """

    url: str
    title: str = ""
    link: str = ""
    language: str = ""
    updated: datetime | None = None
    folder: tuple[str, ...] = ()
    name: str = ""
    also_in: tuple[tuple[str, ...], ...] = ()

    @property
    def is_fetched(self) -> bool:
        """Whether entries come by it; to the reader's own list they are put."""
        return self.url != READ_LATER

    @property
    def called(self) -> str:
        """What to show: the reader's name for it, else its publisher's, else its address without a password."""
        return self.name or self.title or _without_password(self.url)

    @property
    def folders(self) -> tuple[tuple[str, ...], ...]:
        """All folders that it stands in, the first of them perhaps ``()``, which is none."""
        return (self.folder, *self.also_in)


class FeedOptions(Model, frozen=True, omit_defaults=True):
    """What the reader has settled about one feed; what is empty or 0 is as for all feeds.

    Attributes:
        minutes: from one fetch to the next.
        text: whether articles are those of their pages or what the feed itself gives; empty for what seems whole.
        agent: the User-Agent that its server is told.
        headers: further header fields that its server is told: names and values.
        login: name and password for its server, as ``name:password``; or that they are in the system's keyring
            (`readers.passwords`).
        cookies: the path of a Netscape cookies file, of which its servers are sent theirs.
        proxy: the address of a proxy.
        language: a BCP 47 tag, in place of what the feed says.
        days: its entries older than so many days go.
        entries: the newest so many of its entries stay.
        muted: its entries stand under the feed alone, in no list of all and no count.
        notify: whoever is told of new entries is told of its, too, though not of all feeds.
    """

    minutes: int = 0
    text: Literal["", "page", "feed"] = ""
    agent: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    login: str = ""
    cookies: str = ""
    proxy: str = ""
    language: str = ""
    days: int = 0
    entries: int = 0
    muted: bool = False
    notify: bool = False

    @property
    def without_secrets(self) -> FeedOptions:
        """The same without what may be a password."""
        return msgspec.structs.replace(self, headers=(), login="", proxy=_without_password(self.proxy))


class Enclosure(Model, frozen=True):
    """A file attached to an entry; ``length`` in bytes, ``duration`` in seconds of play, each 0 if unknown."""

    url: str
    type: str = ""
    length: int = 0
    duration: int = 0


class Entry(Model, frozen=True):
    """One item of a feed, as published; strings are clean of control characters.

    Attributes:
        id: unique within its feed (guid, Atom id, link, or a digest of the rest).
        title: plain text.
        link: ``http(s)`` address of the article, or empty.
        authors: names.
        published: when, or ``None``; never later than the fetch.
        updated: when last changed, or ``None``.
        summary: the short form, HTML.
        content: the long form, HTML; empty if the feed has none.
        enclosures: attached files.
        tags: categories.
        image: the ``http(s)`` address of a picture that stands for it, or empty.
        episode: a podcast's season and episode as published, such as ``2.14`` or ``14``; empty otherwise.
    """

    id: str
    title: str = ""
    link: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""
    content: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    tags: tuple[str, ...] = ()
    image: str = ""
    episode: str = ""


class ParsedFeed(Model, frozen=True):
    """A feed's body, read.

    Attributes:
        format: ``rss20``, ``atom10``, ``rss10``, ``cdf``, ``json11`` … as feedparser names them.
        feed: the feed itself.
        entries: in the feed's order.
        problems: what was wrong with it, in words; empty for a good feed.
        ttl: minutes the publisher asks us to wait between fetches, or ``None``.
        cut: the body breaks off before its end; the entries are those that came whole.
    """

    format: str
    feed: Feed
    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()
    ttl: int | None = None
    cut: bool = False


class Validators(Model, frozen=True):
    """What a server gave us to ask "has it changed?" with (RFC 9110, 8.8): kept and sent back byte for byte.

    Attributes:
        etag: the header of that name.
        last_modified: likewise.
        url: the address that gave them, if a redirect led to another origin; nobody else is told them. Empty: the
            address that was asked.
    """

    etag: str = ""
    last_modified: str = ""
    url: str = ""
