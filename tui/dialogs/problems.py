"""What went wrong, newest first, and the feeds that could not be fetched, with what can be done about them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from readers.model import Subscription
from tui.commands.keys import token
from tui.commands.sequence import KeySequence
from tui.dialogs.choice import Choice, Line
from tui.widgets.entry_list import age
from tui.widgets.moving import move_rows
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.commands.keys import Keymap
    from tui.stage import Stage

_WIDTH = 84
_OUT = frozenset(("back", "left", "escape", "problems", "help"))
_DONE = frozenset(("refresh", "refresh_all", "remove"))


class Problems(Choice):
    """The list, with the reader's own keys; gives a command's name and the feed to do it with."""

    def __init__(self, lines: Sequence[Line], keymap: Keymap) -> None:
        """Make the screen.

        Args:
            lines: the rows.
            keymap: the keys in force.
        """
        super().__init__("Problems", lines, empty="nothing went wrong", search=False)
        self._keys = KeySequence(keymap)

    def on_key(self, event: Any) -> None:  # noqa: ANN401  (textual.events.Key)
        """Fetch or leave the feed under the cursor, move, or go: whatever keys the reader has for that."""
        ours, command = self._keys.press(token(event), ("list", "anywhere"))
        if not ours:
            return
        event.stop()
        event.prevent_default()
        if command is None:
            return
        line = self.lines.item
        if command.id in _DONE and line is not None and isinstance(line.value, Subscription):
            self.give((command.id, line.value))
        elif command.id in _OUT:
            self.give(None)
        elif command.id in {"enter", "right"}:
            self.lines.choose()
        else:
            move_rows(self.lines, command.id)


def failing_feeds(stage: Stage) -> list[Subscription]:
    """The feeds that could not be fetched."""
    return [feed for feed in stage.feeds.subscriptions if feed.problem]


def lines(stage: Stage) -> list[Line]:
    """A row or more for each problem: those of the reader, then those of feeds."""
    width = max(20, min(_WIDTH, stage.size.width - 12))
    now = datetime.now(UTC)
    failing = failing_feeds(stage)
    known = {feed.id for feed in failing}
    found: list[Line] = []
    for problem in reversed(stage.problems):
        if problem.feed_id not in known:
            first, *more = _wrapped(problem.told, width - 6)
            found += _rows(first, _ago(problem.when, now), more, problem)
    if failing and found:
        found.append(Line(Row((("", ""),))))
    if failing:
        every = f" · {stage.keymap.of('refresh_all')} tries all of them again" if len(failing) > 1 else ""
        heading = "Feeds that could not be fetched" + (
            "" if all(one.failures or one.gone for one in failing) else ", or not whole"
        )
        found.append(Line(Row(((heading, "group"), (every, "quiet")))))
    for feed in failing:
        told = [*_wrapped(feed.problem, width), *_wrapped(_remedy(stage, feed, now), width)]
        found += _rows(feed.feed.called, _ago(feed.checked, now), told, feed)
    return found


def _rows(title: str, when: str, more: Sequence[str], value: object) -> list[Line]:
    words = " ".join((title, *more))
    lines = [Line(Row((("! ", "problem"), (title, "")), ((when, "quiet"),)), value, words)]
    return lines + [Line(Row((("  ", ""), (part, "quiet"))), words=words, more=True) for part in more]


def _remedy(stage: Stage, feed: Subscription, now: datetime) -> str:
    """What can be done about a feed, and what will be done without the reader."""
    keys = stage.keymap.of
    leave = f"{keys('remove')} leaves the feed"
    if feed.gone:
        return leave
    parts = [f"failed {feed.failures} times"] if feed.failures > 1 else []
    if feed.next_check is not None and feed.next_check > now:
        minutes = max(1, round((feed.next_check - now).total_seconds() / 60))
        parts.append(f"next try in {f'{minutes} min' if minutes < 90 else f'{round(minutes / 60)} h'}")
    return " · ".join((*parts, f"{keys('refresh')} tries again", leave))


def _ago(when: datetime | None, now: datetime) -> str:
    told = age(when, now)
    return told if told in {"", "now"} else f"{told} ago"


def _wrapped(text: str, width: int) -> list[str]:
    from textwrap import wrap  # noqa: PLC0415  (only here)

    return wrap(" ".join(text.split()), max(1, width)) or [""]
