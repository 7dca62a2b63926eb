"""Moving within a pane and between panes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.actions.remembering import remember
from tui.widgets.article_view import ArticleView
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tui.layout.columns import Pane
    from tui.screens.reader import ReaderScreen


def move_rows(moved: RowList[Any] | ArticleView, command: str) -> None:
    """Move in a list or an article as a command says; one that moves nothing does nothing.

    Args:
        moved: the list, or the article.
        command: its name.
    """
    height = moved.size.height
    # Of a page two lines stay, so that the eye finds its place.
    rows = {"down": 1, "half_down": max(1, height // 2), "page_down": max(1, height - 2)}
    rows |= {"up": -1, "half_up": -rows["half_down"], "page_up": -rows["page_down"]}
    if command in rows:
        moved.move(rows[command])
    elif command in {"top", "bottom"}:
        moved.go(end=command == "bottom")


def down(screen: ReaderScreen) -> None:
    """One line or row down."""
    move_rows(screen.list, "down")


def up(screen: ReaderScreen) -> None:
    """One line or row up."""
    move_rows(screen.list, "up")


def half_down(screen: ReaderScreen) -> None:
    """Half a page down."""
    move_rows(screen.list, "half_down")


def half_up(screen: ReaderScreen) -> None:
    """Half a page up."""
    move_rows(screen.list, "half_up")


def page_down(screen: ReaderScreen) -> None:
    """A page down."""
    move_rows(screen.list, "page_down")


def page_up(screen: ReaderScreen) -> None:
    """A page up."""
    move_rows(screen.list, "page_up")


def top(screen: ReaderScreen) -> None:
    """The first line or row."""
    move_rows(screen.list, "top")


def bottom(screen: ReaderScreen) -> None:
    """The last line or row."""
    move_rows(screen.list, "bottom")


def enter(screen: ReaderScreen) -> None:
    """Choose what the cursor stands on; in the article, the name at hand."""
    pane = screen.list
    if isinstance(pane, RowList):
        pane.choose()
    elif pane.reading is not None and pane.reading.mark is not None:
        screen.run_id("card")


def right(screen: ReaderScreen) -> None:
    """Into the pane to the right, opening what is chosen."""
    pane = screen.list
    if isinstance(pane, ArticleView):
        screen.go_to("panel")
    elif screen.pane == "feeds" and screen.feeds.step_in():
        remember(screen)
    elif screen.pane != "panel":
        pane.choose()


def left(screen: ReaderScreen) -> None:
    """Back to the pane on the left; in the first, out of the folder."""
    panes = _panes(screen)
    at = panes.index(screen.pane)
    if at:
        screen.go_to(panes[at - 1])
    elif screen.pane == "feeds":
        screen.feeds.step_out()
        remember(screen)


def next_pane(screen: ReaderScreen) -> None:
    """To the next pane, from the last to the first."""
    panes = _panes(screen)
    screen.go_to(panes[(panes.index(screen.pane) + 1) % len(panes)])


def previous_pane(screen: ReaderScreen) -> None:
    """To the pane before, from the first to the last."""
    panes = _panes(screen)
    screen.go_to(panes[panes.index(screen.pane) - 1])


def escape(screen: ReaderScreen) -> None:
    """Let go of what is at hand; with nothing at hand, one pane back, but never out."""
    pane = screen.list
    if screen.zen:
        screen.zen = False
        screen.show_panes()
    elif isinstance(pane, ArticleView) and pane.let_go():
        screen.say("")
    elif screen.pane == "entries" and screen.listing.wanted:
        screen.listing.narrow(screen, "")
    elif screen.pane == "feeds":
        screen.feeds.narrow("")
    else:
        left(screen)


def _panes(screen: ReaderScreen) -> list[Pane]:
    """The panes there are; without an article there is nothing in two of them, and no way to them but a click."""
    panes: list[Pane] = [] if screen.direct else ["feeds", "entries"]
    if screen.direct or screen.view.article is not None or screen.pane in {"article", "panel"}:
        panes += ["article", "panel"]
    return panes
