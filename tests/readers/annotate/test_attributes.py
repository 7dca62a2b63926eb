"""Tags turned into parts of speech, morphology and lemmas: the same as spaCy's own rules say, and sooner."""

from __future__ import annotations

import random
import time

import pytest
import spacy
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from readers.annotate import pipeline
from readers.annotate.attributes import remember_attributes

AFTER_TAGS = ("attribute_ruler", "lemmatizer")
TEXT = """They're gonna say that there are no rules, but y'all know it ain't so.

“Let's go,” I told it.  \t She gets what she got; nothin' had been left behind, and that is that.
Do you? The dogs' owners didn't see them, 'cause the better ones had run to the nearest houses."""


@pytest.fixture(scope="module")
def plain():
    return spacy.load(pipeline.SMALL, exclude=["ner"])


@pytest.fixture(scope="module")
def remembering():
    nlp = spacy.load(pipeline.SMALL, exclude=["ner"])
    remember_attributes(nlp)
    return nlp


def attributes(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, t.dep_, t.pos_, t.morph.key, str(t.morph), t.has_morph(), t.lemma_) for t in doc]


def test_a_text_has_the_attributes_that_the_rules_say(plain, remembering):
    for _ in range(2):  # asked, and remembered
        assert attributes(remembering(TEXT)) == attributes(plain(TEXT))


@pytest.mark.filterwarnings("ignore:.*W108")  # words without a part of speech, among others
def test_any_word_with_any_tag_and_dependency_has_them_too(plain, remembering):
    """Most of these are in no text, and rules for several tokens fit where others do."""
    chance = random.Random(4)  # noqa: S311  no secret
    words = [w.text for w in plain.make_doc(TEXT)] + [
        "gon",
        "na",
        "c'm",
        "on",
        "All",
        "y'",
        "’s",
        "Is",
        "\n",
        "got",
        "ta",
    ]
    tags = [*plain.get_pipe("tagger").labels, "_SP", ""]
    deps = [*plain.get_pipe("parser").labels, "expl", ""]
    for _ in range(200):
        row = chance.choices(words, k=20)
        with_tags, with_deps = chance.choices(tags, k=20), chance.choices(deps, k=20)
        docs = [Doc(nlp.vocab, words=row, tags=with_tags, deps=with_deps) for nlp in (plain, remembering)]
        for doc, nlp in zip(docs, (plain, remembering), strict=True):
            for pipe in AFTER_TAGS:
                nlp.get_pipe(pipe)(doc)
        assert attributes(docs[0]) == attributes(docs[1])


def test_a_rule_of_ones_own_for_several_tokens_keeps_its_rank():
    plain, remembering = (spacy.blank("en") for _ in range(2))
    for nlp in (plain, remembering):
        ruler = nlp.add_pipe("attribute_ruler")
        assert isinstance(ruler, AttributeRuler)
        ruler.add([[{"LOWER": "fly"}]], {"POS": "NOUN", "LEMMA": "first"})
        ruler.add([[{"LOWER": "fly"}, {"LOWER": {"REGEX": "^s"}}]], {"POS": "VERB", "LEMMA": "second"})
        ruler.add([[{"LOWER": {"IN": ["fly", "bee"]}}]], {"LEMMA": "third"})
        ruler.add([[{"LOWER": "to"}, {"LOWER": "sea"}]], {"LEMMA": "fourth"}, index=-1)
    remember_attributes(remembering)
    for text in ("Fly south", "fly north to sea", "Bee"):
        assert attributes(remembering(text)) == attributes(plain(text))
    assert [t.pos_ for t in remembering("fly south fly")] == ["VERB", "", "NOUN"]


def test_the_pipeline_can_still_be_kept_and_loaded(remembering, tmp_path):
    remembering.to_disk(tmp_path)
    assert attributes(spacy.load(tmp_path)(TEXT)) == attributes(remembering(TEXT))


def test_it_takes_less_than_half_the_time(plain, remembering):
    seconds = {}
    for name, nlp in (("plain", plain), ("remembering", remembering)):
        with nlp.select_pipes(disable=AFTER_TAGS):
            docs = [nlp(TEXT) for _ in range(20)]
        began = time.process_time()
        for doc in docs:
            for pipe in AFTER_TAGS:
                nlp.get_pipe(pipe)(doc)
        seconds[name] = time.process_time() - began
    assert seconds["remembering"] < seconds["plain"] / 2
