"""Batches shared between processes come out as from one, in order."""

from __future__ import annotations

import os

import pytest

from readers.annotate.annotator import Annotator
from readers.errors import AnnotateError
from readers.model import Document
from readers.work.batches import annotate_many

STORIES = [Document(text=f"Dorothy Kessler met number {number} in Vermont.") for number in range(5)]


def test_several_processes_give_what_one_gives() -> None:
    before = dict(os.environ)
    assert list(annotate_many("", STORIES, 2, batch=2)) == list(Annotator().annotate_many(STORIES))
    assert dict(os.environ) == before


def test_a_missing_model_is_an_error_that_says_so() -> None:
    with pytest.raises(AnnotateError, match="no_such_model"):
        list(annotate_many("no_such_model", STORIES, 2))
