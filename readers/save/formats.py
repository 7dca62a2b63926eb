"""The formats that an article is saved in, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from readers.errors import SaveError
from readers.model import Article
from readers.save import ansi, html, markdown, webannotation
from readers.save.books.epub import to_epub
from readers.save.datasets import tables
from readers.save.images.embedded import NONE, Pictures
from readers.save.notebook.linking import USUAL, Links
from readers.save.record.writing import to_record_text
from readers.save.sharing import citations


class Format(NamedTuple):
    """A format that is text.

    Attributes:
        extension: of its files, with the dot.
        render: writes an article in it; Markdown takes `Links` too, and a page `Pictures`.
        encoding: of its files; spreadsheets take UTF-8 for something else if it has no mark at its beginning.
    """

    extension: str
    render: Callable[..., str]
    encoding: str = "utf-8"


class Packed(NamedTuple):
    """A format that is no text.

    Attributes:
        extension: of its files, with the dot.
        pack: writes an article in it, with its pictures.
    """

    extension: str
    pack: Callable[[Article, Pictures], bytes]


FORMATS: dict[str, Format] = {
    "markdown": Format(".md", markdown.to_markdown),
    "json": Format(".json", to_record_text),
    "html": Format(".html", html.to_html),
    "webannotation": Format(".jsonld", webannotation.to_webannotation),
    "csv": Format(".csv", tables.to_csv, "utf-8-sig"),
    "ansi": Format(".ansi", ansi.to_ansi),
    "csl": Format(".csl.json", citations.to_csl),
    "ris": Format(".ris", citations.to_ris),
    "bibtex": Format(".bib", citations.to_bibtex),
}
"""Those that are text, and can be printed."""

PACKED: dict[str, Packed] = {
    "epub": Packed(".epub", to_epub),
}
"""Those that are not."""


def extension_of(name: str) -> str:
    """The extension of a format's files, with the dot.

    Raises:
        SaveError: there is no such format.
    """
    if name not in FORMATS and name not in PACKED:
        raise SaveError(f"There is no format {name!r}. Known are: {', '.join((*FORMATS, *PACKED))}.")
    return FORMATS[name].extension if name in FORMATS else PACKED[name].extension


def written(article: Article, name: str, links: Links = USUAL, pictures: Pictures = NONE) -> bytes:
    """An article in a format, as it stands in a file.

    Args:
        article: annotated or not.
        name: of the format.
        links: what is linked, in Markdown.
        pictures: to stand in a page or a book.

    Raises:
        SaveError: there is no such format.
    """
    extension_of(name)
    if name in PACKED:
        return PACKED[name].pack(article, pictures)
    more = {"markdown": (links,), "html": (pictures,)}.get(name, ())
    return FORMATS[name].render(article, *more).encode(FORMATS[name].encoding, "replace")
