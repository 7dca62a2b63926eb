"""The encoder: what it needs, and what it says where that is missing."""

from __future__ import annotations

import importlib.resources
import itertools
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from readers.annotate.names import encoder, spans

DATA = Path(str(importlib.resources.files("readers.annotate") / "data"))
WITHOUT = """
import sys
sys.modules["onnxruntime"] = None  # as where it is not installed, or not for this machine
from readers.annotate.names import encoder
from readers.errors import AnnotateError
try:
    encoder.load()
except AnnotateError as error:
    print(error)
"""


def test_without_its_runtime_it_says_what_is_missing_and_what_to_do():
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("onnxruntime, which reads names and who speaks, cannot be loaded")
    assert "pip install" in done.stdout


def test_every_word_of_a_text_is_read_once_and_in_its_place():
    text = "Anna Bergqvist left.\n\nNobody\tknew why; " + "the river rose again and again " * 60
    reading = encoder.load().read(text)
    assert "".join(text[a:b] for a, b in reading.words) == "".join(text.split())
    assert reading.chances.shape == (len(reading.words), len(encoder.LABELS))


def test_a_text_without_words_has_no_names():
    assert encoder.load().read(" \n ").names() == []


def test_the_word_pieces_lie_beside_the_models_that_read_them(tmp_path: Path):
    for name in ("one.onnx", "another.onnx"):
        shutil.copy(DATA / "encoder.onnx", tmp_path / name)
    with pytest.raises(Exception, match=r"pieces\.bin"):
        encoder.Encoder(tmp_path / "one.onnx", DATA / "encoder_vocabulary.txt")

    shutil.copy(DATA / "pieces.bin", tmp_path)
    text = "Anna Bergqvist left Eastmarch."
    for name in ("one.onnx", "another.onnx"):
        chances = encoder.Encoder(tmp_path / name, DATA / "encoder_vocabulary.txt").read(text).chances
        assert np.array_equal(chances, encoder.load().read(text).chances)


def test_the_names_are_those_of_the_likeliest_labels_that_may_follow_each_other():
    def allowed(row: tuple[int, ...]) -> bool:
        told = ["O", *(encoder.LABELS[i] for i in row)]
        return all(b[0] != "I" or a in {f"B{b[1:]}", b} for a, b in itertools.pairwise(told))

    rows = [row for row in itertools.product(range(len(encoder.LABELS)), repeat=4) if allowed(row)]
    rng = np.random.default_rng(2)
    for sharp in [1.0] * 20 + [20.0] * 20:  # from labels of which many cannot follow each other to plain ones
        scores = np.exp(sharp * rng.random((4, len(encoder.LABELS))))
        chances = (scores / scores.sum(axis=1, keepdims=True)).astype(np.float32)
        best = max(rows, key=lambda row: sum(np.log(float(chances[i, label])) for i, label in enumerate(row)))
        assert encoder._likeliest(chances) == list(best)


def test_an_empty_text_has_neither_words_nor_tokens():
    chances, ranges = spans.tokens_of(Doc(Vocab()), encoder.load().read(""))
    assert (chances.shape, ranges) == ((0, len(encoder.KINDS)), [])
