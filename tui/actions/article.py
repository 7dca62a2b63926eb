"""The article: opening, showing, searching, saving."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from readers.annotate.languages.telling import remark
from readers.errors import QuothError
from readers.marks.tags import hashed
from readers.model import EntryRow
from tui.actions import listing
from tui.actions.shelves.writing import ready, write
from tui.layout.marks import ORGANISATION, PERSON, PICTURE, kind_of
from tui.layout.told import NOT_KNOWN, NOT_READ_YET

if TYPE_CHECKING:
    from readers.model import Article
    from tui.stage import Stage

_VISIBLE, _AHEAD = 10, 1
"""Priorities of the article on the screen, and of the one that is likely to be next."""

_NARROWEST, _WIDEST, _STEP = 40, 140, 4

_TAGS = 3
"""People and organisations that the list shows of an article."""


# Opening


def open_row(stage: Stage, row: EntryRow) -> None:
    """Open an entry; if it is on the screen already, go to it."""
    shown = stage.view.article
    if shown is not None and shown.row is not None and shown.row.id == row.id:
        stage.go_to("article")
        return
    stage.work(_open_row(stage, row), "open", "opening…")


async def _open_row(stage: Stage, row: EntryRow) -> None:
    article = await stage.newsroom.open(row)
    if article.row is None:
        article = msgspec.structs.replace(article, row=row)
    stage.show_article(article, await stage.newsroom.place(article))


async def open_source(stage: Stage, source: str) -> None:
    """Open a path or an address."""
    article = await stage.newsroom.open(source)
    stage.show_article(article, await stage.newsroom.place(article))


def show(stage: Stage, article: Article, place: int) -> None:
    """Show an article's text at once, and ask who is in it; if it is outdated, for the new text too."""
    stage.stop_work("renew")
    put(stage, article, place)
    stage.go_to("article")
    problem = f"not the whole article: {article.document.problem}" if article.document.problem else ""
    how = remark(article.annotations)
    if told := " · ".join(filter(None, (problem, _changed(stage, article), _unfit(stage, article), how))):
        stage.say(told)
    if article.document.problem:
        stage.note_problem(f"{article.document.title or article.document.url}: {article.document.problem}")
    if article.row is not None and not article.row.read:
        listing.mark(stage, [article.row.id], read=True, undoable=False)
    if article.outdated:
        from tui.actions import changes  # noqa: PLC0415  (nothing of it is needed for the first frame)

        changes.renew(stage, article)


def put(stage: Stage, article: Article, place: int) -> None:
    """Put an article's text on the screen, whichever pane is at hand, and ask who is in it."""
    keep_place(stage)
    stage.stop_work("annotate")
    stage.view.show(article, place)
    stage.entries.open(article.row.id if article.row is not None else 0)
    stage.panel.show(stage.view.reading, article.annotations, "reading…")
    if article.annotations is None:
        stage.work(_annotate(stage, article), "annotate", "finding names and quotes…")


def _changed(stage: Stage, article: Article) -> str:
    """That the article has changed since it was first fetched, if so."""
    if article.row is None or article.row.changed is None:
        return ""
    return f"changed since it was first fetched · {stage.keymap.of('changes')} shows what"


async def _annotate(stage: Stage, article: Article) -> None:
    stage.show_annotated(await stage.newsroom.annotate(article, priority=_VISIBLE))


def annotated(stage: Stage, article: Article) -> None:
    """Mark what was found, if the article is still the one on the screen."""
    shown = stage.view.article
    _tag(stage, article)
    here = shown is not None and shown.document == article.document
    new = here and shown is not None and shown.annotations is None
    if not new:
        # Something was set right, and perhaps in other articles too.
        stage.work(listing.look_again(stage), "look again", "")
    if not here:
        return
    if new and stage.status.said in (NOT_KNOWN, NOT_READ_YET):
        stage.say("")
    if new and (told := _unfit(stage, article)):
        stage.say(told)
    stage.view.annotate(article.annotations)
    stage.panel.show(stage.view.reading, article.annotations, "")
    if how := remark(article.annotations):
        stage.say(how)
    _look_ahead(stage)


def _unfit(stage: Stage, article: Article) -> str:
    """That something which was set right fits the text no longer, if so.

    Not of a feed's own text, beside that of the page: it lacks much, and nobody wonders.
    """
    count = len(article.unfit)
    if not count or (article.document.from_feed and article.row is not None and article.row.link):
        return ""
    told = "1 correction fits" if count == 1 else f"{count} corrections fit"
    key = stage.keymap.of("corrections") or f"{stage.keymap.of('palette')} Corrections"
    return f"{told} this text no longer · {key} shows {'it' if count == 1 else 'them'}"


