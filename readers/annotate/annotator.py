"""From a `Document` to `Annotations`: the one door the rest of the project uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from readers.annotate import pipeline
from readers.annotate.clusters import EntityCluster, QuoteFound
from readers.model import Annotations, Document, Entity, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Annotator:
    """A loaded pipeline.

    Attributes:
        version: of model and components; see `readers.annotate.pipeline.version`.
    """

    def __init__(self, model: str = "") -> None:
        """Load the model, which takes seconds.

        Args:
            model: as for `readers.annotate.pipeline.build`.

        Raises:
            AnnotateError: the model is missing or unfit.
        """
        self.nlp = pipeline.build(model)
        self.version = pipeline.version(self.nlp)

    def annotate(self, document: Document) -> Annotations:
        """Find who is in a document, and who said what."""
        text, offset = _joined(document)
        return to_annotations(self.nlp(text), offset, self.version)

    def annotate_many(
        self, documents: Iterable[Document], batch: int = 32, processes: int = 1
    ) -> Iterator[Annotations]:
        """Annotate a stream of documents, in order, keeping none."""
        pairs = ((_joined(d)) for d in documents)
        for doc, offset in self.nlp.pipe(pairs, as_tuples=True, batch_size=batch, n_process=processes):
            yield to_annotations(doc, offset, self.version)


def _joined(document: Document) -> tuple[str, int]:
    """Headline and text as one, and where the text starts."""
    if not document.title:
        return document.text, 0
    return f"{document.title}\n\n{document.text}", len(document.title) + 2


def to_annotations(doc: Doc, offset: int, version: str) -> Annotations:
    """Turn what our components left on a `Doc` into plain annotations.

    Args:
        doc: of headline, empty line and text.
        offset: where the text starts; 0 if there is no headline.
        version: to be noted.
    """
    entities = tuple(_entity(i, c, offset) for i, c in enumerate(doc._.quoth_entities))
    quotes = tuple(sorted((_quote(q, offset) for q in doc._.quoth_quotes if q.start >= offset), key=lambda q: q.start))
    return Annotations(version, entities, quotes)


def _entity(number: int, cluster: EntityCluster, offset: int) -> Entity:
    mentions = sorted(cluster.mentions)
    return Entity(
        id=number,
        name=cluster.name,
        kind=cluster.kind,
        mentions=tuple(Span(a - offset, b - offset) for a, b in mentions if a >= offset),
        title_mentions=tuple(Span(a, b) for a, b in mentions if b <= offset - 2),
        salience=round(cluster.salience, 4),
    )


def _quote(found: QuoteFound, offset: int) -> Quote:
    def moved(span: tuple[int, int] | None) -> Span | None:
        return Span(span[0] - offset, span[1] - offset) if span and span[0] >= offset else None

    return Quote(
        start=found.start - offset,
        end=found.end - offset,
        kind=found.kind,
        speaker=found.speaker,
        speaker_span=moved(found.speaker_span),
        cue_span=moved(found.cue_span),
        confidence=round(found.confidence, 3),
        pieces=tuple(Span(a - offset, b - offset) for a, b in found.pieces or [(found.start, found.end)]),
    )
