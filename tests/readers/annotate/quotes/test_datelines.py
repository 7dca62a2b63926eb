"""A place that only tells where a report comes from says nothing."""

from __future__ import annotations

import pytest

from readers.annotate.quotes.component import read
from readers.annotate.quotes.speakers.datelines import is_dateline

DATELINES = ["SAN FRANCISCO (AP) — ", "HARTFORD, Conn. (AP) — ", "NAIROBI, Jan. 5 — ", "Paris (AFP) - "]
SUBJECTS = ["France and Spain – both – ", "Georgia (whose president stayed away) – ", "FRANCE\n- item\n", "Norway "]


def _first_is_dateline(nlp, text: str) -> bool:
    frame = read(nlp(text))[0].frame
    places = [m for m in frame.words.mentions if frame.words.clusters[m[2]].kind == "GPE"]
    assert places, "there is no place to be told"
    return is_dateline(frame.words, places[0][0], places[0][1])


@pytest.mark.parametrize("head", DATELINES)
def test_a_dateline_is_told(head: str, nlp):
    assert _first_is_dateline(nlp, f"{head}A harbour was closed on Monday, one man said.")


@pytest.mark.parametrize("head", SUBJECTS)
def test_a_place_that_acts_is_none(head: str, nlp):
    assert not _first_is_dateline(nlp, f"{head}said on Monday that it would wait.")
