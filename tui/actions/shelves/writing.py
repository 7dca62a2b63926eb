"""Saving an article, and telling of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from readers.config import SaveFormat
    from readers.model import Article
    from tui.stage import Stage


async def write(stage: Stage, article: Article, style: SaveFormat | None = None, folder: Path | None = None) -> None:
    """Save an article, as usual or as wished, and say where it is."""
    saved = await stage.newsroom.save(article, style or stage.save_format, folder)
    stage.say(f"saved {saved.path}" + (f" · what you changed there is in {saved.copy.name}" if saved.copy else ""))
    for told in saved.missing:
        stage.note_problem(told)
    for path, copy in saved.others:
        stage.note_problem(f"what you changed in {path.name} is in {copy.name}")
