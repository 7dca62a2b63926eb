"""Several entries at once, and steps from entry to entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from readers.marks.tags import hashed, parse
from readers.model import EntryRow
from tui.actions.listing import mark, replace, show_counts, show_waiting
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.stage import Stage


@dataclass(frozen=True)
class Starred:
    """Stars that were given or taken, and can be taken back.

    Attributes:
        ids: of the entries that had none, or had one, before.
        starred: whether they were given.
    """

    ids: tuple[int, ...]
    starred: bool

    def undo(self, stage: Stage) -> None:
        """Take the stars away again, or give them back."""
        stage.work(_star(stage, self.ids, starred=not self.starred), "mark", "", exclusive=False)
        stage.say("taken back")


@dataclass(frozen=True)
class TaggedAll:
    """Tags of several entries that can be taken back: the entry's number → the tags that it had."""

    before: Mapping[int, tuple[str, ...]]

    def undo(self, stage: Stage) -> None:
        """Put the entries under what they were under before."""
        stage.work(_tag(stage, self.before), "mark", "", exclusive=False)
        stage.say("taken back")


def type_ahead(stage: Stage) -> None:
    """Go to a row by typing some of its words; the list stays as it is."""
    rows = stage.list
    if not isinstance(rows, RowList):
        return
    start = rows.cursor

    def typed(text: str) -> None:
        if not text.strip():
            rows.point_at(start)
        elif not rows.seek(text, start):
            stage.say(f"no row here has “{text}”")

    def done(text: str | None) -> None:
        if text is None:
            rows.point_at(start)

    stage.ask("to the row with", "", typed, done)


def panel_row(stage: Stage) -> None:
    """The same in the panel beside the article."""
    type_ahead(stage)


def select_entries(stage: Stage) -> None:
    """Select entries, from this one on; again, no longer."""
    entries = stage.entries
    if stage.pane != "entries" or entries.entry is None:
        stage.say("entries are selected in the list")
    elif entries.since is not None:
        entries.let_go()
    else:
        entries.select()
        tell(stage)


def tell(stage: Stage) -> None:
    """Say how many entries are selected, and what can be done with them."""
    keys, count = stage.keymap.of, len(stage.entries.chosen)
    if count:
        told = f"{keys('toggle_read')} read · {keys('star')} star · {keys('tag')} tag · {keys('save')} save"
        told += f" · {keys('save_as')} save as"
        stage.say(f"{count} selected · {told} · {keys('escape')} lets go")


def chosen(stage: Stage) -> Sequence[EntryRow]:
    """The entries that are selected, if the reader is in their list; they are let go of with that."""
    if stage.pane != "entries" or stage.entries.since is None:
        return ()
    found = stage.entries.chosen
    stage.entries.let_go()
    return found


def read_all(stage: Stage, rows: Sequence[EntryRow]) -> None:
    """Mark several entries as read or, if all are, as unread."""
    read = not all(row.read for row in rows)
    mark(stage, [row.id for row in rows], read=read)
    stage.say(f"{len(rows)} marked {'read' if read else 'unread'}")


def star_all(stage: Stage, rows: Sequence[EntryRow]) -> None:
    """Star several entries or, if all are, take the stars away."""
    starred = not all(row.starred for row in rows)
    ids = tuple(row.id for row in rows if row.starred is not starred)
    stage.undoable.append(Starred(ids, starred))
    stage.work(_star(stage, ids, starred=starred), "mark", "", exclusive=False)
    stage.say(f"{len(ids)} starred" if starred else f"{len(ids)} stars taken away")


async def _star(stage: Stage, ids: Sequence[int], *, starred: bool) -> None:
    for one in ids:
        await stage.newsroom.star(one, starred)
    replace(stage, ids, starred=starred)
    await show_waiting(stage)


def tag_all(stage: Stage, rows: Sequence[EntryRow]) -> None:
    """Ask what several entries are to be under, besides what each is under already."""

    def answered(text: str | None) -> None:
        if text is not None and parse(text):
            before = {row.id: row.tags for row in rows}
            stage.undoable.append(TaggedAll(before))
            more = parse(text)
            stage.work(_tag(stage, {one: (*tags, *more) for one, tags in before.items()}), "mark", "", exclusive=False)
            stage.say(f"{len(rows)} under {hashed(more)}")

    stage.ask(f"tags to put {len(rows)} entries under", "", None, answered, known=list(stage.feeds.tags))


async def _tag(stage: Stage, tags: Mapping[int, tuple[str, ...]]) -> None:
    for one, wanted in tags.items():
        replace(stage, [one], tags=await stage.newsroom.tag(one, wanted))
    await show_counts(stage)


def mark_above(stage: Stage) -> None:
    """Mark all entries above this one as read."""
    _mark_beside(stage, above=True)


def mark_below(stage: Stage) -> None:
    """Mark all entries below this one as read."""
    _mark_beside(stage, above=False)


def _mark_beside(stage: Stage, *, above: bool) -> None:
    entries = stage.entries
    side = entries.items[: entries.cursor] if above else entries.items[entries.cursor + 1 :]
    ids = [row.id for row in side if isinstance(row, EntryRow) and not row.read]
    if stage.direct or not ids:
        stage.say(f"nothing unread {'above' if above else 'below'}")
        return
    mark(stage, ids, read=True)
    told = f"{len(ids)} {'above' if above else 'below'} marked read"
    stage.say(f"{told} · {stage.keymap.of('undo')} takes it back")


def next_entry(stage: Stage) -> None:
    """The next entry, read or not."""
    _step(stage, 1)


def previous_entry(stage: Stage) -> None:
    """The entry before, read or not."""
    _step(stage, -1)


def _step(stage: Stage, way: int) -> None:
    entries = stage.entries
    at = entries.cursor + way
    while 0 <= at < len(entries.items) and not isinstance(entries.items[at], EntryRow):
        at += way
    if stage.direct or not 0 <= at < len(entries.items):
        stage.say("that was the last one" if way > 0 else "that was the first one")
        return
    entries.point_at(at)
    if stage.pane in {"article", "panel"}:
        entries.choose()
