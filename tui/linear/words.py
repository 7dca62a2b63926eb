"""What there is, in words that can be listened to: the most telling first, no signs, no columns."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from readers.marks.tags import hashed
from tui.layout.marks import UNSURE_BELOW

if TYPE_CHECKING:
    from readers.model import Entity, EntryRow, Note
    from readers.model.people import Saying
    from tui.layout.marks import Mark, Marks
    from tui.layout.page import Page
    from tui.layout.paragraphs import Paragraph
    from tui.layout.tree import Node

_UNITS = ((365 * 86400, "year"), (7 * 86400, "week"), (86400, "day"), (3600, "hour"), (60, "minute"))

_AROUND = 60
"""Characters of context on either side of a name."""

_BEFORE = {
    "heading": "Heading: ",
    "caption": "Caption: ",
    "quote": "Quotation: ",
    "list_item": "Item: ",
    "code": "Code: ",
    "table": "Table: ",
    "problem-told": "Problem: ",
    "picture": "Picture: ",
}


def count(number: int, what: str, more: str = "") -> str:
    """How many there are: ``1 entry``, ``5 entries``."""
    return f"{number} {what if number == 1 else more or what + 's'}"


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago, in words; empty if unknown."""
    if moment is None:
        return ""
    seconds = (now - (moment if moment.tzinfo else moment.replace(tzinfo=UTC))).total_seconds()
    for size, unit in _UNITS:
        if seconds >= size:
            return f"{count(int(seconds // size), unit)} ago"
    return "just now"


def row(entry: EntryRow, now: datetime, others: int) -> str:
    """An entry: headline, outlet, age, how many others tell it, and what it is marked as.

    Args:
        entry: what is told of.
        now: the present moment.
        others: how many more outlets tell the same.
    """
    marks = [word for word, so in (("unread", not entry.read), ("starred", entry.starred)) if so]
    told = [entry.outlet, ago(entry.published, now)]
    told += [f"also in {count(others, 'other outlet')}"] if others else []
    told += [*marks, hashed(entry.tags)]
    return f"{_ended(entry.title or entry.link or 'no headline')} {', '.join(part for part in told if part)}."


def node(feed: Node) -> str:
    """A feed, folder or tag: what it is called, and how much is unread."""
    told = [f"{'folder ' if feed.folder else ''}{feed.title}"]
    told += [count(feed.unread, "unread", "unread")] if feed.unread else []
    told += [count(feed.under, "entry", "entries")] if feed.under and feed.tag else []
    told += ["could not be fetched"] if feed.failing else []
    return ", ".join(told)


def paragraph(page: Page, one: Paragraph) -> str:
    """A paragraph of an article; of what stands for a picture, its name."""
    words = " ".join(page.text[one.start : one.end].split()) or one.first.lstrip("▣★ ").strip()
    if one.kind in {"byline", "kept"}:
        words = words.replace(" · ", ", ")
    return f"{_BEFORE.get(one.kind, '')}{words}"


def name(entity: Entity, quotes: int) -> str:
    """Somebody of an article."""
    times = len(entity.mentions) + len(entity.title_mentions)
    named = "named once" if times == 1 else f"named {times} times"
    said = f", {count(quotes, 'quote')}" if quotes else ""
    return f"{entity.name}, {named}{said}"


def quote(page: Page, marks: Marks, mark: Mark) -> str:
    """A quote behind whoever said it, and how sure that is."""
    said = marks.said[mark.number]
    speaker = marks.speaker(mark.number)
    doubt = " (not sure)" if speaker and said.confidence < UNSURE_BELOW else ""
    words = " ".join(page.text[mark.start : mark.end].split())
    told = f"“{words}”" if said.in_marks else words
    return f"{speaker or 'Nobody named'}{doubt}{', reported' if said.kind == 'indirect' else ''}: {told}"


def context(page: Page, mark: Mark) -> str:
    """A name with the words around it, from its own paragraph."""
    before = page.text[max(0, mark.start - _AROUND) : mark.start].rpartition("\n")[2]
    after = page.text[mark.end : mark.end + _AROUND].partition("\n")[0]
    if len(before) == _AROUND:
        before = before.partition(" ")[2]
    if len(after) == _AROUND:
        after = after.rpartition(" ")[0]
    return " ".join(f"{before}{page.text[mark.start : mark.end]}{after}".split())


def saying(one: Saying, now: datetime) -> str:
    """A quote across articles."""
    return f"{one.speaker}: “{' '.join(one.text.split())}” {one.row.outlet}, {ago(one.row.published, now)}."


def note(one: Note) -> str:
    """What was marked, and what was written to it."""
    about = " ".join(one.anchor.exact.split())
    if not about:
        return f"To the whole article: {one.body}"
    return f"Note to “{about}”: {one.body}" if one.body else f"Highlight: “{about}”"


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."
