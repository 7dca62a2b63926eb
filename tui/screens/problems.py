"""What went wrong, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.choice import Choice, Line
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

_WIDTH = 84


def show_problems(screen: ReaderScreen) -> None:
    """Show what went wrong; then it counts as looked at."""
    lines: list[Line] = []
    for problem in reversed(screen.problems):
        first, *rest = _wrapped(problem)
        lines.append(Line(Row((("! ", "problem"), (first, ""))), problem, problem))
        lines += [Line(Row((("  ", ""), (more, "")))) for more in rest]
    screen.status.tell(problems=0)
    screen.app.push_screen(Choice("Problems", lines, empty="nothing went wrong", search=False))


def _wrapped(text: str) -> list[str]:
    from textwrap import wrap  # noqa: PLC0415  (only here)

    return wrap(" ".join(text.split()), _WIDTH) or [""]
