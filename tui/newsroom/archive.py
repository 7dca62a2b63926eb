"""Across articles: what the library as a whole knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readers.library.notebook import Jotting
    from readers.library.query.completing import Completion
    from readers.model import EntryRow, SmartFeed
    from readers.model.people import Coverage, Decision, Deed, Dossier, Name, Saying, Today


class Archive(Protocol):
    """What is asked of all articles together."""

    async def dossier_of(self, name: str, kind: str = "", row: EntryRow | None = None) -> Dossier:
        """What the library knows of whoever a name means.

        Args:
            name: as the article gives it, or as the reader asks for it.
            kind: an OntoNotes label; empty for any.
            row: the article's entry; ``None`` for whoever is called so in the most articles.
        """
        ...

    async def dossier(self, number: int) -> Dossier:
        """The same, of somebody by their number.

        Raises:
            QuothError: there is nobody of that number.
        """
        ...

    async def coverage(self) -> Coverage:
        """How much of the library is read."""
        ...

    async def find_names(self, words: str) -> Sequence[Name]:
        """Who goes by a name with these words, the most frequent first."""
        ...

    async def decide(
        self, what: Deed, who: int, *, other: int = 0, name: str = "", entry_id: int | None = None
    ) -> Decision:
        """Decide something of somebody, everywhere in the library.

        Args:
            what: see `readers.model.people.Decision`.
            who: their number.
            other: merge: the number of whom they are one with.
            name: rename: the new name; split: the name that means another.
            entry_id: split: in this article alone.

        Raises:
            QuothError: it cannot be.
        """
        ...

    async def undo_decision(self, number: int) -> None:
        """Take a decision back."""
        ...

    async def decisions(self) -> Sequence[Decision]:
        """What was decided and is in force, the newest first."""
        ...

    async def quotes(self, query: str, limit: int = 200) -> Sequence[Saying]:
        """Quotes across articles that a query finds, the newest first; words are of the quote or its speaker's name.

        Raises:
            QueryError: it cannot be understood.
        """
        ...

    async def jottings(self, query: str, limit: int = 200) -> Sequence[Jotting]:
        """The reader's notes across articles that a query finds, the newest first; words are those of the note.

        Raises:
            QueryError: it cannot be understood.
        """
        ...

    async def passing(self, query: str, entry_ids: Sequence[int]) -> Sequence[int]:
        """Those of some entries that a query of the library's language finds.

        Raises:
            QueryError: it cannot be understood.
        """
        ...

    async def completed(self, query: str) -> Completion:
        """What may come next in a query that is being typed."""
        ...

    async def smart_feeds(self) -> Sequence[SmartFeed]:
        """The queries that are kept as feeds, with their unread counts."""
        ...

    async def keep_search(self, query: str, name: str = "", number: int = 0) -> SmartFeed:
        """Keep a query as a feed; with its number one that was removed is put back.

        Raises:
            QuothError: it cannot be kept.
        """
        ...

    async def rename_search(self, number: int, name: str) -> None:
        """Call a smart feed otherwise."""
        ...

    async def remove_search(self, number: int) -> None:
        """Keep a query no more."""
        ...

    async def today(self) -> Today:
        """The news at a glance, since the visit before this one."""
        ...
