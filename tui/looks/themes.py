"""Colours: three themes made for long reading, and what every other theme needs to show names and quotes.

A mark is never told by its colour alone: people are bold, organisations underlined, places italic, quotes have a bar
beside them, what the reader highlighted is italic and reversed, and what is in focus bold and reversed. So all of it
survives a terminal of 16 colours or none.
"""

from __future__ import annotations

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

DARK = Theme(
    name="quoth-dark",
    primary="#7fb0d6",
    secondary="#9d93c9",
    accent="#e6b673",
    warning="#e6b673",
    error="#e28385",
    success="#93c49a",
    foreground="#d8d4ca",
    background="#17181c",
    surface="#1c1e23",
    panel="#23262d",
    variables={
        "quiet": "#9f9e99",
        "heading": "#f2ece0",
        "person": "#e6b673",
        "organisation": "#86b9de",
        "place": "#96c79d",
        "quote": "#9d98be",
        "quote-strong": "#b3a8ea",
        "quote-background": "#1f1f28",
        "quote-background-strong": "#2d2b3f",
        "focus-background": "#4b3d24",
        "focus-foreground": "#ffdca3",
        "current-background": "#e6b673",
        "current-foreground": "#17181c",
        "match-background": "#2f4f4a",
        "match-foreground": "#d5f5ee",
        "note-background": "#4d5320",
        "note-foreground": "#f1f3c4",
        "selected-background": "#35506b",
        "selected-foreground": "#f2f6fa",
        "cursor-background": "#2c3440",
        "cursor-blurred": "#22252c",
        "rule": "#2f3239",
        "scrollbar": "#33363e",
        "scrollbar-hover": "#4a4e58",
        "scrollbar-active": "#5d626e",
        "scrollbar-background": "#17181c",
        "scrollbar-background-hover": "#17181c",
        "scrollbar-background-active": "#17181c",
    },
)

LIGHT = Theme(
    name="quoth-light",
    primary="#1f5f8f",
    secondary="#6a5da8",
    accent="#8a4b08",
    warning="#845600",
    error="#a3262d",
    success="#2c6b3a",
    foreground="#2b2a27",
    background="#faf8f2",
    surface="#f4f1e8",
    panel="#ebe7db",
    dark=False,
    variables={
        "quiet": "#64625a",
        "heading": "#11100e",
        "person": "#874505",
        "organisation": "#1b5a8a",
        "place": "#28653a",
        "quote": "#5e5974",
        "quote-strong": "#5b4bb0",
        "quote-background": "#f1eef6",
        "quote-background-strong": "#e1dbf2",
        "focus-background": "#f7dfb2",
        "focus-foreground": "#5c3000",
        "current-background": "#874505",
        "current-foreground": "#fffaf0",
        "match-background": "#cfe9e2",
        "match-foreground": "#0c3b33",
        "note-background": "#f2ee8a",
        "note-foreground": "#2b2a10",
        "selected-background": "#b9d3ea",
        "selected-foreground": "#14283a",
        "cursor-background": "#dfe6ee",
        "cursor-blurred": "#efece2",
        "rule": "#dcd7c9",
        "scrollbar": "#d6d1c2",
        "scrollbar-hover": "#bdb7a6",
        "scrollbar-active": "#a39d8c",
        "scrollbar-background": "#faf8f2",
        "scrollbar-background-hover": "#faf8f2",
        "scrollbar-background-active": "#faf8f2",
    },
)

CONTRAST = Theme(
    name="quoth-contrast",
    primary="#6cd7ff",
    secondary="#d7b7ff",
    accent="#ffd84d",
    warning="#ffd84d",
    error="#ff8686",
    success="#8dff9a",
    foreground="#ffffff",
    background="#000000",
    surface="#181818",
    panel="#2b2b2b",
    variables={
        "quiet": "#c8c8c8",
        "heading": "#ffffff",
        "person": "#ffd84d",
        "organisation": "#6cd7ff",
        "place": "#8dff9a",
        "quote": "#d7b7ff",
        "quote-strong": "#ffffff",
        "quote-background": "#1c1628",
        "quote-background-strong": "#3b2a5c",
        "focus-background": "#6b5200",
        "focus-foreground": "#ffffff",
        "current-background": "#ffd84d",
        "current-foreground": "#000000",
        "match-background": "#00594a",
        "match-foreground": "#ffffff",
        "note-background": "#4f5a00",
        "note-foreground": "#ffffff",
        "selected-background": "#ffffff",
        "selected-foreground": "#000000",
        "cursor-background": "#17405c",
        "cursor-blurred": "#2a2a2a",
        "rule": "#6a6a6a",
        "scrollbar": "#8a8a8a",
        "scrollbar-hover": "#c0c0c0",
        "scrollbar-active": "#ffffff",
        "scrollbar-background": "#000000",
        "scrollbar-background-hover": "#000000",
        "scrollbar-background-active": "#000000",
    },
)

OURS = (DARK, LIGHT, CONTRAST)

_ANSI = {
    "quiet": "ansi_default",
    "heading": "ansi_default",
    "person": "ansi_yellow",
    "organisation": "ansi_cyan",
    "place": "ansi_green",
    "quote": "ansi_magenta",
    "quote-strong": "ansi_magenta",
    "quote-background": "ansi_default",
    "quote-background-strong": "ansi_default",
    "focus-background": "ansi_yellow",
    "focus-foreground": "ansi_black",
    "current-background": "ansi_cyan",
    "current-foreground": "ansi_black",
    "match-background": "ansi_green",
    "match-foreground": "ansi_black",
    "note-background": "ansi_yellow",
    "note-foreground": "ansi_black",
    "selected-background": "ansi_default",
    "selected-foreground": "ansi_default",
    "cursor-background": "ansi_blue",
    "cursor-blurred": "ansi_default",
    "rule": "ansi_default",
}


def names() -> frozenset[str]:
    """Every theme there is, ours and Textual's."""
    return frozenset((*BUILTIN_THEMES, *(theme.name for theme in OURS)))


def defaults(theme: Theme) -> dict[str, str]:
    """Values for the variables that a theme does not know, from those it does.

    Args:
        theme: one of ours (which lack nothing), of Textual's, or the user's own.
    """
    if "person" in theme.variables:
        return {}
    if theme.ansi:
        return dict(_ANSI)
    colours = theme.to_color_system().generate()

    def over(colour: str, part: float) -> str:
        """A colour laid over the background so that only a part of it is seen."""
        return Color.parse(colours["background"]).blend(Color.parse(colours[colour]), part).hex

    return {
        "quiet": over("foreground", 0.65),
        "heading": colours["foreground"],
        "person": colours["text-warning"],
        "organisation": colours["text-primary"],
        "place": colours["text-success"],
        "quote": over("secondary", 0.8),
        "quote-strong": colours["text-accent"],
        "quote-background": over("primary", 0.08),
        "quote-background-strong": over("primary", 0.22),
        "focus-background": over("warning", 0.35),
        "focus-foreground": colours["foreground"],
        "current-background": colours["text-warning"],
        "current-foreground": colours["background"],
        "match-background": over("success", 0.4),
        "match-foreground": colours["foreground"],
        "note-background": over("warning", 0.25),
        "note-foreground": colours["foreground"],
        "selected-background": over("primary", 0.5),
        "selected-foreground": colours["foreground"],
        "cursor-background": over("primary", 0.28),
        "cursor-blurred": over("primary", 0.1),
        "rule": over("foreground", 0.15),
    }
