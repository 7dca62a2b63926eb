"""What things look like: a few names, each a colour of the theme and a style that is seen without colour too.

Our widgets draw lines themselves, and take the styles of their pieces from here. They could be component classes, but
each of those is a node that Textual styles anew with every change of focus or theme: a hundred of them cost more than
the first frame. The colours are the theme's variables (`tui.looks.themes`) all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rich.style import Style
from textual.color import Color

if TYPE_CHECKING:
    from collections.abc import Mapping


class Look(msgspec.Struct, frozen=True):
    """A piece of a style.

    Attributes:
        color: the theme variable of the text; empty to leave it.
        background: the theme variable behind it; empty to leave it.
        words: bold, italic, underline, reverse …
    """

    color: str = ""
    background: str = ""
    words: str = ""


LOOKS = {
    # Marks: a style each, besides the colour.
    "person": Look("person", words="bold"),
    "organisation": Look("organisation", words="underline"),
    "place": Look("place", words="italic"),
    "link": Look(),
    "hinted": Look(words="underline"),
    "direct": Look(background="quote-background"),
    "fragment": Look(background="quote-background"),
    "indirect": Look(background="quote-background"),
    "turn": Look(background="quote-background"),
    "speech": Look(background="quote-background-strong"),
    "speaker": Look(words="bold underline"),
    # What the reader marked, as a pen does. Reversed, like all from here on, and in a style of its own.
    "noted": Look("note-background", "note-foreground", "italic reverse"),
    # Reversed, so that they stand out on a terminal without colours: text and background change places.
    "focus": Look("focus-background", "focus-foreground", "bold reverse"),
    "match": Look("match-background", "match-foreground", "underline reverse"),
    "current": Look("current-background", "current-foreground", "bold underline reverse"),
    "hint": Look("current-background", "current-foreground", "bold reverse"),
    "selected": Look("selected-background", "selected-foreground", "not bold not italic not underline reverse"),
    "caret": Look("current-background", "current-foreground", "bold underline reverse"),
    "sign": Look("accent", words="bold"),
    # Kinds of paragraphs, and what stands beside the text.
    "title": Look("heading", words="bold"),
    "byline": Look("quiet"),
    "kept": Look("accent"),
    "cut-rule": Look("quiet", words="bold"),
    "cut": Look("quiet"),
    "problem-told": Look("quiet", words="italic"),
    "standfirst": Look(words="italic"),
    "heading": Look("heading", words="bold"),
    "quote": Look("quiet"),
    "caption": Look("quiet"),
    "code": Look("quiet"),
    "picture": Look("quiet"),
    "prefix": Look("quiet"),
    "bar": Look("quote"),
    "bar-strong": Look("quote-strong"),
    "label": Look("quiet", words="italic"),
    # What has changed.
    "deleted": Look("error", words="strike"),
    "inserted": Look("success", words="bold underline"),
    # Lists and lines.
    "quiet": Look("quiet"),
    "strong": Look(words="bold"),
    "italic": Look(words="italic"),
    "underline": Look(words="underline"),
    "group": Look("quiet", words="bold"),
    "tab": Look("heading", "cursor-background", "bold underline"),
    "open": Look("accent", words="bold"),
    "name-person": Look("person"),
    "name-organisation": Look("organisation"),
    "name-place": Look("place"),
    "quoted": Look("quote-strong"),
    "star": Look("warning"),
    "tag": Look("accent"),
    "problem": Look("error"),
    "accent": Look("accent", words="bold"),
    "pending": Look("accent", words="reverse"),
    "cursor": Look(background="cursor-background"),
    "cursor-blurred": Look(background="cursor-blurred"),
}


def style(variables: Mapping[str, str], *names: str) -> Style:
    """The style that some looks add up to, later ones over earlier ones.

    Args:
        variables: the theme's, as ``App.theme_variables`` has them.
        names: of `LOOKS`; those it does not know add nothing.
    """
    whole = Style.null()
    for name in names:
        look = LOOKS.get(name, Look())
        colours = [
            Color.parse(variables[variable]).rich_color if variable else None
            for variable in (look.color, look.background)
        ]
        whole += Style.parse(look.words) + Style(color=colours[0], bgcolor=colours[1])
    return whole
