"""Making a correction and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from readers.marks.anchors import anchor, locate, places, wording
from readers.marks.corrections.draft import alike
from readers.model import Named, Span
from tui.dialogs.choice import Choice, Line
from tui.layout.marks import kind_of
from tui.layout.told import CALLED, told, words_of
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from readers.marks.anchors import Place
    from readers.model import Anchor, Annotations, Article, Correction, Document, Entity
    from tui.layout.marks import Mark
    from tui.layout.page import Page
    from tui.stage import Stage


@dataclass(frozen=True)
class Corrected:
    """A correction that can be taken back.

    Attributes:
        article: what was corrected.
        correction: what was set right.
    """

    article: Article
    correction: Correction

    def undo(self, stage: Stage) -> None:
        """Take it back."""
        stage.work(take_back(stage, self.article, self.correction), "mark", "", exclusive=False)


@dataclass(frozen=True)
class At:
    """What is to be set right.

    Attributes:
        stage: where.
        article: the article.
        known: what was found in it.
    """

    stage: Stage
    article: Article
    known: Annotations

    @property
    def document(self) -> Document:
        """The article's text."""
        return self.article.document

    def make(self, correction: Correction, added: Place | None = None) -> Callable[[], None]:
        """Something to call: the correction will be made then, and what it ``added`` be at hand."""
        return lambda: self.stage.work(
            _correct(self.stage, self.article, correction, added), "mark", "", exclusive=False
        )

    def anchored(self, place: Place) -> Anchor:
        """A place, to be found again."""
        return anchor(self.document, place.span, in_title=place.in_title)

    def named(self, entity: Entity, at: Place | None = None) -> Named:
        """An entity by one of its mentions, or by that with its whole name."""
        if at is None:
            at = max(places(entity), key=lambda place: (wording(self.document, place) == entity.name, -place.in_title))
        return Named(entity.name, self.anchored(at))

    def choice(
        self, title: str, make: Callable[[Entity], Callable[[], None]], *, without: int | None = None
    ) -> Callable[[], None]:
        """Something to call that asks for one of the article's entities."""

        def ask() -> None:
            lines = [
                Line(
                    Row(((one.name, ""),), ((CALLED.get(one.kind, ""), "quiet"),)),
                    lambda one=one: make(one)(),
                    f"{one.name} {one.kind}",
                )
                for one in self.known.entities
                if kind_of(one) and one.id != without
            ]
            show(self.stage, Choice(title, lines, empty="no such name in this article"))

        return ask


def now() -> datetime:
    """When a correction is made."""
    return datetime.now(UTC)


def show(stage: Stage, question: Choice) -> None:
    """Ask; what is chosen is something to call."""

    def chosen(value: Callable[[], None] | None) -> None:
        if value is not None:
            value()

    stage.app.push_screen(question, chosen)


async def _correct(stage: Stage, article: Article, correction: Correction, added: Place | None) -> None:
    article = await stage.newsroom.correct(article, correction)
    stage.undoable.append(Corrected(article, correction))
    stage.show_annotated(article)
    if added is not None:
        stage.clear_selection()
        stage.call_later(_show_added, stage, article.document, added)
    stage.say(f"{told(correction)} · {stage.keymap.of('undo')} takes it back")


def _show_added(stage: Stage, document: Document, added: Place) -> None:
    """Put the finger on what was added, if the reader has not gone on to another article."""
    mark = mark_at(stage, document, added)
    if mark is not None:
        stage.view.take(mark, remember=False)


def _show_again(stage: Stage, document: Document, correction: Correction) -> None:
    """Put the finger on what is there again, if nothing is at hand and it is on the screen."""
    place = locate(document, words_of(correction))
    mark = None if place is None else mark_at(stage, document, place)
    view = stage.view
    if mark is not None and view.reading is not None and view.reading.mark is None and view.shows(mark.start):
        view.take(mark, remember=False)


def mark_at(stage: Stage, document: Document, place: Place) -> Mark | None:
    """What is marked at a place of the article, if that is on the screen: just that, else the most of it."""
    reading, article = stage.view.reading, stage.view.article
    if reading is None or article is None or article.document != document:
        return None
    span = on_page(reading.page, place)
    marks = (*reading.marks.mentions, *reading.marks.quotes)
    return max(
        (mark for mark in marks if mark.start < span.end and mark.end > span.start),
        key=lambda mark: alike(Span(mark.start, mark.end), span),
        default=None,
    )


def on_page(page: Page, place: Place) -> Span:
    """Where a place of the document is on its page."""
    return Span(*(page.in_title(place.span) if place.in_title else page.in_text(place.span)))


async def take_back(stage: Stage, article: Article, correction: Correction) -> None:
    """Take a correction back, and show the article without it."""
    article = await stage.newsroom.undo_correction(article, correction)
    for one in [one for one in stage.undoable if isinstance(one, Corrected) and one.correction == correction]:
        stage.undoable.remove(one)
    stage.show_annotated(article)
    stage.call_later(_show_again, stage, article.document, correction)
    stage.say(f"taken back: {told(correction)}")


def take_last_back(at: At) -> Callable[[], None]:
    """Something to call that takes the article's last correction back."""

    async def take() -> None:
        kept = await at.stage.newsroom.corrections_of(at.article)
        if kept:
            await take_back(at.stage, at.article, kept[-1].correction)
        else:
            at.stage.say("nothing was set right in this article")

    return lambda: at.stage.work(take(), "mark", "", exclusive=False)
