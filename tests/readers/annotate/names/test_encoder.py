"""The encoder: what it needs, and what it says where that is missing."""

from __future__ import annotations

import subprocess
import sys

from readers.annotate.names import encoder

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
    assert done.stdout.startswith("onnxruntime, which reads the names, cannot be loaded")
    assert "pip install" in done.stdout


def test_every_word_of_a_text_is_read_once_and_in_its_place():
    text = "Anna Bergqvist left.\n\nNobody\tknew why; " + "the river rose again and again " * 60
    reading = encoder.load().read(text)
    assert "".join(text[a:b] for a, b in reading.words) == "".join(text.split())
    assert reading.chances.shape == (len(reading.words), len(encoder.LABELS))


def test_a_text_without_words_has_no_names():
    assert encoder.load().read(" \n ").names() == []
