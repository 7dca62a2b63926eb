"""What has changed from one version of an article to the next: by paragraphs first, and in those that differ by words.

Words are compared, not the white space between them. Time and memory are bounded: a stretch that is long and differs
altogether is told as a whole, gone and come, since finding what it has in common takes the square of its length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher

from readers.model import Change, Comparison, Document, Version
from readers.model.changes import ChangeKind

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff"
_TOKEN = re.compile(
    # A word with its inner marks (3,400; o'clock), an ideograph, which is a word of its own, or a single sign.
    rf"(?:[{_IDEOGRAPHS}]|(?:(?![{_IDEOGRAPHS}])\w)+(?:['’.,:-](?:(?![{_IDEOGRAPHS}])\w)+)*|\S)\s*"
)
_PARAGRAPH = re.compile(r"[^\n]+\n*")
_LONGEST = 4_000
"""Words of a stretch, before and after together, that are compared one by one."""

_WORD = re.compile(r"\w+")
_ALIKE = 0.3
"""Words in common, as a share of both, from which one paragraph has become the other."""

_MOST_PAIRS = 2_500
"""Paragraphs of a stretch, before by after, up to which each is looked for among the others."""

_LEAST = 2
"""A common stretch of fewer words between two changes is told as part of them: sentences in shreds are not readable."""


def compare(before: Document, after: Document, *, replaced: datetime | None = None) -> Comparison:
    """Compare two versions of an article.

    Args:
        before: the earlier one.
        after: the later one.
        replaced: when the later one was found.
    """
    title = tuple(_compare_words(before.title, after.title))
    text = tuple(_merged(_compare_texts(before.text, after.text)))
    return Comparison(title, text, _count((*title, *text), "deleted"), _count((*title, *text), "inserted"), replaced)


def compare_latest(document: Document, versions: Sequence[Version]) -> Comparison | None:
    """Compare an article with its last version that has other words; ``None`` if there is none.

    Args:
        document: as it is now.
        versions: the earlier ones, the newest first.
    """
    words = document.title.split(), document.text.split()
    for version in versions:
        before = version.document
        if (before.title.split(), before.text.split()) != words:
            return compare(before, document, replaced=version.replaced)
    return None


def _count(changes: Iterable[Change], kind: ChangeKind) -> int:
    return sum(len(change.text.split()) for change in changes if change.kind == kind)


def _compare_texts(before: str, after: str) -> Iterator[Change]:
    left, right = _PARAGRAPH.findall(before), _PARAGRAPH.findall(after)
    keys = [" ".join(one.split()) for one in left], [" ".join(one.split()) for one in right]
    for tag, i, j, k, m in SequenceMatcher(None, *keys).get_opcodes():
        if tag == "equal":
            yield _stayed("".join(left[i:j]), "".join(right[k:m]))
        else:
            yield from _compare_paragraphs(left[i:j], right[k:m])


def _compare_paragraphs(left: Sequence[str], right: Sequence[str]) -> list[Change]:
    """Paragraphs that have changed, each beside the one that it has become; the others are gone or come as a whole.

    Unless more words would have changed by that than in all of them as one text: paragraphs may be joined or parted.
    """
    whole = list(_compare_words("".join(left), "".join(right)))
    if min(len(left), len(right)) == 0 or len(left) == len(right) == 1 or len(left) * len(right) > _MOST_PAIRS:
        return whole
    each: list[Change] = []
    done = [0, 0]
    for i, k in [*_become(left, right), (len(left), len(right))]:
        for text in left[done[0] : i]:
            ends = not each or each[-1].text.endswith("\n")
            each.append(Change("deleted", text if ends else f"\n\n{text}"))
        each += [Change("inserted", text) for text in right[done[1] : k]]
        if i < len(left):
            each += _compare_words(left[i], right[k])
        done = [i + 1, k + 1]
    changed = [sum(_count(found, kind) for kind in ("deleted", "inserted")) for found in (each, whole)]
    return each if changed[0] <= changed[1] else whole


def _become(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Which paragraph has become which, in order, so that as much as can be is alike."""
    bags = [[Counter(_WORD.findall(text)) for text in texts] for texts in (left, right)]
    alike = [[_likeness(one, other) for other in bags[1]] for one in bags[0]]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for k in range(len(right) - 1, -1, -1):
            pair = alike[i][k] + best[i + 1][k + 1] if alike[i][k] else 0.0
            best[i][k] = max(best[i + 1][k], best[i][k + 1], pair)
    pairs, i, k = [], 0, 0
    while i < len(left) and k < len(right):
        if alike[i][k] and best[i][k] == alike[i][k] + best[i + 1][k + 1]:
            pairs.append((i, k))
            i, k = i + 1, k + 1
        elif best[i][k] == best[i + 1][k]:
            i += 1
        else:
            k += 1
    return pairs


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words in common, or nothing where that is little."""
    share = 2 * (one & other).total() / max(1, one.total() + other.total())
    return share if share >= _ALIKE else 0.0


def _compare_words(before: str, after: str) -> Iterator[Change]:
    """Word by word. White space that a text begins with belongs to no word: there is none in a clean document."""
    if before.split() == after.split():
        if after:
            yield _stayed(before, after)
        return
    left, right = _TOKEN.findall(before), _TOKEN.findall(after)
    keys = [one.strip() for one in left], [one.strip() for one in right]
    first = _common(*keys)
    last = _common(keys[0][first:][::-1], keys[1][first:][::-1])
    ends = len(left) - last, len(right) - last
    if first:
        yield _stayed("".join(left[:first]), "".join(right[:first]))
    middle = keys[0][first : ends[0]], keys[1][first : ends[1]]
    if len(middle[0]) + len(middle[1]) > _LONGEST:
        yield from _both("".join(left[first : ends[0]]), "".join(right[first : ends[1]]))
    else:
        for i, j, k, m, same in _stretches(*middle):
            gone, come = "".join(left[first + i : first + j]), "".join(right[first + k : first + m])
            if same:
                yield _stayed(gone, come)
            else:
                yield from _both(gone, come)
    if last:
        yield _stayed("".join(left[ends[0] :]), "".join(right[ends[1] :]))


def _stretches(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int, int, bool]]:
    """The stretches of two texts, in common or not; those in common that are too short for that are not."""
    found: list[tuple[int, int, int, int, bool]] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        words = sum(any(map(str.isalnum, word)) for word in after[k:m])
        inside = i > 0 and j < len(before) and k > 0 and m < len(after)
        same = tag == "equal" and not (inside and words < _LEAST)
        if found and not same and not found[-1][4]:
            found[-1] = (found[-1][0], j, found[-1][2], m, False)
        else:
            found.append((i, j, k, m, same))
    return found


def _stayed(before: str, after: str) -> Change:
    """Words of both versions, as the later one has them; where the earlier one ends a paragraph, it ends here too."""
    gap = before[len(before.rstrip()) :]
    return Change("same", after + gap if "\n" in gap and after == after.rstrip() else after)


def _both(gone: str, come: str) -> Iterator[Change]:
    if gone:
        yield Change("deleted", gone)
    if come:
        yield Change("inserted", come)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words are the same from the start on."""
    pairs = zip(one, other, strict=False)
    return next((number for number, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))


def _merged(changes: Iterable[Change]) -> Iterator[Change]:
    """The same changes, neighbours of one kind as one."""
    kind: ChangeKind | None = None
    parts: list[str] = []
    for change in changes:
        if change.kind != kind and kind is not None:
            yield Change(kind, "".join(parts))
            parts = []
        kind = change.kind
        parts.append(change.text)
    if kind is not None:
        yield Change(kind, "".join(parts))
