"""What a command may touch: the reader's screen as commands see it.

The screen knows the commands (`tui.actions`) and what lies over it (`tui.dialogs`); they know this protocol, and never
the screen. Whatever they need of it stands here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence

    from textual.app import App
    from textual.geometry import Size
    from textual.timer import Timer

    from readers.config import Config, SaveFormat
    from readers.model import Article, EntryRow, Rule
    from tui.commands.keys import Keymap
    from tui.layout.columns import Pane
    from tui.newsroom import Newsroom
    from tui.state.listing import Listing
    from tui.state.problems import Problem
    from tui.state.refreshing import Refreshing
    from tui.state.settings import Settings
    from tui.widgets.article_view import ArticleView
    from tui.widgets.entry_list import EntryList
    from tui.widgets.feed_tree import FeedTree
    from tui.widgets.row_list import RowList
    from tui.widgets.side_panel import SidePanel
    from tui.widgets.status_line import StatusLine


class Undoable(Protocol):
    """Something that was done and can be taken back."""

    def undo(self, stage: Stage) -> None:
        """Take it back, and say so. It is in the list no more."""
        ...


class Stage(Protocol):
    """The reader's screen, for those who act on it.

    Attributes:
        newsroom: what the news comes from.
        keymap: the keys in force.
        direct: whether articles were opened directly, without feeds.
        opening: the sources that were.
        opened: which of them is shown.
        zen: whether the reader wants the article alone.
        listing: what the list of entries shows.
        undoable: what can be taken back, the newest last: one list for everything.
        problems: what went wrong, newest last.
        kept: the place in an article that was kept last.
        last_command: what was done last, but for moving and the screen itself; empty for nothing.
        last_key: when a key was last pressed, on the monotonic clock.
        save_format: what articles are saved as.
        settings: what the reader has settled about the screen.
        refreshing: the refresh that runs.
        refresh_at_start: whether feeds are fetched when the screen opens.
        glance_at_start: whether the news at a glance lies over the screen then.
        following: the number of whom a dossier was last shown of; 0 for nobody.
        rules: as they were when they were last looked at; ``None`` before.
    """

    newsroom: Newsroom
    keymap: Keymap
    direct: bool
    opening: list[str]
    opened: int
    zen: bool
    listing: Listing
    undoable: deque[Undoable]
    problems: list[Problem]
    refreshing: Refreshing
    kept: tuple[Article, int] | None
    last_key: float
    last_command: str
    save_format: SaveFormat
    refresh_at_start: bool
    settings: Settings
    glance_at_start: bool
    following: int
    rules: Sequence[Rule] | None

    # The panes, and which of them is at hand

    @property
    def feeds(self) -> FeedTree:
        """The tree of feeds."""
        ...

    @property
    def entries(self) -> EntryList:
        """The list of entries; what it lists is in `listing`."""
        ...

    @property
    def view(self) -> ArticleView:
        """The article."""
        ...

    @property
    def panel(self) -> SidePanel:
        """Who and what is in the article."""
        ...

    @property
    def status(self) -> StatusLine:
        """Where the reader is, and what goes on."""
        ...

    @property
    def pane(self) -> Pane:
        """Which pane is at hand."""
        ...

    @property
    def list(self) -> RowList[Any] | ArticleView:
        """What the moving keys move."""
        ...

    @property
    def row(self) -> EntryRow | None:
        """The entry at hand: that of the article while reading, else the one under the cursor."""
        ...

    def go_to(self, pane: Pane) -> None:
        """Make a pane the one at hand, showing it if it is not."""
        ...

    def show_panes(self) -> None:
        """Show the panes that there is room for."""
        ...

    def show_keys(self) -> None:
        """Show the keys that help here."""
        ...

    # Talking with the reader

    def say(self, message: str) -> None:
        """Tell of something that was done."""
        ...

    def say_wrong(self, message: str) -> None:
        """Tell of something that went wrong without keeping it."""
        ...

    def note_problem(self, message: str, feed_id: int | None = None) -> None:
        """Keep something that went wrong, perhaps with a feed, in the list of problems."""
        ...

    def solved(self, feed_id: int) -> None:
        """Forget what went wrong with a feed."""
        ...

    def note_rule(self, number: int, problem: str) -> None:
        """Keep why a rule cannot do what it is for, once; or forget it, if that is empty."""
        ...

    def ask(
        self,
        what: str,
        value: str,
        changed: Callable[[str], None] | None,
        done: Callable[[str | None], None],
        *,
        edit: bool = False,
        known: Sequence[str] = (),
        complete: Callable[[str], Awaitable[str]] | None = None,
        wrong: Callable[[str], tuple[int, int] | None] | None = None,
    ) -> None:
        """Ask for a line; see `tui.widgets.prompt.Prompt`."""
        ...

    def take_key(self, begun: str, pressed: Callable[[str], None]) -> None:
        """Give the next key that is pressed to somebody.

        Args:
            begun: what is shown meanwhile of what was pressed.
            pressed: told the key, as `tui.commands.keys.token` calls it.
        """
        ...

    # Doing

    def run_id(self, command: str) -> None:
        """Do what a command does, by its name."""
        ...

    def open_row(self, row: EntryRow) -> None:
        """Open an entry."""
        ...

    def open_source(self, number: int) -> None:
        """Open one of the sources that were given at the start."""
        ...

    def show_article(self, article: Article, place: int) -> None:
        """Show an article's text from a place on, when all that was told before is dealt with."""
        ...

    def put_article(self, article: Article, place: int) -> None:
        """Put another text of the article on the screen in its place, whichever pane is at hand."""
        ...

    def show_annotated(self, article: Article) -> None:
        """Show what is in an article, now or anew, when all that was told before is dealt with."""
        ...

    def work(self, task: Coroutine[Any, Any, None], group: str, doing: str, *, exclusive: bool = True) -> None:
        """Run something in the background; another of the same group ends it.

        Args:
            task: what to do.
            group: what it is one of: ``open``, ``annotate``, ``list``, ``refresh``, ``mark`` …
            doing: what the status line says meanwhile.
            exclusive: whether it ends what is going on in its group.
        """
        ...

    def tell_doing(self, group: str, doing: str) -> None:
        """Say how far the work of a group is."""
        ...

    def stop_work(self, group: str) -> None:
        """End what is going on in a group."""
        ...

    async def finish_work(self, groups: Collection[str]) -> None:
        """Wait for what is going on in some groups; what goes wrong there is told as ever."""
        ...

    # The terminal

    @property
    def app(self) -> App[Any]:
        """Shows screens over this one, opens addresses, copies, ends."""
        ...

    @property
    def size(self) -> Size:
        """Of the screen, in cells."""
        ...

    def get_selected_text(self) -> str | None:
        """What is selected anywhere on the screen."""
        ...

    def clear_selection(self) -> None:
        """Select nothing."""
        ...

    def take_over(self, config: Config) -> None:
        """Hold to what was configured from now on, as far as the screen has a say in it."""
        ...

    def call_later(self, callback: Callable[..., Any], *args: Any) -> bool:  # noqa: ANN401  (the callback's)
        """Call something when all that was told before is dealt with; gives whether it will be."""
        ...

    def set_timer(self, delay: float, callback: Callable[[], None] | None = None, *, name: str | None = None) -> Timer:
        """Call something after some seconds."""
        ...
