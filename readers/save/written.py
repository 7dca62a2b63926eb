"""What was last written to a file of the reader's, so that what was added to it by hand is known from what was not.

A file of its own for each, beside the library: how many bytes were written, and their digest. While a file is being
written there are two lines, what was there and what is to be: whoever is killed then leaves a file that is known. What
was written is kept too, packed, where lines may be added in its midst.
"""

from __future__ import annotations

import hashlib
import zlib
from itertools import count
from pathlib import Path

from readers.private import make_folder
from readers.save import drafts


def added_by_hand(path: Path, now: bytes, records: Path) -> bytes | None:
    """What was put at the end of a file after it was written; ``None`` if it was changed elsewhere, or is not known.

    Args:
        path: the file.
        now: what is in it.
        records: where `remember` keeps what it is told.
    """
    known = [line.split() for line in _lines(path, records)]
    try:
        pairs = sorted(((int(length), digest) for length, digest in known), reverse=True)
    except ValueError:
        return None  # not as we write them
    # The longest first: what we wrote later may begin with what we wrote before, and is no addition to it.
    return next(
        (now[length:] for length, digest in pairs if length <= len(now) and _digest(now[:length]) == digest), None
    )


def known(path: Path, records: Path) -> list[bytes]:
    """What was written to a file, or was about to be, as far as it was kept; the longest first."""
    found = []
    for line in _lines(path, records):
        try:
            found.append(zlib.decompress(_packed(path, line, records).read_bytes()))
        except (FileNotFoundError, zlib.error):
            continue
    return sorted(found, key=len, reverse=True)


def is_known(path: Path, records: Path) -> bool:
    """Whether something was written to a file before."""
    return bool(_lines(path, records))


def announce(path: Path, content: bytes, records: Path, *, whole: bool = False) -> None:
    """Keep what is about to be written to a file, besides what was.

    Args:
        path: the file.
        content: what is written to it.
        records: where that is kept.
        whole: keep all of it and not its digest alone.

    Raises:
        OSError: it cannot be kept.
    """
    before = [line for line in _lines(path, records) if line != _line(content)]
    _keep(path, [*before, _line(content)], records)
    if whole:  # after its line, so that nothing is kept that no line tells of
        drafts.replace(_packed(path, _line(content), records), zlib.compress(content, 9))


def remember(path: Path, content: bytes, records: Path) -> None:
    """Keep what was written to a file.

    Raises:
        OSError: it cannot be kept; the file then counts as changed by hand.
    """
    current = _packed(path, _line(content), records)
    before = {_packed(path, line, records) for line in _lines(path, records)}
    for packed in before - {current}:
        packed.unlink(missing_ok=True)
    _keep(path, [_line(content)], records)


def copy_of(path: Path, content: bytes) -> Path:
    """Put a file's content beside it, under a name that nothing has, and give that; or the copy there is already.

    Raises:
        OSError: it cannot be written.
    """
    for number in count(1):
        beside = path.with_name(f"{path.stem}.yours-{number}{path.suffix}")
        try:
            drafts.add(beside, content)
        except FileExistsError:
            if not (beside.is_file() and beside.read_bytes() == content):
                continue
        return beside
    raise AssertionError  # there is no last number


def _keep(path: Path, lines: list[str], records: Path) -> None:
    make_folder(records)
    drafts.replace(_record(path, records), "\n".join(lines).encode("ascii"))


def _packed(path: Path, line: str, records: Path) -> Path:
    """Where the content is kept that a line of the record tells of."""
    record = _record(path, records)
    return record.with_name(f"{record.name}-{line.rpartition(' ')[2][:16]}.z")


def _lines(path: Path, records: Path) -> list[str]:
    """What is known of a file, one line, or more if its last writing was not ended."""
    try:
        return _record(path, records).read_text("ascii").splitlines()
    except (FileNotFoundError, ValueError):  # ValueError: no ASCII
        return []


def _line(content: bytes) -> str:
    return f"{len(content)} {_digest(content)}"


def _record(path: Path, records: Path) -> Path:
    return records / _digest(str(path.absolute()).encode("utf-8", "surrogateescape"))[:32]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
