"""The dossier of a person, an organisation or a place: what the library knows, to be opened, copied and set right."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

from readers.model.people import Appearance, Dossier, Name, Saying
from tui.dialogs.choice import Choice, Line
from tui.layout.spark import spark
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from tui.dialogs.choice import Note

WIDTH, AROUND = 89, 10
"""Characters in a row at most, and what frame and scroll bar take of the terminal."""
_LINES = 3
"""Rows of one quote."""
_BARS = 45
_LISTED = 8
"""Names, offices and companions that are listed."""
_UNSURE = 0.75

KINDS = {
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
KEYS = {
    "y": "copy",
    "s": "save",
    "m": "merge",
    "p": "split",
    "r": "rename",
    "x": "not_a_name",
    "]": "next",
    "[": "previous",
}
"""What a key gives, together with what is under the cursor."""


class Wish(NamedTuple):
    """What a key stands for, and what was under the cursor when it was pressed."""

    what: str
    value: Any


class DossierScreen(Choice):
    """The dossier; gives what was chosen, or a `Wish`."""

    def __init__(self, title: str, lines: Sequence[Line], note: Note = "") -> None:
        """Make the screen."""
        super().__init__(title, lines, search=False, note=note)

    def on_key(self, event: Any) -> None:  # noqa: ANN401  (textual.events.Key)
        """Take a key of the dossier; any other key is the list's."""
        if event.character in KEYS:
            event.stop()
            event.prevent_default()
            item = self.lines.item
            self.give(Wish(KEYS[event.character], None if item is None else item.value))


def room_for(width: int) -> int:
    """Characters in a row of a dialog on a terminal so wide."""
    return max(20, min(WIDTH, width - AROUND))


def title(dossier: Dossier) -> str:
    """Who it is, and how much is known."""
    kind = KINDS.get(dossier.kind, "")
    if not dossier.articles:
        return f"{dossier.name} · {kind} · in no article of the library"
    quotes = f", {_count(dossier.quotes, 'quote')}" if dossier.quotes else ""
    return f"{dossier.name} · {kind} · {_count(dossier.articles, 'article')}{quotes}"


def lines(dossier: Dossier, width: int, here: Sequence[Line] = ()) -> list[Line]:
    """The rows of a dossier.

    Args:
        dossier: what is known.
        width: of the terminal, in cells.
        here: rows about the article at hand.
    """
    room = room_for(width)
    keys = ["Enter opens, y copies"]
    if dossier.articles:  # of what the library does not know nothing can be decided for all of it
        keys = [
            "Enter opens, y copies, s saves, ] [ next, previous article",
            "m one with another, p part a name, r rename, x no name; ^z takes it back",
        ]
    found = [Line(Row(((part, "group"),))) for words in keys for part in wrap(words, room)]
    found.append(Line(Row((("", ""),))))
    found += [*_facts(dossier, room), *here]
    if dossier.companions:
        found += heading("Appears with")
        found += [
            Line(Row((("  ", ""), (one.name, look(one.kind))), ((_count(one.articles, "article"), "quiet"),)), one)
            for one in dossier.companions[:_LISTED]
        ]
    if dossier.sayings:
        found += heading(f"Said · {dossier.quotes}")
        for one in dossier.sayings:
            found += quote_lines(one, room)
    if dossier.appearances:
        found += heading(f"Articles · {dossier.articles}")
        found += [article_line(one) for one in dossier.appearances]
    if dossier.others:
        found += heading("Others of this name")
        found += [
            Line(Row((("  ", ""), (one.name, look(one.kind))), ((_count(one.articles, "article"), "quiet"),)), one)
            for one in dossier.others[:_LISTED]
        ]
    return found


def _facts(dossier: Dossier, room: int) -> list[Line]:
    told = []
    if dossier.first is not None and dossier.last is not None:
        bars = spark(dossier.days, min(_BARS, room - 30))
        told.append(Line(Row(((f"{bars}  ", "person"), (f"{day(dossier.first)} – {day(dossier.last)}", "quiet")))))
    for label, named in (
        ("Names  ", [(one.name, one.articles) for one in dossier.names[:_LISTED]]),
        ("Told to be  ", [(one.office, one.articles) for one in dossier.offices[:_LISTED]]),
    ):
        if [name for name, _ in named] == [dossier.name]:
            continue  # the title says so
        words = ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in named)
        for number, part in enumerate(wrap(words, room - len(label))):
            told.append(Line(Row(((label if not number else " " * len(label), "group"), (part, ""))), more=number > 0))
    return told


def article_line(one: Appearance) -> Line:
    """A row for an article that names somebody, with a mark if it is not sure that they are meant."""
    doubt = "? " if one.confidence < _UNSURE else "  "
    when = f"{one.row.outlet}  {day(one.row.published)}"
    return Line(Row(((doubt, "problem"), (one.row.title, "")), ((when, "quiet"),)), one.row, one.row.title)


def quote_lines(one: Saying, room: int, *, speaker: bool = False) -> list[Line]:
    """Rows for a quote: its words, and where and when; perhaps by whom.

    Args:
        one: the quote.
        room: characters of a row.
        speaker: whether it is told who said it.
    """
    where = f"{one.row.outlet}  {day(one.row.published)}"
    parts = wrap(" ".join(one.text.split()), max(10, room - 6)) or [""]
    if len(parts) > _LINES:
        parts = [*parts[: _LINES - 1], parts[_LINES - 1] + " …"]
    by = f"{one.speaker} · " if speaker else ""
    words = f"{one.speaker} {one.text} {one.row.outlet} {one.row.title}"
    rows = [Line(Row((("  ❝ ", "quoted"), (parts[0], ""))), one, words)]
    rows += [Line(Row((("    ", ""), (part, ""))), more=True) for part in parts[1:]]
    rows.append(Line(Row((("    ", ""), (f"{by}{one.row.title}", "quiet")), ((where, "quiet"),)), more=True))
    return rows


def names_lines(names: Iterable[Name]) -> list[Line]:
    """Rows for people and organisations to choose from."""
    return [
        Line(
            Row(
                ((one.name, look(one.kind)),),
                ((f"{KINDS.get(one.kind, '')}  {_count(one.articles, 'article')}", "quiet"),),
            ),
            one,
            one.name,
        )
        for one in names
    ]


def heading(words: str) -> list[Line]:
    """An empty row and a heading."""
    return [Line(Row((("", ""),))), Line(Row(((words, "group"),)))]


def look(kind: str) -> str:
    """How names of a kind look."""
    return "person" if kind == "PERSON" else "organisation" if kind == "ORG" else "place"


def day(when: datetime | None) -> str:
    """The day of something, where the reader is."""
    if when is None:
        return ""
    local = when.astimezone()
    return f"{local.day} {local:%b %Y}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number:,} {what}s"
