"""Setting names and quotes right: what is wrong is chosen by its number."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from readers.marks.anchors import Place, anchor, places, wording
from readers.marks.corrections.edges import longer_or_shorter, name_alone, quoted
from readers.marks.corrections.missed import foresee
from readers.model import (
    Entity,
    MissedName,
    MissedQuote,
    Named,
    NotAName,
    NotAQuote,
    NotSame,
    SaidBy,
    SameAs,
    Span,
    WrongKind,
)
from tui.layout.marks import ENTITY, PLACE, QUOTE, kind_of
from tui.layout.told import KINDS, OTHER_KINDS, short, told
from tui.linear.session import Deed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from readers.model import Annotations, Article, Correction, Document
    from tui.layout.marks import Mark
    from tui.linear.session import Session

_EVERY_KIND = (*KINDS, *OTHER_KINDS)

_FITS = {"holds": "", "needless": ", found so by now without it", "unfit": ", fits this text no longer"}

_Offer = tuple[Deed, str]


class _At(NamedTuple):
    """What is to be set right: in which article, and what was found in it."""

    session: Session
    article: Article
    known: Annotations

    @property
    def document(self) -> Document:
        """The article's text."""
        return self.article.document

    def make(self, correction: Correction) -> Deed:
        """What makes a correction when it is chosen."""
        return Deed(lambda: _make(self.session, self.article, correction))

    def named(self, entity: Entity, at: Place | None = None) -> Named:
        """An entity by one of its mentions, or by that with its whole name."""
        at = at or _fullest(self.document, entity)
        return Named(entity.name, anchor(self.document, at.span, in_title=at.in_title))

    def has_others(self, without: int | None = None) -> bool:
        """Whether there is another name."""
        return any(kind_of(one) and one.id != without for one in self.known.entities)

    def others(self, without: int | None, make: Callable[[Named], Correction]) -> Iterator[_Offer]:
        """An offer for each other name of the article."""
        for one in self.known.entities:
            if kind_of(one) and one.id != without:
                yield self.make(make(self.named(one))), one.name


async def correct(session: Session, _: str) -> None:
    """Set the name or quote chosen last right, or say what the words found last are."""
    marks, article = await session.marks(), session.article
    if article is None or article.annotations is None or marks is None:
        session.say("No article is open.")
        return
    at, chosen = _At(session, article, article.annotations), session.chosen
    if chosen is None:
        session.say("Choose a name or a quote first, by its number; of what was missed, find WORDS, and a number.")
    elif isinstance(chosen, Entity):
        _about_name(at, chosen, _fullest(at.document, chosen))
    elif chosen.bits & QUOTE:
        _about_quote(at, chosen.number)
    elif chosen.bits & ENTITY:
        _about_name(at, marks.entities[chosen.number], place_of(session, chosen))
    else:
        _about_words(at, place_of(session, chosen))


def place_of(session: Session, mark: Mark) -> Place:
    """Where a mark of the page is in the document."""
    page, article = session.page, session.article
    if page is None or article is None or mark.end <= len(article.document.title):
        return Place(True, Span(mark.start, mark.end))
    return Place(False, Span(page.to_document(mark.start), page.to_document(mark.end)))


def _fullest(document: Document, entity: Entity) -> Place:
    return max(places(entity), key=lambda one: (wording(document, one) == entity.name, -one.in_title))


def _now() -> datetime:
    return datetime.now(UTC)


def _ask(at: _At, question: str, offers: Iterator[_Offer]) -> None:
    at.session.say(question)
    at.session.number(offers)


def _about_name(at: _At, entity: Entity, place: Place) -> None:
    _ask(at, f"What is wrong with {entity.name}? A number sets it right.", _wrong_with_name(at, entity, place))


