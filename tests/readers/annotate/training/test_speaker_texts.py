"""What the encoder of speakers learns from: the articles as they are, and the same about people of other names."""

from __future__ import annotations

import random

import numpy as np
import pytest

from readers.annotate.encoding.encoder import tokenizer
from readers.annotate.quotes.speakers.listening import PHRASE, QUOTATION, load
from readers.annotate.training import articles
from readers.annotate.training.speaker_texts import read, renamed, side_by_side

TEXTS = [text for name in ("speakers", "more_speakers", "more_articles") for text in articles.read(name)[::8]]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text["id"])
def test_a_text_about_others_says_the_same_of_them(text):
    other = renamed(text, random.Random(1))  # noqa: S311  no secret
    for key, entity in text["clusters"].items():
        assert len(other["clusters"][key]["mentions"]) == len(entity["mentions"])
    names = [span for entity in text["clusters"].values() for span in entity["mentions"]]
    for was, now in zip(text["quotes"], other["quotes"], strict=True):
        for old, new in ((was, now), (was["cue"], now["cue"])):
            if old and not any(a < old["end"] and old["start"] < b for a, b in names):
                assert other["text"][new["start"] : new["end"]] == text["text"][old["start"] : old["end"]]
    kept = _without(text["text"], names)
    assert _without(other["text"], [s for e in other["clusters"].values() for s in e["mentions"]]) == kept


def _without(text: str, spans: list) -> str:
    inside = np.zeros(len(text), bool)
    for a, b in spans:
        inside[a:b] = True
    return "".join(c for c, gone in zip(text, inside, strict=True) if not gone)


def test_people_are_given_other_names_of_the_same_gender():
    text = next(t for t in TEXTS if any(" " in c["name"] and c["kind"] == "PERSON" for c in t["clusters"].values()))
    chance = random.Random(0)  # noqa: S311  no secret
    said = {renamed(text, chance)["text"] for _ in range(8)}
    assert len(said) > 4


@pytest.mark.parametrize("text", TEXTS[::6], ids=lambda text: text["id"])
def test_each_quotation_asks_and_the_names_of_its_speaker_are_right(text):
    found = read(text, tokenizer(), first=90)
    heard = load().listen(text["text"])
    for asked in found.asked:
        quote = text["quotes"][asked.number]
        assert asked.what in (QUOTATION, PHRASE)
        assert asked.nobody == (not quote["speaker"])
        spans = [s for key in quote["accept"] for s in text["clusters"].get(key, {"mentions": []})["mentions"]]
        right = {int(word) for span in spans for word in heard.at(tuple(span))}
        assert set(found.named[asked.right].tolist()) == right


def test_texts_side_by_side_keep_their_words_apart():
    some = [each for each in (read(text, tokenizer()) for text in TEXTS[:5]) if each.asked]
    batch = side_by_side(some)
    none = sum(len(each.heads) for each in some)
    assert len(batch["heads"]) == none
    row = 0
    for each, start in zip(some, np.cumsum([0, *(len(e.heads) for e in some)]), strict=False):
        for asked in each.asked:
            named = batch["named"][row][batch["named there"][row, 1:] > 0]
            assert (named == start + each.named).all()
            assert batch["named right"][row, 0] == asked.nobody
            row += 1
    assert row == len(batch["what"])
