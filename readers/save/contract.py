"""Articles as JSON: the shape that scripts rely on, printed by the command line, and the core of what is saved.

Spans are half-open and count Unicode code points; whatever is unknown is ``null``; dates are ISO 8601.
"""

from __future__ import annotations

from typing import Any

from readers.marks.anchors import Place
from readers.marks.notes import of_article
from readers.model import Annotations, Article, Document, Entity, Image, Note, Quote, Span
from readers.save.layout import pieces, tags

_PLACES = 4  # decimals of salience and confidence


def to_json(article: Article) -> dict[str, Any]:
    """The Document with its Annotations; of an article not annotated, entities and quotes are empty.

    Returns:
        ``title authors published url language text entities quotes``. Entities are ``{id, name, kind, salience,
        mentions: [{start, end, text}]}``, and ``title_mentions`` if the headline has some; quotes are ``{start, end,
        text, kind, speaker, speaker_span, cue, confidence, pieces: [[start, end]]}``, ``speaker`` an entity's id,
        ``kind`` one of ``direct fragment turn indirect``.
        ``problem`` only if the text is not the whole article: why. ``tags`` only if the reader gave it some. ``images``
        only if there are any: ``{at, url, alt, caption}``, ``at`` the code point before which a picture stands and
        ``caption`` a span or ``null``. ``notes`` only if the reader made some, in the order of the text: ``{start,
        end, text, body, tags, created, modified}``, with ``in_title`` where the span is one of the headline. A note to
        the whole article has no span and no text, one to words that are gone has no span.
    """
    document, found = article.document, article.annotations or Annotations("")
    return {
        **_about(document),
        **({"problem": document.problem} if document.problem else {}),
        **({"tags": list(tags(article))} if tags(article) else {}),
        "text": document.text,
        **_images(document),
        "entities": [_entity(entity, document) for entity in found.entities],
        "quotes": [_quote(quote, document.text) for quote in found.quotes],
        **({"notes": _notes(article)} if article.notes else {}),
    }


def document_to_json(document: Document) -> dict[str, Any]:
    """The Document alone, with its structure and what was cut away.

    Returns:
        ``title authors published url language site text blocks links cut problem``, and ``images`` as in `to_json`.
    """
    return {
        **_about(document),
        "site": document.site or None,
        "text": document.text,
        "blocks": [
            {"kind": block.kind, "start": block.start, "end": block.end, "level": block.level}
            for block in document.blocks
        ],
        "links": [{"start": link.start, "end": link.end, "url": link.url} for link in document.links],
        **_images(document),
        "cut": list(document.cut),
        "problem": document.problem or None,
    }


def _about(document: Document) -> dict[str, Any]:
    return {
        "title": document.title or None,
        "authors": list(document.authors),
        "published": document.published.isoformat() if document.published else None,
        "url": document.url or None,
        "language": document.language or None,
    }


def _images(document: Document) -> dict[str, Any]:
    return {"images": [_image(image, document) for image in document.images]} if document.images else {}


def _image(image: Image, document: Document) -> dict[str, Any]:
    known = image.caption is not None and image.caption < len(document.blocks)
    block = document.blocks[image.caption or 0] if known else None
    caption = _span(Span(block.start, block.end), document.text) if block else None
    return {"at": image.at, "url": image.url, "alt": image.alt or None, "caption": caption}


def _entity(entity: Entity, document: Document) -> dict[str, Any]:
    content = {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "salience": round(entity.salience, _PLACES),
        "mentions": [_span(mention, document.text) for mention in entity.mentions],
    }
    if entity.title_mentions:
        content["title_mentions"] = [_span(mention, document.title) for mention in entity.title_mentions]
    return content


def _quote(quote: Quote, text: str) -> dict[str, Any]:
    return {
        "start": quote.start,
        "end": quote.end,
        "text": text[quote.start : quote.end],
        "kind": quote.kind,
        "speaker": quote.speaker,
        "speaker_span": _span(quote.speaker_span, text) if quote.speaker_span else None,
        "cue": _span(quote.cue_span, text) if quote.cue_span else None,
        "confidence": round(quote.confidence, _PLACES),
        "pieces": [[piece.start, piece.end] for piece in pieces(quote)],
    }


def _notes(article: Article) -> list[dict[str, Any]]:
    ordered = of_article(article)
    places: list[tuple[Place | None, Note]] = [(None, note) for note in ordered.whole]
    places += [(placed.place, placed.note) for placed in ordered.placed]
    places += [(None, note) for note in ordered.lost]
    return [
        {
            "start": place.span.start if place else None,
            "end": place.span.end if place else None,
            **({"in_title": True} if place and place.in_title else {}),
            "text": _words(place, article.document) if place else note.anchor.exact or None,
            "body": note.body,
            "tags": list(note.tags),
            "created": note.created.isoformat() if note.created else None,
            "modified": note.modified.isoformat() if note.modified else None,
        }
        for place, note in places
    ]


def _words(place: Place, document: Document) -> str:
    return (document.title if place.in_title else document.text)[place.span.start : place.span.end]


def _span(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
