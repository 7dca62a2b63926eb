"""Names in the panel: how much of them there is room for."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from readers.model import Entity, Span
from tui.layout.marks import ORGANISATION
from tui.widgets.people_panel import EntityList, Item


def row(name: str, width: int, quoted: int = 0, mentions: int = 3) -> tuple[str, str]:
    """What stands left and right in a row of some cells."""
    spans = tuple(Span(number, number + 1) for number in range(mentions))
    entity = Entity(0, name, "ORG", spans)
    shown = EntityList((ORGANISATION,)).row(Item("", entity, ORGANISATION, quoted), width)
    return "".join(text for text, _ in shown.left), "".join(text for text, _ in shown.right)


@pytest.mark.parametrize(("quoted", "right"), [(0, "×3"), (2, "❝2 ×3")])
def test_a_long_name_has_what_the_columns_of_numbers_leave_empty(quoted: int, right: str) -> None:
    name = "Federal Network Agency"
    width = 2 + len(name) + 1 + len(right)
    assert row(name, width, quoted) == (f"  {name}", right)
    assert cell_len("".join(row(name, 60, quoted))) <= 60


def test_numbers_stand_in_columns_where_names_leave_room() -> None:
    rights = {cell_len(row("Solheim", 32, quoted, mentions)[1]) for quoted in (0, 2, 12) for mentions in (1, 30)}
    assert len(rights) == 1
