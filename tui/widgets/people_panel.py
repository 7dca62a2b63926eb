"""Who and what an article is about: people and organisations, or places and the rest, by salience."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rich.cells import cell_len

from tui.layout.marks import ORGANISATION, PERSON, PLACE, kind_of
from tui.layout.paragraphs import safe
from tui.widgets.row_list import Piece, Row, RowList

if TYPE_CHECKING:
    from readers.model import Annotations, Entity

_LOOKS = {PERSON: "name-person", ORGANISATION: "name-organisation", PLACE: "name-place"}
_INDENT, _APART = 2, 1
"""Cells before a name, and between it and its numbers at least."""

_ROOMY = 40
"""Cells from which on it is written over the two numbers of a name what they count."""


class Item(msgspec.Struct, frozen=True):
    """A row of the panel.

    Attributes:
        heading: the heading, if that is what the row is; empty, without an entity, for a row that parts groups.
        entity: the entity otherwise.
        kind: the entity's bit.
        quoted: how many quotes are theirs.
    """

    heading: str = ""
    entity: Entity | None = None
    kind: int = 0
    quoted: int = 0


def items(annotations: Annotations | None, kinds: tuple[int, ...], wanted: str = "") -> list[Item]:
    """The rows for some kinds of entities: a heading each, then the most salient first.

    Args:
        annotations: what was found; ``None`` if nothing is known yet.
        kinds: bits, in the order of the headings; entities of any other kind come last if 0 is among them.
        wanted: only names that contain this.
    """
    from tui.layout.named import groups  # noqa: PLC0415  (nothing of it is needed for the first frame)

    rows: list[Item] = []
    for group in groups(annotations, kinds, wanted) if annotations is not None else ():
        rows += [Item()] if rows else []
        rows.append(Item(group.heading))
        rows += [Item("", entity, kind_of(entity), quotes) for entity, quotes in group.members]
    return rows


class EntityList(RowList[Item]):
    """Entities of an article."""

    def __init__(self, kinds: tuple[int, ...], *, id: str | None = None, empty: str = "") -> None:  # noqa: A002
        """Make an empty list.

        Args:
            kinds: which entities it shows; see `items`.
            id: of the widget.
            empty: what it says when there are none.
        """
        super().__init__(id=id, empty=empty)
        self.kinds = kinds
        self.wanted = ""
        self._annotations: Annotations | None = None

    def show(self, annotations: Annotations | None) -> None:
        """Show what was found in an article."""
        self._annotations = annotations
        self.fill(items(annotations, self.kinds, self.wanted), cursor=0)

    def narrow(self, wanted: str) -> None:
        """Show only names that contain this."""
        self.wanted = wanted
        self.show(self._annotations)

    def select(self, entity: int) -> bool:
        """Put the cursor on an entity, without telling; gives whether it is here."""
        for number, item in enumerate(self.items):
            if item.entity is not None and item.entity.id == entity:
                self.point_at(number, tell=False)
                return True
        return False

    def selectable(self, item: Item) -> bool:
        """Headings are not."""
        return item.entity is not None

    def row(self, item: Item, width: int) -> Row:
        """The name, how many quotes are theirs, how often they are named; where there is room, what that is."""
        if item.entity is None:
            columns = (("quotes  named", "quiet italic"),) if item.heading and width >= _ROOMY else ()
            return Row(((item.heading, "group"),), columns)
        entity = item.entity
        quotes, count = (
            f"❝{item.quoted}" if item.quoted else "",
            f"×{len(entity.mentions) + len(entity.title_mentions)}",
        )
        told: tuple[Piece, ...] = ((f"{quotes:>3}", "quoted"), (" " * 4 if width >= _ROOMY else "", ""))
        counted: Piece = (f"{count:>5}", "quiet")
        if _INDENT + cell_len(safe(entity.name)) + _APART + sum(cell_len(text) for text, _ in (*told, counted)) > width:
            # The name does not fit beside the columns: it has what they leave empty in its row.
            told, counted = ((quotes, "quoted"),) if quotes else (), (f" {count}" if quotes else count, "quiet")
        return Row(((" " * _INDENT, ""), (entity.name, _LOOKS.get(item.kind, ""))), (*told, counted))
