"""Across articles: what the library as a whole knows."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from readers.model import EntryRow
from tui.desk.base import Base

if TYPE_CHECKING:
    from collections.abc import Sequence


class Archive(Base):
    """What is asked of all articles together."""

    async def naming(self, name: str) -> Sequence[EntryRow]:
        """The entries whose articles name this person or organisation, newest first."""
        from readers.library.dossiers import who  # noqa: PLC0415  (only for a card)

        dossier = await asyncio.to_thread(who, self.library, name)
        return [appearance.row for appearance in dossier.appearances]
