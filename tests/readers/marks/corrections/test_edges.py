"""Where a name or a quote begins and ends, in words that were pointed to roughly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.marks.corrections.edges import in_marks, longer_or_shorter, name_alone, quoted
from readers.model import Span


def name(text: str, *, person: bool = False) -> str | None:
    """The name in what stands between two bars."""
    before, selected, after = text.split("|")
    whole = before + selected + after
    found = name_alone(whole, Span(len(before), len(before) + len(selected)), person=person)
    return None if found is None else whole[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the |Kelso Harbour Trust, |which", "Kelso Harbour Trust"),
        ("the Kel|so Harbour Tru|st said", "Kelso Harbour Trust"),
        ("|the Kelso Harbour Trust’s| lawyer", "Kelso Harbour Trust"),
        ("the |Workers' Union's| lawyer", "Workers' Union"),
        ("(|(Northline)|)", "Northline"),
        ("by |Northline Inc.| of Kelso", "Northline Inc."),
        ("by |Northline.| Then", "Northline"),
        ("in the |U.S.|", "U.S."),
        ("by |Northline (Wales)|, which", "Northline (Wales)"),
        ("on |Harbour+|, which", "Harbour+"),
        ("met |O’Bri|en there", "O’Brien"),
        ("met |Jose\u0301|, who", "Jose\u0301"),
        ("met |Jos|e\u0301 Marti\u0301 there", "Jose\u0301"),
        ("met |President Ada Quist| there", "President Ada Quist"),
        ("the |…, “ |end", None),
        ("||", None),
        ("|the|", "the"),
    ],
)
def test_a_name_is_the_name_alone(text: str, expected: str | None) -> None:
    assert name(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("|President Ada Quist| said", "Ada Quist"),
        ("|former Deputy Mayor Ada Quist| said", "Ada Quist"),
        ("|Mr. Quist’s| boat", "Quist"),
        ("|Ludwig van Oord| said", "Ludwig van Oord"),
        ("|van Oord| said", "van Oord"),
        ("|Mayor| said", "Mayor"),
    ],
)
def test_of_a_person_without_titles(text: str, expected: str) -> None:
    assert name(text, person=True) == expected


def likely(text: str) -> list[str]:
    before, found, after = text.split("|")
    whole = before + found + after
    spans = longer_or_shorter(whole, Span(len(before), len(before) + len(found)))
    return [whole[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The |Kelso| Harbour Trust said", ["Kelso Harbour Trust", "Kelso Harbour"]),
        ("said the Kelso Harbour |Trust|.", ["Kelso Harbour Trust", "Harbour Trust"]),
        ("the Kelso |Harbour| Trust", ["Kelso Harbour Trust", "Harbour Trust", "Kelso Harbour"]),
        ("the |Ministry| of Transport said", ["Ministry of Transport"]),
        ("|Yesterday Ada Quist| said", ["Ada Quist", "Yesterday Ada"]),
        ("with President |Quist|, Mayor of Kelso", []),
        ("It ended. |Quist| left", []),
        ("the |Bank of Ellery| said", ["Ellery", "Bank"]),
        ("Kelso\n\n|Harbour|\n\nTrust", []),
    ],
)
def test_the_likely_spans_of_a_name_that_is_wrong(text: str, expected: list[str]) -> None:
    assert likely(text) == expected


def words(text: str) -> tuple[str, list[str]] | None:
    before, selected, after = text.split("|")
    whole = before + selected + after
    found = quoted(whole, Span(len(before), len(before) + len(selected)))
    return None if found is None else (found[0], [whole[piece.start : piece.end] for piece in found[1]])


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("said: |“It is ours.”|", "direct", ["It is ours."]),
        ("said: “|It is ours.|”", "direct", ["It is ours."]),
        ("said: “It is ours. |Go away.| Now.”", "direct", ["Go away."]),
        ('said: "It is ours. |Go away.| Now."', "direct", ["Go away."]),
        ('said: |"It is ours,"| and', "direct", ["It is ours,"]),
        ("said: |‘It is ours’|, and", "direct", ["It is ours"]),
        ("said: |“It is ours”, |and", "direct", ["It is ours"]),
        ("|“It is ours,” she said. “Go away.”|", "direct", ["It is ours,", "Go away."]),
        ("said |that it was theirs.| Then", "indirect", ["that it was theirs"]),
        ("said |it was “a toy”.| Then", "indirect", ["it was “a toy”"]),
        ("said |“a toy” was what it was|. Then", "indirect", ["“a toy” was what it was"]),
        ("He said |it was the|irs now", "indirect", ["it was theirs"]),
        ("“No.” He said |it was theirs| now", "indirect", ["it was theirs"]),
    ],
)
def test_a_quote_is_direct_if_it_stands_in_marks_and_is_what_is_inside(
    text: str, kind: str, expected: list[str]
) -> None:
    assert words(text) == (kind, expected)


def test_nothing_is_quoted_in_no_words() -> None:
    assert words("said: |“…”|") is None


def test_marks_of_its_own() -> None:
    assert in_marks("a “b” c", Span(3, 4))
    assert not in_marks("a “b” c", Span(2, 4))
    assert not in_marks("b", Span(0, 1))


@given(st.text("aB .,“”\"'’\n-(", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_whatever_is_pointed_to_all_offsets_lie_in_the_text(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    for person in (False, True):
        found = name_alone(text, Span(start, end), person=person)
        if found is not None:
            assert 0 <= found.start < found.end <= len(text)
            assert name_alone(text, found, person=person) == found
            for span in longer_or_shorter(text, found):
                assert 0 <= span.start < span.end <= len(text)
                assert span != found
    found_quote = quoted(text, Span(start, end))
    if found_quote is not None:
        pieces = found_quote[1]
        assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
        assert list(pieces) == sorted(pieces)
