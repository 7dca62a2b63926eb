"""Cards as files."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from readers.errors import SaveError
from readers.model import Article, Quote
from readers.save import drafts
from readers.save.files import name_of
from readers.save.sharing.card import laid_out, to_card
from readers.save.sharing.drawn import to_png
from readers.save.sharing.quotes import number_of

CardFormat = Literal["svg", "png"]


def drawn(article: Article, quote: Quote, style: CardFormat, *, dark: bool = False) -> bytes:
    """A quote as a picture.

    Args:
        article: whose.
        quote: one of its quotes.
        style: the format.
        dark: light letters on a dark ground.

    Raises:
        SaveError: it is a PNG, and what draws these is not installed, or no font has its letters.
    """
    if style == "png":
        return to_png(laid_out(article, quote, dark=dark))
    return to_card(article, quote, dark=dark).encode()


def save_card(article: Article, quote: Quote, picture: bytes, folder: Path, style: CardFormat) -> Path:
    """Write a card to a file named like the article's, with the number of the quote; an earlier one is replaced.

    Args:
        article: whose.
        quote: one of its quotes.
        picture: what `drawn` gave.
        folder: where to; made if missing.
        style: the format.

    Raises:
        SaveError: it cannot be written; an earlier one is as it was.
    """
    path = folder / f"{name_of(article)}-q{number_of(article, quote)}.{style}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        drafts.replace(path, picture)
    except OSError as error:
        raise SaveError(f"Could not save {path.name} in {folder}: {drafts.why(error)}.") from error
    return path
