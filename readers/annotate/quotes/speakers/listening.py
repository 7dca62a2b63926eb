"""What a small encoder hears of who speaks: it reads each quotation in its surroundings, and scores every name.

all-MiniLM-L6-v2, taught by `readers.annotate.training.train_speaker_encoder`; eight-bit weights in
``data/speaker_encoder.onnx`` run by onnxruntime, and what comes after it in ``data/listening.npz``. A quotation, or the
phrase by which its speaker is called, asks; the words of names answer: the score of a name is the product of what the
one asks and the other is, with something for how far they stand apart (a biaffine scorer, as resolvers of coreference
have it since Dozat and Manning, 2017). Everything is read once, however many quotations there are.
"""

from __future__ import annotations

import functools
import importlib.resources
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from readers.annotate.names.encoder import session, tokenizer
from readers.annotate.names.pieces import Window, windows

Array = npt.NDArray[Any]
Span = tuple[int, int]
QUOTATION, PHRASE = range(2)
"""What asks: a quotation, or the pronoun or description that its speaker is called by."""
WINDOW = 256
"""Word pieces that the encoder sees at once."""
STEPS = 16
"""Classes of distance on either side."""
REACH = 2_000
"""Words from a quotation in which names are heard."""
ARRAYS = ("first", "first_scale", "first_bias", "asks", "asks_bias", "answers", "answers_bias", "distances")
"""What ``listening.npz`` holds; ``distances`` is ``[classes, what]``, the others are maps as ``[inputs, outputs]``, the
first in eight bits with a scale for each output. The last output of ``asks`` is the score of nobody, that of
``answers`` the score of a word whoever asks."""


class Listener:
    """The encoder and what comes after it, ready to listen.

    Args:
        model: the encoder's weights, as ONNX.
        arrays: those of `ARRAYS`.
        vocabulary: of word pieces, one a line.
    """

    def __init__(self, model: Path, arrays: Mapping[str, Array], vocabulary: Path) -> None:
        self.session = session(model)
        self.tokenizer = tokenizer(vocabulary)
        self.arrays = {name: arrays[name].astype(np.float32) for name in ARRAYS}
        self.arrays["first"] *= self.arrays["first_scale"]

    def listen(self, text: str, quoted: Iterable[Span]) -> Heard:
        """Read a text.

        Args:
            text: the text.
            quoted: its quotations, in characters, without their marks.
        """
        every = windows(text, self.tokenizer, WINDOW)
        words = np.array([word for w in every for word in w.words], np.int64).reshape(-1, 2)
        inside = np.zeros(len(words), bool)
        for span in quoted:
            inside[_overlapping(words, span)] = True
        vectors = [np.zeros((0, self.arrays["answers"].shape[0]), np.float32)]
        for w, marks in zip(every, marked(every, inside), strict=True):
            ids, shapes = np.array([w.ids], np.int64), np.array([w.shapes], np.int64)
            given = {"ids": ids, "shapes": shapes, "marks": np.array([marks], np.int64)}
            given["mask"] = np.ones(ids.shape, np.float32)
            found: Array = self.session.run(None, given)[0][0]
            vectors.append(found[w.heads])
        return Heard(words, np.concatenate(vectors), self.arrays)


