"""Where the words of saved quotes stand in the text of their article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from readers.model import Span
from readers.save.identity import of_quote

_MOST = 5_000
"""Places that are looked at."""


class Places:
    """Where quotes stand that have a UUID, of all places where their words stand.

    Args:
        text: of the article.
        whose: its identity, as in `readers.save.identity`.
    """

    def __init__(self, text: str, whose: str) -> None:
        self._text, self._whose = text, whose
        self._left = _MOST
        self._of: dict[str, dict[str, Span]] = {}

    def known(self, said: str, uuid: str) -> Span | None:
        """The place of some words that has a UUID."""
        if uuid and said not in self._of:
            places = list(islice(all_found(said, self._text), self._left))
            self._left -= len(places)
            self._of[said] = {of_quote(self._whose, one.start, one.end): one for one in places}
        return self._of[said].get(uuid) if uuid else None


def found(said: str, text: str, at: int) -> Span | None:
    """Where some words stand at or after a place or, failing that, anywhere."""
    return next(all_found(said, text, at), None) or next(all_found(said, text), None)


def all_found(said: str, text: str, at: int = 0) -> Iterator[Span]:
    """Some words on one line, in a text where they may run over several, and over paragraphs that begin with a mark."""
    words = said.split()
    if words:
        pattern = re.compile(r"\s+[“\"‘]?".join(map(re.escape, words)))
        yield from (Span(hit.start(), hit.end()) for hit in pattern.finditer(text, at))
