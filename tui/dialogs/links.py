"""The links and pictures of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.dialogs.choice import Choice, Line
from tui.layout.pictures import NAMELESS, SIGN
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from readers.model import Document


def links_of(document: Document) -> Choice:
    """The list; gives the address of a link, or the index of a picture."""
    lines = []
    for number, link in enumerate(document.links, start=1):
        words = " ".join(document.text[link.start : link.end].split())
        row = Row(((f"{number:>3} ", "quiet"), (words or link.url, ""), (f"  {link.url}", "quiet")))
        lines.append(Line(row, link.url, f"{number} {words} {link.url}"))

    if document.images:
        lines.append(Line(Row((("Pictures", "group"),))))
    for number, image in enumerate(document.images):
        row = Row(((SIGN, "quiet"), (image.alt or NAMELESS, ""), (f"  {image.url}", "quiet")))
        lines.append(Line(row, number, f"{image.alt or NAMELESS} {image.url}"))

    title = "Links and pictures" if document.images else "Links"
    return Choice(title, lines, empty="this article has no links")
