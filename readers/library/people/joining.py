"""Joining the names of an article to the entities of the library, when it is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from readers.library.people import keys, offices
from readers.library.people.evidence import (
    Article,
    Candidate,
    Choice,
    Seen,
    candidates,
    choose,
    company,
    decayed,
    members_of,
    offices_of,
    surroundings,
)

_OTHER_OFFICES = 0.3
"""The share of articles with an office of another field from which two are not one."""
_TOGETHER = 0.25
"""Of the newest articles of somebody known by one name, the share by a feed from which they may be taken for one whose
full name that feed tells, without a companion that both have."""
_WELL_KNOWN = 2.0
"""How much the only one of a name must be in the news for everybody of a short form of it to be meant."""
_MOST_FIELDS = 3
_COMPANIONS = ("person", "organisation")


class Joined(NamedTuple):
    """Whom a name of an article means, and how sure that is, 0-1."""

    entity_id: int
    confidence: float


def join(
    connection: sqlite3.Connection, article: Article, named: Sequence[Seen], before: frozenset[int] = frozenset()
) -> list[Joined]:
    """Find the entity behind each name of an article; new ones are made.

    The surest go first: names in full, then short ones, which the others then speak for.

    Args:
        connection: in a transaction.
        article: where they are named.
        named: who is named.
        before: the entities that this entry was known to name: it is no new evidence for them.

    Returns:
        In the order of the names.
    """
    order = sorted(range(len(named)), key=lambda n: (_rank(named[n]), n))
    pinned = _pins(connection, article.entry_id)
    joined: dict[int, Joined] = {}
    roots: dict[str, set[int]] = {}
    near: set[int] = set()
    fields: set[str] = set()
    for number in order:
        seen = named[number]
        sort = keys.sort_of(seen.kind)
        pin = pinned.get((sort, keys.key(seen.name, sort)))
        here = article._replace(near=frozenset(near), fields=frozenset(fields))
        taken = roots.setdefault(sort, set())
        one, root = (Joined(pin, 1.0), _root_of(connection, pin)) if pin else _find(connection, seen, here, taken)
        taken.add(root)
        if sort in _COMPANIONS:
            near |= {root, one.entity_id}
        if sort == "person" and len(fields) < _MOST_FIELDS:
            fields.add(offices.main_field(offices_of(connection, [one.entity_id]) or dict.fromkeys(seen.offices, 1)))
            fields.discard("")
        _note(connection, one.entity_id, seen, article, known=one.entity_id in before)
        joined[number] = one
    for number in order:
        if not keys.is_short(named[number].name, keys.sort_of(named[number].kind)):
            _take_in(connection, named[number], joined[number].entity_id, article._replace(near=frozenset(near)))
    return [joined[number] for number in range(len(named))]


def _rank(seen: Seen) -> tuple[int, int]:
    sort = keys.sort_of(seen.kind)
    short = keys.is_short(seen.name, sort)
    return (0 if sort not in _COMPANIONS else 2 if short else 1), -len(seen.name.split())


def _find(connection: sqlite3.Connection, seen: Seen, article: Article, taken: set[int]) -> tuple[Joined, int]:
    """Whom a name means, and what that is one with."""
    found = candidates(connection, seen, article.at)
    choice = choose(connection, seen, article, taken, found) if found else Choice(None, 1.0)
    if choice.candidate is not None:
        return Joined(choice.candidate.id, round(choice.confidence, 3)), choice.candidate.root
    made = _make(connection, seen)
    return Joined(made, round(choice.confidence, 3)), made


def _make(connection: sqlite3.Connection, seen: Seen) -> int:
    made = connection.execute(
        "INSERT INTO entities (name, kind, forms) VALUES (?, ?, ?)", (seen.name, seen.kind, seen.name)
    ).lastrowid
    assert made is not None  # noqa: S101  (an insertion has a row)
    _add_keys(connection, made, seen.name, keys.sort_of(seen.kind))
    return made


def _add_keys(connection: sqlite3.Connection, entity_id: int, name: str, sort: str) -> None:
    connection.executemany(
        "INSERT INTO aliases (sort, key, entity_id, uses) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING",
        [(sort, key, entity_id) for key in sorted({keys.key(name, sort), *keys.other_keys(name, sort)}) if key],
    )


def _note(connection: sqlite3.Connection, entity_id: int, seen: Seen, article: Article, *, known: bool) -> None:
    """Keep what an article says of an entity: the names it goes by, its offices, that it is in the news."""
    name, forms, weight, weighed = connection.execute(
        "SELECT name, forms, weight, weighed FROM entities WHERE id = ?", (entity_id,)
    ).fetchone()
    sort = keys.sort_of(seen.kind)
    written = dict.fromkeys((seen.name, *seen.forms))
    strange = [form for form in written if form not in forms.split("\n")]
    if strange:
        connection.execute(
            "UPDATE entities SET forms = ? WHERE id = ?", ("\n".join((*forms.split("\n"), *strange)), entity_id)
        )
        _add_keys(connection, entity_id, seen.name, sort)
    at = max(article.at, weighed)
    if not known:
        connection.execute(
            "UPDATE entities SET weight = ?, weighed = ? WHERE id = ?",
            (decayed(weight, weighed, at) + 1, at, entity_id),
        )
        connection.executemany(
            "INSERT INTO aliases (sort, key, entity_id, uses) VALUES (?, ?, ?, 1) "
            "ON CONFLICT DO UPDATE SET uses = uses + 1 WHERE uses >= 0",
            [(sort, key, entity_id) for key in sorted({keys.key(form, sort) for form in written}) if key],
        )
    if seen.name != name and _is_better(connection, entity_id, name, seen.name, sort):
        connection.execute("UPDATE entities SET name = ? WHERE id = ?", (seen.name, entity_id))
    connection.executemany(
        "INSERT INTO offices (entity_id, office, articles) VALUES (?1, ?2, 1) "
        "ON CONFLICT DO UPDATE SET articles = articles + ?3",
        [(entity_id, office, 0 if known else 1) for office in seen.offices],
    )


def _is_known_alone(connection: sqlite3.Connection, sort: str, key: str) -> bool:
    """Whether there is an entity that a short name is all the name of, and that is one with no other."""
    found = connection.execute(
        "SELECT 1 FROM aliases AS a JOIN entities AS e ON e.id = a.entity_id "
        "WHERE a.sort = ? AND a.key = ? AND a.uses > 0 AND e.root = e.id AND instr(e.name, ' ') = 0 LIMIT 1",
        (sort, key),
    )
    return found.fetchone() is not None


def _is_of(name: str, form: str) -> bool:
    """Whether a name says that something belongs to what a short form of it means."""
    return name.endswith(tuple(f" {word} {form}" for word in ("in", "of", "for", "at", "from")))


def _is_better(connection: sqlite3.Connection, entity_id: int, name: str, other: str, sort: str) -> bool:
    """Whether another name of an entity says more than the one it has, or as much and is the usual one."""
    short = keys.is_short(name, sort), keys.is_short(other, sort)
    if short[0] != short[1]:
        return short[0]
    uses = dict(
        connection.execute(
            "SELECT key, uses FROM aliases WHERE sort = ? AND key IN (?, ?) AND entity_id = ?",
            (sort, keys.key(name, sort), keys.key(other, sort), entity_id),
        ).fetchall()
    )
    return bool(uses.get(keys.key(other, sort), 0) > uses.get(keys.key(name, sort), 0))


def _take_in(connection: sqlite3.Connection, seen: Seen, entity_id: int, article: Article) -> None:
    """What is known by a short name alone is what has it in full here, if they keep the same company."""
    sort = keys.sort_of(seen.kind)
    if sort == "person":
        shorts = {keys.person(seen.name).family}
    elif sort == "organisation":
        # Republicans in Congress are not Congress, whatever the annotator thinks.
        shorts = {form for form in seen.forms if keys.is_short(form, sort) and not _is_of(seen.name, form)}
    else:
        return
    for short in sorted(shorts):
        if not _is_known_alone(connection, sort, keys.key(short, sort)):
            continue
        found = candidates(connection, Seen(short, seen.kind), article.at)
        root = _root_of(connection, entity_id)
        if any(one.root != root and not keys.is_short(one.name, sort) for one in found):
            continue  # there are several of that name: each article decides for itself
        for one in found:
            alone = keys.is_short(one.name, sort) and one.root != root and one.id == one.root
            free = alone and not _is_decided(connection, one.id)
            if free and _same_company(connection, one, root, seen, article):
                merge_roots(connection, one.root, root)


def _same_company(connection: sqlite3.Connection, one: Candidate, root: int, seen: Seen, article: Article) -> bool:
    """Whether an entity of a short name appears where, and with whom, the only one of the full name does."""
    short, full = members_of(connection, one.root), members_of(connection, root)
    told = offices_of(connection, short)
    if offices.agree(told, (*seen.offices, *offices_of(connection, full))).get(-1, 0.0) > _OTHER_OFFICES:
        return False
    weight, weighed = connection.execute("SELECT weight, weighed FROM entities WHERE id = ?", (root,)).fetchone()
    if decayed(weight, weighed, article.at) >= max(_WELL_KNOWN, one.weight):
        return True
    feeds, near = company(connection, full)
    same_feed = sum(
        surroundings(connection, short, article._replace(feed_id=feed))[0] for feed in sorted({*feeds, article.feed_id})
    )
    _, shared = surroundings(connection, short, article._replace(near=(near | article.near) - {*full, *short}))
    return shared > 0 or same_feed >= _TOGETHER


def _is_decided(connection: sqlite3.Connection, entity_id: int) -> bool:
    """Whether the reader has said anything of an entity, now or once: then nothing is done to it unasked."""
    return (
        connection.execute(
            "SELECT 1 FROM decisions WHERE entity_id = ?1 OR other_id = ?1 LIMIT 1", (entity_id,)
        ).fetchone()
        is not None
    )


def merge_roots(connection: sqlite3.Connection, one: int, other: int) -> None:
    """Make all that is one with ``one`` one with ``other``, a root."""
    connection.execute("UPDATE entities SET root = ? WHERE root = ?", (other, one))


def _root_of(connection: sqlite3.Connection, entity_id: int) -> int:
    return int(connection.execute("SELECT root FROM entities WHERE id = ?", (entity_id,)).fetchone()[0])


def _pins(connection: sqlite3.Connection, entry_id: int) -> Mapping[tuple[str, str], int]:
    found = connection.execute("SELECT sort, key, entity_id FROM pins WHERE entry_id = ?", (entry_id,))
    return {(sort, key): entity_id for sort, key, entity_id in found}
