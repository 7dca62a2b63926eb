"""Subscriptions from other readers: OPML files, and newsboat's ``urls`` file."""

from __future__ import annotations

import re
import shlex
from typing import NamedTuple

from readers.clean import clean, clean_line, http_url
from readers.errors import FeedError, QuothError
from readers.feeds.newsboat.filters import UntranslatableError, translate
from readers.feeds.opml import read_opml
from readers.feeds.programs import REFUSED, address_of, is_program
from readers.model import Feed


class Imported(NamedTuple):
    """What was found in a file of subscriptions.

    Attributes:
        feeds: each once.
        left: what was left out, each with the reason, for the reader.
        hidden: addresses of feeds that stand in no list of all.
        queries: newsboat's query feeds, each a name and a query in the library's language.
    """

    feeds: tuple[Feed, ...]
    left: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    queries: tuple[tuple[str, str], ...] = ()


def read_subscriptions(body: bytes) -> Imported:
    """The feeds of an OPML file or of newsboat's ``urls`` file, whichever it is.

    Raises:
        FeedError: it is neither.
    """
    if re.search(rb"<opml[\s>]|o\0p\0m\0l", body[:65536], re.I):
        programs = len(re.findall(rb"xmlUrl\s*=\s*[\"'](?:exec|filter):", body, re.I))
        told = (
            f"{programs} feeds that come from programs: a list may not bring those. `quoth add` takes each by itself."
        )
        return Imported(read_opml(body), (told,) if programs else ())
    imported = _read_urls(clean(body.decode("utf-8", errors="replace")))
    if not imported.feeds and not imported.left:
        raise FeedError("This is neither an OPML file nor newsboat's list of addresses: there is no feed in it.")
    return imported


def _read_urls(text: str) -> Imported:
    """Newsboat's format: an address a line, then tags; ``"~title"`` names a feed, ``"!"`` hides it.

    Each ordinary tag becomes a folder. Query feeds and local files have no counterpart here.
    """
    found: dict[str, Feed] = {}
    left: list[str] = []
    hidden: list[str] = []
    queries: list[tuple[str, str]] = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        address, tags = _split(line)
        url = _program(address, left) if is_program(address) else http_url(address)
        if not url:
            if is_program(address):
                continue
            if re.match(r"query:", address, re.I):
                queries += _query(address, left)
            elif re.match(r"(?:file|ftp):", address, re.I):
                left.append(f"{address[:100]}: only feeds with a web address can be followed.")
            elif found or re.match(r"\S+:", address):
                left.append(f"{address[:100]}: this is no web address.")
            continue
        if url in found:
            left.append(f"{url}: it is in the file twice.")
            continue
        title = next((tag[1:] for tag in tags if tag.startswith("~")), "")
        folders = list(dict.fromkeys((clean_line(tag),) for tag in tags if tag.strip() and tag[0] not in "~!"))
        if "!" in tags:
            hidden.append(url)
        found[url] = Feed(
            url=url,
            title=clean_line(title),
            folder=folders[0] if folders else (),
            also_in=tuple(folders[1:]),
        )
    return Imported(tuple(found.values()), tuple(left), tuple(hidden), tuple(queries))


def _query(address: str, left: list[str]) -> list[tuple[str, str]]:
    """A query feed, as what is kept here; what cannot be asked here is left."""
    _, _, rest = address.partition(":")
    name, _, text = rest.partition(":")
    try:
        asked = translate(text)
    except UntranslatableError as error:
        left.append(
            f"{address[:100]}: {error}; ask for it in Quoth's words (`/`, `quoth help search`); `zk` keeps that."
        )
        return []
    return [(clean_line(name) or asked.query, asked.query)]


def _program(address: str, left: list[str]) -> str:
    """The address of a program as it is kept, and that it is run only by leave; empty if it names none."""
    try:
        url = address_of(address, for_shell=True)
    except QuothError as error:
        left.append(str(error))
        return ""
    left.append(f"{url[:100]}: it is among the feeds, and {REFUSED}.")
    return url


def _split(line: str) -> tuple[str, list[str]]:
    try:
        parts = shlex.split(line)
    except ValueError:  # a quotation mark without its partner
        parts = line.split()
    return (parts[0], parts[1:]) if parts else ("", [])
