"""Learning who speaks: what is right by the corpus, and confidence that rises with how often a choice is."""

from __future__ import annotations

import numpy as np

from readers.annotate.quotes.component import read
from readers.annotate.quotes.speakers.features import NOBODY
from readers.annotate.quotes.speakers.ranker import Ranker, speakers
from readers.annotate.training.gold_speakers import Article, calibrate, label, outcomes
from readers.annotate.training.train_speakers import groups_of, train

TEXT = "“The pier is safe,” said Anna Weller. “It is not,” a neighbour said. Tom Hardwick left early."


def _gold() -> dict:
    def quote(words: str, cue: str, key: str | None) -> dict:
        start, at = TEXT.index(words), TEXT.index(cue)
        how = {"start": at, "end": at + len(cue), "text": cue, "type": "named" if key else "nominal"}
        return {
            "start": start, "end": start + len(words), "attributed": True, "speaker": key,
            "accept": [key] if key else [], "kind": "PERSON" if key else None, "cue": how,
            "uncued": False, "nested": False, "unmarked": False,
        }  # fmt: skip

    at = TEXT.index("Anna Weller")
    return {
        "id": "pier",
        "text": TEXT,
        "clusters": {"anna": {"kind": "PERSON", "name": "Anna Weller", "mentions": [[at, at + 11]]}},
        "quotes": [quote("The pier is safe,", "Anna Weller", "anna"), quote("It is not,", "a neighbour", None)],
    }


def _article(nlp) -> tuple[Article, dict[int, int]]:
    with nlp.select_pipes(disable=["quoth_quotes"]):
        article = Article(_gold(), *read(nlp(TEXT)))
    found = label(article)
    article.answers = [case.answer for _, case in article.asked]
    return article, found


def test_knows_what_is_right_by_the_corpus(nlp):
    article, found = _article(nlp)
    names = [cluster.name for cluster in article.scene.words.clusters]
    first, second = (article.answer_of[number] for number in sorted(found))
    assert first == {names.index("Anna Weller")}
    assert second == {NOBODY}


def test_learns_what_it_is_shown(nlp):
    article, found = _article(nlp)
    arrays = train(groups_of([article] * 20), networks=1, units=8, epochs=20)
    decided = speakers(article.scene, [case for _, case in article.asked], Ranker.of(arrays))
    assert all(outcome.hit for outcome in outcomes(article, found, decided))


def test_learns_to_name_nobody_where_the_speaker_was_not_found(nlp):
    article, found = _article(nlp)
    article.right = [None if right is None else frozenset() for right in article.right]
    arrays = train(groups_of([article] * 20), networks=1, units=8, epochs=20)
    decided = speakers(article.scene, [case for _, case in article.asked], Ranker.of(arrays))
    assert {decided[number][0] for number in found.values()} == {NOBODY}


def test_confidence_rises_with_how_often_a_choice_is_right():
    rng = np.random.default_rng(0)
    chances = rng.random(4000)
    right = rng.random(4000) < chances**2  # too sure of itself
    steps = calibrate(chances.tolist(), right.tolist())
    assert np.all(np.diff(steps[0]) > 0)
    assert np.all(np.diff(steps[1]) >= 0)
    assert abs(np.interp(0.7, *steps) - 0.49) < 0.05
