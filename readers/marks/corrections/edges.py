"""Where a name or a quote begins and ends, in words that a reader pointed to.

A name is the name alone, as everywhere: no title, article, possessive, or punctuation at its edges. What is quoted is
what stands inside the marks.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from readers.model import Span

_WORD = re.compile(r"\w+(?:[-'’.&/]\w+)*\.?")
_FIRST_WORD = re.compile(r"(\w+(?:[-'’]\w+)*)\.?\s+")
_POSSESSIVE = re.compile(r"['’]s\Z")
_LINKS = frozenset(("of", "the", "and", "for", "de", "del", "du", "la", "le", "van", "von", "der", "&"))
"""Small words that a name may have inside of it."""
_LONGEST_SHORT_FORM = 30
"""Characters of a word that a dot ends, at most."""
_FARTHEST = 8
"""Words that a name may go on for, each way."""

_OPENING, _CLOSING = '“„‟«‹"', '”»›"'
_GAP = re.compile(r'[”»›"][^“”„‟«»‹›"]*[“„‟«‹"]')
"""What interrupts a quote: he said."""
_CONTINUED = re.compile(r"\n\s*\n\s*")

# Names


def name_alone(text: str, span: Span, *, person: bool = False) -> Span | None:
    """The name in some words.

    Words that are cut through are taken whole; then articles, possessives, and punctuation at the edges are left out.

    Args:
        text: the text, or the headline.
        span: what the reader pointed to.
        person: whether it is somebody's name, so that titles are left out as well.

    Returns:
        Where the name is; ``None`` if no word is left.
    """
    start, end = _trimmed(text, span.start, span.end)
    if start >= end:
        return None
    start, end = _whole(text, start, end)
    if possessive := _POSSESSIVE.search(text, start, end):
        start, end = _trimmed(text, start, possessive.start())
    while (word := _FIRST_WORD.match(text, start, end)) and _stands_before(text, word[1], word.end(), end, person):
        start = word.end()
    start, end = _trimmed(text, start, end)
    return Span(start, end) if start < end else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without punctuation and white space at the edges, but for what belongs to the name: ``Inc.``, ``(Wales)``."""
    while start < end and not _is_word(text[start]):
        start += 1
    opening = text.find("(", start, end)
    while start < end and not _goes_on(text[end - 1]):
        if text[end - 1] == "." and _is_short_form(text[max(start, end - _LONGEST_SHORT_FORM) : end - 1]):
            break
        if text[end - 1] == ")" and 0 <= opening < end:
            break
        if text[end - 1] == "+" and _goes_on(text[end - 2]):
            break
        end -= 1
    return start, end


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Without cutting through a word at either edge."""
    while start > 0 and _goes_on(text[start]) and _goes_on(text[start - 1]):
        start -= 1
    while end < len(text) and _goes_on(text[end - 1]) and _goes_on(text[end]):
        end += 1
    return start, end


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _goes_on(character: str) -> bool:
    """Whether a word goes on: with a letter or digit, or a mark over or under one."""
    return _is_word(character) or unicodedata.category(character).startswith("M")


def _is_short_form(words: str) -> bool:
    """Whether a full stop belongs to the last of some words: ``Inc``, ``U.S``, ``J``."""
    from readers.annotate.names.edges import ABBREVIATED  # noqa: PLC0415  (reads word lists; seldom needed)

    last = re.split(r"\s", words)[-1]
    return last.lower() in ABBREVIATED or (len(last) == 1 and last.isupper()) or bool(re.fullmatch(r"\w(\.\w)+", last))


def _stands_before(text: str, word: str, start: int, end: int, person: bool) -> bool:
    """Whether a word only stands before a name; the rest begins at ``start``."""
    from readers.annotate.names.edges import ARTICLES, BEFORE_OFFICES, TITLES  # noqa: PLC0415  (see above)
    from readers.annotate.names.view import PARTICLES  # noqa: PLC0415  (see above)

    lower = word.lower()
    if not person or lower in ARTICLES:
        return lower in ARTICLES
    following = _FIRST_WORD.match(text, start, end)
    office = following is not None and following[1].lower() in TITLES
    rest = text[start : min(end, start + _FARTHEST * _LONGEST_SHORT_FORM)]
    small = not word[0].isupper() and lower not in PARTICLES and any(map(str.isupper, rest))
    return lower in TITLES or (lower in BEFORE_OFFICES and office) or small


def longer_or_shorter(text: str, span: Span) -> list[Span]:
    """The likeliest spans of a name that was cut short, or taken too long; the likeliest first, four at most."""
    right = _reaches(text, span.end, _words_after(text, span.end), forward=True)
    left = _reaches(text, span.start, _words_before(text, span.start), forward=False)
    longer = [Span(left[-1], right[-1]), *(Span(span.start, end) for end in (right[-1], right[0]))]
    longer += [Span(start, span.end) for start in (left[0], left[-1])]
    words = list(_WORD.finditer(text, span.start, span.end))
    shorter = [Span(words[1].start(), span.end), Span(span.start, words[-2].end())] if len(words) > 1 else []
    trimmed_shorter = [each for one in shorter if (each := _without_links(text, one)) is not None]
    trimmed_longer = [each for one in longer if (each := name_alone(text, one)) is not None]
    shorter = [one for one in dict.fromkeys(trimmed_shorter) if one != span]
    longer = [one for one in dict.fromkeys(trimmed_longer) if one != span]
    return [*longer[: 4 - len(shorter)], *shorter]


def _without_links(text: str, span: Span) -> Span | None:
    """A shortened name without the small word that it would begin or end with."""
    words = [word for word in _WORD.finditer(text, span.start, span.end) if word[0].lower() not in _LINKS]
    return name_alone(text, Span(words[0].start(), words[-1].end())) if words else None


def _words_after(text: str, at: int) -> list[Span]:
    """The words that a name could go on with: no punctuation or end of paragraph comes before them."""
    found: list[Span] = []
    for word in _WORD.finditer(text, at):
        gap = text[at : word.start()]
        if len(found) >= _FARTHEST or gap.strip() not in {"", "&"} or "\n\n" in gap or not gap:
            break
        found.append(Span(*word.span()))
        at = word.end()
        if word[0].endswith(".") and not _is_short_form(word[0][:-1]):
            break
    return found


def _words_before(text: str, at: int) -> list[Span]:
    """The words that a name could begin with, the nearest first."""
    from readers.annotate.names.edges import ARTICLES, TITLES  # noqa: PLC0415  (see above)

    found: list[Span] = []
    line = max(0, text.rfind("\n\n", 0, at))
    for word in reversed(list(_WORD.finditer(text, max(line, at - 40 * _FARTHEST), at))):
        gap = text[word.end() : at]
        known = word[0].lower().rstrip(".")
        ends = word[0].endswith(".") and not _is_short_form(word[0][:-1])
        if len(found) >= _FARTHEST or gap.strip() not in {"", "&"} or not gap or known in ARTICLES | TITLES or ends:
            break
        found.append(Span(*word.span()))
        at = word.start()
    return found


def _reaches(text: str, at: int, words: list[Span], *, forward: bool) -> list[int]:
    """How far a name may go one way: by one word, and as far as words with a capital go; where it is if no way.

    A small word counts only together with the capital behind it.
    """
    found = []
    for word in words:
        told = text[word.start : word.end]
        if told[0].isupper() or told[0].isdigit():
            found.append(word.end if forward else word.start)
        elif told not in _LINKS:
            break
    return found or [at]


# Quotes


def quoted(text: str, span: Span) -> tuple[Literal["direct", "indirect"], tuple[Span, ...]] | None:
    """What is quoted in some words, and whether word for word: it stands in quotation marks.

    Args:
        text: the text.
        span: what the reader pointed to, with the marks or without; words that are cut through are taken whole.

    Returns:
        The kind, and the stretches inside the marks: one for each paragraph, and for each part of a quote that ``he
        said`` interrupts; ``None`` if no word is left.
    """
    if span.start >= span.end:
        return None
    kind: Literal["direct", "indirect"] = "indirect"
    pieces = []
    for start, end in _stretches(text, Span(*_whole(text, span.start, span.end)), _CONTINUED):
        inside = _inside_marks(text, start, end)
        if inside is not None:
            kind = "direct"
            pieces += [Span(*piece) for piece in _stretches(text, Span(*inside), _GAP)]
        else:
            words = text[start:end]
            pieces.append(Span(start, start + len(words.rstrip(" \n.,;:"))))
    pieces = [piece for piece in pieces if any(map(_is_word, text[piece.start : piece.end]))]
    return (kind, tuple(pieces)) if pieces else None


def in_marks(text: str, span: Span) -> bool:
    """Whether a span stands in quotation marks of its own."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return bool(before) and before in _OPENING + "‘'" and bool(after) and after in _CLOSING + "’'"


