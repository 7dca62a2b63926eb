"""Whom a name means: what speaks for each entity that could be meant, weighed against its being somebody new.

The weights are logarithms of odds, set on one half of `tests/readers/library/people/gold.jsonl`.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from readers.library.people import keys, offices

HALVING = 30 * 86_400_000_000
"""Microseconds in which an article comes to count half, when it is asked how much somebody is in the news."""
_MOST = 40
"""Entities of one key that are considered, those in the most articles."""
_WEIGHED = 4
"""How many of them are looked at closely."""
_NEWEST = 12
"""Articles of an entity in which feeds and companions are looked for."""
_MOST_SHARED = 3
"""Shared companions that count."""

# For an entity: its name in full, offices, companions, feed, how much it is in the news.
_WHOLE, _SPELLED, _SEEN, _POSSIBLE = 2.5, 2.0, 0.0, -0.5
_OFFICE = {2: 3.0, 1: 1.5, 0: 0.0, -1: -6.0}
_COMPANION, _FEED, _NEWS = 1.5, 1.2, 0.8
_CONTEXT = 1.2
"""For the field that others in the article are known in, and against any other."""
_NEW_WHOLE, _NEW_SHORT = 0.0, 0.3
_LEAST = 0.4
"""How sure it must be at least."""
_ONE_NAME = -0.7
"""For an entity that has but the one name: another Smith may be another Smith."""


class Seen(NamedTuple):
    """Somebody or something named in an article.

    Attributes:
        name: the fullest name there.
        kind: an OntoNotes label.
        mentions: how often.
        forms: the names as written, each once.
        offices: what the text says they are.
    """

    name: str
    kind: str
    mentions: int = 1
    forms: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()


class Article(NamedTuple):
    """Where somebody is named.

    Attributes:
        entry_id: the entry.
        at: when, as the library keeps moments.
        feed_id: by which feed.
        near: the people and organisations known to be named there, and what they are one with.
        fields: the fields in which people named there are known.
    """

    entry_id: int
    at: int
    feed_id: int
    near: frozenset[int] = frozenset()
    fields: frozenset[str] = frozenset()


class Candidate(NamedTuple):
    """An entity that could be meant.

    Attributes:
        id: the entity that goes by the name.
        root: the one that it is one with.
        name: of the root.
        own: its own.
        kind: of the root.
        uses: in how many articles it was called so.
        weight: how much it is in the news, as of the article.
        known: how surely the name is one of its names, 0-1.
        whole: whether the name is its own in full, in whatever spelling; never of a surname alone.
    """

    id: int
    root: int
    name: str
    own: str
    kind: str
    uses: int
    weight: float
    known: float = 1.0
    whole: bool = False


_CANDIDATES = """
    SELECT a.entity_id, r.id, r.name, e.name, r.kind, a.uses, r.weight, r.weighed
    FROM aliases AS a JOIN entities AS e ON e.id = a.entity_id JOIN entities AS r ON r.id = e.root
    WHERE a.sort = ? AND a.key = ? AND a.uses >= 0
      AND (e.appearances > 0 OR e.root <> e.id OR e.hidden OR EXISTS (
          SELECT 1 FROM decisions AS d WHERE d.undone IS NULL AND (d.entity_id = e.id OR d.other_id = e.id)))
    ORDER BY a.uses DESC, e.appearances DESC, e.id LIMIT ?
