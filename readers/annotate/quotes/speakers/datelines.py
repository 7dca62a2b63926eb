"""Places that only tell where a report comes from."""

from __future__ import annotations

import re

from readers.annotate.quotes.words import Words


def is_dateline(words: Words, first: int, end: int) -> bool:
    """Whether a place opens its line as in “HARTFORD, Conn. (AP) —”, “SAN FRANCISCO, Jan. 5 —” and “Paris (AFP) -”."""
    start, after = words.span(first, end - 1)
    opens = words.text[start - 1 : start] in ("", "\n")
    found = _DATELINE.match(words.text, after) if opens else None
    return found is not None and (found["agency"] is not None or _shouts(words.text[start:after]))


def _shouts(place: str) -> bool:
    """Whether a place stands in capitals, and not because it is an abbreviation: “UK – said …”."""
    return place.isupper() and len(place) > _ABBREVIATION and "." not in place


_ABBREVIATION = 3
_DATELINE = re.compile(
    r"(?:(?:[,/][^\S\n]{0,2}|[^\S\n]{1,2})(?:[A-Z][\w.]{0,20}|\d{1,4})){0,5}"
    r"[^\S\n]{0,2}(?P<agency>\([A-Z][^()\n]{1,24}\))?[^\S\n]{0,2}(?:[—–]|--|-(?!\w)|-(?=[A-Z]))"
)