def _stretches(text: str, span: Span, parted_by: re.Pattern[str]) -> list[tuple[int, int]]:
    """The stretches of a span that are parted by something, without white space at the edges."""
    found = []
    at = span.start
    for start, end in [*(gap.span() for gap in parted_by.finditer(text, span.start, span.end)), (span.end, span.end)]:
        words = text[at:start]
        left = at + len(words) - len(words.lstrip())
        found.append((left, max(left, at + len(words.rstrip()))))
        at = end
    return [(start, end) for start, end in found if start < end]


def _inside_marks(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A stretch of a paragraph without the quotation marks it stands in; ``None`` if it stands in none."""
    words = text[start:end].rstrip(" \n")
    bare = words.rstrip(",.;:")
    if bare and bare[-1] in _CLOSING:
        words = bare
    end = start + len(words)
    if len(words) > 2 and words[0] in "‘'" and words[-1] in "’'":
        return start + 1, end - 1
    opens, closes = words[:1] in tuple(_OPENING), words[-1:] in tuple(_CLOSING)
    if opens and (closes or not any(mark in words[1:] for mark in _CLOSING)):
        return start + 1, end - (closes and len(words) > 1)
    if closes and not any(mark in words[:-1] for mark in _OPENING):
        return start, end - 1
    return (start, end) if _is_open(text, start) or in_marks(text, Span(start, end)) else None


def _is_open(text: str, at: int) -> bool:
    """Whether a quotation mark was opened in this paragraph and not closed before a place."""
    before = text[text.rfind("\n\n", 0, at) + 1 : at]
    opened = max(map(before.rfind, "“„«"))
    return opened > max(map(before.rfind, "”»")) or before.count('"') % 2 == 1
