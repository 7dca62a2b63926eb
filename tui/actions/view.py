"""The screen itself: help, palette, problems, leaving."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.worker import WorkerError

from tui.actions.article import keep_place

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

_FINISHED_FIRST = frozenset(("place", "mark", "save"))
"""What must not be broken off by leaving."""


def zen(screen: ReaderScreen) -> None:
    """The article alone, or everything again."""
    if screen.view.article is not None:
        screen.go_to("article")
        screen.zen = not screen.zen
        screen.show_panes()


def palette(screen: ReaderScreen) -> None:
    """Find a command by its name."""
    screen.app.action_command_palette()


def help(screen: ReaderScreen) -> None:  # noqa: A001  (named like its command)
    """All keys."""
    from tui.screens.help import show_help  # noqa: PLC0415  (nothing of it is needed for the first frame)

    show_help(screen)


def problems(screen: ReaderScreen) -> None:
    """What went wrong."""
    from tui.screens.problems import show_problems  # noqa: PLC0415  (nothing of it is needed for the first frame)

    show_problems(screen)


def theme(screen: ReaderScreen) -> None:
    """Choose the colours."""
    screen.watch(screen.app, "theme", screen.tell_theme, init=False)  # once, however often it is asked for
    screen.app.action_change_theme()


def back(screen: ReaderScreen) -> None:
    """One pane back; from the first, out."""
    if screen.zen:
        screen.zen = False
        screen.show_panes()
    elif screen.pane == "panel":
        screen.go_to("article")
    elif screen.pane == "article" and not screen.direct:
        screen.go_to("entries")
    elif screen.pane == "entries":
        screen.go_to("feeds")
    else:
        quit(screen)


def quit(screen: ReaderScreen) -> None:  # noqa: A001  (named like its command)
    """Leave the reader, once the place in the article is kept."""
    keep_place(screen)
    screen.work(_leave(screen), "leave", "")


async def _leave(screen: ReaderScreen) -> None:
    for worker in [worker for worker in screen.workers if worker.group in _FINISHED_FIRST]:
        with suppress(WorkerError):  # What went wrong was told already.
            await worker.wait()
    screen.app.exit()
