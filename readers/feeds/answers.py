"""What is asked of a server, within which bounds, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from readers.feeds.manners import Manners
from readers.model import Validators


@dataclass(frozen=True)
class Limits:
    """Bounds of the client.

    Attributes:
        connections: requests under way at once, in all.
        per_host: requests under way at once to one host.
        size: bytes of a body, after decompression.
        connect: seconds to reach a host.
        read: seconds between two pieces of an answer.
        total: seconds for everything about one address, redirects and all, but without waiting for our turn.
        slowest: bytes of a body that must come in a second, on the average since its first one.
        grace: seconds by which a body may lag behind that.
    """

    connections: int = 16
    per_host: int = 2
    size: int = 15_000_000
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    slowest: int = 1000
    grace: float = 10.0


@dataclass(frozen=True)
class Response:
    """A usable answer.

    Attributes:
        url: where it came from in the end.
        status: 200–299, or 304.
        headers: names in lower case.
        body: decompressed; empty for 304.
        validators: to ask "has it changed?" with next time. For a 304 the new ones, or those that were sent.
        not_modified: the server said 304.
        moved_to: the final address, if every redirect on the way was permanent (301, 308); else empty.
        max_age: seconds that the server says the answer stays good, or ``None``.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    validators: Validators
    not_modified: bool = False
    moved_to: str = ""
    max_age: int | None = None

    @property
    def content_type(self) -> str:
        """The header of that name, or empty."""
        return self.headers.get("content-type", "")

    @property
    def whole(self) -> bool:
        """Whether the body is known to have come to its end: its length or its chunks said so, or its compression did.

        One that ends when the connection does may have broken off, and nobody said so.
        """
        return any(self.headers.get(name) for name in ("content-length", "transfer-encoding", "content-encoding"))


class Wish(NamedTuple):
    """What to ask for.

    Attributes:
        url: the address.
        headers: what every host on the way is told.
        own: what an origin alone is told.
        validators: what the request is conditional on.
        typed_host: the host that the user gave, if it was the user.
        manners: what the reader has settled.
        method: of the request.
        body: of the request.
        tries: how often it is said, where the connection breaks off.
        follows: whether a redirect is followed.
    """

    url: str
    headers: dict[str, str]
    own: dict[str, dict[str, str]]
    validators: Validators
    typed_host: str
    manners: Manners
    method: str = "GET"
    body: bytes = b""
    tries: int = 2
    follows: bool = True


class Answer(NamedTuple):
    """What one request gave, before it is judged."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
