"""The news at a glance: who rises, who is new, who is quoted most, what several outlets tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.dialogs.choice import Choice, Line
from tui.dialogs.dossier import day, heading, look, room_for
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readers.model.people import Name, Quoted, Rising, Telling, Today


class Glance(Choice):
    """The page; gives the name, quote or entry that was chosen."""

    def __init__(self, today: Today, width: int) -> None:
        """Make the screen."""
        articles = f"{today.articles:,} article{'' if today.articles == 1 else 's'}"
        super().__init__(
            f"The news since {day(today.since)}, {today.since.astimezone():%H:%M} · {articles}",
            lines(today, width),
            note=today.coverage.told,
            empty="nothing has come since that is known of yet",
            search=False,
        )


def lines(today: Today, width: int) -> list[Line]:
    """The rows of the page; parts that have nothing are left out."""
    room = room_for(width)
    found: list[Line] = []
    for title, rows in (
        ("Rising, against their usual share", [_rising(one) for one in today.rising]),
        ("New", [_named(one) for one in today.new]),
        ("Most in the news", [_named(one) for one in today.most]),
        ("Quoted most, and on what", [row for one in today.quoted for row in _quoted(one, room)]),
        ("Told by several outlets", [_story(one) for one in today.stories]),
    ):
        if rows:
            found += [*(heading(title) if found else heading(title)[1:]), *rows]
    return found


def _rising(one: Rising) -> Line:
    times = f"×{one.times:g} " if one.times else "new, "
    told = f"{times}{one.name.articles} articles, {one.before} in the 30 days before"
    return Line(Row((("  ▲ ", "accent"), (one.name.name, look(one.name.kind))), ((told, "quiet"),)), one.name)


def _named(one: Name) -> Line:
    told = f"{one.articles} article{'' if one.articles == 1 else 's'}"
    return Line(Row((("    ", ""), (one.name, look(one.kind))), ((told, "quiet"),)), one)


def _quoted(one: Quoted, room: int) -> Sequence[Line]:
    times = f"{one.quotes} quote{'' if one.quotes == 1 else 's'}"
    first = Row(
        (("    ", ""), (one.name.name, look(one.name.kind)), (f"  {', '.join(one.words)}", "")), ((times, "quiet"),)
    )
    words = " ".join(one.newest.text.split())
    cut = words if len(words) <= room - 8 else words[: room - 9] + "…"
    return (
        Line(first, one.name),
        Line(Row((("      ❝ ", "quoted"), (cut, "quiet"))), one.newest),
    )


def _story(one: Telling) -> Line:
    return Line(
        Row((("    ", ""), (one.rows[0].title, "")), ((f"{len(one.outlets)} outlets", "quiet"),)),
        one.rows[0],
    )
