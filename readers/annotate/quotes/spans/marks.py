"""Which stretches of a text stand in quotation marks.

Curly, straight, single, guillemets; nested, unclosed, or running over several paragraphs. Pure text work, one pass,
linear time.

The marks are read by their shape where it tells (``“`` opens) and by their neighbours where it does not (``"`` after a
space opens). A paragraph is a line. By the printers' convention a quotation that runs on repeats its opening mark at
the head of each paragraph and closes only in the last one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
Role = Literal["open", "close", "either", "none"]

_MARK = re.compile(r"``|''|’’|‘‘|[“”„‟\"«»‹›‘’‚‛'`＂″]")
_SINGLES = frozenset("‘’‚‛'`")
_OPENERS = frozenset(["“", "„", "«", "‹", "``", "‘‘", "‟"])
_CLOSERS = frozenset(["”", "»", "›", "’’"])
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_BEFORE_OPENING = frozenset("([{<—–-/‒―“‘\"'«‹„…=*_|>")
_AFTER_CLOSING = frozenset(")]}—–-/‒―”’\"'»›.,;:!?…*_|<")
_STRONG_BEFORE = frozenset('.,!?…;:—–-)]”"»%')
_STRONG_AFTER = frozenset('.,!?…;:)]—–”"»')
# Words that English writes with an apostrophe in front: none of them opens a quotation.
_ELIDED = re.compile(
    r"(?:\d\ds?\b|(?:em|n|til|till|tis|twas|twere|twill|tisn|twasn|cause|cos|coz|round|bout|nother|nuff|neath|gainst"
    r"|phone|flu|cuz|ere|im|er|kay|ll|re|ve|s|d|m|t)\b)",
    re.IGNORECASE,
)
_SHORT_WORD = re.compile(r"\w{1,8}[’'](?!\w)")
_FUNCTION_WORD = re.compile(r"\s+(?:and|or|but|to|in|on|at|by|for|of|as|with|is|was|are|were|has|had|said|that)\b")
FARTHEST = 200
"""How many marks ahead the partner of a single opening mark is looked for."""
LOOSE_PARAGRAPHS = 4
"""How many unmarked paragraphs a quotation may cross before its closing mark is given up."""


@dataclass(frozen=True)
class Quoted:
    """One stretch of text in quotation marks, outermost only.

    Attributes:
        pieces: half-open spans of the quoted words, inside the marks, without white space at the ends; one for each
            paragraph.
        outer: the same with their marks.
        closed: whether the closing mark is there.
        single: whether the marks are single ones.
    """

    pieces: tuple[Span, ...]
    outer: tuple[Span, ...]
    closed: bool = True
    single: bool = False


@dataclass
class _Open:
    """An opening mark waiting for its closing one; ``inner`` holds what was found within meanwhile."""

    start: int
    after: int
    single: bool
    close_at: int = -1
    inner: list[Quoted] | None = None


@dataclass
class _Running:
    """A quotation that goes on into the next paragraph."""

    pieces: list[Span]
    outer: list[Span]
    single: bool
    loose: int = 0


def paragraphs(text: str) -> Iterator[Span]:
    """The lines of a text that hold anything, as half-open spans without white space at the ends."""
    for match in re.finditer(r"[^\n]+", text):
        start, end = trimmed(text, match.start(), match.end())
        if start < end:
            yield start, end


def trimmed(text: str, start: int, end: int) -> Span:
    """A span without white space or invisible characters at its ends."""
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return start, end


def find_quoted(text: str) -> list[Quoted]:
    """Find what stands in quotation marks.

    Args:
        text: any string.

    Returns:
        Sorted stretches that do not overlap; nested quotations are part of the outermost one.
    """
    found: list[Quoted] = []
    running: _Running | None = None
    lines = list(paragraphs(text))
    for number, (start, end) in enumerate(lines):
        marks = list(_MARK.finditer(text, start, end))
        head = start
        if running is not None:
            running, head = _resume(text, (start, end), marks, running, found)
            if running is not None:
                continue
            marks = [mark for mark in marks if mark.start() >= head]
        following = lines[number + 1] if number + 1 < len(lines) else None
        running = _read_paragraph(text, (start, end), marks, following, found)
    if running is not None:
        _give_up(running, found)
    return sorted(found, key=lambda quoted: quoted.pieces[0])


def find_within(text: str, span: Span) -> list[Quoted]:
    """Find the quotations within one paragraph of a quotation; sorted, outermost only."""
    found: list[Quoted] = []
    _read_paragraph(text, span, list(_MARK.finditer(text, *span)), None, found)
    return sorted(found, key=lambda quoted: quoted.pieces[0])


def _read_paragraph(
    text: str, span: Span, marks: list[re.Match[str]], following: Span | None, found: list[Quoted]
) -> _Running | None:
    """Pair the marks of one paragraph; what stays open and goes on is returned."""
    stack: list[_Open] = []
    done: list[Quoted] = []
    attribute = False
    for number, mark in enumerate(marks):
        sign, at = mark.group(), mark.start()
        if attribute or (sign == '"' and at > span[0] and text[at - 1] == "="):
            attribute = not attribute  # the value of an attribute of left-over markup
            continue
        if sign in _SINGLES:
            if stack:
                _close_single(text, at, stack, done)
            elif (opening := _open_single(text, span, marks, number)) is not None:
                stack.append(opening)
            continue
        role = _role(text, span, mark)
        if role == "open" or (role == "either" and not stack):
            if len(stack) < 2 or sign != '"':
                stack.append(_Open(at, mark.end(), single=False))
        elif role in ("close", "either"):
            _close(text, stack, mark, done)
    found.extend(done)
    return _leave_open(text, span, stack, following, found)


def _role(text: str, span: Span, mark: re.Match[str]) -> Role:
    """Whether a double mark opens or closes, by its shape and its neighbours."""
    sign = mark.group()
    before, after = _neighbours(text, span, mark)
    free_before, free_after = not before or before.isspace(), not after or after.isspace()
    if sign in _OPENERS:
        return "close" if free_after and not free_before else "open"
    if sign in _CLOSERS:
        return "open" if free_before and not free_after and after not in _AFTER_CLOSING else "close"
    if free_before:
        return "either" if free_after else "close" if after == ">" else "open"
    if free_after:
        return "close"
    if after in _AFTER_CLOSING and not (before in _BEFORE_OPENING and after in "…'’\"”"):
        return "close"
    return "open" if before in _BEFORE_OPENING else "either"


def _neighbours(text: str, span: Span, mark: re.Match[str]) -> tuple[str, str]:
    """The visible characters around a mark; empty strings at the paragraph's edges."""
    left, right = mark.start() - 1, mark.end()
    for _ in range(8):
        if left >= span[0] and text[left] in _INVISIBLE:
            left -= 1
        if right < span[1] and text[right] in _INVISIBLE:
            right += 1
    return text[left] if left >= span[0] else "", text[right] if right < span[1] else ""


