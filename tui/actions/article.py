"""The article: opening, showing, searching, saving."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from readers.errors import QuothError
from readers.marks.tags import hashed
from readers.model import EntryRow
from tui.layout.marks import ORGANISATION, PERSON, PICTURE, kind_of

if TYPE_CHECKING:
    from readers.model import Article
    from tui.screens.reader import ReaderScreen

_VISIBLE, _AHEAD = 10, 1
"""Priorities of the article on the screen, and of the one that is likely to be next."""

_NARROWEST, _WIDEST, _STEP = 40, 140, 4

_TAGS = 3
"""People and organisations that the list shows of an article."""


# Opening


def open_row(screen: ReaderScreen, row: EntryRow) -> None:
    """Open an entry; if it is on the screen already, go to it."""
    shown = screen.view.article
    if shown is not None and shown.row is not None and shown.row.id == row.id:
        screen.go_to("article")
        return
    screen.work(_open_row(screen, row), "open", "opening…")


async def _open_row(screen: ReaderScreen, row: EntryRow) -> None:
    article = await screen.newsroom.open(row)
    if article.row is None:
        article = msgspec.structs.replace(article, row=row)
    screen.post_message(screen.Opened(article, await screen.newsroom.place(article)))


async def open_source(screen: ReaderScreen, source: str) -> None:
    """Open a path or an address."""
    article = await screen.newsroom.open(source)
    screen.post_message(screen.Opened(article, await screen.newsroom.place(article)))


def show(screen: ReaderScreen, article: Article, place: int) -> None:
    """Show an article's text at once, and ask who is in it."""
    keep_place(screen)
    screen.workers.cancel_group(screen, "annotate")
    screen.view.show(article, place)
    screen.panel.show(screen.view.reading, article.annotations, "reading…")
    screen.go_to("article")
    problem = f"not the whole article: {article.document.problem}" if article.document.problem else ""
    if told := " · ".join(filter(None, (problem, _unfit(screen, article)))):
        screen.say(told)
    if article.row is not None and not article.row.read:
        screen.listing.mark(screen, [article.row.id], read=True, undoable=False)
    if article.annotations is None:
        screen.work(_annotate(screen, article), "annotate", "finding names and quotes…")


async def _annotate(screen: ReaderScreen, article: Article) -> None:
    screen.post_message(screen.Annotated(await screen.newsroom.annotate(article, priority=_VISIBLE)))


def annotated(screen: ReaderScreen, article: Article) -> None:
    """Mark what was found, if the article is still the one on the screen."""
    shown = screen.view.article
    _tag(screen, article)
    here = shown is not None and shown.document == article.document
    new = here and shown is not None and shown.annotations is None
    if not new:
        # Something was set right, and perhaps in other articles too.
        screen.work(screen.listing.look_again(screen), "look again", "")
    if not here:
        return
    if new and (told := _unfit(screen, article)):
        screen.say(told)
    screen.view.annotate(article.annotations)
    screen.panel.show(screen.view.reading, article.annotations, "")
    if article.annotations is not None and article.annotations.language:
        screen.say(f"in another language ({article.annotations.language}): no names and quotes were looked for")
    _look_ahead(screen)


def _unfit(screen: ReaderScreen, article: Article) -> str:
    """That something which was set right fits the text no longer, if so.

    Not of a feed's own text, beside that of the page: it lacks much, and nobody wonders.
    """
    count = len(article.unfit)
    if not count or (article.document.from_feed and article.row is not None and article.row.link):
        return ""
    told = "1 correction fits" if count == 1 else f"{count} corrections fit"
    key = screen.keymap.of("corrections") or f"{screen.keymap.of('palette')} Corrections"
    return f"{told} this text no longer · {key} shows {'it' if count == 1 else 'them'}"


def _tag(screen: ReaderScreen, article: Article) -> None:
    """Show in the list who is in an article, as it will be shown from the library next time."""
    if article.row is not None and article.annotations is not None:
        named = (entity.name for entity in article.annotations.entities if kind_of(entity) & (PERSON | ORGANISATION))
        screen.listing.replace(screen, [article.row.id], people=tuple(islice(named, _TAGS)))


