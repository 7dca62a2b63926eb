"""What can be wrong with a name or a quote that was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.marks.anchors import Place, places, wording
from readers.marks.corrections.edges import longer_or_shorter
from readers.marks.corrections.missed import foresee
from readers.model import MissedName, NotAName, NotAQuote, NotSame, SaidBy, SameAs, Span, WrongKind
from tui.actions.correcting.making import now, show
from tui.dialogs.answers import Answer, Answers
from tui.layout.marks import PLACE, kind_of
from tui.layout.told import CALLED, KINDS, OTHER_KINDS, short

if TYPE_CHECKING:
    from collections.abc import Callable

    from readers.model import Entity, Named
    from tui.actions.correcting.making import At
    from tui.state.reading import Reading


def times(count: int) -> str:
    """How often something stands, to follow other words; nothing if that is once."""
    return f", all {count} times" if count > 2 else ", both times" if count == 2 else ""


# Names


def about_name(at: At, entity: Entity, place: Place) -> list[tuple[str, list[Answer]]]:
    """Questions about a name: what it is, and what the words at hand are."""
    who, name = at.named(entity, place), entity.name

    def kinds(choices: tuple[tuple[str, str, str], ...]) -> list[Answer]:
        here = "GPE" if kind_of(entity) == PLACE else entity.kind
        return [
            Answer(key, words, at.make(WrongKind(who, kind, created=now())))
            for key, kind, words in choices
            if kind != here
        ]

    def ask_kind() -> None:
        show(at.stage, Answers(f"{name} is …", [("What else?", kinds(OTHER_KINDS))]))

    def same(other: Entity) -> Callable[[], None]:
        return at.make(SameAs(who, at.named(other), created=now()))

    is_it = [*kinds(KINDS), Answer("t", "something else …", ask_kind)]
    if len(at.known.entities) > 1:
        ask_same = at.choice(f"{name} is the same as …", same, without=entity.id)
        is_it.append(Answer("s", "the same as …", ask_same))
    called = f", {CALLED[entity.kind]}," if entity.kind in CALLED else ""
    return [(f"{name}{called} is …", is_it), _about_words(at, entity, who, place)]


def _about_words(at: At, entity: Entity, who: Named, place: Place) -> tuple[str, list[Answer]]:
    words = wording(at.document, place)
    every = places(entity)
    alike = [one for one in every if wording(at.document, one) == words]
    several = len(alike) > 1
    answers = []
    if len(alike) < len(every):
        is_other = f"is someone else than {entity.name}{times(len(alike))}"
        answers.append(Answer("d", is_other, at.make(NotSame(who, created=now()))))
    if several:
        correction = NotSame(who, alone=True, created=now())
        answers.append(Answer("D", f"is someone else than {entity.name}, here alone", at.make(correction)))
    answers.append(Answer("n", f"is not a name{times(len(alike))}", at.make(NotAName(who.mention, created=now()))))
    if several:
        correction_here = NotAName(who.mention, alone=True, created=now())
        answers.append(Answer("N", "is not a name, here alone", at.make(correction_here)))
    text = at.document.title if place.in_title else at.document.text
    spans = longer_or_shorter(text, place.span)
    if spans:
        answers.append(Answer("w", "is too short or too long …", lambda: _ask_edges(at, entity, who, place, spans)))
    return f"“{words}” …", answers


def _ask_edges(at: At, entity: Entity, who: Named, place: Place, spans: list[Span], *, alone: bool = False) -> None:
    """Ask where a name begins and ends."""
    answers = []
    most = 1
    for number, span in enumerate(spans, start=1):
        right = Place(place.in_title, span)
        count = len(foresee(at.document, at.known, right).places)
        most = max(most, count)
        correction = MissedName(at.anchored(right), entity.kind, who, alone=alone, created=now())
        said = f"“{wording(at.document, right)}”{'' if alone else times(count)}"
        answers.append(Answer(str(number), said, at.make(correction, right)))
    if most > 1 and not alone:
        answers.append(
            Answer("h", "here alone …", lambda: _ask_edges(at, entity, who, place, spans, alone=True)),
        )
    here = "Here alone the" if alone else "The"
    heading = f"{here} name is … (if it is none of these, select it and press {at.stage.keymap.of('correct')})"
    show(at.stage, Answers(f"“{wording(at.document, place)}” is too short or too long", [(heading, answers)]))


# Quotes


def about_quote(at: At, reading: Reading, number: int) -> tuple[str, list[Answer]]:
    """The question about a quote."""
    quote = reading.marks.said[number]
    where = at.anchored(Place(False, Span(quote.start, quote.end)))
    words = short(where.exact)

    def said_by(speaker: Entity) -> Callable[[], None]:
        return at.make(SaidBy(where, at.named(speaker), created=now()))

    answers = []
    if at.known.entities:
        ask_speaker = at.choice(f"{words} was said by …", said_by, without=quote.speaker)
        answers.append(Answer("b", "was said by …", ask_speaker))
    if quote.speaker is not None:
        answers.append(Answer("u", "was said by nobody who is named here", at.make(SaidBy(where, created=now()))))
    answers.append(Answer("x", "is not a quote", at.make(NotAQuote(where, created=now()))))
    speaker = reading.marks.speaker(number) or "nobody named"
    return f"{words} — {speaker}", answers
