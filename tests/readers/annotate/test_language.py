"""Articles in another language than the model's."""

from __future__ import annotations

import pytest

from readers.annotate.language import foreign
from readers.model import Document

GERMAN = (
    "Der Hafen von Salzbucht gehört wieder der Stadt. Das sagte Bürgermeisterin Anna Lindquist am Montag im Rathaus. "
    "Die Kräne würden noch in diesem Jahr gestrichen, versprach sie."
)
ENGLISH = (
    "The harbour of Saltmarsh Bay belongs to the town again. So said the mayor, Anna Lindqvist, at the town hall on "
    "Monday. The cranes would be painted before the year was out, she promised."
)


@pytest.mark.parametrize("told", ["", "de", "en-GB"])
def test_a_text_speaks_for_itself_whatever_its_publisher_says(told: str) -> None:
    assert foreign(GERMAN, told) == "de"
    assert foreign(ENGLISH, told) == ""


def test_a_few_words_are_foreign_only_if_their_publisher_says_the_same() -> None:
    assert foreign("Kräne im Hafen gestrichen", "de-CH") == "de"
    assert foreign("Kräne im Hafen gestrichen", "") == ""
    assert foreign("Harbour cranes painted", "de") == ""


def test_an_empty_text_is_in_no_language() -> None:
    assert foreign("", "") == ""


def test_nothing_is_looked_for_in_a_language_that_the_model_does_not_know(annotator) -> None:
    german, english = annotator.annotate_many([Document(text=GERMAN), Document(text=ENGLISH)])
    assert (german.entities, german.quotes, german.language) == ((), (), "de")
    assert "Anna Lindqvist" in [entity.name for entity in english.entities]
    assert english.language == ""
