"""Which names are one person or organisation."""

from __future__ import annotations

import pytest

from readers.annotate.identity import groups
from readers.annotate.identity.people import Mention, group, same_person
from readers.annotate.scorer import score_identity
from readers.model import Document


def entity(found, name):
    return next(e for e in found.entities if e.name == name)


def people(*names):
    """Group names given in the order of the text; the groups as sets of texts."""
    mentions = [Mention(20 * i, 20 * i + len(name), name) for i, name in enumerate(names)]
    return [{m.text for m in person.mentions} for person in group(mentions)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("john q public", "john public", True),
        ("j public", "john public", True),
        ("tom askew", "thomas askew", True),
        ("anna berg", "otto berg", False),
        ("maria lopez garcia", "maria lopez", True),
        ("ben stone", "raymond stone", False),
    ],
)
def test_full_names_meet_when_their_given_names_fit(one, other, same):
    assert same_person(tuple(one.split()), tuple(other.split())) is same


def test_a_surname_goes_to_its_bearer():
    assert people("Anna Berg", "Berg", "Otto Lind", "Lind") == [{"Anna Berg", "Berg"}, {"Otto Lind", "Lind"}]


def test_a_family_of_one_surname_is_kept_apart():
    assert people("Anna Berg", "Otto Berg", "Anna", "Otto") == [{"Anna Berg", "Anna"}, {"Otto Berg", "Otto"}]


def test_a_title_tells_two_of_one_surname_apart(annotator):
    text = (
        "Mr Daniel Harrow and his sister, Ms Clara Harrow, run the farm. Mr Harrow sows. "
        "Ms Harrow sells. Ms Harrow also keeps the books."
    )
    found = annotator.annotate(Document(text=text))
    assert len(entity(found, "Daniel Harrow").mentions) == 2
    assert len(entity(found, "Clara Harrow").mentions) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pellworth Foods plc", "Pellworth Foods"),
        ("Dellmoor Shipping", "Dellmoor"),
        ("United Kingdom Home Office", "Home Office"),
        ("U.N.", "United Nations"),
        ("Northern Grain Association", "NGA"),
        ("the Northern Grain Association", "Northern Grain Association"),
    ],
)
def test_an_organisation_is_one_under_its_short_forms(one, other):
    numbers = groups.group([(one, "ORG"), (other, "ORG"), ("Harbour Trust", "ORG")], {})
    assert numbers[one, "ORG"] == numbers[other, "ORG"] != numbers["Harbour Trust", "ORG"]


def test_a_name_is_the_fullest_form_without_titles(annotator):
    found = annotator.annotate(
        Document(text="President Dorothy Kessler spoke. Kessler was tired. Mrs Kessler went home.")
    )
    assert entity(found, "Dorothy Kessler").kind == "PERSON"
    assert len(entity(found, "Dorothy Kessler").mentions) == 3


def test_salience_puts_first_whom_the_text_is_about(annotator):
    text = "Dorothy Kessler resigned. “I am tired,” Kessler said. Kessler had led Vermont. Paul Whitlock follows."
    found = annotator.annotate(Document(title="Kessler resigns", text=text))
    assert found.entities[0].name == "Dorothy Kessler"
    assert [e.salience for e in found.entities] == sorted((e.salience for e in found.entities), reverse=True)
    assert sum(e.salience for e in found.entities) <= 1


def test_clusters_know_gender_and_office(nlp):
    doc = nlp("Vermont governor Dorothy Kessler spoke. Mr Whitlock, the finance minister, did not.")
    known = {c.name: c for c in doc._.quoth_entities}
    assert known["Dorothy Kessler"].gender == "f"
    assert "governor" in known["Dorothy Kessler"].roles
    assert known["Whitlock"].gender == "m"


def test_a_doc_survives_serialisation(nlp):
    from spacy.tokens import Doc

    doc = nlp("Dorothy Kessler spoke in Vermont.")
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.quoth_entities == doc._.quoth_entities


def test_score_counts_pairs():
    score = score_identity({(0, 1): 0, (2, 3): 0, (4, 5): 1}, {(0, 1): "a", (2, 3): "a", (4, 5): "a"})
    assert (score.hit, score.predicted, score.gold) == (1, 1, 3)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Oleh Marchensky", "Marchenskyy"), ("Omar Qattari", "Gattari"), ("Lev Yusupov", "Lev Jusupov")],
)
def test_spellings_of_one_foreign_name_meet(one, other):
    assert people(one, other) == [{one, other}]


def test_names_that_sound_different_stay_apart():
    assert people("Oleh Marchensky", "Marchenko") == [{"Oleh Marchensky"}, {"Marchenko"}]


@pytest.mark.parametrize(
    ("full", "short", "same"),
    [
        ("Brindle Wireless", "Brindle", True),
        ("U.N. Harbour Council", "Harbour Council", True),
        ("Boston Otters", "Otters", True),
        ("Norway Wireless", "Norway", False),
    ],
)
def test_the_short_name_of_an_organisation(full, short, same):
    numbers = groups.group([(full, "ORG"), (short, "ORG")], {})
    assert (numbers[full, "ORG"] == numbers[short, "ORG"]) is same
