"""A record → the article that it is of. Whoever wrote it, what comes out fits together and can be shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import msgspec

from readers.clean import clean_line
from readers.errors import SourceError
from readers.marks.anchors import anchor as anchored
from readers.marks.tags import parse as parse_tags
from readers.model import (
    Annotations,
    Article,
    Block,
    Document,
    Entity,
    EntryRow,
    Image,
    Link,
    Meant,
    Note,
    Quote,
    Span,
    Version,
)
from readers.save.layout import printable, web_address
from readers.save.record.shape import EntityPart, NotePart, QuotePart, Record, SpanPart

_DEEPEST = 64


def read_record(content: bytes, name: str) -> Article:
    """The article of a saved JSON file.

    Args:
        content: the file.
        name: what it is called in messages.

    Raises:
        SourceError: it is not whole, not of this shape, or its parts do not fit together; with the place.
    """
    try:
        record = msgspec.convert(_shown(msgspec.json.decode(content)), Record)
        return _article(record)
    except msgspec.ValidationError as error:
        raise _refused(name, str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SourceError(
            f"{name} is not whole: {error}. Take another copy of it, or save the article again."
        ) from error
    except RecursionError:
        raise _refused(name, "it is nested too deep") from None


def _refused(name: str, why: str) -> SourceError:
    return SourceError(f"{name} is no saved article that Quoth can read: {why}. Take another copy of it.")


def _shown(value: Any, depth: int = 0) -> Any:  # noqa: ANN401  # anything that JSON has
    """The same value, every string of which can be shown; as long as before, so that offsets stay."""
    if isinstance(value, str):
        return printable(value)
    if depth > _DEEPEST:
        raise RecursionError
    if isinstance(value, list):
        return [_shown(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {printable(key): _shown(one, depth + 1) for key, one in value.items()}
    return value


def _article(record: Record) -> Article:
    title = _line(record.title or "")
    document = _document(record, title)
    annotations = _annotations(record, document) if record.annotated else None
    if record.found is not None:
        _check(record.found, document, "found")
    for number, version in enumerate(record.versions):
        _check_document(version.document, f"versions[{number}].document")
    row = EntryRow(
        0,
        0,
        clean_line(record.outlet or ""),
        title,
        document.url,
        published=document.published,
        starred=record.starred,
        tags=parse_tags(" ".join(record.tags)),
    )
    return Article(
        document,
        annotations,
        row,
        notes=tuple(_note(part, document, f"notes[{number}]") for number, part in enumerate(record.notes)),
        found=record.found if record.corrections else None,
        corrections=record.corrections,
        versions=tuple(_version(version) for version in record.versions),
        saved=_zoned(record.provenance.saved, "provenance.saved"),
        meant=tuple(
            Meant(part.id, _line(part.meant.name), part.meant.confidence) for part in record.entities if part.meant
        ),
    )


def _document(record: Record, title: str) -> Document:
    blocks = tuple(Block(part.kind, part.start, part.end, part.level) for part in record.blocks)
    starts = {block.start: number for number, block in reversed(list(enumerate(blocks)))}
    document = Document(
        text=record.text,
        title=title,
        blocks=blocks,
        links=tuple(Link(part.start, part.end, part.url) for part in record.links),
        images=tuple(
            Image(part.at, part.url, _line(part.alt or ""), starts.get(part.caption.start) if part.caption else None)
            for part in record.images
        ),
        authors=tuple(clean_line(author) for author in record.authors),
        published=_zoned(record.published, "published"),
        url=web_address(record.url or ""),
        site=clean_line(record.outlet or ""),
        language=clean_line(record.language or ""),
        cut=record.cut,
        problem=clean_line(record.problem or ""),
        from_feed=record.from_feed,
        fetched=_zoned(record.provenance.fetched, "provenance.fetched"),
    )
    _check_document(document, "")
    return _web_only(document)


def _web_only(document: Document) -> Document:
    return msgspec.structs.replace(
        document,
        url=web_address(document.url),
        links=tuple(link for link in document.links if web_address(link.url)),
        images=tuple(image for image in document.images if web_address(image.url)),
    )


def _version(version: Version) -> Version:
    where, then = "versions", version.document
    document = msgspec.structs.replace(
        then,
        title=_line(then.title),
        published=_zoned(then.published, where),
        fetched=_zoned(then.fetched, where),
    )
    return Version(_web_only(document), _zoned(version.replaced, where) or version.replaced)


def _annotations(record: Record, document: Document) -> Annotations:
    found = Annotations(
        clean_line(record.provenance.annotator or ""),
        tuple(map(_entity, record.entities)),
        tuple(map(_quote, record.quotes)),
        clean_line(record.foreign or ""),
        _zoned(record.provenance.annotated, "provenance.annotated"),
        rules=clean_line(record.rules or ""),
    )
    _check(found, document, "")
    return found


def _entity(part: EntityPart) -> Entity:
    return Entity(
        part.id,
        _line(part.name),
        part.kind,
        tuple(map(_span, part.mentions)),
        tuple(map(_span, part.title_mentions)),
        part.salience,
    )


def _quote(part: QuotePart) -> Quote:
    pieces = tuple(Span(start, end) for start, end in part.pieces)
    return Quote(
        part.start,
        part.end,
        part.kind,
        part.speaker,
        _span(part.speaker_span) if part.speaker_span else None,
        _span(part.cue) if part.cue else None,
        part.confidence,
        () if pieces == (Span(part.start, part.end),) else pieces,
    )


def _span(part: SpanPart) -> Span:
    return Span(part.start, part.end)


def _note(part: NotePart, document: Document, where: str) -> Note:
    anchor = part.anchor
    if not anchor.exact and part.start is not None and part.end is not None:  # written by hand, without an anchor
        text = document.title if part.in_title else document.text
        _within(Span(part.start, part.end), text, where)
        anchor = anchored(document, Span(part.start, part.end), in_title=part.in_title)
    if anchor.start < 0:
        raise msgspec.ValidationError(f"an offset is below 0 - at `$.{where}.anchor.start`")
    body = "\n".join(line.rstrip() for line in part.body.strip().split("\n"))
    return Note(
        0, anchor, body, tuple(map(_line, part.tags)), _zoned(part.created, where), _zoned(part.modified, where)
    )


# What fits together


def _check_document(document: Document, where: str) -> None:
    """Raise if the structure is not one of the text."""
    prefix = f"{where}." if where else ""
    for number, block in enumerate(document.blocks):
        _within(Span(block.start, block.end), document.text, f"{prefix}blocks[{number}]")
    for number, (one, other) in enumerate(pairwise(document.blocks), start=1):
        if other.start < one.end:
            raise msgspec.ValidationError(f"it begins before the one before it ends - at `$.{prefix}blocks[{number}]`")
    for number, link in enumerate(document.links):
        _within(Span(link.start, link.end), document.text, f"{prefix}links[{number}]")
    for number, image in enumerate(document.images):
        _within(Span(image.at, image.at), document.text, f"{prefix}images[{number}]")
        if image.caption is not None and not 0 <= image.caption < len(document.blocks):
            raise msgspec.ValidationError(f"there is no such block - at `$.{prefix}images[{number}].caption`")


def _check(found: Annotations, document: Document, where: str) -> None:
    """Raise if the annotations are not of this document."""
    prefix = f"{where}." if where else ""
    for number, entity in enumerate(found.entities):
        place = f"{prefix}entities[{number}]"
        _all_within(entity.mentions, document.text, f"{place}.mentions")
        _all_within(entity.title_mentions, document.title, f"{place}.title_mentions")
    known = {entity.id for entity in found.entities}
    if len(known) < len(found.entities):
        raise msgspec.ValidationError(f"two entities have one id - at `$.{prefix}entities`")
    for number, quote in enumerate(found.quotes):
        place = f"{prefix}quotes[{number}]"
        _within(Span(quote.start, quote.end), document.text, place)
        spans = [*quote.pieces, *(span for span in (quote.speaker_span, quote.cue_span) if span)]
        for span in spans:
            _within(span, document.text, place)
        if quote.speaker is not None and quote.speaker not in known:
            raise msgspec.ValidationError(f"there is no entity {quote.speaker} - at `$.{place}.speaker`")


def _all_within(spans: Iterable[Span], text: str, where: str) -> None:
    for number, span in enumerate(spans):
        _within(span, text, f"{where}[{number}]")


def _within(span: Span, text: str, where: str) -> None:
    if not 0 <= span.start <= span.end <= len(text):
        raise msgspec.ValidationError(
            f"{span.start} to {span.end} is no part of a text of {len(text)} characters - at `$.{where}`"
        )


def _line(text: str) -> str:
    """A text on one line, as long as before."""
    return text.replace("\n", " ").replace("\t", " ")


def _zoned(moment: datetime | None, where: str) -> datetime | None:
    """A moment with a zone: Greenwich's, if it has none.

    Raises:
        msgspec.ValidationError: it is of a year that does not bear to be told in another zone.
    """
    if moment is not None and not 1 < moment.year < 9999:
        raise msgspec.ValidationError(f"the year {moment.year} cannot be told in every zone - at `$.{where}`")
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
