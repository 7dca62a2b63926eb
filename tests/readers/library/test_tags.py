"""Tags of entries, and what goes with an entry when its feed is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from readers.errors import LibraryError
from readers.library.library import Library
from readers.library.search import search
from readers.marks.tags import hashed, parse
from readers.model import Feed, Subscription, Validators
from tests.readers.library.conftest import COURIER, NOW, entry

Publish = Callable[..., list[int]]


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        (" , # ", ()),
        ("sea", ("sea",)),
        ("#sea, to-read  #Sea;harbour\tsea", ("harbour", "sea", "to-read")),
        ("été ünder_score 2026", ("2026", "été", "ünder_score")),
        ("a\x1b[31m b\u202e", ("a[31m", "b")),
    ],
)
def test_tags_as_people_type_them(typed: str, tags: tuple[str, ...]) -> None:
    assert set(parse(typed)) == set(tags)
    assert parse(hashed(parse(typed))) == parse(typed)


def test_an_entry_is_listed_with_its_tags_and_under_each_of_them(library: Library, publish: Publish) -> None:
    newest, middle, oldest = publish(entry(1), entry(2), entry(3))
    assert library.tag(newest, ["sea", "Bridge"]) == ("Bridge", "sea")
    library.tag(oldest, ["sea"])
    assert [row.tags for row in library.rows()] == [("Bridge", "sea"), (), ("sea",)]
    assert [row.id for row in library.rows(tag="sea")] == [newest, oldest]
    assert [row.id for row in library.rows(tag="#bridge")] == [newest]
    assert library.rows(tag="nothing") == []
    assert [row.id for row in library.rows(tag="sea", before=library.row(newest))] == [oldest]
    assert library.tags() == {"Bridge": 1, "sea": 2}
    assert [row.id for row in library.rows_again([oldest, 999, middle])] == [oldest, middle]


def test_a_tag_is_spelt_as_it_is_elsewhere_and_can_be_respelt_where_it_is_alone(
    library: Library, publish: Publish
) -> None:
    first, second = publish(entry(1), entry(2))
    library.tag(first, ["NATO"])
    assert library.tag(second, ["nato"]) == ("NATO",)
    library.tag(second, [])
    assert library.tag(first, ["Nato"]) == ("Nato",)
    assert library.tags() == {"Nato": 1}


def test_an_entry_that_changes_keeps_its_tags(library: Library, publish: Publish) -> None:
    (entry_id,) = publish(entry(1))
    library.tag(entry_id, ["sea"])
    publish(entry(1, title="Corrected"))
    assert library.row(entry_id).tags == ("sea",)


def test_an_entry_that_is_not_there_is_told_of(library: Library) -> None:
    with pytest.raises(LibraryError, match="no entry number 7"):
        library.tag(7, ["sea"])


def test_search_can_be_kept_to_a_tag(library: Library, publish: Publish) -> None:
    _, first = publish(entry(1, title="The tide turns"), entry(2, title="The tide again"))
    library.tag(first, ["Sea"])
    for newest in (False, True):
        assert [hit.id for hit in search(library, "tide", tag="sea", newest=newest)] == [first]
        assert search(library, "tide", tag="bridge", newest=newest) == []


class TestLeavingAFeed:
    def test_tagged_entries_stay(self, library: Library, courier: Subscription, publish: Publish) -> None:
        _, kept = publish(entry(1), entry(2))
        library.tag(kept, ["sea"])
        library.unsubscribe(courier.id)
        assert [(row.id, row.outlet) for row in library.rows()] == [(kept, COURIER.title)]
        assert library.tags() == {"sea": 1}

    def test_what_is_kept_beside_an_entry_goes_with_it(
        self, library: Library, courier: Subscription, publish: Publish
    ) -> None:
        gone, kept = publish(entry(1), entry(2))
        library.star(kept)
        for entry_id in (gone, kept):
            library.set_setting(f"entry.{entry_id}.page", "{}")
            library.set_setting(f"entry.{entry_id}.page.text", "{}")
        library.set_setting(f"entry.{gone}0.page", "of another entry")
        library.unsubscribe(courier.id)
        assert library.setting(f"entry.{gone}.page") is None
        assert library.setting(f"entry.{gone}.page.text") is None
        assert library.setting(f"entry.{kept}.page.text") == "{}"
        assert library.setting(f"entry.{gone}0.page") == "of another entry"

    @pytest.mark.parametrize("starred", [False, True])
    def test_whoever_comes_back_asks_for_the_whole_feed_again(
        self, library: Library, courier: Subscription, publish: Publish, starred: bool
    ) -> None:
        (entry_id,) = publish(entry(1))
        library.star(entry_id, starred)
        later = NOW + timedelta(hours=1)
        library.record_fetch(courier.id, now=NOW, next_check=later, failures=0, validators=Validators("e", "m"))
        library.set_setting(f"feed.{courier.id}.body", "digest")
        library.unsubscribe(courier.id)
        again = library.subscribe(Feed(COURIER.url), now=NOW)
        assert again.validators == Validators()
        assert library.setting(f"feed.{again.id}.body") is None
