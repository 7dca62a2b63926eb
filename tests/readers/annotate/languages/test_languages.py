"""Names and speakers, measured on articles written for it: those of even numbers had no part in the rules."""

from __future__ import annotations

import pytest

from readers.annotate.annotator import to_annotations
from readers.annotate.languages import models
from readers.annotate.pipeline import build_other
from tests.readers.annotate.languages.articles import PLACE, articles, score


@pytest.mark.parametrize("name", ["fr_core_news_sm", "es_core_news_sm"])
def test_who_is_named_and_who_speaks(name: str) -> None:
    model = models.named(name, name[:2])
    if model is None and name.startswith("es"):
        pytest.skip("the Spanish package wants an older spaCy, so nothing can ask for it")
    assert model is not None
    nlp = build_other(model)
    for half in (1, 0):
        some = [one for one in articles(PLACE / f"articles_{model.language}.txt") if one.number % 2 == half]
        found = score(lambda text: to_annotations(nlp(text), 0, "", model.language), some)
        assert len(some) == 20
        assert (found.person >= 85, found.org >= 70, found.speakers >= 80) == (True, True, True), found.wrong
