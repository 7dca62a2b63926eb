"""``quoth import --newsboat``: whoever comes from newsboat finds everything in its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from readers.config import load
from readers.library.library import Library
from readers.library.query import smart
from readers.library.rules import applying, keeping
from tests.readers.feeds.newsboat.test_newsboat import make_cache
from tui.cli import main
from tui.commands.keys import Keymap
from tui.state.settings import Settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path / "quoth"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / ".newsboat"
    folder.mkdir()
    (folder / "urls").write_text(
        'https://a.example/f Coast "~My A" daily\nhttps://b.example/f "!"\n"exec:~/gen.sh"\n', encoding="utf-8"
    )
    (folder / "config").write_text("reload-time 30\nauto-reload yes\nbind-key S save\ncolor article red blue\n")
    feed = "https://a.example/f"
    rows = [("a", "One", feed, 1_900_000_000, 1, "", 0), ("b", "Two", feed, 1_900_000_001, 0, "s", 0)]
    make_cache(folder / "cache.db", rows)
    return folder


def take_over(*arguments: str) -> dict:
    result = CliRunner().invoke(main, ["import", "--newsboat", *arguments])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_feeds_names_tags_and_what_was_read_and_flagged_are_taken_over(folder: Path) -> None:
    done = take_over()
    assert (done["feeds"], done["entries"], done["read"], done["flagged"]) == (3, 2, 1, 1)
    with Library.open() as library:
        program, first, second = sorted(library.subscriptions(), key=lambda one: one.feed.url)
        assert program.feed.url == "exec:~/gen.sh"
        assert (first.feed.name, first.feed.title) == ("My A", "The A")
        assert first.feed.folders == (("Coast",), ("daily",))
        assert second.options.muted
        rows = {row.title: row for row in library.rows()}
        assert (rows["One"].read, rows["Two"].read, rows["Two"].starred) == (False, True, True)
        assert rows["Two"].tags == ("flag-s",)


def test_settings_and_keys_hold_and_what_does_not_translate_is_told(folder: Path) -> None:
    done = take_over(str(folder))
    config = load()
    assert (config.refresh.minutes, config.keys.preset) == (30, "newsboat")
    keymap = Keymap(config.keys.preset, Settings.of(config).keys)
    assert keymap.problems == ["The key S is “Save”, as you want it, and no longer “Save as …”."]
    assert {"S", "s"} <= set(keymap.keys["save"])
    left = " ".join(done["left_out"])
    assert "exec:~/gen.sh" in left
    assert "color article red blue" in left


def test_ignored_articles_become_rules_and_query_feeds_searches(folder: Path) -> None:
    with (folder / "config").open("a") as config:
        config.write('ignore-article "*" "title =~ \\"sponsored\\""\n')
        config.write('ignore-article "https://a.example/f" "title = \\"One\\""\n')
    with (folder / "urls").open("a") as urls:
        urls.write('"query:Coasts:tags # \\"Coast\\" and unread = \\"yes\\""\n')
    done = take_over()
    assert (done["rules"], done["searches"]) == (2, 1)
    assert sum("is off: `quoth rule try 2`" in line for line in done["left_out"]) == 1
    with Library.open() as library:
        made = keeping.rules(library.database)
        assert [(one.query, one.action, one.enabled) for one in made] == [
            ("title:sponsored*", "mute", True),
            ('feed:"https://a.example/f" title:"One"', "mute", False),
        ]
        assert applying.try_out(library.database, made[1].query).entries == 1
        (kept,) = smart.smart_feeds(library.database)
        assert (kept.name, kept.query, kept.unread) == ("Coasts", 'folder:"Coast" unread', 1)
    again = take_over()
    assert (again["rules"], again["searches"]) == (0, 0)


def test_doing_so_again_changes_nothing(folder: Path) -> None:
    take_over()
    before = (folder.parent / "quoth" / "config.toml").read_text()
    again = take_over()
    assert (again["feeds"], again["known"], again["entries"], again["read"], again["flagged"]) == (0, 3, 0, 0, 0)
    assert (folder.parent / "quoth" / "config.toml").read_text() == before


def test_where_there_is_no_newsboat_that_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = CliRunner().invoke(main, ["import", "--newsboat", str(tmp_path / "empty")])
    assert result.exit_code == 1
    assert "nothing of newsboat's" in result.stderr
    assert CliRunner().invoke(main, ["import"]).exit_code == 2
