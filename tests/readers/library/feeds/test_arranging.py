"""Feeds under the reader's hand: named, moved, put in order, settled."""

from __future__ import annotations

from pathlib import Path

import pytest

from readers.errors import ConfigError, LibraryError
from readers.library.feeds import arranging
from readers.library.library import Library
from readers.model import Feed, FeedOptions
from tests.readers.library.conftest import NOW, entry


@pytest.fixture
def feeds(library: Library) -> dict[str, int]:
    """Five feeds: two in a folder, one in a folder in it, two in none."""
    folders = {"Apple": ("Coast",), "Bee": ("Coast",), "Cod": ("Coast", "Deep"), "Dee": (), "Eel": ()}
    return {
        title: library.subscribe(Feed(f"https://{title}.example/feed", title=title, folder=folder), now=NOW).id
        for title, folder in folders.items()
    }


def titles(library: Library) -> str:
    return " ".join(one.feed.called for one in library.subscriptions())


def test_a_name_of_ones_own_goes_before_the_publishers_and_comes_off_again(library: Library, feeds) -> None:
    assert library.rename_feed(feeds["Bee"], "  My\x1b[31m bee ").feed.called == "My[31m bee"
    assert library.rename_feed(feeds["Bee"], "").feed.called == "Bee"
    assert library.rename_feed(feeds["Bee"], "Bee").feed.name == ""
    with pytest.raises(LibraryError, match="no feed"):
        library.rename_feed(99, "x")


def test_a_feed_goes_into_a_new_folder_several_or_none(library: Library, feeds) -> None:
    assert library.move_feed(feeds["Dee"], ("New", " ", "Deeper")).feed.folders == (("New", "Deeper"),)
    assert library.move_feed(feeds["Dee"], ("A",), (("B",), ("A",), ())).feed.folders == (("A",), ("B",))
    assert library.move_feed(feeds["Dee"], ()).feed.folders == ((),)
    assert arranging.folder_of(" News / World /") == ("News", "World")


def test_a_folder_takes_all_that_is_in_it_along(library: Library, feeds) -> None:
    library.move_feed(feeds["Eel"], ("Land",), (("Coast", "Deep"),))
    assert library.rename_folder(("Coast",), ("Sea",)) == 4
    found = {one.feed.title: one.feed.folders for one in library.subscriptions()}
    assert found["Cod"] == (("Sea", "Deep"),)
    assert found["Eel"] == (("Land",), ("Sea", "Deep"))
    assert library.rename_folder(("Sea", "Deep"), ()) == 2
    assert {one.feed.title: one.feed.folders for one in library.subscriptions()}["Eel"] == (("Land",),)
    assert library.rename_folder(("Nowhere",), ("Else",)) == 0


def test_a_feed_is_moved_among_those_of_its_folder_alone(library: Library, feeds) -> None:
    before = titles(library)
    assert library.reorder(feeds["Dee"], "down")
    assert titles(library).replace("Eel Dee", "Dee Eel") == before
    assert not library.reorder(feeds["Dee"], "down"), "it is the last already"
    assert library.reorder(feeds["Bee"], "first")
    assert titles(library).index("Bee") < titles(library).index("Apple")
    assert library.reorder(feeds["Bee"], "last")
    assert titles(library).index("Apple") < titles(library).index("Bee")


def test_a_folder_is_moved_with_all_that_is_in_it(library: Library, feeds) -> None:
    library.move_feed(feeds["Dee"], ("Zone",))
    assert library.reorder(("Zone",), "up")
    assert titles(library).index("Dee") < min(titles(library).index(one) for one in ("Apple", "Bee", "Cod"))
    assert not library.reorder(("Zone",), "first")
    with pytest.raises(LibraryError, match="no folder"):
        library.reorder(("Nowhere",), "up")


def test_a_new_feed_stands_after_those_that_were_put_in_order(library: Library, feeds) -> None:
    library.reorder(feeds["Eel"], "first")
    library.subscribe(Feed("https://aaa.example/feed", title="Aaa"), now=NOW)
    assert titles(library).split()[-1] == "Aaa"


def test_what_is_settled_is_kept_and_gone_when_the_feed_is_left(library: Library, feeds) -> None:
    options = FeedOptions(minutes=15, agent="Curl", headers=(("X-Key", "a b"),), login="anna:secret", notify=True)
    assert library.settle_feed(feeds["Bee"], options).options == options
    assert library.options(feeds["Bee"]) == options
    library.unsubscribe(feeds["Bee"])
    assert library.options(feeds["Bee"]) == FeedOptions()


def test_muted_entries_stand_under_their_feed_alone(library: Library, feeds) -> None:
    for title in ("Bee", "Cod"):
        library.store_entries(feeds[title], Feed(""), [entry(1), entry(2)], now=NOW)
    library.settle_feed(feeds["Bee"], FeedOptions(muted=True))
    assert {row.feed_id for row in library.rows()} == {feeds["Cod"]}
    assert {row.feed_id for row in library.rows(unread=True)} == {feeds["Cod"]}
    assert len(library.rows(feed_id=feeds["Bee"])) == 2
    library.star(library.rows(feed_id=feeds["Bee"])[0].id)
    assert {row.feed_id for row in library.rows(starred=True)} == {feeds["Bee"]}
    assert library.unread_total() == 2
    library.settle_feed(feeds["Bee"], FeedOptions())
    assert library.unread_total() == 4


def test_the_language_that_the_reader_knows_goes_before_what_the_feed_says(library: Library, feeds) -> None:
    library.store_entries(feeds["Bee"], Feed("", language="en"), [entry(1)], now=NOW)
    (row,) = library.rows(feed_id=feeds["Bee"])
    library.settle_feed(feeds["Bee"], FeedOptions(language="de-CH"))
    assert library.feed_of(row.id).language == "de-CH"


@pytest.mark.parametrize("name", arranging.MEANINGS)
def test_every_option_is_typed_as_it_is_shown(name: str, tmp_path: Path) -> None:
    (tmp_path / "cookies.txt").touch()
    typed = {
        "minutes": "30", "text": "page", "agent": "Lynx/2", "headers": "X-A: 1 | Accept-Language: de", "login": "a:b",
        "cookies": str(tmp_path / "cookies.txt"), "proxy": "http://127.0.0.1:8118", "language": "pt-BR", "days": "10",
        "entries": "50", "muted": "true", "notify": "true",
    }  # fmt: skip
    options = arranging.changed(FeedOptions(), name, typed[name])
    assert options != FeedOptions()
    assert arranging.shown(options, name) == typed[name]
    assert arranging.changed(options, name, "") == FeedOptions()


def test_there_is_a_meaning_for_every_option() -> None:
    assert tuple(arranging.MEANINGS) == FeedOptions.__struct_fields__


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("minutes", "1"), ("minutes", "soon"), ("minutes", "99999999999999"), ("text", "both"), ("agent", "a\r\nX: y"),
        ("headers", "no colon here"), ("headers", "X-A: b\nHost: evil"), ("headers", "Host: evil"), ("headers", ": b"),
        ("headers", "Ü: b"), ("headers", "X: 漢"), ("login", "anna"), ("cookies", "/no/such/file"),
        ("proxy", "socks"), ("proxy", "file:///etc/passwd"), ("language", "de CH"), ("muted", "perhaps"),
        ("colour", "red"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(name: str, value: str) -> None:
    with pytest.raises(ConfigError):
        arranging.changed(FeedOptions(), name, value)
