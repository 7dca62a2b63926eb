"""Whether two feeds are one, told by their entries: of one publisher's stream, of a part of it, of another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from readers.model import Entry, Feed, Subscription
from readers.sync.likeness import Likeness, Seen, judge, may_be_known_later
from readers.sync.protocol import RemoteFeed, RemoteItem, State

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
_STEPS = st.lists(st.integers(1, 2000), min_size=1, max_size=60)
"""Minutes between the entries of a stream."""


def dates(steps: list[int]) -> list[datetime]:
    found, at = list[datetime](), BEGINNING
    for step in steps:
        at += timedelta(minutes=step)
        found.append(at)
    return found


def own(checked: datetime | None, title: str = "Harbour", link: str = "https://harbour.example/") -> Subscription:
    return Subscription(1, Feed("https://own.example/feed", title, link), checked=checked)


def remote(title: str = "Harbour", link: str = "https://harbour.example/") -> RemoteFeed:
    return RemoteFeed("7", "https://feeds.example/7", title, link)


def seen(here: dict[int, datetime], there: dict[int, datetime]) -> Seen:
    """Entries by number; those of one number are the same entry."""
    items = [
        RemoteItem(str(n), "7", Entry(str(n), f"E {n}", published=at), State(False, False)) for n, at in there.items()
    ]
    return Seen(here, items, {str(n): n for n in there if n in here})


@given(_STEPS, st.data())
def test_the_same_feed_is_never_taken_for_another(steps: list[int], data: st.DataObject) -> None:
    """However much of it either side has kept, and whoever fetched it last."""
    at = dict(enumerate(dates(steps)))
    fetched, asked = (data.draw(st.integers(1, len(at))) for _ in range(2))
    kept, sample = data.draw(st.integers(1, 60)), data.draw(st.integers(1, 30))
    here = {n: at[n] for n in range(max(0, fetched - kept), fetched)}
    there = {n: at[n] for n in range(max(0, asked - sample), asked)}
    whole = seen(here, there)
    named = data.draw(st.sampled_from(["Harbour", "Harbour, all news", ""]))
    found = judge(own(at[fetched - 1]), remote(named), whole)
    if asked - sample < fetched and fetched - kept < asked:
        assert found >= Likeness.LIKELY
        assert (found is Likeness.SAME) == (named == "Harbour")
    elif asked >= fetched:  # all that is there is newer than what is here
        assert found is not Likeness.OTHER
        assert may_be_known_later(own(at[fetched - 1]), whole)


@given(_STEPS, st.data())
def test_a_part_of_a_feed_is_not_the_feed_and_the_other_way_round(steps: list[int], data: st.DataObject) -> None:
    at = dict(enumerate(dates(steps)))
    part = {n: at[n] for n in data.draw(st.sets(st.sampled_from(sorted(at)), min_size=1))}
    between = sum(min(part) < n < max(part) for n in at) - sum(min(part) < n < max(part) for n in part)
    checked = max(at.values()) + timedelta(days=1)
    found = judge(own(checked), remote(), seen(at, part))
    other_way = judge(own(checked), remote(), seen(part, at))
    if between * 4 > len(part):
        assert found is Likeness.OTHER
        assert other_way is Likeness.OTHER
    if between * 10 > len(part):
        assert found is not Likeness.SAME
        assert other_way is not Likeness.SAME


@given(_STEPS, _STEPS, st.booleans())
def test_feeds_without_an_entry_in_common_are_never_the_same(one: list[int], other: list[int], named: bool) -> None:
    here = dict(enumerate(dates(one)))
    there = {n + 1000: at for n, at in enumerate(dates(other))}
    title, link = ("Harbour", "https://harbour.example/") if named else ("Hills", "https://hills.example/")
    found = judge(own(max(here.values())), remote(title, link), seen(here, there))
    assert found is not Likeness.SAME
    if min(there.values()) <= max(here.values()):
        assert found is Likeness.OTHER
    elif not named:
        assert found is Likeness.UNKNOWN


def test_a_name_alone_or_a_site_alone_makes_nothing_likely() -> None:
    nothing = seen({}, {})
    assert judge(own(None), remote(link="https://hills.example/"), nothing) is Likeness.UNKNOWN
    assert judge(own(None), remote("Hills"), nothing) is Likeness.UNKNOWN
    assert judge(own(None, "", ""), remote("", ""), nothing) is Likeness.UNKNOWN
    assert judge(own(None), remote(), nothing) is Likeness.LIKELY


def test_what_cannot_be_fetched_from_here_will_not_be_known_later() -> None:
    newer = seen({1: BEGINNING}, {2: BEGINNING + timedelta(days=9)})
    failing = Subscription(1, Feed("https://own.example/feed"), checked=BEGINNING, failures=3)
    assert may_be_known_later(own(BEGINNING), newer)
    assert not may_be_known_later(failing, newer)
    assert not may_be_known_later(own(BEGINNING), seen({}, {2: BEGINNING}))
    assert may_be_known_later(failing, seen({1: BEGINNING}, {})), "the server may be about to fetch it"
