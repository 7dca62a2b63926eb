"""The reader's screen: feeds, entries, the article, and who is in it."""

from __future__ import annotations

import time
from collections import deque
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from readers.model import EntryRow
from tui import actions
from tui.commands.keys import Keymap, token
from tui.commands.sequence import KeySequence
from tui.commands.table import BY_ID, MOVE, SCREEN
from tui.layout.columns import Pane
from tui.screens.asking import Asking
from tui.screens.paned import PanedScreen
from tui.state.listing import Listing
from tui.state.problems import Problem
from tui.state.refreshing import Refreshing
from tui.state.settings import Settings
from tui.widgets.article_view import ArticleView
from tui.widgets.entry_list import EntryList
from tui.widgets.feed_tree import FeedTree
from tui.widgets.notes_panel import NoteList
from tui.widgets.people_panel import EntityList
from tui.widgets.quotes_panel import QuoteList
from tui.widgets.row_list import RowList
from tui.widgets.status_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.command import Provider
    from textual.geometry import Offset
    from textual.timer import Timer
    from textual.widget import Widget

    from readers.config import Config, SaveFormat
    from readers.model import Article, EntryRow, Rule
    from tui.commands.table import Command
    from tui.newsroom import Newsroom
    from tui.stage import Undoable
    from tui.widgets.side_panel import Tab

_USUAL = Settings()

_PAUSE = 0.8
"""Seconds after which one who hesitates in a sequence of keys is told how it may go on."""

_KEEP_EVERY = 10.0
"""Seconds after which the place in the article is kept, should the terminal go away."""


_STEPS = 50
"""What can be taken back: the oldest step gives way, for each may hold on to an article."""


def _palette() -> type[Provider]:
    from tui.dialogs.palette import Commands  # noqa: PLC0415  (when the palette is opened)

    return Commands


