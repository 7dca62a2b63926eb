"""What selected words are that were not found, or not so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.marks.anchors import Place, wording
from readers.marks.corrections.edges import name_alone, quoted
from readers.marks.corrections.missed import foresee
from readers.model import MissedName, MissedQuote, Span
from tui.actions.correcting.known import times
from tui.actions.correcting.making import now, show
from tui.dialogs.answers import Answer, Answers
from tui.layout.marks import kind_of
from tui.layout.told import KINDS, OTHER_KINDS, short

if TYPE_CHECKING:
    from collections.abc import Callable

    from readers.model import Document, Entity
    from tui.actions.correcting.making import At
    from tui.layout.page import Page

_LONGEST_NAME = 12
"""Words; more are not taken for a name."""


def place_of(page: Page, document: Document, start: int, end: int) -> Place | str:
    """Where a stretch of the page is in the document; or, in words, why it is not."""
    if document.title and end <= len(document.title):
        return Place(True, Span(start, end))
    if page.body <= start and end <= page.end:
        return Place(False, Span(start - page.body, end - page.body))
    if start >= page.end:
        return "what was cut from the page is not part of the article: nobody is named or quoted there"
    if end <= page.body and start >= len(document.title):
        return "this line is not part of the article: select words of the headline or of the text"
    return "too much is selected: select words of the headline alone, or of the text alone"


def ask_missed(at: At, place: Place, *, alone: bool = False) -> None:
    """Ask what the words at a place are."""
    groups: list[tuple[str, list[Answer]]] = []
    text = at.document.title if place.in_title else at.document.text
    name = name_alone(text, place.span)
    asked = wording(at.document, place)
    if name is not None and "\n\n" not in text[name.start : name.end]:
        words = wording(at.document, Place(place.in_title, name))
        if words.count(" ") < _LONGEST_NAME:
            asked = words
            groups.append(_about_name(at, place, Place(place.in_title, name), alone=alone))
    found = None if place.in_title else quoted(text, place.span)
    if found is not None and not alone:
        pieces = found[1]
        said = Place(False, Span(pieces[0].start, pieces[-1].end))
        how = "in quotation marks" if found[0] == "direct" else "reported speech"
        groups.append((f"{short(wording(at.document, said))} ({how}) …", _about_quote(at, said)))
    if not groups:
        at.stage.say("no words are selected that could be a name or a quote")
        return
    show(at.stage, Answers(f"{short(asked)}: what is it?", groups))


def _about_name(at: At, place: Place, name: Place, *, alone: bool) -> tuple[str, list[Answer]]:
    foreseen = foresee(at.document, at.known, name)
    owners = [entity for entity in at.known.entities if entity.id in foreseen.owners and kind_of(entity)]
    bare = _as_person(at.document, place) or name

    def kinds(choices: tuple[tuple[str, str, str], ...]) -> list[Answer]:
        answers = []
        for key, kind, words in choices:
            where = bare if kind == "PERSON" else name
            told = words if where == name else f"{words}, “{wording(at.document, where)}”"
            correction = MissedName(at.anchored(where), kind, alone=alone, created=now())
            answers.append(Answer(key, told, at.make(correction, where)))
        return answers

    def same(other: Entity) -> Callable[[], None]:
        where = bare if other.kind == "PERSON" else name
        correction = MissedName(at.anchored(where), other.kind, at.named(other), alone=alone, created=now())
        return at.make(correction, where)

    def ask_kind() -> None:
        show(at.stage, Answers(f"“{wording(at.document, name)}” is …", [("What else?", kinds(OTHER_KINDS))]))

    answers = [*kinds(KINDS), Answer("t", "something else …", ask_kind)]
    answers += [Answer("f", f"{owner.name}, as was found here", same(owner)) for owner in owners[:1]]
    if at.known.entities:
        answers.append(Answer("s", "the same as …", at.choice(f"“{wording(at.document, name)}” is …", same)))
    if len(foreseen.places) > 1 and not alone:
        answers.append(Answer("h", "here alone …", lambda: ask_missed(at, place, alone=True)))
    count = "here alone" if alone else times(len(foreseen.places)).removeprefix(", ")
    instead = f"in place of {' and '.join(f'“{one}”' for one in foreseen.given_up)}" if foreseen.given_up else ""
    told = ", ".join(filter(None, (f"“{wording(at.document, name)}”", count, instead)))
    return f"{told}{',' if count or instead else ''} is …", answers


def _as_person(document: Document, place: Place) -> Place | None:
    """Where a person's name is in some words, without titles."""
    text = document.title if place.in_title else document.text
    span = name_alone(text, place.span, person=True)
    return None if span is None else Place(place.in_title, span)


def _about_quote(at: At, said: Place) -> list[Answer]:
    where = at.anchored(said)

    def said_by(speaker: Entity) -> Callable[[], None]:
        return at.make(MissedQuote(where, at.named(speaker), created=now()), said)

    answers = []
    if at.known.entities:
        answers.append(Answer("b", "was said by …", at.choice(f"{short(where.exact)} was said by …", said_by)))
    nobody = at.make(MissedQuote(where, created=now()), said)
    return [*answers, Answer("u", "was said by nobody who is named here", nobody)]
