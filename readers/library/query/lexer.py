"""A line as typed, parted into words, phrases, fields and signs, each with its place."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Literal, NamedTuple

from readers.errors import QueryError
from readers.library.query.fields import ALIASES, BY_NAME

_STRAIGHT = str.maketrans("“”„«»\0", '""""" ')
_FIELD = re.compile(r"([^\W\d_]+):(?!//)")
_WORD = re.compile(r"[^\s()\"]+")
_VALUE = re.compile(r"[^\s()\"]+")

Kind = Literal["(", ")", "-", "or", "and", "word", "phrase"]


class Token(NamedTuple):
    """A piece of what was typed.

    Attributes:
        kind: what it is.
        text: a word or a phrase, without its marks.
        start: its first character, that of its field if it has one.
        end: one past its last.
        field: the field before the colon, by its proper name; empty for none.
        value: the first character after the colon; ``start`` without a field.
    """

    kind: Kind
    text: str
    start: int
    end: int
    field: str = ""
    value: int = 0


def straight(query: str) -> str:
    """A line of the same length without half characters, with straight quotation marks."""
    # A command's argument may hold bytes that are no text.
    return query.encode("utf-8", "replace").decode().translate(_STRAIGHT)


def tokens(query: str) -> list[Token]:
    """The pieces of a line.

    Raises:
        QueryError: a field is unknown, or nothing stands after it.
    """
    text, at, found = straight(query), 0, list[Token]()
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        found.append(_next(query, text, at))
        at = found[-1].end
    return found


def _next(query: str, text: str, at: int) -> Token:
    sign = text[at]
    if sign in "()":
        return Token("(" if sign == "(" else ")", sign, at, at + 1)
    if sign == "-" and at + 1 < len(text) and (text[at + 1] in '("' or text[at + 1].isalnum()):
        return Token("-", sign, at, at + 1)
    if field := _FIELD.match(text, at):
        return _of_field(query, text, field)
    if sign == '"':
        return _phrase(text, at)
    word = _WORD.match(text, at)
    end = word.end() if word else at + 1
    typed = text[at:end]
    if typed.casefold() == "or":
        return Token("or", typed, at, end)
    if typed == "AND":  # in capitals alone: rock and roll are three words
        return Token("and", typed, at, end)
    return Token("word", typed, at, end, value=at)


def _phrase(text: str, at: int) -> Token:
    """What stands in quotation marks; while one types, the last is not there yet."""
    close = text.find('"', at + 1)
    end = len(text) if close < 0 else close + 1
    return Token("phrase", text[at + 1 : len(text) if close < 0 else close], at, end, value=at)


def _of_field(query: str, text: str, field: re.Match[str]) -> Token:
    typed, start, at = field[1], field.start(), field.end()
    name = typed.casefold()
    name = ALIASES.get(name, name)
    if name not in BY_NAME:
        close = get_close_matches(name, [*BY_NAME, *ALIASES], 1, 0.6)
        hint = (
            f"did you mean {ALIASES.get(close[0], close[0])}: ?"
            if close
            else "put words with a colon in quotation marks"
        )
        raise QueryError(f"There is no field “{typed}:”", query=query, start=start, end=at, hint=hint)
    if at < len(text) and text[at] == '"':
        value = _phrase(text, at)
    else:
        words = _VALUE.match(text, at)
        value = Token("word", words[0] if words else "", at, words.end() if words else at)
    if not any(map(str.isalnum, value.text)):
        known = BY_NAME[name]
        hint = f"for example {known.example}"
        raise QueryError(f"After “{typed}:” comes {known.of}", query=query, start=start, end=value.end, hint=hint)
    return Token(value.kind, value.text, start, value.end, name, at)
