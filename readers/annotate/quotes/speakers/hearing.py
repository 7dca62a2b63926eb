"""What the encoder hears of the candidates of a case, as features beside the plain ones."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

import numpy as np

from readers.annotate.quotes.speakers.listening import PHRASE, QUOTATION, Heard, Listener, load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readers.annotate.encoding.encoder import Array, Span
    from readers.annotate.quotes.words import Words

WORST = 12.0
"""How far behind the best a candidate can be."""
DOUBT = 0.5
"""By this the encoder, which is surer of itself than it is right, is made to doubt."""
FAINT = 8.0
"""Logarithms of chances are told down to here."""
_BY = {QUOTATION: "heard", PHRASE: "meant"}


class Hearing:
    """A document as the encoder hears it; it is listened to when first asked.

    Attributes:
        listener: whom to ask; the one as trained if ``None``.
    """

    def __init__(self, words: Words) -> None:
        """Take a document."""
        self.listener: Listener | None = None
        self._words = words

    @functools.cached_property
    def _heard(self) -> Heard:
        return (self.listener or load()).listen(self._words.text)

    @functools.cached_property
    def _names(self) -> dict[int, Array]:
        found: dict[int, list[Array]] = {}
        for first, end, entity in self._words.mentions:
            found.setdefault(entity, []).append(self._heard.at(self._words.span(first, end - 1)))
        return {entity: np.unique(np.concatenate(some)) for entity, some in found.items()}

    def of(self, asks: Mapping[int, Span], entities: list[int]) -> list[dict[str, float]]:
        """What is heard of each of some entities, and of nobody last, as features.

        Args:
            asks: spans of characters, of a `QUOTATION`, a `PHRASE` or both.
            entities: the candidates.
        """
        rows: list[dict[str, float]] = [{} for _ in range(len(entities) + 1)]
        for what, span in asks.items():
            if len(self._heard.at(span)):  # not only marks
                self._ask(rows, what, span, entities)
        return rows

    def _ask(self, rows: list[dict[str, float]], what: int, span: Span, entities: list[int]) -> None:
        found, nobody = self._heard.scores(span, what, [self._names[n] for n in entities])
        scores = np.array([*found, nobody])
        chances = np.exp(np.maximum((scores - scores.max()) * DOUBT, -WORST))
        chances /= chances.sum()
        best = int(chances.argmax())
        by = _BY[what]
        for i, (row, chance) in enumerate(zip(rows, chances.tolist(), strict=True)):
            name = by if i < len(entities) else f"nobody {by}"
            row[f"{name} chance"] = chance
            row[f"{name} faint"] = max(-FAINT, math.log(chance)) / 4
            row[f"{name} best"] = float(i == best)
            if i < len(entities):
                row[f"{by} nobody"] = float(chances[-1])
