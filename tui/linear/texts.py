"""The article as a whole: words sought in it, its other text, what was cut and what has changed, its files."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

from readers import outside
from readers.news.downloading import Downloaded
from tui.layout.marks import MATCH, Mark
from tui.linear import articles, lists, words
from tui.linear.session import Deed
from tui.state import lettered

if TYPE_CHECKING:
    from readers.model import Enclosure, EntryRow
    from tui.linear.session import Session

_MOST = 30
"""Places that are told of what was sought."""


async def find(session: Session, given: str) -> None:
    """List where words stand in the article; of the one chosen, note, highlight and correct are about these words."""
    page = session.page
    if page is None or not given:
        session.say("No article is open." if page is None else "Say what to find: find WORDS.")
        return
    wanted, text, at = given.casefold(), page.text.casefold(), 0
    found: list[Mark] = []
    if len(text) != len(page.text):  # a letter that is two when it is small: then as it is written
        wanted, text = given, page.text
    while (at := text.find(wanted, at)) >= 0:
        found.append(Mark(at, at + len(wanted), MATCH, len(found)))
        at += len(wanted)
    if not found:
        session.say(f"{given} is not in this article.")
        return
    session.say(words.count(len(found), "place") + (f", of which {_MOST} are told." if len(found) > _MOST else "."))
    session.number((mark, words.context(page, mark)) for mark in found[:_MOST])


async def other_text(session: Session, _: str) -> None:
    """Read the page's text instead of the feed's own, or back again; the choice is kept."""
    article = session.article
    if article is None or article.row is None:
        session.say("Only the entries of a feed have two texts.")
    elif article.document.from_feed and not article.row.link:
        session.say("The feed gives no page for this entry.")
    else:
        full = article.document.from_feed
        other = await session.newsroom.open(article.row, full=full)
        if full and other.document.from_feed:
            session.say(f"Problem: {other.document.problem or 'the page gives less than the feed does.'}")
            return
        session.say("The page's text:" if full else "The feed's own text:")
        session.take(other)
        articles.go_on(session)


async def cut(session: Session, _: str) -> None:
    """Tell what was cut from the article's page: menus, notices, comments."""
    parts = session.article.document.cut if session.article is not None else ()
    session.say(f"{words.count(len(parts), 'part')} cut from the page." if parts else "Nothing was cut from the page.")
    for part in parts:
        session.say(" ".join(part.split()))


async def changes(session: Session, _: str) -> None:
    """Tell what has changed in the article since its version before."""
    article = session.article
    comparison = await session.newsroom.changes(article) if article is not None and article.row is not None else None
    if comparison is None:
        session.say("Nothing has changed since it was first fetched.")
        return
    session.say(f"{words.count(comparison.deleted, 'word')} gone, {comparison.inserted} come.")
    for change in (*comparison.title, *comparison.text):
        if change.kind != "same" and (text := " ".join(change.text.split())):
            session.say(f"{'Gone' if change.kind == 'deleted' else 'Come'}: {text}")


async def pictures(session: Session, _: str) -> None:
    """List the article's pictures by what they show; a number opens one in the browser."""
    images = session.article.document.images if session.article is not None else ()
    session.say(words.count(len(images), "picture") + ".")

    def opening(url: str) -> Deed:
        return Deed(lambda: articles.browse_to(session, url, session.config.browser.picture))

    session.number((opening(image.url), image.alt or "a picture without words") for image in images)


async def files(session: Session, _: str) -> None:
    """List podcasts and other files of the entry; a number downloads one, or what is missing of it."""
    row = lists.row_of(session)
    if row is None:
        return
    found = await session.newsroom.enclosures(row.id)
    session.say(words.count(len(found), "file") + ".")
    session.number((_downloading(session, row, file), _told(file)) for file in found)


def _told(file: Enclosure) -> str:
    name = file.url.partition("?")[0].rpartition("/")[2]
    size = f"{file.length / 1e6:.1f} megabytes" if file.length else ""
    minutes = words.count(file.duration // 60, "minute") if file.duration >= 60 else ""
    return ", ".join(part for part in (name, file.type, size, minutes) if part)


def _downloading(session: Session, row: EntryRow, file: Enclosure) -> Deed:
    async def download() -> None:
        session.say("Downloading. Control C breaks it off; what is there then is kept.")
        async with aclosing(session.newsroom.download(row, file)) as steps:
            async for step in steps:
                if isinstance(step, Downloaded):
                    session.say(f"Downloaded to {step.path}.")

    return Deed(download)


# Programs


def _about(session: Session) -> dict[str, str]:
    article = session.article
    row = article.row if article is not None else None
    if row is not None:
        return {"url": row.link, "title": row.title, "feed": row.outlet}
    document = article.document if article is not None else None
    return {
        "url": document.url if document else "",
        "title": document.title if document else "",
        "feed": document.site if document else "",
    }


async def pipe(session: Session, given: str) -> None:
    """Give the words chosen last, else the article, to a command, and tell what it says."""
    article, line = session.article, given or session.config.commands.pipe
    if article is None or not line:
        session.say("No article is open." if article is None else "Say to what: pipe COMMAND.")
        return
    document, span = article.document, session.span
    head = "\n".join(filter(None, (document.title, ", ".join(document.authors), document.site, document.url)))
    text = f"{head}\n\n{document.text}\n" if span is None else document.text[span.start : span.end]
    command = outside.prepared(line, **_about(session))
    if command.on_terminal:
        await asyncio.to_thread(outside.take_over, command, text)
        return
    said = await asyncio.to_thread(outside.output, command, text)
    for one in said.rstrip().splitlines() or ["Done."]:
        session.say(one)


async def bookmark(session: Session, _: str) -> None:
    """Give the article's address to your bookmark command."""
    text, told = session.config.commands.bookmark, _about(session)
    if not text:
        session.say("commands.bookmark says what keeps bookmarks: set commands.bookmark buku --add %u")
    elif not told["url"]:
        session.say("This has no web address.")
    else:
        command = outside.prepared(outside.with_field(text, "u"), **told)
        if command.on_terminal:
            await asyncio.to_thread(outside.take_over, command)
        else:
            await asyncio.to_thread(outside.output, command)
        session.say("Bookmarked.")


# Places that letters were given to


async def remember(session: Session, letter: str) -> None:
    """Give the paragraph that was told first to a letter; recall goes back to it."""
    if session.article is None or session.page is None or not session.page.paragraphs:
        session.say("No article is open.")
    elif len(letter) != 1:
        session.say("Say a letter: remember a.")
    else:
        begun = session.page.paragraphs[min(session.begun, len(session.page.paragraphs) - 1)]
        await lettered.keep(session.newsroom, session.article, session.page.to_document(begun.start), letter)
        session.say(f"Remembered: recall {letter} comes back here.")


async def recall(session: Session, letter: str) -> None:
    """Go to the paragraph that was given to a letter; without one, tell which there are."""
    if session.article is None or session.page is None:
        session.say("No article is open.")
        return
    marks = await lettered.known(session.newsroom, session.article)
    if letter not in marks:
        session.say(f"Letters of this article: {', '.join(sorted(marks)) or 'none'}.")
        return
    place, there = lettered.found(session.article, marks[letter])
    if not there:
        session.say("Its words are no longer there; this is near it.")
    session.at = session.paragraph_of(session.page.from_document(place))
    articles.go_on(session)
