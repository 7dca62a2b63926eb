"""The news at a glance: who rises, who is new, who is quoted most and on what, and what several outlets tell."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import islice
from math import exp, lgamma, log

from readers.library import settings
from readers.library.dossiers import quotes_among
from readers.library.library import Library
from readers.library.people.coverage import read_of
from readers.library.stories import Stories
from readers.library.values import moment, when
from readers.model.people import Name, Quoted, Rising, Telling, Today

LEAST, MOST = timedelta(days=1), timedelta(days=14)
"""How far back a glance goes at least, and at most."""
USUAL = timedelta(days=30)
"""The time before that in which somebody's usual share of the news is looked for."""

_VISIT = "visit"
_LISTED = 12
_ENTRIES = 1_000
"""Entries that are looked at: if more have come, the period is the shorter one in which the newest of them did."""
_COMPARED = 400
"""Names, those in the most articles, whose usual share is looked up."""
_FEWEST = 3
"""Articles from which a rise is one."""
_SURE = 0.01
"""How likely a rise may be by chance, of all that are compared together (Benjamini and Hochberg, 1995)."""
_CONFIDENCE = 0.05
_QUOTES = 1_500
_ROWS = 800
"""Entries among which stories are looked for."""
_WORDS = 4
_WORD = re.compile(r"[^\W\d_][\w'-]{3,}")
_COMMON_WORDS = """
    about after again also aren't because been before being between can't could couldn't didn't does doesn't doing
    don't down even every from going hasn't have haven't he'll he's here i'll i've into isn't it's just know let's
    like made make many more most much must need never only other over people really said same she's should
    shouldn't some such than that that's their them then there there's these they they'll they're they've thing
    things think this those through time today very want wasn't we'll we're we've well were weren't what what's
    when where which while who's will with without won't would wouldn't year years you'll you're you've your
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def since(library: Library, now: datetime) -> datetime:
    """Since when the reader has not looked: their last visit, a day ago at least, and two weeks at most."""
    visited = library.setting(_VISIT)
    last = datetime.fromisoformat(visited) if visited else now
    return max(now - MOST, min(last, now - LEAST))


def note_visit(library: Library, now: datetime) -> None:
    """Keep that the reader has looked."""
    settings.set_setting(library.database, _VISIT, now.isoformat())


def today(library: Library, start: datetime) -> Today:
    """The news since a moment, at a glance.

    Raises:
        LibraryError: the library cannot be read.
    """
    begin = moment(start)
    with library.database.reading("look at the news") as connection:
        newest = connection.execute(
            "SELECT id, at FROM entries WHERE at >= ? AND joined = 1 ORDER BY at DESC LIMIT ?", (begin, _ENTRIES)
        ).fetchall()
        if len(newest) == _ENTRIES:
            begin = newest[-1][1]
            start = when(begin)
        entries = [entry_id for entry_id, _ in newest]
        named = _named(connection, entries)
        before = _named_before(connection, [one.id for one in named[:_COMPARED]], begin)
        usual = moment(start - USUAL)
        (articles_before,) = connection.execute(
            "SELECT count(*) FROM entries WHERE at >= ? AND at < ? AND joined = 1", (usual, begin)
        ).fetchone()
        return Today(
            since=start,
            articles=len(entries),
            most=tuple(named[:_LISTED]),
            rising=_rising(named[:_COMPARED], before, len(entries), articles_before),
            new=_new(connection, named, begin) if articles_before else (),
            quoted=_quoted(connection, entries),
            stories=_stories(library, start),
            read=read_of(connection, entries),
        )


def _named(connection: sqlite3.Connection, entries: list[int]) -> list[Name]:
    """The people and organisations of some entries, by the number of articles."""
    found = connection.execute(
        """
        SELECT coalesce(nullif(r.called, ''), r.name), r.kind, articles, r.id FROM (
            SELECT e.root AS named, count(DISTINCT a.entry_id) AS articles
            FROM json_each(?) AS entry CROSS JOIN appearances AS a ON a.entry_id = entry.value
            JOIN entities AS e ON e.id = a.entity_id GROUP BY e.root
        ) JOIN entities AS r ON r.id = named
        WHERE r.kind IN ('PERSON', 'ORG') AND NOT r.hidden ORDER BY articles DESC, r.id
        """,
        (json.dumps(entries),),
    )
    return [Name(*row) for row in found]


def _named_before(connection: sqlite3.Connection, roots: list[int], begin: int) -> Mapping[int, int]:
    usual = begin - int(USUAL.total_seconds()) * 1_000_000
    found = connection.execute(
        "SELECT e.root, count(DISTINCT a.entry_id) FROM json_each(?) AS r CROSS JOIN entities AS e ON e.root = r.value "
        "JOIN appearances AS a ON a.entity_id = e.id AND a.at >= ? AND a.at < ? GROUP BY e.root",
        (json.dumps(roots), usual, begin),
    )
    return dict(found.fetchall())


def _rising(
    named: Iterable[Name], before: Mapping[int, int], articles: int, articles_before: int
) -> tuple[Rising, ...]:
    """Who is named in a larger share of the articles than before.

    Given how many articles name somebody in both periods together, those of the later one are binomial if the share has
    not changed: the conditional test of two Poisson rates (J. Przyborowski and H. Wilenski, "Homogeneity of results in
    testing samples from Poisson series", Biometrika 31, 1940). It is exact however few they are. Of what is compared,
    the share that is wrongly called a rise is bounded; the surest rises, by the lower end of the exact interval of
    C. J. Clopper and E. S. Pearson (Biometrika 26, 1934), come first.
    """
    if not (articles and articles_before):
        return ()
    share = articles / (articles + articles_before)
    compared = [
        (chance_of(one.articles, one.articles + before.get(one.id, 0), share), one)
        for one in named
        if one.articles >= _FEWEST
    ]
    compared.sort(key=lambda pair: (pair[0], pair[1].id))
    passed = [rank for rank, (chance, _) in enumerate(compared, 1) if chance <= _SURE * rank / len(compared)]
    rising = []
    for chance, one in compared[: max(passed, default=0)]:
        earlier = before.get(one.id, 0)
        times = (one.articles / articles) / (earlier / articles_before) if earlier else 0.0
        rising.append(
            (least_share(one.articles, one.articles + earlier), Rising(one, earlier, round(times, 1), chance))
        )
    rising.sort(key=lambda pair: (-pair[0], -pair[1].name.articles, pair[1].name.id))
    return tuple(one for _, one in rising[:_LISTED])


def chance_of(successes: int, trials: int, share: float) -> float:
    """How likely so many successes or more are, of so many trials, each with the same chance: the binomial's tail."""
    if successes <= 0 or share >= 1:
        return 1.0
    if share <= 0:
        return 0.0
    return min(
        1.0,
        sum(
            exp(
                lgamma(trials + 1)
                - lgamma(k + 1)
                - lgamma(trials - k + 1)
                + k * log(share)
                + (trials - k) * log(1 - share)
            )
            for k in range(successes, trials + 1)
        ),
    )


def least_share(successes: int, trials: int) -> float:
    """The lower end of the exact one-sided 95 % interval of a share, by halving."""
    low, high = 0.0, successes / trials
    for _ in range(30):
        middle = (low + high) / 2
        if chance_of(successes, trials, middle) < _CONFIDENCE:
            low = middle
        else:
            high = middle
    return low


def _new(connection: sqlite3.Connection, named: Iterable[Name], begin: int) -> tuple[Name, ...]:
    """Who has no article before the period."""
    found: list[Name] = []
    for one in islice(named, _COMPARED):
        if one.articles < 2 and len(found) >= _LISTED // 2:
            break
        (known,) = connection.execute(
            "SELECT EXISTS (SELECT 1 FROM entities AS e JOIN appearances AS a ON a.entity_id = e.id "
            "WHERE e.root = ? AND a.at < ?)",
            (one.id, begin),
        ).fetchone()
        if not known and (one.kind != "PERSON" or " " in one.name):
            found.append(one)
            if len(found) == _LISTED:
                break
    return tuple(found)


def _quoted(connection: sqlite3.Connection, entries: list[int]) -> tuple[Quoted, ...]:
    said = connection.execute(
        """
        SELECT e.root, s.text, s.id FROM json_each(?) AS entry CROSS JOIN sayings AS s ON s.entry_id = entry.value
        JOIN entities AS e ON e.id = s.entity_id JOIN entities AS r ON r.id = e.root WHERE NOT r.hidden LIMIT ?
        """,
        (json.dumps(entries), _QUOTES),
    ).fetchall()
    words: defaultdict[int, Counter[str]] = defaultdict(Counter)
    every: Counter[str] = Counter()
    quotes: Counter[int] = Counter()
    newest: dict[int, int] = {}
    for root, text, number in said:
        used = set(_WORD.findall(text.lower().replace("’", "'"))) - _COMMON
        words[root].update(used)
        every.update(used)
        quotes[root] += 1
        newest.setdefault(root, number)
    chosen = sorted(quotes, key=lambda root: (-quotes[root], root))[:_LISTED]
    sayings = quotes_among(connection, [newest[root] for root in chosen])
    found = []
    for root in chosen:
        name, kind = connection.execute(
            "SELECT coalesce(nullif(called, ''), name), kind FROM entities WHERE id = ?", (root,)
        ).fetchone()
        marking = _marking(words[root], every, len(said), set(_WORD.findall(name.lower())))
        found.append(Quoted(Name(name, kind, quotes[root], root), quotes[root], marking, sayings[newest[root]]))
    return tuple(found)


def _marking(used: Counter[str], every: Counter[str], quotes: int, own: set[str]) -> tuple[str, ...]:
    """The words that stand in more of somebody's quotes than in others': how often, by how rare; a single one last."""
    weight = {word: count * log((quotes + 1) / every[word]) for word, count in used.items() if word not in own}
    return tuple(sorted(weight, key=lambda word: (used[word] < 2, -weight[word], word))[:_WORDS])


def _stories(library: Library, start: datetime) -> tuple[Telling, ...]:
    rows = [row for row in library.rows(limit=_ROWS) if row.published and row.published >= start]
    stories = Stories()
    stories.add(rows)
    told = [stories.story(row) for row in rows if stories.others.get(row.id)]
    several = [one for one in told if len(one.outlets) > 1]
    several.sort(key=lambda one: (-len(one.outlets), -len(one.same) - len(one.alike)))
    return tuple(Telling((one.shown, *one.same, *one.alike), one.outlets) for one in several[:_LISTED])
