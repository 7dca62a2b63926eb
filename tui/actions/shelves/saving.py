"""Saving: as asked for, and many articles one after the other, which goes on after a stop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from readers.config import SaveFormat
from readers.errors import QuothError
from tui.actions.shelves.writing import note, ready, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from readers.model import Article, EntryRow
    from readers.save.files import Plan
    from tui.dialogs.saving import Wish
    from tui.stage import Stage

_GROUP = "save many"
_LEFT = "saving"
"""Under which it is remembered what is still to be saved."""


class _Left(msgspec.Struct, frozen=True):
    """An entry that is still to be saved.

    Attributes:
        id: its number in the library.
        format: as what.
        folder: where to; empty for the configured one.
    """

    id: int
    format: SaveFormat
    folder: str = ""


def save_as(stage: Stage) -> None:
    """Ask for format and folder of the article, or of the entries that are selected, and show what will be written."""
    if stage.pane == "entries" and stage.entries.since is not None:
        from tui.actions.shelves import lists  # noqa: PLC0415  (it leads here)

        stage.work(_ask_many(stage, lists.chosen(stage)), "save", "opening…", exclusive=False)
        return
    if (article := ready(stage)) is not None:
        stage.work(_ask(stage, article), "save", "", exclusive=False)


async def _ask(stage: Stage, article: Article) -> None:
    def do(wish: Wish) -> None:
        stage.work(write(stage, article, wish.format, wish.folder), "save", "saving…", exclusive=False)

    await _propose(stage, f"Save “{article.document.title or article.document.url}”", article, do)


async def _ask_many(stage: Stage, rows: Sequence[EntryRow]) -> None:
    first = await stage.newsroom.open(rows[0])
    if first.annotations is None:
        first = await stage.newsroom.annotate(first)

    def do(wish: Wish) -> None:
        save_all(stage, rows, wish.format, str(wish.folder))

    await _propose(stage, f"Save {len(rows)} articles", first, do, many="the first: " if len(rows) > 1 else "")


async def _propose(stage: Stage, title: str, shown: Article, do: Callable[[Wish], None], *, many: str = "") -> None:
    """Ask how something is to be saved, showing the file of an article, and do it."""
    from tui.dialogs.saving import Saving, Wish  # noqa: PLC0415  (nothing of it is needed for the first frame)

    async def plan(wish: Wish) -> Plan:
        return await stage.newsroom.plan_save(shown, wish.format, wish.folder)

    def chosen(wish: Wish | None) -> None:
        if wish is not None:
            do(wish)

    proposed = Wish(stage.save_format, (await stage.newsroom.configuration()).saved)
    stage.app.push_screen(Saving(title, proposed, plan, many=many), chosen)


def save_all(stage: Stage, rows: Sequence[EntryRow], style: SaveFormat | None = None, folder: str = "") -> None:
    """Save the articles of several entries, fetching what is not there yet.

    What is still to be saved is remembered: if the reader is left meanwhile, it goes on with that next time.
    """
    more = [_Left(row.id, style or stage.save_format, folder) for row in rows]
    stage.work(_work_off(stage, more), _GROUP, f"saving {len(more)}…")


def go_on(stage: Stage) -> None:
    """Save what was still to be saved when the reader was left."""
    stage.work(_work_off(stage, ()), _GROUP, "")


async def _work_off(stage: Stage, more: Sequence[_Left]) -> None:
    left = [*_decoded(await stage.newsroom.remembered(_LEFT)), *more]
    left = list({(one.id, one.format, one.folder): one for one in left}.values())
    count, failed = len(left), 0
    if not left:
        return
    await _remember(stage, left)
    while left:
        stage.tell_doing(_GROUP, f"saving {count - len(left) + 1} of {count}…")
        failed += not await _save(stage, left[0])
        left = left[1:]
        if not left:  # before it is forgotten what there was to save: if the reader is left now, this is done next time
            await _finish(stage)
        await _remember(stage, left)
    told = f" · {failed} could not be ({stage.keymap.of('problems')})" if failed else ""
    stage.say(f"saved {count - failed}{told}")


async def _save(stage: Stage, one: _Left) -> bool:
    """Save an entry; gives whether it could be, or has gone from the library. What goes wrong is kept as a problem."""
    rows = await stage.newsroom.rows_again([one.id])
    if not rows:
        return True
    try:
        article = await stage.newsroom.open(rows[0])
        if article.annotations is None:
            article = await stage.newsroom.annotate(article)
        folder = Path(one.folder) if one.folder else None
        saved = await stage.newsroom.save(article, one.format, folder, one_of_many=True)
        note(stage, saved)
    except QuothError as error:
        stage.note_problem(f"{rows[0].title}: {error}")
        return False
    return True


async def _finish(stage: Stage) -> None:
    try:
        for path, copy in await stage.newsroom.finish_saving():
            stage.note_problem(f"what you changed in {path.name} is in {copy.name}")
    except QuothError as error:
        stage.note_problem(str(error))


async def _remember(stage: Stage, left: Sequence[_Left]) -> None:
    await stage.newsroom.remember(_LEFT, msgspec.json.encode(left).decode() if left else "")


def _decoded(remembered: str) -> list[_Left]:
    return msgspec.json.decode(remembered, type=list[_Left]) if remembered else []
