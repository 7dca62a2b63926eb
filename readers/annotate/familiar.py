"""Words that come again and again, which the model keeps from one batch of texts to the next.

In a memory zone spaCy forgets all new words at the end of a batch, and asks twenty questions about each when it comes
again; that takes as long as tagging. So the words that come in two batches are shown to it outside of any zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

MOST = 30_000
"""Words that are kept at most, and words met once that are remembered at most; each takes less than a kilobyte."""
LONGEST = 30
"""Code points of a word that may come again."""


class Familiar:
    """The words that a pipeline keeps.

    Attributes:
        kept: words between white space, as the tokenizer takes them.
    """

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.kept: set[str] = set()
        self._once: set[str] = set()

    def meet(self, texts: Iterable[str]) -> None:
        """Note the words of a batch, and keep those that were in an earlier one; outside of a memory zone."""
        if len(self.kept) >= MOST:
            return
        words = {word for text in texts for word in text.split() if len(word) <= LONGEST} - self.kept
        again = sorted(words & self._once)[: MOST - len(self.kept)]
        self.nlp.tokenizer(" ".join(again))
        self.kept.update(again)
        self._once = words.difference(again) | (self._once if len(self._once) < MOST else set())