def _wrong_with_name(at: _At, entity: Entity, place: Place) -> Iterator[_Offer]:
    """What may be wrong with a name."""
    who, name = at.named(entity, place), entity.name
    here = "GPE" if kind_of(entity) == PLACE else entity.kind
    for _, kind, words in _EVERY_KIND:
        if kind != here:
            yield at.make(WrongKind(who, kind, created=_now())), f"It is {words}"
    if at.has_others(entity.id):
        same = at.others(entity.id, lambda other: SameAs(who, other, created=_now()))
        yield _further(at, f"{name} is the same as:", same), "It is the same as another, listed next"
    words, every = wording(at.document, place), places(entity)
    alike = sum(wording(at.document, one) == words for one in every)
    if alike < len(every):
        yield at.make(NotSame(who, created=_now())), f"{words} is someone else than {name}"
    if alike > 1:
        yield at.make(NotSame(who, alone=True, created=_now())), f"{words} is someone else than {name}, here alone"
        yield at.make(NotAName(who.mention, alone=True, created=_now())), f"{words} is not a name, here alone"
    yield at.make(NotAName(who.mention, created=_now())), f"{words} is not a name"
    text = at.document.title if place.in_title else at.document.text
    for span in longer_or_shorter(text, place.span):
        right = Place(place.in_title, span)
        where = anchor(at.document, span, in_title=place.in_title)
        yield at.make(MissedName(where, entity.kind, who, created=_now())), f"The name is {wording(at.document, right)}"


def _about_quote(at: _At, number: int) -> None:
    quote = at.known.quotes[number]
    where = anchor(at.document, Span(quote.start, quote.end))

    def wrong() -> Iterator[_Offer]:
        yield at.make(NotAQuote(where, created=_now())), "It is not a quote"
        if quote.speaker is not None:
            yield at.make(SaidBy(where, created=_now())), "It was said by nobody who is named here"
        for deed, name in at.others(quote.speaker, lambda who: SaidBy(where, who, created=_now())):
            yield deed, f"It was said by {name}"

    _ask(at, f"What is wrong with {short(where.exact)}? A number sets it right.", wrong())


def _about_words(at: _At, place: Place) -> None:
    """What some words are that were not found, or not so."""
    text = at.document.title if place.in_title else at.document.text

    def meant() -> Iterator[_Offer]:
        name = name_alone(text, place.span)
        if name is not None:
            here = Place(place.in_title, name)
            where, words = anchor(at.document, name, in_title=place.in_title), wording(at.document, here)
            count = len(foresee(at.document, at.known, here).places)
            times = f", {count} times" if count > 1 else ""
            for _, kind, called in _EVERY_KIND:
                yield at.make(MissedName(where, kind, created=_now())), f"{words} is {called}{times}"
            if at.has_others():
                same = at.others(None, lambda who: MissedName(where, _kind(at, who), who, created=_now()))
                yield _further(at, f"{words} is:", same), f"{words} is another name for somebody, listed next"
        found = None if place.in_title else quoted(text, place.span)
        if found is not None:
            pieces = found[1]
            said = anchor(at.document, Span(pieces[0].start, pieces[-1].end))
            yield at.make(MissedQuote(said, created=_now())), f"{short(said.exact)} is a quote by nobody named here"
            if at.has_others():
                by = at.others(None, lambda who: MissedQuote(said, who, created=_now()))
                yield _further(at, f"{short(said.exact)} was said by:", by), "It is a quote by somebody, listed next"

    _ask(at, f"What is {short(wording(at.document, place))}? A number says it.", meant())


def _kind(at: _At, who: Named) -> str:
    return next(one.kind for one in at.known.entities if one.name == who.name)


def _further(at: _At, question: str, offers: Iterator[_Offer]) -> Deed:
    """What lists more to choose from."""

    async def ask() -> None:
        _ask(at, question, offers)

    return Deed(ask)


async def _make(session: Session, article: Article, correction: Correction) -> None:
    session.have(await session.newsroom.correct(article, correction))
    session.chosen, session.numbered = None, []
    session.undoable.append((told(correction, whole=True), lambda: _take_back(session, article, correction)))
    session.say(f"{told(correction, whole=True)}. undo takes it back.")


async def _take_back(session: Session, article: Article, correction: Correction) -> None:
    without = await session.newsroom.undo_correction(article, correction)
    if session.article is not None and session.article.document == article.document:
        session.have(without)


async def corrections(session: Session, _: str) -> None:
    """List what was set right in the article; a number takes it back."""
    article = await session.annotated()
    if article is None:
        session.say("No article is open.")
        return
    kept = await session.newsroom.corrections_of(article)
    session.say(f"{len(kept)} set right." if kept else "Nothing was set right in this article.")

    def taking_back(correction: Correction) -> Deed:
        async def back() -> None:
            await _take_back(session, article, correction)
            session.numbered = []
            session.say(f"Taken back: {told(correction, whole=True)}.")

        return Deed(back)

    session.number(
        (taking_back(one.correction), told(one.correction, whole=True) + _FITS[one.fit]) for one in reversed(kept)
    )
