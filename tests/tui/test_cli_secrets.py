"""Passwords in the addresses of feeds leave only when they are asked for."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readers.clean import without_password
from readers.library.library import Library
from readers.model import Feed
from tests.tui.test_cli import home, quoth

__all__ = ["home"]
WHOLE, BARE = "https://anna:s3cret%40@courier.example/feed.xml", "https://courier.example/feed.xml"


@pytest.fixture(autouse=True)
def subscribed(home: Path) -> None:
    with Library.open(home / "home" / "library.db") as library:
        feed = library.subscribe(Feed(WHOLE), now=datetime.now(UTC))
        library.record_fetch(feed.id, now=datetime.now(UTC), next_check=None, failures=1, problem="No.")


@pytest.mark.parametrize("command", [["feeds"], ["feeds", "--problems"], ["export"], ["doctor"], ["remove", BARE]])
def test_no_command_tells_one_unasked(home: Path, command: list[str]) -> None:
    result = quoth(*command)
    assert "s3cret" not in result.stdout + result.stderr
    assert BARE in result.stdout


@pytest.mark.parametrize("command", ["feeds", "export"])
def test_asked_for_it_is_told(home: Path, command: str) -> None:
    assert WHOLE in quoth(command, "--with-passwords").stdout


def test_what_was_exported_without_is_known_again(home: Path) -> None:
    exported = home / "feeds.opml"
    exported.write_bytes(quoth("export").stdout_bytes)
    assert json.loads(quoth("import", exported).stdout)["added"] == []


def test_only_what_stands_before_the_host_is_left_out() -> None:
    assert without_password("https://courier.example/@anna?to=a@b") == "https://courier.example/@anna?to=a@b"
    assert without_password("Anna: a@b") == "Anna: a@b"
