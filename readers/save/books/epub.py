"""Annotated articles as EPUB 3, each a chapter: https://www.w3.org/TR/epub-33/.

Each chapter is written into the book when its article comes, so that a book of a thousand takes no more memory than one
of ten. The same articles make the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import uuid
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO, NamedTuple

from readers.model import Article
from readers.save import layout
from readers.save.books import xhtml
from readers.save.identity import identity, of_book
from readers.save.images.embedded import IN_BOOKS, NONE, Picture, Pictures

_OLDEST = datetime(1980, 1, 1, tzinfo=UTC)  # before, ZIP has no dates
_STYLE = "style.css"
_CSS = """\
h1, h2, h3 { line-height: 1.25; page-break-after: avoid; break-after: avoid; }
.byline, .problem, figcaption, .picture, .how { font-size: 0.9em; }
.problem, .standfirst, b.organisations { font-style: italic; }
mark { background: none; color: inherit; border-bottom: 1px solid; }
mark.indirect { border-bottom: 1px dotted; }
mark.note { border: 1px solid; }
mark.note mark, mark mark { border: none; }
b { font-weight: bold; }
sup { line-height: 1; }
a { color: inherit; }
td { padding: 0.2em 0.6em; border: 1px solid; }
table { border-collapse: collapse; }
blockquote { margin-left: 0; padding-left: 1em; border-left: 2px solid; }
pre { white-space: pre-wrap; }
"""
_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<!-- quoth: {whose} -->
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


class _Chapter(NamedTuple):
    """What the table of contents and the package tell of a chapter; what goes into XML is escaped."""

    file: str
    title: str
    told: str


_CSS_OF_PICTURES = "figure { margin: 1em 0; }\nimg { max-width: 100%; height: auto; }\n"


class _About(NamedTuple):
    """What a book of one article tells of it."""

    authors: tuple[str, ...]
    outlet: str
    published: datetime | None
    url: str


def to_epub(article: Article, pictures: Pictures = NONE) -> bytes:
    """The article as a book of its own.

    Args:
        article: annotated or not.
        pictures: to be put into the book.
    """
    file = io.BytesIO()
    book = Book(file, whose=identity(article))
    book.add(article, pictures)
    book.close()
    return file.getvalue()


class Book:
    """A book that is being written.

    Args:
        file: to write to; it must be possible to tell the place in it.
        title: of a book of several articles; empty for "N articles".
        whose: the identity of the article whose own file this is; empty for a book of several, which gets one of its
            own: so no article in it, and nothing in its pictures, can be taken for what the whole book is of.
    """

    def __init__(self, file: BinaryIO, title: str = "", *, whose: str = "") -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._title = title
        self._whose = whose
        self._chapters: list[_Chapter] = []
        self._ids: list[str] = []
        self._pictures: dict[bytes, tuple[str, str]] = {}  # by their digests: several chapters may have the same
        self._about = _About((), "", None, "")
        self._languages: dict[str, None] = {}
        self._changed = _OLDEST

    def add(self, article: Article, pictures: Pictures = NONE) -> None:
        """Write an article as the next chapter, with its pictures."""
        if not self._chapters:
            self._begin(article)
        name = f"article-{len(self._chapters) + 1:04}.xhtml"
        published = layout.published(article)
        told = [layout.outlet(article), f"{published.day} {published:%B} {published.year}" if published else ""]
        self._chapters.append(_Chapter(name, xhtml.title(article), xhtml.text(", ".join(filter(None, told)))))
        self._ids.append(identity(article))
        self._languages.setdefault(xhtml.language(article))
        found = article.annotations
        made = (article.saved, article.document.fetched, found.made if found else None, published)
        self._changed = max(self._changed, next((moment for moment in made if moment), _OLDEST).astimezone(UTC))
        placed = {url: self._placed(one) for url, one in pictures.items() if one.kind in IN_BOOKS}
        self._write(f"EPUB/{name}", xhtml.chapter(article, _STYLE, placed))

    def close(self) -> None:
        """Write what a book needs beside its chapters; a book without any is none, and is left as it is."""
        if self._chapters:
            self._write(f"EPUB/{_STYLE}", _CSS + (_CSS_OF_PICTURES if self._pictures else ""))
            self._write("EPUB/nav.xhtml", self._navigation())
            self._write("EPUB/package.opf", "\n".join(self._package()) + "\n")
        self._zip.close()

    def abandon(self) -> None:
        """Write nothing more, not even when all is forgotten: the file may be closed, or full."""
        self._zip.fp = None

    def _begin(self, article: Article) -> None:
        document = article.document
        self._about = _About(
            document.authors, layout.outlet(article), layout.published(article), layout.address(article)
        )
        self._write("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        whose = self._whose or of_book(self._title, identity(article))
        container = _CONTAINER.format(whose=whose)
        self._write("META-INF/container.xml", container, zipfile.ZIP_STORED)  # so that the file says whose it is

    def _placed(self, picture: Picture) -> str:
        """Write a picture into the book, unless it is there; gives the name of its file."""
        digest = hashlib.sha256(picture.content).digest()
        if digest not in self._pictures:
            name = f"picture-{len(self._pictures) + 1:04}{IN_BOOKS[picture.kind]}"
            self._pictures[digest] = (name, picture.kind)
            self._write(f"EPUB/{name}", picture.content, zipfile.ZIP_STORED)
        return self._pictures[digest][0]

    def _write(self, name: str, content: str | bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
        part = zipfile.ZipInfo(name, _OLDEST.timetuple()[:6])
        part.compress_type = how
        self._zip.writestr(part, content.encode("utf-8", "replace") if isinstance(content, str) else content)

    @property
    def _named(self) -> str:
        """What the book is called, escaped."""
        if len(self._chapters) == 1:
            return self._chapters[0].title
        return xhtml.text(self._title).strip() or f"{len(self._chapters)} articles"

    def _navigation(self) -> str:
        items = "\n".join(
            f'<li><a href="{one.file}">{one.title}{f" ({one.told})" if one.told else ""}</a></li>'
            for one in self._chapters
        )
        body = f'<nav epub:type="toc" id="toc">\n<h1>{self._named}</h1>\n<ol>\n{items}\n</ol>\n</nav>'
        return xhtml.document(self._named, body, next(iter(self._languages)), _STYLE)

    def _package(self) -> Iterator[str]:
        number = uuid.uuid5(uuid.NAMESPACE_URL, " ".join(self._ids)).urn
        yield '<?xml version="1.0" encoding="utf-8"?>'
        yield '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        yield '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        yield f'<dc:identifier id="id">{number}</dc:identifier>'
        yield f"<dc:title>{self._named}</dc:title>"
        yield from (f"<dc:language>{one}</dc:language>" for one in self._languages)
        if len(self._chapters) == 1:
            about = self._about
            yield from (f"<dc:creator>{xhtml.text(name)}</dc:creator>" for name in about.authors if name.strip())
            if about.outlet.strip():
                yield f"<dc:publisher>{xhtml.text(about.outlet)}</dc:publisher>"
            if about.published:
                yield f"<dc:date>{about.published:%Y-%m-%d}</dc:date>"
            if about.url:
                yield f"<dc:source>{xhtml.text(about.url)}</dc:source>"
        yield f'<meta property="dcterms:modified">{self._changed:%Y-%m-%dT%H:%M:%SZ}</meta>'
        yield "</metadata>\n<manifest>"
        yield '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        yield f'<item id="style" href="{_STYLE}" media-type="text/css"/>'
        ids = [(f"a{number}", one.file) for number, one in enumerate(self._chapters, start=1)]
        yield from (f'<item id="{name}" href="{file}" media-type="application/xhtml+xml"/>' for name, file in ids)
        pictures = [(f"p{number}", *one) for number, one in enumerate(self._pictures.values(), start=1)]
        yield from (f'<item id="{name}" href="{file}" media-type="{kind}"/>' for name, file, kind in pictures)
        yield "</manifest>\n<spine>"
        yield from (f'<itemref idref="{name}"/>' for name, _ in ids)
        yield "</spine>\n</package>"
