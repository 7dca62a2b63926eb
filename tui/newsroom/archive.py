"""Across articles: what the library as a whole knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readers.model import EntryRow


class Archive(Protocol):
    """What is asked of all articles together."""

    async def naming(self, name: str) -> Sequence[EntryRow]:
        """The entries whose articles name this person or organisation, newest first."""
        ...
