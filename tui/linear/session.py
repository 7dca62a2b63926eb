"""What the reader in lines knows: what was listed last, the article at hand, what can be taken back."""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from tui.layout.marks import Marks
from tui.layout.page import Page
from tui.layout.paragraphs import safe
from tui.state.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from readers.config import Config
    from readers.model import Article, Entity, EntryRow, Span
    from tui.layout.marks import Mark
    from tui.newsroom import Newsroom

PORTION = 10
"""How much of a list is told at once."""

_STEPS = 50
"""What can be taken back."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Deed(NamedTuple):
    """Something that a number does: what is chosen by it is done."""

    do: Callable[[], Awaitable[object]]


class Session:
    """One run of the reader in lines.

    Attributes:
        newsroom: what the news comes from.
        config: what is configured.
        clock: gives the time that ages are counted from.
        listing: which entries are listed.
        rows: those that were fetched and are to be told, each story once.
        numbered: what the numbers of the last list stand for.
        told: how many of the rows were told.
        article: the one at hand; ``None`` before one was opened.
        page: its page.
        at: the paragraph that is told next.
        begun: the paragraph that was told first, when some were told last.
        chosen: the name or quote that was chosen last, or the words that were sought.
        person: the number of whom a dossier was told last; 0 for nobody.
        span: the words at hand, for a note or highlight: those of the name or quote that was chosen last.
        reading: whether an empty line goes on in the article, and not in the list.
        undoable: what can be taken back: in words, and how.
    """

    def __init__(
        self,
        newsroom: Newsroom,
        config: Config,
        say: Callable[[str], object],
        clock: Callable[[], datetime] = _utc_now,
    ) -> None:
        self.newsroom = newsroom
        self.config = config
        self.clock = clock
        self._say = say
        self.listing = Listing()
        self.rows: list[EntryRow] = []
        self.numbered: list[Any] = []
        self.told = 0
        self.article: Article | None = None
        self.page: Page | None = None
        self.at = self.begun = 0
        self.chosen: Entity | Mark | None = None
        self.person = 0
        self.span: Span | None = None
        self.reading = False
        self.undoable: deque[tuple[str, Callable[[], Awaitable[object]]]] = deque(maxlen=_STEPS)
        self._annotating: asyncio.Task[Article] | None = None

    def say(self, words: str) -> None:
        """Say a line; what has no business in a terminal is not let through."""
        self._say(safe(words))

    def number(self, things: Iterable[tuple[Any, str]], *, anew: bool = True) -> None:
        """Say a line for each of some things, with the number by which it is chosen.

        Args:
            things: each with its line.
            anew: whether the numbers begin with 1 again.
        """
        if anew:
            self.numbered = []
        for thing, words in things:
            self.numbered.append(thing)
            self.say(f"{len(self.numbered)}. {words}")

    # The article

    def take(self, article: Article) -> None:
        """Have an article at hand, and see who is in it meanwhile."""
        self.let_go()
        self.article, self.page = article, Page(article.document, row=article.row)
        self.at = self.begun = 0
        self.span, self.chosen, self.reading = None, None, True
        if article.annotations is None:
            self._annotating = asyncio.create_task(self.newsroom.annotate(article))

    def let_go(self) -> None:
        """Look no longer for what is in the article."""
        if self._annotating is not None:
            self._annotating.cancel()
            self._annotating = None

    async def annotated(self) -> Article | None:
        """The article with its names and quotes, as soon as they are known; ``None`` without an article."""
        if self._annotating is not None:
            if not self._annotating.done():
                self.say("Finding names and quotes.")
            task = self._annotating
            found = await asyncio.shield(task)  # an interrupt ends the waiting, and not the finding
            self._annotating = None
            self.have(found)
        return self.article

    def have(self, article: Article) -> None:
        """Have what is known of the article at hand now; the reader's notes, and the entry, are as they were."""
        if self.article is not None:
            self.article = msgspec.structs.replace(article, notes=self.article.notes, row=self.article.row)

    async def marks(self) -> Marks | None:
        """What was found in the article, on its page."""
        article = await self.annotated()
        if article is None or self.page is None:
            return None
        return Marks(self.page, article.document, article.annotations)

    def paragraph_of(self, offset: int) -> int:
        """The paragraph of a place on the page."""
        paragraphs = self.page.paragraphs if self.page is not None else ()
        return max((number for number, one in enumerate(paragraphs) if one.start <= offset), default=0)

    async def keep_place(self) -> None:
        """Remember where reading stopped; at the end, the last paragraph."""
        if self.article is not None and self.page is not None and self.page.paragraphs:
            last = self.page.paragraphs[min(self.at, len(self.page.paragraphs) - 1)]
            offset = self.page.to_document(last.start)
            await self.newsroom.keep_place(self.article, offset)
