"""Articles as spaCy's documents in a `DocBin`, which spaCy opens without Quoth.

- ``doc.text`` is the article's text, unchanged; tokens are spaCy's own, parted where a name or a quote begins or ends
  within one, so that every span is exact.
- ``doc.ents``: the names, of which none overlap; ``doc.spans["names"]``: all of them. Each has its kind as label
  and its full name as ``kb_id_``.
- ``doc.spans["quotes"]``: each piece of a quote, with its kind as label and its speaker as ``kb_id_``;
  ``doc.spans["speakers"]`` and ``doc.spans["cues"]``: the words that attribute; ``doc.spans["notes"]``: what the reader
  marked, with what was written as ``kb_id_``. Lists in the ``attrs`` of a group tell more of its spans, in their order:
  ``origin`` (found, corrected or added) of names and quotes, ``confidence`` of quotes (that the speaker is right), and
  of names ``known_as`` and ``sure`` (whom they mean in the library, and how sure that is; ``None`` if it is not known).
- ``doc.user_data["quoth"]``: the whole article as JSON (`quoth schema`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import msgspec

from readers.marks.notes import of_article
from readers.model import Annotations, Article, Span
from readers.save import layout
from readers.save.origins import Origins
from readers.save.record.writing import to_record

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ATTRIBUTES = ("ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID")


class Documents:
    """A `DocBin` that is being made. It stands in memory until it is written, as spaCy has it.

    Args:
        file: to write to.
    """

    def __init__(self, file: BinaryIO) -> None:
        import spacy  # noqa: PLC0415  (heavy: only when such a file is written)
        from spacy.tokens import DocBin  # noqa: PLC0415

        self._file = file
        self._pipeline = spacy.blank("en")
        self._bin = DocBin(attrs=_ATTRIBUTES, store_user_data=True)

    def add(self, article: Article) -> None:
        """Put an article into it."""
        self._bin.add(_document(self._pipeline, article))

    def close(self) -> None:
        """Write all."""
        self._file.write(self._bin.to_bytes())

    def abandon(self) -> None:
        """Nothing was written yet."""


class _Mark(NamedTuple):
    """A span with its label and with whose it is; what more is ``told`` of it has the same keys in all of a layer."""

    span: Span
    label: str
    whose: str
    told: Mapping[str, object] = MappingProxyType({})


_Layer = list[_Mark]


def _document(pipeline: Any, article: Article) -> Doc:  # noqa: ANN401  # spaCy's Language
    from spacy.tokens import Doc, SpanGroup  # noqa: PLC0415
    from spacy.tokens import Span as Part  # noqa: PLC0415
    from spacy.util import filter_spans  # noqa: PLC0415

    record = msgspec.json.encode(to_record(article)).decode()
    article = layout.printable_article(article)
    text, layers = article.document.text, _layers(article)
    spans = [mark.span for layer in layers.values() for mark in layer]
    words, spaces, starts, ends = _tokens(pipeline, text, spans)
    doc = Doc(pipeline.vocab, words=words, spaces=spaces)
    for name, layer in layers.items():
        parts = [
            Part(doc, starts[mark.span.start], ends[mark.span.end], label=mark.label, kb_id=mark.whose)
            for mark in layer
        ]
        told = {key: [mark.told[key] for mark in layer] for key in (layer[0].told if layer else ())}
        doc.spans[name] = SpanGroup(doc, name=name, attrs=told, spans=parts)
    doc.ents = filter_spans(doc.spans["names"])
    doc.user_data["quoth"] = record
    return doc


def _layers(article: Article) -> dict[str, _Layer]:
    text, found = article.document.text, article.annotations or Annotations("")
    names = {entity.id: layout.printable(entity.name) for entity in found.entities}
    whose = [(quote, names.get(quote.speaker, "") if quote.speaker is not None else "") for quote in found.quotes]
    placed = [one for one in of_article(article).placed if not one.place.in_title]
    layers: dict[str, _Layer] = {
        "names": list(_names(article)),
        "quotes": list(_quotes(article, names)),
        "speakers": [_Mark(quote.speaker_span, "speaker", name) for quote, name in whose if quote.speaker_span],
        "cues": [_Mark(quote.cue_span, "cue", name) for quote, name in whose if quote.cue_span],
        "notes": [_Mark(one.place.span, "note" if one.note.body else "highlight", one.note.body) for one in placed],
    }
    return {
        name: [one for one in layer if 0 <= one.span.start < one.span.end <= len(text)]
        for name, layer in layers.items()
    }


def _names(article: Article) -> Iterator[_Mark]:
    found, origins = article.annotations or Annotations(""), Origins(article)
    meant = {one.entity: one for one in article.meant}
    for entity in found.entities:
        one = meant.get(entity.id)
        library = {"known_as": one.name, "sure": one.confidence} if one else {"known_as": None, "sure": None}
        told = {"origin": origins.of_entity(entity), **library}
        yield from (_Mark(span, entity.kind, layout.printable(entity.name), told) for span in entity.mentions)


def _quotes(article: Article, names: Mapping[int, str]) -> Iterator[_Mark]:
    found, origins = article.annotations or Annotations(""), Origins(article)
    for quote in found.quotes:
        name = names.get(quote.speaker, "") if quote.speaker is not None else ""
        told = {"origin": origins.of_quote(quote), "confidence": quote.confidence}
        yield from (_Mark(piece, quote.kind, name, told) for piece in layout.pieces(quote))


def _tokens(
    pipeline: Any,  # noqa: ANN401  # as above
    text: str,
    spans: Sequence[Span],
) -> tuple[list[str], list[bool], dict[int, int], dict[int, int]]:
    """The words of a text, whether a space follows each, and which token begins and which ends at an offset."""
    pipeline.max_length = len(text) + 1
    words: list[str] = []
    spaces: list[bool] = []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for start, end, space in _parted(pipeline.make_doc(text), spans):
        starts[start], ends[end] = len(words), len(words) + 1
        words.append(text[start:end])
        spaces.append(space)
    return words, spaces, starts, ends


def _parted(doc: Doc, spans: Sequence[Span]) -> Iterator[tuple[int, int, bool]]:
    """Tokens as offsets with whether a space follows, parted where spans begin or end.

    A space is a token of its own where a span begins before it, or ends behind it.
    """
    begin, finish = {span.start for span in spans}, {span.end for span in spans}
    edges, at = sorted(begin | finish), 0
    for token in doc:
        start, end = token.idx, token.idx + len(token)
        while at < len(edges) and edges[at] <= start:
            at += 1
        while at < len(edges) and edges[at] < end:
            yield start, edges[at], False
            start = edges[at]
            at += 1
        space = bool(token.whitespace_)
        alone = space and (end in begin or end + 1 in finish)
        yield start, end, space and not alone
        if alone:
            yield end, end + 1, False
