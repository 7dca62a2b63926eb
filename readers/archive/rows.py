"""Records in, rows out: plain functions, which Dask, Ray and Spark can be given as they are.

A process loads the model once. Nothing is written and nothing is asked of anybody. A record that cannot be read gives a
row whose ``error`` says why.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from datetime import UTC
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from readers.annotate.annotator import BATCH, Annotator
from readers.annotate.languages.telling import remark
from readers.archive import schemas
from readers.archive.extras import engine
from readers.archive.records import Record, document_of, name_of, outlet_of
from readers.errors import QuothError, UnfitError
from readers.model import Annotations, Document, Entity, Quote, Span
from readers.work import limits

Row = dict[str, Any]

_ONE = threading.RLock()
"""A model is read by one thread at a time."""

_FAULTS = (QuothError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RuntimeError, MemoryError)
"""What a record can be at fault for; each becomes its reason."""


class Read(NamedTuple):
    """A record that was read.

    Attributes:
        name: what it is known by.
        document: its article; ``None`` if it has none.
        error: why not.
    """

    name: str
    document: Document | None
    error: str = ""


def read(record: Record, otherwise: str = "") -> Read:
    """A record's article, or the reason why it has none."""
    name = name_of(record, otherwise)
    try:
        return Read(name, document_of(record))
    except _FAULTS as error:
        return Read(name, None, reason(error))


def reason(error: BaseException) -> str:
    """What is said of an error: ours speak for themselves."""
    return str(error) if isinstance(error, QuothError) else f"{type(error).__name__}: {error}"


def rows_of(some: list[Read], model: str = "") -> list[Row]:
    """Annotate some together; if that fails, each alone, so that the one at fault is set aside alone."""
    documents = [one.document for one in some if one.document is not None]
    with _ONE:
        found = iter(_annotated(documents, model))
    rows = []
    for one in some:
        result = next(found) if one.document is not None else one.error
        if isinstance(result, str) or one.document is None:
            rows.append(_bare(one.name, str(result)))
        else:
            rows.append(_row(one.name, one.document, result))
    return rows


@cache
def annotator(model: str = "") -> Annotator:
    """The model of this process, loaded when it is wanted first."""
    return Annotator(model)


def _annotated(documents: list[Document], model: str) -> list[Annotations | str]:
    ours = annotator(model)
    size = sum(len(document.text) for document in documents)
    try:
        with limits.bounded("This article", UnfitError, len(documents) + limits.pages(size)):
            return list(ours.annotate_many(documents, batch=max(1, len(documents))))
    except _FAULTS as error:
        if len(documents) == 1:
            return [reason(error)]
        return [one for document in documents for one in _annotated([document], model)]


def annotate_dicts(records: Iterable[Record], model: str = "", batch: int = BATCH) -> Iterator[Row]:
    """Annotate a stream of records, in order, keeping none.

    Args:
        records: see `readers.archive.records.Record`.
        model: see `readers.annotate.pipeline.build`.
        batch: how many the model reads together.

    Yields:
        A row with the columns of `readers.archive.schemas.NESTED` for each record.

    Raises:
        AnnotateError: the model is missing or unfit.
    """
    remaining = iter(records)
    while some := list(islice(remaining, batch)):
        yield from rows_of([read(record) for record in some], model)


def annotate_bag(records: Iterable[Record], model: str = "", batch: int = BATCH) -> list[Row]:
    """Partition by partition, which Dask wants whole: ``bag.map_partitions(annotate_bag)``."""
    return list(annotate_dicts(records, model, batch))


def annotate_table(table: Any, model: str = "", batch: int = BATCH) -> Any:  # noqa: ANN401
    """A ``pyarrow.Table`` of records → one of rows: ``dataset.map_batches(annotate_table, batch_format="pyarrow")``
    in Ray.
    """  # noqa: D205
    rows = annotate_bag(table.to_pylist(), model, batch)
    return engine("pyarrow").Table.from_pylist(rows, schema=schemas.nested())


def annotate_frame(frame: Any, model: str = "", batch: int = BATCH) -> Any:  # noqa: ANN401
    """A pandas frame of records → one of rows: ``frame.map_partitions(annotate_frame, meta=schemas.empty_frame())`` in
    Dask.
    """  # noqa: D205
    arrow = engine("pyarrow")
    return annotate_table(arrow.Table.from_pandas(frame, preserve_index=False), model, batch).to_pandas()


def annotate_frames(frames: Iterable[Any], model: str = "", batch: int = BATCH) -> Iterator[Any]:
    """Frame by frame: ``frame.mapInPandas(annotate_frames, schema)`` in Spark."""
    return (annotate_frame(frame, model, batch) for frame in frames)


def _bare(name: str, error: str) -> Row:
    lists: Row = {"authors": [], "entities": [], "mentions": [], "quotes": []}
    return dict.fromkeys(schemas.NESTED) | lists | {"id": name, "error": error}


def _row(name: str, document: Document, found: Annotations) -> Row:
    text, title = document.text, document.title
    mentions = [_mentions(entity, text, title) for entity in found.entities]
    return {
        "id": name,
        "url": document.url or None,
        "title": title or None,
        "authors": list(document.authors),
        "published": document.published.astimezone(UTC) if document.published else None,
        "outlet": outlet_of(document) or None,
        "language": found.rules or found.language or document.language or None,
        "text": text,
        "problem": found.problem or document.problem or (found.language and remark(found)) or None,
        "annotator": found.version,
        "entities": [_entity(*both) for both in zip(found.entities, mentions, strict=True)],
        "mentions": [one for some in mentions for one in some],
        "quotes": [_quote(quote, text, found.entities) for quote in found.quotes],
        "error": None,
    }


def _entity(entity: Entity, found: list[Row]) -> Row:
    return {
        "entity": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "salience": entity.salience,
        "mentions": len(found),
        "forms": list(dict.fromkeys(one["text"] for one in found)),
    }


def _mentions(entity: Entity, text: str, title: str) -> list[Row]:
    def row(span: Span, words: str, *, in_title: bool) -> Row:
        place = {"start": span.start, "end": span.end, "in_title": in_title}
        return {"entity": entity.id, **place, "text": words[span.start : span.end]}

    return [
        *(row(span, title, in_title=True) for span in entity.title_mentions),
        *(row(span, text, in_title=False) for span in entity.mentions),
    ]


def _quote(quote: Quote, text: str, entities: tuple[Entity, ...]) -> Row:
    def words(span: Span | None) -> str | None:
        return text[span.start : span.end] if span else None

    return {
        "start": quote.start,
        "end": quote.end,
        "kind": quote.kind,
        "text": "\n\n".join(text[piece.start : piece.end] for piece in quote.pieces) or text[quote.start : quote.end],
        "speaker": quote.speaker,
        "speaker_name": entities[quote.speaker].name if quote.speaker is not None else None,
        "speaker_text": words(quote.speaker_span),
        "cue": words(quote.cue_span),
        "confidence": quote.confidence,
    }
