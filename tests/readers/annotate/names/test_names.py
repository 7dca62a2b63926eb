"""Which names are found, each case by the phenomenon it shows."""

from __future__ import annotations

import pytest

from readers.annotate.scorer import score_names
from readers.model import Document
from tests.readers.annotate import gold

CASES = gold.cases("names/cases_names.txt") + gold.cases("names/cases_kinds.txt")


@pytest.mark.parametrize("marked", [pytest.param(body, id=shows) for shows, body in CASES])
def test_finds_people_and_organisations(annotator, marked):
    text, names = gold.unmark(marked)
    found = annotator.annotate(Document(text=text))
    got = sorted(
        (text[m.start : m.end], e.kind) for e in found.entities for m in e.mentions if e.kind in ("PERSON", "ORG")
    )
    assert got == sorted((text[a:b], kind) for a, b, kind in names)


def test_a_headline_in_capitals_is_read_with_the_names_of_the_body(annotator):
    title = "BERGQVIST SAYS NO TO INQUIRY"
    found = annotator.annotate(Document(title=title, text="Anna Bergqvist refused an inquiry. Bergqvist left at noon."))
    person = next(e for e in found.entities if e.kind == "PERSON")
    assert [title[m.start : m.end] for m in person.title_mentions] == ["BERGQVIST"]
    assert len(person.mentions) == 2


def test_words_run_together_are_parted(annotator):
    text = "TheHarbourmen won again. Mira Tolland said the crowd was kind. ThenTolland left for London."
    found = annotator.annotate(Document(text=text))
    mentions = [text[m.start : m.end] for e in found.entities if e.name == "Mira Tolland" for m in e.mentions]
    assert mentions == ["Mira Tolland", "Tolland"]


def test_names_the_archive_knows_are_evidence(annotator):
    names = annotator.nlp.get_pipe("quoth_names")
    text = "She told Eastmarch that she would go."
    names.known = {"Eastmarch": "ORG"}
    try:
        found = annotator.annotate(Document(text=text))
    finally:
        names.known = {}
    assert [e.kind for e in found.entities if e.name == "Eastmarch"] == ["ORG"]


def test_a_town_stays_a_town_beside_a_person_of_its_name(annotator):
    text = "Marcus Thane, a farmer, objected. He was born in Thane. Mr Thane left early."
    found = annotator.annotate(Document(text=text))
    person = next(e for e in found.entities if e.name == "Marcus Thane")
    assert [m.start for m in person.mentions] == [0, text.index("Thane left")]


def test_a_short_form_belongs_to_its_organisation(annotator):
    text = "Corvane Holdings bought the mine last year. Corvane said it would reopen the pit."
    found = annotator.annotate(Document(text=text))
    assert [(e.name, len(e.mentions)) for e in found.entities if e.kind == "ORG"] == [("Corvane Holdings", 2)]


def test_a_church_keeps_its_saint(annotator):
    text = "Anna Lindqvist was treated at St Piran's Hospital. She lives below St Brannoc’s church."
    found = annotator.annotate(Document(text=text))
    assert {e.kind for e in found.entities if e.name == "St Brannoc"} == {"FAC"}
    assert {e.kind for e in found.entities if e.name.endswith("Hospital")} == {"ORG"}


def test_score_counts_exact_spans_only():
    score = score_names([(0, 4, "PERSON"), (9, 12, "ORG")], [(0, 4, "PERSON"), (6, 9, "PERSON")], "PERSON")
    assert (score.precision, score.recall) == (1.0, 0.5)
