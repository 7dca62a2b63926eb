"""What Google Reader once spoke, and FreshRSS, The Old Reader, Inoreader, BazQux and others do today.

It does not tell what has changed, but which entries are unread and which are starred: numbers alone, by the ten
thousand. What is not known yet is then fetched by its number, a hundred at a time; whoever is broken off fetches what
is still missing. When an entry was marked it does not tell.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import msgspec

from readers.clean import clean_line, host_of, http_url
from readers.errors import FetchError, SyncError
from readers.sync.items import Item, Items, item_of, long_id, short_id
from readers.sync.protocol import Changes, Field, RemoteFeed, RemoteItem, State
from readers.sync.speaking import Line, NotTakenError, RefusedError, is_too_large, taking

if TYPE_CHECKING:
    from readers.feeds.client import Client, Response

_API = "/reader/api/0"
_ALL, _READ, _STARRED = (f"user/-/state/com.google/{name}" for name in ("reading-list", "read", "starred"))
_STATES: dict[Field, str] = {"read": _READ, "starred": _STARRED}
_LABEL = "user/-/label/"
_IDS, _BATCH, _MOST_PAGES = 10_000, 100, 1_000
_OVERLAP = 3600
"""Seconds before the last sync from which the next one asks for numbers: some go by when an entry was written."""
_FORM = "application/x-www-form-urlencoded"


class _Category(msgspec.Struct, frozen=True):
    id: str = ""
    label: str = ""


class _Subscription(msgspec.Struct, frozen=True):
    id: str
    title: str = ""
    url: str = ""
    htmlUrl: str = ""  # noqa: N815  (as it is sent)
    categories: list[_Category] | None = None


class _Subscriptions(msgspec.Struct, frozen=True):
    subscriptions: list[_Subscription]


class _Added(msgspec.Struct, frozen=True):
    streamId: str | None = None  # noqa: N815
    error: str | None = None


class _Reference(msgspec.Struct, frozen=True):
    id: str


class _References(msgspec.Struct, frozen=True):
    itemRefs: list[_Reference] | None = None  # noqa: N815
    continuation: str = ""


class GReader:
    """A server, see `readers.sync.protocol.Server`.

    Args:
        client: the network.
        base: what its interface begins with: before ``/accounts/ClientLogin`` and ``/reader/api/0``.
        user: the name to log in by.
        secret: the password, often one for such programs alone.
    """

    def __init__(self, client: Client, base: str, user: str, secret: str) -> None:
        self._line = Line(client, base)
        self._user = user
        self._secret = secret
        self._token = ""

    @property
    def ahead(self) -> float:
        """Seconds by which the server's clock is ahead of ours."""
        return self._line.ahead

    async def log_in(self) -> None:
        """Ask for a ticket, which is shown from then on, and for another that stands with whatever is changed."""
        self._line.told, self._token = {}, ""
        form = {"Email": self._user, "Passwd": self._secret, "service": "reader", "accountType": "HOSTED_OR_GOOGLE"}
        answer = await self._post("/accounts/ClientLogin", [*form.items()])
        lines = answer.body.decode("utf-8", "replace").splitlines()
        ticket = next((line.removeprefix("Auth=").strip() for line in lines if line.startswith("Auth=")), "")
        if not ticket.isascii() or not ticket.isprintable() or not ticket:
            raise SyncError(
                f"{host_of(self._line.base)} does not log one in as Google Reader did. Check the address: that of its "
                "interface is wanted, which its settings tell."
            )
        self._line.told = {"Authorization": f"GoogleLogin auth={ticket}"}
        answer = await self._line.ask("GET", f"{_API}/token")
        self._token = answer.body.decode("utf-8", "replace").strip()

    async def feeds(self) -> Sequence[RemoteFeed]:
        """All feeds there are; one that stands in several folders is told with the first."""
        answer = await self._line.ask("GET", f"{_API}/subscription/list", {"output": "json"})
        found = []
        for one in self._line.read(answer, _Subscriptions).subscriptions:
            url = http_url(one.url) or http_url(one.id.removeprefix("feed/"))
            folders = [it.label or it.id.rpartition("/label/")[2] for it in one.categories or ()]
            folder = clean_line(folders[0]) if folders else ""
            if url:
                found.append(RemoteFeed(one.id, url, clean_line(one.title), http_url(one.htmlUrl), folder))
        return found

    async def newest(self, remote: str, most: int) -> Sequence[RemoteItem]:
        """The newest entries of a feed."""
        asked: dict[str, str | int] = {"output": "json", "s": remote, "n": most}
        page = self._line.read(await self._line.ask("GET", f"{_API}/stream/items/ids", asked), _References)
        which = [short_id(one.id) for one in (page.itemRefs or ())[:most]]
        return [item_of(one, self._line.base) for one in await self._items(which)] if which else []

    async def changes(self, cursor: str, known: Mapping[str, State]) -> AsyncGenerator[Changes]:
        """Entries that are not known, then how those stand that are."""
        began = self._line.now
        since = {"ot": max(0, int(cursor) - _OVERLAP)} if cursor.isdecimal() else {}
        unread = set(await self._ids(_ALL, {"xt": _READ}))
        starred = set(await self._ids(_STARRED, {}))
        recent = await self._ids(_ALL, since)
        fresh = [one for one in dict.fromkeys((*recent, *unread, *starred)) if one not in known]
        fresh.reverse()  # the newest come first
        for done, batch in enumerate(_batches(fresh, _BATCH)):
            items = await self._items(batch)
            yield Changes([item_of(one, self._line.base) for one in items], left=len(fresh) - _BATCH * (done + 1))
        states = {
            one: State(one not in unread, one in starred)
            for one, was in known.items()
            if was.read != (one not in unread) or was.starred != (one in starred)
        }
        lost = [one for one, now in states.items() if known[one].starred and not now.starred]
        for gone in await self._gone(lost):
            del states[gone]
        for batch in _batches(list(states), 500):
            yield Changes(states={one: states[one] for one in batch})
        yield Changes(cursor=str(began))

    async def _gone(self, lost: Sequence[str]) -> set[str]:
        """Of entries that are starred no longer those that are there no longer: a star is not taken by that."""
        there: set[str] = set()
        for batch in _batches(lost, _BATCH):
            there |= {short_id(one.id) for one in await self._items(batch)}
        return set(lost) - there

    async def _ids(self, stream: str, query: Mapping[str, str | int]) -> list[str]:
        """The numbers of all entries of a stream, the newest first.

        Raises:
            SyncError: the list does not come to an end.
        """
        found: dict[str, None] = {}
        more: dict[str, str | int] = {}
        for _ in range(_MOST_PAGES):
            asked = {"output": "json", "s": stream, "n": _IDS, **query, **more}
            page = self._line.read(await self._line.ask("GET", f"{_API}/stream/items/ids", asked), _References)
            before = len(found)
            found |= dict.fromkeys(short_id(one.id) for one in page.itemRefs or ())
            if not page.continuation or len(found) == before:
                return list(found)
            more = {"c": page.continuation}
        raise SyncError(f"{host_of(self._line.base)} tells of entries without end. Try again later.")

    async def _items(self, batch: Sequence[str]) -> Sequence[Item]:
        """Entries by their numbers; those that are gone are not among them."""
        form = [("i", long_id(one)) for one in batch]
        try:
            answer = await self._post(f"{_API}/stream/items/contents?output=json", [*form, ("T", self._token)])
        except FetchError as error:
            half = len(batch) // 2
            if not is_too_large(error) or not half:
                raise
            return [*await self._items(batch[:half]), *await self._items(batch[half:])]
        wanted = set(batch)
        return [one for one in self._line.read(answer, Items).items or () if short_id(one.id) in wanted]

    async def mark(self, field: Field, value: bool, remotes: Sequence[str]) -> None:
        """Set a field of entries, all at once."""
        deed = ("a" if value else "r", _STATES[field])
        await self._edit("edit-tag", [deed, *(("i", long_id(one)) for one in remotes)])

    async def subscribe(self, url: str) -> str:
        """Have it fetch a feed, in no folder."""
        base = self._line.base
        with taking(base, url):
            answer = await self._post(
                f"{_API}/subscription/quickadd", [("quickadd", url), ("T", self._token)], once=True
            )
        added = self._line.read(answer, _Added)
        if not added.streamId:
            raise NotTakenError(base, url, clean_line((added.error or "")[:200]) or "it finds no feed there")
        return added.streamId

    async def unsubscribe(self, remote: str) -> None:
        """Have it fetch a feed no longer; one that is gone already is no mistake."""
        try:
            await self._edit("subscription/edit", [("ac", "unsubscribe"), ("s", remote)])
        except FetchError as error:
            if error.status not in {400, 404} or remote in {one.remote for one in await self.feeds()}:
                raise

    async def move(self, remote: str, folder: str, before: str) -> None:
        """Put a feed into a folder."""
        out = [("r", f"{_LABEL}{before}")] if before else []
        into = [("a", f"{_LABEL}{folder}")] if folder else []
        await self._edit("subscription/edit", [("ac", "edit"), ("s", remote), *into, *out])

    async def rename(self, remote: str, name: str) -> None:
        """Call a feed by another name."""
        await self._edit("subscription/edit", [("ac", "edit"), ("s", remote), ("t", name)])

    async def _edit(self, what: str, form: Sequence[tuple[str, str]]) -> None:
        """Change something; a ticket that has run out is renewed once.

        Raises:
            SyncError: the server did not do it.
        """
        try:
            answer = await self._post(f"{_API}/{what}", [*form, ("T", self._token)])
        except RefusedError:
            await self.log_in()
            answer = await self._post(f"{_API}/{what}", [*form, ("T", self._token)])
        said = answer.body[:200].decode("utf-8", "replace").strip()
        if said.upper() != "OK" and not said.startswith("{"):
            raise SyncError(f"{host_of(self._line.base)} did not do what it was asked ({said!r}). Try again later.")

    async def _post(self, path: str, form: Sequence[tuple[str, str]], *, once: bool = False) -> Response:
        return await self._line.ask("POST", path, body=urlencode(form).encode(), kind=_FORM, once=once)


def _batches(some: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(some), size):
        yield some[start : start + size]
