"""From the command to the reader's screen."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from readers.config import load
from readers.errors import SourceError
from tui.desk.desk import Desk
from tui.state import pauses, terminal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def open_reader(config_file: Path | None, sources: Sequence[str] = (), *, linear: bool = False) -> int:
    """Open the reader; gives the exit code.

    Args:
        config_file: where the configuration is; ``None`` for the usual place.
        sources: to open directly, without the feeds.
        linear: in lines, without a screen; also where that is configured, or the terminal cannot be drawn on.

    Raises:
        QuothError: there is no terminal, or the configuration cannot be used; nothing was shown yet.
    """
    config = load(config_file)
    if linear or config.linear or os.environ.get("TERM") == "dumb":
        from tui.linear.loop import run  # noqa: PLC0415  (only where it is wanted)

        given = _take_standard_input() if "-" in sources else b""
        return run(Desk(config, given=given, config_file=config_file), config, list(sources))
    terminal.check(keys="-" not in sources)
    given = _take_standard_input() if "-" in sources else b""
    pauses.wait()
    from tui.app import QuothApp  # noqa: PLC0415  (Textual: not before the configuration is known to be good)
    from tui.state.settings import Settings  # noqa: PLC0415  (the same)

    desk = Desk(config, given=given, config_file=config_file)
    app = QuothApp(desk, list(sources), Settings.of(config))
    desk.refused = lambda error: app.call_later(app.exit, return_code=1, message=f"quoth: {error}")
    app.run()
    if terminal.is_gone():  # all is kept and closed; what still waits for a key must not keep the process
        os._exit(app.return_code or 0)
    return app.return_code or 0


def _take_standard_input() -> bytes:
    """Read standard input to its end, then give the keyboard its place."""
    given = sys.stdin.buffer.read()
    try:
        keyboard = os.open("/dev/tty", os.O_RDONLY)
    except OSError as error:
        raise SourceError("There is no terminal to read keys from. Save the text to a file and open that.") from error
    os.dup2(keyboard, sys.stdin.fileno())
    os.close(keyboard)
    return given
