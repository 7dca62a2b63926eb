"""The panes of the reader's screen: feeds, entries, the article, and who is in it; which are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, Vertical
from textual.getters import query_one

from tui import actions
from tui.layout.columns import PANES, Pane, feeds_width, panel_width, visible
from tui.screens.working import WorkingScreen
from tui.widgets.article_view import ArticleView
from tui.widgets.entry_list import EntryList
from tui.widgets.feed_tree import FeedTree
from tui.widgets.row_list import RowList
from tui.widgets.rule import Rule
from tui.widgets.side_panel import SidePanel
from tui.widgets.status_line import KeyLine, StatusLine
from tui.widgets.ways import Ways

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from readers.model import EntryRow
    from tui.commands.keys import Keymap
    from tui.screens.asking import Asking

_WHERE: dict[str, tuple[str, ...]] = {
    "feeds": ("list", "anywhere"),
    "entries": ("list", "anywhere"),
    "article": ("article", "anywhere"),
    "panel": ("panel", "article", "anywhere"),
    "notes": ("notes", "panel", "article", "anywhere"),
    "selection": ("selection", "article", "anywhere"),
}


class PanedScreen(WorkingScreen):
    """Three columns over two lines.

    Attributes:
        pane: where the reader is.
        direct: whether articles were opened directly, without feeds.
        zen: whether the reader wants the article alone.
        keymap: the keys in force.
        asking: the line that is asked for, if any.
    """

    pane: Pane
    direct: bool
    zen: bool
    keymap: Keymap
    asking: Asking

    feeds = query_one("#feeds", FeedTree)
    entries = query_one("#entries", EntryList)
    view = query_one("#article", ArticleView)
    panel = query_one("#panel", SidePanel)
    middle = query_one("#middle", Vertical)
    rule = query_one("#rule", Rule)
    ways = query_one(Ways)
    keys = query_one(KeyLine)

    def compose(self) -> ComposeResult:
        """Three columns over two lines."""
        with Horizontal(id="columns"):
            yield FeedTree(id="feeds")
            with Vertical(id="middle"):
                yield EntryList(id="entries")
                yield Rule(id="rule")
                yield ArticleView(id="article")
            yield SidePanel(id="panel")
        yield Ways(id="ways")
        yield StatusLine(id="status")
        yield KeyLine(id="keys")

    # Where the reader is

    @property
    def row(self) -> EntryRow | None:
        """The entry at hand: that of the article while reading, else the one under the cursor."""
        if self.pane in {"article", "panel"} and self.view.article is not None:
            return self.view.article.row
        return self.entries.entry

    @property
    def list(self) -> RowList[Any] | ArticleView:
        """What the moving keys move."""
        panes: dict[Pane, RowList[Any] | ArticleView] = {
            "feeds": self.feeds,
            "entries": self.entries,
            "article": self.view,
            "panel": self.panel.list,
        }
        return panes[self.pane]

    def go_to(self, pane: Pane) -> None:
        """Make a pane the one at hand, showing it if it is not."""
        self.view.hint(on=False)
        if pane != "article":
            self.view.stop_selecting()
        self.pane = pane
        self.zen = self.zen and pane == "article"
        self.show_panes()
        self.list.focus(scroll_visible=False)
        self.tell_place()
        self.show_keys()

    def tell_place(self) -> None:
        """Say what is at hand in the pane at hand."""
        raise NotImplementedError

    @property
    def where(self) -> tuple[str, ...]:
        """The places whose keys are in force, the nearest first."""
        if self.pane == "panel" and self.panel.tab == "notes":
            return _WHERE["notes"]
        return _WHERE["selection" if self.pane == "article" and self.view.selecting else self.pane]

    def show_panes(self) -> None:
        """Show the panes that there is room for."""
        width = self.app.size.width
        shown = visible(width, self.pane, direct=self.direct, zen=self.zen)
        self.feeds.display = "feeds" in shown
        self.feeds.styles.width = feeds_width(width) or "1fr"
        self.panel.display = "panel" in shown
        self.panel.styles.width = panel_width(width) or "1fr"
        self.middle.display = not shown.isdisjoint(("entries", "article"))
        self.entries.display = "entries" in shown
        self.view.display = "article" in shown
        self.rule.display = {"entries", "article"} <= shown
        self.entries.styles.height = "34%" if self.rule.display else "1fr"
        self.keys.display = not self.zen and self.asking.prompt is None

    def on_resize(self) -> None:
        """Show what there is room for now."""
        self.show_panes()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click into a pane makes it the one at hand."""
        if event.widget is not self.focused:
            return  # told late: the focus has gone on
        for node in event.widget.ancestors_with_self:
            if node.id in PANES and node.id != self.pane:
                self.go_to(node.id)

    def show_keys(self) -> None:
        """Show the keys that help here."""
        commands = actions.in_footer(self.where[0])
        self.keys.show(
            [(key, command.footer, command.id) for command in commands if (key := self.keymap.of(command.id))]
        )
