"""``quoth rule`` at the shell: made, tried, switched on, applied by a refresh, undone."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.tui.test_cli import quoth, told

_FEED = """<rss version="2.0"><channel><title>The Courier</title>
<item><guid>1</guid><title>Sponsored: shoes</title><link>http://localhost/1</link></item>
<item><guid>2</guid><title>The harbour closes</title><link>http://localhost/2?a=1&amp;b=2</link></item>
</channel></rss>"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def feed(httpserver: HTTPServer) -> str:
    httpserver.expect_request("/feed").respond_with_data(_FEED, content_type="application/rss+xml")
    return httpserver.url_for("/feed")


def unread() -> list[str]:
    return [one["title"] for one in json.loads(quoth("search", "unread").stdout or "[]")]


@pytest.mark.usefixtures("home")
def test_a_rule_is_made_tried_switched_on_and_undone(feed: str) -> None:
    made = quoth("rule", "add", "--mute", "title:sponsored")
    assert json.loads(made.stdout)["enabled"] is False
    assert "rule try 1" in made.stderr
    assert told("rule", "on", "1")["enabled"] is True
    told_of = quoth("add", feed)
    assert told_of.exit_code == 0, told_of.stderr
    assert unread() == ["The harbour closes"]
    trial = told("rule", "try", "1")
    assert trial["entries"] == 1
    assert trial["newest"][0]["title"] == "Sponsored: shoes"  # type: ignore[index]
    assert told("rule", "undo", "1")["taken_back"] == 1
    assert sorted(unread()) == ["Sponsored: shoes", "The harbour closes"]
    assert json.loads(quoth("rule", "list").stdout)[0]["touched"] == 0
    assert told("rule", "off", "1")["enabled"] is False
    assert told("rule", "remove", "1")["id"] == 1
    assert json.loads(quoth("rule", "list").stdout) == []


def test_a_command_gets_the_address_as_one_argument_and_never_as_code(
    home: Path, feed: str, wait_for: Callable[[Path], str]
) -> None:
    out = home / "out"
    told("rule", "add", "--on", "--run", f"sh -c 'printf %s\\\\n \"$QUOTH_URL|$QUOTH_TITLE\" > {out}'", "harbour")
    assert quoth("add", feed).exit_code == 0
    assert wait_for(out) == "http://localhost/2?a=1&b=2|The harbour closes\n"


@pytest.mark.usefixtures("home")
def test_what_is_wrong_with_a_rule_is_told_and_stops_no_refresh(feed: str) -> None:
    told("rule", "add", "--on", "--run", "/no/such/program %u", "harbour")
    told("rule", "add", "--on", "--notify", "sponsored")
    assert quoth("add", feed).exit_code == 0
    result = quoth("refresh", "--no-annotate")
    assert result.exit_code == 0
    assert "rule 1 (harbour)" in result.stderr
    assert "/no/such/program" in result.stderr
    assert "sponsored: Sponsored: shoes" in result.stderr
    assert "Sponsored: shoes" not in quoth("refresh", "--no-annotate").stderr, "told once"


@pytest.mark.usefixtures("home")
def test_a_rule_is_changed_and_off_until_it_is_switched_on_again(feed: str) -> None:
    told("rule", "add", "--on", "--tag", "shoes", "sponsored")
    assert quoth("add", feed).exit_code == 0
    changed = told("rule", "change", "1", "title:sponsored")
    assert (changed["query"], changed["argument"], changed["enabled"]) == ("title:sponsored", "shoes", False)
    refused = quoth("rule", "change", "1", "--star")
    assert refused.exit_code == 1
    assert "take that back first" in refused.stderr
    told("rule", "undo", "1")
    assert told("rule", "change", "1", "--star")["action"] == "star"


@pytest.mark.usefixtures("home")
def test_a_command_that_ends_with_an_error_is_told_with_its_rule(feed: str) -> None:
    told("rule", "add", "--on", "--run", "sh -c 'exit 3'", "harbour")
    assert quoth("add", feed).exit_code == 0
    said = quoth("refresh", "--no-annotate").stderr
    assert "rule 1 (harbour)" in said
    assert "sh ended with an error (3)" in said


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("words", [["apple"], ["--read", "--star", "apple", "--tag", "x"], ["--read", "(apple"]])
def test_what_makes_no_rule_is_refused(words: list[str]) -> None:
    assert quoth("rule", "add", *words).exit_code in (1, 2)
    assert json.loads(quoth("rule", "list").stdout) == []


@pytest.fixture
def wait_for() -> Callable[[Path], str]:
    """Waits until a program has written something into a file."""

    def wait(path: Path) -> str:
        end = time.monotonic() + 10
        while time.monotonic() < end:
            if path.exists() and (text := path.read_text(encoding="utf-8")):
                return text
            time.sleep(0.02)
        raise AssertionError(f"nothing was written to {path}")

    return wait
