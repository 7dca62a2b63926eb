"""A number before a key: what it names is done so often, or gone to."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.commands.table import ARTICLE, MOVE, NAMES, NOTES, SELECT
from tui.widgets.moving import move_rows
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.commands.table import Command
    from tui.stage import Stage

_AT_ONCE = frozenset((ARTICLE, NAMES, NOTES, SELECT))
"""Headings of commands that have done all when they return."""

_PLACES = frozenset(("top", "bottom", "enter"))
"""What a number leads to a row by."""

_MOST = 999
"""Times that anything but moving is done at most."""

_AWAITED = ("open", "list", "mark", "save", "outside", "arrange")
"""What a step is waited for before the next one."""


def times(stage: Stage, command: Command, do: Callable[[Stage], None], count: int) -> None:
    """Do a command so many times, or go to the row or line of that number.

    Args:
        stage: the reader's screen.
        command: what is counted.
        do: does it once.
        count: the number, 1 or more.
    """
    if command.group == MOVE:
        pane = stage.list
        if command.id in _PLACES and isinstance(pane, RowList):
            pane.go_to(count)
        else:
            move_rows(pane, command.id, count)
    elif command.group in _AT_ONCE:
        reading = stage.view.reading
        jumps = len(reading.back) if reading is not None else 0
        for _ in range(min(count, _MOST)):
            do(stage)
        if reading is not None:
            del reading.back[jumps + 1 :]  # the way back from one jump is one
    else:
        stage.work(_one_after_the_other(stage, do, min(count, _MOST)), "count", "")


async def _one_after_the_other(stage: Stage, do: Callable[[Stage], None], count: int) -> None:
    for _ in range(count):
        do(stage)
        if not await settled(stage):
            return


async def settled(stage: Stage) -> bool:
    """Wait until what was begun is done, and all that it has told of by messages; gives whether it will ever be."""
    await stage.finish_work(_AWAITED)
    told = asyncio.Event()
    if not stage.call_later(told.set):
        return False
    await told.wait()
    return True
