"""The links of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions.article import open_link
from tui.screens.choice import Choice, Line
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen


def show_links(screen: ReaderScreen) -> None:
    """List them; choosing one opens it in the browser."""
    article = screen.view.article
    if article is None:
        return
    lines = []
    for number, link in enumerate(article.document.links, start=1):
        words = " ".join(article.document.text[link.start : link.end].split())
        row = Row(((f"{number:>3} ", "quiet"), (words or link.url, ""), (f"  {link.url}", "quiet")))
        lines.append(Line(row, link.url, f"{number} {words} {link.url}"))

    def chosen(url: str | None) -> None:
        if url is not None:
            open_link(screen, url)

    screen.app.push_screen(Choice("Links", lines, empty="this article has no links"), chosen)
