"""The quotes and articles that a command line names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from readers.config import Config
from readers.save.sharing.quotes import parted, quote_of
from tui.desk import Desk

if TYPE_CHECKING:
    from readers.model import Article, Quote


async def named(config: Config, names: Sequence[str]) -> list[tuple[Article, Quote | None]]:
    """The articles and quotes of some names, each as `parted` takes it.

    Raises:
        QuothError: there is no such article or quote.
    """
    desk = Desk(config)
    try:
        return [await _one(desk, *parted(name)) for name in names]
    finally:
        await desk.close()


async def _one(desk: Desk, source: str, number: int) -> tuple[Article, Quote | None]:
    article = await desk.open(source)
    if not number:
        return await desk.as_saved(article), None
    article = await desk.annotate(await desk.as_saved(article))
    return article, quote_of(article, number)
