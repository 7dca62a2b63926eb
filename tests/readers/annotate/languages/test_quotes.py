"""Quotations as languages write them, and who says them; names are given, so that no model is needed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.annotate.clusters import EntityCluster, QuoteFound
from readers.annotate.languages import SUPPORTED
from readers.annotate.languages.identity import clusters_of
from readers.annotate.languages.lexicon import Lexicon, lexicon
from readers.annotate.languages.quotes import find_quotes
from readers.annotate.languages.text import words_of
from readers.model import Annotations, Entity, Quote, Span
from tests.readers.annotate.languages.articles import PLACE, Article, articles, score

NAMES = ("Anna Roth", "Marc Roux", "Roth", "Roux")


def lexicon_of(code: str) -> Lexicon:
    lex = lexicon(code)
    assert lex is not None
    return lex


def named(text: str, lex: Lexicon) -> list[EntityCluster]:
    """The people of `NAMES` in a text."""
    found = re.finditer("|".join(NAMES), text)
    return clusters_of(text, words_of(text), [(match.start(), match.end(), "PERSON") for match in found], lex)


def told(code: str, text: str) -> list[tuple[str, str]]:
    """What is quoted, and by whom."""
    lex = lexicon_of(code)
    clusters = named(text, lex)
    quotes = find_quotes(text, words_of(text), clusters, lex)
    return [(text[q.start : q.end], "" if q.speaker is None else clusters[q.speaker].name) for q in quotes]


@pytest.mark.parametrize(
    ("code", "text", "words", "speaker"),
    [
        ("fr", "« Le pont est sûr », a déclaré Anna Roth.", "Le pont est sûr", "Anna Roth"),
        ("fr", "«\u202fLe pont est sûr\u202f», selon Anna Roth.", "Le pont est sûr", "Anna Roth"),
        ("fr", "Anna Roth l'assure : “Le pont est sûr.”", "Le pont est sûr.", "Anna Roth"),
        ("fr", "„Le pont est sûr”, répond Marc Roux à Anna Roth.", "Le pont est sûr", "Marc Roux"),
        ("es", "«El puente es seguro», dijo Anna Roth.", "El puente es seguro", "Anna Roth"),
        ("es", "Según Anna Roth, “el puente será seguro hoy”.", "el puente será seguro hoy", "Anna Roth"),
        ("es", "Habló Anna Roth.\n\n—El puente es seguro —dijo.", "El puente es seguro", "Anna Roth"),
        ("de", "„Die Brücke ist sicher“, sagte Anna Roth.", "Die Brücke ist sicher", "Anna Roth"),
        ("de", "»Die Brücke ist sicher«, sagte die Ministerin Anna Roth.", "Die Brücke ist sicher", "Anna Roth"),
        ("de", "«Die Brücke ist sicher», sagte Anna Roth am Montag.", "Die Brücke ist sicher", "Anna Roth"),
        ("de", "“Die Brücke ist sicher”, sagte Anna Roth.", "Die Brücke ist sicher", "Anna Roth"),
        ("de", "„Die Brücke ist sicher”, so Anna Roth.", "Die Brücke ist sicher", "Anna Roth"),
        ("de", "Anna Roth sagte dem Blatt: „Die Brücke ist sicher.“", "Die Brücke ist sicher.", "Anna Roth"),
        ("de", "Die Brücke sei Anna Roth zufolge „so sicher wie nie zuvor“.", "so sicher wie nie zuvor", "Anna Roth"),
        ("de", "Laut Anna Roth ist die Brücke „so sicher wie nie zuvor“.", "so sicher wie nie zuvor", "Anna Roth"),
        ("de", "Anna Roth kam mit Marc Roux. „Die Brücke ist sicher“, sagte er.", "Die Brücke ist sicher", "Marc Roux"),
        ("de", "Anna Roth kam. „Die Brücke ist sicher“, so die Ministerin.", "Die Brücke ist sicher", "Anna Roth"),
    ],
)  # fmt: skip
def test_marks_and_order_of_words(code: str, text: str, words: str, speaker: str) -> None:
    assert told(code, text) == [(words, speaker)]


def test_a_quotation_goes_on_behind_the_verb_of_saying() -> None:
    assert told("de", "„Die Brücke ist sicher“, sagte Anna Roth, „seit gestern.“ Dann ging sie.") == [
        ("Die Brücke ist sicher", "Anna Roth"),
        ("seit gestern.", "Anna Roth"),
    ]


def test_a_quotation_within_one_is_part_of_it() -> None:
    assert told("de", "Anna Roth sagte: „Er rief ‚Halt!‘ und lief.“")[0] == ("Er rief ‚Halt!‘ und lief.", "Anna Roth")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Anna Roth a vu le film « La longue route de nuit » samedi."),
        ("es", "Anna Roth vio la película «El largo camino de noche» el sábado."),
        ("de", "Anna Roth sah den Film „Der lange Weg durch die Nacht“ am Samstag."),
    ],
)
def test_what_something_written_is_called_is_no_quotation(code: str, text: str) -> None:
    assert told(code, text) == []


def test_german_speakers_with_the_names_given() -> None:
    """There is no model to find them with; see the rest of this folder for languages that have one."""
    lex = lexicon_of("de")
    some = articles(PLACE / "articles_de.txt")
    by_text = {article.text: article for article in some}

    def annotate(text: str) -> Annotations:
        clusters = clusters_of(text, words_of(text), _names(by_text[text]), lex)
        entities = (Entity(n, c.name, c.kind, tuple(Span(*m) for m in c.mentions)) for n, c in enumerate(clusters))
        return Annotations("", tuple(entities), tuple(map(_quote, find_quotes(text, words_of(text), clusters, lex))))

    for half in (1, 0):
        found = score(annotate, [article for article in some if article.number % 2 == half])
        assert found.speakers >= 80, found.wrong


def _names(article: Article) -> list[tuple[int, int, str]]:
    return sorted((start, end, kind) for (start, end), kind in article.names.items() if kind != "?")


def _quote(found: QuoteFound) -> Quote:
    return Quote(found.start, found.end, found.kind, found.speaker, pieces=tuple(Span(*p) for p in found.pieces))


WORDS = [
    *("Anna Roth", "Roux", "dit", "dijo", "sagte", "il", "ella", "sie", "selon", "según", "laut", "zufolge", "le pont"),
    *("l'eau", "d’or", "¿qué?", "M.", "S.A.", "o\u0308ffnet", "\U0001d4d0", "👩", "\u00a0", "\u202f", "\n\n", "\n"),
]
MARKS = list("«»‹›„“”‚‘’\"'—–-,.:;!?…¿¡()")


@settings(max_examples=300)
@given(st.sampled_from(sorted(SUPPORTED)), st.lists(st.sampled_from(WORDS + MARKS * 2 + [" "] * 20), max_size=60))
def test_whatever_the_marks_every_span_lies_in_the_text_and_has_words(code: str, parts: list[str]) -> None:
    text, lex = "".join(parts), lexicon_of(code)
    clusters = named(text, lex)
    for quote in find_quotes(text, words_of(text), clusters, lex):
        assert quote.pieces[0][0] == quote.start
        assert quote.pieces[-1][1] == quote.end
        for start, end in quote.pieces:
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
        for span in (quote.speaker_span, quote.cue_span):
            assert span is None or (0 <= span[0] < span[1] <= len(text) and text[slice(*span)].strip())
        assert quote.speaker is None or 0 <= quote.speaker < len(clusters)
    for cluster in clusters:
        assert {text[start:end] for start, end in cluster.mentions} <= set(NAMES)
