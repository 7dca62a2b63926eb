"""Names and quotes: stepping through them, and who is who."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.layout import marks as found
from tui.widgets.notes_panel import Line
from tui.widgets.people_panel import Item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.layout.marks import Mark
    from tui.screens.reader import ReaderScreen
    from tui.widgets.quotes_panel import Said
    from tui.widgets.side_panel import Tab


def next_mention(screen: ReaderScreen) -> None:
    """The next mention of anyone."""
    _step(screen, "mentions", forward=True)


def previous_mention(screen: ReaderScreen) -> None:
    """The mention before."""
    _step(screen, "mentions", forward=False)


def next_same(screen: ReaderScreen) -> None:
    """The next mention of the focused name."""
    _step(screen, "same", forward=True)


def previous_same(screen: ReaderScreen) -> None:
    """Its mention before."""
    _step(screen, "same", forward=False)


def next_quote(screen: ReaderScreen) -> None:
    """The next quote."""
    _step(screen, "quotes", forward=True)


def previous_quote(screen: ReaderScreen) -> None:
    """The quote before."""
    _step(screen, "quotes", forward=False)


def back_jump(screen: ReaderScreen) -> None:
    """Back to where the last jump was made from."""
    if not screen.view.go_back():
        screen.say("no jump to go back from")


def show_people(screen: ReaderScreen) -> None:
    """The people and organisations of the article."""
    _show(screen, "people")


def show_quotes(screen: ReaderScreen) -> None:
    """The quotes of the article, by speaker."""
    _show(screen, "quotes")


def show_places(screen: ReaderScreen) -> None:
    """Places and everything else with a name."""
    _show(screen, "places")


def toggle_people(screen: ReaderScreen) -> None:
    """Show or hide the marks of people."""
    _toggle(screen, found.PERSON, "people")


def toggle_organisations(screen: ReaderScreen) -> None:
    """Show or hide the marks of organisations."""
    _toggle(screen, found.ORGANISATION, "organisations")


def toggle_places(screen: ReaderScreen) -> None:
    """Show or hide the marks of places."""
    _toggle(screen, found.PLACE, "places")


def toggle_quotes(screen: ReaderScreen) -> None:
    """Show or hide the marks of quotes."""
    _toggle(screen, found.QUOTE, "quotes")


def card(screen: ReaderScreen) -> None:
    """The card of the focused name, or of who said the quote at hand."""
    from tui.screens.card import show_card  # noqa: PLC0415  (nothing of it is needed for the first frame)

    reading = screen.view.reading
    if reading is None:
        return
    entity = reading.entity
    if reading.quote >= 0:
        speaker = reading.marks.said[reading.quote].speaker
        entity = entity if speaker is None else speaker
    if entity < 0:
        screen.say("no name at hand: choose one first")
        return
    show_card(screen, entity)


def correct(screen: ReaderScreen) -> None:
    """Set the name or quote at hand right, or what is selected."""
    from tui.actions.correcting import ask  # noqa: PLC0415  (nothing of it is needed for the first frame)

    ask(screen)


def corrections(screen: ReaderScreen) -> None:
    """What was set right in this article."""
    from tui.screens.corrections import show_corrections  # noqa: PLC0415  (nothing of it is needed for the first frame)

    show_corrections(screen)


def preview(screen: ReaderScreen, item: Item | Said | Line) -> None:
    """The panel's cursor is on a name, a quote or a note: show it strongly in the text."""
    reading = screen.view.reading
    if reading is None:
        return
    if isinstance(item, Line):
        from tui.actions import noting  # noqa: PLC0415  (nothing of it is needed for the first frame)

        noting.preview(screen, item)
        return
    if isinstance(item, Item):
        if item.entity is not None:
            screen.view.focus_entity(item.entity.id)
            screen.say(f"{item.entity.name} · {len(reading.marks.of(item.entity.id))} mentions")
        return
    screen.view.take(_quote(reading.marks.quotes, item.quote), remember=False)


def jump(screen: ReaderScreen, item: Item | Said | Line) -> None:
    """A name, a quote or a note was chosen in the panel: go to its first mention, or to it."""
    reading = screen.view.reading
    if reading is None:
        return
    if isinstance(item, Line):
        from tui.actions import noting  # noqa: PLC0415  (nothing of it is needed for the first frame)

        noting.jump(screen, item)
        return
    if isinstance(item, Item):
        mentions = reading.marks.of(item.entity.id) if item.entity else []
        mark = mentions[0] if mentions else None
    else:
        mark = _quote(reading.marks.quotes, item.quote)
    if mark is not None:
        screen.view.take(mark)
        screen.go_to("article")


def _quote(quotes: Sequence[Mark], number: int) -> Mark | None:
    return next((mark for mark in quotes if mark.number == number), None)


def _step(screen: ReaderScreen, what: str, *, forward: bool) -> None:
    reading = screen.view.reading
    if reading is None:
        return
    marks = {"mentions": reading.marks.mentions, "quotes": reading.marks.quotes}.get(what)
    if marks is None:
        # Without a focused name, the nearest one is meant, as with the word under the cursor elsewhere.
        marks = reading.marks.of(reading.entity) or reading.marks.mentions
    if not screen.view.step(marks, forward=forward):
        known = screen.view.article is not None and screen.view.article.annotations is not None
        nothing = "nothing quoted here" if what == "quotes" else "nobody named here"
        screen.say(nothing if known else "names and quotes are not known yet")


def _show(screen: ReaderScreen, tab: Tab) -> None:
    screen.panel.tab = tab
    screen.go_to("panel")


def _toggle(screen: ReaderScreen, bits: int, name: str) -> None:
    shown = screen.view.toggle(bits)
    screen.say(f"{name} {'marked' if shown else 'not marked'}")
