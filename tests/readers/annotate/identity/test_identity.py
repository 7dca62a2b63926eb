"""Which names are one person or organisation."""

from __future__ import annotations

import pytest
import spacy

from readers.annotate.extensions import register_extensions
from readers.annotate.identity import groups
from readers.annotate.identity.component import identify
from readers.annotate.identity.people import Mention, group, same_person
from readers.model import Document


@pytest.fixture(scope="module")
def blank():
    """A tokenizer alone: what is measured is the grouping."""
    register_extensions()
    return spacy.blank("en")


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


def test_two_given_names_before_one_surname_name_both(annotator):
    text = "He knew of no talk about Joe and Hunter Barrow. Later Joe Barrow denied it. Barrow left at noon."
    found = annotator.annotate(Document(text=text))
    assert [text[m.start : m.end] for m in entity(found, "Joe Barrow").mentions] == ["Joe", "Joe Barrow", "Barrow"]
    assert len(entity(found, "Hunter Barrow").mentions) == 1


def test_a_name_is_given_without_brackets(annotator):
    text = "“Coach (Frank) Tolland came in,” said Sheldon Grange. Frank Tolland smiled."
    found = annotator.annotate(Document(text=text))
    assert {e.name for e in found.entities if e.kind == "PERSON"} == {"Frank Tolland", "Sheldon Grange"}


def test_the_end_of_a_name_belongs_to_whom_it_ends():
    assert people("Abu Hassan Nasser", "Sadeq Abu Nasser", "Abu Nasser") == [
        {"Abu Hassan Nasser"},
        {"Sadeq Abu Nasser", "Abu Nasser"},
    ]


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


def test_a_nickname_in_quotation_marks_is_one_more_name():
    assert people("Theodora “Teddy” Marsh", "Teddy", "Marsh") == [{"Theodora “Teddy” Marsh", "Teddy", "Marsh"}]


def test_father_and_son_of_one_name_stay_apart():
    found = people("Walter Brandt Sr.", "Walter Brandt Jr.", "Walter Brandt III")
    assert found == [{"Walter Brandt Sr."}, {"Walter Brandt Jr."}, {"Walter Brandt III"}]


def test_a_generation_left_out_is_no_other_person():
    assert people("Walter Brandt Jr.", "Walter Brandt", "Brandt") == [{"Walter Brandt Jr.", "Walter Brandt", "Brandt"}]


def test_a_bare_surname_is_whom_the_text_named_first():
    found = people("Ada Lindgren", "Otto Lindgren", "Lindgren", "Otto Lindgren", "Otto", "Lindgren")
    assert found == [{"Ada Lindgren", "Lindgren"}, {"Otto Lindgren", "Otto"}]


def test_a_name_called_by_its_given_name_leaves_the_surname_to_another():
    assert people("Otto Lindgren", "Otto", "Ada Lindgren", "Lindgren") == [
        {"Otto Lindgren", "Otto"},
        {"Ada Lindgren", "Lindgren"},
    ]


def test_syllables_of_a_given_name_may_be_written_together():
    assert people("Kim Seo-yeon", "Seoyeon") == [{"Kim Seo-yeon", "Seoyeon"}]


@pytest.mark.parametrize(
    ("full", "short", "same"),
    [
        ("Kestrel Valley Badgers FC", "Badgers", True),
        ("Harlow & Penrose Abbott LLP", "Harlow", True),
        ("Ida & Karl Voss Foundation", "Voss Foundation", True),
        ("Quorn Bank", "Quorn", True),
        ("QRB Bank", "QRB", True),
        ("Quorn Foundation", "Quorn", False),
        ("Quorn News Office", "Quorn", False),
        ("Cape Moor High Court", "High Court", True),
    ],
)
def test_what_an_organisation_may_be_called_for_short(full, short, same):
    numbers = groups.group([(full, "ORG"), (short, "ORG")], {})
    assert (numbers[full, "ORG"] == numbers[short, "ORG"]) is same


def test_a_company_is_not_its_daughter():
    numbers = groups.group([("Tessera", "ORG"), ("Tessera Wireless", "ORG")], {})
    assert numbers["Tessera", "ORG"] != numbers["Tessera Wireless", "ORG"]


def identified(blank, text, *names):
    """The groups of the names of a text, each given with its label."""
    doc = blank(text)
    spans, at = [], 0
    for name, label in names:
        at = text.index(name, at)
        spans.append(doc.char_span(at, at + len(name), label))
        at += len(name)
    doc.ents = spans
    return [[text[a:b] for a, b in c.mentions] for c in sorted(identify(doc), key=lambda c: c.mentions)]


def test_one_ministry_is_never_that_of_two_countries(blank):
    text = (
        "Greece's Interior Ministry replied to Turkey's Interior Ministry. "
        "The Greek Interior Ministry was calm. The Interior Ministry of Turkey was not."
    )
    ministry = ("Interior Ministry", "ORG")
    greek, turkey = ("Greek Interior Ministry", "ORG"), ("Turkey", "GPE")
    found = identified(blank, text, ("Greece", "GPE"), ministry, turkey, ministry, greek, ministry, turkey)
    assert ["Interior Ministry", "Greek Interior Ministry"] in found
    assert ["Interior Ministry", "Interior Ministry"] in found


def test_a_bare_ministry_is_the_one_at_hand(blank):
    text = "The Greek Interior Ministry spoke. The Turkish Interior Ministry spoke. The Interior Ministry said no more."
    names = ("Greek Interior Ministry", "Turkish Interior Ministry", "Interior Ministry")
    found = identified(blank, text, *((name, "ORG") for name in names))
    assert found == [["Greek Interior Ministry"], ["Turkish Interior Ministry", "Interior Ministry"]]


def test_a_company_is_also_called_by_its_address():
    numbers = groups.group([("Edmunds.com", "ORG"), ("Edmunds", "ORG"), ("Change.org", "ORG")], {})
    assert numbers["Edmunds.com", "ORG"] == numbers["Edmunds", "ORG"] != numbers["Change.org", "ORG"]


def test_knows_whose_kin_is_named_with_a_trade(annotator):
    doc = annotator.nlp(
        "Her husband, the director Alex Brandt, died in 2021. Their son, the lawyer Sam Brandt, sold it."
    )
    roles = {cluster.name: cluster.roles for cluster in identify(doc) if cluster.kind == "PERSON"}
    assert roles == {"Alex Brandt": ["husband", "director"], "Sam Brandt": ["son", "lawyer"]}