def _close(text: str, stack: list[_Open], mark: re.Match[str], done: list[Quoted]) -> None:
    """Take the innermost double opening from the stack and note the stretch."""
    while stack and stack[-1].single:
        inner = stack.pop().inner or []
        _keep(stack, done, inner)
    if not stack:
        return
    opening = stack.pop()
    start, end = trimmed(text, opening.after, mark.start())
    if start < end:
        _keep(stack, done, [Quoted(((start, end),), ((opening.start, mark.end()),))])


def _keep(stack: list[_Open], done: list[Quoted], quoted: list[Quoted]) -> None:
    """File stretches with the opening they lie in: they count only if that one is never closed."""
    if not stack:
        done.extend(quoted)
    elif stack[-1].inner is None:
        stack[-1].inner = quoted
    else:
        stack[-1].inner.extend(quoted)


def _close_single(text: str, at: int, stack: list[_Open], done: list[Quoted]) -> None:
    """Close a single quotation if this is the mark it chose; any other single mark inside one is an apostrophe."""
    if stack[-1].single and stack[-1].close_at == at:
        opening = stack.pop()
        start, end = trimmed(text, opening.after, at)
        if start < end:
            done.append(Quoted(((start, end),), ((opening.start, at + 1),), single=True))


def _open_single(text: str, span: Span, marks: list[re.Match[str]], number: int) -> _Open | None:
    """A single mark opens if its partner is in sight, or at the head of a paragraph; otherwise it is an apostrophe."""
    if not opens_single(text, span, marks[number]):
        return None
    at, partner = marks[number].start(), _partner(text, span, marks, number)
    if partner < 0 and at != span[0]:
        return None
    return _Open(at, at + 1, single=True, close_at=partner)


