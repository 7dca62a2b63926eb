"""What both kinds of servers are spoken to with: requests, answers in JSON, their clock, and refusals in words."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal, TypeVar
from urllib.parse import urlencode

import msgspec

from readers.clean import host_of
from readers.errors import FetchError, SyncError

if TYPE_CHECKING:
    from readers.feeds.client import Client, Response

T = TypeVar("T")
_OF_ONE_FEED = {400, 404, 406, 409, 410, 415, 422, 500}
"""How servers answer who wants a feed that they have already, cannot fetch or cannot read."""
Method = Literal["GET", "POST", "PUT", "DELETE"]


class Line:
    """The way to one server.

    Args:
        client: the network.
        base: the address where its interface begins, without a slash at its end.

    Attributes:
        told: header fields that say who asks.
        ahead: seconds by which the server's clock is ahead of ours.
    """

    def __init__(self, client: Client, base: str) -> None:
        self._client = client
        self.base = base.rstrip("/")
        self.told: dict[str, str] = {}
        self.ahead = 0.0

    @property
    def now(self) -> int:
        """The server's clock, in whole seconds since 1970."""
        return int(time.time() + self.ahead)

    async def ask(
        self,
        method: Method,
        path: str,
        query: Mapping[str, str | int] | None = None,
        *,
        body: bytes = b"",
        kind: str = "application/json",
        once: bool = False,
    ) -> Response:
        """One request and its answer.

        Raises:
            FetchError: there was no usable answer.
            SyncError: the server refuses the login.
        """
        url = f"{self.base}{path}{'?' + urlencode(query) if query else ''}"
        told = {**self.told, **({"Content-Type": kind} if body else {})}
        try:
            answer = await self._client.ask(method, url, told=told, body=body, once=once)
        except FetchError as error:
            if error.status in (401, 403):
                raise RefusedError(self.base, error.status) from error
            raise
        self._set_clock(answer.headers.get("date", ""))
        return answer

    def read(self, answer: Response, kind: type[T]) -> T:
        """The body of an answer, as JSON of some shape.

        Raises:
            SyncError: it is something else.
        """
        try:
            return msgspec.json.decode(answer.body, type=kind, strict=False)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise SyncError(
                f"{host_of(self.base)} answers what a server of this kind does not say ({error}). Check the address."
            ) from error

    def _set_clock(self, date: str) -> None:
        try:
            told = parsedate_to_datetime(date)
        except (ValueError, TypeError, OverflowError):
            return
        if told.tzinfo is not None:
            behind = told.timestamp() - time.time()
            # The header tells whole seconds only.
            self.ahead = behind if abs(behind) > 2 else 0.0


class Cursor(msgspec.Struct, frozen=True):
    """From where to go on with entries that are gone through by their numbers.

    Attributes:
        since: a moment, in seconds since 1970: what has changed since; 0 for all there are.
        after: of these, those with a number above this one.
        next: the moment from which to ask for changes once all are through.
    """

    since: int = 0
    after: int = 0
    next: int = 0

    @classmethod
    def unpacked(cls, text: str) -> Cursor:
        """One as `packed` gives it; an empty text is the beginning of all."""
        return msgspec.json.decode(text, type=cls) if text else cls()

    def packed(self) -> str:
        """As text, to be kept."""
        return msgspec.json.encode(self).decode()


def by_password(user: str, secret: str) -> dict[str, str]:
    """The header field of a login by name and password (Basic, RFC 7617)."""
    return {"Authorization": f"Basic {base64.b64encode(f'{user}:{secret}'.encode()).decode()}"}


class RefusedError(SyncError):
    """A login that a server does not accept; or something that it does not allow whoever logs in (403)."""

    def __init__(self, base: str, status: int | None = None) -> None:
        self.status = status
        super().__init__(
            f"{host_of(base)} refuses the login. `quoth sync add` with the same address asks for the password again."
        )


class NotTakenError(SyncError):
    """A feed that a server does not take, of which there may be others that it does."""

    def __init__(self, base: str, url: str, why: str) -> None:
        super().__init__(
            f"{host_of(base)} does not take {url} ({why}). Subscribe to it there, or offer it again later."
        )


@contextmanager
def taking(base: str, url: str) -> Iterator[None]:
    """Tell refusals of one feed from those of all that is asked.

    Raises:
        NotTakenError: the feed was refused.
    """
    try:
        yield
    except RefusedError as error:
        if error.status != 403:
            raise
        raise NotTakenError(base, url, "it does not allow that") from error
    except FetchError as error:
        if error.status not in _OF_ONE_FEED:
            raise
        raise NotTakenError(base, url, f"it answers {error.status}") from error


def moment_of(seconds: float | str | None) -> datetime | None:
    """A moment told in seconds since 1970, as a number or as text; ``None`` if it is none that there is."""
    try:
        when = datetime.fromtimestamp(float(seconds or 0), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return when if seconds and 1 < when.year < 9999 else None


def concerns_all(error: FetchError | SyncError) -> bool:
    """Whether a server wants to be left alone, and not only what it was asked for goes wrong."""
    return isinstance(error, FetchError) and error.status == 429


def is_too_large(error: FetchError) -> bool:
    """Whether an answer came that was more than is read: half of what was asked for may be had."""
    return error.status == 200
