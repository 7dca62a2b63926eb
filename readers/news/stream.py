"""Many sources in, one answer out for each, in order, keeping none: what the command line's batches run on.

A `Ticket` is a source that was announced and not yet read (JSON lines: `readers.news.lines`). Reading one may fail; the
failure takes the answer's place and the stream goes on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from readers.errors import QuothError
from readers.model import Article, Document
from readers.news.lines import Id, Ticket

if TYPE_CHECKING:
    from readers.work.apart import Apart

Answer = dict[str, Any]
"""One line of output: what was asked for, or ``{"id", "error"}``."""

Tickets = Iterable[Ticket | None]
"""Sources in turn. ``None`` stands where the next one may be long in coming: answer first what was asked before."""


class Outcome(NamedTuple):
    """What became of a ticket: an article, or an error in words."""

    id: Id
    article: Article | None
    error: str = ""


def from_sources(sources: Iterable[str], apart: Apart) -> Iterator[Ticket | None]:
    """Files, http(s) addresses, or ``-`` for standard input, each read when its turn comes.

    Whatever is not a file is waited for, so that the answers before it come first.

    Args:
        sources: as they were given.
        apart: extracts web pages, in a process of its own.
    """
    from readers.feeds.client import Client  # noqa: PLC0415  (httpx: a tenth of a second that JSON lines do not pay)
    from readers.news.sources import load_article  # noqa: PLC0415

    client = Client()
    apart.run(client.__aenter__())
    try:
        for source in sources:
            if source == "-" or "://" in source:
                yield None
            yield Ticket(source, lambda source=source: apart.run(load_article(source, client, worker=apart.worker)))  # type: ignore[misc]
    finally:
        apart.run(client.__aexit__(None, None, None))


def documents(tickets: Tickets) -> Iterator[Outcome]:
    """Read each ticket; of a saved article its document alone."""
    for outcome in _read(tickets):
        if outcome is not None:
            yield outcome._replace(article=outcome.article and Article(outcome.article.document))


def _read(tickets: Tickets) -> Iterator[Outcome | None]:
    for ticket in tickets:
        if ticket is None:
            yield None
            continue
        try:
            loaded = ticket.load()
            yield Outcome(ticket.id, loaded if isinstance(loaded, Article) else Article(loaded))
        except QuothError as error:
            yield Outcome(ticket.id, None, str(error))


def annotated(tickets: Tickets, *, model: str = "", processes: int = 1) -> Iterator[Outcome]:
    """Read and annotate each ticket; answers come in order. A saved article has its own annotations, set right or not.

    Documents go to the annotator in batches, of as many as have come: nobody who waits for an answer before asking on
    waits for ever.

    Raises:
        AnnotateError: there is no model to annotate with. (An article that cannot be read is its own outcome.)
    """
    from readers.annotate.annotator import Annotator  # noqa: PLC0415  (spaCy)

    waiting: deque[Outcome] = deque()

    def readable() -> Iterator[Document | None]:
        for outcome in _read(tickets):
            if outcome is None:
                yield None
                continue
            waiting.append(outcome)
            if outcome.article is not None:
                yield None if _is_done(outcome) else outcome.article.document

    if processes > 1:
        from readers.work.batches import annotate_stream  # noqa: PLC0415  (the same, and multiprocessing)

        answers = annotate_stream(model, readable(), processes)
    else:
        answers = Annotator(model).annotate_stream(readable())
    for found in answers:
        while waiting and _is_done(waiting[0]):
            yield waiting.popleft()
        if found is not None:
            done = waiting.popleft()
            assert done.article is not None  # noqa: S101
            yield done._replace(article=msgspec.structs.replace(done.article, annotations=found))
    yield from waiting


def _is_done(outcome: Outcome) -> bool:
    """Whether there is nothing to annotate: it could not be read, or is annotated already."""
    return outcome.article is None or outcome.article.annotations is not None


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
