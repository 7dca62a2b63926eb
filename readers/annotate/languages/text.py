"""A text as words, by its letters alone: the same for every tokenizer, and for every language."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

_WORD = re.compile(
    r"(?:[ldnsjcmt]|qu)['’](?=\w)"  # elided
    r"|[^\W\d_]\.(?:-?[^\W\d_]\.)*(?=[\s,]|$)"  # initials, M., S.A.
    r"|[^\W_]+(?:[-’'][^\W_]+)*"
    r"|[^\w\s]",
    re.IGNORECASE,
)


class Word(NamedTuple):
    """A word or a mark of punctuation.

    Attributes:
        start, end: half-open, in code points.
        text: as written.
        low: in lower case, with straight apostrophes and without those and the full stops at its end.
        gap: whether a line break stands before it.
    """

    start: int
    end: int
    text: str
    low: str
    gap: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.text[0].isalnum()


def words_of(text: str) -> list[Word]:
    """The words of a text, in order."""
    found: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        low = match[0].lower().replace("’", "'").rstrip("'")
        low = low.replace(".", "") if len(low) > 1 else low
        found.append(Word(start, end, match[0], low, "\n" in text[last:start] or not found))
        last = end
    return found


def span_of(words: list[Word], start: int, end: int) -> tuple[int, int]:
    """The range of words that a span of code points touches."""
    first = bisect_left(words, start + 1, key=lambda word: word.end)
    last = bisect_left(words, end, key=lambda word: word.start)
    return first, max(first, last)
