"""Rules: what is done by itself with new entries that a query finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readers.library.rules.applying import Deed, Trial
    from readers.model import Rule, RuleAction


class Rules(Protocol):
    """What is asked about rules. A `QuothError` tells what cannot be."""

    async def rules(self) -> Sequence[Rule]:
        """All rules, in the order in which they are applied."""
        ...

    async def add_rule(self, query: str, action: RuleAction, argument: str = "") -> Rule:
        """Make a rule; it comes switched off."""
        ...

    async def change_rule(self, number: int, query: str, action: RuleAction, argument: str = "") -> Rule:
        """Have a rule look for something else, or do something else; it is switched off by that."""
        ...

    async def try_rule(self, query: str) -> Trial:
        """What a rule with such a query would touch of what is there."""
        ...

    async def switch_rule(self, number: int, *, on: bool) -> Rule:
        """Switch a rule on, for what arrives from now on, or off."""
        ...

    async def undo_rule(self, number: int) -> int:
        """Take back what a rule did; gives to how many entries."""
        ...

    async def remove_rule(self, number: int) -> Rule:
        """Remove a rule; what it did stays as it is."""
        ...

    async def to_be_told(self) -> Sequence[Deed]:
        """What rules want to be told of, each once."""
        ...

    async def rule_failed(self, number: int, problem: str) -> None:
        """Keep why a rule could not do what it is for."""
        ...