def opens_single(text: str, span: Span, mark: re.Match[str]) -> bool:
    """Whether a single mark could open a quotation rather than being an apostrophe."""
    if mark.group() in "’`":
        return False
    before, after = _neighbours(text, span, mark)
    if not after or after.isspace() or after in ".,;:!?)]}—–":
        return False
    if before and not before.isspace() and before not in _BEFORE_OPENING:
        return False
    return not _ELIDED.match(text, mark.end()) or _phrase_is_quoted(text, mark)


def _phrase_is_quoted(text: str, mark: re.Match[str]) -> bool:
    """Whether a word that could be an elision closes its mark at once, as in ‘er’."""
    return mark.group() == "‘" and _SHORT_WORD.match(text, mark.end()) is not None


def _partner(text: str, span: Span, marks: list[re.Match[str]], number: int) -> int:
    """Where a single opening mark closes, or -1: at a mark of its own style if there is one."""
    curly = marks[number].group() != "'"
    ahead = range(number + 1, min(len(marks), number + 1 + FARTHEST))
    alike = (marks[i] for i in ahead if marks[i].group() not in _SINGLES or (marks[i].group() != "'") == curly)
    close = _closing_ahead(text, span, alike)
    return close if close >= 0 else _closing_ahead(text, span, (marks[i] for i in ahead))


def _closing_ahead(text: str, span: Span, ahead: Iterable[re.Match[str]]) -> int:
    """Where a single quotation closes.

    A mark beside punctuation is a sure closing one; one after a bare letter may be a possessive plural, above all
    after an *s* and before a word. A further opening mark is a quotation within, if a doubtful closing mark has not
    come before it.
    """
    weak = possessive = -1
    double = nested = 0
    for mark in ahead:
        if mark.group() not in _SINGLES:
            role = _role(text, span, mark)
            double = double + 1 if role == "open" or (role == "either" and not double) else max(0, double - 1)
            continue
        if double:
            continue
        if opens_single(text, span, mark):
            if weak >= 0 or nested > 2:
                break
            nested += 1
            continue
        closing = _how_surely(text, span, mark)
        if closing == "surely":
            if not nested:
                return mark.start()
            nested -= 1
        elif closing and not nested:
            weak = mark.start() if weak < 0 and closing == "perhaps" else weak
            possessive = mark.start() if possessive < 0 and closing == "hardly" else possessive
    return weak if weak >= 0 else possessive


def _how_surely(text: str, span: Span, mark: re.Match[str]) -> Literal["surely", "perhaps", "hardly", ""]:
    """Whether a single mark closes a quotation, as far as its neighbours tell."""
    before, after = _neighbours(text, span, mark)
    if mark.group() == "’" and before.isspace() and text[max(span[0], mark.start() - 2)] in "'’":
        return "surely"  # spaced off from the mark of a quotation within
    if mark.group() == "‘" or not before or before.isspace() or (after and (after.isalnum() or after == "_")):
        return ""
    if before in _STRONG_BEFORE or not after or after in _STRONG_AFTER:
        return "surely"
    return "hardly" if before in "sS" and not _is_break(text, mark.end()) else "perhaps"


