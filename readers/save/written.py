"""What was last written to a file of the reader's, so that what was added to it by hand is known from what was not.

A file of its own for each, beside the library: how many bytes were written, and their digest.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from readers.private import make_folder


def added_by_hand(path: Path, now: bytes, records: Path) -> bytes | None:
    """What was put at the end of a file after it was written; ``None`` if it was changed elsewhere, or is not known.

    Args:
        path: the file.
        now: what is in it.
        records: where `remember` keeps what it is told.
    """
    try:
        length, digest = _record(path, records).read_text("ascii").split()
    except (FileNotFoundError, ValueError):
        return None
    known = now[: int(length)]
    return now[int(length) :] if _digest(known) == digest and len(known) == int(length) else None


def remember(path: Path, content: bytes, records: Path) -> None:
    """Keep what was written to a file.

    Raises:
        OSError: it cannot be kept; the file then counts as changed by hand.
    """
    make_folder(records)
    record = _record(path, records)
    draft = record.with_suffix(".part")
    draft.write_text(f"{len(content)} {_digest(content)}", "ascii")
    draft.replace(record)


def copy_of(path: Path, content: bytes) -> Path:
    """Put a file's content beside it, under a name that nothing has, and give that.

    Raises:
        OSError: it cannot be written.
    """
    number = 1
    while True:
        beside = path.with_name(f"{path.stem}.yours-{number}{path.suffix}")
        with contextlib.suppress(FileExistsError), beside.open("xb") as file:
            file.write(content)
            return beside
        number += 1


def _record(path: Path, records: Path) -> Path:
    return records / _digest(str(path.absolute()).encode("utf-8", "surrogateescape"))[:32]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
