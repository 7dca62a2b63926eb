"""Tables on a terminal: a real one, of several widths; the data are those that a pipe is given."""

from __future__ import annotations

import fcntl
import json
import os
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import msgspec
import pytest

from readers.config import load
from readers.library.library import Library
from readers.marks.anchors import anchor
from readers.model import Note, Span
from tests.newsstand import HERE
from tests.readers.library.conftest import COURIER, NOW, entry, spoken
from tests.test_import_hygiene import loaded_by
from tests.tui.test_cli import quoth

pytestmark = pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
STYLES = re.compile(r"\x1b\[[0-9;]*m")
MARKUP = "[bold]Piers[/bold] [link=https://courier.example]:smile:"
SPOKEN, FOUND = spoken("Anna Lindqvist", "The pier is safe for now, and it will be safe for ever.", others=("Trust",))
PIERS = msgspec.structs.replace(SPOKEN, title=MARKUP, url="https://courier.example/pier")


def on_a_terminal(*arguments: str | Path, width: int = 100, **environment: str) -> str:
    """What ``quoth`` prints on a pseudo-terminal of some width, with its styles."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    clean = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS", "FORCE_COLOR"}}
    process = subprocess.Popen(
        [sys.executable, "-c", "from tui.__main__ import main; main()", *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**clean, "TERM": "xterm-256color", **environment},
    )
    os.close(theirs)
    printed = b""
    try:
        while piece := os.read(ours, 65536):
            printed += piece
    except OSError:  # Linux's way to say that nobody holds the other end
        pass
    process.wait()
    os.close(ours)
    return printed.decode().replace("\r\n", "\n")


@pytest.fixture
def _library() -> None:
    """Three stories with names, quotes and a note, one of them changed; their feed failed last time."""
    with Library.open(load(None).library) as library:
        feed = library.subscribe(COURIER, now=NOW)
        library.store_entries(feed.id, COURIER, [entry(1), entry(2), entry(3, title=MARKUP)], now=NOW)
        library.record_fetch(feed.id, now=NOW, next_check=None, failures=1, problem="The server said 500.")
        for row in library.rows():
            library.store_document(row.id, PIERS)
            library.store_annotations(PIERS.digest, FOUND, entry_id=row.id)
        library.store_document(
            2, msgspec.structs.replace(PIERS, text=PIERS.text.replace("safe for now", "shut for now"))
        )
        library.add_note(PIERS, Note(0, anchor(PIERS, Span(0, 14)), "How long?\n#pier", ("pier",)))


COMMANDS = [
    (["search", "pier"], "title"),
    (["who", "Lindqvist"], "Articles"),
    (["quotes", "--by", "Lindqvist"], "speaker"),
    (["notes"], "marked"),
    (["feeds"], "unread"),
    (["changes"], "changed"),
    (["preview", str(HERE / "feed.xml")], "title"),
    (["remove", "1"], "feed"),
    (["doctor"], "python"),
]


@pytest.mark.usefixtures("_library")
@pytest.mark.parametrize("width", [30, 80, 160])
@pytest.mark.parametrize(
    ("command", "heading"), COMMANDS, ids=lambda given: given[0] if isinstance(given, list) else ""
)
def test_a_terminal_is_given_tables_that_fit_and_a_pipe_json(command: list[str], heading: str, width: int) -> None:
    printed = STYLES.sub("", on_a_terminal(*command, width=width))
    assert max(map(len, printed.splitlines())) <= width
    assert heading[:5] in printed
    assert "\x1b" not in printed
    if width == 30 and command[0] != "remove":
        assert json.loads(quoth(*command).stdout) == json.loads(on_a_terminal(*command, "--json"))


@pytest.mark.usefixtures("_library")
def test_what_comes_from_outside_stands_there_letter_for_letter() -> None:
    assert MARKUP in on_a_terminal("search", "--tag", "", "pier", width=200)
    assert MARKUP in on_a_terminal("notes", width=200)
    with Library.open(load(None).library) as library:
        library.record_fetch(1, now=NOW, next_check=None, failures=1, problem="\x1b]0;title\x07\x1b[31mred\u202e")
    told = on_a_terminal("feeds", width=200)
    assert "]0;title[31mred" in told
    assert not {"\x07", "\u202e", "\x1b]"} & set(told)


@pytest.mark.usefixtures("_library")
def test_a_quote_is_whole_however_narrow_the_terminal_is() -> None:
    printed = STYLES.sub("", on_a_terminal("quotes", "--by", "Lindqvist", width=46))
    assert "Thepierissafefornow,anditwillbesafeforever." in "".join(printed.split())


@pytest.mark.usefixtures("_library")
def test_the_words_that_were_looked_for_are_strong_and_no_color_leaves_no_colour() -> None:
    assert "\x1b[1mpier\x1b[0m" in on_a_terminal("search", "pier")
    for command in (["feeds"], ["changes", "2"], ["search", "pier"]):
        coloured = re.findall(r"\x1b\[[0-9;]*(?:3[0-9]|4[0-9]|9[0-7])[0-9;]*m", on_a_terminal(*command, NO_COLOR="1"))
        assert coloured == []


@pytest.mark.usefixtures("_library")
def test_changes_are_words_on_a_terminal() -> None:
    told = STYLES.sub("", on_a_terminal("changes", "2"))
    assert "The pier is [-safe-] {+shut+} for now" in told


@pytest.mark.usefixtures("_library")
@pytest.mark.parametrize("command", [["who", "Lindqvist"], ["quotes"], ["quotes", "--top"]])
def test_below_the_tables_stands_how_much_of_the_library_is_read(command: list[str]) -> None:
    """The article of one has changed, and no model has read it since."""
    assert "2 of 3 articles read in full" in STYLES.sub("", on_a_terminal(*command))
    assert "read in full" not in on_a_terminal(*command, "--json")
    with Library.open(load(None).library) as library:
        library.store_document(2, PIERS)
        library.store_annotations(PIERS.digest, FOUND)
    assert "read in full" not in on_a_terminal(*command)


def test_nothing_found_is_said() -> None:
    assert on_a_terminal("search", "pier") == "quoth: nothing found.\n"
    assert on_a_terminal("who", "Nobody") == "quoth: nothing found.\n"


def test_an_encoding_without_lines_has_tables_too() -> None:
    environment = {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    assert on_a_terminal("preview", HERE / "feed.xml", **environment).isascii()


def test_rich_is_loaded_for_tables_alone() -> None:
    assert "rich" not in loaded_by("import tui.cli, tui.verbs.asking, tui.verbs.changes, tui.verbs.common")