def _tag(stage: Stage, article: Article) -> None:
    """Show in the list who is in an article, as it will be shown from the library next time."""
    if article.row is not None and article.annotations is not None:
        named = (entity.name for entity in article.annotations.entities if kind_of(entity) & (PERSON | ORGANISATION))
        listing.replace(stage, [article.row.id], people=tuple(islice(named, _TAGS)))


def _look_ahead(stage: Stage) -> None:
    """Fetch the next unread entry and find its names, so that it opens at once."""
    ahead = stage.entries.items[stage.entries.cursor + 1 :]
    row = next((row for row in ahead if isinstance(row, EntryRow) and not row.read), None)
    if row is not None and not stage.direct:
        stage.work(_prepare(stage, row), "ahead", "")


async def _prepare(stage: Stage, row: EntryRow) -> None:
    try:
        article = await stage.newsroom.open(row)
        if article.annotations is None:
            article = await stage.newsroom.annotate(article, priority=_AHEAD)
            _tag(stage, article if article.row else msgspec.structs.replace(article, row=row))
    except QuothError:
        return  # Nobody has asked for it yet; whoever opens it is told.


def moved(stage: Stage) -> None:
    """Say what is at hand, and put the panel's cursor on it."""
    if stage.view.reading is None:
        return
    if stage.pane in {"article", "panel"}:
        tell(stage)
    stage.panel.select(stage.view.reading)
    stage.show_keys()


def tell(stage: Stage) -> None:
    """Say which article is read, how far, and what is at hand."""
    view = stage.view
    if view.article is None or view.reading is None:
        return
    title = view.article.document.title or view.article.document.url
    tags = f"  {hashed(view.article.row.tags)}" if view.article.row is not None and view.article.row.tags else ""
    at_hand = view.told_selection or view.reading.told(stage.status.room)
    stage.status.tell(at_hand=at_hand, where=f"{title} · {view.progress} %{tags}")


def keep_place(stage: Stage) -> None:
    """Remember where reading stopped, if that is another place than last time."""
    article, place = stage.view.article, stage.view.place
    if article is not None and stage.kept != (article, place):
        stage.kept = (article, place)
        stage.work(stage.newsroom.keep_place(article, place), "place", "", exclusive=False)


# Commands


def search(stage: Stage) -> None:
    """Find words in the article; in the list of entries search all articles; in others narrow them."""
    if stage.pane == "feeds":
        feeds = stage.feeds
        stage.ask("only feeds and tags with", feeds.wanted, feeds.narrow, lambda text: feeds.narrow(text or ""))
    elif stage.pane == "entries":
        from tui.actions.queries import finding  # noqa: PLC0415  (nothing of it is needed for the first frame)

        finding.search(stage)
    elif stage.pane == "panel" and stage.panel.tab in {"people", "places"}:
        entities = stage.panel.people if stage.panel.tab == "people" else stage.panel.places
        stage.ask("only names with", entities.wanted, entities.narrow, lambda text: entities.narrow(text or ""))
    else:
        stage.ask("find", "", None, lambda text: _searched(stage, text))


def _searched(stage: Stage, text: str | None) -> None:
    if text and not stage.view.search(text):
        stage.say(f"“{text}” is not in this article")


def browser(stage: Stage) -> None:
    """Open the article's address in the browser."""
    url = _address(stage)
    if url:
        open_link(stage, url)


def copy(stage: Stage) -> None:
    """Copy the selected text or, without one, the address."""
    text = stage.get_selected_text() or _address(stage)
    if text:
        from tui.actions.outside import clipboard  # noqa: PLC0415  (nothing of it is needed for the first frame)

        clipboard.copy_text(stage, text)
        stage.view.stop_selecting()
        stage.say(f"copied {text if len(text) < 60 else f'{len(text)} characters'}")


def _address(stage: Stage) -> str:
    article, row = stage.view.article, stage.row
    url = row.link if row is not None else article.document.url if article is not None else ""
    if not url.startswith(("http://", "https://")):
        stage.say("this has no web address")
        return ""
    return url


def changes(stage: Stage) -> None:
    """What has changed in the article."""
    from tui.actions import changes as versions  # noqa: PLC0415  (nothing of it is needed for the first frame)

    versions.show(stage)


