"""Tags that the reader puts on entries: one word each, without the hash."""

from __future__ import annotations

import re
from collections.abc import Iterable

from readers.clean import clean_line

_PARTED_BY = re.compile(r"[\s,;#]+")


def parse(text: str) -> tuple[str, ...]:
    """The tags that somebody typed: words parted by spaces or commas, with or without a hash.

    Returns:
        Sorted, each once in whatever case.
    """
    words = (word for word in _PARTED_BY.split(clean_line(text)) if word)
    return in_order({word.casefold(): word for word in words}.values())


def in_order(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept and shown: by the alphabet."""
    return tuple(sorted(tags, key=lambda tag: (tag.casefold(), tag)))


def shown(tags: Iterable[str]) -> str:
    """Tags in a line: ``#harbour #to-read``."""
    return " ".join(f"#{tag}" for tag in tags)
