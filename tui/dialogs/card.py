"""What the article at hand has of a person or organisation: names, quotes, and mentions in context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.dialogs.choice import Line
from tui.dialogs.dossier import heading
from tui.widgets.row_list import Piece, Row

if TYPE_CHECKING:
    from tui.layout.marks import Mark
    from tui.state.reading import Reading

AROUND = 34
"""Characters of context before a mention."""


def lines(reading: Reading, entity: int, around: int = AROUND) -> list[Line]:
    """Names, quotes and mentions in context, each under a heading if there are any.

    Args:
        reading: the article's state.
        entity: whose card it is.
        around: characters of context before a mention.
    """
    marks = reading.marks
    text = reading.page.text
    mentions = marks.of(entity)
    names: dict[str, int] = {}
    for mark in mentions:
        called = " ".join(text[mark.start : mark.end].split())
        names[called] = names.get(called, 0) + 1
    called_here = ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in names.items())
    found = [Line(Row((("Called here  ", "group"), (called_here, ""))))]
    quotes = [mark for mark in marks.quotes if marks.said[mark.number].speaker == entity]
    if quotes:
        found += heading(f"Said here · {len(quotes)}")
        for mark in quotes:
            words = " ".join(text[mark.start : mark.end].split())
            found.append(Line(Row((("  ❝ ", "quoted"), (words, ""))), mark))
    found += heading(f"Named here · {len(mentions)}")
    found += [Line(Row(_context(text, mark, around)), mark) for mark in mentions]
    return found


def _context(text: str, mark: Mark, around: int) -> tuple[Piece, ...]:
    """A mention with the words around it, the mention itself at the same place in each row."""
    before = text[max(0, mark.start - 2 * around) : mark.start].rpartition("\n")[2]
    if len(before) > around:
        before = "…" + before[1 - around :].partition(" ")[2]
    after = text[mark.end : mark.end + 2 * AROUND].split("\n", maxsplit=1)[0]
    return (
        (f"  {before:>{around}}", "quiet"),
        (" ".join(text[mark.start : mark.end].split()), "person"),
        (after, "quiet"),
    )
