"""The news at a glance: who rises against their own usual share, who is new, who is quoted on what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.library.library import Library
from readers.library.people.today import chance_of, least_share, note_visit, since, today
from readers.model import Annotations, Document, Entity, Feed, Quote, Span
from tests.readers.library.conftest import NOW, VERSION, entry

Report = Callable[..., int]
count = 0


@pytest.fixture
def report(library: Library) -> Report:
    """Store an article of so many hours ago that names some people; the first may say something."""

    def store(hours: float, *names: str, said: str = "", title: str = "", outlet: str = "courier") -> int:
        global count  # noqa: PLW0603  (a number for each entry)
        count += 1
        feed = library.subscribe(Feed(f"https://{outlet}.example/feed.xml", title=outlet.title()), now=NOW)
        published = NOW - timedelta(hours=hours)
        library.store_entries(
            feed.id, feed.feed, [entry(count, published=published, title=title or f"Number {count}")], now=NOW
        )
        entry_id = max(row.id for row in library.rows(feed_id=feed.id, limit=1_000))
        text = f"{' and '.join(names)} said “{said}”"
        entities = tuple(
            Entity(n, name, "PERSON", (Span(text.index(name), text.index(name) + len(name)),), salience=0.2)
            for n, name in enumerate(names)
        )
        begins = len(text) - len(said) - 1
        quotes = (Quote(begins, begins + len(said), "direct", 0, confidence=0.9),) if said else ()
        document = Document(text)
        library.store_document(entry_id, document)
        library.store_annotations(document.digest, Annotations(VERSION, entities, quotes))
        return entry_id

    return store


def test_who_rises_is_named_in_more_than_their_usual_share(library: Library, report: Report) -> None:
    for day in range(2, 30):
        report(24 * day, "Ada Lovell", "Byron Hale")
        report(24 * day + 1, "Byron Hale")
        if day % 7 == 0:
            report(24 * day + 2, "Cyril Moon")
    for hour in range(6):
        report(hour, "Cyril Moon")
    report(7, "Byron Hale")
    found = today(library, NOW - timedelta(days=1))
    assert [one.name.name for one in found.rising] == ["Cyril Moon"]
    (moon,) = found.rising
    assert (moon.name.articles, moon.before) == (6, 4)
    assert moon.times == pytest.approx((6 / 7) / (4 / 60), abs=0.1)
    assert moon.chance < 0.001
    assert [(one.name, one.articles) for one in found.most] == [("Cyril Moon", 6), ("Byron Hale", 1)]


def test_who_is_new_was_never_named_before(library: Library, report: Report) -> None:
    report(24 * 300, "Ada Lovell")
    report(24 * 3, "Byron Hale")
    for name in ("Ada Lovell", "Byron Hale", "Cyril Moon"):
        report(2, name)
        report(1, name)
    assert [one.name for one in today(library, NOW - timedelta(days=1)).new] == ["Cyril Moon"]


def test_who_is_quoted_most_and_on_what(library: Library, report: Report) -> None:
    for words in ("The harbour closes early", "Nobody leaves the harbour", "Harbour fees are unfair"):
        report(2, "Ada Lovell", said=words)
    report(1, "Byron Hale", said="Nobody leaves early")
    first, second = today(library, NOW - timedelta(days=1)).quoted
    assert (first.name.name, first.quotes, first.words[0]) == ("Ada Lovell", 3, "harbour")
    assert (second.name.name, second.newest.text) == ("Byron Hale", "Nobody leaves early")


def test_what_several_outlets_tell(library: Library, report: Report) -> None:
    told = "Harbour of Port Ellery closes for the winter"
    for outlet in ("courier", "post"):
        report(2, "Ada Lovell", title=told, outlet=outlet)
    report(1, "Byron Hale")
    (story,) = today(library, NOW - timedelta(days=1)).stories
    assert (sorted(story.outlets), len(story.rows)) == (["Courier", "Post"], 2)


def test_nothing_has_come(library: Library) -> None:
    found = today(library, NOW)
    assert (found.articles, found.rising, found.new, found.quoted, found.stories) == (0, (), (), (), ())


def test_the_period_is_since_the_last_visit_of_a_day_at_least(library: Library) -> None:
    assert since(library, NOW) == NOW - timedelta(days=1)
    note_visit(library, NOW - timedelta(days=3))
    assert since(library, NOW) == NOW - timedelta(days=3)
    note_visit(library, NOW - timedelta(days=100))
    assert since(library, NOW) == NOW - timedelta(days=14)
    note_visit(library, NOW - timedelta(minutes=5))
    assert since(library, NOW) == NOW - timedelta(days=1)


@given(st.integers(1, 60), st.integers(0, 60), st.floats(0.01, 0.99))
def test_the_chance_is_the_tail_of_the_binomial(trials: int, successes: int, share: float) -> None:
    exact = sum(comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(successes, trials + 1))
    assert chance_of(successes, trials, share) == pytest.approx(exact, abs=1e-9)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))))
def test_of_the_least_share_so_many_are_unlikely_still(pair: tuple[int, int]) -> None:
    successes, trials = pair
    least = least_share(successes, trials)
    assert 0 <= least <= successes / trials
    assert chance_of(successes, trials, least) == pytest.approx(0.05, abs=0.001)
