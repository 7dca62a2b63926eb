"""Texts to learn names from are varied, and every name in them stays one."""

from __future__ import annotations

import random
import re

import pytest

from readers.annotate.training.articles import read, with_names
from readers.annotate.training.augment import owned, pools

TEXTS = [with_names(text) for text in read("names")[::12]]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text["id"])
def test_organisations_that_become_somebodys_stay_whole_beside_their_owners(text):
    varied = owned(text, pools(TEXTS), random.Random(1), share=1.0)  # noqa: S311  no secret
    now = varied["text"]
    owners = [m for m in varied["mentions"] if "entity" not in m]
    kept = [m for m in varied["mentions"] if "entity" in m]
    assert [now[m["start"] : m["end"]] for m in kept] == [text["text"][m["start"] : m["end"]] for m in _sorted(text)]
    for owner in owners:
        after = owner["end"] + len("'s ")
        assert owner["kind"] == "PERSON"
        assert now[owner["end"] : after] in {"'s ", "’s "}
        assert any(m["start"] == after and m["kind"] == "ORG" for m in kept)
    assert _words(_without(now, owners)) == _words(re.sub(r"\b[Tt]he (?=\S)", "", text["text"]))


def test_most_texts_have_an_organisation_that_may_be_somebodys():
    names = pools(TEXTS)
    varied = [owned(text, names, random.Random(1), share=1.0) for text in TEXTS]  # noqa: S311  no secret
    more = sum(len(one["mentions"]) > len(text["mentions"]) for one, text in zip(varied, TEXTS, strict=True))
    assert more > len(TEXTS) / 2


def _without(text, owners):
    """The text without its owners, their endings, and all its articles."""
    for owner in reversed(owners):
        text = text[: owner["start"]] + text[owner["end"] + len("'s ") :]
    return re.sub(r"\b[Tt]he (?=\S)", "", text)


def _words(text):
    return text.split()


def _sorted(text):
    return sorted(text["mentions"], key=lambda m: m["start"])
