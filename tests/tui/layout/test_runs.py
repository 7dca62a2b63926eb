"""Flattening overlapping marks."""

from __future__ import annotations

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from tui.layout.marks import DIRECT, ENTITY, FOCUS, LINK, ORGANISATION, PERSON, QUOTE, Mark, after, at, before
from tui.layout.runs import Run, add_bits, flatten, within

MARKS = st.lists(
    st.builds(
        lambda start, length, bits, number: Mark(start, start + length, bits, number),
        st.integers(0, 60),
        st.integers(0, 20),
        st.sampled_from([PERSON, ORGANISATION, DIRECT]),
        st.integers(0, 5),
    ),
    max_size=12,
)


@given(MARKS, st.integers(0, 40), st.integers(1, 40))
def test_runs_cover_their_paragraph_once_and_say_all_that_its_marks_say(
    marks: list[Mark], start: int, length: int
) -> None:
    end = start + length
    runs = flatten(start, end, marks)
    assert [place for run in runs for place in range(run.start, run.end)] == list(range(start, end))
    for run in runs:
        for place in range(run.start, run.end):
            bits = 0
            for mark in marks:
                if mark.start <= place < mark.end:
                    bits |= mark.bits
            assert run.bits == bits
        assert (run.entity >= 0) == bool(run.bits & ENTITY)
        assert (run.quote >= 0) == bool(run.bits & QUOTE)


def test_a_name_within_a_quote_is_both() -> None:
    runs = flatten(0, 20, [Mark(2, 18, DIRECT, 7), Mark(5, 9, PERSON, 3)])
    assert runs == [
        Run(0, 2, 0),
        Run(2, 5, DIRECT, quote=7),
        Run(5, 9, DIRECT | PERSON, 3, 7),
        Run(9, 18, DIRECT, quote=7),
        Run(18, 20, 0),
    ]


@given(MARKS, st.integers(0, 30), st.integers(1, 30))
def test_a_line_has_the_runs_that_lie_in_it(marks: list[Mark], start: int, length: int) -> None:
    runs = within(flatten(0, 80, marks), start, start + length)
    assert [place for run in runs for place in range(run.start, run.end)] == list(range(start, start + length))


@given(MARKS, st.integers(0, 30), st.integers(1, 30))
def test_added_bits_are_where_they_were_asked_for_and_nowhere_else(marks: list[Mark], start: int, length: int) -> None:
    runs = flatten(0, 80, marks)
    added = add_bits(runs, [(start, start + length)], FOCUS)
    before_and_after = [
        (place, run.bits) for made in (runs, added) for run in made for place in range(run.start, run.end)
    ]
    old, new = dict(before_and_after[:80]), dict(before_and_after[80:])
    for place in range(80):
        assert new[place] == old[place] | (FOCUS if start <= place < start + length else 0)


def test_stepping_goes_round_at_the_ends() -> None:
    marks = [Mark(start, start + 2, PERSON, start) for start in (5, 10, 20)]
    assert after(marks, 4) == marks[0]
    assert after(marks, 5) == marks[1]
    assert after(marks, 20) == marks[0]
    assert before(marks, 10) == marks[0]
    assert before(marks, 5) == marks[2]
    assert after([], 3) is None
    assert before([], 3) is None


def test_the_innermost_mark_is_found_under_an_offset() -> None:
    marks = [Mark(0, 30, DIRECT, 0), Mark(5, 10, DIRECT, 1)]
    assert at(marks, 7) == marks[1]
    assert at(marks, 12) == marks[0]
    assert at(marks, 30) is None


def test_ten_thousand_links_in_one_paragraph_are_no_burden() -> None:
    marks = [Mark(at, at + 5, LINK, 0) for at in range(0, 100_000, 10)]
    begun = process_time()
    assert len(flatten(0, 100_000, marks)) == 20_000
    assert process_time() - begun < 1
