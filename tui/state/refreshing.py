"""Whether feeds are being fetched, and which are to be after them."""

from __future__ import annotations

import msgspec


class Refreshing(msgspec.Struct):
    """The one refresh that runs.

    Attributes:
        on: whether one does.
        wanted: ids of the feeds that the reader has asked for since, and that have not been fetched since.
    """

    on: bool = False
    wanted: set[int] = set()

    def taken(self) -> set[int]:
        """What is wanted; it is taken care of now."""
        taken, self.wanted = self.wanted, set()
        return taken
