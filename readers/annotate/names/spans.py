"""Bring together what spaCy's model and the encoder each take for names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from readers.annotate.names.edges import NUMERIC
from readers.annotate.names.organisations import LEGAL
from readers.annotate.names.reading import KINDS, Reading
from readers.annotate.names.view import Name

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from readers.annotate.encoding.encoder import Array

SURE = 0.5
"""How likely the encoder must find a name for it to displace what spaCy's model made of its words."""


def tokens_of(doc: Doc, reading: Reading) -> tuple[Array, list[tuple[int, int]]]:
    """Lay the encoder's words over the tokens of a text.

    Returns:
        For each token the chance of each of `KINDS`, the mean over its words; for each word of the encoder the tokens
        it touches, as a half-open range.
    """
    chances = np.zeros((len(doc), len(KINDS)), np.float32)
    chances[:, 0] = 1.0
    kinds = reading.kinds()
    ranges: list[tuple[int, int]] = []
    first, count = [0] * len(doc), [0] * len(doc)
    at = 0
    table = doc.to_array(["IDX", "LENGTH"]).tolist()
    edges = [(start, start + length) for start, length in table]
    for w, (start, end) in enumerate(reading.words):
        while at < len(edges) and edges[at][1] <= start:
            at += 1
        last = at
        while last < len(edges) and edges[last][0] < end:
            first[last] = first[last] if count[last] else w
            count[last] += 1
            last += 1
        ranges.append((at, last))
    firsts, counts = np.array(first, int), np.array(count, int)
    # most tokens are one word, and a mean of one costs as much as that of many
    alone = np.flatnonzero(counts == 1)
    chances[alone] = kinds[firsts[alone]]
    for i in np.flatnonzero(counts > 1):
        chances[i] = kinds[first[i] : first[i] + count[i]].mean(axis=0)
    return chances, ranges


def merge(doc: Doc, reading: Reading, chances: Array, ranges: list[tuple[int, int]]) -> list[Name]:
    """The names of both: the encoder's persons and organisations, and of spaCy's those that do not cross them.

    A firm of several partners is spaCy's: the encoder sees the people.
    """
    firms = [s for s in doc.ents if s.label_ == "ORG" and any(t.text == "&" for t in s) and s[-1].text in LEGAL]
    seen: list[Name] = []
    for first, last, kind in reading.names():
        start, end = ranges[first][0], ranges[last - 1][1]
        if kind == "OTHER" or start >= end or (seen and start < seen[-1].end):
            continue
        if any(firm.start <= start and end <= firm.end for firm in firms):
            continue
        if kind == "PERSON" and doc[end - 1].text == "-" and _goes_on_after_hyphen(doc, end - 1):
            end += 1
        while kind == "ORG" and end < len(doc) and doc[end].text in LEGAL:
            end += 1
        while kind == "PERSON" and _goes_on_after_hyphen(doc, end):
            end += 2
        if end - start == 1 and _opens_a_sentence(doc, start):
            continue
        if chances[start:end, KINDS.index(kind)].mean() >= SURE:
            seen.append(Name(start, end, kind))
    covered = {i for name in seen for i in range(name.start, name.end)}
    kept = [Name(span.start, span.end, span.label_) for span in doc.ents]
    return sorted([*seen, *(n for n in kept if n.label in NUMERIC or not covered.intersection(range(n.start, n.end)))])


def _opens_a_sentence(doc: Doc, i: int) -> bool:
    """Whether a word may have its capital from its place alone: the tagger takes it for a common word."""
    token = doc[i]
    plain = token.text.istitle() and bool(token.pos_) and token.pos_ != "PROPN"
    return plain and bool(token.is_sent_start) and sum(other.text == token.text for other in doc) == 1


def _goes_on_after_hyphen(doc: Doc, i: int) -> bool:
    """Whether a name's second syllable follows: ``Mei`` ``-`` ``ling``."""
    if not 0 < i < len(doc) - 1 or doc[i].text != "-" or doc[i - 1].whitespace_ or doc[i].whitespace_:
        return False
    return doc[i + 1].text.isalpha() and len(doc[i + 1]) < 8
