"""``quoth feed``: a feed or a folder renamed, moved and settled at the shell."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from readers.library.library import Library
from readers.model import Feed
from tui.cli import main

NOW = datetime(2031, 5, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path))
    with Library.open() as library:
        for title, folder in (("Courier", ("Coast",)), ("Herald", ("Coast",)), ("Planet", ())):
            library.subscribe(Feed(f"https://{title}.example/feed", title=title, folder=folder), now=NOW)
    return tmp_path


def feed(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["feed", *arguments])


def answer(*arguments: str) -> list[dict]:
    result = feed(*arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_feed_is_named_by_number_address_or_name_and_changed_in_one_go() -> None:
    (one,) = answer(
        "Planet", "--name", "My planet", "--folder", "Sky / Far", "--set", "minutes=30", "--set", "muted=yes"
    )
    assert (one["name"], one["folder"]) == ("My planet", ["Sky", "Far"])
    assert one["options"] == {"minutes": "30", "muted": "true"}
    assert answer("my PLANET") == answer("https://Planet.example/feed") == [one] == answer(str(one["id"]))


def test_what_is_secret_is_shown_only_when_asked_for() -> None:
    (one,) = answer("Planet", "--set", "login=anna:secret", "--set", "headers=X-Key: secret")
    assert "secret" not in json.dumps(one)
    assert answer("Planet", "--with-passwords")[0]["options"]["login"] == "anna:secret"


def test_the_order_is_the_readers() -> None:
    answer("Herald", "--move", "up")
    listed = json.loads(CliRunner().invoke(main, ["feeds"]).stdout)
    names = [one["title"] for one in listed]
    assert names.index("Herald") < names.index("Courier")


def test_a_folder_is_renamed_moved_and_settled_as_a_whole() -> None:
    found = answer("Coast/", "--name", "Shore", "--folder", "World", "--set", "text=feed")
    assert [one["folder"] for one in found] == [["World", "Shore"]] * 2
    assert {one["options"]["text"] for one in found} == {"feed"}
    assert feed("Coast/").exit_code == 1


@pytest.mark.parametrize("setting", ["colour=red", "minutes=1", "cookies=/no/such"])
def test_what_cannot_be_is_told(setting: str) -> None:
    result = feed("Planet", "--set", setting)
    assert result.exit_code == 1
    assert result.stderr.startswith("quoth: ")
    assert feed("Planet", "--set", "minutes").exit_code == 2
    assert feed("Nobody").exit_code == 1
