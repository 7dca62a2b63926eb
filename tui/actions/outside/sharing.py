"""Handing quotes on: copied as text, as Markdown or as a citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.save.sharing import quotes
from tui.actions.outside.clipboard import copy_text
from tui.dialogs.answers import Answer, Answers

if TYPE_CHECKING:
    from readers.config import QuoteFormat
    from readers.model import Article, Quote
    from tui.stage import Stage

_CALLED = {"text": "text", "markdown": "Markdown", "csl": "CSL-JSON", "ris": "RIS", "bibtex": "BibTeX"}
_KEYS = {"t": "text", "m": "markdown", "b": "bibtex", "r": "ris", "c": "csl"}


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
    copy_text(stage, quotes.shared(*found, style))
    what = f"as a citation in {_CALLED[style]}" if style in quotes.CITATIONS else f"as {_CALLED[style]}"
    stage.say(f"copied the quote {what} · {stage.keymap.of('share_quote')}: other ways")


def ask(stage: Stage) -> None:
    """Ask in which form the quote at hand is to be copied."""
    if at_hand(stage) is None:
        _none(stage)
        return
    usual, key = stage.settings.quote, stage.keymap.of("copy_quote")

    def chosen(style: QuoteFormat | None) -> None:
        if style is not None:
            copy(stage, style)

    def answers(*styles: str) -> list[Answer]:
        told = {style: f"{name}, as {key} does" if style == usual else name for style, name in _CALLED.items()}
        return [Answer(key, told[style], style) for key, style in _KEYS.items() if style in styles]

    groups = [
        ("Copy", answers("text", "markdown")),
        ("Copy as a citation for a bibliography", answers(*quotes.CITATIONS)),
    ]
    stage.app.push_screen(Answers("The quote, with its speaker and source", groups), chosen)


def _none(stage: Stage) -> None:
    stage.say(f"no quote at hand: {stage.keymap.of('next_quote')} goes to the next")