def toggle_cut(stage: Stage) -> None:
    """Show what was cut from the page, or hide it."""
    article = stage.view.article
    if article is None or not article.document.cut:
        stage.say("nothing was cut from this page")
        return
    stage.go_to("article")
    shown = stage.view.toggle_cut()
    count = len(article.document.cut)
    told = f"{count} {'piece' if count == 1 else 'pieces'} cut from the page"
    stage.say(f"{told} · {stage.keymap.of('toggle_cut')} hides them" if shown else f"{told} · hidden")


def full_text(stage: Stage) -> None:
    """The page's text instead of the feed's own, and back again."""
    article = stage.view.article
    if article is None or article.row is None:
        stage.say("only the entries of a feed have two texts")
    elif article.document.from_feed and not article.row.link:
        stage.say("the feed gives no page for this entry")
    else:
        full = article.document.from_feed
        stage.work(_switch(stage, article, full=full), "open", "fetching the page…" if full else "opening…")


async def _switch(stage: Stage, shown: Article, *, full: bool) -> None:
    """Show the other text; if the page cannot be had, say so and leave the one that is shown as it is."""
    row = shown.row
    if row is None:
        return
    article = await stage.newsroom.open(row, full=full)
    if stage.view.article is None or stage.view.article.document != shown.document:
        return  # The reader has gone on to another one.
    document = article.document
    if full and document.from_feed:
        stage.say_wrong(document.problem or "the page gives less than the feed does")
        return
    stage.show_article(article, await stage.newsroom.place(article))
    stage.say("the page's text" if full else "the feed's own text")


def hints(stage: Stage) -> None:
    """Lay letters over the links on the screen."""
    stage.go_to("article")
    if not stage.view.hint():
        stage.say("no links on the screen")
    else:
        stage.say(f"type the letters of a link to open it · {stage.keymap.of('escape')} leaves")


def typed_hint(stage: Stage, key: str) -> None:
    """A key was pressed while there are letters over the links; any that is none of theirs takes them away."""
    meant, article = stage.view.type_hint(key), stage.view.article
    if meant is not None and article is not None:
        if meant.bits & PICTURE:
            stage.say("")
            show_picture(stage, meant.number)
        else:
            open_link(stage, article.document.links[meant.number].url)
    elif not stage.view.hinting:
        stage.say("")


def picture(stage: Stage) -> None:
    """Show the picture nearest to the middle of the screen."""
    show_picture(stage, stage.view.nearest_picture())


def show_picture(stage: Stage, number: int) -> None:
    """Show a picture of the article over the whole terminal.

    Args:
        stage: the reader's screen.
        number: the picture's index; -1 if there is none.
    """
    article = stage.view.article
    if article is None or number < 0:
        stage.say("there is no picture in this article" if article is not None else "no article is open")
        return
    from tui.dialogs.picture import PictureScreen  # noqa: PLC0415  (nothing of it is needed for the first frame)

    def browse(url: str) -> None:
        from tui.actions.outside import programs  # noqa: PLC0415  (likewise)

        programs.open_address(stage, url, "picture")

    stage.app.push_screen(PictureScreen(article, number, stage.newsroom, browse))


def open_link(stage: Stage, url: str) -> None:
    """Open an address of an article in the browser, if it is one of the web."""
    from tui.actions.outside import programs  # noqa: PLC0415  (nothing of it is needed for the first frame)

    programs.open_address(stage, url)


def links(stage: Stage) -> None:
    """List the article's links; choosing one opens it in the browser, choosing a picture shows it."""
    article = stage.view.article
    if article is None:
        return
    from tui.dialogs.links import links_of  # noqa: PLC0415  (nothing of it is needed for the first frame)

    def chosen(what: str | int | None) -> None:
        if isinstance(what, int):
            show_picture(stage, what)
        elif what is not None:
            open_link(stage, what)

    stage.app.push_screen(links_of(article.document), chosen)


def save(stage: Stage) -> None:
    """Save the article with its names and quotes; of several entries that are selected, all."""
    if stage.pane == "entries" and stage.entries.since is not None:
        from tui.actions.shelves import lists, saving  # noqa: PLC0415  (nothing of it is needed for the first frame)

        saving.save_all(stage, lists.chosen(stage))
        return
    if (article := ready(stage)) is not None:
        stage.work(write(stage, article), "save", "saving…", exclusive=False)


def wider(stage: Stage) -> None:
    """Longer lines."""
    stage.view.widest = min(_WIDEST, stage.view.text_width + _STEP)
    stage.say(f"text {stage.view.widest} wide")


def narrower(stage: Stage) -> None:
    """Shorter lines."""
    stage.view.widest = max(_NARROWEST, stage.view.text_width - _STEP)
    stage.say(f"text {stage.view.widest} wide")
