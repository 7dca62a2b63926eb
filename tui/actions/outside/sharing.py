"""Handing quotes on: copied as text, as Markdown or as a citation."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from readers.save.sharing import quotes
from tui.actions.outside.clipboard import copy_text
from tui.dialogs.answers import Answer, Answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from readers.config import QuoteFormat
    from readers.model import Article, Quote
    from readers.save.sharing.cards import CardFormat
    from tui.stage import Stage

_CALLED = {"text": "text", "markdown": "Markdown", "csl": "CSL-JSON", "ris": "RIS", "bibtex": "BibTeX"}
_KEYS = {"text": "t", "markdown": "m", "bibtex": "b", "ris": "r", "csl": "c"}


def at_hand(stage: Stage) -> tuple[Article, Quote] | None:
    """The quote at hand and whose it is; ``None`` if there is none."""
    article, reading = stage.view.article, stage.view.reading
    if article is None or reading is None or reading.quote < 0:
        return None
    return article, reading.marks.said[reading.quote]


def copy(stage: Stage, style: QuoteFormat) -> None:
    """Copy the quote at hand in a form, and say how to have it in another."""
    found = at_hand(stage)
    if found is None:
        _none(stage)
        return
    article, quote = found
    copy_text(stage, quotes.shared(msgspec.structs.replace(article, saved=datetime.now(UTC)), quote, style))
    what = f"as a citation in {_CALLED[style]}" if style in quotes.CITATIONS else f"as {_CALLED[style]}"
    stage.say(f"copied the quote {what} · {stage.keymap.of('share_quote')}: other ways")


def ask(stage: Stage) -> None:
    """Ask in which form the quote at hand is to be copied."""
    if at_hand(stage) is None:
        _none(stage)
        return
    usual, key = stage.settings.quote, stage.keymap.of("copy_quote")

    def chosen(do: Callable[[], None] | None) -> None:
        if do is not None:
            do()

    def answers(*styles: QuoteFormat) -> list[Answer]:
        told = {style: f"{name}, as {key} does" if style == usual else name for style, name in _CALLED.items()}
        return [Answer(_KEYS[style], told[style], partial(copy, stage, style)) for style in styles]

    def draw(style: CardFormat) -> None:
        stage.work(_draw(stage, style), "card", "drawing the card…", exclusive=False)

    pictures = [
        Answer("s", "SVG, which is sharp at any size", partial(draw, "svg")),
        Answer("p", "PNG", partial(draw, "png")),
    ]
    groups = [
        ("Copy", answers("text", "markdown")),
        ("Copy as a citation for a bibliography", answers("bibtex", "ris", "csl")),
        ("Save as a picture, light or dark as the screen is", pictures),
    ]
    stage.app.push_screen(Answers("The quote, with its speaker and source", groups), chosen)


async def _draw(stage: Stage, style: CardFormat) -> None:
    found = at_hand(stage)
    if found is not None:
        article, quote = found
        number = quotes.number_of(article, quote)
        path = await stage.newsroom.save_card(article, number, style, dark=stage.app.current_theme.dark)
        stage.say(f"saved the quote as a picture: {path}")


def _none(stage: Stage) -> None:
    stage.say(f"no quote at hand: {stage.keymap.of('next_quote')} goes to the next")
