"""Of a headline of one's own beside ours, which of the two is whose."""

from __future__ import annotations

import pytest

from readers.save.renewing.frontmatter import front_matter, renewed, values_of

OWN = 'title: "My page"\n'


def made(key: str, headline: str) -> str:
    return front_matter("0123456789abcdef", [(key, f'{key}: "{headline}"\n'), ("date", "date: 2026-05-01\n")])


@pytest.mark.parametrize(("ours", "theirs"), [("title", "headline"), ("headline", "title")])
def test_the_headline_of_ones_own_beside_ours_stays_and_is_no_change_by_hand(ours: str, theirs: str) -> None:
    own = f'{theirs}: "Mine"\n'
    old = made(ours, "T").replace("date:", f"{own}date:")
    text, by_hand = renewed(old, made(ours, "Now")) or ("", True)
    assert not by_hand
    assert own in text
    assert f'{ours}: "Now"' in text
    assert values_of(old) == {ours: ["T"], "date": ["2026-05-01"]}


def test_ours_that_was_changed_by_hand_is_told_as_such_though_one_of_ones_own_stands_beside() -> None:
    old = made("headline", "T").replace("date:", f"{OWN}date:").replace('"T"', '"Changed"')
    text, by_hand = renewed(old, made("headline", "Now")) or ("", False)
    assert by_hand
    assert OWN in text
    assert 'headline: "Now"' in text


def test_a_file_of_another_programs_notebook_has_one_headline_after_it_was_moved() -> None:
    text, by_hand = renewed(made("headline", "T"), made("title", "T")) or ("", True)
    assert not by_hand
    assert "headline" not in text
    assert 'title: "T"' in text
