"""Saving an article, and telling of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.layout.told import NOT_READ_YET

if TYPE_CHECKING:
    from pathlib import Path

    from readers.config import SaveFormat
    from readers.model import Article
    from readers.save.files import Saved
    from tui.stage import Stage


def ready(stage: Stage) -> Article | None:
    """The article at hand, if it can be saved; says why not, else."""
    article = stage.view.article
    if article is None:
        stage.say("no article to save")
    elif article.annotations is None:
        stage.say(NOT_READ_YET)
    else:
        return article
    return None


async def write(stage: Stage, article: Article, style: SaveFormat | None = None, folder: Path | None = None) -> None:
    """Save an article, as usual or as wished, and say where it is."""
    saved = await stage.newsroom.save(article, style or stage.save_format, folder)
    stage.say(f"saved {saved.path}" + (f" · what you changed there is in {saved.copy.name}" if saved.copy else ""))
    note(stage, saved)


def note(stage: Stage, saved: Saved) -> None:
    """Keep with the problems what could not be had, and where what the reader had changed is now."""
    for told in saved.missing:
        stage.note_problem(told)
    copies = [(saved.path, saved.copy)] if saved.copy else []
    for path, copy in (*copies, *saved.others):
        stage.note_problem(f"what you changed in {path.name} is in {copy.name}")
