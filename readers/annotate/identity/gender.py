"""Which pronoun a person takes: by title, by what the text calls them, by given name, by the pronouns around."""

from __future__ import annotations

import bisect
import collections
from typing import TYPE_CHECKING

from readers.annotate.given import GENDER
from readers.annotate.words import words

if TYPE_CHECKING:
    from readers.annotate.clusters import EntityCluster, Gender
    from readers.annotate.names.view import View

TITLE_GENDER: dict[str, Gender] = {
    **dict.fromkeys((w.lower() for w in words("titles", "honorifics m")), "m"),
    **dict.fromkeys((w.lower() for w in words("titles", "honorifics f")), "f"),
}
ROLE_GENDER: dict[str, Gender] = {
    **dict.fromkeys(words("roles", "women"), "f"),
    **dict.fromkeys(words("roles", "men"), "m"),
}
PRONOUNS: dict[str, Gender] = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
REACH = 40
"""Tokens from a name to a pronoun that may mean it."""


def note_genders(view: View, clusters: list[EntityCluster]) -> None:
    """Set ``gender`` of the people among the clusters, where the text or the given name tells."""
    people = [c for c in clusters if c.kind == "PERSON"]
    unknown = [c for c in people if not c.gender]
    for cluster in unknown:
        given = cluster.name.split()[0].lower() if " " in cluster.name else ""
        by_role: Gender = next(
            (ROLE_GENDER[r] for role in cluster.roles for r in role.split()[-1:] if r in ROLE_GENDER), ""
        )
        cluster.gender = by_role or GENDER.get(given, "")
    if any(not c.gender for c in people):
        _by_pronouns(view, people)


def _by_pronouns(view: View, people: list[EntityCluster]) -> None:
    """A pronoun votes for the only person named shortly before it."""
    places = sorted((start, i) for i, c in enumerate(people) for start, _ in c.mentions)
    starts = [start for start, _ in places]
    votes: dict[int, collections.Counter[Gender]] = collections.defaultdict(collections.Counter)
    for i, word in enumerate(view.lower):
        if word in PRONOUNS:
            here = view.doc[i].idx
            from_ = view.doc[max(0, i - REACH)].idx
            near = {n for _, n in places[bisect.bisect_left(starts, from_) : bisect.bisect_left(starts, here)]}
            if len(near) == 1:
                votes[near.pop()][PRONOUNS[word]] += 1
    for n, counter in votes.items():
        gender, count = counter.most_common(1)[0]
        if not people[n].gender and count > sum(counter.values()) / 2:
            people[n].gender = gender
