"""The tree of a query: what must be there, what must not, and one or the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches

from readers.errors import QueryError
from readers.library.query.dates import KNOWN, period
from readers.library.query.fields import BARE_STATES, DATED, STATES
from readers.library.query.lexer import Token, tokens

MOST_TERMS, DEEPEST = 64, 24
"""More would overflow SQLite's own parsers, and nobody types them."""


@dataclass(frozen=True)
class Term:
    """One thing to look for.

    Attributes:
        field: what kind of a thing, by its proper name; empty for words of the article.
        text: the words, without quotation marks.
        prefix: whether what begins so will do.
        start: its first character in the query.
        end: one past its last.
    """

    field: str
    text: str
    prefix: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class And:
    """All of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    """At least one of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """Anything but this."""

    part: Node


Node = Term | And | Or | Not


def parse(query: str, *, about: str = "") -> Node | None:
    """The tree of a query; ``None`` if it asks for nothing, as an empty line or one of full stops.

    Args:
        query: as typed.
        about: the field whose words ``about:`` means, where quotes or notes are asked for.

    Raises:
        QueryError: what was typed cannot be understood; the error says where, and what might be meant.
    """
    parser = _Parser(query, about)
    node = parser.either(0)
    if (stray := parser.token) is not None:
        raise parser.wrong("This parenthesis closes nothing", stray, "take it away, or put one before it: (")
    return node


def terms(node: Node | None, *, wanted: bool = True) -> Iterator[Term]:
    """The terms of a tree, from left to right.

    Args:
        node: the tree.
        wanted: only those that are wanted; with ``False`` those also that must not be there.
    """
    if isinstance(node, Term):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from terms(part, wanted=wanted)
    elif isinstance(node, Not) and not wanted:
        yield from terms(node.part, wanted=wanted)


def conjoined(*nodes: Node | None) -> Node | None:
    """The tree that asks for all of some trees."""
    parts = tuple(
        part for node in nodes if node is not None for part in (node.parts if isinstance(node, And) else (node,))
    )
    return And(parts) if len(parts) > 1 else parts[0] if parts else None


def mapped(node: Node, change: Callable[[Term], Node]) -> Node:
    """The same tree with something in the place of each of its terms."""
    if isinstance(node, Term):
        return change(node)
    if isinstance(node, Not):
        return Not(mapped(node.part, change))
    return replace(node, parts=tuple(mapped(part, change) for part in node.parts))


def is_plain(query: str) -> bool:
    """Whether a query has nothing but words, and so means the same to who knows nothing of the language."""
    return not re.search(r'[":()“”„«»]|(?:^|\s)(?:-\w|(?:or|AND|unread|read|starred)(?:\s|$))', query, re.IGNORECASE)


class _Parser:
    """Goes over the pieces from left to right."""

    def __init__(self, query: str, about: str) -> None:
        self._query = query
        self._about = about
        self._tokens = tokens(query)
        self._at = 0
        self._terms = 0

    @property
    def token(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def wrong(self, what: str, token: Token, hint: str = "") -> QueryError:
        return QueryError(what, query=self._query, start=token.start, end=token.end, hint=hint)

    def either(self, depth: int) -> Node | None:
        parts = [self._all(depth)]
        while (token := self.token) is not None and token.kind == "or":
            self._at += 1
            parts.append(self._all(depth))
            if parts[-2] is None or parts[-1] is None:
                raise self.wrong(
                    "“or” stands between two things",
                    token,
                    "put something on both sides, or the word in quotation marks",
                )
        found = tuple(part for part in parts if part is not None)
        return Or(found) if len(found) > 1 else found[0] if found else None

    def _all(self, depth: int) -> Node | None:
        found: list[Node | None] = []
        while (token := self.token) is not None and token.kind not in ("or", ")"):
            found.append(self._one(token, depth))
        return conjoined(*found)

    def _one(self, token: Token, depth: int) -> Node | None:
        self._at += 1
        if token.kind == "and":
            return None
        if token.kind == "-":
            following = self.token
            part = None if following is None else self._one(following, depth)
            return None if part is None else Not(part)
        if token.kind == "(":
            if depth == DEEPEST:
                raise self.wrong(f"These are more than {DEEPEST} parentheses in each other", token)
            part = self.either(depth + 1)
            if self.token is None:
                raise self.wrong("This parenthesis is not closed", token, "put one after it: )")
            self._at += 1
            return part
        return self._term(token)

    def _term(self, token: Token) -> Node | None:
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise self.wrong(f"These are more than {MOST_TERMS} things to look for", token, "look for fewer")
        prefix = token.kind == "word" and token.text.endswith("*")
        field = self._about if token.field == "about" else token.field
        term = Term(field, token.text.rstrip("*") if prefix else token.text, prefix, token.start, token.end)
        if token.field == "with" and token.kind == "word" and "," in token.text:
            names = [name for name in term.text.split(",") if any(map(str.isalnum, name))]
            return conjoined(*(replace(term, text=name) for name in names))
        if token.field == "is":
            return self._state(term, token)
        if token.field in DATED:
            self._check_date(term, token)
        if not token.field and token.kind == "word" and re.fullmatch(r"#\w[^#]*", term.text):
            return replace(term, field="tag", text=term.text[1:])
        if not token.field and token.kind == "word" and token.text.casefold() in BARE_STATES:
            return replace(term, field="is", text=token.text.casefold())
        return term if any(map(str.isalnum, term.text)) else None

    def _state(self, term: Term, token: Token) -> Term:
        if term.text.casefold() in STATES:
            return replace(term, text=term.text.casefold())
        close = get_close_matches(term.text.casefold(), STATES, 1, 0.5)
        hint = f"did you mean is:{close[0]} ?" if close else f"there are {', '.join(STATES)}"
        raise self.wrong(f"Nothing is “{term.text}”", token, hint)

    def _check_date(self, term: Term, token: Token) -> None:
        if period(term.text, datetime.now(UTC)) is not None:
            return
        close = get_close_matches(term.text.casefold(), KNOWN, 1, 0.7)
        hint = f"did you mean {token.field}:{close[0]} ?" if close else "for example 7d, yesterday, 2026-01-31, 2026-01"
        raise self.wrong(f"“{term.text}” is no day", token, hint)
