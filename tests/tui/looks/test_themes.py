"""Colours."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tui.looks import styles, themes


async def test_another_theme_is_seen_at_once(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        for theme in ("nord", "quoth-light", "ansi-dark", "textual-light"):
            app.app.theme = theme
            await app.settle()
            colours = {
                segment.style.color.get_truecolor().hex
                for segment in app.screen.view.render_line(7)
                if segment.text == "Ingrid Solheim"
            }
            wanted = Color.parse(app.app.theme_variables["person"]).rich_color.get_truecolor().hex
            assert colours == {wanted}


async def test_every_theme_can_be_worn(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        for theme in app.app.available_themes:
            app.app.theme = theme
            await app.pilot.pause()
        assert "Names 8" in app.text


@pytest.mark.parametrize("theme", [*BUILTIN_THEMES.values(), *themes.OURS], ids=lambda theme: theme.name)
def test_every_theme_has_what_the_looks_need(theme) -> None:
    variables = {**themes.defaults(theme), **theme.to_color_system().generate(), **theme.variables}
    for name in styles.LOOKS:
        styles.style(variables, name)


def test_marks_are_told_apart_by_more_than_colour() -> None:
    names = ("person", "organisation", "place", "noted", "focus", "current", "match", "selected")
    assert len({styles.LOOKS[name].words for name in names}) == len(names)


@pytest.mark.parametrize("theme", themes.OURS, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", ["person", "organisation", "place", "quiet", "heading"])
@pytest.mark.parametrize("background", ["background", "quote-background", "quote-background-strong"])
def test_our_themes_can_be_read(theme, name: str, background: str) -> None:
    """Contrast of at least 4.5 to 1 on the page, as WCAG asks of body text, and of 4 to 1 on a focused quote."""
    behind = Color.parse(theme.background if background == "background" else theme.variables[background])
    contrast = contrast_of(Color.parse(theme.variables[name]), behind)
    assert contrast >= (4.5 if background == "background" else 4.0)


def contrast_of(one: Color, other: Color) -> float:
    lights = sorted((luminance(one), luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: Color) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("theme", themes.OURS, ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("name", "background"),
    [
        ("note-foreground", "note-background"),
        ("selected-foreground", "selected-background"),
    ],
)
def test_what_is_highlighted_or_selected_can_be_read(theme, name: str, background: str) -> None:
    assert contrast_of(Color.parse(theme.variables[name]), Color.parse(theme.variables[background])) >= 4.5


async def test_it_is_told_how_to_keep_the_theme_that_was_chosen(reader) -> None:
    async with reader() as app:
        for theme in ("nord", "monokai"):
            await app.press(":")
            await app.type("theme", "enter")
            await app.type(theme, "down", "enter")
            assert app.app.theme == theme
            assert app.status == f"{theme} · kept in the configuration"