class ReaderScreen(PanedScreen):
    """The one screen; others lie over it for a moment.

    Attributes:
        newsroom: what the news comes from.
        keymap: the keys in force.
        pane: where the reader is.
        direct: whether articles were opened directly, without feeds.
        zen: whether the reader wants the article alone.
        listing: what the list of entries shows.
        undoable: what can be taken back, newest last.
        save_format: what articles are saved as.
        refresh_at_start: whether feeds are fetched when the screen opens.
        glance_at_start: whether the news at a glance lies over the screen then.
        kept: the place in an article that was kept last.
        last_key: when a key was last pressed, on the monotonic clock.
        last_command: what was done last, but for moving and the screen itself; empty for nothing.
        asking: the line that is asked for, if any.
        ask: asks for one.
        opened: which of the sources opened directly is on the screen.
        following: the number of whom a dossier was last shown of; 0 for nobody.
        rules: as they were when they were last looked at; ``None`` before.
    """

    AUTO_FOCUS = ""
    COMMANDS: ClassVar = {_palette}

    class Opened(Message):
        """The text of an article is there."""

        def __init__(self, article: Article, place: int) -> None:
            super().__init__()
            self.article = article
            self.place = place

    class Annotated(Message):
        """What is in the article is known."""

        def __init__(self, article: Article) -> None:
            super().__init__()
            self.article = article

    def __init__(
        self, newsroom: Newsroom, opening: Sequence[str] = (), keymap: Keymap | None = None, settings: Settings = _USUAL
    ) -> None:
        """Make the screen.

        Args:
            newsroom: what the news comes from.
            opening: sources to open directly, without the feeds.
            keymap: the keys in force; the default ones if not given.
            settings: what the reader has settled about it.
        """
        super().__init__()
        self.newsroom = newsroom
        self.opening = list(opening)
        self.keymap = keymap or Keymap()
        self.direct = bool(opening)
        self.zen = False
        self.pane: Pane = "article" if opening else "entries"
        self.problems = [Problem(told, datetime.now(UTC)) for told in self.keymap.problems]
        self.listing = Listing()
        self.refreshing = Refreshing()
        self.undoable: deque[Undoable] = deque(maxlen=_STEPS)
        self.opened = 0
        self.last_key = 0.0
        self.last_command = ""
        self.kept: tuple[Article, int] | None = None
        self.following = 0
        self.rules: Sequence[Rule] | None = None
        self.save_format: SaveFormat = settings.format
        self.refresh_at_start = settings.refresh_at_start
        self.glance_at_start = settings.glance
        self.settings = settings
        self._next_refresh: Timer | None = None
        self._sequence = KeySequence(self.keymap)
        self._taker: Callable[[str], None] | None = None
        self._before_number: tuple[Pane, Tab] = (self.pane, "people")
        self.asking = Asking(self, lambda: self.list, self.show_panes, self._press)
        self.ask = self.asking.ask

    def on_mount(self) -> None:
        """Show the frame; fetch what is in it when the frame has been seen."""
        self.go_to(self.pane)
        self.status.tell(problems=len(self.problems))
        self.view.widest = self.settings.columns
        self.view.empty = "opening…" if self.opening else f"{self.keymap.of('enter')} opens an entry"
        self.set_interval(_KEEP_EVERY, self._keep_place, name="place")
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        if self.opening:
            self.open_source(0)
        else:
            self.work(actions.news.start(self), "list", "")
            from tui.actions import days, elsewhere  # noqa: PLC0415  (not before the first frame)
            from tui.actions.shelves import saving  # noqa: PLC0415  (the same)

            days.watch(self)
            elsewhere.watch(self)
            saving.go_on(self)
            self._wait_for_refresh()

    def _wait_for_refresh(self) -> None:
        """Fetch what is due, again and again, if that is wanted."""
        if self._next_refresh is not None:
            self._next_refresh.stop()
        minutes = 0 if self.opening else self.settings.refresh_minutes
        due = lambda: actions.network.refresh_due(self)  # noqa: E731  (imported when it is time)
        self._next_refresh = self.set_interval(60 * minutes, due, name="refresh") if minutes else None

    def take_over(self, config: Config) -> None:
        """Hold to what was configured from now on, as far as the screen has a say in it."""
        before, self.settings = self.settings, Settings.of(config)
        now = self.settings
        if (before.preset, before.keys, before.macros) != (now.preset, now.keys, now.macros):
            self.keymap = Keymap(now.preset, now.keys, now.macros)
            self._sequence = KeySequence(self.keymap)
            for told in self.keymap.problems:
                self.note_problem(told)
            self.show_keys()
        if before.width != now.width:
            self.view.widest = now.columns
        if before.refresh_minutes != now.refresh_minutes:
            self._wait_for_refresh()
        self.save_format, self.refresh_at_start = now.format, now.refresh_at_start

    def _keep_place(self) -> None:
        actions.article.keep_place(self)
        if self.listing.rows:
            actions.remembering.remember(self)

    def open_source(self, number: int) -> None:
        """Open one of the sources that were given at the start."""
        self.opened = number
        self.work(actions.article.open_source(self, self.opening[number]), "open", "opening…")

    def open_row(self, row: EntryRow) -> None:
        """Open an entry."""
        actions.article.open_row(self, row)

    def tell_place(self) -> None:
        """Say what is at hand in the pane at hand."""
        if self.pane in {"article", "panel"}:
            actions.article.tell(self)
        else:
            actions.listing.tell(self)

    # Keys

    async def on_key(self, event: events.Key) -> None:
        """Run the command of a key, or wait for the rest of its sequence."""
        self.last_key = time.monotonic()
        if self.asking.awaits:
            await self.asking.take(event)
        elif self._press(event):
            event.stop()
            event.prevent_default()

    def _press(self, event: events.Key) -> bool:
        """Do what a key does; gives whether it does anything here."""
        if self.view.hinting:
            actions.article.typed_hint(self, token(event))
            return True
        if self._taker is not None:
            taker, self._taker = self._taker, None
            self.status.tell(pending="", said="")
            with self.telling():
                taker(token(event))
            return True
        keys = self._sequence
        if not keys.number:
            self._before_number = self.pane, self.panel.tab
        self.ways.show(())
        ours, command = keys.press(token(event), self.where)
        if keys.takes_back:
            pane, self.panel.tab = self._before_number
            self.go_to(pane)
        if keys.pending:
            self.set_timer(_PAUSE, partial(self._tell_sequence, keys.pending), name="sequence")
        self.status.tell(pending=keys.begun, said="")
        if command is not None:
            self.run_command(command, keys.count)
        return ours

    def take_key(self, begun: str, pressed: Callable[[str], None]) -> None:
        """Give the next key that is pressed to somebody."""
        self._taker = pressed
        self.status.tell(pending=begun)

    def _tell_sequence(self, begun: tuple[str, ...]) -> None:
        """Say what the keys that were pressed can go on with, if they still wait for that."""
        if self._sequence.pending == begun:
            self.ways.show([(key, title.lower()) for key, title in self.keymap.after(begun, self.where)])

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What is under a cell of the screen, and where in it a selection would begin; in the article, as it says."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        if widget is self.view:
            offset = self.view.selection_at(x - self.view.content_region.x, y - self.view.content_region.y)
        return widget, offset

    def on_mouse_down(self) -> None:
        """What was just said gives way to what is at hand, as with a key."""
        self.status.tell(said="")

    def run_command(self, command: Command, count: int = 0) -> None:
        """Do what a command does, so many times if a number was typed before it."""
        actions.news.learned(self, command.id)
        if command.group not in {MOVE, SCREEN}:
            self.last_command = command.id
        with self.telling():
            actions.run(self, command, count)

    def run_id(self, command: str) -> None:
        """The same, by the command's name."""
        macro = self.keymap.macros.get(command)
        self.run_command(macro if macro is not None else BY_ID[command])

    async def on_asking_caught_up(self, event: Asking.CaughtUp) -> None:
        """What was typed before the prompt had the focus is in it."""
        await self.asking.caught_up(event.asked)

    def on_key_line_chosen(self, event: KeyLine.Chosen) -> None:
        """A key in the bottom line was clicked."""
        self.view.hint(on=False)
        actions.run_id(self, event.command)

    # What the panes tell

    def show_article(self, article: Article, place: int) -> None:
        """Show an article's text from a place on, when all that was told before is dealt with."""
        self.post_message(self.Opened(article, place))

    def put_article(self, article: Article, place: int) -> None:
        """Put another text of the article on the screen in its place, whichever pane is at hand."""
        actions.article.put(self, article, place)

    def show_annotated(self, article: Article) -> None:
        """Show what is in an article, now or anew, when all that was told before is dealt with."""
        self.post_message(self.Annotated(article))

    def on_reader_screen_opened(self, event: Opened) -> None:
        """Show an article's text at once; ask who is in it."""
        actions.article.show(self, event.article, event.place)

    def on_reader_screen_annotated(self, event: Annotated) -> None:
        """Mark what was found, if the article is still the one on the screen."""
        actions.article.annotated(self, event.article)

    def on_article_view_moved(self) -> None:
        """Say what is at hand, and put the panel's cursor on it."""
        actions.article.moved(self)

    def on_article_view_opened(self) -> None:
        """A name was clicked twice: show its card."""
        actions.run_id(self, "card")

    def on_article_view_pictured(self, event: ArticleView.Pictured) -> None:
        """The name of a picture was clicked: show it."""
        actions.article.show_picture(self, event.picture)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter or a click in one of the lists."""
        chosen = event.list
        if isinstance(chosen, FeedTree):
            actions.news.choose(self, event.item)
        elif isinstance(chosen, EntryList):
            actions.article.open_row(self, event.item)
        elif isinstance(chosen, EntityList | QuoteList | NoteList):
            actions.names.jump(self, event.item)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """The cursor moved in one of the lists."""
        if isinstance(event.list, EntityList | QuoteList | NoteList):
            actions.names.preview(self, event.item)
        elif isinstance(event.list, EntryList):
            actions.listing.tell(self)
            if self.settings.read_on_hover and isinstance(event.item, EntryRow) and not event.item.read:
                actions.listing.mark(self, [event.item.id], read=True, undoable=False)
            if self.entries.since is not None:
                from tui.actions.shelves import lists  # noqa: PLC0415  (when several are selected)

                lists.tell(self)
            else:
                actions.listing.tell_story(self, event.item)
