"""Initials: ``YTF`` is Yuki Tamura-Ferreira where an interview labels what she says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from readers.annotate.clusters import EntityCluster

_ABBREVIATIONS = frozenset("AG AI AM AP CEO CFO COO DA DJ EU FM GP KC MC MP PA PM PR QC TV UK UN US VP".split())  # noqa: SIM905
"""What is somebody's office, an agency or a place before it is somebody's initials."""


def are_initials(label: str, name: str) -> bool:
    """Whether a label is the initials of a name: of all its words, of what is parted by hyphens too, or first and last.

    Args:
        label: in lower case, with or without full stops.
        name: in lower case.
    """
    plain = re.sub(r"[\W_]", "", label)
    whole = "".join(word[0] for word in name.split())
    return len(plain) > 1 and plain in (_letters(name), whole, whole[0] + whole[-1])


def begin_initials(label: str, name: str) -> bool:
    """Whether a label begins with the initials of a name, or these with it."""
    plain, letters = re.sub(r"[\W_]", "", label), _letters(name)
    return len(plain) > 1 and len(letters) > 1 and (plain.startswith(letters) or letters.startswith(plain))


def by_initials(label: str, clusters: Sequence[EntityCluster]) -> int | None:
    """The one person whose initials a label is, if it is written in capitals."""
    if not label.isupper() or label in _ABBREVIATIONS:
        return None
    found = [
        number
        for number, cluster in enumerate(clusters)
        if cluster.kind == "PERSON" and " " in cluster.name and are_initials(label.lower(), cluster.name.lower())
    ]
    return found[0] if len(found) == 1 else None


def _letters(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word)
