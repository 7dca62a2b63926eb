"""Tags that the reader puts on entries: one word each, without the hash."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PARTED_BY = re.compile(r"[\s,;#]+")


def parse(text: str) -> tuple[str, ...]:
    """The tags that somebody typed: words parted by spaces or commas, with or without a hash.

    Returns:
        Sorted, each once in whatever case.
    """
    from readers.clean import clean_line  # noqa: PLC0415  (html and urllib: lists only need `hashed`)

    words = (word for word in _PARTED_BY.split(clean_line(text)) if word)
    return in_order({word.casefold(): word for word in words}.values())


def in_order(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept and shown: by the alphabet."""
    return tuple(sorted(tags, key=lambda tag: (tag.casefold(), tag)))


def hashed(tags: Iterable[str]) -> str:
    """Tags in a line: ``#harbour #to-read``."""
    return " ".join(f"#{tag}" for tag in tags)
