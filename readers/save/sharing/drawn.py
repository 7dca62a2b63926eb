"""A card as a PNG, drawn by Skia (the extra ``cards``) with the fonts of the machine.

Skia shapes every script, orders what runs from right to left, and takes each character from a font that has it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from readers.errors import SaveError
from readers.save.sharing import measuring
from readers.save.sharing.card import WIDTH, Card, Row, isolated

_QUOTED = re.compile(r"'([^']+)'|([A-Za-z][\w ]+)")
_CONTEXT = "\u200c\u200d\ufe0e\ufe0f"
"""Characters that have no shape, and no font need have."""


def to_png(card: Card) -> bytes:
    """A card as a picture.

    Raises:
        SaveError: Skia is not installed, or no font of the machine has some of the characters.
    """
    try:
        import skia  # noqa: PLC0415  (an extra, and only when a picture is drawn)
    except ImportError as error:
        told = f"Pictures as PNG need the extra `cards`: pip install 'quoth[cards]' ({error})."
        raise SaveError(f"{told} A card as SVG needs nothing.") from error
    manager = skia.FontMgr.RefDefault() if hasattr(skia.FontMgr, "RefDefault") else skia.FontMgr()
    _complain_of_missing(skia, manager, card)
    fonts = skia.textlayout.FontCollection()
    fonts.setDefaultFontManager(manager)
    surface = skia.Surface(WIDTH, card.height)
    with surface as canvas:
        canvas.clear(_colour(skia, card.colours.ground))
        bar = skia.Rect.MakeXYWH(*card.bar)
        canvas.drawRoundRect(bar, 5, 5, skia.Paint(Color=_colour(skia, card.colours.accent), AntiAlias=True))
        for row in card.rows:
            _draw(skia, canvas, fonts, card, row)
    return bytes(surface.makeImageSnapshot().encodeToData(skia.kPNG, 100))


def _draw(skia: Any, canvas: Any, fonts: Any, card: Card, row: Row) -> None:  # noqa: ANN401  (Skia has no types)
    layout = skia.textlayout
    style = layout.ParagraphStyle()
    style.setTextAlign(layout.TextAlign.kRight if card.rightward else layout.TextAlign.kLeft)
    builder = layout.ParagraphBuilder.make(style, fonts, skia.Unicodes.ICU.Make())
    shades = {"words": card.colours.words, "speaker": card.colours.accent, "quiet": card.colours.quiet}
    begin, end = isolated(row.words, "\0", card).split("\0")
    for run, families in ((begin, ""), *measuring.runs(row.words), (end, "")):
        shown = layout.TextStyle()
        shown.setFontFamilies(_families(families))
        shown.setFontSize(row.size)
        shown.setFontStyle(skia.FontStyle.Bold() if row.look == "speaker" else skia.FontStyle.Normal())
        shown.setColor(_colour(skia, shades[row.look]))
        builder.pushStyle(shown)
        builder.addText(run)
        builder.pop()
    paragraph = builder.Build()
    room = card.edge if card.rightward else WIDTH - card.edge
    paragraph.layout(room)
    paragraph.paint(canvas, 0 if card.rightward else card.edge, row.base - paragraph.AlphabeticBaseline)


def _families(families: str) -> list[str]:
    """The fonts of a list as CSS has it; those that letters are usually of come last."""
    listed = f"{families}, {measuring.FONTS}" if families else measuring.FONTS
    return [quoted or plain.strip() for quoted, plain in _QUOTED.findall(listed)]


def _colour(skia: Any, told: str) -> Any:  # noqa: ANN401  (Skia has no types)
    return skia.Color(*bytes.fromhex(told.removeprefix("#")))


def _complain_of_missing(skia: Any, manager: Any, card: Card) -> None:  # noqa: ANN401  (the same)
    """Refuse to draw boxes in the place of words."""
    characters = dict.fromkeys(character for row in card.rows for character in row.words)
    normal = skia.FontStyle.Normal()
    missing = [
        character
        for character in characters
        if not character.isspace()
        and character not in _CONTEXT
        and unicodedata.category(character) != "Cf"
        and manager.matchFamilyStyleCharacter("", normal, [], ord(character)) is None
    ]
    if missing:
        named = "the letters" if len(missing) == len(characters) else " ".join(missing[:8])
        raise SaveError(
            f"No font of this machine has {named}, and the picture would show boxes instead. Install a font for it, "
            "or save the card as SVG, which is shown with the fonts of whoever looks at it."
        )
