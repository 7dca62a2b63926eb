"""How the model multiplies: what it finds stays the same, what others loaded stays as it was."""

from __future__ import annotations

import spacy
from threadpoolctl import threadpool_info

from readers.annotate.annotator import Annotator
from readers.annotate.arithmetic import multiply_by_numpy, on_one_core
from readers.annotate.pipeline import SMALL
from readers.model import Document

TEXT = "Anna Bergqvist left Eastmarch on Tuesday. “We are done here,” she told Pellworth Foods, which had hired her."


def threads() -> list[int]:
    """How many threads each library of linear algebra in this process may use."""
    return [each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"]


def test_the_model_finds_the_same_by_either_library() -> None:
    bare, ours = spacy.load(SMALL), spacy.load(SMALL)
    multiply_by_numpy(ours)
    found = [[(t.tag_, t.pos_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in nlp(TEXT)] for nlp in (bare, ours)]
    assert found[0] == found[1]


def test_a_model_of_somebody_else_keeps_its_own_library() -> None:
    bare, ours = spacy.load(SMALL), spacy.load(SMALL)
    multiply_by_numpy(ours)
    uses = [{layer.ops.use_blis for layer in nlp.get_pipe("ner").model.walk()} for nlp in (bare, ours)]
    assert uses == [{True}, {False}]


def test_one_core_while_reading_and_as_many_as_before_afterwards() -> None:
    annotator = Annotator(SMALL)
    before = threads()
    with on_one_core():
        assert set(threads()) == {1}
    annotator.annotate(Document(text=TEXT))
    assert threads() == before