def _is_break(text: str, at: int) -> bool:
    """Whether the word after a mark cannot be what a possessive plural owns."""
    return _FUNCTION_WORD.match(text, at) is not None


def _leave_open(
    text: str, span: Span, stack: list[_Open], following: Span | None, found: list[Quoted]
) -> _Running | None:
    """Judge the opening mark left at a paragraph's end: it runs on, or its closing mark was forgotten."""
    if not stack:
        return None
    opening = stack[0]
    inner = [quoted for each in stack for quoted in each.inner or []]
    start, end = trimmed(text, opening.after, span[1])
    repeated = following is not None and _starts_with_opening(text, following, single=opening.single)
    if start >= end:
        return None
    closed_by_inner = bool(inner) and inner[-1].outer[-1][1] >= end
    if repeated and not closed_by_inner:
        return _Running([(start, end)], [(opening.start, end)], opening.single)
    if opening.single or (inner and not repeated) or closed_by_inner:
        found.extend(inner)
        return None
    return _Running([(start, end)], [(opening.start, end)], opening.single, loose=1)


def _starts_with_opening(text: str, span: Span, *, single: bool) -> bool:
    mark = _MARK.match(text, span[0])
    if mark is None:
        return False
    if single or mark.group() in _SINGLES:
        return single and opens_single(text, span, mark)
    return _role(text, span, mark) == "open"


def _resume(
    text: str, span: Span, marks: list[re.Match[str]], running: _Running, found: list[Quoted]
) -> tuple[_Running | None, int]:
    """Carry a running quotation into this paragraph.

    Returns:
        The quotation if it still runs at the paragraph's end, and otherwise where its closing mark ends (or, if it
        does not go on here at all, where the paragraph starts).
    """
    repeated = _starts_with_opening(text, span, single=running.single)
    if running.loose and repeated:
        _give_up(running, found)
        return None, span[0]
    first = _MARK.match(text, span[0]) if repeated else None
    after = first.end() if first else span[0]
    close = _closing(text, span, [mark for mark in marks if mark.start() >= after], single=running.single)
    if close is None:
        if not repeated and (marks or running.loose > LOOSE_PARAGRAPHS):
            _give_up(running, found)
            return None, span[0]
        start, end = trimmed(text, after, span[1])
        if start < end:
            running.pieces.append((start, end))
            running.outer.append(span)
        running.loose += bool(running.loose)
        return running, span[1]
    start, end = trimmed(text, after, close.start())
    if start < end:
        running.pieces.append((start, end))
        running.outer.append((span[0], close.end()))
    found.append(Quoted(tuple(running.pieces), tuple(running.outer), single=running.single))
    return None, close.end()


def _closing(text: str, span: Span, marks: list[re.Match[str]], *, single: bool) -> re.Match[str] | None:
    """The mark that closes a quotation running on from the paragraph before, or ``None``."""
    depth = 0
    last_single: re.Match[str] | None = None
    for mark in marks:
        if mark.group() in _SINGLES:
            before, after = _neighbours(text, span, mark)
            if single and not depth and before in _STRONG_BEFORE and not after.isalnum():
                return mark
            if single and not depth and not after:
                last_single = mark
            continue
        role = _role(text, span, mark)
        if role == "open":
            depth += 1
        elif depth:
            depth -= 1
        elif not single:
            return mark
    return last_single


def _give_up(running: _Running, found: list[Quoted]) -> None:
    """Note a quotation whose closing mark never came: only its sure part, the first paragraphs marked as such."""
    keep = 1 if running.loose else len(running.pieces)
    found.append(Quoted(tuple(running.pieces[:keep]), tuple(running.outer[:keep]), closed=False, single=running.single))
