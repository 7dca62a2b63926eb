"""The house: who may import whom, no circles, and no room, file or function too large to be overlooked."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
PACKAGES = ["readers", "tui"]
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))

MOST_MODULES, MOST_LINES, LONGEST_FUNCTION = 20, 400, 50


def test_the_contracts_on_imports_hold(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0, capsys.readouterr().out


@pytest.mark.parametrize("package", PACKAGES)
def test_no_modules_import_each_other_in_a_circle(package: str) -> None:
    """Imports within functions and imports for types count like any other."""
    imports = grimp.build_graph(package, cache_dir=None)
    try:
        TopologicalSorter({one: imports.find_modules_directly_imported_by(one) for one in imports.modules}).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(error.args[1][::-1]))


def test_every_folder_of_modules_is_a_package_that_says_what_it_is_for() -> None:
    for folder in {path.parent for path in FILES}:
        assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))), folder


def test_no_room_has_more_modules_than_one_can_overlook() -> None:
    rooms = {path.parent for path in FILES}
    count = {room: len([path for path in room.glob("*.py") if path.name != "__init__.py"]) for room in rooms}
    assert not {str(room): number for room, number in count.items() if number > MOST_MODULES}


def test_no_file_is_too_long() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert not {str(path): number for path, number in lines.items() if number > MOST_LINES}


def test_no_function_is_too_long() -> None:
    long = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}: {node.name} has {lines} lines")
    assert not long


def test_tests_mirror_the_rooms() -> None:
    rooms = {str(path.parent.relative_to(ROOT)) for path in FILES}
    tested = {
        str(path.parent.relative_to(ROOT / "tests"))
        for package in PACKAGES
        for path in (ROOT / "tests" / package).rglob("test_*.py")
    }
    assert tested <= rooms
