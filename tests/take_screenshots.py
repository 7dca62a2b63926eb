"""Take the pictures of the README: the real app, the real library and annotator, articles of our own invention.

    python tests/take_screenshots.py [--to screenshots]

Each picture of the app is written as SVG and as PNG (which needs the extra ``test``); a card of a quote as SVG, and a
saved page as PNG, if there is a Chromium on this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import cairosvg

sys.path.insert(0, str(Path(__file__).parents[1]))

from readers.config import Config
from readers.library.library import Library
from readers.model import Article, Entry
from readers.save.sharing.card import to_card
from tests.tui import fiction
from tui.app import QuothApp
from tui.desk import Desk
from tui.screens.reader import ReaderScreen
from tui.state.settings import Settings


class Picture(NamedTuple):
    """What is shown: size in cells, theme, and the keys pressed before, sequences parted by two spaces."""

    size: tuple[int, int]
    theme: str
    keys: str


PICTURES = {
    "article": Picture((180, 48), "quoth-dark", "enter  ] e  ] e"),
    "quotes": Picture((120, 38), "quoth-light", "enter  2  j  j"),
    "card": Picture((120, 38), "quoth-dark", "enter  ] e  ] e  K"),
    "correct": Picture((110, 34), "quoth-dark", "enter  ] e  ] e  c"),
    "notes": Picture((120, 38), "quoth-dark", "enter  ] q  H  ] q  v  )  4"),
    "saving": Picture((112, 40), "quoth-dark", "enter  S  pagedown  pagedown"),
    "entries": Picture((100, 30), "quoth-light", "j  j"),
    "narrow": Picture((64, 26), "quoth-dark", "enter  ] q  ] q"),
    "help": Picture((110, 40), "quoth-dark", "?"),
    "contrast": Picture((100, 30), "quoth-contrast", "enter  ] e  ] e  *"),
}

_SAVED = Path("notes/news")
"""The folder of saved articles, below the one that is stood in: what is shown of it is everywhere the same."""
_PAGE = (900, 860)
"""Pixels of a saved page."""
_FONT = "DejaVu Sans Mono"
_FONT_SIZE = 20
_CELL = 12.2
"""Pixels of a cell's width in Textual's SVG."""


async def stock(library: Library, desk: Desk) -> None:
    """Fill a library with our feeds and articles, those of the first page annotated."""
    feeds = [library.subscribe(subscription.feed, now=fiction.NOW) for subscription in fiction.subscriptions([])]
    library.set_setting("started", fiction.NOW.isoformat())
    rows = fiction.rows(40)
    for number, subscription in enumerate(feeds, start=1):
        entries = [
            Entry(str(row.id), title=row.title, link=row.link, published=row.published)
            for row in rows
            if row.feed_id == number
        ]
        library.store_entries(subscription.id, subscription.feed, entries, now=fiction.NOW)
    titles = {row.title: row for row in rows}
    for row in library.rows(limit=100):
        article = fiction.article(row)
        library.store_document(row.id, article.document)
        await desk.annotate(Article(article.document, row=row))
        if titles[row.title].read:
            library.mark_read([row.id])
        if titles[row.title].starred:
            library.star(row.id, True)


async def take(picture: Picture, desk: Desk) -> str:
    """One picture, as SVG."""
    app = QuothApp(desk, settings=Settings(picture.theme, refresh_at_start=False))
    async with app.run_test(size=picture.size) as pilot:
        screen = app.screen_stack[0]
        assert isinstance(screen, ReaderScreen)
        screen.entries.clock = lambda: fiction.NOW
        screen.entries.age()
        for keys in ("", *picture.keys.split("  ")):
            names = {"]": "right_square_bracket", "?": "question_mark"}
            await pilot.press(*(names.get(key, key) for key in keys.split()))
            await app.workers.wait_for_complete()
            await pilot.pause()
        return app.export_screenshot(title="Quoth")


def for_png(svg: str) -> str:
    """The same picture for a converter that knows neither the length of a text nor underlines."""
    underlined = set(re.findall(r"\.([\w-]+) \{[^}]*underline[^}]*\}", svg))
    fills = dict(re.findall(r"\.([\w-]+) \{ fill: (#\w+)", svg))

    def placed(found: re.Match[str]) -> str:
        look, x, y, length, rest, words = found.groups()
        count = round(float(length) / _CELL)
        places = " ".join(f"{float(x) + number * _CELL:.1f}" for number in range(count))
        line = ""
        if look in underlined:
            under = float(y) + 3.5
            line = (
                f'<line x1="{x}" y1="{under}" x2="{float(x) + float(length)}" y2="{under}" '
                f'stroke="{fills[look]}" stroke-width="1.3"/>'
            )
        return f'<text class="{look}" x="{places}" y="{y}"{rest}>{words}</text>{line}'

    pattern = r'<text class="([\w-]+)" x="([\d.]+)" y="([\d.]+)" textLength="([\d.]+)"([^>]*)>([^<]*)</text>'
    return re.sub(pattern, placed, svg).replace("Fira Code", _FONT)


async def draw_card(desk: Desk, to: Path) -> None:
    """A quote of the first article as the card that is handed on."""
    article = await desk.annotate(await desk.open(desk.library.rows(limit=1)[0]))
    assert article.annotations is not None
    quote = next(quote for quote in article.annotations.quotes if quote.kind == "direct")
    to.write_text(to_card(article, quote), encoding="utf-8")


async def show_page(desk: Desk, to: Path) -> bool:
    """The first article as a saved page in Chromium; false if there is none."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        return False
    article = await desk.annotate(await desk.open(desk.library.rows(limit=1)[0]))
    saved = (await desk.save(article, "html")).path.resolve()
    size = "--window-size={},{}".format(*_PAGE)
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", size)
    command = [chromium, *quiet, f"--screenshot={to}", saved.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return True


async def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--to", type=Path, default=Path(__file__).parents[1] / "screenshots")
    parser.add_argument("--only", nargs="*", default=[*PICTURES, "quote-card", "saved-page"], help="these alone")
    arguments = parser.parse_args()
    folder: Path = arguments.to.resolve()
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home, contextlib.chdir(home):
        path = Path(home) / "library.db"
        library = Library.open(path)
        desk = Desk(Config(library=path, saved=_SAVED), library)
        await stock(library, desk)
        await desk.close()
        for name, picture in PICTURES.items():
            library = Library.open(path)
            svg = await take(picture, Desk(desk.config, library))
            if name in arguments.only:
                (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
                cairosvg.svg2png(bytestring=for_png(svg).encode(), write_to=str(folder / f"{name}.png"), scale=1.0)
                print(f"{folder / name}.svg .png")
        desk = Desk(desk.config, Library.open(path))
        if "quote-card" in arguments.only:
            await draw_card(desk, folder / "quote-card.svg")
            print(folder / "quote-card.svg")
        if "saved-page" in arguments.only:
            taken = await show_page(desk, folder / "saved-page.png")
            print(folder / "saved-page.png" if taken else "no Chromium: saved-page.png is as it was")
        await desk.close()


if __name__ == "__main__":
    asyncio.run(main())