"""


def candidates(connection: sqlite3.Connection, seen: Seen, at: int) -> list[Candidate]:
    """The entities that a name could mean, one for each root."""
    sort = keys.sort_of(seen.kind)
    name = seen.name
    key = keys.key(name, sort)
    short = keys.is_short(name, sort)
    found: dict[int, Candidate] = {}
    barred: frozenset[int] | None = None
    for one in _called(connection, sort, key, at):
        if one.root not in found:
            # A surname says too little for it to matter whether it is all that somebody is called.
            whole = not (short and sort == "person") and keys.key(one.own, sort) == key
            found[one.root] = one._replace(whole=True) if whole else one
    if any(one.whole for one in found.values()) and not short:
        return sorted(found.values(), key=lambda one: (-one.weight, one.id))  # nobody asks how else it is spelled
    for variant in sorted(keys.variant_keys(name, sort)):
        for one in _called(connection, sort, variant, at):
            known = keys.alike(one.own, name) if sort == "person" else 1.0
            if barred is None:
                barred = _barred(connection, sort, key)
            if known and one.root not in found and one.id not in barred:
                found[one.root] = one._replace(known=known, whole=True)
    return sorted(found.values(), key=lambda one: (-one.known, -one.weight, one.id))


def _barred(connection: sqlite3.Connection, sort: str, key: str) -> frozenset[int]:
    """The entities of which the reader has said that a name does not mean them."""
    found = connection.execute("SELECT entity_id FROM aliases WHERE sort = ? AND key = ? AND uses < 0", (sort, key))
    return frozenset(entity_id for (entity_id,) in found)


def _called(connection: sqlite3.Connection, sort: str, key: str, at: int) -> list[Candidate]:
    """The entities that go by a key, those in the most articles first."""
    return [
        Candidate(number, root, name, own, kind, uses, decayed(weight, weighed, at))
        for number, root, name, own, kind, uses, weight, weighed in connection.execute(_CANDIDATES, (sort, key, _MOST))
    ]


def decayed(weight: float, weighed: int, at: int) -> float:
    """A weight as of another moment; earlier articles, stored later, leave it as it is."""
    return float(weight * 0.5 ** (max(0, at - weighed) / HALVING))


class Choice(NamedTuple):
    """Whom a name means: a candidate, or ``None`` for somebody new; and how sure that is, 0-1."""

    candidate: Candidate | None
    confidence: float


def choose(
    connection: sqlite3.Connection, seen: Seen, article: Article, taken: Collection[int], found: Sequence[Candidate]
) -> Choice:
    """Weigh the candidates, and that it is somebody new.

    Args:
        connection: to look offices, feeds and companions up.
        seen: who is named.
        article: where.
        taken: roots that other names of the article mean: the annotator has told them apart from this one.
        found: the candidates.
    """
    open_to = [one for one in found if one.root not in taken]
    sort = keys.sort_of(seen.kind)
    if not open_to:
        return Choice(None, 1.0)
    short = keys.is_short(seen.name, sort)
    if len(open_to) == 1 and not short and open_to[0].known == 1.0 and (sort != "person" or not seen.offices):
        return Choice(open_to[0], 0.97)
    scores = [(_score(connection, one, seen, article), one) for one in open_to[:_WEIGHED]]
    new = _NEW_SHORT if short and sort == "person" else _NEW_WHOLE
    best, chosen = max(scores, key=lambda pair: (pair[0], -pair[1].id))
    total = math.exp(new) + sum(math.exp(score) for score, _ in scores)
    confidence = math.exp(best) / total
    if best <= new or confidence < _LEAST:
        return Choice(None, math.exp(new) / total)
    return Choice(chosen, confidence)


def _score(connection: sqlite3.Connection, one: Candidate, seen: Seen, article: Article) -> float:
    """What speaks for an entity."""
    sort = keys.sort_of(seen.kind)
    if one.whole and not (keys.is_short(seen.name, sort) and sort == "person"):
        score = _WHOLE if one.known == 1.0 else _SPELLED * one.known
    elif sort == "person" and keys.is_short(one.name, sort):
        score = _ONE_NAME
    else:
        score = _SEEN if one.uses else _POSSIBLE
    score += _NEWS * math.log1p(one.weight)
    members = members_of(connection, one.root)
    if sort == "person" and (seen.offices or article.fields):
        told = offices_of(connection, members)
        agreement = offices.agree(told, seen.offices) if seen.offices else {}
        score += sum(_OFFICE[way] * share for way, share in agreement.items())
        score += _CONTEXT * _in_context(told, article.fields)
    same_feed, shared = surroundings(connection, members, article)
    return score + _FEED * same_feed + _COMPANION * min(shared, _MOST_SHARED)


def _in_context(told: Mapping[str, int], fields: frozenset[str]) -> int:
    own = offices.main_field(told)
    if not (own and fields):
        return 0
    return 1 if own in fields else 0 if any(offices.are_near(own, one) for one in fields) else -1


def members_of(connection: sqlite3.Connection, root: int) -> list[int]:
    """All entities that are one with an entity."""
    return [number for (number,) in connection.execute("SELECT id FROM entities WHERE root = ? ORDER BY id", (root,))]


def offices_of(connection: sqlite3.Connection, members: Iterable[int]) -> dict[str, int]:
    """The offices told of an entity, with the number of articles that do, the most told first."""
    found = connection.execute(
        "SELECT office, sum(articles) FROM offices WHERE entity_id IN (SELECT value FROM json_each(?)) "
        "GROUP BY office ORDER BY 2 DESC, office",
        (_listed(members),),
    )
    return dict(found.fetchall())


def surroundings(connection: sqlite3.Connection, members: Sequence[int], article: Article) -> tuple[float, int]:
    """Of an entity's newest articles: what share came by the article's feed, and how many of its companions they name.

    Only people and organisations count as companions.
    """
    newest = [row for row in newest_of(connection, members, _NEWEST) if row[0] != article.entry_id]
    if not newest:
        return 0.0, 0
    same = sum(feed_id == article.feed_id for _, feed_id in newest)
    shared = 0
    if article.near:  # all of it from the index: a join with the entities would take ten times as long
        (shared,) = connection.execute(
            "SELECT count(DISTINCT a.entity_id) FROM json_each(?) AS entry "
            "CROSS JOIN appearances AS a INDEXED BY appearances_of_entry ON a.entry_id = entry.value "
            "WHERE a.entity_id IN (SELECT value FROM json_each(?))",
            (_listed(entry_id for entry_id, _ in newest), _listed(article.near)),
        ).fetchone()
    return same / len(newest), shared


def _listed(numbers: Iterable[int]) -> str:
    """Some numbers as JSON, for SQLite to take apart."""
    return msgspec.json.encode(list(numbers)).decode()


def newest_of(connection: sqlite3.Connection, members: Iterable[int], limit: int) -> list[tuple[int, int]]:
    """The newest entries of an entity, each once, with their feeds.

    One member at a time: only so does SQLite take them from the index in their order, and none but these.
    """
    query = (
        "SELECT a.at, a.entry_id, e.feed_id FROM appearances AS a JOIN entries AS e ON e.id = a.entry_id "
        "WHERE a.entity_id = ? ORDER BY a.at DESC LIMIT ?"
    )
    found = {row for member in members for row in connection.execute(query, (member, limit))}
    return [(entry_id, feed_id) for _, entry_id, feed_id in sorted(found, reverse=True)[:limit]]


_COMPANY = 10
"""Newest articles of an entity whose feeds and names are its company."""


def company(connection: sqlite3.Connection, members: Sequence[int]) -> tuple[set[int], frozenset[int]]:
    """The feeds of an entity's newest articles, and the people and organisations in them."""
    newest = newest_of(connection, members, _COMPANY)
    entries = _listed(entry_id for entry_id, _ in newest)
    near = connection.execute(
        "SELECT DISTINCT a.entity_id FROM json_each(?) AS entry "
        "CROSS JOIN appearances AS a ON a.entry_id = entry.value "
        "JOIN entities AS e ON e.id = a.entity_id WHERE e.kind IN ('PERSON', 'ORG')",
        (entries,),
    )
    return {feed_id for _, feed_id in newest}, frozenset(entity_id for (entity_id,) in near)
