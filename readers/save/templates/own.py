"""Where templates come from: the reader's folder and, for what is not there, the usual ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from readers.errors import SaveError
from readers.save import drafts

ENDING = ".md.jinja"
OF_ARTICLES = ("article", "quotes", "notes")
"""Those that a saved article is made by."""
NAMES = (*OF_ARTICLES, "person", "index")
"""All there are, in the order in which they are told of."""

_LARGEST, _MOST = 200_000, 100


def usual(name: str) -> str:
    """The template that writes what is written without any."""
    return (files(__package__) / "defaults" / f"{name}{ENDING}").read_text(encoding="utf-8")


def own(folder: Path) -> dict[str, str]:
    """The reader's templates: the path of each → its text.

    Raises:
        SaveError: one cannot be read, or there are too many.
    """
    paths = sorted(folder.glob(f"*{ENDING}")) if folder.is_dir() else []
    if len(paths) > _MOST:
        raise SaveError(f"There are {len(paths)} templates in {folder}, and at most {_MOST} are read. Take some away.")
    return {str(path): _read(path) for path in paths}


def given(folder: Path, names: Sequence[str] = OF_ARTICLES) -> dict[str, str]:
    """All templates if the reader has one of some names, the reader's first; none if there is no such one.

    Raises:
        SaveError: one cannot be read, or there are too many.
    """
    if not any((folder / f"{name}{ENDING}").is_file() for name in names):
        return {}
    return own(folder) | defaults()


def defaults() -> dict[str, str]:
    """The usual templates by their names."""
    return {f"default/{name}{ENDING}": usual(name) for name in NAMES}


def first(templates: Mapping[str, str], name: str) -> str:
    """Which of the templates is filled for a name: the reader's or, without one, the usual."""
    file = f"{name}{ENDING}"
    return next(path for path in templates if path.replace("\\", "/").rpartition("/")[2] == file)


def write_examples(folder: Path, names: Sequence[str] = NAMES) -> list[tuple[Path, bool]]:
    """Put the usual templates into the reader's folder, where there are none; gives each, and whether it is new.

    Raises:
        SaveError: one cannot be written.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            path = folder / f"{name}{ENDING}"
            try:
                drafts.add(path, usual(name).encode())
                written.append((path, True))
            except FileExistsError:
                written.append((path, False))
    except OSError as error:
        raise SaveError(f"The templates cannot be written to {folder}: {error.strerror or error}.") from error
    return written


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise SaveError(f"The template {path} is larger than {_LARGEST / 1e3:.0f} kB. Take it away, or shorten it.")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise SaveError(f"The template {path}, line {line}: this is no UTF-8. Save it as UTF-8.") from error
    except OSError as error:
        raise SaveError(f"The template {path} cannot be read: {error.strerror}. Check its permissions.") from error
