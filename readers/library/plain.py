"""The words of an entry as its feed gives it, for search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.clean import strip_tags

if TYPE_CHECKING:
    from readers.model import Entry


def excerpt(entry: Entry) -> str:
    """What a feed itself tells of an entry: its content or, failing that, its summary, as plain words."""
    return strip_tags(entry.content or entry.summary)
