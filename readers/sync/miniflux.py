"""Miniflux, by its own interface (REST, version 1; https://miniflux.app/docs/api.html).

It tells what has changed since a moment, entry by entry. A sync goes through that by the entries' numbers, so that it
goes on where it was broken off; what changes while it runs is told the next time, since that begins at the moment at
which this one began.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from readers.clean import clean, clean_line, host_of, http_url, unescape
from readers.errors import FetchError, SyncError
from readers.feeds.bylines import names_of
from readers.feeds.dates import from_text
from readers.model import Enclosure, Entry
from readers.sync.protocol import Changes, Field, RemoteFeed, RemoteItem, State
from readers.sync.speaking import Cursor, Line, by_password, is_too_large, taking

if TYPE_CHECKING:
    from readers.feeds.client import Client, Response

_PAGE = 100
_OVERLAP = 5
"""Seconds before the last sync from which the next one asks: both clocks tell whole seconds."""


class _Category(msgspec.Struct, frozen=True):
    id: int
    title: str = ""


class _Feed(msgspec.Struct, frozen=True):
    id: int
    feed_url: str
    title: str = ""
    site_url: str = ""
    category: _Category | None = None


class _Taken(msgspec.Struct, frozen=True):
    feed_id: int


class _Enclosure(msgspec.Struct, frozen=True):
    url: str = ""
    mime_type: str = ""
    size: int = 0


class _Entry(msgspec.Struct, frozen=True):
    id: int
    feed_id: int
    status: str
    starred: bool = False
    title: str = ""
    url: str = ""
    author: str = ""
    content: str = ""
    published_at: str = ""
    changed_at: str = ""
    enclosures: list[_Enclosure] | None = None
    tags: list[str] | None = None


class _Entries(msgspec.Struct, frozen=True):
    total: int
    entries: list[_Entry]


class Miniflux:
    """A server, see `readers.sync.protocol.Server`.

    Args:
        client: the network.
        base: the server's address.
        user: the name to log in by; empty where the secret is a token.
        secret: password or token.
    """

    def __init__(self, client: Client, base: str, user: str, secret: str) -> None:
        self._line = Line(client, base)
        if user:
            self._line.told = by_password(user, secret)
        else:
            if not (secret.isascii() and secret.isprintable()):
                raise SyncError(
                    f"The API key for {host_of(base)} has signs that no key has. `quoth sync add` asks again."
                )
            self._line.told = {"X-Auth-Token": secret}

    @property
    def ahead(self) -> float:
        """Seconds by which the server's clock is ahead of ours."""
        return self._line.ahead

    async def log_in(self) -> None:
        """Ask who we are."""
        self._line.read(await self._line.ask("GET", "/v1/me"), dict[str, object])

    async def feeds(self) -> Sequence[RemoteFeed]:
        """All feeds there are."""
        found = self._line.read(await self._line.ask("GET", "/v1/feeds"), list[_Feed])
        return [
            RemoteFeed(
                str(one.id),
                url,
                clean_line(one.title),
                http_url(one.site_url),
                clean_line(one.category.title) if one.category else "",
            )
            for one in found
            if (url := http_url(one.feed_url))
        ]

    async def newest(self, remote: str, most: int) -> Sequence[RemoteItem]:
        """The newest entries of a feed, by their dates."""
        query: dict[str, str | int] = {"order": "published_at", "direction": "desc", "limit": most}
        page = self._line.read(await self._line.ask("GET", f"/v1/feeds/{int(remote)}/entries", query), _Entries)
        return [self._item(one) for one in page.entries]

    async def changes(self, cursor: str, known: Mapping[str, State]) -> AsyncGenerator[Changes]:  # noqa: ARG002
        """Entries that were changed since, by their numbers."""
        at, most = Cursor.unpacked(cursor), _PAGE
        while True:
            begun = at.next or self._line.now
            query: dict[str, str | int] = {"order": "id", "direction": "asc", "limit": most, "after_entry_id": at.after}
            query |= {"changed_after": at.since} if at.since else {}
            try:
                answer = await self._line.ask("GET", "/v1/entries", query)
            except FetchError as error:
                if not is_too_large(error) or most == 1:
                    raise
                most = max(1, most // 4)
                continue
            page = self._line.read(answer, _Entries)
            entries = [one for one in page.entries if one.id > at.after]
            if not entries:
                yield Changes(cursor=Cursor(since=max(0, begun - _OVERLAP)).packed())
                return
            at = Cursor(at.since, max(one.id for one in entries), begun)
            items = [self._item(one) for one in entries if one.status in ("read", "unread")]
            yield Changes(items, cursor=at.packed(), left=max(0, page.total - len(page.entries)))

    def _item(self, one: _Entry) -> RemoteItem:
        now = datetime.now(UTC)
        published = from_text(one.published_at)
        entry = Entry(
            id=f"tag:{host_of(self._line.base)},miniflux:{one.id}",
            title=clean_line(unescape(one.title)),
            link=http_url(one.url),
            authors=names_of([one.author]),
            published=min(published, now) if published is not None else None,
            content=clean(one.content),
            enclosures=tuple(
                Enclosure(url, clean_line(file.mime_type), max(0, file.size))
                for file in one.enclosures or ()
                if (url := http_url(file.url))
            ),
            tags=tuple(dict.fromkeys(tag for text in one.tags or () if (tag := clean_line(text)))),
        )
        return RemoteItem(
            str(one.id), str(one.feed_id), entry, State(one.status == "read", one.starred, from_text(one.changed_at))
        )

    async def mark(self, field: Field, value: bool, remotes: Sequence[str]) -> None:
        """Set a field of entries: for many at once whether they are read, for each by itself whether it is starred."""
        if field == "starred":
            for remote in remotes:
                await self._star(remote, value)
            return
        wish = {"entry_ids": [int(one) for one in remotes], "status": "read" if value else "unread"}
        try:
            await self._line.ask("PUT", "/v1/entries", body=msgspec.json.encode(wish))
        except FetchError as error:
            if error.status not in (400, 404, 500):
                raise
            # One that is gone there spoils it for the others.
            half = len(remotes) // 2
            if half:
                await self.mark(field, value, remotes[:half])
                await self.mark(field, value, remotes[half:])
            elif await self._entry(remotes[0]) is not None:
                raise

    async def _star(self, remote: str, value: bool) -> None:
        """What there is turns a star over; what it is at the moment is asked first."""
        entry = await self._entry(remote)
        if entry is not None and entry.starred != value:
            await self._line.ask("PUT", f"/v1/entries/{int(remote)}/bookmark", once=True)

    async def _entry(self, remote: str) -> _Entry | None:
        """An entry as it is there; ``None`` if it is gone."""
        try:
            answer = await self._line.ask("GET", f"/v1/entries/{int(remote)}")
        except FetchError as error:
            if error.status == 404:
                return None
            raise
        return self._line.read(answer, _Entry)

    async def subscribe(self, url: str) -> str:
        """Have it fetch a feed, in its first category."""
        wish = msgspec.json.encode({"feed_url": url})
        with taking(self._line.base, url):
            answer = await self._line.ask("POST", "/v1/feeds", body=wish, once=True)
        return str(self._line.read(answer, _Taken).feed_id)

    async def unsubscribe(self, remote: str) -> None:
        """Have it fetch a feed no longer; one that is gone already is no mistake."""
        try:
            await self._line.ask("DELETE", f"/v1/feeds/{int(remote)}")
        except FetchError as error:
            if error.status != 404:
                raise

    async def move(self, remote: str, folder: str, before: str) -> None:  # noqa: ARG002
        """Put a feed into a category. Without one no feed can be: there it stays where it is."""
        if folder:
            wish = {"category_id": await self._category(folder)}
            await self._line.ask("PUT", f"/v1/feeds/{int(remote)}", body=msgspec.json.encode(wish))

    async def rename(self, remote: str, name: str) -> None:
        """Call a feed by another name."""
        await self._line.ask("PUT", f"/v1/feeds/{int(remote)}", body=msgspec.json.encode({"title": name}))

    async def _category(self, title: str) -> int:
        """The number of a category, which is made if there is none."""
        found = self._line.read(await self._line.ask("GET", "/v1/categories"), list[_Category])
        for one in found:
            if (
                clean_line(one.title).casefold() == title.casefold()
            ):  # to it these are the same, and a second is refused
                return one.id
        answer: Response = await self._line.ask(
            "POST", "/v1/categories", body=msgspec.json.encode({"title": title}), once=True
        )
        return self._line.read(answer, _Category).id