def _look_ahead(screen: ReaderScreen) -> None:
    """Fetch the next unread entry and find its names, so that it opens at once."""
    ahead = screen.entries.items[screen.entries.cursor + 1 :]
    row = next((row for row in ahead if isinstance(row, EntryRow) and not row.read), None)
    if row is not None and not screen.direct:
        screen.work(_prepare(screen, row), "ahead", "")


async def _prepare(screen: ReaderScreen, row: EntryRow) -> None:
    try:
        article = await screen.newsroom.open(row)
        if article.annotations is None:
            article = await screen.newsroom.annotate(article, priority=_AHEAD)
            _tag(screen, article if article.row else msgspec.structs.replace(article, row=row))
    except QuothError:
        return  # Nobody has asked for it yet; whoever opens it is told.


def moved(screen: ReaderScreen) -> None:
    """Say what is at hand, and put the panel's cursor on it."""
    view = screen.view
    if view.article is None or view.reading is None:
        return
    title = view.article.document.title or view.article.document.url
    tags = f"  {hashed(view.article.row.tags)}" if view.article.row is not None and view.article.row.tags else ""
    at_hand = view.told_selection or view.reading.told(screen.status.room)
    screen.status.tell(at_hand=at_hand, where=f"{title} · {view.progress} %{tags}")
    screen.panel.select(view.reading)
    screen.show_keys()


def keep_place(screen: ReaderScreen) -> None:
    """Remember where reading stopped, if that is another place than last time."""
    article, place = screen.view.article, screen.view.place
    if article is not None and screen.kept != (article, place):
        screen.kept = (article, place)
        screen.work(screen.newsroom.keep_place(article, place), "place", "", exclusive=False)


# Commands


def search(screen: ReaderScreen) -> None:
    """Find words in the article, or filter the list at hand."""
    if screen.pane == "feeds":
        feeds = screen.feeds
        screen.ask("only feeds and tags with", feeds.wanted, feeds.narrow, lambda text: feeds.narrow(text or ""))
    elif screen.pane == "entries":
        screen.run_id("filter")
    elif screen.pane == "panel" and screen.panel.tab in {"people", "places"}:
        entities = screen.panel.people if screen.panel.tab == "people" else screen.panel.places
        screen.ask("only names with", entities.wanted, entities.narrow, lambda text: entities.narrow(text or ""))
    else:
        screen.ask("find", "", None, lambda text: _searched(screen, text))


def _searched(screen: ReaderScreen, text: str | None) -> None:
    if text and not screen.view.search(text):
        screen.say(f"“{text}” is not in this article")


def browser(screen: ReaderScreen) -> None:
    """Open the article's address in the browser."""
    url = _address(screen)
    if url:
        screen.app.open_url(url)
        screen.say(f"opened {url}")


def copy(screen: ReaderScreen) -> None:
    """Copy the selected text or, without one, the address."""
    text = screen.get_selected_text() or _address(screen)
    if text:
        screen.app.copy_to_clipboard(text)
        screen.view.stop_selecting()
        screen.say(f"copied {text if len(text) < 60 else f'{len(text)} characters'}")


def _address(screen: ReaderScreen) -> str:
    article, row = screen.view.article, screen.row
    url = row.link if row is not None else article.document.url if article is not None else ""
    if not url.startswith(("http://", "https://")):
        screen.say("this has no web address")
        return ""
    return url


def toggle_cut(screen: ReaderScreen) -> None:
    """Show what was cut from the page, or hide it."""
    article = screen.view.article
    if article is None or not article.document.cut:
        screen.say("nothing was cut from this page")
        return
    screen.go_to("article")
    shown = screen.view.toggle_cut()
    count = len(article.document.cut)
    told = f"{count} {'piece' if count == 1 else 'pieces'} cut from the page"
    screen.say(f"{told} · {screen.keymap.of('toggle_cut')} hides them" if shown else f"{told} · hidden")


