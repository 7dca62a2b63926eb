"""Texts that would be a burden to the model, made bearable.

The parser's and the recogniser's memory and time grow with what they see at once, so a long text is read in pieces.
And spaCy's tokenizer takes quadratic time over a word without end (base64, a hundred thousand quotation marks), so such
a word is cut before it gets there. Nothing changes in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MOST = 20_000
"""Code points in one piece; about 3,500 words, a long article."""
LONGEST = 2_000_000
"""Code points of an article: two long books. Each needs most of a kilobyte of memory, so longer ones are refused."""
CUTS = ("\n\n", "\n", ". ", " ")
ENDLESS = re.compile(r"\S{300,}")
STEP = 100
"""Code points in each token of an endless word."""


def pieces_of(text: str, most: int = MOST) -> Iterator[str]:
    """Cut a text, on paragraphs where there are any, else on lines, sentences, spaces, and at last anywhere.

    The pieces joined are the text.

    >>> list(pieces_of("one two three", most=8))
    ['one two ', 'three']
    """
    start = 0
    while len(text) - start > most:
        end = _cut(text, start, start + most)
        yield text[start:end]
        start = end
    if start < len(text) or not text:
        yield text[start:]


def _cut(text: str, start: int, limit: int) -> int:
    """Where a piece that begins at ``start`` ends, at ``limit`` at the latest."""
    for mark in CUTS:
        found = text.rfind(mark, start + (limit - start) // 2, limit)
        if found >= 0:
            return found + len(mark)
    return limit


def readable(nlp: Language, text: str) -> str | Doc:
    """What to give the pipeline for a text: the text, or its tokens if it has a word without end."""
    if ENDLESS.search(text) is None:
        return text
    from spacy.tokens import Doc  # noqa: PLC0415  spaCy is loaded by now

    docs: list[Doc] = []
    start = 0
    for match in ENDLESS.finditer(text):
        if match.start() > start:
            docs.append(nlp.make_doc(text[start : match.start()]))
        steps = [text[i : min(i + STEP, match.end())] for i in range(match.start(), match.end(), STEP)]
        docs.append(Doc(nlp.vocab, words=steps, spaces=[False] * len(steps)))
        start = match.end()
    if start < len(text):
        docs.append(nlp.make_doc(text[start:]))
    return Doc.from_docs(docs, ensure_whitespace=False) or text
