"""Pictures within saved files: of types that are safe, within bounds, in one file that needs nothing from elsewhere."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parsed

from readers.errors import PictureError
from readers.model import Article, Image
from readers.save import back
from readers.save.books.epub import to_epub
from readers.save.formats import written
from readers.save.html import to_html
from readers.save.images.embedded import LARGEST, Picture, checked, in_page
from readers.save.renewing.renew import renew
from tests.readers.save.books.test_epub import checked as epubcheck
from tests.readers.save.conftest import TEXTS, articles
from tests.readers.save.record.test_record import full

URL = "https://courier.example/quay.jpg?a=1&b=%282%29"


def png(width: int = 2, height: int = 2) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + b"\x20\x60\xa0" * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pictured(alt: str = "The quay", *urls: str) -> Article:
    article = full()
    images = tuple(Image(0, url, alt) for url in urls or (URL,))
    return msgspec.structs.replace(article, document=msgspec.structs.replace(article.document, images=images))


class TestTypes:
    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (png(), "image/png"),
            (b"\xff\xd8\xff\xe0 rest", "image/jpeg"),
            (b"GIF89a rest", "image/gif"),
            (b"RIFF\1\2\3\4WEBPVP8 ", "image/webp"),
            (b"\0\0\0\x1cftypavif rest", "image/avif"),
        ],
    )
    def test_what_is_in_it_tells(self, content: bytes, kind: str) -> None:
        assert checked(content, "It") == Picture(kind, content)

    @pytest.mark.parametrize(
        "content", [b"", b"<svg onload='x()'/>", b"<html>", b"\0" * 99, b"%PDF-1.7", b"RIFF1234WAVE"]
    )
    def test_what_may_hold_a_script_or_is_none_is_refused(self, content: bytes) -> None:
        with pytest.raises(PictureError, match="is no JPEG, PNG"):
            checked(content, "https://x.example/a")

    def test_one_too_large_is_refused(self) -> None:
        with pytest.raises(PictureError, match="larger than 5 MB"):
            checked(png() + bytes(LARGEST), "It")


class TestPages:
    def test_the_picture_stands_in_its_place_and_links_to_where_it_is_from(self) -> None:
        page = parsed.fromstring(to_html(pictured(), {URL: Picture("image/png", png())}))
        (image,) = page.findall(".//img")
        assert image.get("src", "").startswith("data:image/png;base64,")
        assert image.get("alt") == "The quay"
        assert image.getparent().get("href") == URL

    def test_the_policy_allows_data_alone_and_only_where_there_is_a_picture(self) -> None:
        with_one = to_html(pictured(), {URL: Picture("image/png", png())})
        assert "img-src data:; style-src" in with_one
        assert "img-src" not in to_html(pictured())
        assert to_html(pictured(), {}) == to_html(pictured())
        assert set(re.findall(r'src="(\w+:)', with_one)) == {"data:"}

    def test_they_are_found_in_the_page_again(self) -> None:
        pictures = {URL: Picture("image/png", png()), "https://x.example/ä": Picture("image/gif", b"GIF89a")}
        assert in_page(to_html(pictured("a<b", *pictures), pictures).encode()) == pictures
        assert in_page(to_html(pictured()).encode()) == {}

    def test_the_article_is_read_back_and_the_page_renewed_as_ever(self) -> None:
        page = written(pictured(), "html", pictures={URL: Picture("image/png", png())})
        article = back.read_back(page, "saved.html")
        assert article is not None
        assert article.document == pictured().document
        found = renew(page.replace(b"</body>", b"<p>Mine.</p></body>"), written(pictured(), "html"))
        assert found is not None
        assert not found.changed_by_hand
        assert b"<p>Mine.</p>" in found.content

    @settings(max_examples=50)
    @given(articles(), st.lists(TEXTS, min_size=1, max_size=3))
    def test_no_words_of_a_picture_break_the_page(self, article: Article, words: list[str]) -> None:
        images = tuple(Image(0, f"https://x.example/{number}", alt) for number, alt in enumerate(words))
        article = msgspec.structs.replace(article, document=msgspec.structs.replace(article.document, images=images))
        pictures = {image.url: Picture("image/png", png()) for image in images}
        page = to_html(article, pictures)
        assert in_page(page.encode("utf-8", "replace")) == pictures
        assert len(parsed.fromstring(page.encode("utf-8", "replace")).findall(".//img")) == len(images)


def test_a_book_holds_them_as_files_and_its_checker_finds_nothing(tmp_path: object) -> None:
    urls = {URL: Picture("image/png", png()), "https://x.example/b": Picture("image/avif", b"\0\0\0\x1cftypavif")}
    book = to_epub(pictured("a & b", *urls), urls)
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        assert file.read("EPUB/picture-0001.png") == png()
        chapter = file.read("EPUB/article-0001.xhtml").decode()
        assert '<img src="picture-0001.png" alt="a &amp; b"/>' in chapter
        assert [name for name in file.namelist() if "picture" in name] == ["EPUB/picture-0001.png"], "no AVIF in books"
    assert epubcheck(book, tmp_path) == ""
