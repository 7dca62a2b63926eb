"""Which stretches of a text stand in quotation marks."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from readers.annotate.quotes.spans.marks import find_quoted

CASES = {
    "curly": ("“Yes,” he said.", ["Yes,"]),
    "straight": ('"Yes," he said. "No."', ["Yes,", "No."]),
    "two apostrophes for a mark": ("''Yes,'' he said.", ["Yes,"]),
    "British single": ("‘Yes,’ he said.", ["Yes,"]),
    "straight single": ("'Yes,' he said.", ["Yes,"]),
    "guillemets": ("«Oui», dit-il.", ["Oui"]),
    "double within single": ("‘He said “no” to me,’ she said.", ["He said “no” to me,"]),
    "single within double": ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,"]),
    "straight within straight": ('"He said "no" to me," she said.', ['He said "no" to me,']),
    "mixed pair": ('“Yes," he said. “No."', ["Yes,", "No."]),
    "single within single": ("‘He said, ‘no,’ to me,’ she added.", ["He said, ‘no,’ to me,"]),
    "straight single within curly single": ("‘He said 'no' to me,’ she added.", ["He said 'no' to me,"]),
    "contraction": ("I don’t think it's ‘don’t’.", ["don’t"]),
    "possessive plural inside": ("‘The players’ union is wrong,’ he said.", ["The players’ union is wrong,"]),
    "possessive plural after": ("He spoke of ‘the best of times’ and the players’ union.", ["the best of times"]),
    "decades and elisions": ("In the '90s he played rock 'n' roll, told 'em so, and left ’twixt two wars.", []),
    "possessives alone": ("The players' union and the owners' club met.", []),
    "inches and feet": ('The 6\'2" keeper wore a 5" bandage.', []),
    "attribute values": ('<img alt="a b" src="c">', []),
    "opening mark repeated": ("“First.\n\n“Second,” he said.", ["First.|Second,"]),
    "opening single mark repeated": ("‘First.\n\n‘Second,’ he said.", ["First.|Second,"]),
    "on over unmarked paragraphs": ("“First\n\nsecond\n\nthird.”", ["First|second|third."]),
    "never closed": ("“First\n\nNothing more.", ["First"]),
    "never closed, then a new one": ("“First.\n\nThen he said “no” and left.", ["First.", "no"]),
    "never opened": ("Nothing” here.", []),
    "missing closing mark": ('"I did it, he said. "And she did."', ["And she did."]),
    "empty": ("“” and “ ”", []),
    "zero-width around": ("\u200b“\u200bYes,\u200b”\u200b he said.", ["Yes,"]),
    "wrong way round": ("”Yes,” he said.", ["Yes,"]),
}


@pytest.mark.parametrize("name", CASES)
def test_finds(name):
    text, expected = CASES[name]
    assert ["|".join(text[a:b] for a, b in q.pieces) for q in find_quoted(text)] == expected


def test_tells_what_is_unclosed_and_single():
    (closed,) = find_quoted("‘Yes,’ he said.")
    (unclosed,) = find_quoted("“Yes\n\nNo.")
    assert (closed.closed, closed.single) == (True, True)
    assert (unclosed.closed, unclosed.single) == (False, False)


MARKS = st.lists(
    st.sampled_from(["“", "”", '"', "‘", "’", "'", "''", "«", "»", "``", "a", "s", " ", " ", ".", ",", "\n", "\n\n"])
    | st.sampled_from(["Roe said", "\u200b", "\u202e", "é", "\U0001f600", "—", "(", ")", "90s"]),
    max_size=80,
).map("".join)


@settings(max_examples=400)
@given(MARKS | st.text(max_size=200))
@example("“““\n“")
def test_any_text_gives_sorted_stretches_apart_from_each_other(text):
    found = find_quoted(text)
    pieces = [piece for quoted in found for piece in quoted.pieces]
    assert found == sorted(found, key=lambda quoted: quoted.pieces[0])
    for quoted in found:
        assert len(quoted.pieces) == len(quoted.outer)
        for (start, end), (first, last) in zip(quoted.pieces, quoted.outer, strict=True):
            assert 0 <= first <= start < end <= last <= len(text)
    apart = sorted(pieces)
    assert all(a[1] <= b[0] for a, b in pairwise(apart))


HOSTILE = {
    "marks alone": '"',
    "opening marks": "“",
    "single marks": "'a ",
    "nested": "“a ",
    "paragraphs that open": '"a\n\n',
    "single paragraphs that open": "‘a\n",
    "closing marks": "a” ",
    "pairs": "‘a’ ",
    "mixed": "‘a “b ",
    "possessives": "‘a s’ b",
    "zero-width": "“\u200b" * 3,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_length_alone(name):
    def seconds(copies: int) -> float:
        text = HOSTILE[name] * copies
        start = time.process_time()
        find_quoted(text)
        return time.process_time() - start

    small, large = (min(seconds(copies) for _ in range(3)) for copies in (10_000, 80_000))
    assert large < 30 * small + 0.2
