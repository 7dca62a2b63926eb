"""The file of an article, wherever in the folder of saved articles it was moved to and however it is called now.

A folder is read once, and again when something in it has changed that was not written here: its folders tell by when
they were changed. What was found is looked at before it counts, so that a file that was moved, renamed or changed in
place since is looked for anew.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from readers.save.identity import HEAD, told_in

_COPY = re.compile(r"\.yours-\d+$")
_SECONDS = 1.0
_SHARE = 20
"""A folder is read again in any case after a second, or after twenty times as long as reading it took: files may change
in place, and within the moment in which something is written here."""

_known: dict[str, tuple[int, int, str]] = {}
"""Path → when it was changed, its size, and whose file it is: each file is read once."""
_lock = RLock()


class _Index:
    """The files of one format in a folder.

    Attributes:
        extension: of the format, with the dot.
        paths: whose file → where it is; the first, if there are several.
        changed: each folder → when it was changed; 0 if it is not there.
        until: when it is read again in any case, by the monotonic clock.
    """

    def __init__(self, folder: str, extension: str) -> None:
        began = time.monotonic()
        self.extension = extension
        self.paths: dict[str, str] = {}
        self.changed = {folder: _changed(folder)}
        for place, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            # Asked for before their names are: what comes meanwhile has them read again.
            inner = (os.path.join(place, name) for name in folders)  # noqa: PTH118  (a thousand files: strings are quicker)
            self.changed.update((path, _changed(path)) for path in inner)
            for name in filter(self.has, sorted(names)):
                path = os.path.join(place, name)  # noqa: PTH118  (the same)
                self.paths.setdefault(_whose(path), path)
        now = time.monotonic()
        self.until = now + max(_SECONDS, _SHARE * (now - began))

    def has(self, name: str) -> bool:
        """Whether a file of this name is one of them."""
        extension = self.extension
        return name.endswith(extension) and not name.startswith(".") and not _COPY.search(name[: -len(extension)])

    def first(self, wanted: Sequence[str]) -> str | None:
        """The first of these that a file tells."""
        return next((one for one in wanted if one in self.paths), None)

    def is_fresh(self) -> bool:
        """Whether nothing has come or gone since."""
        return time.monotonic() < self.until and all(_changed(path) == then for path, then in self.changed.items())


class _Writer:
    """Who writes a file.

    Attributes:
        alone: whether nobody else has written in the same folder meanwhile.
    """

    def __init__(self) -> None:
        self.alone = True


_indexes: dict[tuple[str, str], _Index] = {}
"""Folder and extension → the files in it, as they were last."""
_writers: dict[str, list[_Writer]] = {}
"""Folder → who writes in it now."""


def is_copy(name: str) -> bool:
    """Whether a file of this name is what was kept of one that was changed by hand."""
    return _COPY.search(name.rpartition(".")[0]) is not None


def find(folder: Path, extension: str, wanted: Sequence[str]) -> Path | None:
    """The file of an article, by what it says of itself.

    Args:
        folder: where to look, and in the folders in it but for hidden ones; links to folders are not followed.
        extension: of its format, with the dot.
        wanted: see `readers.save.identity.identities`; the first that is found counts.
    """
    whole = folder.absolute()
    key = (str(whole), extension)
    with _lock:
        known = _indexes.get(key)
        if known is None or not known.is_fresh():
            known = _indexes[key] = _Index(*key)
        found = known.first(wanted)
        if found is not None and _whose(known.paths[found]) != found:
            known = _indexes[key] = _Index(*key)
            found = known.first(wanted)
        return None if found is None else folder / Path(known.paths[found]).relative_to(whole)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """While a file is written: what is known of its folder is kept up to date, as far as it was so before.

    If others write there at the same time, the folder tells no longer whose change it was, and is read again.
    """
    path = path.absolute()
    place, mine = str(path.parent), _Writer()
    with _lock:
        then = _changed(place)
        fresh = [one for one in _indexes.values() if then and one.changed.get(place) == then]
        there = _writers.setdefault(place, [])
        there.append(mine)
        if len(there) > 1:
            for one in there:
                one.alone = False
    written = False
    try:
        yield
        written = True
    finally:
        with _lock:
            there.remove(mine)
            if not there:
                del _writers[place]
            _bring_up_to_date(path, fresh if written and mine.alone else [])


def _bring_up_to_date(path: Path, fresh: Sequence[_Index]) -> None:
    """Put a file that was written into what is known of its folder; the folder is read again for all else that is."""
    place = str(path.parent)
    whose, now = _whose(str(path)), _changed(place)
    for key, one in list(_indexes.items()):
        if place not in one.changed:
            continue
        if not any(one is other for other in fresh):
            del _indexes[key]
        elif not one.has(path.name) or not whose or one.paths.setdefault(whose, str(path)) == str(path):
            one.changed[place] = now  # else there are two of it: which is the first is seen when all are read again


def _changed(folder: str) -> int:
    with contextlib.suppress(OSError):
        return os.stat(folder).st_mtime_ns  # noqa: PTH116  (the same)
    return 0


def _whose(path: str) -> str:
    try:
        state = os.lstat(path)
        with _lock:
            known = _known.get(path)
        if known is not None and known[:2] == (state.st_mtime_ns, state.st_size):
            return known[2]
        identity = ""
        if stat.S_ISREG(state.st_mode):
            with open(path, "rb") as file:  # noqa: PTH123  (the same)
                identity = told_in(file.read(HEAD))
    except OSError:
        return ""
    with _lock:
        _known[path] = (state.st_mtime_ns, state.st_size, identity)
    return identity