class Heard:
    """A text as it was listened to.

    Attributes:
        words: where each word stands, in characters, ``[words, 2]``.
    """

    def __init__(self, words: Array, vectors: Array, arrays: Mapping[str, Array]) -> None:
        self.words = words
        self._vectors, self._arrays = vectors, arrays
        self._answers = vectors @ arrays["answers"] + arrays["answers_bias"]

    def at(self, span: Span) -> Array:
        """The numbers of the words that a span of characters touches."""
        return _overlapping(self.words, span)

    def scores(self, span: Span, what: int, names: list[Array]) -> tuple[list[float], float]:
        """How well each of some entities answers a span.

        Args:
            span: in characters; it has words.
            what: `QUOTATION` or `PHRASE`.
            names: of each entity, the words of its names, rising.

        Returns:
            The score of each, minus infinity where none of its names is near; and that of nobody.
        """
        inside = self.at(span)
        first, last = int(inside[0]), int(inside[-1])
        a = self._arrays
        hidden = _gelu(asking(self._vectors, first, last, what) @ a["first"] + a["first_bias"])
        asks = hidden @ a["asks"] + a["asks_bias"]
        found = []
        for words in names:
            near = words[np.searchsorted(words, first - REACH) : np.searchsorted(words, last + REACH)]
            answers = self._answers[near]
            each = answers[:, :-1] @ asks[:-1] / math.sqrt(len(asks) - 1) + answers[:, -1]
            each += a["distances"][distance_class(first, last, near), what]
            found.append(float(np.logaddexp.reduce(each)) if len(near) else -math.inf)
        return found, float(asks[-1])


def distance_class(first: int, last: int, words: Array) -> Array:
    """The class of how far words stand from a span, in words: finer nearby, before it and after it apart.

    Args:
        first: the span's first word.
        last: its last.
        words: numbers of words.
    """
    away = np.where(words < first, first - words, np.where(words > last, words - last, 0))
    steps = np.minimum(STEPS - 1, np.floor(np.log2(away + 1) * 1.9)).astype(np.int64)
    return np.asarray(np.where(words > last, steps + STEPS, steps))


def asking(vectors: Array, first: int, last: int, what: int) -> Array:
    """What stands for a span: its first word, its last, their mean, the words around it, and what it is.

    Args:
        vectors: of each word, by the encoder.
        first: number of the span's first word.
        last: of its last.
        what: `QUOTATION` or `PHRASE`.
    """
    none = np.zeros(vectors.shape[1], np.float32)
    before = vectors[first - 1] if first > 0 else none
    after = vectors[last + 1] if last + 1 < len(vectors) else none
    kind = np.eye(2, dtype=np.float32)[what]
    return np.concatenate([vectors[first], vectors[last], vectors[first : last + 1].mean(axis=0), before, after, kind])


def marked(every: list[Window], quoted: Array) -> list[list[int]]:
    """The mark of each word piece of some windows: 1 if its word is quoted.

    Args:
        every: all windows of a text.
        quoted: of each of its words, whether it is.
    """
    found, at = [], 0
    for w in every:
        marks = np.zeros(len(w.ids), np.int64)
        ends = [*w.heads[1:], len(w.ids)]
        for i, (head, end) in enumerate(zip(w.heads, ends, strict=True)):
            marks[head:end] = quoted[at + i]
        found.append(marks.tolist())
        at += len(w.heads)
    return found


def listener(folder: Path, vocabulary: Path, part: str = "") -> Listener:
    """A listener from its files, as `readers.annotate.training.train_speaker_encoder` writes them.

    Args:
        folder: where they are, with the table of word pieces.
        vocabulary: of word pieces, one a line.
        part: what their names end with.
    """
    with np.load(folder / f"listening{part}.npz", allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in ARRAYS}
    return Listener(folder / f"speaker_encoder{part}.onnx", arrays, vocabulary)


@functools.cache
def load() -> Listener:
    """The listener as trained, read from ``data`` once."""
    place = Path(str(importlib.resources.files("readers.annotate") / "data"))
    return listener(place, place / "encoder_vocabulary.txt")


def _overlapping(words: Array, span: Span) -> Array:
    first = np.searchsorted(words[:, 1], span[0], side="right")
    return np.arange(first, max(first, np.searchsorted(words[:, 0], span[1])))


def _gelu(x: Array) -> Array:
    """By the error function, as BERT has it (Hendrycks and Gimpel, 2016)."""
    return np.asarray(0.5 * x * (1.0 + np.array([math.erf(each) for each in x / math.sqrt(2.0)])), np.float32)
