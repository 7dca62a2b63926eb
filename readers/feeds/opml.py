"""Subscriptions in and out: OPML 1.0 and 2.0 (http://opml.org/spec2.opml), with nested folders."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from importlib import resources
from typing import cast

from readers.clean import clean_line, http_url
from readers.errors import FeedError
from readers.model import Feed

DEEPEST = 20
"""Folders in folders; what lies deeper is put into the last of these."""


def read_opml(body: bytes) -> tuple[Feed, ...]:
    """The feeds of an OPML file, each once.

    Broken files are read as far as they go (lxml recovers); attribute names are taken in any case. Folders are the
    titles of the outlines around a feed; version 1 files that put ``category="/a/b"`` on a feed instead are understood.

    Args:
        body: the file's bytes, in any encoding XML can declare.

    Raises:
        FeedError: if there is no OPML in it. An OPML file without feeds gives none.
    """
    root = _root(body)
    found: dict[tuple[str, tuple[str, ...]], Feed] = {}
    for feed in _feeds(root, ()):
        found.setdefault((feed.url, feed.folder), feed)
    return tuple(found.values())


def _root(body: bytes) -> ET.Element:
    # No DTD, no entities of the file's own: nothing expands and nothing is fetched.
    body = _without_doctype(body)
    if not re.search(rb"<opml[\s>]|o\0p\0m\0l", body[:65536], re.I):
        raise FeedError("This is not an OPML file: it has no <opml> element. Export one from your other reader.")
    try:
        return ET.fromstring(body)  # noqa: S314 - the document type was removed above
    except (ET.ParseError, LookupError, ValueError):
        return _recovered(body)


def _without_doctype(body: bytes) -> bytes:
    """Cut the document type out, with the entities declared in it."""
    start = body.find(b"<!DOCTYPE")
    if start < 0:
        return body
    bracket, end = body.find(b"[", start), body.find(b">", start)
    if 0 <= bracket < end:
        close = body.find(b"]", bracket)
        end = body.find(b">", close) if close >= 0 else -1
    return body[:start] + body[end + 1 :] if end >= 0 else body[:start]


def _recovered(body: bytes) -> ET.Element:
    from lxml import etree  # noqa: PLC0415 - only broken files need it

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise FeedError(f"This OPML file is broken beyond reading: {error}.") from error
    if tree is None:
        raise FeedError("This OPML file is broken beyond reading.")
    return cast(ET.Element, tree)  # the same interface, as far as it is used here


def _feeds(root: ET.Element, folder: tuple[str, ...]) -> Iterator[Feed]:
    # Without recursion: outlines nested by the thousand cost an attacker nothing.
    waiting = [(outline, folder) for outline in reversed(root)]
    while waiting:
        outline, folder = waiting.pop()
        if not isinstance(outline.tag, str) or outline.tag.rpartition("}")[2].lower() not in {"outline", "body"}:
            continue
        attributes = {name.lower(): value for name, value in outline.attrib.items()}
        title = clean_line(attributes.get("text") or attributes.get("title") or "")
        url = http_url(attributes.get("xmlurl", ""))
        if url:
            yield Feed(
                url=url,
                title=title,
                link=http_url(attributes.get("htmlurl", "")),
                language=clean_line(attributes.get("language", "")),
                folder=folder or _category(attributes.get("category", "")),
            )
        inside = folder if url or not title or len(folder) == DEEPEST else (*folder, title)
        waiting += [(child, inside) for child in reversed(outline)]


def _category(value: str) -> tuple[str, ...]:
    first = value.split(",", maxsplit=1)[0]
    return (
        tuple(clean_line(part) for part in first.split("/") if part.strip())[:DEEPEST] if first.startswith("/") else ()
    )


def write_opml(feeds: Iterable[Feed], title: str = "Quoth subscriptions") -> bytes:
    """Subscriptions as an OPML 2.0 file, folders as nested outlines; `read_opml` gives the same feeds back.

    Args:
        feeds: in the order to write them.
        title: the file's title.
    """
    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = clean_line(title)
    ET.SubElement(head, "dateCreated").text = format_datetime(datetime.now(UTC), usegmt=True)
    folders: dict[tuple[str, ...], ET.Element] = {(): ET.SubElement(root, "body")}
    for feed in feeds:
        for depth in range(1, len(feed.folder) + 1):
            path = feed.folder[:depth]
            if path not in folders:
                name = path[-1]
                folders[path] = ET.SubElement(folders[path[:-1]], "outline", text=name, title=name)
        name = feed.title or feed.url
        attributes = {"type": "rss", "text": name, "title": name, "xmlUrl": feed.url}
        if feed.link:
            attributes["htmlUrl"] = feed.link
        if feed.language:
            attributes["language"] = feed.language
        ET.SubElement(folders[feed.folder], "outline", attributes)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def starter_feeds() -> tuple[Feed, ...]:
    """Well-known English news feeds, to begin with."""
    return read_opml(resources.files("readers.feeds").joinpath("starter.opml").read_bytes())
