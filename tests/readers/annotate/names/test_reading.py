"""What the encoder makes of words becomes names."""

from __future__ import annotations

import itertools

import numpy as np
from spacy.tokens import Doc
from spacy.vocab import Vocab

from readers.annotate.encoding.encoder import LABELS, load
from readers.annotate.names import spans
from readers.annotate.names.reading import KINDS, Reading, _likeliest


def test_a_text_without_words_has_no_names():
    assert Reading.of(load().encode(" \n ")).names() == []


def test_the_names_are_those_of_the_likeliest_labels_that_may_follow_each_other():
    def allowed(row: tuple[int, ...]) -> bool:
        told = ["O", *(LABELS[i] for i in row)]
        return all(b[0] != "I" or a in {f"B{b[1:]}", b} for a, b in itertools.pairwise(told))

    rows = [row for row in itertools.product(range(len(LABELS)), repeat=4) if allowed(row)]
    rng = np.random.default_rng(2)
    for sharp in [1.0] * 20 + [20.0] * 20:  # from labels of which many cannot follow each other to plain ones
        scores = np.exp(sharp * rng.random((4, len(LABELS))))
        chances = (scores / scores.sum(axis=1, keepdims=True)).astype(np.float32)
        best = max(rows, key=lambda row: sum(np.log(float(chances[i, label])) for i, label in enumerate(row)))
        assert _likeliest(chances) == list(best)


def test_an_empty_text_has_neither_words_nor_tokens():
    chances, ranges = spans.tokens_of(Doc(Vocab()), Reading.of(load().encode("")))
    assert (chances.shape, ranges) == ((0, len(KINDS)), [])
