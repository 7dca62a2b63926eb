"""Contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3) between what is written and what it is written on, in every theme.

A colour that falls short of it moves towards white or black, no further than it has to; it keeps its hue as far as it
can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import Color

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LEAST = 4.5

GROUNDS = (
    *("background", "surface", "panel", "cursor-background", "cursor-blurred"),
    *("quote-background", "quote-background-strong"),
)
"""What text of any colour may be written on."""

INKS = (
    *("foreground", "quiet", "heading", "person", "organisation", "place", "quote", "quote-strong"),
    *("accent", "warning", "error", "success"),
)
"""What may be written on any of them."""

PAIRS = (
    *(("focus-foreground", "focus-background"), ("current-foreground", "current-background")),
    *(("match-foreground", "match-background"), ("note-foreground", "note-background")),
    ("selected-foreground", "selected-background"),
)
"""What is written on a ground of its own."""

_STEP = 0.04
_WHITE, _BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)
_ROOM = 1.25
"""How much more contrast white or black must have on a ground, so that a colour on it can keep some of its hue."""

_Light = tuple[float, float, float]


def readable(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables of a theme, with those changed that could not be read.

    Args:
        variables: all that the looks need; colours of the terminal's own palette (``ansi_red``) stay as they are.
    """
    found = dict(variables)
    if any(found[name].startswith("ansi") for name in ("background", "foreground") if name in found):
        return found
    known = {name: _parts(found[name]) for name in (*GROUNDS, *INKS, *(one for pair in PAIRS for one in pair))}
    page = known["background"]
    far = _WHITE if between(_WHITE, page) > between(_BLACK, page) else _BLACK
    for name in GROUNDS:
        known[name] = _moved(known[name], page, [far], LEAST * _ROOM)
    for name in INKS:
        known[name] = _moved(known[name], far, [known[ground] for ground in GROUNDS], LEAST)
    for ink, ground in PAIRS:
        behind = known[ground]
        best = _WHITE if between(_WHITE, behind) > between(_BLACK, behind) else _BLACK
        known[ink] = _moved(known[ink], best, [behind], LEAST)
    return found | {name: _hex(parts) for name, parts in known.items() if parts != _parts(found[name])}


def between(one: _Light, other: _Light) -> float:
    """The contrast of two colours, from 1 to 21."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _moved(colour: _Light, towards: _Light, others: Iterable[_Light], least: float) -> _Light:
    """A colour so near to another that it has enough contrast with all of some."""
    others = list(others)
    part, moved = 0.0, colour
    while part < 1 and any(between(moved, other) < least for other in others):
        part = min(1.0, part + _STEP)
        moved = _rounded([own + (its - own) * part for own, its in zip(colour, towards, strict=True)])
    return moved


def _rounded(parts: Iterable[float]) -> _Light:
    red, green, blue = (round(part * 255) / 255 for part in parts)
    return red, green, blue


def _parts(colour: str) -> _Light:
    return _rounded(Color.parse(colour).normalized)


def _hex(parts: _Light) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _luminance(parts: _Light) -> float:
    """How light a colour is seen to be, from 0 to 1."""
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
