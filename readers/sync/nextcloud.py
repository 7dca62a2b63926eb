"""Nextcloud News, by its own interface (REST, version 1.3; https://nextcloud.github.io/news/api/api-v1-3/).

At first it is gone through by the entries' numbers, so that a sync goes on where it was broken off. From then on it
tells what has changed since a moment, all at once; where that is more than is read, it is gone through anew.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from readers.clean import clean, clean_line, host_of, http_url, unescape
from readers.errors import FetchError, SyncError
from readers.feeds.bylines import names_of
from readers.model import Enclosure, Entry
from readers.sync.protocol import Changes, Field, RemoteFeed, RemoteItem, State
from readers.sync.speaking import Cursor, Line, NotTakenError, by_password, is_too_large, moment_of, taking

if TYPE_CHECKING:
    from readers.feeds.client import Client, Response

_API = "/index.php/apps/news/api/v1-3"
_PAGE = 100
_OVERLAP = 5
"""Seconds before the last sync from which the next one asks: both clocks tell whole seconds."""
_FEED, _ALL = 0, 3
"""Of what entries are asked for: of one feed, or of all."""
_DEEDS: dict[tuple[Field, bool], str] = {
    ("read", True): "read",
    ("read", False): "unread",
    ("starred", True): "star",
    ("starred", False): "unstar",
}


class _Folder(msgspec.Struct, frozen=True):
    id: int
    name: str = ""


class _Folders(msgspec.Struct, frozen=True):
    folders: list[_Folder]


class _Feed(msgspec.Struct, frozen=True):
    id: int
    url: str = ""
    title: str | None = None
    link: str | None = None
    folderId: int | None = None  # noqa: N815  (as it is sent)


class _Feeds(msgspec.Struct, frozen=True):
    feeds: list[_Feed]


class _Item(msgspec.Struct, frozen=True):
    id: int
    feedId: int  # noqa: N815
    unread: bool
    starred: bool
    title: str | None = None
    url: str | None = None
    author: str | None = None
    body: str | None = None
    pubDate: int | None = None  # noqa: N815
    lastModified: int | None = None  # noqa: N815
    enclosureLink: str | None = None  # noqa: N815
    enclosureMime: str | None = None  # noqa: N815


class _Items(msgspec.Struct, frozen=True):
    items: list[_Item]


class Nextcloud:
    """A server, see `readers.sync.protocol.Server`.

    Args:
        client: the network.
        base: the address of the Nextcloud.
        user: the name to log in by.
        secret: the password, best one for such programs alone.
    """

    def __init__(self, client: Client, base: str, user: str, secret: str) -> None:
        self._line = Line(client, base.partition("/index.php")[0] + _API)
        self._line.told = by_password(user, secret)

    @property
    def ahead(self) -> float:
        """Seconds by which the server's clock is ahead of ours."""
        return self._line.ahead

    async def log_in(self) -> None:
        """Ask for its version, which it tells only who may read there."""
        self._line.read(await self._line.ask("GET", "/version"), dict[str, object])

    async def feeds(self) -> Sequence[RemoteFeed]:
        """All feeds there are."""
        folders = {one.id: clean_line(one.name) for one in await self._folders()}
        found = self._line.read(await self._line.ask("GET", "/feeds"), _Feeds).feeds
        return [
            RemoteFeed(
                str(one.id),
                url,
                clean_line(unescape(one.title or "")),
                http_url(one.link or ""),
                folders.get(one.folderId or 0, ""),
            )
            for one in found
            if (url := http_url(one.url))
        ]

    async def _folders(self) -> list[_Folder]:
        return self._line.read(await self._line.ask("GET", "/folders"), _Folders).folders

    async def newest(self, remote: str, most: int) -> Sequence[RemoteItem]:
        """The newest entries of a feed, by their numbers."""
        wish: dict[str, str | int] = {"batchSize": most, "offset": 0, "getRead": "true", "oldestFirst": "false"}
        wish |= {"type": _FEED, "id": int(remote)}
        return [self._item(one) for one in await self._ask("/items", wish)]

    async def changes(self, cursor: str, known: Mapping[str, State]) -> AsyncGenerator[Changes]:  # noqa: ARG002
        """Entries that were changed since, or all by their numbers."""
        at = Cursor.unpacked(cursor)
        begun = at.next or self._line.now
        if at.since:
            try:
                items = await self._ask("/items/updated", {"lastModified": at.since})
            except FetchError as error:
                if not is_too_large(error):
                    raise
                at = Cursor()
            else:
                for start in range(0, len(items), _PAGE):
                    left = max(0, len(items) - start - _PAGE)
                    yield Changes([self._item(one) for one in items[start : start + _PAGE]], left=left)
        if not at.since:
            async for page in self._pages(at.after):
                after = max(one.id for one in page)
                yield Changes([self._item(one) for one in page], cursor=Cursor(after=after, next=begun).packed())
        yield Changes(cursor=Cursor(since=max(1, begun - _OVERLAP)).packed())

    async def _pages(self, after: int) -> AsyncGenerator[list[_Item]]:
        """All entries by their numbers, some at a time."""
        most = _PAGE
        while True:
            wish: dict[str, str | int] = {"batchSize": most, "offset": after, "getRead": "true", "oldestFirst": "true"}
            try:
                page = [one for one in await self._ask("/items", wish) if one.id > after]
            except FetchError as error:
                if not is_too_large(error) or most == 1:
                    raise
                most = max(1, most // 4)
                continue
            if not page:
                return
            yield page
            after = max(one.id for one in page)

    async def _ask(self, path: str, wish: dict[str, str | int]) -> list[_Item]:
        answer = await self._line.ask("GET", path, {"type": _ALL, "id": 0, **wish})
        return self._line.read(answer, _Items).items

    def _item(self, one: _Item) -> RemoteItem:
        now, published = datetime.now(UTC), moment_of(one.pubDate)
        file = http_url(one.enclosureLink or "")
        entry = Entry(
            id=f"tag:{host_of(self._line.base)},nextcloud:{one.id}",
            title=clean_line(unescape(one.title or "")),
            link=http_url(one.url or ""),
            authors=names_of([one.author or ""]),
            published=min(published, now) if published is not None else None,
            content=clean(one.body or ""),
            enclosures=(Enclosure(file, clean_line(one.enclosureMime or ""), 0),) if file else (),
        )
        state = State(not one.unread, one.starred, moment_of(one.lastModified))
        return RemoteItem(str(one.id), str(one.feedId), entry, state)

    async def mark(self, field: Field, value: bool, remotes: Sequence[str]) -> None:
        """Set a field of entries, all at once; those that are gone there are passed over."""
        await self._do(f"/items/{_DEEDS[field, value]}/multiple", {"itemIds": [int(one) for one in remotes]})

    async def subscribe(self, url: str) -> str:
        """Have it fetch a feed, in no folder."""
        base = self._line.base
        with taking(base, url):
            answer = await self._do("/feeds", {"url": url, "folderId": None}, once=True)
        found = self._line.read(answer, _Feeds).feeds
        if not found:
            raise NotTakenError(base, url, "it finds no feed there")
        return str(found[0].id)

    async def unsubscribe(self, remote: str) -> None:
        """Have it fetch a feed no longer; one that is gone already is no mistake."""
        try:
            await self._line.ask("DELETE", f"/feeds/{int(remote)}")
        except FetchError as error:
            if error.status != 404:
                raise

    async def move(self, remote: str, folder: str, before: str) -> None:  # noqa: ARG002
        """Put a feed into a folder, or out of any."""
        await self._do(f"/feeds/{int(remote)}/move", {"folderId": await self._folder(folder) if folder else None})

    async def _folder(self, name: str) -> int:
        """The number of a folder, which is made if there is none."""
        for one in await self._folders():
            if clean_line(one.name).casefold() == name.casefold():
                return one.id
        made = self._line.read(await self._do("/folders", {"name": name}, once=True), _Folders).folders
        if not made:
            raise SyncError(f"{self._line.base} was asked for a folder {name}, and does not say that it has one.")
        return made[0].id

    async def rename(self, remote: str, name: str) -> None:
        """Call a feed by another name."""
        await self._do(f"/feeds/{int(remote)}/rename", {"feedTitle": name})

    async def _do(self, path: str, wish: Mapping[str, object], *, once: bool = False) -> Response:
        return await self._line.ask("POST", path, body=msgspec.json.encode(wish), once=once)
