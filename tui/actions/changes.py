"""Articles that change: fetching the new text while the old one is read, and showing what has changed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from readers.errors import QuothError

if TYPE_CHECKING:
    from readers.model import Article
    from tui.stage import Stage

_PATIENCE = 0.5
"""Seconds between two looks whether the reader has let go of what is selected."""


def show(stage: Stage) -> None:
    """Show what has changed in the article since the version before."""
    article = stage.view.article
    if article is None:
        stage.say("no article is open")
    elif article.row is None:
        stage.say("earlier versions are kept of the entries of feeds alone")
    else:
        stage.work(_show(stage, article), "changes", "comparing…")


async def _show(stage: Stage, article: Article) -> None:
    comparison = await stage.newsroom.changes(article)
    if comparison is None:
        stage.say("it has not changed since it was first fetched")
        return
    from tui.dialogs.changes import changes_of  # noqa: PLC0415  (nothing of it is needed for the first frame)

    def chosen(offset: int | None) -> None:
        shown = stage.view.article
        if offset is not None and shown is not None and shown.document == article.document:
            stage.go_to("article")
            stage.view.visit(offset)

    stage.app.push_screen(changes_of(comparison, stage.entries.clock(), stage.size.width), chosen)


def renew(stage: Stage, article: Article) -> None:
    """Fetch the new text of an article whose old one is shown, which is there meanwhile."""
    stage.work(_renew(stage, article), "renew", "changed by its feed: fetching it again…")


async def _renew(stage: Stage, article: Article) -> None:
    try:
        anew = await stage.newsroom.renew(article)
    except QuothError as error:
        if _is_shown(stage, article):
            stage.say_wrong(f"an old text: its feed has changed it since, and it cannot be had now. {error}")
        return
    await exchange(stage, article, anew)


async def exchange(stage: Stage, article: Article, anew: Article) -> None:
    """Show the new text of an article in place of the old one, the same words at the top, if that is still shown.

    What is selected is not taken out of the reader's hand: the new text waits until it is let go of.
    """
    while _is_shown(stage, article) and (stage.view.selecting or stage.view.selected is not None):
        await asyncio.sleep(_PATIENCE)
    if not _is_shown(stage, article):
        return
    from readers.marks.anchors import moved  # noqa: PLC0415  (nothing of it is needed for the first frame)

    stage.put_article(anew, moved(article.document, anew.document, stage.view.place))
    before = article.row.changed if article.row is not None else None
    if anew.row is not None and anew.row.changed != before:
        stage.say(f"corrected · {stage.keymap.of('changes')} shows what has changed")


def _is_shown(stage: Stage, article: Article) -> bool:
    shown = stage.view.article
    return shown is not None and shown.row is not None and shown.document == article.document
