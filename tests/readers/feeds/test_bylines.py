"""Bylines as papers write them, and the names in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.feeds.bylines import names_of


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("BY ANN LEE AND BO O'BRIEN", ("Ann Lee", "Bo O'Brien")),
        ("Ann Lee, Bo Ek and Cy Dow", ("Ann Lee", "Bo Ek", "Cy Dow")),
        ("By Ann Lee, Foreign Editor", ("Ann Lee",)),
        ("By Ann Lee, Foreign Editor, and Bo Ek in Oslo", ("Ann Lee", "Bo Ek")),
        ("Ann Lee - The Courier's political correspondent", ("Ann Lee",)),
        ("Ann Lee Korrespondentin", ("Ann Lee",)),
        ("Lee, Ann", ("Ann Lee",)),
        ("Martin Luther King, Jr.", ("Martin Luther King, Jr.",)),
        ("ann.lee@courier.example (Ann Lee)", ("Ann Lee",)),
        ("Ann Lee <ann@courier.example>", ("Ann Lee",)),
        ("Ann Lee @annlee", ("Ann Lee",)),
        ("Ann Lee (The Courier)", ("Ann Lee",)),
        ("Von Ann Lee", ("Ann Lee",)),
        ("Written by: Ann Lee", ("Ann Lee",)),
        ("Ann Lee | Bo Ek", ("Ann Lee", "Bo Ek")),
        ("Ann Lee; ann lee", ("Ann Lee",)),
        ("Ann Lee 6 May 2024", ("Ann Lee",)),
        ("Ursula von der Leyen", ("Ursula von der Leyen",)),
        ("<a href='/x'>Ann Lee</a>", ("Ann Lee",)),
        ("AFP", ("AFP",)),
        ("https://courier.example/ann", ()),
        ("ann@courier.example", ()),
        ("2024", ()),
        ("", ()),
    ],
)
def test_names(byline: str, names: tuple[str, ...]) -> None:
    assert names_of(byline) == names


def test_several_bylines_name_each_once() -> None:
    assert names_of(["By Ann Lee", "ANN LEE", "Bo Ek"]) == ("Ann Lee", "Bo Ek")


@given(st.text(max_size=300))
def test_anything_gives_names_or_nothing(byline: str) -> None:
    assert all(name == name.strip() and "@" not in name for name in names_of(byline))


@pytest.mark.parametrize(
    "byline",
    [
        '<a href="https://courier.example/roe">J. Roe</a>, K. Poe',
        '&lt;a href="https://courier.example/roe"&gt;J. Roe&lt;/a&gt;, K. Poe',
        '<a href="/roe">J. Roe</a>, <a href="/poe">K. Poe</a>',
        '<a href="/roe">J. Roe</a> <a href="/poe">K. Poe</a>',
        "<ul><li>J. Roe</li><li>K. Poe</li></ul>",
        "By <b>J. Roe</b><br/>K. Poe",
        "<span>J. Roe</span> and <span>K. Poe</span>",
    ],
)
def test_markup_parts_names_and_takes_none_away(byline: str) -> None:
    assert names_of(byline) == ("J. Roe", "K. Poe")
