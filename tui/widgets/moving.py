"""What the moving commands mean to a list or an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from textual.geometry import Size


class Movable(Protocol):
    """A list or an article."""

    @property
    def size(self) -> Size:
        """Of what is seen of it, in cells."""
        ...

    def move(self, rows: int) -> None:
        """Move by some rows or lines."""
        ...

    def go(self, *, end: bool) -> None:
        """Go to the beginning or the end."""
        ...


def move_rows(moved: Movable, command: str, count: int = 0) -> None:
    """Move in a list or an article as a command says; one that moves nothing does nothing.

    Args:
        moved: the list, or the article.
        command: its name.
        count: how often, or to which row or line; 0 if nobody said.
    """
    height = moved.size.height
    # Of a page two lines stay, so that the eye finds its place.
    rows = {"down": 1, "half_down": max(1, height // 2), "page_down": max(1, height - 2)}
    rows |= {"up": -1, "half_up": -rows["half_down"], "page_up": -rows["page_down"]}
    if command in rows:
        moved.move(rows[command] * max(1, count))
    elif count and command in {"top", "bottom", "enter"}:
        moved.go(end=False)
        moved.move(count - 1)
    elif command in {"top", "bottom"}:
        moved.go(end=command == "bottom")
