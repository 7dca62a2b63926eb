"""From a `Document` to `Annotations`: the one door the rest of the project uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from readers.annotate import pipeline
from readers.annotate.arithmetic import on_one_core
from readers.annotate.clusters import EntityCluster, QuoteFound
from readers.annotate.familiar import Familiar
from readers.annotate.language import foreign
from readers.annotate.languages import models
from readers.annotate.pieces import LONGEST, MOST, pieces_of, readable
from readers.errors import AnnotateError
from readers.model import UNREAD, Annotations, Document, Entity, Quote, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from readers.annotate.languages.models import InstalledModel


BATCH = 8
"""Documents that the model reads together: 32 are no faster, and take 180 MB more."""


class Annotator:
    """A loaded pipeline, and beside it one for another language: that of the last article in another language.

    Attributes:
        version: of model and components; see `readers.annotate.pipeline.version`.
        nlp: the pipeline itself.
    """

    def __init__(self, model: str = "", known: Mapping[str, str] | None = None) -> None:
        """Load the model, which takes seconds.

        Args:
            model: as for `readers.annotate.pipeline.build`.
            known: names that earlier articles settled, with their kinds (``{"Eastmarch Post": "ORG"}``): evidence for
                new ones.

        Raises:
            AnnotateError: the model is missing or unfit.
        """
        self.model = model
        self.nlp = pipeline.build(model)
        self.version = pipeline.version(self.nlp)
        self._familiar = Familiar(self.nlp)
        self._other: tuple[str, Language] | None = None
        self._failed: dict[InstalledModel, str] = {}
        self.know(known or {})

    def know(self, known: Mapping[str, str]) -> None:
        """Take other names as known from now on."""
        self.known = dict(known)
        names: Any = self.nlp.get_pipe("quoth_names")
        names.known = self.known

    def annotate(self, document: Document) -> Annotations:
        """Find who is in a document, and who said what."""
        return next(self.annotate_many([document]))

    def annotate_many(self, documents: Iterable[Document], batch: int = BATCH) -> Iterator[Annotations]:
        """Annotate a stream of documents, in order, keeping none.

        Args:
            documents: read as needed, never all at once.
            batch: how many the model reads together.

        Returns:
            The annotations of each document in turn.
        """
        found = self.annotate_stream(documents, batch)
        return (annotations for annotations in found if annotations is not None)

    def annotate_stream(self, documents: Iterable[Document | None], batch: int = BATCH) -> Iterator[Annotations | None]:
        """Annotate documents that come one by one, as `annotate_many` does, without keeping any waiting.

        Args:
            documents: ``None`` among them says that the next one has not come yet, and may be said again and again.
            batch: how many the model reads together, at most.

        Yields:
            The annotations of each document in turn; ``None`` where all that came so far were answered.
        """
        for some, complete in batches(documents, batch):
            yield from self._batch([(*_joined(document), document.language) for document in some])
            if not complete:
                yield None

    def _batch(self, given: list[tuple[str, int, str]]) -> list[Annotations]:
        found: dict[int, Annotations] = {}
        by_language: dict[str, list[int]] = defaultdict(list)
        for number, (text, _, told) in enumerate(given):
            if len(text) > LONGEST:
                why = f"longer than {LONGEST:,} characters: no names and quotes were looked for"
                found[number] = Annotations(self.version, problem=why)
            else:
                by_language[foreign(text, told, self.nlp.lang or "en")].append(number)
        for language, numbers in by_language.items():
            texts = [given[number][:2] for number in numbers]
            if not language:
                self._familiar.meet(text for text, _ in texts)
            read = self._read_other(language, texts) if language else _read(self.nlp, texts, self.version)
            found |= zip(numbers, read, strict=True)
        return [found[number] for number in range(len(given))]

    def _read_other(self, language: str, texts: list[tuple[str, int]]) -> list[Annotations]:
        """What is found in texts of another language; without a model that can be loaded nothing is guessed at."""
        model = models.installed(language)
        if model is None:
            return [Annotations(UNREAD + language, language=language)] * len(texts)
        nlp = self._of_other(model)
        if nlp is None:
            return [Annotations(UNREAD + language, language=language, problem=self._failed[model])] * len(texts)
        return _read(nlp, texts, model.annotates_as, language)

    def _of_other(self, model: InstalledModel) -> Language | None:
        """The pipeline of a model for another language; ``None`` for one that cannot be loaded, which is tried once."""
        if model in self._failed:
            return None
        if self._other is None or self._other[0] != model.language:
            self._other = None  # at most two are in memory, and while one is loaded too
            try:
                self._other = (model.language, pipeline.build_other(model))
            except AnnotateError as error:
                self._failed[model] = str(error)
                return None
        return self._other[1]


def _read(nlp: Language, texts: list[tuple[str, int]], version: str, rules: str = "") -> list[Annotations]:
    # in a memory zone what spaCy learns of new words goes again, so that a million articles take no more than a few
    with on_one_core(), nlp.memory_zone():
        short = nlp.pipe((readable(nlp, text) for text, _ in texts if len(text) <= MOST), batch_size=max(1, len(texts)))
        docs = ((next(short) if len(text) <= MOST else _long(nlp, text), offset) for text, offset in texts)
        return [to_annotations(doc, offset, version, rules) for doc, offset in docs]


def _long(nlp: Language, text: str) -> Doc:
    """A long text, read piece by piece, and put together again for our components."""
    from spacy.tokens import Doc  # noqa: PLC0415  spaCy is loaded by now

    ours = [name for name in nlp.pipe_names if name in pipeline.COMPONENTS or name == pipeline.OTHER]
    with nlp.select_pipes(disable=ours):
        docs = list(nlp.pipe((readable(nlp, piece) for piece in pieces_of(text)), batch_size=1))
    whole = Doc.from_docs(docs, ensure_whitespace=False)
    for name in ours:
        whole = nlp.get_pipe(name)(whole)
    return whole


def batches(documents: Iterable[Document | None], size: int) -> Iterator[tuple[list[Document], bool]]:
    """Documents to be read together, and whether more may be asked for at once."""
    some: list[Document] = []
    for document in documents:
        if document is not None:
            some.append(document)
        if document is None or len(some) == size:
            yield some, document is not None
            some = []
    yield some, True


def _joined(document: Document) -> tuple[str, int]:
    """Headline and text as one, and where the text starts."""
    if not document.title:
        return document.text, 0
    return f"{document.title}\n\n{document.text}", len(document.title) + 2


def to_annotations(doc: Doc, offset: int, version: str, rules: str = "") -> Annotations:
    """Turn what our components left on a `Doc` into plain annotations.

    Args:
        doc: of headline, empty line and text.
        offset: where the text starts; 0 if there is no headline.
        version: to be noted.
        rules: the language whose rules found it, if not those of English.
    """
    entities = tuple(_entity(i, c, offset) for i, c in enumerate(doc._.quoth_entities))
    quotes = tuple(sorted((_quote(q, offset) for q in doc._.quoth_quotes if q.start >= offset), key=lambda q: q.start))
    return Annotations(version, entities, quotes, rules=rules)


def _entity(number: int, cluster: EntityCluster, offset: int) -> Entity:
    mentions = sorted(cluster.mentions)
    return Entity(
        id=number,
        name=cluster.name,
        kind=cluster.kind,
        mentions=tuple(Span(a - offset, b - offset) for a, b in mentions if a >= offset),
        title_mentions=tuple(Span(a, b) for a, b in mentions if b <= offset - 2),
        salience=int(cluster.salience * 10_000) / 10_000,
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
