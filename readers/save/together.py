"""Many articles in one file: a book, a table, a bibliography.

Each article is written when it comes and then forgotten, so that a thousand need no more memory than ten.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec

from readers.errors import SaveError
from readers.model import Article
from readers.save import drafts
from readers.save.books.epub import Book
from readers.save.datasets.docbin import Documents
from readers.save.datasets.parquet import RowsAsParquet
from readers.save.datasets.rows import RowsAsCsv
from readers.save.formats import FORMATS
from readers.save.record.writing import harmless
from readers.save.sharing.citations import Keys


class Collection(Protocol):
    """A file of many articles that is being written."""

    def add(self, article: Article) -> None:
        """Write an article."""

    def close(self) -> None:
        """Write what comes after the last."""

    def abandon(self) -> None:
        """Write nothing more."""


class _Texts:
    """Articles one after the other, as a text format has them."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._format = FORMATS[name]
        self._first = True
        self._keys = Keys()

    def add(self, article: Article) -> None:
        """Write an article; of a table that has a heading already, without one."""
        text = self._format.render(article)
        if not self._first and self._format.extension.endswith(".csv"):
            text = text[text.index("\r\n") + 2 :]
        text = self._keys.rename(text)
        encoding = self._format.encoding if self._first else "utf-8"
        self._file.write(text.encode(encoding, "replace"))
        self._first = False

    def close(self) -> None:
        """Nothing comes after the last."""

    def abandon(self) -> None:
        """Nothing waits to be written."""


class _Array:
    """Articles as one JSON array: of what each gives, or of the members of the arrays that these give."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._render = FORMATS[name].render
        self._before = b"[\n"
        self._keys = Keys()

    def add(self, article: Article) -> None:
        """Write what an article gives."""
        value = msgspec.json.decode(self._render(article))
        for one in value if isinstance(value, list) else [value]:
            if isinstance(value, list):
                one["id"] = self._keys.new(one["id"])
            self._file.write(self._before + harmless(msgspec.json.encode(one).decode()).encode())
            self._before = b",\n"

    def close(self) -> None:
        """Write the end of the array."""
        self._file.write((b"[" if self._before == b"[\n" else b"") + b"\n]\n")

    def abandon(self) -> None:
        """Nothing waits to be written."""


_KINDS: dict[str, Callable[[BinaryIO, str], Collection]] = {
    ".csl.json": lambda file, _: _Array(file, "csl"),
    ".jsonld": lambda file, _: _Array(file, "webannotation"),
    ".rows.csv": lambda file, _: RowsAsCsv(file),
    ".csv": lambda file, _: _Texts(file, "csv"),
    ".ris": lambda file, _: _Texts(file, "ris"),
    ".bib": lambda file, _: _Texts(file, "bibtex"),
    ".epub": Book,
    ".parquet": lambda file, _: RowsAsParquet(file),
    ".spacy": lambda file, _: Documents(file),
}
"""Endings of file names → how many articles are written into such a file; the first that fits counts."""


@contextmanager
def together(path: Path, *, title: str = "", overwrite: bool = False) -> Iterator[Collection]:
    """A file to put articles into; it is there once all are in it, and not before.

    Args:
        path: the file; its ending says the format.
        title: what the whole is called, where the format has a word for it.
        overwrite: whether a file of that name may be replaced.

    Raises:
        SaveError: no format has that ending, there is such a file already, or it cannot be written.
    """
    kind = next((ending for ending in _KINDS if path.name.lower().endswith(ending)), None)
    if kind is None:
        known = ", ".join(_KINDS)
        raise SaveError(f"{path.name}: many articles go into files that end with one of {known}. Choose one of these.")
    if path.exists() and not overwrite:
        raise SaveError(f"There is a file {path} already. Name another one, or say --overwrite.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with drafts.replacing(path) as file:
            collection = _KINDS[kind](file, title)
            try:
                yield collection
                collection.close()
            except BaseException:
                collection.abandon()
                raise
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        advice = "The disk is full: free some space, and save again." if full else "Name another place."
        raise SaveError(f"Could not write {path}: {error.strerror or error}. {advice}") from error
