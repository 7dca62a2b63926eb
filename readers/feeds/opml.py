"""Subscriptions in and out: OPML 1.0 and 2.0 (http://opml.org/spec2.opml), with nested folders."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from importlib import resources
from typing import cast

import msgspec

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
    return each_once(_feeds(root, ()))


def each_once(feeds: Iterable[Feed]) -> tuple[Feed, ...]:
    """Each address once, in all the folders in which it stands."""
    found: dict[str, Feed] = {}
    for feed in feeds:
        known = found.setdefault(feed.url, feed)
        others = [folder for folder in feed.folders if folder and folder not in known.folders]
        if others and not known.folder:
            known = msgspec.structs.replace(known, folder=others.pop(0))
        found[feed.url] = msgspec.structs.replace(known, also_in=(*known.also_in, *others))
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
        text, official = (clean_line(attributes.get(name, "")) for name in ("text", "title"))
        title = text or official
        url = http_url(attributes.get("xmlurl", ""))
        if url:
            folders = (folder,) if folder else _categories(attributes.get("category", ""))
            yield Feed(
                url=url,
                # `title` is the publisher's, `text` what is shown: where they differ, the reader chose it.
                title=official or text,
                name=text if official and text != official else "",
                link=http_url(attributes.get("htmlurl", "")),
                language=clean_line(attributes.get("language", "")),
                folder=folders[0] if folders else (),
                also_in=folders[1:],
            )
        inside = folder if url or not title or len(folder) == DEEPEST else (*folder, title)
        waiting += [(child, inside) for child in reversed(outline)]


def _categories(value: str) -> tuple[tuple[str, ...], ...]:
    paths = (part.strip() for part in value.split(",") if part.strip().startswith("/"))
    found = (tuple(clean_line(name) for name in path.split("/") if name.strip())[:DEEPEST] for path in paths)
    return tuple(dict.fromkeys(folder for folder in found if folder))


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
        attributes = {"type": "rss", "text": feed.called, "title": feed.title or feed.called, "xmlUrl": feed.url}
        if feed.link:
            attributes["htmlUrl"] = feed.link
        if feed.language:
            attributes["language"] = feed.language
        for folder in feed.folders:
            for depth in range(1, len(folder) + 1):
                path = folder[:depth]
                if path not in folders:
                    name = path[-1]
                    folders[path] = ET.SubElement(folders[path[:-1]], "outline", text=name, title=name)
            ET.SubElement(folders[folder], "outline", attributes)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def starter_feeds() -> tuple[Feed, ...]:
    """Well-known English news feeds, to begin with."""
    return read_opml(resources.files("readers.feeds").joinpath("starter.opml").read_bytes())
