"""Across articles: what the library as a whole knows."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.desk.base import Base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readers.library.notebook import Jotting
    from readers.library.query.completing import Completion
    from readers.model import EntryRow, SmartFeed
    from readers.model.people import Coverage, Decision, Deed, Dossier, Name, Saying, Today

_ARTICLES = 200
"""Articles and quotes that a dossier lists."""


class Archive(Base):
    """What is asked of all articles together.

    Nothing of the rooms behind it is needed for the first frame, so that each question imports what it needs.
    """

    _since: datetime | None = None

    async def dossier_of(self, name: str, kind: str = "", row: EntryRow | None = None) -> Dossier:
        """What the library knows of whoever a name means."""
        return await asyncio.to_thread(self._dossier_of, name, kind, row)

    def _dossier_of(self, name: str, kind: str, row: EntryRow | None) -> Dossier:
        from readers.library import dossiers  # noqa: PLC0415  (see above)

        number = dossiers.meant(self.library, row.id, name, kind) if row is not None else 0
        if number:
            return dossiers.dossier(self.library, number, limit=_ARTICLES)
        return dossiers.who(self.library, name, kind=kind, limit=_ARTICLES)

    async def dossier(self, number: int) -> Dossier:
        """The same, of somebody by their number."""
        from readers.library import dossiers  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(dossiers.dossier, self.library, number, limit=_ARTICLES)

    async def coverage(self) -> Coverage:
        """How much of the library is read."""
        from readers.library.people import coverage  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(coverage.coverage, self.library.database)

    async def find_names(self, words: str) -> Sequence[Name]:
        """Who goes by a name with these words."""
        from readers.library import dossiers  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(dossiers.find_names, self.library, words)

    async def decide(
        self, what: Deed, who: int, *, other: int = 0, name: str = "", entry_id: int | None = None
    ) -> Decision:
        """Decide something of somebody, everywhere in the library."""
        async with self._correcting:
            return await asyncio.to_thread(self._decide, what, who, other, name, entry_id)

    def _decide(self, what: Deed, who: int, other: int, name: str, entry_id: int | None) -> Decision:
        from readers.library.people import decisions  # noqa: PLC0415  (see above)

        match what:
            case "merge":
                return decisions.merge(self.library.database, who, other)
            case "split":
                return decisions.split(self.library.database, who, name, entry_id=entry_id)
            case "rename":
                return decisions.rename(self.library.database, who, name)
            case "not_a_name":
                return decisions.not_a_name(self.library.database, who)

    async def undo_decision(self, number: int) -> None:
        """Take a decision back."""
        from readers.library.people import decisions  # noqa: PLC0415  (see above)

        async with self._correcting:
            await asyncio.to_thread(decisions.undo, self.library.database, number)

    async def decisions(self) -> Sequence[Decision]:
        """What was decided and is in force."""
        from readers.library.people import decisions  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(decisions.decisions, self.library.database)

    async def quotes(self, query: str, limit: int = 200) -> Sequence[Saying]:
        """Quotes across articles."""
        return await asyncio.to_thread(self._quotes, query, limit)

    def _quotes(self, query: str, limit: int) -> Sequence[Saying]:
        from readers.library.query.quoting import Wanted, find_quotes  # noqa: PLC0415  (see above)
        from readers.model.people import Saying  # noqa: PLC0415  (the same)

        return [
            Saying(one.row, one.speaker, one.text, one.kind, one.cue, one.start, one.end, one.confidence)
            for one in find_quotes(self.library.database, Wanted(query), limit)
        ]

    async def jottings(self, query: str, limit: int = 200) -> Sequence[Jotting]:
        """The reader's notes across articles."""
        from readers.library.notebook import find_notes  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(find_notes, self.library, query, limit=limit)

    async def passing(self, query: str, entry_ids: Sequence[int]) -> Sequence[int]:
        """Those of some entries that a query finds."""
        from readers.library import search  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(search.passing, self.library, query, entry_ids)

    async def completed(self, query: str) -> Completion:
        """What may come next in a query that is being typed."""
        from readers.library.query.completing import complete  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(complete, self.library, query)

    async def smart_feeds(self) -> Sequence[SmartFeed]:
        """The queries that are kept as feeds, with their unread counts."""
        from readers.library.query import smart  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(smart.smart_feeds, self.library.database)

    async def keep_search(self, query: str, name: str = "", number: int = 0) -> SmartFeed:
        """Keep a query as a feed."""
        from readers.library.query import smart  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(smart.keep, self.library.database, query, name, number=number)

    async def rename_search(self, number: int, name: str) -> None:
        """Call a smart feed otherwise."""
        from readers.library.query import smart  # noqa: PLC0415  (see above)

        await asyncio.to_thread(smart.rename, self.library.database, number, name)

    async def remove_search(self, number: int) -> None:
        """Keep a query no more."""
        from readers.library.query import smart  # noqa: PLC0415  (see above)

        await asyncio.to_thread(smart.remove, self.library.database, number)

    async def today(self) -> Today:
        """The news at a glance, since the visit before this one."""
        from readers.library.people import today  # noqa: PLC0415  (see above)

        if self._since is None:
            now = datetime.now(UTC)
            self._since = await asyncio.to_thread(today.since, self.library, now)
            await asyncio.to_thread(today.note_visit, self.library, now)
        return await asyncio.to_thread(today.today, self.library, self._since)