def full_text(screen: ReaderScreen) -> None:
    """The page's text instead of the feed's own, and back again."""
    article = screen.view.article
    if article is None or article.row is None:
        screen.say("only the entries of a feed have two texts")
    elif article.document.from_feed and not article.row.link:
        screen.say("the feed gives no page for this entry")
    else:
        full = article.document.from_feed
        screen.work(_switch(screen, article, full=full), "open", "fetching the page…" if full else "opening…")


async def _switch(screen: ReaderScreen, shown: Article, *, full: bool) -> None:
    """Show the other text; if the page cannot be had, say so and leave the one that is shown as it is."""
    row = shown.row
    if row is None:
        return
    article = await screen.newsroom.open(row, full=full)
    if screen.view.article is None or screen.view.article.document != shown.document:
        return  # The reader has gone on to another one.
    document = article.document
    if full and document.from_feed:
        screen.say_wrong(document.problem or "the page gives less than the feed does")
        return
    screen.post_message(screen.Opened(article, await screen.newsroom.place(article)))
    screen.say("the page's text" if full else "the feed's own text")


def hints(screen: ReaderScreen) -> None:
    """Lay letters over the links on the screen."""
    screen.go_to("article")
    if not screen.view.hint():
        screen.say("no links on the screen")
    else:
        screen.say(f"type the letters of a link to open it · {screen.keymap.of('escape')} leaves")


def typed_hint(screen: ReaderScreen, key: str) -> None:
    """A key was pressed while there are letters over the links; any that is none of theirs takes them away."""
    meant, article = screen.view.type_hint(key), screen.view.article
    if meant is not None and article is not None:
        if meant.bits & PICTURE:
            screen.say("")
            show_picture(screen, meant.number)
        else:
            open_link(screen, article.document.links[meant.number].url)
    elif not screen.view.hinting:
        screen.say("")


def picture(screen: ReaderScreen) -> None:
    """Show the picture nearest to the middle of the screen."""
    show_picture(screen, screen.view.nearest_picture())


def show_picture(screen: ReaderScreen, number: int) -> None:
    """Show a picture of the article over the whole terminal.

    Args:
        screen: the reader's screen.
        number: the picture's index; -1 if there is none.
    """
    article = screen.view.article
    if article is None or number < 0:
        screen.say("there is no picture in this article" if article is not None else "no article is open")
        return
    from tui.screens.picture import PictureScreen  # noqa: PLC0415  (nothing of it is needed for the first frame)

    screen.app.push_screen(PictureScreen(article, number, screen.newsroom))


def open_link(screen: ReaderScreen, url: str) -> None:
    """Open an address of an article in the browser, if it is one of the web."""
    if url.startswith(("http://", "https://")):
        screen.app.open_url(url)
        screen.say(f"opened {url}")


def links(screen: ReaderScreen) -> None:
    """List the article's links."""
    from tui.screens.links import show_links  # noqa: PLC0415  (nothing of it is needed for the first frame)

    show_links(screen)


def save(screen: ReaderScreen) -> None:
    """Save the article with its names and quotes."""
    article = screen.view.article
    if article is None:
        screen.say("no article to save")
    elif article.annotations is None:
        screen.say("wait until its names and quotes are found")
    else:
        screen.work(_save(screen, article), "save", "saving…", exclusive=False)


async def _save(screen: ReaderScreen, article: Article) -> None:
    path = await screen.newsroom.save(article, screen.save_format)
    screen.say(f"saved {path}")


def wider(screen: ReaderScreen) -> None:
    """Longer lines."""
    screen.view.widest = min(_WIDEST, screen.view.text_width + _STEP)
    screen.say(f"text {screen.view.widest} wide")


def narrower(screen: ReaderScreen) -> None:
    """Shorter lines."""
    screen.view.widest = max(_NARROWEST, screen.view.text_width - _STEP)
    screen.say(f"text {screen.view.widest} wide")
