"""Keeping rules: made, listed, switched on and off, removed."""

from __future__ import annotations

import sqlite3

from readers.errors import LibraryError, QueryError
from readers.library.database import Database
from readers.library.query.tree import Node, parse
from readers.library.tags import spellings
from readers.library.values import from_json
from readers.marks import tags
from readers.model import Rule, RuleAction

_RULES = """
    SELECT id, query, action, argument, enabled, problem,
           (SELECT count(*) FROM rule_deeds AS d WHERE d.rule_id = r.id AND d.undone = 0)
    FROM rules AS r
"""


def rules(database: Database) -> list[Rule]:
    """All rules, in the order in which they were made and are applied.

    Raises:
        LibraryError: the library cannot be read.
    """
    with database.reading("list the rules") as connection:
        return [_rule(row) for row in connection.execute(f"{_RULES} ORDER BY id").fetchall()]


def rule(database: Database, number: int) -> Rule:
    """One rule.

    Raises:
        LibraryError: there is no such one.
    """
    with database.reading("read a rule") as connection:
        found = connection.execute(f"{_RULES} WHERE id = ?", (number,)).fetchone()
    if found is None:
        raise _unknown(number)
    return _rule(found)


def add(database: Database, query: str, action: RuleAction, argument: str = "", *, enabled: bool = False) -> Rule:
    """Make a rule; it comes switched off, so that it can be tried out. The same one twice is one.

    Args:
        database: the library file.
        query: in the library's language.
        action: what is done with what it finds.
        argument: the tag, or the command.
        enabled: whether it is switched on at once.

    Raises:
        QueryError: the query cannot be understood, or asks for nothing.
        CommandError: the command cannot be understood.
        LibraryError: there is no tag, or the library cannot be written.
    """
    asked(query)
    argument = _checked(database, action, argument)
    with database.writing("keep a rule") as connection:
        same = connection.execute(
            "SELECT id FROM rules WHERE query = ? AND action = ? AND argument = ?", (query, action, argument)
        ).fetchone()
        number: int = (
            same[0]
            if same is not None
            else connection.execute(
                "INSERT INTO rules (query, action, argument) VALUES (?, ?, ?)", (query, action, argument)
            ).lastrowid
            or 0
        )
        if enabled:
            _switch_on(connection, number)
    return rule(database, number)


def change(database: Database, number: int, query: str, action: RuleAction, argument: str = "") -> Rule:
    """Have a rule look for something else, or do something else; it is switched off by that, to be tried out anew.

    Args:
        database: the library file.
        number: which rule.
        query: in the library's language.
        action: what is done with what it finds.
        argument: the tag, or the command.

    Raises:
        QueryError: the query cannot be understood, or asks for nothing.
        CommandError: the command cannot be understood.
        LibraryError: there is no such rule or no tag, there is another rule like that, or it is to do something else
            while there is something to take back of what it did.
    """
    before = rule(database, number)
    asked(query)
    argument = _checked(database, action, argument)
    if (query, action, argument) == (before.query, before.action, before.argument):
        return before
    with database.writing("change a rule") as connection:
        same = connection.execute(
            "SELECT id FROM rules WHERE query = ? AND action = ? AND argument = ? AND id <> ?",
            (query, action, argument, number),
        ).fetchone()
        if same is not None:
            raise LibraryError(f"Rule {same[0]} is like that already: change that one, or remove it first.")
        if (action, argument) != (before.action, before.argument) and connection.execute(
            "SELECT 1 FROM rule_deeds WHERE rule_id = ? AND undone = 0 AND changed > 0", (number,)
        ).fetchone():
            raise LibraryError(
                f"Rule {number} cannot do something else, for what it did could not be taken back any more: take that "
                "back first, or make another rule."
            )
        connection.execute(
            "UPDATE rules SET query = ?, action = ?, argument = ?, problem = '' WHERE id = ?",
            (query, action, argument, number),
        )
        _switch_off(connection, number)
    return rule(database, number)


def switch(database: Database, number: int, *, on: bool) -> Rule:
    """Switch a rule on, for what arrives from now on, or off.

    Raises:
        QueryError: its query cannot be understood any more.
        LibraryError: there is no such rule.
    """
    if on:
        asked(rule(database, number).query)
    with database.writing("switch a rule") as connection:
        if on:
            _switch_on(connection, number)
        else:
            _switch_off(connection, number)
    return rule(database, number)


def remove(database: Database, number: int) -> Rule:
    """Remove a rule; what it did stays as it is, and can be taken back no more. Gives the rule there was.

    Raises:
        LibraryError: there is no such rule.
    """
    gone = rule(database, number)
    with database.writing("remove a rule") as connection:
        connection.execute("DELETE FROM rules WHERE id = ?", (number,))
    return gone


def asked(query: str) -> Node:
    """What a rule's query asks for.

    Raises:
        QueryError: it cannot be understood, or asks for nothing.
    """
    node = parse(query)
    if node is None:
        raise QueryError("A rule needs something to look for", query=query, end=len(query), hint="as title:sponsored")
    return node


def _switch_on(connection: sqlite3.Connection, number: int) -> None:
    connection.execute(
        """
        UPDATE rules SET enabled = 1, problem = '', since = (SELECT coalesce(max(id), 0) FROM entries)
        WHERE id = ? AND enabled = 0
        """,
        (number,),
    )


def _switch_off(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("UPDATE rules SET enabled = 0, problem = '' WHERE id = ?", (number,))
    connection.execute("UPDATE rule_deeds SET pending = 0 WHERE rule_id = ?", (number,))
    connection.execute("DELETE FROM rule_arrivals WHERE NOT EXISTS (SELECT 1 FROM rules WHERE enabled = 1)")


def _checked(database: Database, action: RuleAction, argument: str) -> str:
    """The argument of an action as it is kept."""
    if action == "tag":
        given = tags.parse(argument)
        if len(given) != 1:
            raise LibraryError("A rule puts entries under one tag, a word: make one rule for each.")
        with database.reading("look for a tag") as connection:
            known: tuple[str, ...] = from_json(spellings(connection, given[0]))
        return next(iter(known), given[0])
    if action == "run":
        from readers import outside  # noqa: PLC0415  (asyncio: only where a command is checked)

        if outside.prepared(argument).on_terminal:
            raise LibraryError("A rule has no terminal to give to a program: leave the ! before it out.")
        return argument.strip()
    return ""


def _rule(row: tuple[int, str, RuleAction, str, int, str, int]) -> Rule:
    number, query, action, argument, enabled, problem, touched = row
    return Rule(number, query, action, argument, bool(enabled), problem, touched)


def _unknown(number: int) -> LibraryError:
    return LibraryError(f"There is no rule number {number}: `quoth rule list` lists them.")
