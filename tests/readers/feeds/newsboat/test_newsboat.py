"""Newsboat's configuration and cache, read as newsboat reads them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.errors import LibraryError
from readers.feeds.newsboat.cache import read_cache
from readers.feeds.newsboat.config import OPERATIONS, key, read_config

SCHEMA = """
CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL,
    title VARCHAR(1024) NOT NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0, is_rtl INTEGER(1) NOT NULL DEFAULT 0,
    etag VARCHAR(128) NOT NULL DEFAULT "");
CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
    title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
    feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,
    unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),
    enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0,
    base VARCHAR(128) NOT NULL DEFAULT "");
"""
"""Of newsboat 2.21."""


def make_cache(path: Path, items: list[tuple]) -> None:
    """Write a cache with items: guid, title, feed, moment, unread, flags, deleted."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
        connection.execute("INSERT INTO rss_feed (rssurl, url, title) VALUES ('https://a.example/f', '', 'The A')")
        connection.executemany(
            "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted) "
            "VALUES (?1, ?2, 'Anna', 'https://a.example/' || ?1, ?3, ?4, '<p>Text</p>', ?5, ?6, ?7)",
            items,
        )
        connection.commit()


def test_settings_with_a_counterpart_are_translated() -> None:
    found = read_config(
        """
        # a comment
        auto-reload yes
        reload-time 2   # too often
        browser "/usr/bin/w3m '%u'"
        bookmark-cmd ~/bin/keep.sh
        notify-program "notify-send Newsboat"
        text-width 72
        keep-articles-days 60
        save-path "~/my news"
        refresh-on-startup no
        user-agent "Mine/1"
        use-proxy yes
        proxy 127.0.0.1:8118
        player mpv
        mark-as-read-on-hover yes
        goto-first-unread no
        """
    )
    assert found.settings == {
        "refresh.minutes": "5",
        "browser.command": "!/usr/bin/w3m %u",
        "commands.bookmark": "~/bin/keep.sh %u %t '' %f",
        "notify.command": "notify-send Newsboat '%n new: %t'",
        "width": "72",
        "keep.days": "60",
        "saved": "~/my news",
        "refresh.at_start": "false",
        "browser.media": "mpv",
        "read_on_hover": "true",
        "first_unread": "false",
    }
    assert found.feed == {"agent": "Mine/1", "proxy": "http://127.0.0.1:8118"}
    assert found.left == []


def test_without_auto_reload_nothing_is_fetched_by_itself() -> None:
    assert read_config("reload-time 30").settings == {"refresh.minutes": "0"}
    assert read_config("reload-time 30\nauto-reload yes").settings == {"refresh.minutes": "30"}


def test_a_command_for_a_shell_has_the_address_in_its_environment_alone() -> None:
    settings = read_config("browser \"curl -s '%u' | less && true\"").settings
    assert settings["browser.command"] == """sh -c 'curl -s "$QUOTH_URL" | less && true' %u"""


def test_keys_and_macros_are_those_of_the_commands_that_do_the_same() -> None:
    found = read_config(
        """
        bind-key j down
        bind-key ^R reload-all
        bind-key j next articlelist
        bind-key F3 toggle-article-read
        bind-key X no-such-thing
        bind-key KEY_WEIRD down
        macro o set browser "w3m %u" ; open-in-browser ; set browser "firefox %u"
        macro y open-in-browser ; toggle-article-read "read"
        macro k pipe-to "wc -l" -- "count lines"
        macro z no-such-thing
        """
    )
    assert found.keys == {"down": ["j"], "refresh_all": ["ctrl+r"], "toggle_read": ["f3"]}
    assert found.macros == {", o": "run !w3m %u", ", y": "browser ; toggle_read", ", k": "pipe wc -l"}
    assert [one.partition(":")[0] for one in found.left] == [
        "bind-key j next articlelist",
        "bind-key X no-such-thing",
        "bind-key KEY_WEIRD down",
        "macro z no-such-thing",
    ]


def test_what_has_no_counterpart_is_told_with_the_reason_and_no_secret() -> None:
    found = read_config('color background red blue\nproxy-auth me:geheim\nfeedhq-password geheim\nnonsense "x')
    assert len(found.left) == 4
    assert "theme" in found.left[0]
    assert "geheim" not in "".join(found.left)


def test_what_is_included_counts_too(tmp_path: Path) -> None:
    (tmp_path / "more").write_text("text-width 60\ninclude more\n")
    assert read_config("include more", tmp_path).settings == {"width": "60"}
    assert "include other" in read_config("include other", tmp_path).left[0]


@given(st.text(max_size=200))
def test_no_configuration_breaks_it(text: str) -> None:
    read_config(text)


def test_every_operation_named_is_a_command_of_ours() -> None:
    from tui.commands.table import BY_ID

    assert set(OPERATIONS.values()) <= BY_ID.keys()
    assert [key(one) for one in ("^A", "ENTER", "F10", "j", "ö", "KEY_X")] == ["ctrl+a", "enter", "f10", "j", "ö", ""]


def test_the_cache_tells_what_was_read_flagged_and_deleted(tmp_path: Path) -> None:
    make_cache(
        tmp_path / "cache.db",
        [
            ("a", "One\x1b[31m", "https://a.example/f", 1_900_000_000, 1, "", 0),
            ("b", "Two", "https://a.example/f", 1_900_000_001, 0, "sx", 0),
            ("c", "Three", "https://a.example/f", 0, 1, None, 1),
            ("d", "Four", "https://b.example/f", 10**15, 0, "", 0),
        ],
    )
    (first, title, items), (second, _, (other,)) = read_cache(tmp_path / "cache.db")
    assert (first, title, second) == ("https://a.example/f", "The A", "https://b.example/f")
    found = {item.entry.id: item for item in items}
    assert {key: (item.read, item.flags) for key, item in found.items()} == {
        "a": (False, ""),
        "b": (True, "sx"),
        "c": (True, ""),
    }
    assert found["a"].entry.title == "One[31m"
    assert found["a"].entry.published == datetime.fromtimestamp(1_900_000_000, UTC)
    assert found["c"].entry.published is other.entry.published is None
    assert found["a"].entry.link == "https://a.example/a"


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_what_is_no_cache_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "cache.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LibraryError, match="no cache of newsboat"):
        list(read_cache(path))


def test_a_macro_with_the_semicolon_right_behind_a_quotation_mark() -> None:
    done = read_config('macro m set browser "mpv %u"; open-in-browser ; set browser "firefox %u"')
    assert done.macros == {", m": "run mpv %u"}
    assert done.left == []
