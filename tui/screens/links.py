"""The links and pictures of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions.article import open_link, show_picture
from tui.layout.pictures import NAMELESS, SIGN
from tui.screens.choice import Choice, Line
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen


def show_links(screen: ReaderScreen) -> None:
    """List them; choosing a link opens it in the browser, a picture shows it."""
    article = screen.view.article
    if article is None:
        return
    lines = []
    for number, link in enumerate(article.document.links, start=1):
        words = " ".join(article.document.text[link.start : link.end].split())
        row = Row(((f"{number:>3} ", "quiet"), (words or link.url, ""), (f"  {link.url}", "quiet")))
        lines.append(Line(row, link.url, f"{number} {words} {link.url}"))

    if article.document.images:
        lines.append(Line(Row((("Pictures", "group"),))))
    for number, image in enumerate(article.document.images):
        row = Row(((SIGN, "quiet"), (image.alt or NAMELESS, ""), (f"  {image.url}", "quiet")))
        lines.append(Line(row, number, f"{image.alt or NAMELESS} {image.url}"))

    def chosen(what: str | int | None) -> None:
        if isinstance(what, int):
            show_picture(screen, what)
        elif what is not None:
            open_link(screen, what)

    title = "Links and pictures" if article.document.images else "Links"
    screen.app.push_screen(Choice(title, lines, empty="this article has no links"), chosen)
