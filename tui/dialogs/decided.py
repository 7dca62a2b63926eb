"""What the reader decided of names everywhere, newest first: to look at whom it is about, or to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.dialogs.choice import Choice, Line
from tui.dialogs.dossier import day
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readers.model.people import Decision


class Decided(Choice):
    """The list; gives a decision to look at, or with the key that takes it back."""

    def __init__(self, made: Sequence[Decision]) -> None:
        """Make the screen."""
        listed = [Line(Row((("Enter shows who it is, z takes a decision back", "group"),)))] if made else []
        listed += [Line(Row((("  ", ""), (told(one), "")), ((day(one.made), "quiet"),)), one) for one in made]
        super().__init__("Decided of names", listed, empty="nothing: m, p, r and x in a dossier decide", search=False)

    def on_key(self, event: Any) -> None:  # noqa: ANN401  (textual.events.Key)
        """Take the decision under the cursor back; any other key is the list's."""
        line = self.lines.item
        if event.character == "z" and line is not None and line.value is not None:
            event.stop()
            event.prevent_default()
            self.give(("z", line.value))


def told(one: Decision) -> str:
    """A decision in words."""
    other = one.other.name if one.other is not None else ""
    match one.what:
        case "merge":
            return f"{one.who.name} and {other} are one"
        case "split":
            return f"“{one.name}” is another than {one.who.name}" + (" in one article" if one.entry_id else "")
        case "rename":
            return f"{one.who.name} is called {one.name}"
        case "not_a_name":
            return f"{one.who.name} is no name"
