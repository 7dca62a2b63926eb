"""Whom a text has spoken of before a word: looked through once, asked for any word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from readers.annotate.clusters import Gender


class Named(NamedTuple):
    """A person, where a text names one.

    Attributes:
        word: the first of the name.
        gender: of the person, as far as known.
        subject: whether the name depends on no preposition.
    """

    word: int
    gender: Gender
    subject: bool


class Lately:
    """People in the order in which a text names them."""

    def __init__(self, people: Sequence[Named]) -> None:
        """Take them by their words."""
        self._people = people
        self._words = [one.word for one in people]
        self._last: dict[Gender, list[tuple[int, int]]] = {}

    def before(self, word: int, gender: Gender) -> tuple[int, int]:
        """The last before a word that may be of a gender: where one is named as a subject, and otherwise; else -1."""
        if gender not in self._last:
            self._last[gender] = self._looked_through(gender)
        return self._last[gender][bisect_left(self._words, word)]

    def _looked_through(self, gender: Gender) -> list[tuple[int, int]]:
        subject = other = -1
        found = [(subject, other)]
        for one in self._people:
            if not gender or one.gender in ("", gender):
                subject, other = (one.word, other) if one.subject else (subject, one.word)
            found.append((subject, other))
        return found
