"""A page that spaCy's displaCy draws of an annotated `Doc`: its names by kind, its quotes by speaker."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

KINDS = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"])
"""Kinds of names that are drawn."""


def draw(doc: Doc) -> str:
    """Draw the names and quotes of a text as an HTML page.

    Args:
        doc: from a pipeline with our components.

    Returns:
        A page of its own. Labels are kinds of names, and for quotes the name of who speaks (``?`` for nobody named).

    Example:
        >>> Path("page.html").write_text(draw(nlp("“No,” said Anna Lindqvist.")))  # doctest: +SKIP
    """
    from spacy import displacy  # noqa: PLC0415  only who draws pays

    spans = [(e.start, e.end, e.label_) for e in doc.ents if e.label_ in KINDS]
    clusters = doc._.quoth_entities
    for quote in doc._.quoth_quotes:
        span = doc.char_span(quote.start, quote.end, alignment_mode="expand")
        if span is not None:
            speaker = clusters[quote.speaker].name if quote.speaker is not None else "?"
            spans.append((span.start, span.end, f"{quote.kind}: {speaker}"))
    drawn = {
        "text": doc.text,
        "tokens": [token.text for token in doc],
        "spans": [{"start_token": start, "end_token": end, "label": escape(label)} for start, end, label in spans],
    }
    return str(displacy.render(drawn, style="span", manual=True, page=True, jupyter=False))
