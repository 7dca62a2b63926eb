"""How much a text is about each of its entities."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import TYPE_CHECKING

from readers.annotate.words import words

if TYPE_CHECKING:
    from readers.annotate.clusters import EntityCluster
    from readers.annotate.names.view import View

WEIGHT = {
    "PERSON": 1.0,
    "ORG": 0.8,
    "GPE": 0.5,
    "LOC": 0.4,
    "FAC": 0.4,
    "EVENT": 0.5,
    "NORP": 0.3,
    "LAW": 0.4,
    "PRODUCT": 0.5,
}
OTHER = 0.05
SAYING = words("contexts", "saying")
HEADLINE = 200
"""Code points: a first line no longer than this is taken for the headline."""


def weigh(view: View, clusters: list[EntityCluster]) -> None:
    """Set ``salience`` of what is named in an English text."""
    weigh_in(view.doc.text, clusters, _speaking(view))


def weigh_in(text: str, clusters: list[EntityCluster], speakers: Collection[int]) -> None:
    """Set ``salience``: by kind, number of mentions, how early the first is, the headline, and speaking.

    The values of all clusters sum to 1 (to 0 if there are none).

    Args:
        text: headline, empty line and text.
        clusters: what is named in it.
        speakers: where the names end that a verb of saying stands beside.
    """
    text_length = len(text) or 1
    headline = text[: HEADLINE + 1].find("\n")
    scores = []
    for cluster in clusters:
        first = min(start for start, _ in cluster.mentions)
        early = 1.0 - first / text_length
        speaks = sum(end in speakers for _, end in cluster.mentions)
        in_headline = headline > 0 and first < headline
        count = math.log2(1 + len(cluster.mentions)) + 0.25 * len(cluster.mentions)
        bonus = 1.0 + 0.5 * early**2 + 0.5 * in_headline + 0.15 * min(speaks, 4)
        scores.append(WEIGHT.get(cluster.kind, OTHER) * count * bonus)
    total = sum(scores) or 1.0
    for cluster, score in zip(clusters, scores, strict=True):
        cluster.salience = score / total


def _speaking(view: View) -> set[int]:
    """Where names end that a verb of saying follows or precedes: ``Roe said``, ``said Roe``."""
    ends = set()
    for i, word in enumerate(view.lower):
        if word in SAYING:
            for neighbour in (i - 1, i + 1, i + 2):
                if 0 <= neighbour < len(view) and view.capital[neighbour]:
                    ends.add(view.end[neighbour])
    return ends
