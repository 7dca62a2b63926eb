"""Colours."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tui.app import QuothApp
from tui.looks import contrast, styles, themes


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


@pytest.mark.parametrize("theme", ["", "quoth-light", "nord", "textual-light", "ansi-dark"])
async def test_the_theme_that_is_wanted_is_there_from_the_start(
    reader, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = []
    monkeypatch.setattr(QuothApp, "refresh_css", lambda *_, **__: again.append(theme))
    async with reader(theme=theme) as app:
        worn = app.app.available_themes[theme or "quoth-dark"]
        assert app.app.current_theme == worn
        assert app.app.has_class("-dark-mode") == worn.dark
        assert app.app.native_ansi_color == worn.ansi
        ground = app.app.theme_variables["background"]
        assert ground == worn.to_color_system().generate()["background"]
        if not worn.ansi:
            assert app.screen.entries.styles.background == Color.parse(ground)
    assert not again, "all styles were read once more"


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


THEMES = [theme for theme in (*themes.OURS, *BUILTIN_THEMES.values()) if not theme.ansi]
"""All whose colours are known; those of ``ansi-dark`` are the terminal's."""

SCREENS = (
    ([], "j enter f ] q ] e v w w H 2 j"),
    ([], "F h a r b"),
    (["harbour.html"], "] e ] e * c"),
    (["harbour.html"], "/ h a r enter 1"),
    ([], "?"),
    ([], ","),
)
"""What is opened, and the keys pressed: together they show every look."""

_DRAWN = frozenset((*"─│╭╮╰╯ ", *map(chr, range(0x2580, 0x2590))))
"""Lines, frames and scroll bars, which say nothing but where something ends."""


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_in_every_theme_each_look_can_be_read_on_each_ground(theme) -> None:
    """Contrast of at least 4.5 to 1, as WCAG asks of text."""
    variables = contrast.readable({**themes.defaults(theme), **theme.to_color_system().generate(), **theme.variables})
    grounds = [Color.parse(variables[name]) for name in contrast.GROUNDS]
    for name, look in styles.LOOKS.items():
        own = [Color.parse(variables[look.background])] if look.background else grounds
        ink = Color.parse(variables[look.color or "foreground"])
        for ground in own:
            assert contrast_of(ink, ground) >= 4.5, name


@pytest.mark.parametrize("theme", themes.OURS, ids=lambda theme: theme.name)
def test_our_own_themes_are_shown_as_they_are_written(theme) -> None:
    written = {**theme.to_color_system().generate(), **theme.variables}
    assert contrast.readable(written) == written


@pytest.mark.parametrize(("opening", "keys"), SCREENS)
async def test_whatever_is_drawn_in_any_theme_can_be_read(reader, opening: list[str], keys: str) -> None:
    async with reader((100, 30), opening=opening) as app:
        await app.press(*keys.split())
        for theme in THEMES:
            app.app.theme = theme.name
            await app.pilot.pause()
            shown = app.app.screen.region  # of what lies over a screen that is dimmed, that alone
            if app.app.screen.is_modal:
                shown = app.app.screen.lines.parent.region
            for strip in app.app.screen._compositor.render_strips()[shown.y : shown.bottom]:
                for segment in strip.crop(shown.x, shown.right):
                    style = segment.style
                    if set(segment.text) - _DRAWN and style is not None and style.color and style.bgcolor:
                        one, other = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
                        assert contrast_of(one, other) >= 4.5, (theme.name, segment.text, style)


def contrast_of(one: Color, other: Color) -> float:
    lights = sorted((luminance(one), luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: Color) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


async def test_a_theme_is_worn_while_the_cursor_is_on_it_and_kept_by_enter(reader, newsroom) -> None:
    async with reader() as app:
        app.screen.run_id("theme")
        await app.settle()
        await app.press("down")
        assert app.app.theme == "quoth-light"
        await app.press("down")
        assert app.app.theme == "quoth-contrast"
        await app.type("monok")
        assert app.app.theme == "monokai"
        await app.press("escape")
        assert app.app.theme == "quoth-dark"
        assert not newsroom.config_file.exists()


async def test_the_theme_that_was_chosen_is_kept_and_that_is_told(reader, newsroom) -> None:
    async with reader() as app:
        for theme in ("nord", "monokai"):
            await app.press(":")
            await app.type("theme", "enter")
            await app.type(theme, "enter")
            assert app.app.theme == theme
            assert app.status == f"{theme} · kept in the configuration"
            assert theme in newsroom.config_file.read_text("utf-8")
