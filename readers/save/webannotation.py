"""An article's annotations as W3C Web Annotations (JSON-LD): https://www.w3.org/TR/annotation-model/.

Each mention and each quote is anchored twice: by a ``TextQuoteSelector`` (the words, with 32 characters before and
after), which survives a changed page, and by a ``TextPositionSelector``. Positions are code points of the article's
text as it was taken from the page: the ``state`` of the target says so, by the SHA-256 of that text. So is each
of the reader's notes; one to the headline, or to words that are gone, has the words alone, one to the whole article
neither. ``record`` is the whole article, for Quoth to read back; no vocabulary has that word, so others pass it over.

Two terms are Quoth's own, of a context beside W3C's: ``confidence``, of a body that identifies somebody, how sure it is
that they are meant (0-1), and ``knownAs``, what the library calls whoever a name means; see `readers.model`.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec

from readers.marks.anchors import CONTEXT, Place
from readers.marks.notes import is_to_the_whole, of_article, untagged
from readers.model import Annotations, Article, Document, Entity, Note, Quote, Span
from readers.save import layout
from readers.save.identity import identity as file_identity
from readers.save.origins import Origins
from readers.save.record.shape import Origin
from readers.save.record.writing import program, to_record

_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "quoth": "urn:quoth:terms:",
        "confidence": {"@id": "quoth:confidence", "@type": "http://www.w3.org/2001/XMLSchema#double"},
        "knownAs": "quoth:knownAs",
    },
]
_READER = {"type": "Person", "nickname": "reader"}
"""Who corrected, added, tagged and noted; Quoth does not know the reader's name."""


def to_webannotation(article: Article) -> str:
    """The annotations as an ``AnnotationCollection`` with all of them on its one page, indented."""
    document = article.document
    identity = layout.address(article) or f"urn:sha256:{document.digest}"
    items = [
        *_tags(article, identity),
        *_mentions(article, identity),
        *_quotes(article, identity),
        *_notes(article, identity),
    ]
    collection = {
        "@context": _CONTEXT,
        "id": _id(identity, "collection"),
        "type": "AnnotationCollection",
        "label": layout.headline(article),
        "generator": {"type": "Software", "name": program()},
        **({"generated": article.saved.isoformat()} if article.saved else {}),
        "total": len(items),
        "identity": file_identity(article),
        "first": {
            "id": _id(identity, "page"),
            "type": "AnnotationPage",
            "partOf": _id(identity, "collection"),
            "startIndex": 0,
            "items": items,
        },
        "record": to_record(article),
    }
    return msgspec.json.format(msgspec.json.encode(collection), indent=2).decode() + "\n"


def selectors(text: str, span: Span) -> list[dict[str, Any]]:
    """The two selectors of a span."""
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[span.start : span.end],
            "prefix": text[max(0, span.start - CONTEXT) : span.start],
            "suffix": text[span.end : span.end + CONTEXT],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]


def _tags(article: Article, identity: str) -> Iterator[dict[str, Any]]:
    """What the whole article was put under."""
    if layout.tags(article):
        yield {
            "id": _id(identity, "tags"),
            "type": "Annotation",
            "motivation": "tagging",
            "creator": _READER,
            "body": [_text(tag, "tagging") for tag in layout.tags(article)],
            "target": identity,
        }


def _mentions(article: Article, identity: str) -> Iterator[dict[str, Any]]:
    found, origins = article.annotations or Annotations(""), Origins(article)
    meant = {one.entity: one for one in article.meant}
    for entity in found.entities:
        one = meant.get(entity.id)
        whom = {"knownAs": one.name, "confidence": round(one.confidence, 4)} if one else {}
        for mention in entity.mentions:
            yield {
                "id": _id(identity, f"{entity.kind} {mention.start} {mention.end}"),
                "type": "Annotation",
                "motivation": "identifying",
                **_made(article, origins.of_entity(entity)),
                "body": [_text(entity.name, "identifying") | whom, _text(entity.kind, "classifying")],
                "target": _target(article.document, identity, (mention,)),
            }


def _quotes(article: Article, identity: str) -> Iterator[dict[str, Any]]:
    found, origins = article.annotations or Annotations(""), Origins(article)
    names = {entity.id: entity for entity in found.entities}
    for quote in found.quotes:
        yield {
            "id": _id(identity, f"quote {quote.start} {quote.end}"),
            "type": "Annotation",
            "motivation": "highlighting",
            **_made(article, origins.of_quote(quote)),
            "body": _quote_body(quote, names, article.document.text),
            "target": _target(article.document, identity, layout.pieces(quote)),
        }


def _made(article: Article, origin: Origin) -> dict[str, Any]:
    """Who made an annotation, and when: the annotator, the reader, or the annotator and then the reader."""
    found = article.annotations or Annotations("")
    machine = {"type": "Software", "name": found.version or "Quoth"}
    creators = {"found": machine, "added": _READER, "corrected": [machine, _READER]}
    return {"creator": creators[origin], **({"created": found.made.isoformat()} if found.made else {})}


def _quote_body(quote: Quote, names: dict[int, Entity], text: str) -> list[dict[str, Any]]:
    body = [_text(f"{quote.kind} quote", "classifying")]
    if quote.speaker is not None and quote.speaker in names:
        sure = {"confidence": round(quote.confidence, 4)}
        body.append(_text(names[quote.speaker].name, "identifying") | sure)
    attribution = layout.attribution(quote, text)
    return [*body, _text(attribution, "describing")] if attribution else body


def _notes(article: Article, identity: str) -> Iterator[dict[str, Any]]:
    ordered = of_article(article)
    places: list[tuple[Place | None, Note]] = [(None, note) for note in (*ordered.whole, *ordered.lost)]
    for place, note in (*((one.place, one.note) for one in ordered.placed), *places):
        said = untagged(note)
        body = [_text(note.body, "commenting")] if said else []
        moments = {"created": note.created, "modified": note.modified}
        yield {
            "id": _id(identity, f"note {note.id} {note.anchor.start} {note.anchor.exact}"),
            "type": "Annotation",
            "creator": _READER,
            "motivation": "commenting" if said else "tagging" if note.tags else "highlighting",
            **{name: moment.isoformat() for name, moment in moments.items() if moment},
            **({"body": [*body, *(_text(tag, "tagging") for tag in note.tags)]} if note.body else {}),
            "target": _noted(article.document, identity, place, note),
        }


def _noted(document: Document, identity: str, place: Place | None, note: Note) -> Any:  # noqa: ANN401  # as below
    if is_to_the_whole(note):
        return identity
    if place is not None and not place.in_title:
        return _target(document, identity, (place.span,))
    anchor = note.anchor
    words = {"type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    return {"source": identity, "selector": [words]}


def _text(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _target(document: Document, identity: str, spans: tuple[Span, ...]) -> Any:  # noqa: ANN401  # one, or several
    state = _state(document.text, document.fetched)
    targets = [{"source": identity, "state": state, "selector": selectors(document.text, span)} for span in spans]
    return targets[0] if len(targets) == 1 else targets


@lru_cache(1)
def _state(text: str, fetched: datetime | None) -> dict[str, Any]:
    """In which representation of the page positions count: the text that ``record`` holds, and when it was taken."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    taken = {"sourceDate": fetched.isoformat()} if fetched else {}
    return {"type": "TimeState", **taken, "cached": f"urn:sha256:{digest}"}


def _id(identity: str, part: str) -> str:
    """The same annotation of the same article has the same id whenever it is written."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{identity}#{part}").urn
