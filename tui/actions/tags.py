"""Tags: what the reader puts an entry under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from readers.marks.tags import hashed, parse
from tui.actions.article import moved
from tui.actions.listing import replace, show_counts

if TYPE_CHECKING:
    from readers.model import EntryRow
    from tui.stage import Stage


@dataclass(frozen=True)
class Tagged:
    """A tagging that can be taken back.

    Attributes:
        entry_id: the entry.
        before: the tags that it had.
    """

    entry_id: int
    before: tuple[str, ...]

    def undo(self, stage: Stage) -> None:
        """Put the entry under what it was under before."""
        stage.work(_put(stage, self.entry_id, self.before, None), "mark", "", exclusive=False)


def ask(stage: Stage, row: EntryRow) -> None:
    """Ask what the entry is to be under: this one entry, whoever else tells its story."""

    def answered(text: str | None) -> None:
        stage.say("")
        if text is not None and parse(text) != row.tags:
            stage.work(_put(stage, row.id, parse(text), row.tags), "mark", "", exclusive=False)

    known = list(stage.feeds.tags)
    stage.say(f"tags, parted by spaces · known: {hashed(known)}" if known else "tags, parted by spaces")
    stage.ask("tags of this entry", "".join(f"{tag} " for tag in row.tags), None, answered, edit=True, known=known)


async def _put(stage: Stage, entry_id: int, tags: tuple[str, ...], before: tuple[str, ...] | None) -> None:
    """Tag an entry.

    Args:
        stage: where it is shown.
        entry_id: the entry.
        tags: what it is to be under.
        before: what it was under, to be taken back to; ``None`` if this is taking back.
    """
    tags = await stage.newsroom.tag(entry_id, tags)
    replace(stage, [entry_id], tags=tags)
    article = stage.view.article
    shown = article is not None and article.row is not None and article.row.id == entry_id
    if shown and stage.pane in {"article", "panel"}:
        moved(stage)
    told = hashed(tags) or "no tags"
    if before is None:
        stage.say(f"taken back: {told}")
    else:
        stage.undoable.append(Tagged(entry_id, before))
        stage.say(f"{told} · {stage.keymap.of('undo')} takes it back")
    await show_counts(stage)
