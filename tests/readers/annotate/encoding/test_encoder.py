"""The encoder: what it needs, what it says where that is missing, and that it reads every word once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from readers.annotate.encoding import encoder
from readers.annotate.encoding.pieces import marked, windows

WITHOUT = """
import sys
sys.modules["onnxruntime"] = None  # as where it is not installed, or not for this machine
from readers.annotate.encoding import encoder
from readers.errors import AnnotateError
try:
    encoder.load()
except AnnotateError as error:
    print(error)
"""
TEXTS = [
    "Anna Bergqvist left.\n\nNobody\tknew why; " + "the river rose again and again " * 90,
    "“Go home,” said Jo.\n\n“Never.”",
    "",
    " \n ",
    "“…”",
    "—\n\n“ ”",
]


def test_without_its_runtime_it_says_what_is_missing_and_what_to_do():
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("onnxruntime, which reads names and who speaks, cannot be loaded")
    assert "pip install" in done.stdout


@pytest.mark.parametrize("text", TEXTS, ids=len)
def test_every_word_of_a_text_is_read_once_and_in_its_place(text):
    found = encoder.load().encode(text)
    assert "".join(text[a:b] for a, b in found.words) == "".join(text.split())
    assert (found.words[1:, 0] >= found.words[:-1, 1]).all()
    assert found.scores.shape == (len(found.words), len(encoder.LABELS))
    assert found.vectors.shape == (len(found.words), encoder.WIDTH)


def test_each_text_of_a_stream_is_read_once_for_names_and_speakers(nlp, monkeypatch):
    read: list[str] = []
    encode = encoder.load().encode
    monkeypatch.setattr(encoder.load(), "encode", lambda text: read.append(text) or encode(text))
    encoder.encoded.cache_clear()
    texts = [f"Anna Bergqvist left in {year}.\n\n“I had to,” she said." for year in range(2001, 2009)]
    for doc in nlp.pipe(texts):
        assert doc._.quoth_quotes
    assert read == texts
    assert not encoder.encoded.cache_info().currsize


def test_the_word_pieces_lie_beside_the_models_that_read_them(tmp_path: Path):
    for name in ("one.onnx", "another.onnx"):
        shutil.copy(encoder.DATA / "encoder.onnx", tmp_path / name)
    with pytest.raises(Exception, match=r"pieces\.bin"):
        encoder.Encoder(tmp_path / "one.onnx")

    shutil.copy(encoder.DATA / "pieces.bin", tmp_path)
    text = "Anna Bergqvist left Eastmarch."
    for name in ("one.onnx", "another.onnx"):
        scores = encoder.Encoder(tmp_path / name).encode(text).scores
        assert np.array_equal(scores, encoder.load().encode(text).scores)


def test_marks_what_is_quoted_and_nothing_else():
    text = "“Go home,” said Jo.\nNobody went."
    every = windows(text, encoder.tokenizer())
    quoted = encoder.quoted_words(text, np.array([word for w in every for word in w.words]))
    marks = marked(every, quoted)
    assert [len(m) for m in marks] == [len(w.ids) for w in every]
    assert sum(map(sum, marks)) == quoted.sum() == 3
