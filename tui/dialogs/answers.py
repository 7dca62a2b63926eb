"""A question over the screen with a few answers, each given by a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tui.dialogs.choice import Choice, Line
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Sequence


class Answer(NamedTuple):
    """An answer.

    Attributes:
        key: the character that gives it.
        words: what it says.
        value: what the question gives then.
    """

    key: str
    words: str
    value: Any


class Answers(Choice):
    """A titled list of answers; gives the value of the one chosen, by its key or as in any list, or ``None``."""

    def __init__(self, title: str, groups: Sequence[tuple[str, Sequence[Answer]]]) -> None:
        """Make the screen.

        Args:
            title: the question.
            groups: answers under their headings; a group without answers is left out.
        """
        lines: list[Line] = []
        for heading, answers in groups:
            if answers:
                lines.append(Line(Row(((heading, "group"),))))
                lines += [Line(Row(((f"  {one.key}  ", "accent"), (one.words, ""))), one.value) for one in answers]
        super().__init__(title, lines, search=False)
        self._answers = {answer.key: answer.value for _, answers in groups for answer in answers}

    def on_key(self, event: Any) -> None:  # noqa: ANN401  (textual.events.Key)
        """Take the answer of a key; any other key is the list's."""
        if event.character in self._answers:
            event.stop()
            event.prevent_default()
            self.give(self._answers[event.character])
