"""French and Spanish, measured on articles written for it: those of even numbers had no part in the rules."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from readers.annotate.languages.identity import clusters_of
from readers.annotate.languages.lexicon import lexicon
from readers.annotate.languages.names import find_names
from readers.annotate.languages.quotes import find_quotes
from readers.model import Annotations, Entity, Quote, Span
from tests.readers.annotate.languages.articles import articles, score


@pytest.mark.parametrize("half", [1, 0], ids=["tuned", "held out"])
@pytest.mark.parametrize(("code", "model"), [("fr", "fr_core_news_sm"), ("es", "es_core_news_sm")])
def test_who_is_named_and_who_speaks(code: str, model: str, half: int) -> None:
    pytest.importorskip(model)
    spacy = pytest.importorskip("spacy")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a model made for an older spaCy
        nlp = spacy.load(model, exclude=["lemmatizer", "parser", "attribute_ruler"])
    lex = lexicon(code)
    assert lex is not None

    def annotate(text: str) -> Annotations:
        clusters = clusters_of(text, find_names(nlp(text), lex), lex)
        return Annotations(
            model,
            tuple(Entity(i, c.name, c.kind, tuple(Span(*m) for m in c.mentions)) for i, c in enumerate(clusters)),
            tuple(
                Quote(q.start, q.end, q.kind, q.speaker, pieces=tuple(Span(*p) for p in q.pieces))
                for q in find_quotes(text, clusters, lex)
            ),
        )

    some = [a for a in articles(Path(__file__).parent / f"articles_{code}.txt") if a.number % 2 == half]
    found = score(annotate, some)
    print(f"{code} {half}: PERSON {found.person:.1f} ORG {found.org:.1f} speakers {found.speakers:.1f}")
    assert len(some) == 20
    assert (found.person >= 85, found.org >= 70, found.speakers >= 80) == (True, True, True), found.wrong
