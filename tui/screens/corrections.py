"""What was set right in an article, newest first: each with how it fits, to go to its words or to take it back."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from readers.marks.anchors import locate
from tui.actions.correcting.making import mark_at, on_page, take_back
from tui.actions.correcting.told import told, words_of
from tui.layout.days import day_title
from tui.screens.choice import Choice, Line
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from readers.model import Article, Correction, Fit, Kept
    from tui.screens.reader import ReaderScreen

_WIDTH = 84

_FITS: dict[Fit, str] = {
    "holds": "",
    "needless": "found so by now, without the correction",
    "unfit": "fits this text no longer: its words are gone, or nothing is found there",
}


class Corrections(Choice):
    """The list; gives a correction to go to, or with the key that takes it back."""

    def on_key(self, event: Any) -> None:  # noqa: ANN401  (textual.events.Key)
        """Take the correction under the cursor back; any other key is the list's."""
        line = self.lines.item
        if event.character == "z" and line is not None and line.value is not None:
            event.stop()
            event.prevent_default()
            self.give(("z", line.value))


def show_corrections(screen: ReaderScreen) -> None:
    """Show what was set right in the article on the screen."""
    article = screen.view.article
    if article is None:
        screen.say("no article to set anything right in")
    elif article.annotations is None:
        screen.say("names and quotes are not known yet")
    else:
        screen.work(_show(screen, article), "corrections", "")


async def _show(screen: ReaderScreen, article: Article) -> None:
    kept = await screen.newsroom.corrections_of(article)
    width = max(20, min(_WIDTH, screen.size.width - 12))

    def chosen(given: Any) -> None:  # noqa: ANN401  (what a line stands for)
        if isinstance(given, tuple):
            screen.work(_take_back(screen, article, given[1]), "mark", "", exclusive=False)
        elif given is not None:
            _go_to(screen, article, given)

    title = f"Set right in this article · {len(kept)}" if kept else "Set right in this article"
    listed = lines(kept, screen.entries.clock(), width)
    empty = f"nothing: {screen.keymap.of('correct')} sets right what is at hand, or selected"
    screen.app.push_screen(Corrections(title, listed, empty=empty, search=False), chosen)


async def _take_back(screen: ReaderScreen, article: Article, correction: Correction) -> None:
    """Take one back, and show the others again."""
    await take_back(screen, article, correction)
    if await screen.newsroom.corrections_of(article):
        await _show(screen, article)


def lines(kept: Sequence[Kept], now: datetime, width: int) -> list[Line]:
    """The rows: what was set right and when, and below it how it fits if that must be told.

    Args:
        kept: the corrections in force, the oldest first.
        now: the present moment.
        width: characters that fit in a row.
    """
    listed = [Line(Row((("Enter goes to the words, z takes a correction back", "group"),)))] if kept else []
    for one in reversed(kept):
        when = _when(one.correction.created, now)
        first, *rest = wrap(told(one.correction, whole=True), width - len(when) - 4) or [""]
        sign, look = ("! ", "problem") if one.fit == "unfit" else ("  ", "")
        listed.append(Line(Row(((sign, look), (first, "")), ((when, "quiet"),)), one.correction))
        listed += [Line(Row((("  ", ""), (part, ""))), more=True) for part in rest]
        listed += [Line(Row((("  ", ""), (part, "quiet"))), more=True) for part in wrap(_FITS[one.fit], width - 4)]
    return listed


def _when(created: datetime | None, now: datetime) -> str:
    if created is None:
        return ""
    local = created.astimezone()
    day = day_title(local.date(), now)
    if day not in {"Today", "Yesterday"}:
        day = f"{local.day} {local:%b}{'' if local.year == now.year else f' {local.year}'}"
    return f"{day}, {local:%H:%M}"


def _go_to(screen: ReaderScreen, article: Article, correction: Correction) -> None:
    """Go to the words of a correction, if they still stand in the article on the screen."""
    reading, shown = screen.view.reading, screen.view.article
    place = locate(article.document, words_of(correction))
    if reading is None or shown is None or shown.document != article.document:
        return
    if place is None:
        screen.say("its words do not stand in this text any more")
        return
    screen.go_to("article")
    mark = mark_at(screen, article.document, place)
    if mark is not None:
        screen.view.take(mark)
    else:
        screen.view.reveal(on_page(reading.page, place).start)
