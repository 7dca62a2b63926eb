"""Searches that are kept as feeds in the tree: made by one key, renamed, removed, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.actions.listing import load, show_counts

if TYPE_CHECKING:
    from readers.model import SmartFeed
    from tui.stage import Stage


@dataclass(frozen=True)
class Made:
    """A search that was kept, and can be kept no more."""

    feed: SmartFeed

    def undo(self, stage: Stage) -> None:
        """Keep it no more."""
        stage.work(_remove(stage, self.feed, f"“{self.feed.name}” is kept no more"), "mark", "", exclusive=False)


@dataclass(frozen=True)
class Removed:
    """A search that is kept no more, and can be kept again."""

    feed: SmartFeed

    def undo(self, stage: Stage) -> None:
        """Keep it again."""
        stage.work(_put_back(stage, self.feed), "mark", "", exclusive=False)


@dataclass(frozen=True)
class Renamed:
    """A kept search that was called otherwise before."""

    feed: SmartFeed

    def undo(self, stage: Stage) -> None:
        """Call it as before."""
        stage.work(_rename(stage, self.feed, self.feed.name), "mark", "", exclusive=False)


def keep_or_rename(stage: Stage) -> None:
    """Keep the search that is on; what is kept already is called otherwise."""
    node = stage.feeds.item if stage.pane == "feeds" else None
    number = node.kept.id if node is not None and node.kept is not None else stage.listing.kept
    kept = next((feed for feed in stage.feeds.searches if feed.id == number), None)
    if kept is not None:
        _ask_name(stage, kept)
    elif stage.listing.sought:
        query = stage.listing.sought

        def named(name: str | None) -> None:
            if name is not None:
                stage.work(_keep(stage, query, name.strip() or query), "mark", "", exclusive=False)

        stage.ask("keep this search as", query, None, named)
    else:
        stage.say(f"no search is on: {stage.keymap.of('search')} in the list begins one")


def _ask_name(stage: Stage, kept: SmartFeed) -> None:
    def named(name: str | None) -> None:
        if name and name.strip() and name.strip() != kept.name:
            stage.undoable.append(Renamed(kept))
            stage.work(_rename(stage, kept, name.strip()), "mark", "", exclusive=False)

    stage.ask(f"call “{kept.name}”", kept.name, None, named, edit=True)


def remove(stage: Stage, kept: SmartFeed) -> None:
    """Keep a search no more; its articles stay."""
    stage.undoable.append(Removed(kept))
    told = f"“{kept.name}” removed · {stage.keymap.of('undo')} brings it back"
    stage.work(_remove(stage, kept, told), "mark", "", exclusive=False)


async def _keep(stage: Stage, query: str, name: str) -> None:
    kept = await stage.newsroom.keep_search(query, name)
    stage.undoable.append(Made(kept))
    await show_counts(stage)
    node = next((one for one in stage.feeds.every if one.kept is not None and one.kept.id == kept.id), None)
    if node is not None and stage.listing.sought == query:
        stage.listing.of(node)
        stage.feeds.point_to(node)
        await load(stage, keep=True)
    stage.say(f"kept as “{kept.name}” · {stage.keymap.of('undo')} takes it back")


async def _remove(stage: Stage, kept: SmartFeed, told: str) -> None:
    await stage.newsroom.remove_search(kept.id)
    if stage.listing.kept == kept.id:
        stage.listing.of(stage.feeds.every[0])
        await load(stage, keep=False)
    await show_counts(stage)
    stage.say(told)


async def _put_back(stage: Stage, kept: SmartFeed) -> None:
    await stage.newsroom.keep_search(kept.query, kept.name, kept.id)
    await show_counts(stage)
    stage.say(f"“{kept.name}” is kept again")


async def _rename(stage: Stage, kept: SmartFeed, name: str) -> None:
    await stage.newsroom.rename_search(kept.id, name)
    if stage.listing.kept == kept.id:
        stage.listing.title = name
    await show_counts(stage)
    stage.say(f"it is called “{name}”")
