"""Setting right what was found: which name, which quote, and what it is instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from readers.anchors import Place, anchor, places, wording
from readers.model import Named, NotAName, NotAQuote, NotSame, SaidBy, SameAs, Span, WrongKind
from tui.layout import marks as found
from tui.layout.marks import ENTITY, MATCH, NOTED, PLACE, QUOTE, kind_of
from tui.screens.answers import Answer, Answers
from tui.screens.choice import Choice, Line
from tui.widgets.people_panel import Item
from tui.widgets.quotes_panel import Said
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from readers.model import Anchor, Annotations, Article, Correction, Document, Entity, Quote
    from tui.layout.marks import Mark
    from tui.reading import Reading
    from tui.screens.reader import ReaderScreen

_KINDS = (("p", "PERSON", "a person"), ("o", "ORG", "an organisation"), ("l", "GPE", "a place"))
_OTHER_KINDS = (
    ("g", "NORP", "a group of people"),
    ("e", "EVENT", "an event"),
    ("a", "LAW", "a law"),
    ("r", "PRODUCT", "a product"),
    ("w", "WORK_OF_ART", "a work of art"),
)
_CALLED = {kind: words for _, kind, words in (*_KINDS, *_OTHER_KINDS)} | {"LOC": "a place", "FAC": "a place"}

_LONGEST = 60


@dataclass(frozen=True)
class Corrected:
    """A correction that can be taken back.

    Attributes:
        article: what was corrected.
        told: what was set right, in words.
    """

    article: Article
    told: str

    def undo(self, screen: ReaderScreen) -> None:
        """Take it back, the last one of its article."""
        screen.work(_undo(screen, self), "mark", "", exclusive=False)


@dataclass(frozen=True)
class _At:
    """What is to be set right.

    Attributes:
        screen: where.
        article: the article.
        known: what was found in it.
    """

    screen: ReaderScreen
    article: Article
    known: Annotations

    @property
    def document(self) -> Document:
        """The article's text."""
        return self.article.document

    def make(self, correction: Correction, told: str) -> Callable[[], None]:
        """Something to call: the correction will be made then."""
        return lambda: self.screen.work(
            _correct(self.screen, self.article, correction, told), "mark", "", exclusive=False
        )

    def anchored(self, place: Place) -> Anchor:
        """A place, to be found again."""
        return anchor(self.document, place.span, in_title=place.in_title)

    def named(self, entity: Entity, at: Place | None = None) -> Named:
        """An entity by one of its mentions, or by that with its whole name."""
        if at is None:
            at = max(places(entity), key=lambda place: (wording(self.document, place) == entity.name, -place.in_title))
        return Named(entity.name, self.anchored(at))


def ask(screen: ReaderScreen) -> None:
    """Ask what is wrong with the name or quote at hand, and set it right."""
    reading, article = screen.view.reading, screen.view.article
    if reading is None or article is None:
        screen.say("no article to set anything right in")
        return
    if article.annotations is None:
        screen.say("names and quotes are not known yet")
        return
    mark = _at_hand(screen, reading)
    if mark is None:
        screen.say("no name or quote at hand: choose one first")
        return
    at = _At(screen, article, article.annotations)
    around = mark if mark.bits & QUOTE else found.at(reading.marks.quotes, mark.start)
    groups = []
    if mark.bits & ENTITY:
        place = _place(reading, mark)
        title = f"“{wording(at.document, place)}”"
        groups += _about_name(at, reading.marks.entities[mark.number], place)
    else:
        title = "A quote"
    if around is not None:
        groups.append(_about_quote(at, reading, around.number))
    groups.append(
        ("What was set right", [Answer("z", "take the last correction of this article back", _take_back(at))])
    )
    _show(screen, Answers(f"{title}: what is wrong?", groups))


def _take_back(at: _At) -> Callable[[], None]:
    """Something to call that takes the article's last correction back."""

    def take_back() -> None:
        stack = at.screen.listing.undo
        mine = [one for one in stack if isinstance(one, Corrected) and one.article.document == at.document]
        if mine:
            stack.remove(mine[-1])
        (mine[-1] if mine else Corrected(at.article, "the last correction")).undo(at.screen)

    return take_back


async def _correct(screen: ReaderScreen, article: Article, correction: Correction, told: str) -> None:
    article = await screen.newsroom.correct(article, correction)
    screen.listing.undo.append(Corrected(article, told))
    screen.post_message(screen.Annotated(article))
    screen.say(f"{told} · {screen.keymap.of('undo')} takes it back")


async def _undo(screen: ReaderScreen, corrected: Corrected) -> None:
    article = await screen.newsroom.undo_correction(corrected.article)
    screen.post_message(screen.Annotated(article))
    screen.say(f"taken back: {corrected.told}")


def _show(screen: ReaderScreen, question: Choice) -> None:
    """Ask; what is chosen is something to call."""

    def chosen(value: Callable[[], None] | None) -> None:
        if value is not None:
            value()

    screen.app.push_screen(question, chosen)


# What is at hand


