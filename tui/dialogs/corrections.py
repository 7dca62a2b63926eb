"""What was set right in an article, newest first: each with how it fits, to go to its words or to take it back."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from tui.dialogs.choice import Choice, Line
from tui.layout.days import day_title
from tui.layout.told import told
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from readers.model import Fit, Kept

_WIDTH, _AROUND = 84, 12
"""Characters in a row at most, and what frame and scroll bar take of the terminal."""

_FITS: dict[Fit, str] = {
    "holds": "",
    "needless": "found so by now, without the correction",
    "unfit": "fits this text no longer: its words are gone, or nothing is found there",
}


class Corrections(Choice):
    """The list; gives a correction to go to, or with the key that takes it back."""

    def __init__(self, kept: Sequence[Kept], now: datetime, width: int, *, empty: str) -> None:
        """Make the screen.

        Args:
            kept: the corrections in force, the oldest first.
            now: the present moment.
            width: of the terminal, in cells.
            empty: what it says when there are none.
        """
        title = f"Set right in this article · {len(kept)}" if kept else "Set right in this article"
        room = max(20, min(_WIDTH, width - _AROUND))
        super().__init__(title, lines(kept, now, room), empty=empty, search=False)

    def on_key(self, event: Any) -> None:  # noqa: ANN401  (textual.events.Key)
        """Take the correction under the cursor back; any other key is the list's."""
        line = self.lines.item
        if event.character == "z" and line is not None and line.value is not None:
            event.stop()
            event.prevent_default()
            self.give(("z", line.value))


def lines(kept: Sequence[Kept], now: datetime, width: int) -> list[Line]:
    """The rows: what was set right and when, and below it how it fits if that must be told.

    Args:
        kept: the corrections in force, the oldest first.
        now: the present moment.
        width: characters that fit in a row.
    """
    listed = [Line(Row((("Enter goes to the words, z takes a correction back", "group"),)))] if kept else []
    for one in reversed(kept):
        when = _when(one.correction.created, now)
        first, *rest = wrap(told(one.correction, whole=True), max(1, width - len(when) - 4)) or [""]
        sign, look = ("! ", "problem") if one.fit == "unfit" else ("  ", "")
        listed.append(Line(Row(((sign, look), (first, "")), ((when, "quiet"),)), one.correction))
        listed += [Line(Row((("  ", ""), (part, ""))), more=True) for part in rest]
        listed += [
            Line(Row((("  ", ""), (part, "quiet"))), more=True) for part in wrap(_FITS[one.fit], max(1, width - 4))
        ]
    return listed


def _when(created: datetime | None, now: datetime) -> str:
    if created is None:
        return ""
    local = created.astimezone()
    day = day_title(local.date(), now)
    if day not in {"Today", "Yesterday"}:
        day = f"{local.day} {local:%b}{'' if local.year == now.year else f' {local.year}'}"
    return f"{day}, {local:%H:%M}"
