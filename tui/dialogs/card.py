"""The card of a person or organisation: what they are called here, what they said, where else they are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.model import EntryRow
from tui.dialogs.choice import Choice, Line
from tui.layout.marks import Mark
from tui.widgets.row_list import Piece, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.stage import Stage
    from tui.state.reading import Reading

_AROUND = 34
_MOST_ELSEWHERE = 30

_KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group of people",
    "EVENT": "event",
    "LAW": "law",
    "PRODUCT": "product",
    "WORK_OF_ART": "work of art",
    "LANGUAGE": "language",
}


def show_card(stage: Stage, entity: int) -> None:
    """Show the card; choosing a mention or quote goes there, choosing an article opens it."""
    stage.work(_show(stage, entity), "card", "")


async def _show(stage: Stage, entity: int) -> None:
    reading = stage.view.reading
    if reading is None:
        return
    name = reading.marks.entities[entity].name
    elsewhere = await stage.newsroom.naming(name)
    shown = stage.view.article
    here = shown.row.id if shown is not None and shown.row is not None else None
    others = [row for row in elsewhere if row.id != here][:_MOST_ELSEWHERE]

    def chosen(value: Mark | EntryRow | None) -> None:
        if isinstance(value, Mark):
            stage.view.take(value)
            stage.go_to("article")
        elif isinstance(value, EntryRow):
            stage.open_row(value)

    kind = _KINDS.get(reading.marks.entities[entity].kind, "")
    around = min(_AROUND, stage.size.width // 4)
    stage.app.push_screen(Choice(f"{name} · {kind}", lines(reading, entity, others, around), search=False), chosen)


def lines(reading: Reading, entity: int, elsewhere: Sequence[EntryRow], around: int = _AROUND) -> list[Line]:
    """Names, quotes, mentions in context, other articles; each under a heading if there are any.

    Args:
        reading: the article's state.
        entity: whose card it is.
        elsewhere: other articles that name them.
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
        found += _heading(f"Said here · {len(quotes)}")
        for mark in quotes:
            words = " ".join(text[mark.start : mark.end].split())
            found.append(Line(Row((("  ❝ ", "quoted"), (words, ""))), mark))
    found += _heading(f"Named here · {len(mentions)}")
    found += [Line(Row(_context(text, mark, around)), mark) for mark in mentions]
    if elsewhere:
        found += _heading(f"In other articles · {len(elsewhere)}")
        found += [Line(Row((("  ", ""), (row.title, "")), ((row.outlet, "quiet"),)), row) for row in elsewhere]
    return found


def _heading(title: str) -> list[Line]:
    return [Line(Row((("", ""),))), Line(Row(((title, "group"),)))]


def _context(text: str, mark: Mark, around: int) -> tuple[Piece, ...]:
    """A mention with the words around it, the mention itself at the same place in each row."""
    before = text[max(0, mark.start - 2 * around) : mark.start].rpartition("\n")[2]
    if len(before) > around:
        before = "…" + before[1 - around :].partition(" ")[2]
    after = text[mark.end : mark.end + 2 * _AROUND].split("\n", maxsplit=1)[0]
    return (
        (f"  {before:>{around}}", "quiet"),
        (" ".join(text[mark.start : mark.end].split()), "person"),
        (after, "quiet"),
    )
