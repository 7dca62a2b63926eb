"""Newsboat's filter language in Quoth's words: which queries find what a filter passes, as far as words can say it.

A pattern becomes words, for a query knows no patterns; a filter that asks for what an entry does not have here, or for
a pattern that is more than words, is not translated at all. Operators bind as newsboat binds them: all alike, from the
right (``a and b or c`` is ``a and (b or c)``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from readers.errors import QuothError

_TOKEN = re.compile(
    r"""\s*(?:(?P<sign>[()])|(?P<word>and|or)\b|
        (?P<name>\w+)\s*(?P<operator>==|!=|=~|!~|<=|>=|<|>|!\#|\#|=|between)\s*
        (?:"(?P<text>(?:[^"\\]|\\.)*)"|(?P<number>-?\d+(?::-?\d+)?)))""",
    re.VERBOSE,
)
_MORE = re.compile(r"[\\^$*+?{}\[\]()|]")
_DEEPEST = 20


class Asked(NamedTuple):
    """A filter as a query.

    Attributes:
        query: in the library's language.
        more: whether it may find entries that newsboat's filter does not pass.
        fewer: whether it may leave out some that it does.
    """

    query: str
    more: bool = False
    fewer: bool = False


class UntranslatableError(QuothError):
    """A filter that cannot be said in Quoth's words; the error says what in it."""


def translate(text: str) -> Asked:
    """A filter of newsboat's as a query.

    Raises:
        UntranslatableError: it cannot be one.
    """
    reading = _Reading(text)
    asked = reading.expression(0)
    reading.end()
    return asked


def of_feed(which: str) -> Asked | None:
    """The feeds that an ``ignore-article`` is about: an address, ``regex:`` with a pattern, or ``*`` for all.

    Raises:
        UntranslatableError: the pattern is more than words.
    """
    if which == "*":
        return None
    if which.startswith("regex:"):
        return _pattern("feed", which.removeprefix("regex:"))
    return Asked(f"feed:{_quoted(which)}")


def both(one: Asked | None, other: Asked) -> Asked:
    """What passes both."""
    return other if one is None else _joined("and", one, other)


class _Reading:
    """Goes over a filter from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text.strip()
        self._at = 0

    def _next(self) -> re.Match[str]:
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            rest = self._text[self._at : self._at + 30].strip()
            raise UntranslatableError(f"“{rest}” cannot be read" if rest else "it breaks off")
        self._at = found.end()
        return found

    def end(self) -> None:
        if self._at < len(self._text):
            raise UntranslatableError(f"“{self._text[self._at :][:30].strip()}” cannot be read")

    def expression(self, depth: int) -> Asked:
        if depth > _DEEPEST:
            raise UntranslatableError("it goes too deep")
        left = self._one(depth)
        found = _TOKEN.match(self._text, self._at)
        if found is None or found["word"] is None:
            return left
        self._at = found.end()
        return _joined(found["word"], left, self.expression(depth + 1))

    def _one(self, depth: int) -> Asked:
        token = self._next()
        if token["sign"] == "(":
            inside = self.expression(depth + 1)
            if self._next()["sign"] != ")":
                raise UntranslatableError("a parenthesis is not closed")
            return inside
        if token["name"] is None:
            raise UntranslatableError(f"“{token[0].strip()}” stands where something is to be compared")
        text = token["text"]
        value = token["number"] if text is None else re.sub(r'\\(["\\])', r"\1", text)
        return _condition(token["name"], token["operator"], value)


def _joined(word: str, left: Asked, right: Asked) -> Asked:
    more, fewer = left.more or right.more, left.fewer or right.fewer
    if word == "and":
        return Asked(f"{left.query} {right.query}", more, fewer)
    return Asked(f"({left.query} or {right.query})", more, fewer)


def _not(asked: Asked) -> Asked:
    inside = asked.query
    single = inside.startswith("(") or re.fullmatch(r'[^\s"]*(?:"[^"]*")?', inside)
    return Asked(f"-{inside}" if single else f"-({inside})", asked.fewer, asked.more)


_WORDS = {"title": "title", "content": "", "feedtitle": "feed", "rssurl": "feed"}
"""Attribute of newsboat's → the field that asks for the same."""


def _condition(name: str, operator: str, value: str) -> Asked:
    """A comparison."""
    negative = operator in ("!=", "!~", "!#")
    if name in _WORDS and operator in ("=~", "!~"):
        asked = _pattern(_WORDS[name], value)
    elif name in _WORDS and operator in ("=", "==", "!="):
        if not any(map(str.isalnum, value)):
            raise UntranslatableError(f"{name} {operator} “{value}” asks for no words")
        field = _WORDS[name]
        asked = Asked(f"{field}{':' if field else ''}{_quoted(value)}", more=name != "rssurl")
    elif name == "tags" and operator in ("#", "!#"):
        asked = Asked(f"folder:{_quoted(value)}")
    elif name == "flags" and operator in ("#", "!#"):
        asked = Asked(f"tag:flag-{value}")
    elif name == "unread" and operator in ("=", "==", "!=") and value in ("yes", "no"):
        asked = Asked("unread" if value == "yes" else "read")
    elif name == "age" and operator in ("<", "<=", ">", ">=") and value.isdecimal():
        asked = Asked(f"{'since' if '<' in operator else 'before'}:{value}d", more=True, fewer=True)
    else:
        raise UntranslatableError(f"“{name} {operator}” cannot be asked here")
    return _not(asked) if negative else asked


def _pattern(field: str, pattern: str) -> Asked:
    """A regular expression as words, or as one or another word."""
    found = [_words(field, part, pattern) for part in _alternatives(pattern)]
    asked = found[0]
    for other in found[1:]:
        asked = Asked(f"{asked.query} or {other.query}", asked.more or other.more, fewer=True)
    return Asked(f"({asked.query})", asked.more, asked.fewer) if len(found) > 1 else asked


def _alternatives(pattern: str) -> list[str]:
    inside = pattern
    while re.fullmatch(r"\((?:\?:)?[^()]*\)", inside):
        inside = inside[1:-1].removeprefix("?:")
    return inside.split("|")


def _words(field: str, part: str, whole: str) -> Asked:
    """One alternative: words one after the other; with ``.*`` between them, each by itself."""
    plain = re.sub(r"\[(\w)(\w)\]", lambda two: two[1] if two[1].casefold() == two[2].casefold() else two[0], part)
    more = plain.startswith("^") or plain.endswith("$")
    plain = plain.removeprefix("^").removesuffix("$")
    pieces = [piece for piece in plain.split(".*") if piece]
    queries = []
    for piece in pieces:
        bare = re.sub(r"\\[b<>]", "", piece)
        literal = re.sub(r"\\([^\w\s])", r"\1", bare) if not _MORE.search(re.sub(r"\\[^\w\s]", "", bare)) else ""
        if not any(map(str.isalnum, literal)) or "." in re.sub(r"\\[^\w\s]", "", bare):
            raise UntranslatableError(f"the pattern “{whole}” is more than words")
        one = re.fullmatch(r"\w+", literal)
        ends = piece.endswith(("\\b", "\\>"))
        text = literal if one and (ends or field == "feed") else f"{literal}*" if one else _quoted(literal)
        queries.append(f"{field}:{text}" if field else text)
    if not queries:
        raise UntranslatableError(f"the pattern “{whole}” asks for no words")
    wide = field in ("", "feed")  # the headline counts as text; name and address of a feed are looked at together
    return Asked(" ".join(queries), more or len(queries) > 1 or wide, fewer=True)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', " ").strip() + '"'
