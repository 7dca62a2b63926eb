"""Which half may import what, and what must not be loaded before it is needed."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = {"spacy", "textual", "rich", "trafilatura", "feedparser", "httpx", "numpy", "lxml", "PIL", "pyarrow", "jinja2"}


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after a statement."""
    script = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    )


def imports_of(package: str) -> dict[str, set[str]]:
    """Top-level modules imported anywhere in a package's source, by file: inside functions too."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        names: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
        found[str(path.relative_to(ROOT))] = names
    return found


@pytest.mark.parametrize(
    ("package", "forbidden"),
    [
        ("readers", {"textual", "rich", "tui"}),
        ("tui", {"sqlite3", "httpx", "spacy", "feedparser", "trafilatura", "lxml"}),
    ],
)
def test_each_half_keeps_to_its_side(package: str, forbidden: set[str]) -> None:
    trespassers = {path: names & forbidden for path, names in imports_of(package).items() if names & forbidden}
    assert not trespassers


def test_only_the_client_speaks_http() -> None:
    speakers = {path for path, names in imports_of("readers").items() if names & {"httpx", "httpcore"}}
    # The client, what it refuses to connect to, and its failures in words.
    assert speakers == {f"readers/feeds/{name}.py" for name in ("client", "guard", "refusals")}


def test_one_file_decodes_pictures_and_one_draws_them() -> None:
    """Both are an extra; and what draws them asks the terminal when it is imported."""
    files = imports_of("readers") | imports_of("tui")
    assert {path for path, names in files.items() if "PIL" in names} == {
        "readers/pages/thumbnails.py",
        "tui/looks/drawing.py",
    }
    assert not any("textual_image" in names for names in files.values()), "it is imported by name, when it may be"


@pytest.mark.parametrize(
    "statement",
    [
        "import readers, readers.model, readers.errors, readers.config",
        "import readers.work.runner, readers.work.worker, readers.news.refresh, readers.news.refreshing",
        "import readers.library.library, readers.save.files, readers.save.together",
        "import tui.cli",
    ],
)
def test_light_modules_load_nothing_heavy(statement: str) -> None:
    assert not loaded_by(statement) & HEAVY


def test_the_screen_is_loaded_without_the_language_model_or_the_network() -> None:
    assert not loaded_by("import tui.app, tui.desk") & {
        *("html", "spacy", "numpy", "trafilatura", "feedparser", "httpx", "lxml", "PIL", "textual_image")
    }


FIRST_FRAME = """
import sys
from tui.desk import open_reader
from tui.screens.reader import ReaderScreen
seen = []
ReaderScreen._start = lambda screen: (seen.extend(sys.modules), screen.app.exit())  # it is done after the first frame
open_reader(None)
print(*seen)
"""
MOST_OF_OURS = 96
"""Modules of ours that the first frame may wait for; each takes two tenths of a millisecond, however little it does."""


@pytest.fixture(scope="module")
def before_the_first_frame(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """All modules that `quoth` has loaded when its first frame is there, with a new library."""
    environment = {
        **os.environ,
        "QUOTH_HOME": str(tmp_path_factory.mktemp("home")),
        "TEXTUAL_DRIVER": "textual.drivers.headless_driver:HeadlessDriver",
    }
    command = [sys.executable, "-c", FIRST_FRAME]
    return set(subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.split())


def test_the_first_frame_waits_for_nothing_that_it_does_not_need(before_the_first_frame: set[str]) -> None:
    ours = {name for name in before_the_first_frame if name.partition(".")[0] in {"readers", "tui"}}
    assert "tui.screens.reader" in ours
    assert len(ours) <= MOST_OF_OURS, sorted(ours)
    later = ("dialogs", "linear", "verbs", "commands.welcome", *(f"actions.{name}" for name in ("article", "news")))
    late = {f"tui.{name}" for name in later} | {
        f"readers.{name}"
        for name in ("annotate", "archive", "clean", "feeds", "library", "news", "pages", "save", "work")
    }
    assert not {name for name in ours if any(f"{name}.".startswith(f"{one}.") for one in late)}
    assert not before_the_first_frame & {"sqlite3", "click", "jinja2", "html.parser", "tomllib"}


def test_no_class_is_made_by_a_decorator_before_the_first_frame(before_the_first_frame: set[str]) -> None:
    """`dataclass` writes a class's methods as source and compiles that: each costs as much as three modules."""
    made = {
        path
        for path, names in (imports_of("readers") | imports_of("tui")).items()
        if "dataclasses" in names and path.removesuffix(".py").replace("/", ".") in before_the_first_frame
    }
    assert not made


def test_help_is_given_without_loading_the_screen() -> None:
    script = "import sys, tui.cli\ntry:\n    tui.cli.main(['--help'])\nexcept SystemExit:\n    pass"
    assert "textual" not in loaded_by(script)
