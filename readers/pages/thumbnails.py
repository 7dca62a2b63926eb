"""A picture's address → a small PNG that a terminal can show.

The bytes come from anywhere, so they are decoded where nothing else can be hurt, in a background process (see
`readers.news.errands`), within bounds, and by few of Pillow's decoders. What leaves is always a PNG of our own making.
"""

from __future__ import annotations

import importlib.util
import io
import re
import struct
import sys
from typing import TYPE_CHECKING

from readers.errors import PictureError

if TYPE_CHECKING:
    from PIL.Image import Image

    from readers.feeds.client import Client

WIDEST, HIGHEST = 1280, 960
"""Pixels of the PNG at most: what a large terminal has."""
MOST_PIXELS = 50_000_000
"""Of a picture as it comes; decoded, that many take up to 200 MB."""

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.I)
_DAMAGED = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError, struct.error)
"""What Pillow's decoders raise over broken input."""


async def picture(client: Client, url: str, *, user_typed: bool = False) -> bytes:
    """Fetch a picture and make it small.

    Args:
        client: the network.
        url: an ``http(s)`` address.
        user_typed: the user gave this host, so it may be in a private network.

    Raises:
        FetchError: it could not be had.
        PictureError: what came is no picture that can be shown.
    """
    answer = await client.get(url, accept="image", user_typed=user_typed)
    return to_png(answer.body, what=url)


def to_png(body: bytes, *, what: str = "This picture") -> bytes:
    """The first frame of a picture, upright, at most `WIDEST` × `HIGHEST` pixels, on white where it is transparent.

    Args:
        body: the file.
        what: what to call it in messages.

    Raises:
        PictureError: it is none, or damaged, too large, or of a format that is not read.
    """
    if importlib.util.find_spec("PIL") is None:
        raise PictureError(f"To see pictures, install what draws them: {sys.executable} -m pip install textual-image")
    if body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        kind = "web page" if _PAGE.search(body[:1000]) or b"<svg" not in body[:10_000].lower() else "drawing (SVG)"
        raise PictureError(f"{what} is a {kind}, which is not shown here. Open it in the browser instead.")
    from PIL import Image, UnidentifiedImageError, features  # noqa: PLC0415 - an extra

    formats = [name for name in _FORMATS if name not in ("WEBP", "AVIF") or features.check(name.lower())]
    try:
        with Image.open(io.BytesIO(body), formats=formats) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PictureError(_too_large(what, opened.width, opened.height))
            return _shrunk(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(_too_large(what)) from None
    except UnidentifiedImageError:
        raise PictureError(f"{what} is not a picture of a known format. Open it in the browser instead.") from None
    except _DAMAGED as error:
        raise PictureError(f"{what} came damaged ({type(error).__name__}). Open it in the browser instead.") from error


def _too_large(what: str, width: int = 0, height: int = 0) -> str:
    size = f" ({width} × {height})" if width else ""
    return f"{what} has too many pixels{size} to be shown here. Open it in the browser instead."


def _shrunk(opened: Image) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 - an extra

    small = opened
    if opened.mode.startswith("I"):  # 16 bits of grey
        small = opened.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif opened.mode not in ("RGB", "RGBA", "L"):
        transparent = "transparency" in opened.info or opened.mode in ("PA", "LA", "La", "RGBa")
        small = opened.convert("RGBA" if transparent else "RGB")
    longest = max(WIDEST, HIGHEST)  # which way is up is known below
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    small = ImageOps.exif_transpose(small)
    small.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    if small.mode == "RGBA":
        on_white = Image.new("RGB", small.size, "white")
        on_white.paste(small, mask=small.getchannel("A"))
        small = on_white
    written = io.BytesIO()
    bare = small.convert("RGB")
    bare.info.clear()  # colour profiles, comments, places where photographs were taken
    bare.save(written, "PNG", compress_level=3)
    return written.getvalue()
