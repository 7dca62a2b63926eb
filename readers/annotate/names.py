"""``quoth_names``: which spans of a text are names, and of what kind.

The statistical model reads sentence by sentence; this component reads the whole text. It takes ``doc.ents`` of any
pipeline with ``ner``, and sets them anew.
"""

from __future__ import annotations

import collections
import re

from spacy import Language
from spacy.tokens import Doc, Span

EDGE = re.compile(r"^[\W_]+$")
ARTICLES = frozenset({"the", "a", "an"})
NUMERIC = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})


def names(doc: Doc) -> Doc:
    """Clean ``doc.ents`` and make them consistent over the document."""
    spans = [clean for span in doc.ents if (clean := _clean_edges(span)) is not None]
    doc.set_ents(_consistent(doc, spans))
    return doc


@Language.factory("quoth_names", assigns=["doc.ents"], requires=["doc.ents"])
def make_names(nlp: Language, name: str) -> NamesComponent:  # noqa: ARG001  spaCy's signature of a factory
    """Make the component; spaCy calls this."""
    return NamesComponent()


class NamesComponent:
    """The component: a callable from `Doc` to `Doc`."""

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc.ents`` anew."""
        return names(doc)


def _clean_edges(span: Span) -> Span | None:
    """A span without article, possessive, brackets and line breaks at its edges."""
    start, end = span.start, span.end
    doc = span.doc
    if span.label_ in NUMERIC:
        return span
    for token in span:
        if "\n" in token.text and token.i > start:
            end = token.i
            break
    while start < end and (EDGE.match(doc[start].text) or doc[start].lower_ in ARTICLES):
        start += 1
    while start < end and (doc[end - 1].lower_ in {"'s", "’s"} or _closing(doc[end - 1].text)):
        end -= 1
    return Span(doc, start, end, label=span.label_) if start < end else None


def _closing(text: str) -> bool:
    return EDGE.match(text) is not None and text != "."


def _consistent(doc: Doc, spans: list[Span]) -> list[Span]:
    """A surname seen in a full name is a person wherever it stands alone."""
    surnames = {s[-1].text for s in spans if s.label_ == "PERSON" and len(s) > 1}
    taken: dict[int, Span] = {t.i: s for s in spans for t in s}
    result: list[Span] = []
    for token in doc:
        span = taken.get(token.i)
        if token.text in surnames and (span is None or len(span) == 1):
            result.append(Span(doc, token.i, token.i + 1, label="PERSON"))
        elif span is not None and span.start == token.i:
            result.append(span)
    return _majority(doc, result)


def _majority(doc: Doc, spans: list[Span]) -> list[Span]:
    votes: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for span in spans:
        votes[span.text][span.label_] += 1
    return [Span(doc, s.start, s.end, label=votes[s.text].most_common(1)[0][0]) for s in spans]
