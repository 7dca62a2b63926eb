"""Who was in the news: people, organisations and places of the library across articles, and what the reader decided."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

from readers.model.annotations import QuoteKind
from readers.model.library import EntryRow


class Name(msgspec.Struct, frozen=True):
    """Somebody or something in the library: what the reader or else the articles call it, and in how many it is.

    Attributes:
        name: as the reader calls it, or its fullest name in the articles.
        kind: an OntoNotes label.
        articles: how many name it.
        id: its number in the library.
    """

    name: str
    kind: str
    articles: int
    id: int = 0


class Called(msgspec.Struct, frozen=True):
    """A name that something goes by, and in how many articles it is the fullest one."""

    name: str
    articles: int


class Office(msgspec.Struct, frozen=True):
    """What articles say that somebody is, and how many do."""

    office: str
    articles: int


class Appearance(msgspec.Struct, frozen=True):
    """An article that names somebody, how often, and how sure it is that they are meant (0-1)."""

    row: EntryRow
    mentions: int
    confidence: float = 1.0


class Saying(msgspec.Struct, frozen=True):
    """Something somebody said, and where.

    Attributes:
        row: the article's entry.
        speaker: the name of the speaker, or what the text calls them if it names nobody.
        text: the words.
        kind: ``direct``, ``fragment``, ``turn`` or ``indirect``.
        cue: the words that attribute, or empty.
        start: first code point in the article's text.
        end: one past the last.
        confidence: 0–1, that the speaker is right.
    """

    row: EntryRow
    speaker: str
    text: str
    kind: QuoteKind
    cue: str
    start: int
    end: int
    confidence: float


class Dossier(msgspec.Struct, frozen=True):
    """What the library knows of one person, organisation or place.

    Attributes:
        name: as the reader calls it, or its fullest name in the articles.
        kind: an OntoNotes label; empty if nobody of that name is known.
        articles: in how many articles it stands.
        mentions: how often in all.
        appearances: the newest of these articles.
        days: mentions by day (UTC), oldest first, days without any left out.
        companions: the people and organisations most often in the same articles (the newest 500), with how many of
            them they share.
        sayings: the newest quotes.
        others: others that match what was asked, the most frequent first.
        id: its number in the library; 0 if nobody of that name is known.
        quotes: how many quotes there are in all.
        names: the names that it goes by, the most frequent first.
        offices: what articles say that it is, the most told first.
        first: when the first article that names it was published; ``None`` if none does.
        last: likewise the last.
    """

    name: str
    kind: str = ""
    articles: int = 0
    mentions: int = 0
    appearances: tuple[Appearance, ...] = ()
    days: tuple[tuple[date, int], ...] = ()
    companions: tuple[Name, ...] = ()
    sayings: tuple[Saying, ...] = ()
    others: tuple[Name, ...] = ()
    id: int = 0
    quotes: int = 0
    names: tuple[Called, ...] = ()
    offices: tuple[Office, ...] = ()
    first: datetime | None = None
    last: datetime | None = None


class Coverage(msgspec.Struct, frozen=True):
    """How much of the library is read.

    Attributes:
        entries: how many there are.
        whole: of how many the article is here, from its page or as its feed gives it in full.
        read: in how many of these names and quotes were looked for.
    """

    entries: int = 0
    whole: int = 0
    read: int = 0

    @property
    def complete(self) -> bool:
        """Whether that is all there is."""
        return self.read >= self.entries

    @property
    def told(self) -> str:
        """The same in words; empty if all is read."""
        if self.complete:
            return ""
        return f"{self.read:,} of {self.entries:,} article{'' if self.entries == 1 else 's'} read in full"


Deed = Literal["merge", "split", "rename", "not_a_name"]
"""What the reader may decide of people, organisations and places everywhere in the library."""


class Decision(msgspec.Struct, frozen=True):
    """Something that the reader decided, and that is in force until it is taken back.

    Attributes:
        id: its number.
        what: ``merge``: two are one; ``split``: a name means another one; ``rename``; ``not_a_name``.
        who: the one it is about, as the library calls it now.
        other: merge: what it is one with; split: what came of it; empty otherwise.
        name: rename: the new name; split: the name that means another; empty otherwise.
        entry_id: split: in this article alone; ``None`` for everywhere.
        made: when.
    """

    id: int
    what: Deed
    who: Name
    other: Name | None = None
    name: str = ""
    entry_id: int | None = None
    made: datetime | None = None


class Rising(msgspec.Struct, frozen=True):
    """Somebody who is in the news more than usual.

    Attributes:
        name: who, with the articles of the period.
        before: the articles of the 30 days before that.
        times: how many times their usual share of the articles that is; 0 if there was none.
        chance: how likely as many or more would be, were it their usual share.
    """

    name: Name
    before: int
    times: float
    chance: float


class Quoted(msgspec.Struct, frozen=True):
    """Somebody who is quoted: how often, on what by the words that mark it, and the newest quote."""

    name: Name
    quotes: int
    words: tuple[str, ...]
    newest: Saying


class Telling(msgspec.Struct, frozen=True):
    """A story that several outlets tell: its entries, the newest first."""

    rows: tuple[EntryRow, ...]
    outlets: tuple[str, ...]


class Today(msgspec.Struct, frozen=True):
    """The news at a glance.

    Attributes:
        since: when the period begins.
        articles: how many came in it, as far as names are known of them.
        read: how many of these were read in full; of the others there are no quotes.
        most: who is named in the most of them.
        rising: who is named in more than usual, the surest rise first.
        new: who was never named before in this library, those in the most articles first.
        quoted: who is quoted most.
        stories: what several outlets tell, those of the most outlets first.
    """

    since: datetime
    articles: int = 0
    most: tuple[Name, ...] = ()
    rising: tuple[Rising, ...] = ()
    new: tuple[Name, ...] = ()
    quoted: tuple[Quoted, ...] = ()
    stories: tuple[Telling, ...] = ()
    read: int = 0

    @property
    def coverage(self) -> Coverage:
        """How much of the period is read."""
        return Coverage(self.articles, self.read, self.read)
