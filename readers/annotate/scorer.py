"""How good ``quoth_names`` and ``quoth_identity`` are on an annotated text: exact spans, and pairs of mentions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[int, int]


@dataclass(frozen=True)
class Score:
    """Hits among what was predicted and what is gold; shares are 0-1, and 1 where there is nothing to find."""

    hit: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of the predictions that is right."""
        return self.hit / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """The share of the gold that was predicted."""
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.hit / (self.predicted + self.gold) if self.predicted + self.gold else 1.0


def score_names(predicted: Iterable[tuple[int, int, str]], gold: Iterable[tuple[int, int, str]], kind: str) -> Score:
    """Score the names of one kind: start, end and kind must be right.

    Args:
        predicted: ``(start, end, kind)`` in code points.
        gold: the same.
        kind: an OntoNotes label.
    """
    found, wanted = ({(a, b) for a, b, k in names if k == kind} for names in (predicted, gold))
    return Score(len(found & wanted), len(found), len(wanted))
