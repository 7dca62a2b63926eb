"""The clipboard of the terminal."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from readers import outside
from readers.errors import CommandError

if TYPE_CHECKING:
    from tui.stage import Stage


def copy_text(stage: Stage, text: str) -> None:
    """Put a text on the clipboard: by OSC 52, and within tmux by tmux itself, which does not pass that on."""
    stage.app.copy_to_clipboard(text)
    if os.environ.get("TMUX"):
        stage.work(_to_tmux(text), "copy", "", exclusive=False)


async def _to_tmux(text: str) -> None:
    try:
        await asyncio.to_thread(outside.output, outside.prepared("tmux load-buffer -w -"), text)
    except CommandError:
        # An older tmux knows no -w.
        await asyncio.to_thread(outside.output, outside.prepared("tmux load-buffer -"), text)
