"""Across articles in the reader: dossiers, quotes and notes of all articles, the news at a glance, what is decided."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from readers.config import Config
from readers.library.dossiers import who
from readers.library.library import Library
from readers.marks.anchors import anchor
from readers.model import Feed, Note
from tests.readers.library.conftest import entry, span, spoken
from tests.tui.conftest import Reader
from tui.app import QuothApp
from tui.desk import Desk
from tui.state.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

SAID = (
    ("Doreen Kemp", "PERSON", "The harbour closes in spring."),
    ("Doreen K. Kemp", "PERSON", "Nobody asked the harbour."),
    ("Graham Pell", "PERSON", "It stays open."),
    ("Kemp Trust", "ORG", "We own the harbour."),
)

Open = "Callable[[], AbstractAsyncContextManager[Reader]]"


@pytest.fixture
def library_app(tmp_path: Path) -> Open:
    """The reader over a real library in which three people and an organisation have spoken."""
    config = Config(library=tmp_path / "library.db", saved=tmp_path / "saved")
    now = datetime.now(UTC)
    desk = Desk(config)
    with Library.open(config.library) as library:
        library.set_setting("started", "yes")
        library.set_setting("hinted", "yes")
        feed = library.subscribe(Feed("https://courier.example/feed.xml", title="The Courier"), now=now)
        for number, (name, kind, words) in enumerate(SAID):
            when = now - timedelta(hours=len(SAID) - number)
            library.store_entries(feed.id, feed.feed, [entry(number, title=f"Story {number}", published=when)], now=now)
            (row,) = library.rows(limit=1)
            document, annotations = spoken(name, words, kind=kind)
            document = msgspec.structs.replace(document, title=f"Story {number}")
            library.store_document(row.id, document)
            library.store_annotations(
                document.digest, msgspec.structs.replace(annotations, version=desk.version.own), entry_id=row.id
            )
        library.add_note(
            document, Note(0, anchor(document, span(document.text, "We own")), "Do they? #port", ("port",))
        )

    @asynccontextmanager
    async def opened(*, glance: bool = False) -> AsyncIterator[Reader]:
        app = QuothApp(desk, settings=Settings(refresh_at_start=False, glance=glance))
        async with app.run_test(size=(120, 40)) as pilot:
            reader = Reader(pilot, None)  # type: ignore[arg-type]  # the newsroom is the real one
            reader._busy = lambda worker: not worker.is_finished and worker.group not in {"live", "catch up"}  # type: ignore[method-assign]
            await reader.settle()
            yield reader

    return opened


async def test_a_dossier_is_looked_up_by_name(library_app: Open) -> None:
    async with library_app() as app:
        await app.press("g w")
        await app.type("Doreen", "enter")
        text = app.text
        assert "Doreen Kemp · person · 2 articles, 2 quotes" in text
        assert "Doreen K. Kemp" in text
        assert "❝ The harbour closes in spring." in text
        assert "Said · 2" in text
        assert "Articles · 2" in text


async def test_a_quote_of_a_dossier_opens_its_article_at_the_words(library_app: Open) -> None:
    async with library_app() as app:
        await app.press("g w")
        await app.type("Doreen", "enter")
        await app.press("enter")
        assert app.screen.view.article is not None
        assert "Nobody asked the harbour" in app.screen.view.article.document.text


async def test_next_article_with_them(library_app: Open) -> None:
    async with library_app() as app:
        await app.press("g w")
        await app.type("Doreen", "enter")
        await app.press("]")
        first = app.screen.view.article
        await app.press("] a")
        second = app.screen.view.article
        assert first is not None
        assert second is not None
        assert (first.document.title, second.document.title) == ("Story 1", "Story 0")
        assert "article 2 of 2" in app.status
        await app.press("] a")
        assert app.status == "no earlier article names Doreen Kemp"
        await app.press("[ a")
        assert app.screen.view.article is not None
        assert app.screen.view.article.document.title == "Story 1"


async def test_merge_rename_and_no_name_are_done_and_taken_back(library_app: Open) -> None:
    async with library_app() as app:
        await app.press("g w")
        await app.type("Trust", "enter")
        await app.press("m")
        await app.type("Doreen", "enter")
        assert "Kemp Trust is the same as" in app.text
        await app.press("enter")
        assert "Doreen Kemp · person · 3 articles" in app.text
        await app.press("escape", "ctrl+z")
        assert app.status == "taken back: Kemp Trust and Doreen Kemp are one"
        await app.press("g w")
        await app.type("Doreen", "enter")
        assert "2 articles" in app.text
        await app.press("x")
        assert "Doreen Kemp is no name" in app.status
        await app.press("g c")
        assert "Doreen Kemp is no name" in app.text
        await app.press("z", "g w")
        await app.type("Doreen", "enter")
        assert "Doreen Kemp · person · 2 articles" in app.text


async def test_a_name_is_parted_from_a_dossier(library_app: Open) -> None:
    async with library_app() as app:
        await app.press("g w")
        await app.type("Doreen", "enter")
        await app.press("p")
        assert "Which name means another, everywhere?" in app.text
        number = "1" if "1  Doreen K. Kemp" in app.text else "2"
        await app.press(number)
        assert "“Doreen K. Kemp” is another than Doreen Kemp" in app.screen.status.said
        library = app.app.newsroom.library  # type: ignore[attr-defined]
        assert who(library, "Doreen Kemp").articles == who(library, "Doreen K. Kemp").articles == 1


async def test_quotes_of_all_articles_are_found_by_words_and_speaker(library_app: Open) -> None:
    async with library_app() as app:
        await app.press("g q")
        assert all(words in app.text for _, _, words in SAID)
        await app.type("harbour")
        assert "It stays open" not in app.text
        assert "Nobody asked" in app.text
        for _ in "harbour":
            await app.press("backspace")
        await app.type("pell")
        assert "It stays open" in app.text
        assert "Nobody asked" not in app.text
        await app.press("enter")
        assert app.screen.view.article is not None
        assert app.screen.view.article.document.title == "Story 2"


async def test_quotes_are_filtered_as_a_search_asks_and_a_mistake_is_explained_at_its_place(library_app: Open) -> None:
    async with library_app() as app:
        await app.press("g q")
        await app.type("by:doreen", "space")
        await app.type("about:asked")
        assert "Nobody asked" in app.text
        assert "The harbour closes" not in app.text
        await app.press("backspace " * 40)
        await app.type("harbour", "space")
        await app.type("persn:x")
        assert "did you mean person:" in app.text
        assert "Nobody asked" in app.text, "the list stays as it was"
        line = app.app.screen.line
        (underlined,) = line.highlighter(line.value).spans
        assert line.value[underlined.start : underlined.end] == "persn:"
        await app.press("backspace " * 40)
        await app.type("by:pel")
        assert 'Tab: "Graham Pell"' in app.text
        await app.press("tab")
        assert line.value == 'by:"Graham Pell"'
        assert "It stays open" in app.text
        assert "Nobody asked" not in app.text


async def test_notes_are_filtered_as_a_search_asks(library_app: Open) -> None:
    async with library_app() as app:
        await app.press("g n")
        await app.type("tag:port", "space")
        await app.type("-feed:courier")
        assert "Do they?" not in app.text
        await app.press("backspace " * 13)
        await app.type("feed:courier")
        assert "Do they?" in app.text
        await app.press("space")
        await app.type("is:")
        assert "Do they?" in app.text, "a mistake takes nothing away"


async def test_notes_of_all_articles(library_app: Open) -> None:
    async with library_app() as app:
        await app.press("g n")
        assert "Do they? #port" in app.text
        await app.type("walrus")
        assert "Do they?" not in app.text
        await app.press("escape", "g n", "enter")
        assert app.screen.view.article is not None
        assert app.screen.view.article.document.title == "Story 3"


async def test_the_news_at_a_glance_leads_to_dossiers(library_app: Open) -> None:
    async with library_app() as app:
        await app.press("g t")
        assert "4 articles" in app.text
        assert "Most in the news" in app.text
        assert "Quoted most, and on what" in app.text
        await app.press("enter")
        assert "Doreen Kemp · person · 2 articles" in app.text


async def test_a_quote_is_copied_with_who_and_where(library_app: Open) -> None:
    async with library_app() as app:
        await app.press("g w")
        await app.type("Graham", "enter")
        await app.press("y")
        assert app.app.clipboard.startswith("“It stays open.” – Graham Pell, The Courier, ")


async def test_an_article_is_saved_from_a_dossier(library_app: Open, tmp_path: Path) -> None:
    async with library_app() as app:
        await app.press("g w")
        await app.type("Graham", "enter")
        await app.press("s")
        assert app.status.startswith(f"saved {tmp_path / 'saved'}")
        assert [path.suffix for path in (tmp_path / "saved").iterdir()] == [".md"]


async def test_the_reader_begins_with_the_news_at_a_glance_if_wished(library_app: Open) -> None:
    async with library_app(glance=True) as app:
        assert "Most in the news" in app.text
        await app.press("escape")
        assert "Story 3" in app.text


async def test_the_screen_says_how_much_of_the_library_is_read(library_app: Open, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db") as library:
        (feed,) = library.subscriptions()
        now = datetime.now(UTC)
        waiting = [entry(number, title=f"Story {number}", published=now) for number in (8, 9)]
        library.store_entries(feed.id, feed.feed, waiting, now=now)
    async with library_app() as app:
        for keys, typed in (("g w", "Doreen"), ("g q", "")):
            await app.press(keys)
            if typed:
                await app.type(typed, "enter")
            await app.settle()
            assert "4 of 6 articles read in full" in app.text
            await app.press("escape")


async def test_it_says_nothing_where_all_is_read(library_app: Open) -> None:
    async with library_app() as app:
        await app.press("g q")
        await app.settle()
        assert "Quotes · type words" in app.text
        assert "The harbour closes in spring" in app.text
        assert "read in full" not in app.text


async def test_the_news_at_a_glance_say_how_much_of_them_is_read(library_app: Open, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db") as library:
        (feed,) = library.subscriptions()
        now = datetime.now(UTC)
        library.store_entries(feed.id, feed.feed, [entry(9, title="Story 9", published=now)], now=now)
        (row,) = library.rows(limit=1)
        document, annotations = spoken("Graham Pell", "It closes.")
        library.store_annotations(document.digest, annotations, entry_id=row.id, read=document)
    async with library_app() as app:
        await app.press("g t")
        await app.settle()
        assert "5 articles" in app.text
        assert "4 of 5 articles read in full" in app.text
