"""A picture within a saved file: its type by what is in it, never by what its server says, and bounds to it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from html import escape
from types import MappingProxyType

import msgspec

from readers.clean import unescape
from readers.errors import PictureError

LARGEST = 5_000_000
"""Bytes of one picture."""
MOST = 50
"""Pictures of one article."""
ALL = 25_000_000
"""Bytes of all pictures of one article."""

_KINDS = (
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "image/avif"),
)
IN_BOOKS = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp"}
"""Types that every reading system knows, and the extensions of their files."""
_PLACED = re.compile(
    rb'<a class="picture" [^<>]*href="(?P<url>[^"]*)"><img src="data:image/[a-z]+;base64,(?P<bytes>[A-Za-z0-9+/=]*)"'
)


class Picture(msgspec.Struct, frozen=True):
    """A picture as it came: ``kind`` is its media type, ``content`` its bytes."""

    kind: str
    content: bytes

    @property
    def as_address(self) -> str:
        """An address that holds the whole picture."""
        return f"data:{self.kind};base64,{base64.b64encode(self.content).decode()}"


Pictures = Mapping[str, Picture]
"""Addresses of pictures → what lies there."""
NONE: Pictures = MappingProxyType({})


def checked(content: bytes, what: str) -> Picture:
    """A picture of a type that browsers draw and that can hold no script.

    Args:
        content: as it came.
        what: what to call it in messages.

    Raises:
        PictureError: it is of no such type, or too large.
    """
    if len(content) > LARGEST:
        raise PictureError(f"{what} is larger than {LARGEST / 1e6:.0f} MB, and is left where it is.")
    kind = next((kind for begins, kind in _KINDS if begins.match(content)), "")
    if not kind:
        raise PictureError(f"{what} is no JPEG, PNG, GIF, WebP or AVIF, and is left where it is.")
    return Picture(kind, content)


def in_page(page: bytes) -> dict[str, Picture]:
    """The pictures that a saved page holds, by their addresses; those that are none are left out."""
    found: dict[str, Picture] = {}
    for hit in _PLACED.finditer(page):
        try:
            content = base64.b64decode(hit["bytes"], validate=True)
            found[unescape(hit["url"].decode("utf-8", "replace"))] = checked(content, "It")
        except (binascii.Error, PictureError):
            continue
    return found


def drawn(address: str, words: str) -> str:
    """A picture in a page.

    Args:
        address: where it lies, or all of it.
        words: what is to be seen on it.
    """
    return f'<img src="{escape(address)}" alt="{escape(words)}"/>'
