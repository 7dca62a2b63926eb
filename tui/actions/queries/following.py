"""What rules have done while the reader is open: what they tell of is told, and what is wrong with them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readers.model import Rule
    from tui.stage import Stage


async def follow(stage: Stage) -> bool:
    """See what rules have done since this was last asked; gives whether they have touched entries."""
    tidings = await stage.newsroom.to_be_told()
    if tidings:
        from tui.actions.outside import telling  # noqa: PLC0415  (when there is something to tell)

        await telling.tell_of(stage, tidings)
    before, rules = stage.rules, await stage.newsroom.rules()
    stage.rules = rules
    for rule in rules:
        told = f"The rule “{rule.query}” could not do what it is for: {rule.problem}" if rule.problem else ""
        stage.note_rule(rule.id, told)
    for gone in {one.rule for one in stage.problems if one.rule is not None} - {rule.id for rule in rules}:
        stage.note_rule(gone, "")
    return before is not None and _met(before) != _met(rules)


def _met(rules: Sequence[Rule]) -> dict[int, int]:
    return {rule.id: rule.touched for rule in rules if rule.touched}
