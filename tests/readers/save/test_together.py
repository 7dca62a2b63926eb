"""Many articles in one file: all of them or none, and nothing of the reader's is written over."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import bibtexparser.bparser
import msgspec
import pytest
import rispy

from readers.config import SaveFormat
from readers.errors import SaveError
from readers.model import Article, Image
from readers.save.books.epub import Book
from readers.save.files import save, saved_as
from readers.save.identity import HEAD, identity, told_in
from readers.save.images.embedded import Picture
from readers.save.together import together
from tests.readers.save.books.test_epub import checked
from tests.readers.save.images.test_embedded import png


def several(article: Article) -> list[Article]:
    titles = ("Quay shut", "=SUM(1)", "Tea & cake")
    return [
        msgspec.structs.replace(
            article,
            document=msgspec.structs.replace(article.document, title=title, url=f"https://courier.example/{number}"),
        )
        for number, title in enumerate(titles)
    ]


def written(article: Article, file: Path) -> Path:
    with together(file) as collection:
        for one in several(article):
            collection.add(one)
    return file


def test_a_table_has_one_heading_and_is_utf8_to_spreadsheets(article: Article, tmp_path: Path) -> None:
    file = written(article, tmp_path / "new" / "quay.csv")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfspeaker,")
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert [row["title"] for row in rows] == ["Quay shut"] * 4 + ["'=SUM(1)"] * 4 + ["Tea & cake"] * 4


def test_a_bibliography_has_an_entry_for_each(article: Article, tmp_path: Path) -> None:
    assert len(json.loads(written(article, tmp_path / "quay.csl.json").read_text())) == 3
    assert len(rispy.loads(written(article, tmp_path / "quay.ris").read_text("utf-8"))) == 3
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
    entries = bibtexparser.loads(written(article, tmp_path / "quay.bib").read_text("utf-8"), parser).entries
    assert [entry["ID"] for entry in entries] == ["rask2026quay", "rask2026sum1", "rask2026cake"]


def test_no_two_entries_of_a_bibliography_have_one_key(article: Article, tmp_path: Path) -> None:
    with together(tmp_path / "a.bib") as bib, together(tmp_path / "a.csl.json") as csl:
        for _ in range(3):
            bib.add(article)
            csl.add(article)
    keys = ["rask2026lindqvist", "rask2026lindqvist-2", "rask2026lindqvist-3"]
    assert re.findall(r"@online\{([^,]*),", (tmp_path / "a.bib").read_text("utf-8")) == keys
    assert [one["id"] for one in json.loads((tmp_path / "a.csl.json").read_text("utf-8"))] == keys


def test_annotations_are_an_array_and_a_book_has_chapters(article: Article, tmp_path: Path) -> None:
    collections = json.loads(written(article, tmp_path / "quay.jsonld").read_text("utf-8"))
    assert [one["label"] for one in collections] == ["Quay shut", "=SUM(1)", "Tea & cake"]
    with zipfile.ZipFile(written(article, tmp_path / "quay.epub")) as book:
        assert len([name for name in book.namelist() if "article-" in name]) == 3


def test_a_file_that_is_there_stays_unless_it_is_said(article: Article, tmp_path: Path) -> None:
    file = tmp_path / "quay.csv"
    file.write_text("mine")
    with pytest.raises(SaveError, match="already"):
        written(article, file)
    assert file.read_text() == "mine"
    with together(file, overwrite=True) as collection:
        collection.add(article)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(("ending", "style"), [(".jsonld", "webannotation"), (".epub", "epub"), (".csv", "csv")])
def test_a_file_of_several_is_nobodys_own_and_stays_when_one_of_them_is_saved(
    article: Article, tmp_path: Path, ending: str, style: SaveFormat
) -> None:
    file = written(article, tmp_path / f"quay{ending}")
    before = file.read_bytes()
    first = several(article)[0]
    assert saved_as(first, tmp_path, style) is None
    own = save(first, tmp_path, style)
    assert (own.path != file, own.copy, file.read_bytes()) == (True, None, before)
    assert saved_as(first, tmp_path, style) == own.path


def test_a_chapter_tells_whose_it_is_and_the_book_that_it_is_a_book(article: Article, tmp_path: Path) -> None:
    file = tmp_path / "quay.epub"
    french = msgspec.structs.replace(article.document, language="fr", title="Le quai", url="https://courier.example/fr")
    articles = [*several(article), msgspec.structs.replace(article, document=french)]
    with together(file, title="The harbour") as collection:
        for one in articles:
            collection.add(one)
    with zipfile.ZipFile(file) as book:
        names = sorted(name for name in book.namelist() if "article-" in name)
        told = [re.findall(r'<meta name="quoth" content="([^"]*)"/>', book.read(name).decode()) for name in names]
        package = book.read("EPUB/package.opf").decode()
    assert told == [[identity(one)] for one in articles]
    assert re.findall("<dc:language>(.*)</dc:language>", package) == ["en-GB", "fr"]
    book_is = told_in(file.read_bytes()[:HEAD])
    assert book_is
    assert book_is not in {identity(one) for one in articles}
    assert checked(file.read_bytes(), tmp_path) == ""


def test_a_book_is_not_what_a_picture_in_it_says(article: Article, tmp_path: Path) -> None:
    first = several(article)[0]
    lie = png()[:33] + b'<meta name="quoth" content="' + identity(first).encode() + b'">' + png()[33:]
    file = tmp_path / "quay.epub"
    images = (Image(0, "https://courier.example/1.png"),)
    pictured = msgspec.structs.replace(first, document=msgspec.structs.replace(first.document, images=images))
    with together(file) as collection:
        assert isinstance(collection, Book)
        collection.add(pictured, {images[0].url: Picture("image/png", lie)})
    assert identity(first).encode() in file.read_bytes()[:HEAD]
    assert saved_as(first, tmp_path, "epub") is None


def test_one_picture_of_several_chapters_is_in_the_book_once(article: Article, tmp_path: Path) -> None:
    file, url = tmp_path / "quay.epub", "https://courier.example/1.png"
    with together(file) as collection:
        assert isinstance(collection, Book)
        for one in several(article):
            document = msgspec.structs.replace(one.document, images=(Image(0, url),))
            collection.add(msgspec.structs.replace(one, document=document), {url: Picture("image/png", png())})
    with zipfile.ZipFile(file) as book:
        assert [name for name in book.namelist() if "picture-" in name] == ["EPUB/picture-0001.png"]
        chapters = [book.read(name).decode() for name in book.namelist() if "article-" in name]
    assert all('src="picture-0001.png"' in one for one in chapters)
    assert checked(file.read_bytes(), tmp_path) == ""


def test_broken_off_there_is_no_file_and_the_old_one_stays(article: Article, tmp_path: Path) -> None:
    file = tmp_path / "quay.epub"
    file.write_text("mine")

    def break_off() -> None:
        with together(file, overwrite=True) as collection:
            collection.add(article)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert [one.read_text() for one in tmp_path.iterdir()] == ["mine"]


def test_an_ending_that_no_format_has_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match=r"\.epub"), together(tmp_path / "quay.doc"):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
@pytest.mark.parametrize(
    "name", ["quay.csv", "quay.rows.csv", "quay.epub", "quay.parquet", "quay.spacy", "quay.jsonld"]
)
def test_a_full_disk_leaves_the_earlier_file_whole_and_no_half_one(
    name: str, article: Article, disk_of: Callable[[str], Path]
) -> None:
    disk = disk_of("128k")
    file = written(article, disk / name)
    before = file.read_bytes()
    (disk / "filler").write_bytes(b"x" * (disk_room(disk) - 8192))
    with pytest.raises(SaveError, match=r"disk is full.*free some space"):
        written_long(article, file)
    assert file.read_bytes() == before
    assert sorted(one.name for one in disk.iterdir()) == ["filler", name]


def written_long(article: Article, file: Path) -> None:
    with together(file, overwrite=True) as collection:
        for number in range(300):
            document = msgspec.structs.replace(article.document, text=f"{number} {article.document.text}" * 20)
            collection.add(msgspec.structs.replace(article, document=document))


def disk_room(disk: Path) -> int:
    """Bytes that there is room for."""
    return shutil.disk_usage(disk).free
