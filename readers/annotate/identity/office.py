"""What a text calls a person besides the name: ``the Russian president``, ``a senior fellow``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.annotate.names.edges import ARTICLES, PEOPLES, ROLES, STAFF, TITLES
from readers.annotate.words import words

if TYPE_CHECKING:
    from readers.annotate.clusters import EntityCluster
    from readers.annotate.names.view import View

MODIFIERS = (frozenset(w.lower() for w in words("titles", "before offices")) | {"vice", "co", "former", "ex"}) - {
    "under"
}
NOUNS = frozenset(w.lower() for w in STAFF) | ROLES | TITLES
HONORIFIC = frozenset(w.lower() for w in words("titles", "honorifics m", "honorifics f", "honorifics"))
OWNERS = frozenset({"his", "her", "their", "my", "our", "your", "its", "whose", "'s", "'"})
REACH = 8
"""Tokens after a comma in which an apposition names the office."""


def note_roles(view: View, clusters: list[EntityCluster]) -> None:
    """Fill ``roles`` of the people: offices before the name, and in the apposition after it."""
    token_at = {start: i for i, start in enumerate(view.start)}
    ends = {end: i + 1 for i, end in enumerate(view.end)}
    for cluster in clusters:
        if cluster.kind != "PERSON":
            continue
        found: dict[str, None] = {}
        for start, end in cluster.mentions:
            if start in token_at and end in ends:
                found.update(dict.fromkeys(_before(view, token_at[start])))
                found.update(dict.fromkeys(_after(view, ends[end])))
        cluster.roles = list(found)


def _before(view: View, start: int) -> list[str]:
    """``Russian President`` before a name gives ``president`` and ``russian president``.

    Also ``her adviser, Jo Roe`` and ``Secretary of State Jo Roe``.
    """
    last = start - 2 if start > 1 and view.words[start - 1] == "," else start - 1
    for i in range(last, max(last - REACH, -1), -1):
        bare = view.lower[i].rstrip(".")
        if (
            view.gap[i]
            or view.pos[i] in {"VERB", "AUX"}
            or view.words[i] in {",", ".", ";", '"', "”"}
            or bare in HONORIFIC
        ):
            return []
        if bare in NOUNS:
            if i < last and view.lower[i + 1] not in {"of", "for", "at"}:
                return []
            first = i
            while first > 0 and not view.gap[first - 1] and _qualifies(view, first - 1):
                first -= 1
            return _kin(view, first) + _roles(view, first, i + 1)
    return []


def _kin(view: View, first: int) -> list[str]:
    """``husband`` of ``her husband, the cellist Jo Roe``, from the first word after the article."""
    i = first - 3
    if i < 1 or view.words[i + 1] != "," or view.lower[i + 2] not in ARTICLES or view.lower[i] not in NOUNS:
        return []
    return [view.lower[i]] if view.lower[i - 1] in OWNERS else []


def _qualifies(view: View, i: int) -> bool:
    return (
        view.lower[i] in MODIFIERS
        or view.words[i] in PEOPLES
        or view.lower[i].rstrip(".") in {"us", "u.s", "uk", "u.k"}
    )


def _after(view: View, end: int) -> list[str]:
    """``, the Russian prime minister,`` after a name."""
    if end + 1 >= len(view) or view.words[end] != ",":
        return []
    for i in range(end + 1, min(end + REACH, len(view))):
        stops = view.words[i] in {",", ".", ";"} or view.lower[i] in {"who", "whose", "which", "that", "when", "where"}
        if view.gap[i] or stops or view.pos[i] in {"VERB", "AUX"}:
            return []
        if view.lower[i] in NOUNS and not (i + 1 < len(view) and view.lower[i + 1] in NOUNS):
            if _does_something(view, i):
                return []
            first = i
            while first > end + 1 and _qualifies(view, first - 1):
                first -= 1
            return _roles(view, first, i + 1)
    return []


def _does_something(view: View, i: int) -> bool:
    """Whether a noun is the subject of a clause: after a meeting with Jo Roe, the ``president`` said."""
    noun = view.doc[i]
    return noun.dep_ in ("nsubj", "nsubjpass") and noun.head.i > i


def _roles(view: View, first: int, end: int) -> list[str]:
    inside = [w.rstrip(".") for w in view.lower[first:end] if w not in {"former", "ex", "then", "-"}]
    return list(dict.fromkeys([inside[-1], " ".join(inside)])) if inside else []
