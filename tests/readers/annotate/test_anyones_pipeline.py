"""Our components in anybody's spaCy: configuration, order, identifiers, survival, drawing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from readers.annotate import pipeline, quoth_spacy
from readers.annotate.annotator import Annotator
from readers.annotate.drawing import draw
from readers.errors import AnnotateError
from readers.model import Document

TEXT = "Anna Weller runs the harbour. “The pier is safe,” said Ms Weller, and she laughed."


@pytest.fixture(scope="module")
def theirs():
    """A pipeline that somebody else put together."""
    assert quoth_spacy.make_names
    nlp = spacy.load(pipeline.SMALL)
    nlp.add_pipe("quoth_names", config={"known": {"Stellan": "ORG"}})
    nlp.add_pipe("quoth_identity")
    nlp.add_pipe("quoth_quotes", config={"spans_key": "said"})
    return nlp


def test_configuration_goes_by_way_of_add_pipe(theirs):
    assert theirs.get_pipe("quoth_names").known == {"Stellan": "ORG"}
    doc = theirs(TEXT)
    assert [span.text for span in doc.spans["said"]] == ["The pier is safe,"]


def test_names_of_one_entity_have_one_identifier(theirs):
    doc = theirs(TEXT)
    people = [(e.text, e.ent_id_) for e in doc.ents if e.label_ == "PERSON"]
    assert people == [("Anna Weller", "0"), ("Weller", "0")]


def test_quotes_are_spans_that_know_their_speaker(theirs):
    doc = theirs(TEXT)
    (span,) = doc.spans["said"]
    assert (span.label_, span._.quoth_speaker) == ("direct", "Anna Weller")
    assert span._.quoth_confidence > 0.5


def test_the_attributes_go_into_json(theirs):
    saved = json.loads(json.dumps(theirs(TEXT).to_json(underscore=["quoth_json"])))
    assert saved["_"]["quoth_json"]["entities"][0]["name"] == "Anna Weller"
    assert saved["_"]["quoth_json"]["quotes"][0]["speaker"] == 0


def test_they_survive_a_doc_bin(theirs):
    binned = DocBin(docs=[theirs(TEXT)], store_user_data=True).to_bytes()
    (doc,) = DocBin().from_bytes(binned).get_docs(theirs.vocab)
    (span,) = doc.spans["said"]
    assert doc._.quoth_quotes == theirs(TEXT)._.quoth_quotes
    assert span._.quoth_speaker == "Anna Weller"
    assert [e.ent_id_ for e in doc.ents][:1] == ["0"]


@pytest.mark.filterwarnings("ignore:.*W102")
def test_spans_and_identifiers_survive_being_joined_and_cut_out(theirs):
    joined = Doc.from_docs([theirs("It rained."), theirs(TEXT)])
    (span,) = joined.spans["said"]
    assert (span.text, span._.quoth_speaker) == ("The pier is safe,", "Anna Weller")
    doc = theirs(TEXT)
    part = doc[0:3].as_doc(copy_user_data=True)
    assert [(e.text, e.ent_id_) for e in part.ents] == [("Anna Weller", "0")]


def test_a_wrong_order_is_told(theirs):
    assert not theirs.analyze_pipes()["problems"]["quoth_quotes"]
    nlp = spacy.load(pipeline.SMALL)
    nlp.add_pipe("quoth_quotes")
    assert nlp.analyze_pipes()["problems"]["quoth_quotes"] == ["doc._.quoth_entities"]


def test_a_pipeline_without_names_says_what_it_needs():
    nlp = spacy.blank("en")
    nlp.add_pipe("quoth_names")
    with pytest.raises(AnnotateError, match="nothing before it in the pipeline sets"):
        nlp(TEXT)


def test_the_answers_are_those_of_the_command_line(theirs):
    ours = Annotator(pipeline.SMALL).annotate(Document(TEXT))
    doc = theirs(TEXT)
    assert [(e.name, e.kind) for e in ours.entities] == [(c.name, c.kind) for c in doc._.quoth_entities]
    assert [(q.start, q.end, q.kind, q.speaker) for q in ours.quotes] == [
        (q.start, q.end, q.kind, q.speaker) for q in doc._.quoth_quotes
    ]


def test_displacy_draws_names_and_speakers(theirs):
    page = draw(theirs(TEXT + " “<b>No</b>, it is not,” said Tom Hardwick."))
    assert page.startswith("<!DOCTYPE html>")
    assert "direct: Anna Weller" in page
    assert "PERSON" in page
    assert "<b>No" not in page


def test_the_example_of_the_readme_runs(capsys):
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    section = readme[readme.index("## In your own spaCy") :]
    example = section[section.index("```python\n") + 10 :]
    exec(example[: example.index("```")], {})  # noqa: S102  our own page
    assert re.match(r"direct The pier is safe, Anna Weller (?:0\.[5-9]\d*|1\.0)\b", capsys.readouterr().out)
