"""What was set right in an article is listed, with what of it fits no longer; each can be taken back by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from readers.marks.anchors import anchor
from readers.model import Anchor, Correction, MissedQuote, Named, NotAName, Span, WrongKind
from tests.tui import fiction
from tests.tui.conftest import SIZES
from tests.tui.test_correcting import entity, go_to, names

if TYPE_CHECKING:
    from tests.tui.fake import FakeNewsroom

SIZED = pytest.mark.parametrize("size", [SIZES["small"], SIZES["medium"]], ids=["small", "medium"])
GONE = Anchor("Walter Pym", "The harbour master, ", ", was not asked.", 20)


def keep(newsroom: FakeNewsroom, *made: Correction) -> None:
    """Corrections of another day."""
    newsroom.corrections[fiction.harbour().digest] = list(made)


def named(name: str) -> Named:
    document = fiction.harbour()
    start = document.text.index(name)
    return Named(name, anchor(document, Span(start, start + len(name))))


@SIZED
async def test_what_was_set_right_is_told_newest_first(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        await go_to(app, "Bay Courier")
        await app.press("c", "p")
        await app.press("] q", "c", "u", "z c")
        assert "Set right in this article · 2" in app.text
        lines = app.text.splitlines()
        quote = next(number for number, line in enumerate(lines) if "” was" in line)
        kind = next(number for number, line in enumerate(lines) if "Bay Courier is a person" in line)
        assert quote < kind


@SIZED
async def test_one_of_them_is_taken_back_and_the_others_hold(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        await go_to(app, "Bay Courier")
        await app.press("c", "p")
        await go_to(app, "Pavel Brandt")
        await app.press("c", "o", "z c", "j", "z")
        assert app.status == "taken back: Bay Courier is a person"
        assert entity(app, "Bay Courier").kind == "ORG"
        assert entity(app, "Pavel Brandt").kind == "ORG"
        assert "Set right in this article · 1" in app.text
        await app.press("z")
        assert app.status == "taken back: Pavel Brandt is an organisation"
        assert len(app.app.screen_stack) == 1
        await app.press("ctrl+z")
        assert app.status == "nothing to undo"


async def test_the_last_one_is_taken_back_first_whatever_was_taken_back_before(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        for name in ("Bay Courier", "Pavel Brandt", "Ruth Adeyemi"):
            await go_to(app, name)
            await app.press("c", "n")
        await app.press("z c", "j", "z", "escape", "ctrl+z", "ctrl+z")
        assert app.status == "taken back: “Bay Courier” is not a name"
        assert {"Bay Courier", "Pavel Brandt", "Ruth Adeyemi"} <= names(app)


async def test_enter_leads_to_the_words(reader, newsroom: FakeNewsroom) -> None:
    keep(newsroom, WrongKind(named("Pavel Brandt"), "ORG"), WrongKind(Named("Walter Pym", GONE), "ORG"))
    async with reader(opening=["harbour.html"]) as app:
        await app.press("z c", "enter")
        assert app.status == "its words do not stand in this text any more"
        await app.press("z c", "j", "enter")
        assert app.focused_name == "Pavel Brandt"
        assert app.screen.pane == "article"


async def test_that_something_fits_no_longer_is_told_once(reader, newsroom: FakeNewsroom) -> None:
    keep(newsroom, WrongKind(Named("Walter Pym", GONE), "ORG"))
    async with reader(opening=["harbour.html"]) as app:
        assert app.status == "1 correction fits this text no longer · zc shows it"
        await app.press("] e")
        assert "correction" not in app.status
        await app.press("c", "p", "ctrl+z")
        assert "no longer" not in app.status
    keep(newsroom, NotAName(GONE, alone=True), WrongKind(Named("Walter Pym", GONE), "ORG"))
    async with reader(opening=["harbour.html"]) as app:
        assert app.status == "2 corrections fit this text no longer · zc shows them"


async def test_it_is_told_of_an_article_that_the_library_knows_too(reader, newsroom: FakeNewsroom) -> None:
    keep(newsroom, WrongKind(Named("Walter Pym", GONE), "ORG"))
    newsroom.sources["harbour.html"] = await newsroom.annotate(newsroom.sources["harbour.html"])
    async with reader(opening=["harbour.html"]) as app:
        assert app.status == "1 correction fits this text no longer · zc shows it"


async def test_a_feeds_own_text_is_not_said_to_have_lost_what_only_the_page_has(reader, newsroom: FakeNewsroom) -> None:
    own = await newsroom.open(newsroom.entries[0], full=False)
    newsroom.full.clear()
    newsroom.corrections[own.document.digest] = [WrongKind(Named("Walter Pym", GONE), "ORG")]
    async with reader() as app:
        await app.press("enter", "x")
        assert app.status == "the feed's own text"
        await app.press("z c")
        assert "! Walter Pym is an organisation" in app.text


@SIZED
async def test_the_list_marks_what_fits_no_longer_and_what_is_needless(reader, newsroom: FakeNewsroom, size) -> None:
    when = fiction.NOW - timedelta(days=3)
    keep(
        newsroom,
        WrongKind(Named("Walter Pym", GONE), "ORG", created=when),
        WrongKind(named("Bay Courier"), "ORG", created=when),
        MissedQuote(named("no offer had reached him").mention, created=when),
    )
    async with reader(size, opening=["harbour.html"]) as app:
        await app.press("z c")
        lines = app.text.splitlines()
        gone = next(number for number, line in enumerate(lines) if "! Walter Pym is an organisation" in line)
        assert "11 Mar, " in lines[gone]
        assert "fits this text no longer" in lines[gone + 1]
        needless = next(number for number, line in enumerate(lines) if "Bay Courier is an org" in line)
        assert "found so by now, without the correction" in lines[needless + 1]
        assert "“no offer had reached him” was said by" in app.text


async def test_there_is_nothing_to_list_without_an_article_or_corrections(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("z c")
        assert app.status == "no article to set anything right in"
        newsroom.annotator.clear()
        await app.press("enter", "z c")
        assert app.status == "names and quotes are not known yet"
        newsroom.annotator.set()
        await app.settle()
        await app.press("z c")
        assert "nothing: c sets right what is at hand, or selected" in app.text
        await app.press("q")
        await go_to(app, "Bay Courier")
        await app.press("c", "z")
        assert app.status == "nothing was set right in this article"