def _at_hand(screen: ReaderScreen, reading: Reading) -> Mark | None:
    """The mention or quote at hand; in the panel, that of the row under the cursor."""
    marks, mark, entity = reading.marks, reading.mark, reading.entity
    if screen.pane == "panel":
        item = screen.panel.list.item
        if isinstance(item, Said):
            return next((quote for quote in marks.quotes if quote.number == item.quote), None)
        if isinstance(item, Item) and item.entity is not None and item.entity.id != entity:
            mark, entity = None, item.entity.id
    if mark is not None and mark.bits & (MATCH | NOTED):
        mark = found.at(marks.mentions, mark.start) or found.at(marks.quotes, mark.start)
    if mark is not None:
        return mark
    mentions = marks.of(entity)
    called = marks.entities[entity].name if mentions else ""
    whole = (mark for mark in mentions if reading.page.text[mark.start : mark.end] == called)
    return next(whole, mentions[0] if mentions else None)


def _place(reading: Reading, mark: Mark) -> Place:
    """Where a mark of the page is in the document."""
    body = reading.page.body
    in_title = mark.start < body
    shift = 0 if in_title else body
    return Place(in_title, Span(mark.start - shift, mark.end - shift))


# Names


def _about_name(at: _At, entity: Entity, place: Place) -> list[tuple[str, list[Answer]]]:
    who, name = at.named(entity, place), entity.name

    def kinds(choices: tuple[tuple[str, str, str], ...]) -> list[Answer]:
        here = "GPE" if kind_of(entity) == PLACE else entity.kind
        return [
            Answer(key, words, at.make(WrongKind(who, kind, created=_now()), f"{name} is {words}"))
            for key, kind, words in choices
            if kind != here
        ]

    def ask_kind() -> None:
        _show(at.screen, Answers(f"{name} is …", [("What else?", kinds(_OTHER_KINDS))]))

    def same(other: Entity) -> Callable[[], None]:
        return at.make(SameAs(who, at.named(other), created=_now()), f"{name} and {other.name} are one")

    is_it = [*kinds(_KINDS), Answer("t", "something else …", ask_kind)]
    if len(at.known.entities) > 1:
        ask_same = _choice(at, f"{name} is the same as …", same, without=entity.id)
        is_it.append(Answer("s", "the same as …", ask_same))
    now = f", {_CALLED[entity.kind]}," if entity.kind in _CALLED else ""
    return [(f"{name}{now} is …", is_it), _about_words(at, entity, who, place)]


def _about_words(at: _At, entity: Entity, who: Named, place: Place) -> tuple[str, list[Answer]]:
    words = wording(at.document, place)
    every = places(entity)
    alike = [one for one in every if wording(at.document, one) == words]
    several = len(alike) > 1
    times = f", all {len(alike)} times" if len(alike) > 2 else ", both times" if several else ""
    answers = []
    if len(alike) < len(every):
        told = f"“{words}” is not {entity.name}"
        answers.append(
            Answer("d", f"is someone else than {entity.name}{times}", at.make(NotSame(who, created=_now()), told))
        )
    if several:
        told = f"“{words}” is not {entity.name} here"
        correction = NotSame(who, alone=True, created=_now())
        answers.append(Answer("D", f"is someone else than {entity.name}, here alone", at.make(correction, told)))
    told = f"“{words}” is not a name"
    answers.append(Answer("n", f"is not a name{times}", at.make(NotAName(who.mention, created=_now()), told)))
    if several:
        correction_here = NotAName(who.mention, alone=True, created=_now())
        answers.append(Answer("N", "is not a name, here alone", at.make(correction_here, f"{told} here")))
    return f"“{words}” …", answers


# Quotes


def _about_quote(at: _At, reading: Reading, number: int) -> tuple[str, list[Answer]]:
    quote = reading.marks.said[number]
    where = at.anchored(Place(False, Span(quote.start, quote.end)))

    def said_by(speaker: Entity) -> Callable[[], None]:
        return at.make(SaidBy(where, at.named(speaker), created=_now()), f"said by {speaker.name}")

    answers = []
    if at.known.entities:
        ask_speaker = _choice(at, f"{_short(at, quote)} was said by …", said_by, without=quote.speaker)
        answers.append(Answer("b", "was said by …", ask_speaker))
    if quote.speaker is not None:
        nobody = at.make(SaidBy(where, created=_now()), "said by nobody named here")
        answers.append(Answer("u", "was said by nobody who is named here", nobody))
    answers.append(Answer("x", "is not a quote", at.make(NotAQuote(where, created=_now()), "not a quote")))
    speaker = reading.marks.speaker(number) or "nobody named"
    return f"{_short(at, quote)} — {speaker}", answers


def _short(at: _At, quote: Quote) -> str:
    words = wording(at.document, Place(False, Span(quote.start, quote.end)))
    return f"“{words}”" if len(words) <= _LONGEST else f"“{words[:_LONGEST].rsplit(' ', 1)[0]}…”"


def _choice(
    at: _At, title: str, make: Callable[[Entity], Callable[[], None]], *, without: int | None
) -> Callable[[], None]:
    """Something to call that asks for one of the article's entities."""
    names = [entity for entity in at.known.entities if kind_of(entity) and entity.id != without]
    lines = [
        Line(Row(((one.name, ""),), ((_CALLED.get(one.kind, ""), "quiet"),)), make(one), f"{one.name} {one.kind}")
        for one in names
    ]
    return lambda: _show(at.screen, Choice(title, lines, empty="no such name in this article"))


def _now() -> datetime:
    return datetime.now(UTC)
