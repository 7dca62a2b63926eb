"""Rules: what is done by itself with new entries that a query finds."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.desk.base import Base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readers.library.rules.applying import Deed, Trial
    from readers.model import Rule, RuleAction

_NEWEST = 200
"""Entries that a trial lists."""


class Rules(Base):
    """What is asked about rules; nothing of the rooms behind it is needed for the first frame."""

    async def rules(self) -> Sequence[Rule]:
        """All rules, in the order in which they are applied."""
        from readers.library.rules import keeping  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(keeping.rules, self.library.database)

    async def add_rule(self, query: str, action: RuleAction, argument: str = "") -> Rule:
        """Make a rule; it comes switched off."""
        from readers.library.rules import keeping  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(keeping.add, self.library.database, query, action, argument)

    async def change_rule(self, number: int, query: str, action: RuleAction, argument: str = "") -> Rule:
        """Have a rule look for something else, or do something else."""
        from readers.library.rules import keeping  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(keeping.change, self.library.database, number, query, action, argument)

    async def try_rule(self, query: str) -> Trial:
        """What a rule with such a query would touch of what is there."""
        from readers.library.rules import applying  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(applying.try_out, self.library.database, query, limit=_NEWEST)

    async def switch_rule(self, number: int, *, on: bool) -> Rule:
        """Switch a rule on or off."""
        from readers.library.rules import keeping  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(keeping.switch, self.library.database, number, on=on)

    async def undo_rule(self, number: int) -> int:
        """Take back what a rule did."""
        from readers.library.rules import applying  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(applying.undo, self.library.database, number)

    async def remove_rule(self, number: int) -> Rule:
        """Remove a rule."""
        from readers.library.rules import keeping  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(keeping.remove, self.library.database, number)

    async def to_be_told(self) -> Sequence[Deed]:
        """What rules want to be told of."""
        from readers.library.rules import applying  # noqa: PLC0415  (see above)

        return await asyncio.to_thread(applying.claim, self.library.database, "notify")

    async def rule_failed(self, number: int, problem: str) -> None:
        """Keep why a rule could not do what it is for."""
        from readers.library.rules import applying  # noqa: PLC0415  (see above)

        await asyncio.to_thread(applying.told, self.library.database, number, problem)
