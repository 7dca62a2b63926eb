"""What was set right in the article: showing it, going to its words, taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readers.marks.anchors import locate
from tui.actions.correcting.making import mark_at, on_page, take_back
from tui.dialogs.corrections import Corrections
from tui.layout.told import NOT_KNOWN, words_of

if TYPE_CHECKING:
    from readers.model import Article, Correction
    from tui.stage import Stage


def show(stage: Stage) -> None:
    """Show what was set right in the article on the screen."""
    article = stage.view.article
    if article is None:
        stage.say("no article to set anything right in")
    elif article.annotations is None:
        stage.say(NOT_KNOWN)
    else:
        stage.work(_show(stage, article), "corrections", "")


async def _show(stage: Stage, article: Article) -> None:
    kept = await stage.newsroom.corrections_of(article)

    def chosen(given: Any) -> None:  # noqa: ANN401  (what a line stands for)
        if isinstance(given, tuple):
            stage.work(_take_back(stage, article, given[1]), "mark", "", exclusive=False)
        elif given is not None:
            _go_to(stage, article, given)

    empty = f"nothing: {stage.keymap.of('correct')} sets right what is at hand, or selected"
    stage.app.push_screen(Corrections(kept, stage.entries.clock(), stage.size.width, empty=empty), chosen)


async def _take_back(stage: Stage, article: Article, correction: Correction) -> None:
    """Take one back, and show the others again."""
    await take_back(stage, article, correction)
    if await stage.newsroom.corrections_of(article):
        await _show(stage, article)


def _go_to(stage: Stage, article: Article, correction: Correction) -> None:
    """Go to the words of a correction, if they still stand in the article on the screen."""
    reading, shown = stage.view.reading, stage.view.article
    place = locate(article.document, words_of(correction))
    if reading is None or shown is None or shown.document != article.document:
        return
    if place is None:
        stage.say("its words do not stand in this text any more")
        return
    stage.go_to("article")
    mark = mark_at(stage, article.document, place)
    if mark is not None:
        stage.view.take(mark)
    else:
        stage.view.reveal(on_page(reading.page, place).start)
