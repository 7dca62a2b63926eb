"""The files of an entry: podcasts, films and the like, listed, opened and downloaded."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

from readers.news.downloading import Downloaded
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from readers.model import Enclosure, EntryRow
    from tui.stage import Stage


def show(stage: Stage, opened: Callable[[str], None]) -> None:
    """List the files of the entry at hand.

    Args:
        stage: the reader's screen.
        opened: opens an address.
    """
    row = stage.row
    if row is None:
        stage.say("no entry at hand")
    else:
        stage.work(_show(stage, row, opened), "enclosures", "", exclusive=False)


async def _show(stage: Stage, row: EntryRow, opened: Callable[[str], None]) -> None:
    from tui.dialogs.answers import Answer, Answers  # noqa: PLC0415  (nothing of it is needed for the first frame)
    from tui.dialogs.choice import Choice, Line  # noqa: PLC0415  (likewise)

    files = await stage.newsroom.enclosures(row.id)
    if not files:
        stage.say("its feed attaches no files to this entry")
        return

    def chosen(file: Enclosure | None) -> None:
        if file is None:
            return
        answers = [Answer("o", "open it", "open"), Answer("d", "download it, or go on with that", "download")]

        def answered(what: str | None) -> None:
            if what == "open":
                opened(file.url)
            elif what == "download":
                stage.work(_download(stage, row, file), f"download {file.url}", "downloading…")

        stage.app.push_screen(Answers(_told(file), [("What with it?", answers)]), answered)

    lines = [
        Line(Row(((_told(file), ""), (f"  {file.url}", "quiet"))), file, f"{file.type} {file.url}") for file in files
    ]
    stage.app.push_screen(Choice(f"Files of “{row.title}”", lines), chosen)


def _told(file: Enclosure) -> str:
    name = file.url.partition("?")[0].rpartition("/")[2]
    size = f"{file.length / 1e6:.1f} MB" if file.length else ""
    minutes = f"{file.duration // 60} min" if file.duration >= 60 else ""
    return " · ".join(part for part in (name, file.type, size, minutes) if part)


async def _download(stage: Stage, row: EntryRow, file: Enclosure) -> None:
    async with aclosing(stage.newsroom.download(row, file)) as steps:
        async for step in steps:
            if isinstance(step, Downloaded):
                stage.say(f"downloaded {step.path}")
            else:
                of = f" of {step.of / 1e6:.1f}" if step.of else ""
                stage.tell_doing(f"download {file.url}", f"downloading {step.done / 1e6:.1f}{of} MB")
