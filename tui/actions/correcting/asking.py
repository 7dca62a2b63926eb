"""Which name or quote is meant: what is selected, else what is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.marks.anchors import Place, wording
from readers.marks.corrections.edges import name_alone, quoted
from readers.model import Span
from tui.actions.correcting.known import about_name, about_quote
from tui.actions.correcting.making import At, show, take_last_back
from tui.actions.correcting.missed import ask_missed, place_of
from tui.dialogs.answers import Answer, Answers
from tui.layout import marks as found
from tui.layout.marks import ENTITY, MATCH, NOTED, QUOTE
from tui.layout.told import NOT_KNOWN
from tui.widgets.people_panel import Item
from tui.widgets.quotes_panel import Said

if TYPE_CHECKING:
    from tui.layout.marks import Mark
    from tui.stage import Stage
    from tui.state.reading import Reading


def ask(stage: Stage) -> None:
    """Ask what is wrong with what is selected, or with the name or quote at hand, and set it right."""
    reading, article = stage.view.reading, stage.view.article
    if reading is None or article is None:
        stage.say("no article to set anything right in")
        return
    if article.annotations is None:
        stage.say(NOT_KNOWN)
        return
    at = At(stage, article, article.annotations)
    selected = stage.view.selected if stage.pane == "article" else None
    if selected is not None:
        _ask_selected(at, reading, *selected)
        return
    mark = _at_hand(stage, reading)
    if mark is None:
        stage.say("no name or quote at hand: choose one first, or select words that were missed")
        return
    _ask_known(at, reading, mark)


def _ask_known(at: At, reading: Reading, mark: Mark) -> None:
    """Ask about a name or quote that was found."""
    around = mark if mark.bits & QUOTE else found.at(reading.marks.quotes, mark.start)
    groups = []
    if mark.bits & ENTITY:
        place = _place(reading, mark)
        title = f"“{wording(at.document, place)}”"
        groups += about_name(at, reading.marks.entities[mark.number], place)
    else:
        title = "A quote"
    if around is not None:
        groups.append(about_quote(at, reading, around.number))
    groups.append(
        ("What was set right", [Answer("z", "take the last correction of this article back", take_last_back(at))])
    )
    show(at.stage, Answers(f"{title}: what is wrong?", groups))


def _ask_selected(at: At, reading: Reading, start: int, end: int) -> None:
    """Ask about selected words: about just what was found there, if that is what they are."""
    place = place_of(reading.page, at.document, start, end)
    if isinstance(place, str):
        at.stage.say_wrong(place)
        return
    mark = _found(at, reading, place)
    if mark is None:
        ask_missed(at, place)
        return
    at.stage.clear_selection()
    at.stage.view.take(mark, remember=False)
    _ask_known(at, reading, mark)


def _found(at: At, reading: Reading, place: Place) -> Mark | None:
    """The name or quote that some words are, if it was found just so."""
    text = at.document.title if place.in_title else at.document.text
    shift = 0 if place.in_title else reading.page.body
    name = name_alone(text, place.span)
    said = None if place.in_title else quoted(text, place.span)
    for marks, span in (
        (reading.marks.mentions, name),
        (reading.marks.quotes, Span(said[1][0].start, said[1][-1].end) if said else None),
    ):
        if span is not None:
            for mark in marks:
                if (mark.start - shift, mark.end - shift) == (span.start, span.end):
                    return mark
    return None


def _at_hand(stage: Stage, reading: Reading) -> Mark | None:
    """The mention or quote at hand; in the panel, that of the row under the cursor."""
    marks, mark, entity = reading.marks, reading.mark, reading.entity
    if stage.pane == "panel":
        item = stage.panel.list.item
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
