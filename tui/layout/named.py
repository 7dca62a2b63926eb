"""Who and what is named in an article, under the headings that a reader looks for them by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.layout.marks import ORGANISATION, PERSON, PLACE, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readers.model import Annotations, Entity

_HEADINGS = {PERSON: "People", ORGANISATION: "Organisations", PLACE: "Places"}

EVERY = (PERSON, ORGANISATION, PLACE, 0)
"""The kinds in the order of their headings; 0 stands for all others."""


class Group(NamedTuple):
    """Entities under a heading: each with how many quotes are theirs, the most salient first."""

    heading: str
    members: Sequence[tuple[Entity, int]]


def groups(annotations: Annotations, kinds: Sequence[int] = EVERY, wanted: str = "") -> Iterator[Group]:
    """Entities by kind; headings that have none are left out.

    Args:
        annotations: what was found.
        kinds: bits, in the order of the headings; entities of any other kind come last if 0 is among them.
        wanted: only names that contain this.
    """
    quoted: dict[int, int] = {}
    for quote in annotations.quotes:
        if quote.speaker is not None:
            quoted[quote.speaker] = quoted.get(quote.speaker, 0) + 1
    for kind in kinds:
        found = [one for one in annotations.entities if _is(one, kind) and wanted.casefold() in one.name.casefold()]
        found.sort(key=lambda one: (-one.salience, one.id))
        if found:
            yield Group(_HEADINGS.get(kind, "Other names"), [(one, quoted.get(one.id, 0)) for one in found])


def _is(entity: Entity, kind: int) -> bool:
    bits = kind_of(entity)
    return bits == kind if kind else bool(bits) and bits not in _HEADINGS
