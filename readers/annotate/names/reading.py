"""What the encoder makes of the words of a text: which are names, and of what kind.

It sees what spaCy's model does not (and the other way round); `spans` brings the two together.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from readers.annotate.encoding.encoder import LABELS, Array, Encoded

KINDS = ("", "PERSON", "ORG", "OTHER")
"""What a word may be part of; ``OTHER`` is any name but a person's or an organisation's."""
IMPOSSIBLE = -1e9


class Reading(NamedTuple):
    """What the encoder makes of a text.

    Attributes:
        words: where each word stands, in characters.
        chances: of each of `LABELS`, for each word.
    """

    words: list[tuple[int, int]]
    chances: Array

    @classmethod
    def of(cls, encoded: Encoded) -> Reading:
        """What a text that was encoded says of names."""
        scores = encoded.scores
        powers = np.exp(scores - scores.max(axis=1, keepdims=True, initial=IMPOSSIBLE))
        words = [(start, end) for start, end in encoded.words.tolist()]
        return cls(words, powers / powers.sum(axis=1, keepdims=True))

    def kinds(self) -> Array:
        """The chance of each of `KINDS`, for each word."""
        c = self.chances
        return np.stack([c[:, 0], c[:, 1] + c[:, 2], c[:, 3] + c[:, 4], c[:, 5] + c[:, 6]], axis=1)

    def names(self) -> list[tuple[int, int, str]]:
        """The likeliest names: ranges of words, each with its kind."""
        found: list[tuple[int, int, str]] = []
        last = ""
        for i, label in enumerate(_likeliest(self.chances)):
            kind = LABELS[label][2:]
            if kind and LABELS[label][0] == "I" and kind == last:
                found[-1] = (found[-1][0], i + 1, kind)
            elif kind:
                found.append((i, i + 1, kind))
            last = kind
        return found


def _likeliest(chances: Array) -> list[int]:
    """The likeliest row of labels in which no name begins with its inside (Viterbi)."""
    if not len(chances):
        return []
    logs = np.log(np.maximum(chances, 1e-9))
    each = logs.argmax(axis=1)
    if not _STARTS[each[0]] and not _STEPS[each[:-1], each[1:]].any():
        return list(map(int, each))
    best, came = logs[0] + _STARTS, []
    for row in logs[1:]:
        ways = best[:, None] + _STEPS
        came.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    path = [int(best.argmax())]
    for before in reversed(came):
        path.append(int(before[path[-1]]))
    return path[::-1]


_STARTS = np.array([IMPOSSIBLE if label[0] == "I" else 0.0 for label in LABELS])
_STEPS = np.array(
    [[IMPOSSIBLE if b[0] == "I" and (a == "O" or a[2:] != b[2:]) else 0.0 for b in LABELS] for a in LABELS]
)
