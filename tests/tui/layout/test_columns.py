"""Which panes are shown."""

from __future__ import annotations

import pytest

from tui.layout.columns import PANES, Pane, visible


@pytest.mark.parametrize("pane", PANES)
@pytest.mark.parametrize("width", [20, 60, 80, 89, 90, 120, 139, 140, 250])
def test_the_pane_at_hand_is_always_shown(width: int, pane: Pane) -> None:
    assert pane in visible(width, pane)


def test_a_wide_screen_has_everything() -> None:
    assert visible(140, "entries") == set(PANES)


def test_two_columns_are_for_choosing_or_for_reading() -> None:
    assert visible(120, "feeds") == {"feeds", "entries"}
    assert visible(120, "panel") == {"article", "panel"}


def test_a_narrow_screen_has_the_pane_at_hand() -> None:
    assert visible(80, "article") == {"article"}


def test_articles_opened_directly_have_no_feeds_beside_them() -> None:
    assert visible(200, "article", direct=True) == {"article", "panel"}


def test_zen_is_the_article_alone() -> None:
    assert visible(200, "article", zen=True) == {"article"}
