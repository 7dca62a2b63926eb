"""Names and quotes: stepping through them, and who is who."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.layout import marks as found
from tui.layout.told import NOT_KNOWN
from tui.widgets.notes_panel import Line
from tui.widgets.people_panel import Item
from tui.widgets.quotes_panel import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.layout.marks import Mark
    from tui.stage import Stage
    from tui.widgets.side_panel import Tab


def next_mention(stage: Stage) -> None:
    """The next mention of anyone."""
    _step(stage, "mentions", forward=True)


def previous_mention(stage: Stage) -> None:
    """The mention before."""
    _step(stage, "mentions", forward=False)


def next_same(stage: Stage) -> None:
    """The next mention of the focused name."""
    _step(stage, "same", forward=True)


def previous_same(stage: Stage) -> None:
    """Its mention before."""
    _step(stage, "same", forward=False)


def next_quote(stage: Stage) -> None:
    """The next quote."""
    _step(stage, "quotes", forward=True)


def previous_quote(stage: Stage) -> None:
    """The quote before."""
    _step(stage, "quotes", forward=False)


def back_jump(stage: Stage) -> None:
    """Back to where the last jump was made from."""
    if not stage.view.go_back():
        stage.say("no jump to go back from")


def show_people(stage: Stage) -> None:
    """The people and organisations of the article."""
    _show(stage, "people")


def show_quotes(stage: Stage) -> None:
    """The quotes of the article, by speaker."""
    _show(stage, "quotes")


def show_places(stage: Stage) -> None:
    """Places and everything else with a name."""
    _show(stage, "places")


def toggle_people(stage: Stage) -> None:
    """Show or hide the marks of people."""
    _toggle(stage, found.PERSON, "people")


def toggle_organisations(stage: Stage) -> None:
    """Show or hide the marks of organisations."""
    _toggle(stage, found.ORGANISATION, "organisations")


def toggle_places(stage: Stage) -> None:
    """Show or hide the marks of places."""
    _toggle(stage, found.PLACE, "places")


def toggle_quotes(stage: Stage) -> None:
    """Show or hide the marks of quotes."""
    _toggle(stage, found.QUOTE, "quotes")


def card(stage: Stage) -> None:
    """The card of the focused name, or of who said the quote at hand."""
    from tui.actions.people import show_card  # noqa: PLC0415  (nothing of it is needed for the first frame)

    reading = stage.view.reading
    if reading is None:
        return
    item = stage.panel.list.item if stage.pane == "panel" else None
    if isinstance(item, Item | Said | Line):
        preview(stage, item)  # The cursor need not have moved to it yet.
    entity = reading.entity
    if reading.quote >= 0:
        speaker = reading.marks.said[reading.quote].speaker
        entity = entity if speaker is None else speaker
    if entity < 0:
        stage.say("no name at hand: choose one first")
        return
    show_card(stage, entity)


def correct(stage: Stage) -> None:
    """Set the name or quote at hand right, or what is selected."""
    from tui.actions.correcting import ask  # noqa: PLC0415  (nothing of it is needed for the first frame)

    ask(stage)


def corrections(stage: Stage) -> None:
    """What was set right in this article."""
    from tui.actions.correcting import kept  # noqa: PLC0415  (nothing of it is needed for the first frame)

    kept.show(stage)


def preview(stage: Stage, item: Item | Said | Line) -> None:
    """The panel's cursor is on a name, a quote or a note: show it strongly in the text."""
    reading = stage.view.reading
    if reading is None:
        return
    if isinstance(item, Line):
        from tui.actions import noting  # noqa: PLC0415  (nothing of it is needed for the first frame)

        noting.preview(stage, item)
        return
    if isinstance(item, Item):
        if item.entity is not None:
            stage.view.focus_entity(item.entity.id)
            stage.say(f"{item.entity.name} · {len(reading.marks.of(item.entity.id))} mentions")
        return
    stage.view.take(_quote(reading.marks.quotes, item.quote), remember=False)


def jump(stage: Stage, item: Item | Said | Line) -> None:
    """A name, a quote or a note was chosen in the panel: go to its first mention, or to it."""
    reading = stage.view.reading
    if reading is None:
        return
    if isinstance(item, Line):
        from tui.actions import noting  # noqa: PLC0415  (nothing of it is needed for the first frame)

        noting.jump(stage, item)
        return
    if isinstance(item, Item):
        mentions = reading.marks.of(item.entity.id) if item.entity else []
        mark = mentions[0] if mentions else None
    else:
        mark = _quote(reading.marks.quotes, item.quote)
    if mark is not None:
        stage.view.take(mark)
        stage.go_to("article")


def _quote(quotes: Sequence[Mark], number: int) -> Mark | None:
    return next((mark for mark in quotes if mark.number == number), None)


def _step(stage: Stage, what: str, *, forward: bool) -> None:
    reading = stage.view.reading
    if reading is None:
        return
    marks = {"mentions": reading.marks.mentions, "quotes": reading.marks.quotes}.get(what)
    if marks is None:
        # Without a focused name, the nearest one is meant, as with the word under the cursor elsewhere.
        marks = reading.marks.of(reading.entity) or reading.marks.mentions
    if not stage.view.step(marks, forward=forward):
        known = stage.view.article is not None and stage.view.article.annotations is not None
        nothing = "nothing quoted here" if what == "quotes" else "nobody named here"
        stage.say(nothing if known else NOT_KNOWN)


def _show(stage: Stage, tab: Tab) -> None:
    stage.panel.tab = tab
    stage.go_to("panel")


def _toggle(stage: Stage, bits: int, name: str) -> None:
    shown = stage.view.toggle(bits)
    stage.say(f"{name} {'marked' if shown else 'not marked'}")
