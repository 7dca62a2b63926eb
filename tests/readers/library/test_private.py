"""The library is its owner's alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from readers.library.library import Library
from readers.private import append_to
from tests.readers.library.conftest import COURIER, NOW, make_older

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


def modes(folder: Path) -> dict[str, str]:
    return {path.name: oct(path.stat().st_mode & 0o777) for path in (folder, *folder.iterdir()) if path.is_file()}


def test_a_new_one_its_logs_and_its_copies_are_closed_to_others(path: Path) -> None:
    make_older(path, 1)
    append_to(path.parent / "background.log").close()
    with Library.open(path) as library:
        library.subscribe(COURIER, now=NOW)
        assert set(modes(path.parent)) >= {"library.db", "library.db-wal", "library.version-1.db", "background.log"}
        assert set(modes(path.parent).values()) == {"0o600"}


def test_one_that_was_open_to_everybody_is_closed_when_it_is_opened(path: Path) -> None:
    Library.open(path).close()
    for one in (path, path.with_name("library.version-1.db"), path.with_name("background.log")):
        one.touch()
        one.chmod(0o644)
    (path.parent / "written").mkdir()
    path.parent.chmod(0o755)
    with Library.open(path):
        assert set(modes(path.parent).values()) == {"0o600"}
        assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_holds_other_things_is_left_as_it_is_and_so_are_they(tmp_path: Path) -> None:
    (tmp_path / "recipes.txt").touch(0o644)
    tmp_path.chmod(0o755)
    (tmp_path / "recipes.txt").chmod(0o644)
    with Library.open(tmp_path / "library.db"):
        assert tmp_path.stat().st_mode & 0o777 == 0o755
        assert modes(tmp_path)["recipes.txt"] == "0o644"
        assert modes(tmp_path)["library.db"] == "0o600"
