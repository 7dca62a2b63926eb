"""The column beside the article: people and organisations, quotes by speaker, places and the rest, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.containers import Vertical
from textual.getters import query_one
from textual.reactive import var

from tui.layout.marks import ORGANISATION, PERSON, PLACE
from tui.widgets.notes_panel import NoteList
from tui.widgets.people_panel import EntityList
from tui.widgets.quotes_panel import QuoteList
from tui.widgets.tabs import TabLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from readers.model import Annotations
    from tui.state.reading import Reading
    from tui.widgets.row_list import RowList

Tab = Literal["people", "quotes", "places", "notes"]

TABS: tuple[tuple[Tab, str], ...] = (
    ("people", "Names"),
    ("quotes", "Quotes"),
    ("places", "Places"),
    ("notes", "Notes"),
)


class SidePanel(Vertical):
    """Four lists, one of them shown."""

    DEFAULT_CSS = """
    SidePanel {
        & > RowList { height: 1fr; background: $surface; }
        background: $surface;
        padding: 1 0 0 0;
    }
    """

    tab: var[Tab] = var("people")

    tabs = query_one(TabLine)
    people = query_one("#people", EntityList)
    quotes = query_one("#quotes", QuoteList)
    places = query_one("#places", EntityList)
    notes = query_one("#notes", NoteList)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._counts = [0, 0, 0]

    def compose(self) -> ComposeResult:
        """The line of tabs and the lists."""
        yield TabLine([title for _, title in TABS])
        yield EntityList((PERSON, ORGANISATION), id="people")
        yield QuoteList(id="quotes")
        yield EntityList((PLACE, 0), id="places")
        yield NoteList(id="notes", empty="nothing noted")

    def on_mount(self) -> None:
        """Show the first tab."""
        self._show_tab(self.tab)

    @property
    def list(self) -> RowList[object]:
        """The list that is shown."""
        return self._lists[self.tab]

    @property
    def _lists(self) -> dict[Tab, RowList[object]]:
        """The lists by their tabs."""
        return {"people": self.people, "quotes": self.quotes, "places": self.places, "notes": self.notes}  # type: ignore[dict-item]

    def show(self, reading: Reading | None, annotations: Annotations | None, waiting: str) -> None:
        """Show what was found in an article.

        Args:
            reading: the article's state; ``None`` without an article.
            annotations: what was found; ``None`` if that is not known yet.
            waiting: what the lists say in that case.
        """
        from readers.annotate.languages.telling import nothing_found  # noqa: PLC0415  (not before the first frame)

        known = annotations is not None
        other = nothing_found(annotations)
        self.people.empty = (other or "nobody named") if known else waiting
        self.quotes.empty = (other or "nothing quoted") if known else waiting
        self.places.empty = (other or "nothing named") if known else waiting
        self.people.show(annotations)
        self.places.show(annotations)
        self.quotes.show(reading.marks if reading and known else None, reading.page.text if reading else "")
        counts = [self.people.count, len(reading.marks.quotes) if reading else 0, self.places.count]
        self._counts = counts if known else [0, 0, 0]
        self.show_notes(reading)

    def show_notes(self, reading: Reading | None) -> None:
        """Show the reader's notes to an article."""
        self.notes.show(reading.notes if reading else None)
        self.tabs.show([title for _, title in TABS], [*self._counts, self.notes.count])

    def select(self, reading: Reading) -> None:
        """Put the cursors on what is at hand in the text."""
        if reading.note:
            self.notes.select(reading.note)
        if reading.quote >= 0:
            self.quotes.select(reading.quote)
        if reading.entity >= 0 and not self.people.select(reading.entity):
            self.places.select(reading.entity)

    def watch_tab(self, tab: Tab) -> None:
        """Show one list and hide the others."""
        if self.is_mounted:
            self._show_tab(tab)

    def _show_tab(self, tab: Tab) -> None:
        for name, row_list in self._lists.items():
            row_list.display = name == tab
        self.tabs.active = [name for name, _ in TABS].index(tab)

    def on_tab_line_chosen(self, event: TabLine.Chosen) -> None:
        """Show the tab that was clicked."""
        event.stop()
        self.tab = TABS[event.index][0]
