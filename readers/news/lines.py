"""JSON lines in: each is a ticket for `readers.news.stream`, or one that says what is wrong with the line.

A line may hold anything. Whatever is the matter with it, its answer bears the id that the line gave, as far as one can
be read, and the lines after it are read.
"""

from __future__ import annotations

import queue
import re
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import msgspec

from readers.errors import SourceError
from readers.model import Article, Document

if TYPE_CHECKING:
    from readers.work.apart import Apart

LONGEST = 100_000_000
"""Bytes of a line. A page of the largest size, each of its characters escaped, is shorter."""

_BOM = b"\xef\xbb\xbf"
_AHEAD = 64
_PATIENCE = 0.05
"""Seconds after which it is told again that nothing waits."""

Id = str | msgspec.Raw
"""What a source is known by: its name, or the JSON that a line gave, letter for letter."""


class Ticket(NamedTuple):
    """A source to be read: its id, and the function that gives what is in it or raises a `QuothError`.

    A file that Quoth saved is an article with all that was found and noted in it.
    """

    id: Id
    load: Callable[[], Document | Article]


def from_lines(lines: BinaryIO, *, as_is: bool, apart: Apart) -> Iterator[Ticket | None]:
    """JSON lines ``{"id", "text"}`` or ``{"id", "html", "url"}``; empty lines are passed over.

    Lines are read ahead, in a thread of their own, so that those that have come can be answered together while others
    are waited for.

    Args:
        lines: UTF-8, with or without a byte order mark. Read to the end, or as far as somebody asks.
        apart: extracts web pages, in a process of its own.
        as_is: take ``text`` without a change, so that offsets are the given text's; otherwise remove its boilerplate.

    Yields:
        A ticket for each line; ``None`` where the next line has not come yet: what was asked should be answered first.

    Raises:
        OSError: the lines cannot be read.
    """
    ahead: queue.Queue[Ticket | OSError | None] = queue.Queue(_AHEAD)

    def read() -> None:
        try:
            for number, line in _numbered(lines):
                ahead.put(_ticket(line, number, as_is=as_is, apart=apart))
        except OSError as error:
            ahead.put(error)
        else:
            ahead.put(None)

    threading.Thread(target=read, name="lines", daemon=True).start()
    waited = False
    while True:
        try:
            ticket = ahead.get(timeout=_PATIENCE) if waited else ahead.get_nowait()
        except queue.Empty:
            waited = True
            yield None
            continue
        waited = False
        if ticket is None:
            return
        if isinstance(ticket, OSError):
            raise ticket
        yield ticket


def _numbered(lines: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not empty, counted from 1; ``None`` for one that is too long, which is not kept."""
    number = 0
    while line := lines.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST and not line.endswith(b"\n"):
            while (rest := lines.readline(LONGEST)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif (line := line.removeprefix(_BOM)).strip():
            yield number, line


def _ticket(line: bytes | None, number: int, *, as_is: bool, apart: Apart) -> Ticket:
    if line is None:
        return Ticket(f"line {number}", _refusal(f"Line {number} is longer than {LONGEST / 1e6:.0f} MB."))
    name: Id = f"line {number}"
    try:
        given = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        if (raw := given.get("id")) is not None and msgspec.json.decode(raw) is not None:
            name = msgspec.Raw(bytes(raw))
        text, html, url = (_words(given, field) for field in ("text", "html", "url"))
    except RecursionError:
        return Ticket(_id_in(line) or name, _refusal(f"Line {number} is nested too deeply to be read."))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        refusal = _refusal(f"Line {number} is not the JSON that is expected: {_told(error)}.")
        return Ticket(_id_in(line) or name, refusal)
    if text is not None:
        return Ticket(name, _text(text, url or "", as_is=as_is))
    if html is not None:
        return Ticket(name, lambda: apart.extract_page(html, url=url or ""))
    return Ticket(name, _refusal(f'Line {number} has neither "text" nor "html".'))


def _words(given: dict[str, msgspec.Raw], field: str) -> str | None:
    """A field's string; ``None`` if it is missing or ``null``.

    Raises:
        msgspec.DecodeError: it is something else.
    """
    if field not in given:
        return None
    try:
        return msgspec.json.decode(given[field], type=str | None)
    except msgspec.ValidationError as error:
        raise msgspec.ValidationError(f"{error} - at `$.{field}`") from error


def _told(error: Exception) -> str:
    """A decoder's complaint; of bytes that are no text, without the bytes."""
    if isinstance(error, UnicodeDecodeError):
        return "there are bytes in it that are not UTF-8"
    return str(error)


_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{}:,]|[^\s"\[\]{}:,]++', re.S)
_SIMPLE = re.compile(rb'"(?:[^"\\]++|\\.)*+"|-?[0-9]++')


def _id_in(line: bytes) -> Id | None:
    """The id of a line that is no sound JSON: a string or whole number under ``"id"`` in the outermost object.

    One pass, without recursion.
    """
    depth, before = 0, [b"", b""]
    for match in _TOKEN.finditer(line):
        token = match.group()
        if token in b"[{":
            depth += 1
        elif token in b"]}":
            depth -= 1
        elif depth == 1 and before == [b'"id"', b":"] and _SIMPLE.fullmatch(token):
            return _sound(token)
        before = [before[1], token]
    return None


def _sound(token: bytes) -> Id | None:
    try:
        msgspec.json.decode(token)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return msgspec.Raw(token)


def _refusal(message: str) -> Callable[[], Document]:
    def load() -> Document:
        raise SourceError(message)

    return load


def _text(text: str, url: str, *, as_is: bool) -> Callable[[], Document]:
    def load() -> Document:
        if as_is:
            return Document(text=text, url=url)
        from readers.pages.plain import extract_text  # noqa: PLC0415

        return extract_text(text, url=url)

    return load


def named(name: Id) -> Any:  # noqa: ANN401  # any JSON
    """An id for a message: a string without quotation marks, everything else as it was given."""
    if isinstance(name, str):
        return name
    value = msgspec.json.decode(name)
    return value if isinstance(value, str) else bytes(name).decode("utf-8", "replace")
