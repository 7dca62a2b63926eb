"""``quoth save --with-pictures``: fetched as everything is, told of where that fails, and kept once they are there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from readers.save.images.embedded import in_page
from tests.readers.save.images.test_embedded import png
from tui.cli import main

PAGE = """<html><head><title>Quay to close</title></head><body><article><h1>Quay to close</h1>
<p>Mayor Anna Lindqvist said on Monday that “the harbour belongs to the people” of Port Ellery, and to nobody else.</p>
<figure><img src="/quay.png" alt="The old quay in the morning" width="800" height="600"></figure>
<p>The port has been used by fishermen and traders for more than a hundred years, and the union wants to keep it.</p>
<figure><img src="/drawing.jpg" alt="A drawing of the new quay" width="800" height="600"></figure>
<p>“A word is not a plan,” said Doreen Kemp of the union, who has worked in the harbour for most of her life.</p>
<figure><img src="/gone.jpg" alt="The mayor at the harbour gate" width="800" height="600"></figure>
<p>The council will decide in March about the cranes, the warehouses and the two hundred people who work there.</p>
</article></body></html>"""


def quoth(*arguments: str | Path, code: int = 0) -> Result:
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exit_code == code, done.output
    return done


@pytest.fixture
def address(httpserver: HTTPServer) -> str:
    httpserver.expect_request("/page.html").respond_with_data(PAGE, content_type="text/html")
    httpserver.expect_request("/quay.png").respond_with_data(png(), content_type="text/plain")
    httpserver.expect_request("/drawing.jpg").respond_with_data("<svg/>", content_type="image/png")
    return httpserver.url_for("/page.html")


def test_those_that_can_be_had_stand_in_the_page_and_the_others_are_told(address: str, httpserver: HTTPServer) -> None:
    done = quoth("save", address, "--format", "html", "--with-pictures")
    held = in_page(Path(done.stdout.strip()).read_bytes())
    assert [(url.rpartition("/")[2], one.content) for url, one in held.items()] == [("quay.png", png())]
    assert "drawing.jpg is no JPEG, PNG" in done.stderr
    assert "gone.jpg" in done.stderr
    asked = [request for request, _ in httpserver.log if request.path == "/quay.png"]
    assert all(request.headers["User-Agent"].startswith("Quoth/") for request in asked)
    assert not any("Referer" in request.headers or "Cookie" in request.headers for request in asked)


def test_what_was_fetched_once_stays_and_is_not_fetched_again(address: str, httpserver: HTTPServer) -> None:
    path = Path(quoth("save", address, "--format", "html", "--with-pictures").stdout.strip())
    for more in ((), ("--with-pictures",)):
        assert Path(quoth("save", address, "--format", "html", *more).stdout.strip()) == path
        assert len(in_page(path.read_bytes())) == 1
    assert len([request for request, _ in httpserver.log if request.path == "/quay.png"]) == 1


def test_nothing_is_fetched_without_a_wish_which_may_be_configured(address: str, httpserver: HTTPServer) -> None:
    quoth("save", address, "--format", "html")
    assert not any(request.path == "/quay.png" for request, _ in httpserver.log)
    quoth("config", "pictures", "true")
    book = Path(quoth("save", address, "--format", "epub").stdout.strip())
    assert png() in book.read_bytes()
    quoth("save", address, "--format", "epub", "--without-pictures")
    assert png() not in book.read_bytes()


def test_one_without_end_is_given_up_and_the_page_is_saved(httpserver: HTTPServer) -> None:
    def endless(request: Request) -> Response:
        return Response((bytes(1 << 20) for _ in range(40)), content_type="image/png")

    httpserver.expect_request("/page.html").respond_with_data(PAGE, content_type="text/html")
    httpserver.expect_request("/quay.png").respond_with_handler(endless)
    done = quoth("save", httpserver.url_for("/page.html"), "--format", "html", "--with-pictures")
    assert "quay.png is larger than 15 MB" in done.stderr
    assert Path(done.stdout.strip()).is_file()


def test_it_goes_with_pages_and_books_alone(address: str) -> None:
    assert "goes with --format html" in quoth("save", address, "--with-pictures", code=2).stderr
    refused = quoth("save", address, "--into", "all.csv", "--with-pictures", code=2).stderr
    assert "--into a book (.epub)" in " ".join(refused.split())


def test_a_book_of_many_has_them_too(address: str, tmp_path: Path) -> None:
    book = tmp_path / "all.epub"
    done = quoth("save", address, "--into", book, "--with-pictures")
    assert png() in book.read_bytes()
    assert "not in all.epub: " in done.stderr
    assert "gone.jpg" in done.stderr
    quoth("config", "pictures", "true")
    quoth("save", address, "--into", book, "--overwrite", "--without-pictures")
    assert png() not in book.read_bytes()
    quoth("save", address, "--into", book, "--overwrite")
    assert png() in book.read_bytes()
