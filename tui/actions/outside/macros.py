"""Macros: several commands on one key."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from readers import outside
from readers.errors import CommandError
from tui.actions.counting import settled
from tui.actions.outside import programs
from tui.commands.keys import steps_of, wrong_steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.stage import Stage


def run(stage: Stage, steps: str, command: Callable[[Stage, str], None]) -> None:
    """Do the steps of a macro, one after the other.

    Args:
        stage: the reader's screen.
        steps: parted by `` ; ``: names of commands, ``run PROGRAM``, ``pipe PROGRAM``.
        command: does a command by its name.
    """
    stage.work(_run(stage, steps, command), "macro", "", exclusive=False)


async def _run(stage: Stage, steps: str, command: Callable[[Stage, str], None]) -> None:
    if wrong := wrong_steps(steps):
        raise CommandError(f"The macro has {wrong[0]}.")
    for step in steps_of(steps):
        word, _, rest = step.partition(" ")
        if word == "run":
            made = outside.prepared(rest, **programs.about(stage))
            if made.on_terminal:
                programs.on_terminal(stage, made)
            else:
                await asyncio.to_thread(outside.start, made)
        elif word == "pipe":
            programs.pipe_to(stage, rest)
        else:
            command(stage, word)
        if not await settled(stage):
            return
