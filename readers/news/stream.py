"""Many sources in, one answer out for each, in order, keeping none: what the command line's batches run on.

A `Ticket` is a source that was announced and not yet read. Reading one may fail; the failure takes the answer's place
and the stream goes on.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple

import msgspec

from readers.errors import QuothError, SourceError
from readers.model import Article, Document

Answer = dict[str, Any]
"""One line of output: what was asked for, or ``{"id", "error"}``."""


class Ticket(NamedTuple):
    """A source to be read: its id, and the function that gives its document or raises a `QuothError`."""

    id: str
    load: Callable[[], Document]


Tickets = Iterable[Ticket]


class Outcome(NamedTuple):
    """What became of a ticket: an article, or an error in words."""

    id: str
    article: Article | None
    error: str = ""


class _Line(msgspec.Struct):
    id: str | int | None = None
    text: str | None = None
    html: str | None = None
    url: str = ""


def from_sources(sources: Iterable[str]) -> Iterator[Ticket]:
    """Files, http(s) addresses, or ``-`` for standard input, each read when its turn comes."""
    from readers.feeds.client import Client  # noqa: PLC0415  (httpx: a tenth of a second that JSON lines do not pay)
    from readers.news.sources import load  # noqa: PLC0415

    with asyncio.Runner() as runner:
        client = Client()
        runner.run(client.__aenter__())
        try:
            for source in sources:
                yield Ticket(source, lambda source=source: runner.run(load(source, client)))  # type: ignore[misc]
        finally:
            runner.run(client.__aexit__(None, None, None))


def from_lines(lines: BinaryIO, *, as_is: bool) -> Iterator[Ticket]:
    """JSON lines ``{"id", "text"}`` or ``{"id", "html", "url"}``; empty lines are passed over.

    Args:
        lines: UTF-8.
        as_is: take ``text`` without a change, so that offsets are the given text's; otherwise remove its boilerplate.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _ticket(line, number, as_is=as_is)


def _ticket(line: bytes, number: int, *, as_is: bool) -> Ticket:
    try:
        given = msgspec.json.decode(line, type=_Line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Ticket(f"line {number}", _refusal(f"Line {number} is not the JSON that is expected: {error}."))
    name = f"line {number}" if given.id is None else str(given.id)
    if given.text is not None:
        return Ticket(name, _text(given.text, given.url, as_is=as_is))
    if given.html is not None:
        return Ticket(name, _html(given.html, given.url))
    return Ticket(name, _refusal(f'Line {number} has neither "text" nor "html".'))


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


def _html(html: str, url: str) -> Callable[[], Document]:
    def load() -> Document:
        from readers.pages.html import extract_html  # noqa: PLC0415  (trafilatura: only for HTML)

        return extract_html(html, url=url)

    return load


def documents(tickets: Tickets) -> Iterator[Outcome]:
    """Read each ticket."""
    for ticket in tickets:
        try:
            yield Outcome(ticket.id, Article(ticket.load()))
        except QuothError as error:
            yield Outcome(ticket.id, None, str(error))


def annotated(tickets: Tickets, *, model: str = "", processes: int = 1) -> Iterator[Outcome]:
    """Read and annotate each ticket; documents go to the annotator in batches, answers come in order.

    Raises:
        AnnotateError: there is no model to annotate with. (An article that cannot be read is its own outcome.)
    """
    from readers.annotate.annotator import Annotator  # noqa: PLC0415  (spaCy)

    queue: deque[Outcome] = deque()

    def readable() -> Iterator[Document]:
        for outcome in documents(tickets):
            queue.append(outcome)
            if outcome.article is not None:
                yield outcome.article.document

    if processes > 1:
        from readers.work.batches import annotate_many  # noqa: PLC0415  (the same, and multiprocessing)

        answers = annotate_many(model, readable(), processes)
    else:
        answers = Annotator(model).annotate_many(readable())
    for found in answers:
        while queue[0].article is None:
            yield queue.popleft()
        done = queue.popleft()
        assert done.article is not None  # noqa: S101
        yield done._replace(article=msgspec.structs.replace(done.article, annotations=found))
    yield from queue


def as_json(outcomes: Iterable[Outcome]) -> Iterator[Answer]:
    """The contract's JSON for each outcome: the Document alone, or with its annotations if it has them."""
    from readers.save.contract import document_to_json, to_json  # noqa: PLC0415

    for outcome in outcomes:
        if outcome.article is None:
            yield {"id": outcome.id, "error": outcome.error}
        elif outcome.article.annotations is None:
            yield {"id": outcome.id, **document_to_json(outcome.article.document)}
        else:
            yield {"id": outcome.id, **to_json(outcome.article)}
