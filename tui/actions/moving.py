"""Moving within a pane and between panes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions import remembering
from tui.actions.listing import narrow
from tui.actions.remembering import remember
from tui.widgets.article_view import ArticleView
from tui.widgets.moving import move_rows
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tui.layout.columns import Pane
    from tui.stage import Stage


def down(stage: Stage) -> None:
    """One line or row down."""
    move_rows(stage.list, "down")


def up(stage: Stage) -> None:
    """One line or row up."""
    move_rows(stage.list, "up")


def half_down(stage: Stage) -> None:
    """Half a page down."""
    move_rows(stage.list, "half_down")


def half_up(stage: Stage) -> None:
    """Half a page up."""
    move_rows(stage.list, "half_up")


def page_down(stage: Stage) -> None:
    """A page down."""
    move_rows(stage.list, "page_down")


def page_up(stage: Stage) -> None:
    """A page up."""
    move_rows(stage.list, "page_up")


def top(stage: Stage) -> None:
    """The first line or row."""
    move_rows(stage.list, "top")


def bottom(stage: Stage) -> None:
    """The last line or row."""
    move_rows(stage.list, "bottom")


def enter(stage: Stage) -> None:
    """Choose what the cursor stands on; in the article, the name at hand."""
    pane = stage.list
    if isinstance(pane, RowList):
        pane.choose()
    elif pane.reading is not None and pane.reading.mark is not None:
        stage.run_id("card")


def right(stage: Stage) -> None:
    """Into the pane to the right, opening what is chosen."""
    pane = stage.list
    if isinstance(pane, ArticleView):
        stage.go_to("panel")
    elif stage.pane == "feeds" and stage.feeds.step_in():
        remember(stage)
    elif stage.pane != "panel":
        pane.choose()


def left(stage: Stage) -> None:
    """Back to the pane on the left; in the first, out of the folder."""
    panes = _panes(stage)
    at = panes.index(stage.pane)
    if at:
        stage.go_to(panes[at - 1])
    elif stage.pane == "feeds":
        stage.feeds.step_out()
        remember(stage)


def next_pane(stage: Stage) -> None:
    """To the next pane, from the last to the first."""
    panes = _panes(stage)
    stage.go_to(panes[(panes.index(stage.pane) + 1) % len(panes)])


def previous_pane(stage: Stage) -> None:
    """To the pane before, from the first to the last."""
    panes = _panes(stage)
    stage.go_to(panes[panes.index(stage.pane) - 1])


def escape(stage: Stage) -> None:
    """Let go of what is at hand; with nothing at hand, one pane back, but never out."""
    pane = stage.list
    if stage.zen:
        stage.zen = False
        stage.show_panes()
    elif isinstance(pane, ArticleView) and pane.let_go():
        stage.say("")
    elif stage.pane == "entries" and stage.entries.since is not None:
        stage.entries.let_go()
        stage.say("")
    elif stage.pane == "entries" and stage.listing.wanted:
        narrow(stage, "")
    elif stage.pane == "entries" and stage.listing.left is not None:
        from tui.actions.queries import finding  # noqa: PLC0415  (nothing of it is needed for the first frame)

        finding.leave(stage)
    elif stage.pane == "feeds":
        stage.feeds.narrow("")
    else:
        left(stage)


def set_mark(stage: Stage) -> None:
    """Give this place in the article to a letter, which is pressed next."""
    article, place = stage.view.article, stage.view.place

    def pressed(key: str) -> None:
        if len(key) == 1 and key.isalpha() and article is not None:
            stage.work(remembering.set_mark(stage, article, place, key), "letter", "", exclusive=False)
        else:
            stage.say("no mark was set")

    if article is None:
        stage.say("marks are set in an article")
    else:
        stage.go_to("article")
        stage.take_key("m", pressed)


def to_mark(stage: Stage) -> None:
    """Go to the place of a letter, which is pressed next; once more the same key: back to before the jump."""
    article = stage.view.article

    def pressed(key: str) -> None:
        if key in {"'", "`"}:
            stage.run_id("back_jump")
        elif len(key) == 1 and key.isalpha() and article is not None:
            stage.work(remembering.to_mark(stage, article, key), "letter", "", exclusive=False)
        else:
            stage.say("no mark was named")

    if article is None:
        stage.say("marks are in an article")
    else:
        stage.go_to("article")
        stage.take_key("'", pressed)


def _panes(stage: Stage) -> list[Pane]:
    """The panes there are; without an article there is nothing in two of them, and no way to them but a click."""
    panes: list[Pane] = [] if stage.direct else ["feeds", "entries"]
    if stage.direct or stage.view.article is not None or stage.pane in {"article", "panel"}:
        panes += ["article", "panel"]
    return panes
