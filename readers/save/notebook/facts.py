"""What is in a folder of saved articles: each Markdown file's properties, and who says what in it by which ids."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import msgspec

from readers.save.identity import HEAD, told_in
from readers.save.renewing.blocks import blocks
from readers.save.renewing.finding import is_copy
from readers.save.renewing.frontmatter import values_of

_LARGEST = 20_000_000
_HEADING = re.compile(r"#{1,6}\s+(?P<words>.*)$")
_ID = re.compile(r" \^(q\d{1,6})$")
_UUID = re.compile(r"\s+id:: ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s*$")
_LINK = re.compile(
    r"\[(?P<words>[^\[\]]+)\]\(\[\[(?P<led>[^\[\]|#]+)\]\]\)"
    r"|!?\[\[(?P<note>[^\[\]|#]+)(?:#[^\[\]|]*)?(?:\|(?P<shown>[^\[\]]+))?\]\]"
)
_ESCAPED = re.compile(r"\\([^\w\s])")


class Told(NamedTuple):
    """A quote by its ids in a file: such as ``q3``, and the UUID that Logseq knows it by; one may be empty."""

    id: str
    uuid: str


class Facts(msgspec.Struct, frozen=True):
    """What a saved Markdown file says of itself.

    Attributes:
        path: of the file.
        title: the headline.
        source: who published it.
        url: its address.
        date: of publication, as in ``2026-03-01``; empty if not known.
        tags: of the reader.
        people: who is named: the full names, and what their notes are called.
        said: names → the blocks in which they are quoted.
    """

    path: Path
    title: str
    source: str
    url: str
    date: str
    tags: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    said: dict[str, tuple[Told, ...]]


class Note(msgspec.Struct, frozen=True):
    """A file that Quoth keeps over all articles: whose it is by its front matter, and the names of the blocks in it."""

    path: Path
    identity: str
    blocks: tuple[str, ...]


_known: dict[str, tuple[int, int, Facts | Note | None]] = {}
"""Path → when it was changed, its size, and what is in it: each file is read once."""
_lock = Lock()


def facts(folder: Path) -> tuple[list[Facts], list[Note]]:
    """The articles in a folder, the newest first, and its notes over all articles.

    Hidden folders, links to folders, and copies of what was changed by hand are left out.
    """
    found = [one for path in _files(folder) if (one := _of(path)) is not None]
    articles = [one for one in found if isinstance(one, Facts)]
    articles.sort(key=lambda one: (one.date, one.path.name), reverse=True)
    return articles, [one for one in found if isinstance(one, Note)]


def _files(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(".md") and not name.startswith(".") and not is_copy(name):
                yield os.path.join(place, name)  # noqa: PTH118  (thousands of files: paths of strings are far quicker)


def _of(path: str) -> Facts | Note | None:
    try:
        state = os.lstat(path)
        with _lock:
            known = _known.get(path)
        if known is not None and known[:2] == (state.st_mtime_ns, state.st_size):
            return known[2]
        found = None
        if stat.S_ISREG(state.st_mode) and state.st_size <= _LARGEST:
            with open(path, "rb") as file:  # noqa: PTH123  (the same)
                found = read(Path(path), file.read())
    except OSError:
        return None  # it went meanwhile, or is not ours to read
    with _lock:
        _known[path] = (state.st_mtime_ns, state.st_size, found)
    return found


def read(path: Path, content: bytes) -> Facts | Note | None:
    """What is in a file; ``None`` if it is none of Quoth's.

    Args:
        path: of the file.
        content: of the file.
    """
    if b"quoth" not in content:
        return None
    identity, text = told_in(content[:HEAD]), content.decode("utf-8", "replace").replace("\r\n", "\n")
    there = {one.name: one.content for one in reversed(list(blocks(text)))}
    if {"person", "index"} & there.keys():
        return Note(path, identity, tuple(there))
    told = values_of(text)
    if not identity and "article" not in there:
        return None
    people = tuple(map(_named, told.get("people", ())))
    known = {name for name, _ in people} | {note for _, note in people}
    return Facts(
        path,
        _first(told, "title") or _first(told, "headline") or path.stem,
        _first(told, "source"),
        _first(told, "url"),
        (_first(told, "date") or _first(told, "published"))[:10],
        tuple(told.get("tags", ())),
        people,
        {name: tuple(ids) for name, ids in _said(there.get("quotes", text), known).items()},
    )


def _first(told: dict[str, list[str]], key: str) -> str:
    return " ".join(" ".join(told.get(key, [])[:1]).split())


def _named(told: str) -> tuple[str, str]:
    link = _LINK.fullmatch(told)
    return _linked(link) if link else (told, told)


def _linked(link: re.Match[str]) -> tuple[str, str]:
    """The words that a link shows, and the note that it leads to."""
    return (link["words"], link["led"]) if link["led"] else (link["shown"] or link["note"], link["note"])


def _said(text: str, known: set[str]) -> dict[str, list[Told]]:
    """Names → the ids of quotes: those of the lines under a heading of that name, or that name somebody themselves."""
    found: dict[str, list[Told]] = {}
    speaker, lines = "", text.split("\n")
    for line, after in pairwise([*lines, ""]):
        if heading := _HEADING.match(line):
            link = _LINK.search(heading["words"])
            speaker = _linked(link)[0] if link else _ESCAPED.sub(r"\1", heading["words"])
            continue
        hit, uuid = _ID.search(line), _UUID.match(after)
        if hit or uuid:
            named = [_linked(one)[0] for one in _LINK.finditer(line)] if speaker not in known else []
            who = speaker if speaker in known else next((one for one in reversed(named) if one in known), "")
            if who:
                found.setdefault(who, []).append(Told(hit[1] if hit else "", uuid[1] if uuid else ""))
    return found
