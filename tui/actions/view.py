"""The screen itself: help, palette, problems, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions.article import keep_place
from tui.actions.remembering import remember
from tui.looks import themes

if TYPE_CHECKING:
    from tui.stage import Stage

_FINISHED_FIRST = frozenset(("place", "mark", "save"))
"""What must not be broken off by leaving."""


def zen(stage: Stage) -> None:
    """The article alone, or everything again."""
    if stage.view.article is not None:
        stage.go_to("article")
        stage.zen = not stage.zen
        stage.show_panes()


def palette(stage: Stage) -> None:
    """Find a command by its name."""
    stage.app.action_command_palette()


def help(stage: Stage) -> None:  # noqa: A001  (named like its command)
    """All keys."""
    from tui.dialogs.help import show_help  # noqa: PLC0415  (nothing of it is needed for the first frame)

    show_help(stage)


def problems(stage: Stage) -> None:
    """What went wrong."""
    from tui.actions import problems  # noqa: PLC0415  (nothing of it is needed for the first frame)

    problems.show(stage)


def repeat(stage: Stage) -> None:
    """Do what was done last once more."""
    if stage.last_command:
        stage.run_id(stage.last_command)
    else:
        stage.say("nothing was done yet")


def settings(stage: Stage) -> None:
    """Look at the settings, and change them."""
    from tui.actions import settings  # noqa: PLC0415  (nothing of it is needed for the first frame)

    settings.show(stage)


def keep_theme(stage: Stage, name: str) -> None:
    """Keep the colours that were chosen."""
    from tui.actions import settings  # noqa: PLC0415  (nothing of it is needed for the first frame)

    stage.work(settings.keep_theme(stage, name), "mark", "", exclusive=False)


def theme(stage: Stage) -> None:
    """Choose the colours."""
    from tui.dialogs.colours import Colours  # noqa: PLC0415  (nothing of it is needed for the first frame)

    def chosen(name: str | None) -> None:
        if name is not None:
            keep_theme(stage, name)

    app = stage.app
    ours = [one.name for one in themes.OURS]
    app.push_screen(Colours([*ours, *sorted(set(app.available_themes) - set(ours))], app.theme), chosen)


def back(stage: Stage) -> None:
    """One pane back; from the first, out."""
    if stage.zen:
        stage.zen = False
        stage.show_panes()
    elif stage.pane == "panel":
        stage.go_to("article")
    elif stage.pane == "article" and not stage.direct:
        stage.go_to("entries")
    elif stage.pane == "entries":
        stage.go_to("feeds")
    else:
        quit(stage)


def quit(stage: Stage) -> None:  # noqa: A001  (named like its command)
    """Leave the reader, once the place in the article is kept."""
    keep_place(stage)
    remember(stage)
    stage.work(_leave(stage), "leave", "")


async def _leave(stage: Stage) -> None:
    await stage.finish_work(_FINISHED_FIRST)
    stage.app.exit()
