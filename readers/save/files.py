"""Saving an annotated article as a file."""

from __future__ import annotations

import errno
import hashlib
import re
import unicodedata
from collections.abc import Callable
from datetime import timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from readers.addresses import without_tracking
from readers.config import default_library
from readers.errors import SaveError
from readers.model import Article
from readers.save import ansi, drafts, html, markdown, tables, webannotation
from readers.save.layout import address, headline, outlet, published
from readers.save.merging import Merged, merge
from readers.save.record.writing import to_record_text
from readers.save.written import added_by_hand, announce, copy_of, known, remember

_SLUG_LENGTH = 60
_WHOLE = {"json", "webannotation"}
"""Formats in which nothing can follow what we wrote."""
_OF_LINES = {"markdown"}
"""Those in which something may stand between the lines that we wrote."""
_ADVICE = {
    errno.ENOSPC: "the disk is full. Free some space and save again",
    errno.EDQUOT: "your share of the disk is used up. Free some space and save again",
    errno.EACCES: "you may not write there. Check the folder's permissions, or name another one",
    errno.EPERM: "you may not write there. Check the folder's permissions, or name another one",
    errno.EROFS: "that disk is read-only. Name another folder",
    errno.EEXIST: "there is a file of that name where the folder should be. Name another folder",
    errno.ENOTDIR: "part of that path is a file. Name another folder",
}


class Format(NamedTuple):
    """A format: the extension of its files, and the function that writes an article in it."""

    extension: str
    render: Callable[[Article], str]


FORMATS: dict[str, Format] = {
    "markdown": Format(".md", markdown.to_markdown),
    "json": Format(".json", to_record_text),
    "html": Format(".html", html.to_html),
    "webannotation": Format(".jsonld", webannotation.to_webannotation),
    "csv": Format(".csv", tables.to_csv),
    "ansi": Format(".ansi", ansi.to_ansi),
}
"""The formats by name."""


class Saved(NamedTuple):
    """What saving an article has done.

    Attributes:
        path: the file.
        copy: the file as it was before, changed by hand in a way that could not be kept in it; ``None`` if there was
            nothing of that kind.
    """

    path: Path
    copy: Path | None = None


def save(article: Article, folder: Path, format: str = "markdown") -> Saved:  # noqa: A002  # what everybody calls it
    """Write an article to a file of its own; the same article in the same format is written over the earlier one.

    What was put at the end of that by hand stays there, byte for byte; in Markdown so does what was put between its
    lines or at its top, as long as the line before or after it is there. Where that cannot be, where lines were
    changed, or where it is not known what was written, the file is copied first, to ``….yours-1`` beside it.

    The file is complete or not there at all: it is written under another name, flushed to the disk, then renamed.

    Args:
        article: annotated or not.
        folder: where to; made if missing.
        format: a name of `FORMATS`.

    Returns:
        The file, and the copy if there had to be one.

    Raises:
        SaveError: there is no such format, or the file cannot be written.
    """
    if format not in FORMATS:
        raise SaveError(f"There is no format {format!r}. Known are: {', '.join(FORMATS)}.")
    extension, render = FORMATS[format]
    content = render(article).encode("utf-8", "replace")
    path = folder / (name_of(article) + extension)
    path = _earlier(article, path) or path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        records = default_library().parent / "written"
        merged = _with_additions(path, content, format, records)
        copy = None if merged.whole else copy_of(path, path.read_bytes())
        announce(path, content, records, whole=format in _OF_LINES)
        drafts.replace(path, merged.content)
        remember(path, content, records)
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, f"{error.strerror or error}. Name another folder")
        raise SaveError(f"Could not save {path.name} in {folder}: {advice}.") from error
    return Saved(path, copy)


def _with_additions(path: Path, content: bytes, style: str, records: Path) -> Merged:
    """What is to be written, with what is to stay of an earlier file."""
    if path.is_symlink() or not path.is_file() or (now := path.read_bytes()) == content:
        return Merged(content, whole=True)
    added = added_by_hand(path, now, records)
    if added is not None:
        lost = bool(added.strip()) and style in _WHOLE
        return Merged(content if lost else content + added, not lost)
    if style not in _OF_LINES:
        return Merged(content, whole=False)
    found = [merge(before, now, content) for before in known(path, records)]
    return next((one for one in found if one.whole), found[0] if found else Merged(content, whole=False))


def name_of(article: Article) -> str:
    """A file's name without extension: date, words of the headline, and a mark that no other article has.

    Only lower-case ASCII letters, digits and hyphens; never longer than 80 characters.
    """
    moment = published(article)
    day = f"{moment:%Y-%m-%d}" if moment else "undated"
    letters = unicodedata.normalize("NFKD", headline(article)).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "")).strip("-")
    slug = words if len(words) <= _SLUG_LENGTH else words[: _SLUG_LENGTH + 1].rpartition("-")[0] or words[:_SLUG_LENGTH]
    return "-".join(part for part in (day, slug, _mark(article)) if part)


def _mark(article: Article) -> str:
    """Six digits that tell two articles of one day and headline apart: from the address, or else from the words."""
    return _digits(without_tracking(address(article)) or "\n".join((outlet(article), article.document.digest)))


def _digits(identity: str) -> str:
    return hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:6]


def _earlier(article: Article, path: Path) -> Path | None:
    """The file in which the article was saved before, where its date was given in another zone or its address tracked.

    It has the same headline and the mark of the same address, and the day is that of the same moment somewhere.
    """
    moment = published(article)
    if not address(article) or moment is None or path.exists():
        return None
    days = {f"{moment.astimezone(timezone(timedelta(hours=hours))):%Y-%m-%d}" for hours in (-12, 0, 14)}
    words = path.stem[len("2026-01-01") : -len(_mark(article))]
    names = (f"{day}{words}{mark}" for mark in (_mark(article), _digits(address(article))) for day in sorted(days))
    return next((one for name in names if (one := path.with_name(f"{name}{path.suffix}")).exists()), None)
