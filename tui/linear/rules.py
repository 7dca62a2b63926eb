"""Rules: what is done by itself with new entries, and what of them is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.layout.told import does
from tui.linear import words
from tui.linear.session import Deed

if TYPE_CHECKING:
    from readers.model import Rule
    from tui.linear.session import Session


async def rules(session: Session, _: str) -> None:
    """List the rules for new entries; a number switches one on or off."""
    found = await session.newsroom.rules()
    session.say(words.count(len(found), "rule") + ".")
    session.number((_switching(session, one), _rule(one)) for one in found)


async def tidings(session: Session) -> None:
    """Tell of entries that rules want to be told, each once; an open list keeps its numbers."""
    now = session.clock()
    for one in await session.newsroom.to_be_told():
        session.say(f"By the rule {one.rule.query}: {words.row(one.row, now, 0)}")


def _rule(one: Rule) -> str:
    problem = f" Problem: {one.problem}" if one.problem else ""
    touched = words.count(one.touched, "entry", "entries")
    state = "on" if one.enabled else "off"
    return f"{one.query}: {does(one.action, one.argument)}; {state}, has touched {touched}.{problem}"


def _switching(session: Session, one: Rule) -> Deed:
    async def switch() -> None:
        now = next((rule for rule in await session.newsroom.rules() if rule.id == one.id), one)
        session.say(_rule(await session.newsroom.switch_rule(one.id, on=not now.enabled)))

    return Deed(switch)
