"""The configuration: all of it optional, and every mistake in it named."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers import config
from readers.errors import ConfigError
from readers.save.formats import FORMATS


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path))
    return tmp_path


def test_without_a_file_everything_has_a_value(home: Path) -> None:
    found = config.load()
    assert (found.library, found.saved) == (home / "library.db", home / "saved")
    assert (found.theme, found.model, found.keys.preset, found.refresh.minutes) == ("", "", "vim", 60)


def test_what_the_file_says_holds_and_the_rest_stays(home: Path) -> None:
    (home / "config.toml").write_text(
        """
        theme = "nord"
        saved = "~/notes"

        [keys]
        preset = "newsboat"
        [keys.remap]
        "article.next_quote" = "ctrl+n"

        [refresh]
        minutes = 15
        """,
        encoding="utf-8",
    )
    found = config.load()
    assert (found.theme, found.keys.preset, found.refresh.minutes) == ("nord", "newsboat", 15)
    assert found.saved == Path.home() / "notes"
    assert found.keys.remap == {"article.next_quote": "ctrl+n"}
    assert found.library == home / "library.db"


def test_without_quoth_home_the_system_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUOTH_HOME")
    paths = (config.default_config(), config.default_library(), config.default_saved())
    assert all(path.is_absolute() for path in paths)
    assert [path.name for path in paths] == ["config.toml", "library.db", "Quoth"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("theme = \n", ["not TOML", "line 1"]),
        ("thme = 'nord'", ["thme"]),
        ("theme = 3", ["theme", "str"]),
        ("saved = 3", ["saved", "path"]),
        ("saved = ''", ["saved", "path"]),
        ("[keys]\npreset = 'emacs'", ["keys.preset", "emacs", "known are vim, newsboat"]),
        ("format = 'docx'", ["format", "docx", "known are markdown, json, html"]),
        ("[refresh]\nminutes = -1", ["refresh.minutes", ">= 0"]),
        ("[refresh]\nminuets = 1", ["minuets", "refresh"]),
        ("theme = '\\ud800'\n\xff", []),
    ],
)
def test_a_mistake_is_told_with_its_file_and_place(home: Path, text: str, words: list[str]) -> None:
    file = home / "config.toml"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigError) as caught:
        config.load()
    for word in (str(file), *words):
        assert word in str(caught.value)


WRONG = """
thme = "nord"
minutes = 3
width = "wide"
format = "markdwn"
refresh = 5

[kyes]
preset = "vim"

[keys]
preset = "vin"
[keys.remap]
save = 3
star = "x"

[keep]
dys = 4
"days" = -4
"""


def test_every_mistake_is_told_with_its_line_and_what_was_meant_and_the_rest_holds(home: Path) -> None:
    (home / "config.toml").write_text(WRONG)
    found = config.examine()
    said = list(found.problems)
    assert said[0].startswith(f"In the configuration {home / 'config.toml'}: Line 2: ")
    for line, words in (
        (2, "no setting `thme`. Did you mean `theme`?"),
        (3, "`minutes`. It belongs under `[refresh]`."),
        (4, "`width`"),
        (5, "Did you mean `markdown`?"),
        (6, "`refresh` is a section"),
        (8, "no section `[kyes]`. Did you mean `keys`?"),
        (12, "known are vim, newsboat. Did you mean `vim`?"),
        (14, "`keys.remap.save`"),
        (18, "`dys` in `[keep]`. Did you mean `days`?"),
        (19, "`keep.days`"),
    ):
        assert words in said.pop(0).partition(f"Line {line}: ")[2]
    assert said == []
    assert (found.config.keys.remap, found.config.keep.days, found.config.theme) == ({"star": "x"}, 0, "")
    with pytest.raises(ConfigError) as caught:
        config.load()
    assert "thme" in str(caught.value)
    assert "keep.days" in str(caught.value)


@pytest.mark.parametrize("text", ["", "width = 70", "# nothing\n[keys]\n"])
def test_where_nothing_is_wrong_nothing_is_told(home: Path, text: str) -> None:
    (home / "config.toml").write_text(text)
    assert config.examine() == (home / "config.toml", config.load(), ())


def as_toml(value: object) -> str:
    """A value as TOML writes it on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {as_toml(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@settings(max_examples=60)
@given(
    st.recursive(
        st.integers(-9, 9) | st.floats(-9, 9) | st.booleans() | st.text(max_size=5),
        lambda some: (
            st.lists(some, max_size=2)
            | st.dictionaries(st.sampled_from(["keys", "remap", "width", "saved", "preset", "x", "refresh"]), some)
        ),
        max_leaves=12,
    ).filter(lambda one: isinstance(one, dict))
)
def test_whatever_it_says_either_all_of_it_holds_or_something_is_told(
    tmp_path_factory: pytest.TempPathFactory, wild: dict
) -> None:
    file = tmp_path_factory.mktemp("wild") / "config.toml"
    file.write_text("".join(f"{name} = {as_toml(value)}\n" for name, value in wild.items()), "utf-8")
    found = config.examine(file)
    assert isinstance(found.config, config.Config)
    if not found.problems:
        assert config.load(file) == found.config


def test_a_file_that_was_named_must_be_there(home: Path) -> None:
    with pytest.raises(ConfigError, match="no configuration file"):
        config.load(home / "other.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(home)


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import sys, readers.config; print('platformdirs' in sys.modules, 'tomllib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == [
        "False",
        "False",
    ]


def test_every_format_of_saved_articles_can_be_the_usual_one(home: Path) -> None:
    for name in FORMATS:
        (home / "config.toml").write_text(f'format = "{name}"')
        assert config.load().format == name
