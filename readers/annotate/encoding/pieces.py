"""A text as the encoder reads it: word pieces with their case, in windows of whole lines.

The encoder knows no capitals; the shape of each word goes beside it as a type. Used at run time and in training.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WINDOW = 256
"""Word pieces that the encoder sees at once, with the marks around them."""
FIRST, BREAK = 101, 102
"""The pieces that open a window and end a line: ``[CLS]`` and ``[SEP]`` of BERT's vocabulary."""
LOWER, TITLE, UPPER, MIXED, OTHER = range(5)
"""Shapes of words."""


class Window(NamedTuple):
    """A stretch of text for the encoder.

    Attributes:
        ids: the word pieces.
        shapes: the shape of the word that each is of.
        heads: which piece begins each word.
        words: where each word stands, in characters of the text.
    """

    ids: list[int]
    shapes: list[int]
    heads: list[int]
    words: list[tuple[int, int]]


class _Line(NamedTuple):
    ids: list[list[int]]
    words: list[tuple[int, int]]


@functools.lru_cache(maxsize=1 << 14)
def shape(word: str) -> int:
    """How a word is written: in small letters, with one capital first, in capitals, mixed; or no letters at all."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return OTHER
    if all(not c.isupper() for c in letters):
        return LOWER
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return UPPER
    return TITLE if letters[0].isupper() and not any(c.isupper() for c in letters[1:]) else MIXED


def windows(text: str, tokenizer: Tokenizer, size: int = WINDOW, first: int = 0) -> list[Window]:
    """Cut a text into windows: whole lines where they fit, cut between words where not.

    Args:
        text: the text.
        tokenizer: BERT's, without padding, truncation and special marks.
        size: word pieces in a window at most.
        first: of the first window, so that training sees other cuts each time; 0 for `size`.

    Returns:
        Windows that together hold every word once, in order.
    """
    lines = [line for line in _lines(text, tokenizer) if line.words]
    result: list[Window] = []
    now, room = _empty(), (first or size) - 2
    for line in lines:
        length = sum(map(len, line.ids))
        if len(now.ids) + length > room and len(now.ids) > 1 and length <= size - 2:
            result.append(_closed(now))
            now, room = _empty(), size - 2
        for ids, word in zip(line.ids, line.words, strict=True):
            if len(now.ids) + len(ids) > room and now.words:
                result.append(_closed(now))
                now, room = _empty(), size - 2
            now.heads.append(len(now.ids))
            now.words.append(word)
            now.ids.extend(ids[: size - 4])
            now.shapes.extend([shape(text[word[0] : word[1]])] * len(ids[: size - 4]))
        now.ids.append(BREAK)
        now.shapes.append(OTHER)
    if now.words:
        result.append(now)
    return result


def marked(every: list[Window], quoted: npt.NDArray[np.bool_]) -> list[list[int]]:
    """The mark of each word piece of some windows: 1 if its word is quoted.

    Args:
        every: all windows of a text.
        quoted: of each of its words, whether it is.
    """
    found, at = [], 0
    for w in every:
        marks = np.zeros(len(w.ids), np.int64)
        ends = [*w.heads[1:], len(w.ids)]
        for i, (head, end) in enumerate(zip(w.heads, ends, strict=True)):
            marks[head:end] = quoted[at + i]
        found.append(marks.tolist())
        at += len(w.heads)
    return found


def _empty() -> Window:
    return Window([FIRST], [OTHER], [], [])


def _closed(window: Window) -> Window:
    if window.ids[-1] != BREAK:
        window.ids.append(BREAK)
        window.shapes.append(OTHER)
    return window


def _lines(text: str, tokenizer: Tokenizer) -> list[_Line]:
    starts, lines, at = [], [], 0
    for line in text.split("\n"):
        starts.append(at)
        lines.append(line)
        at += len(line) + 1
    encoded = tokenizer.encode_batch(lines, add_special_tokens=False)
    result = []
    for start, encoding in zip(starts, encoded, strict=True):
        ids: list[list[int]] = []
        words: list[tuple[int, int]] = []
        last = None
        for piece, word, (a, b) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
            if word == last:
                ids[-1].append(piece)
                words[-1] = (words[-1][0], start + b)
            else:
                ids.append([piece])
                words.append((start + a, start + b))
            last = word
        result.append(_Line(ids, words))
    return result
