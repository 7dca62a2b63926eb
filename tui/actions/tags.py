"""Tags: what the reader puts an entry under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from readers.marks.tags import hashed, parse
from tui.state.listing import show_counts

if TYPE_CHECKING:
    from readers.model import EntryRow
    from tui.screens.reader import ReaderScreen


@dataclass(frozen=True)
class Tagged:
    """A tagging that can be taken back.

    Attributes:
        entry_id: the entry.
        before: the tags that it had.
    """

    entry_id: int
    before: tuple[str, ...]

    def undo(self, screen: ReaderScreen) -> None:
        """Put the entry under what it was under before."""
        screen.work(_put(screen, self.entry_id, self.before, None), "mark", "", exclusive=False)


def ask(screen: ReaderScreen, row: EntryRow) -> None:
    """Ask what the entry is to be under: this one entry, whoever else tells its story."""

    def answered(text: str | None) -> None:
        screen.say("")
        if text is not None and parse(text) != row.tags:
            screen.work(_put(screen, row.id, parse(text), row.tags), "mark", "", exclusive=False)

    known = list(screen.feeds.tags)
    screen.say(f"tags, parted by spaces · known: {hashed(known)}" if known else "tags, parted by spaces")
    screen.ask("tags of this entry", "".join(f"{tag} " for tag in row.tags), None, answered, edit=True, known=known)


async def _put(screen: ReaderScreen, entry_id: int, tags: tuple[str, ...], before: tuple[str, ...] | None) -> None:
    """Tag an entry.

    Args:
        screen: where it is shown.
        entry_id: the entry.
        tags: what it is to be under.
        before: what it was under, to be taken back to; ``None`` if this is taking back.
    """
    tags = await screen.newsroom.tag(entry_id, tags)
    screen.listing.replace(screen, [entry_id], tags=tags)
    article = screen.view.article
    if article is not None and article.row is not None and article.row.id == entry_id:
        screen.view.article = msgspec.structs.replace(article, row=msgspec.structs.replace(article.row, tags=tags))
        if screen.pane in {"article", "panel"}:
            screen.on_article_view_moved()
    told = hashed(tags) or "no tags"
    if before is None:
        screen.say(f"taken back: {told}")
    else:
        screen.listing.undo.append(Tagged(entry_id, before))
        screen.say(f"{told} · {screen.keymap.of('undo')} takes it back")
    await show_counts(screen)
