"""The file of an article, wherever in the folder of saved articles it was moved to and however it is called now."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from readers.save.identity import HEAD, told_in

_COPY = re.compile(r"\.yours-\d+$")

_known: dict[str, tuple[int, int, str]] = {}
"""Path → when it was changed, its size, and whose file it is: each file is read once."""
_lock = Lock()


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
    found: dict[str, str] = {}
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(extension) and not name.startswith(".") and not _COPY.search(name[: -len(extension)]):
                path = os.path.join(place, name)  # noqa: PTH118  (a thousand files: paths of strings are far quicker)
                found.setdefault(_whose(path), path)
    return next((Path(found[one]) for one in wanted if one in found), None)


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
