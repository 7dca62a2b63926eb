"""What there is to do in an archive, and what is done: ``_manifest/plan.json`` and a file for each part that is done.

Each file is written under another name and renamed, so that it is complete or not there. A part is done when its file
is there; a part that was broken off is done again from its beginning, and takes the place of what it left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from readers.archive.inputs import Part, found_in, parts_of
from readers.errors import ArchiveError
from readers.save import drafts

FORMAT = 1


class Input(msgspec.Struct, frozen=True):
    """A file that was parted: where it is, and size and time of change, by which a change is seen."""

    path: str
    size: int
    changed: int


class Plan(msgspec.Struct, frozen=True):
    """All there is to do.

    Attributes:
        format: of the archive.
        annotator: model and components; an archive has one.
        inputs: whatever was parted.
        parts: in the order of their numbers.
    """

    format: int = FORMAT
    annotator: str = ""
    inputs: tuple[Input, ...] = ()
    parts: tuple[Part, ...] = ()


class Tally(msgspec.Struct, frozen=True):
    """What came of a part: how many of each, and the processor time, in seconds."""

    number: int
    documents: int = 0
    rejects: int = 0
    passed_over: int = 0
    words: int = 0
    entities: int = 0
    quotes: int = 0
    seconds: float = 0.0


def plan(folder: Path, inputs: Iterable[Path], annotator: str, size: int) -> Plan:
    """The plan of an archive, with what of the inputs is not in it yet; it is written before anything is done.

    Args:
        folder: of the archive; made if it is not there.
        inputs: files and folders.
        annotator: model and components that will be used.
        size: records in a part.

    Raises:
        ArchiveError: an input cannot be read, has changed since it was parted, or another model was used before.
    """
    known = read(folder)
    if known.annotator and annotator != known.annotator:
        raise ArchiveError(
            f"{folder} was made with {known.annotator}, and {annotator} is to be used now. Give another folder."
        )
    before = {one.path: one for one in known.inputs}
    new, parts, pages = list[Input](), list(known.parts), list[str]()
    for given in inputs:
        for kind, path in found_in(given.resolve()):
            stat = path.stat()
            now = Input(str(path), stat.st_size, stat.st_mtime_ns)
            if (then := before.setdefault(now.path, now)) is not now:
                if then != now:
                    raise ArchiveError(f"{path} has changed since {folder} was begun. Give another folder.")
                continue
            new.append(now)
            if kind == "pages":
                pages.append(str(path))
            else:
                parts += [msgspec.structs.replace(one, number=len(parts) + n)
                          for n, one in enumerate(parts_of(kind, path, size))]  # fmt: skip
    for first in range(0, len(pages), size):
        some = tuple(pages[first : first + size])
        parts.append(Part(len(parts), "pages", str(Path(some[0]).parent), count=len(some), files=some))
    made = Plan(FORMAT, annotator, (*known.inputs, *new), tuple(parts))
    if made != known:
        _folder(folder).mkdir(parents=True, exist_ok=True)
        drafts.replace(_folder(folder) / "plan.json", msgspec.json.encode(made))
    return made


def read(folder: Path) -> Plan:
    """The plan as it is there; an empty one if there is none.

    Raises:
        ArchiveError: it is damaged, or of a newer Quoth.
    """
    path = _folder(folder) / "plan.json"
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Plan)
    except FileNotFoundError:
        return Plan()
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ArchiveError(f"{path} is damaged: {error}. Give another folder.") from error
    if found.format != FORMAT:
        raise ArchiveError(f"{folder} was made by another version of Quoth. Update Quoth, or give another folder.")
    return found


def is_begun(folder: Path) -> bool:
    """Whether there is a plan in a folder."""
    return (_folder(folder) / "plan.json").exists()


def done(folder: Path) -> dict[int, Tally]:
    """The parts that are done, by number."""
    place = _folder(folder) / "done"
    found = [msgspec.json.decode(path.read_bytes(), type=Tally) for path in place.glob("part-*.json")]
    return {tally.number: tally for tally in found}


def mark_done(folder: Path, tally: Tally) -> None:
    """Say that a part is done; all its files must be there."""
    place = _folder(folder) / "done"
    place.mkdir(parents=True, exist_ok=True)
    drafts.replace(place / f"{called(tally.number)}.json", msgspec.json.encode(tally))


def called(number: int) -> str:
    """What the files of a part are called."""
    return f"part-{number:06d}"


def place_at_hand(folder: Path, number: int) -> Path:
    """The file in which a part's process notes the record at hand, for whoever sees the process die."""
    return _folder(folder) / "at" / called(number)


def left(folder: Path, parts: Iterable[Part]) -> Iterator[Part]:
    """The parts that are not done."""
    finished = done(folder)
    return (part for part in parts if part.number not in finished)


def _folder(folder: Path) -> Path:
    return folder / "_manifest"
