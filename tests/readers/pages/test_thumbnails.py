"""From a picture's address to a small PNG."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image
from pytest_httpserver import HTTPServer

from readers.errors import FetchError, PictureError, UnreachableError
from readers.feeds.client import Client, Limits
from readers.pages.thumbnails import HIGHEST, MOST_PIXELS, WIDEST, picture, to_png
from readers.work.worker import Worker


def file_of(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def opened(png: bytes) -> Image.Image:
    assert png.startswith(b"\x89PNG")
    return Image.open(io.BytesIO(png))


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with Client(Limits(connect=1.0, read=1.0, total=2.0, size=100_000)) as client:
        yield client


class TestShrinking:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
    def test_every_common_format(self, kind: str) -> None:
        small = opened(to_png(file_of(Image.new("RGB", (64, 48), "red"), kind)))
        assert (small.size, small.mode) == ((64, 48), "RGB")
        red, green, _ = small.getpixel((5, 5))
        assert (red > 240, green < 15) == (True, True)

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
    def test_every_mode(self, mode: str) -> None:
        assert opened(to_png(file_of(Image.new(mode, (64, 48))))).mode == "RGB"

    def test_large_ones_keep_their_shape(self) -> None:
        assert opened(to_png(file_of(Image.new("L", (3000, 1000))))).size == (WIDEST, 427)
        assert opened(to_png(file_of(Image.new("L", (1000, 3000))))).size == (320, HIGHEST)

    def test_photographs_stand_upright(self) -> None:
        lying = Image.new("RGB", (300, 200))
        lying.paste("white", (0, 0, 300, 20))
        exif = lying.getexif()
        exif[0x0112] = 6
        small = opened(to_png(file_of(lying, "JPEG", exif=exif)))
        assert small.size == (200, 300)
        assert small.getpixel((195, 150)) > (200, 200, 200)

    def test_nothing_but_pixels_is_left(self) -> None:
        image = Image.new("RGB", (30, 20))
        exif = image.getexif()
        exif[0x010E] = "taken at home"
        assert b"home" not in to_png(file_of(image, "JPEG", exif=exif, comment=b"at home"))

    def test_the_first_of_moving_pictures(self) -> None:
        frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
        moving = file_of(frames[0], "GIF", save_all=True, append_images=frames[1:])
        assert opened(to_png(moving)).getpixel((3, 3)) == (255, 0, 0)

    def test_what_is_transparent_is_white(self) -> None:
        assert opened(to_png(file_of(Image.new("RGBA", (8, 8), (0, 0, 0, 0))))).getpixel((1, 1)) == (255, 255, 255)


class TestRefusals:
    @pytest.mark.parametrize("side", [8_000, 14_000])
    def test_a_bomb_is_told_by_its_head(self, side: int) -> None:
        bomb = file_of(Image.new("1", (side, side)))
        assert side**2 > MOST_PIXELS
        assert len(bomb) < 100_000
        with pytest.raises(PictureError, match="too many pixels"):
            to_png(bomb)

    @pytest.mark.parametrize(
        ("body", "words"),
        [
            (b"", "not a picture"),
            (b"plain words", "not a picture"),
            (b"%!PS-Adobe-3.0 EPSF-3.0\n", "not a picture"),
            (b"<?xml version='1.0'?><!-- <html> --><svg xmlns='x'/>", "web page|drawing"),
            (b"\xef\xbb\xbf<svg viewBox='0 0 1 1'></svg>", r"drawing \(SVG\)"),
            (b"<!DOCTYPE html><p>Not here</p>", "web page"),
            (file_of(Image.new("RGB", (60, 60)), "JPEG")[:300], "damaged|not a picture"),
            (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "damaged|not a picture"),
        ],
    )
    def test_what_is_no_picture_is_said_to_be_none(self, body: bytes, words: str) -> None:
        with pytest.raises(PictureError, match=words) as caught:
            to_png(body, what="https://a.example/x")
        assert str(caught.value).startswith("https://a.example/x ")
        assert "browser" in str(caught.value)


class TestFetching:
    async def test_a_picture_is_asked_for_as_one(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/q.jpg").respond_with_data(file_of(Image.new("RGB", (20, 10)), "JPEG"))
        png = await picture(client, httpserver.url_for("/q.jpg"), user_typed=True)
        assert opened(png).size == (20, 10)
        (request, _), *more = httpserver.log
        assert request.headers["Accept"].startswith("image/")
        assert "Referer" not in request.headers
        assert not more

    async def test_a_private_network_is_asked_only_if_the_reader_named_it(
        self, client: Client, httpserver: HTTPServer
    ) -> None:
        with pytest.raises(FetchError, match="inside a private network"):
            await picture(client, httpserver.url_for("/q.jpg"))
        assert httpserver.log == []

    async def test_what_is_missing_too_large_or_out_of_reach(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/large").respond_with_data(b"x" * 100_001)
        with pytest.raises(FetchError, match="larger than"):
            await picture(client, httpserver.url_for("/large"), user_typed=True)
        with pytest.raises(FetchError, match=r"404|500"):
            await picture(client, httpserver.url_for("/nothing"), user_typed=True)
        with pytest.raises(UnreachableError, match="refused"):
            await picture(client, "http://127.0.0.1:9/q.jpg", user_typed=True)

    async def test_the_background_process_does_it(self, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/q.png").respond_with_data(file_of(Image.new("RGB", (20, 10))))
        httpserver.expect_request("/q.svg").respond_with_data(b"<svg></svg>")
        async with Worker("readers.news.errands") as worker:
            png = await asyncio.wait_for(worker.call("picture", url=httpserver.url_for("/q.png"), typed=True), 30)
            assert opened(png).size == (20, 10)
            with pytest.raises(PictureError, match="SVG"):
                await worker.call("picture", url=httpserver.url_for("/q.svg"), typed=True)
