"""What a server can do, in words that all kinds of servers have in common."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from readers.model import Entry

Field = Literal["read", "starred"]
"""What of an entry goes both ways."""


class RemoteFeed(NamedTuple):
    """A feed that a server fetches.

    Attributes:
        remote: its id there.
        url: where it is fetched from.
        title: what its publisher, or the reader there, calls it.
        link: the site it belongs to.
        folder: the one it stands in; empty for none.
    """

    remote: str
    url: str
    title: str = ""
    link: str = ""
    folder: str = ""


class State(NamedTuple):
    """How an entry stands on a server; ``changed``: when that last changed, by its clock, or ``None`` if it is mute."""

    read: bool
    starred: bool
    changed: datetime | None = None


class RemoteItem(NamedTuple):
    """An entry on a server: its id and that of its feed there, what it says, and how it stands."""

    remote: str
    feed: str
    entry: Entry
    state: State


class Changes(NamedTuple):
    """A piece of what has happened on a server, to be stored as one.

    Attributes:
        items: entries that are new or changed, with what they say.
        states: how entries stand that are known already, by id.
        cursor: from where to go on once this is stored; ``None`` for the one there was.
        left: entries that are still to come in this sync, as far as it is known.
    """

    items: Sequence[RemoteItem] = ()
    states: Mapping[str, State] = {}
    cursor: str | None = None
    left: int = 0


class Server(Protocol):
    """A server, logged in to. Every method raises `FetchError` or `SyncError`, and may be called again after that."""

    @property
    def ahead(self) -> float:
        """Seconds by which the server's clock is ahead of ours, as far as an answer has told."""
        ...

    async def log_in(self) -> None:
        """Ask something that only who may do so gets an answer to."""
        ...

    async def feeds(self) -> Sequence[RemoteFeed]:
        """All feeds there are."""
        ...

    async def newest(self, remote: str, most: int) -> Sequence[RemoteItem]:
        """The newest entries of a feed, some dozens at most."""
        ...

    def changes(self, cursor: str, known: Mapping[str, State]) -> AsyncGenerator[Changes]:
        """What has happened since.

        Args:
            cursor: that of the last piece that was stored; empty at first.
            known: the entries that are known, as they stood there when they were last told of.
        """
        ...

    async def mark(self, field: Field, value: bool, remotes: Sequence[str]) -> None:
        """Set a field of entries. Setting it again to the same changes nothing."""
        ...

    async def subscribe(self, url: str) -> str:
        """Have it fetch a feed from now on; gives the feed's id there. Where it stands and is called it decides itself.

        Raises:
            NotTakenError: it has it already, by another address, or cannot fetch it.
        """
        ...

    async def unsubscribe(self, remote: str) -> None:
        """Have it fetch a feed no longer."""
        ...

    async def move(self, remote: str, folder: str, before: str) -> None:
        """Put a feed into a folder, which may be new; ``before``: the one it stands in there."""
        ...

    async def rename(self, remote: str, name: str) -> None:
        """Call a feed by another name."""
        ...
