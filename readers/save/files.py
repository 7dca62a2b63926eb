"""Saving an annotated article as a file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from anyascii import anyascii

from readers.addresses import without_tracking
from readers.config import default_library
from readers.errors import SaveError
from readers.model import Article
from readers.save import drafts
from readers.save.formats import PACKED, extension_of, written
from readers.save.identity import identities
from readers.save.layout import address, headline, outlet, published
from readers.save.merging import Merged, merge
from readers.save.renewing.finding import find, writing
from readers.save.renewing.renew import renew
from readers.save.written import added_by_hand, announce, copy_of, known, remember

_SLUG_LENGTH = 60
_WHOLE = {"json", "webannotation", "csl", *PACKED}
"""Formats in which nothing can follow what we wrote."""
_OF_BLOCKS = {"markdown", "html"}
"""Those in which what is ours stands in blocks."""
_OF_LINES = {"markdown"}
"""Those in which something may stand between the lines that we wrote."""


class Saved(NamedTuple):
    """What saving an article has done.

    Attributes:
        path: the file.
        copy: the file as it was before, changed by hand in a way that could not be kept in it; ``None`` if there was
            nothing of that kind.
        missing: pictures that could not be put into it, in words.
        others: notes over all articles that were changed by hand in such a way, each with the file as it was.
    """

    path: Path
    copy: Path | None = None
    others: tuple[tuple[Path, Path], ...] = ()
    missing: tuple[str, ...] = ()


def save(
    article: Article,
    folder: Path,
    format: str = "markdown",  # noqa: A002  # what everybody calls it
    content: bytes | None = None,
) -> Saved:
    """Write an article to a file of its own; the same article in the same format is written over the earlier one.

    In Markdown and HTML what is Quoth's stands in blocks and in keys of the front matter; these are renewed, and all
    else stays byte for byte. In other formats what was put at the end by hand stays there; in Markdown what was put
    between Quoth's own lines stays too, as long as the line before or after it is there. Where that cannot be, where
    lines of Quoth's were changed, or where it is not known what was written, the file is copied first, to
    ``….yours-1`` beside it.

    The file is complete or not there at all: it is written under another name, flushed to the disk, then renamed.

    Args:
        article: annotated or not.
        folder: where to; made if missing.
        format: a name of `FORMATS`.
        content: what is to be written, of a template or with other links; what the format has, if ``None``.

    Returns:
        The file, and the copy if there had to be one.

    Raises:
        SaveError: there is no such format, or the file cannot be written.
    """
    content = written(article, format) if content is None else content
    path = folder / (name_of(article) + extension_of(format))
    try:
        path, merged = _planned(article, folder, format, content)
        folder.mkdir(parents=True, exist_ok=True)
        records = default_library().parent / "written"
        with writing(path):
            copy = None if merged.whole else copy_of(path, path.read_bytes())
            announce(path, content, records, whole=format in _OF_LINES)
            drafts.replace(path, merged.content)
        remember(path, content, records)
    except OSError as error:
        raise SaveError(f"Could not save {path.name} in {folder}: {drafts.why(error)}.") from error
    return Saved(path, copy)


class Plan(NamedTuple):
    """What saving an article would do.

    Attributes:
        path: the file.
        content: what would be in it.
        known: whether it is there already.
        copied: whether it would be copied first, since what was changed by hand could not be kept in it.
        pictures: whether pictures will be in it that are not here yet.
    """

    path: Path
    content: bytes
    known: bool = False
    copied: bool = False
    pictures: bool = False


def planned(
    article: Article,
    folder: Path,
    format: str = "markdown",  # noqa: A002  # as above
    content: bytes | None = None,
) -> Plan:
    """What `save` would do, of the same arguments; nothing is written.

    Raises:
        SaveError: there is no such format, or what is there cannot be read.
    """
    content = written(article, format) if content is None else content
    try:
        path, merged = _planned(article, folder, format, content)
        return Plan(path, merged.content, path.is_file() and not path.is_symlink(), not merged.whole)
    except OSError as error:
        raise SaveError(
            f"Could not read what is in {folder}: {error.strerror or error}. Name another folder."
        ) from error


def _planned(article: Article, folder: Path, style: str, content: bytes) -> tuple[Path, Merged]:
    """The file that an article goes into, and what is to be in it."""
    extension = extension_of(style)
    usual = folder / (name_of(article) + extension)
    path = _earlier(article, usual, folder, extension) or usual
    return path, _merged(path, usual, content, style, default_library().parent / "written")


def saved_as(article: Article, folder: Path, format: str = "markdown") -> Path | None:  # noqa: A002  # as above
    """The file in which an article was saved in a format before; ``None`` if there is none."""
    extension = extension_of(format)
    usual = folder / (name_of(article) + extension)
    return usual if usual.exists() else _earlier(article, usual, folder, extension)


def _merged(path: Path, usual: Path, content: bytes, style: str, records: Path) -> Merged:
    """What is to be written, with what is to stay of an earlier file.

    Args:
        path: the file.
        usual: where it would be, had it not been moved.
        content: what Quoth has to say.
        style: the format.
        records: where it is kept what was written.
    """
    if path.is_symlink() or not path.is_file() or (now := path.read_bytes()) == content:
        return Merged(content, whole=True)
    renewed = renew(now, content) if style in _OF_BLOCKS else None
    if renewed is not None and not renewed.changed_by_hand:
        return Merged(renewed.content, whole=True)
    merged = _with_additions(tuple(dict.fromkeys((path, usual))), now, content, style, records)
    if renewed is not None and not merged.whole:  # what stands outside of the blocks stays all the same
        around = renew(now, merged.content) or renewed
        return Merged(around.content, whole=False)
    return merged


def _with_additions(paths: Sequence[Path], now: bytes, content: bytes, style: str, records: Path) -> Merged:
    """What is to be written, with what was added to what was written before under any of the paths."""
    found = (added_by_hand(path, now, records) for path in paths)
    added = next((one for one in found if one is not None), None)
    if added is not None:
        lost = bool(added.strip()) and style in _WHOLE
        return Merged(content if lost else content + added, not lost)
    if style not in _OF_LINES:
        return Merged(content, whole=False)
    merged = [merge(before, now, content) for path in paths for before in known(path, records)]
    return next((one for one in merged if one.whole), merged[0] if merged else Merged(content, whole=False))


def name_of(article: Article) -> str:
    """A file's name without extension: date, words of the headline, and a mark that no other article has.

    Only lower-case ASCII letters, digits and hyphens; never longer than 80 characters.
    """
    moment = published(article)
    day = f"{moment:%Y-%m-%d}" if moment else "undated"
    letters = anyascii(headline(article)).lower()
    words = re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "")).strip("-")
    slug = words if len(words) <= _SLUG_LENGTH else words[: _SLUG_LENGTH + 1].rpartition("-")[0] or words[:_SLUG_LENGTH]
    return "-".join(part for part in (day, slug, _mark(article)) if part)


def _mark(article: Article) -> str:
    """Six digits that tell two articles of one day and headline apart: from the address, or else from the words."""
    return _digits(without_tracking(address(article)) or "\n".join((outlet(article), article.document.digest)))


def _digits(identity: str) -> str:
    return hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:6]


def _earlier(article: Article, path: Path, folder: Path, extension: str) -> Path | None:
    """The file in which the article was saved before, wherever in the folder it is and however it is called.

    One that does not say whose it is, since an older version wrote it, has the same headline and the mark of the same
    address, and the day is that of the same moment somewhere.
    """
    moment = published(article)
    if path.exists():
        return None
    if (found := find(folder, extension, list(identities(article)))) is not None:
        return found
    if not address(article) or moment is None:
        return None
    days = {f"{moment.astimezone(timezone(timedelta(hours=hours))):%Y-%m-%d}" for hours in (-12, 0, 14)}
    words = path.name.removesuffix(extension)[len("2026-01-01") : -len(_mark(article))]
    names = (f"{day}{words}{mark}" for mark in (_mark(article), _digits(address(article))) for day in sorted(days))
    return next((one for name in names if (one := path.with_name(f"{name}{extension}")).exists()), None)
