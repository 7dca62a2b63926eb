"""A record within another file: as a comment of a web page, or as a member of a Web Annotation collection."""

from __future__ import annotations

import re

import msgspec

from readers.model import Article
from readers.save.record.shape import FORMAT
from readers.save.record.writing import harmless, to_record

_IN_PAGE = b"<!--" + FORMAT.encode()
_BEGINS = re.compile(rb"\s*\{\s*\"format\"\s*:\s*\"" + FORMAT.encode() + rb"\"")
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "--": "-\\u002d"}


class _File(msgspec.Struct):
    format: msgspec.Raw = msgspec.Raw(b"")
    record: msgspec.Raw = msgspec.Raw(b"")


def embedded(article: Article) -> str:
    """The record as a comment, which nothing in it can end: no browser shows or runs it."""
    # None of these stands outside of strings; a number has one hyphen at most.
    words = harmless(msgspec.json.encode(to_record(article)).decode())
    return f"<!--{FORMAT} {re.sub('[<>&]|--', lambda hit: _ESCAPES[hit[0]], words)} -->"


def record_in_page(page: bytes) -> bytes | None:
    """The record that a saved page holds; ``None`` if it holds none."""
    if b'name="quoth"' not in page:
        return None
    _, begun, rest = page.partition(_IN_PAGE)
    record, ended, _ = rest.partition(b"-->")
    return record.strip() if begun and ended else None


def record_in_json(content: bytes) -> bytes | None:
    """The record that a JSON file is, or holds as a collection of Web Annotations; ``None`` if there is none."""
    if f'"{FORMAT}"'.encode() not in content:
        return None
    try:
        found = msgspec.json.decode(content, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # Whatever is the matter with what is ours is told with the place by whoever reads it.
        return content if _BEGINS.match(content) else None
    return content if bytes(found.format) == f'"{FORMAT}"'.encode() else bytes(found.record) or None
