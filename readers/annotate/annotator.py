"""From a `Document` to `Annotations`: the one door the rest of the project uses."""

from __future__ import annotations

import contextlib
import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from readers.annotate import pipeline
from readers.annotate.clusters import EntityCluster, QuoteFound
from readers.annotate.language import foreign
from readers.annotate.pieces import MOST, pieces_of, readable
from readers.errors import AnnotateError
from readers.model import Annotations, Document, Entity, Quote, Span

if TYPE_CHECKING:
    from concurrent.futures import Future

    from spacy.tokens import Doc


class Annotator:
    """A loaded pipeline.

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
        self.know(known or {})

    def know(self, known: Mapping[str, str]) -> None:
        """Take other names as known from now on."""
        self.known = dict(known)
        names: Any = self.nlp.get_pipe("quoth_names")
        names.known = self.known

    def annotate(self, document: Document) -> Annotations:
        """Find who is in a document, and who said what."""
        return next(self.annotate_many([document]))

    def annotate_many(
        self, documents: Iterable[Document], batch: int = 32, processes: int = 1
    ) -> Iterator[Annotations]:
        """Annotate a stream of documents, in order, keeping none.

        Args:
            documents: read as needed, never all at once.
            batch: how many the model reads together.
            processes: with more than one, so many processes of their own, each with the model loaded (about 250 MB);
                worth it from some hundred documents on.

        Yields:
            The annotations of each document in turn.

        Raises:
            AnnotateError: one of several processes died.
        """
        if processes > 1:
            yield from _in_processes((self.model, self.known), documents, batch, processes)
            return
        for some in _batches(documents, batch):
            yield from self._batch([(*_joined(document), document.language) for document in some])

    def _batch(self, given: list[tuple[str, int, str]]) -> list[Annotations]:
        others = [foreign(text, told, self.nlp.lang or "en") for text, _, told in given]
        texts = [(text, offset) for (text, offset, _), other in zip(given, others, strict=True) if not other]
        found = iter(self._read(texts))
        return [Annotations(self.version, language=other) if other else next(found) for other in others]

    def _read(self, texts: list[tuple[str, int]]) -> list[Annotations]:
        # in a memory zone what spaCy learns of new words goes again, so that a million articles take no more than one
        with self.nlp.memory_zone():
            short = self.nlp.pipe(
                (readable(self.nlp, text) for text, _ in texts if len(text) <= MOST), batch_size=max(1, len(texts))
            )
            docs = ((next(short) if len(text) <= MOST else self._long(text), offset) for text, offset in texts)
            return [to_annotations(doc, offset, self.version) for doc, offset in docs]

    def _long(self, text: str) -> Doc:
        """A long text, read piece by piece, and put together again for our components."""
        from spacy.tokens import Doc  # noqa: PLC0415  spaCy is loaded by now

        ours = [name for name in self.nlp.pipe_names if name in pipeline.COMPONENTS]
        with self.nlp.select_pipes(disable=ours):
            docs = list(self.nlp.pipe((readable(self.nlp, piece) for piece in pieces_of(text)), batch_size=1))
        whole = Doc.from_docs(docs, ensure_whitespace=False)
        for name in ours:
            whole = self.nlp.get_pipe(name)(whole)
        return whole


def _batches(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    waiting = iter(documents)
    while some := list(itertools.islice(waiting, size)):
        yield some


_worker: Annotator | None = None


def _start_worker(model: str, known: dict[str, str]) -> None:
    global _worker  # noqa: PLW0603  one annotator a process
    _worker = Annotator(model, known)


def _work(documents: list[Document]) -> list[Annotations]:
    if _worker is None:
        raise RuntimeError("the worker process was not started by annotate_many")
    return list(_worker.annotate_many(documents, batch=len(documents)))


@contextlib.contextmanager
def _said(broken: type[Exception]) -> Iterator[None]:
    """Say in words for the reader that a process died."""
    try:
        yield
    except broken as error:
        raise AnnotateError(
            "A process that annotates died, perhaps for want of memory; try again with fewer processes."
        ) from error


def _in_processes(
    start: tuple[str, dict[str, str]], documents: Iterable[Document], batch: int, processes: int
) -> Iterator[Annotations]:
    """Batches to and from worker processes, in order, a few ahead and no more."""
    import multiprocessing  # noqa: PLC0415  only for batches
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  the same
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415  the same

    context = multiprocessing.get_context("spawn")
    ahead: deque[Future[list[Annotations]]] = deque()
    with (
        _said(BrokenProcessPool),
        ProcessPoolExecutor(processes, context, initializer=_start_worker, initargs=start) as pool,
    ):
        for some in _batches(documents, batch):
            ahead.append(pool.submit(_work, some))
            if len(ahead) > 2 * processes:
                yield from ahead.popleft().result()
        while ahead:
            yield from ahead.popleft().result()


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
