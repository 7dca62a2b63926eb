"""Rules: what each looks for and does, whether it is on, how many entries it has met; and one of them tried out."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.dialogs.choice import Choice, Line
from tui.dialogs.dossier import day, room_for
from tui.layout.told import does
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readers.library.rules.applying import Trial
    from readers.model import Rule

KEYS = {"a": "add", "c": "change", "o": "switch", "z": "undo", "d": "remove", "D": "remove"}
"""What a key of the list gives, together with the rule under the cursor."""
_LEGEND = (
    "a adds a rule, Enter tries one out, o switches it on or off",
    "c changes it, z takes back what it did, d removes it",
)
_NONE = "no rules yet: a adds one"
_TRIED = "o switches it on for what arrives from now on, c changes it; Enter opens an entry"
_TRIED_ON = "it is on: o switches it off, c changes it; Enter opens an entry"


class Wish(NamedTuple):
    """What a key stands for, and the rule it was pressed on; ``None`` if there was none."""

    what: str
    rule: Rule | None


class Rules(Choice):
    """The list; gives a `Wish`."""

    def __init__(self, rules: Sequence[Rule], width: int, at: int = 0) -> None:
        """Make the screen.

        Args:
            rules: all of them, in the order in which they are applied.
            width: of the terminal, in cells.
            at: the number of the rule that the cursor stands on; 0 for the first.
        """
        room = room_for(width)
        listed = [Line(Row(((words, "group"),))) for words in (*_LEGEND, "")]
        listed += [line for one in rules for line in rule_lines(one, room)] or [Line(Row(((_NONE, ""),)))]
        super().__init__("Rules for new entries", listed, search=False)
        self._at = at

    def on_mount(self) -> None:
        """Put the cursor on the rule it was on; the rows are shown by the parent class, whose handler runs as well."""
        self.call_after_refresh(self._point)

    def _point(self) -> None:
        items = self.lines.items
        at = next((n for n, one in enumerate(items) if one.value is not None and one.value.id == self._at), None)
        if at is not None:
            self.lines.point_at(at)

    def on_row_list_chosen(self, event: Any) -> None:  # noqa: ANN401  (RowList.Chosen)
        """Enter or a click tries a rule out."""
        event.stop()
        event.prevent_default()
        self.give(Wish("try", event.item.value))

    def on_key(self, event: Any) -> None:  # noqa: ANN401  (textual.events.Key)
        """Take a key of the list; any other key is that of any list."""
        if event.character in KEYS:
            event.stop()
            event.prevent_default()
            item = self.lines.item
            self.give(Wish(KEYS[event.character], None if item is None else item.value))


class Tried(Choice):
    """What a rule would touch; gives a row, or a `Wish` that is about the rule."""

    def __init__(self, rule: Rule, trial: Trial, width: int) -> None:
        """Make the screen.

        Args:
            rule: the one that is tried.
            trial: what it would touch.
            width: of the terminal, in cells.
        """
        super().__init__(heading(rule, trial.entries), trial_lines(rule, trial, width), search=False)
        self._rule = rule

    def on_key(self, event: Any) -> None:  # noqa: ANN401  (textual.events.Key)
        """Switch or change the rule; any other key is that of any list."""
        if event.character in ("o", "c"):
            event.stop()
            event.prevent_default()
            self.give(Wish({"o": "settle", "c": "change"}[event.character], self._rule))


def rule_lines(rule: Rule, room: int) -> list[Line]:
    """The rows of a rule: whether it is on, its query, what it does, how many it has met, and what is wrong with it.

    Args:
        rule: the one.
        room: characters of a row.
    """
    state = ("on   ", "strong") if rule.enabled else ("off  ", "quiet")
    first, *rest = wrap(" ".join(rule.query.split()), max(10, room - 7)) or [""]
    met = f" · {_entries(rule.touched)} so far" if rule.touched or rule.enabled else ""
    listed = [Line(Row((state, (first, ""))), rule, rule.query)]
    listed += [Line(Row((("     ", ""), (part, ""))), more=True) for part in rest]
    listed += [
        Line(Row((("     ", ""), (part, "quiet"))), more=True)
        for part in wrap(f"{does(rule.action, rule.argument)}{met}", max(10, room - 7))
    ]
    wrong = wrap(rule.problem, max(10, room - 9))
    listed += [
        Line(Row(((f"     {'  ' if number else '! '}", "problem"), (part, ""))), more=True)
        for number, part in enumerate(wrong)
    ]
    return listed


def trial_lines(rule: Rule, trial: Trial, width: int) -> list[Line]:
    """The rows of a trial: the query, and the newest entries that it finds."""
    room = room_for(width)
    listed = [Line(Row(((part, "quiet"),))) for part in wrap(" ".join(rule.query.split()), room)]
    told = _TRIED_ON if rule.enabled else _TRIED
    listed += [Line(Row(((part, "group"),))) for part in (*wrap(told, room), "")]
    for row in trial.rows:
        where = f"{row.outlet}  {day(row.published)}"
        listed.append(Line(Row((("  ", ""), (row.title or row.link, "")), ((where, "quiet"),)), row))
    if not trial.rows:
        listed.append(Line(Row((("  nothing that is here now", "quiet"),))))
    if trial.entries > len(trial.rows):
        listed.append(Line(Row(((f"  … and {trial.entries - len(trial.rows):,} older ones", "quiet"),))))
    return listed


def heading(rule: Rule, entries: int) -> str:
    """What a rule would do, were all that is there to arrive now."""
    return f"Tried out: it {does(rule.action, rule.argument, _entries(entries))}"


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"
