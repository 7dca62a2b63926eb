"""Words that come again are kept between batches, and only so many."""

from __future__ import annotations

import pytest
import spacy

from readers.annotate import familiar
from readers.annotate.annotator import Annotator
from readers.annotate.familiar import Familiar
from readers.annotate.pipeline import SMALL
from readers.model import Document


def test_what_comes_in_two_batches_is_kept_and_what_comes_once_is_forgotten():
    nlp = spacy.blank("en")
    words = Familiar(nlp)
    for text in ("The ferrywoman rowed.", "The ferrywoman slept.", "Nobody slept."):
        words.meet([text])
        with nlp.memory_zone():
            assert [token.text for token in nlp(text)][-1] == "."
    assert words.kept == {"The", "ferrywoman", "slept."}
    assert "ferrywoman" in nlp.vocab
    assert "rowed" not in nlp.vocab


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(familiar, "MOST", 5)
    words = Familiar(spacy.blank("en"))
    for _ in range(3):
        words.meet(["one two three four five six seven eight " + "x" * 100])
    assert len(words.kept) == 5


def test_a_text_has_the_same_names_and_quotes_among_familiar_words():
    text = "“We have nothing to hide,” Anna Bergqvist, who can't swim, told Pellworth Foods plc. She left at 5p.m."
    annotator = Annotator(SMALL)
    first, *others = annotator.annotate_many([Document(text=text)] * 4, batch=1)
    assert first.quotes
    assert others == [first] * 3
