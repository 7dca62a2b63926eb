"""What a small encoder hears of who speaks: it reads each quotation in its surroundings, and scores every name.

The encoder is `readers.annotate.encoding.encoder`, taught by `readers.annotate.training.train_speaker_encoder`; what
comes after it is in ``data/listening.npz``. A quotation, or the phrase by which its speaker is called, asks; the words
of names answer: the score of a name is the product of what the one asks and the other is, with something for how far
they stand apart (a biaffine scorer, as resolvers of coreference have it since Dozat and Manning, 2017). Everything is
read once, however many quotations there are.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from readers.annotate.encoding.encoder import DATA, Array, Encoded, Span, encoded, touched

QUOTATION, PHRASE = range(2)
"""What asks: a quotation, or the pronoun or description that its speaker is called by."""
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
        encode: how a text is encoded.
        arrays: those of `ARRAYS`.
    """

    def __init__(self, encode: Callable[[str], Encoded], arrays: Mapping[str, Array]) -> None:
        self._encode = encode
        self.arrays = {name: arrays[name].astype(np.float32) for name in ARRAYS}
        self.arrays["first"] *= self.arrays["first_scale"]

    def listen(self, text: str) -> Heard:
        """Read a text."""
        return Heard(self._encode(text), self.arrays)


class Heard:
    """A text as it was listened to.

    Attributes:
        words: where each word stands, in characters, ``[words, 2]``.
    """

    def __init__(self, encoded: Encoded, arrays: Mapping[str, Array]) -> None:
        self.words = encoded.words
        self._vectors, self._arrays = encoded.vectors, arrays
        self._answers = self._vectors @ arrays["answers"] + arrays["answers_bias"]

    def at(self, span: Span) -> Array:
        """The numbers of the words that a span of characters touches."""
        return touched(self.words, span)

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


def listener(encode: Callable[[str], Encoded], file: Path) -> Listener:
    """A listener from what `readers.annotate.training.train_speaker_encoder` writes.

    Args:
        encode: how a text is encoded.
        file: the arrays of what comes after the encoder.
    """
    with np.load(file, allow_pickle=False) as stored:
        return Listener(encode, {name: stored[name] for name in ARRAYS})


@functools.cache
def load() -> Listener:
    """The listener as trained, read from ``data`` once."""
    return listener(encoded, DATA / "listening.npz")


def _gelu(x: Array) -> Array:
    """By the error function, as BERT has it (Hendrycks and Gimpel, 2016)."""
    return np.asarray(0.5 * x * (1.0 + np.array([math.erf(each) for each in x / math.sqrt(2.0)])), np.float32)
