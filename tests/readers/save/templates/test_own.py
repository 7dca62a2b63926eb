"""The reader's templates: all that are there count, or it is told that they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from readers.errors import SaveError
from readers.save.templates import own


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / f"{name}{own.ENDING}").write_text(f"mine: {name}\n")


def test_ones_own_come_before_the_usual_ones(tmp_path: Path) -> None:
    put(tmp_path, "quotes", *(f"part {number:02}" for number in range(99)))
    templates = own.given(tmp_path)
    assert templates[own.first(templates, "quotes")] == "mine: quotes\n"
    assert own.first(templates, "article").startswith("default/")


def test_more_than_are_read_are_told_of_and_none_is_left_out(tmp_path: Path) -> None:
    put(tmp_path, "quotes", *(f"part {number:03}" for number in range(100)))
    with pytest.raises(SaveError, match="101 templates"):
        own.given(tmp_path)
