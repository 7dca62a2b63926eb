"""The article: reading on, names, quotes, notes, saving."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

import msgspec

from readers import outside
from readers.annotate.languages.telling import remark
from readers.config import QuoteFormat
from readers.marks.anchors import anchor
from readers.marks.notes import tags_in
from readers.model import Anchor, Entity, Link, Note, Span
from readers.save.sharing.quotes import shared
from tui.layout.marks import Mark
from tui.layout.named import groups
from tui.linear import lists, words

if TYPE_CHECKING:
    from readers.model import Article, EntryRow
    from readers.model.people import Dossier, Saying
    from tui.linear.session import Session

_PORTION = 5
"""Paragraphs told at once."""


async def open_row(session: Session, row: EntryRow) -> None:
    """Open an entry: its head, and the first paragraphs from where reading stopped."""
    await session.keep_place()
    article = await session.newsroom.open(row)
    if article.row is None:
        article = msgspec.structs.replace(article, row=row)
    await show(session, article)
    if not row.read:
        await session.newsroom.mark_read([row.id])
        lists.change(session, [row.id], read=True)


async def open_source(session: Session, source: str) -> None:
    """Open a file or an address."""
    await show(session, await session.newsroom.open(source))


async def show(session: Session, article: Article) -> None:
    """Have an article at hand, and tell its beginning."""
    session.take(article)
    place = await session.newsroom.place(article)
    if place and session.page is not None:
        session.at = session.paragraph_of(session.page.from_document(place))
        session.say(f"{article.document.title}. You stopped at paragraph {session.at + 1}; top begins anew.")
    go_on(session)


def go_on(session: Session, portion: int = _PORTION) -> None:
    """Tell the next paragraphs."""
    page = session.page
    if page is None:
        session.say("No article is open.")
        return
    session.begun, session.reading = session.at, True
    for one in page.paragraphs[session.at : session.at + portion]:
        session.say(words.paragraph(page, one))
    session.at = min(len(page.paragraphs), session.at + portion)
    left = len(page.paragraphs) - session.at
    more = f"{words.count(left, 'paragraph')} left: Enter goes on."
    session.say(more if left else "The article ends here. next opens the next unread entry.")


async def rest(session: Session, _: str) -> None:
    """Tell the rest of the article at once."""
    go_on(session, 100_000)


async def top(session: Session, _: str) -> None:
    """Begin the article anew."""
    session.at = 0
    go_on(session)


async def previous(session: Session, _: str) -> None:
    """Tell the paragraphs before once more."""
    begun = session.begun
    session.at = max(0, begun - _PORTION)
    go_on(session, begun - session.at or _PORTION)


async def where(session: Session, _: str) -> None:
    """Tell where you are."""
    if session.page is None or session.article is None:
        session.say(f"In the list {session.listing.title}.")
        return
    title = session.article.document.title or session.article.document.url
    session.say(f"{title}. Paragraph {session.at} of {len(session.page.paragraphs)}. List: {session.listing.title}.")


async def next_unread(session: Session, _: str) -> None:
    """Open the next unread entry of the list."""
    at = session.article.row.id if session.article is not None and session.article.row is not None else None
    here = next((number for number, row in enumerate(session.rows) if row.id == at), -1)
    later = [*session.rows[here + 1 :], *session.rows[: max(0, here)]]
    row = next((one for one in later if not one.read), None)
    while row is None and (more := await lists.more(session)):
        row = next((one for one in more if not one.read), None)
    if row is None:
        session.say("Nothing unread is left in this list.")
    else:
        await open_row(session, row)


# Who and what


async def names(session: Session, _: str) -> None:
    """List who and what is named; a number tells where."""
    article = await session.annotated()
    if article is None or article.annotations is None:
        session.say("No article is open.")
        return
    _tell_unread(session, article)
    session.numbered = []
    for heading, found in groups(article.annotations):
        session.say(f"{heading}:")
        session.number(((one, words.name(one, quotes)) for one, quotes in found), anew=False)
    if not session.numbered:
        session.say("Nobody is named.")


async def quotes(session: Session, _: str) -> None:
    """List the quotes with who said them; a number reads the paragraph."""
    marks = await session.marks()
    if marks is None or session.page is None or session.article is None:
        session.say("No article is open.")
        return
    _tell_unread(session, session.article)
    page = session.page
    session.say(words.count(len(marks.quotes), "quote") + ".")
    session.number((mark, words.quote(page, marks, mark)) for mark in marks.quotes)


def _tell_unread(session: Session, article: Article) -> None:
    """That nothing was looked for, or not everything, if so."""
    if told := remark(article.annotations):
        session.say(told)


async def mentions(session: Session, entity: Entity) -> None:
    """Tell where somebody is named, and what they said."""
    marks = await session.marks()
    if marks is None or session.page is None:
        return
    page, of = session.page, marks.of(entity.id)
    session.chosen = entity
    session.say(f"{entity.name}. Named here:")
    session.number((mark, words.context(page, mark)) for mark in of)
    said = [mark for mark in marks.quotes if marks.said[mark.number].speaker == entity.id]
    if said:
        session.say("Said here:")
        session.number(((mark, words.quote(page, marks, mark)) for mark in said), anew=False)
    session.say(f"who {entity.name} tells of all articles.")


async def go_to(session: Session, mark: Mark) -> None:
    """Read the paragraph of a name or quote; it is at hand then, for a note or highlight."""
    page = session.page
    if page is None:
        return
    session.at, session.chosen = session.paragraph_of(mark.start), mark
    session.span = Span(page.to_document(mark.start), page.to_document(mark.end)) if mark.start >= page.body else None
    session.say(f"Paragraph {session.at + 1}:")
    go_on(session, 1)


async def who(session: Session, given: str) -> None:
    """Tell what all articles know of somebody."""
    if not given:
        session.say("Say who: who NAME.")
        return
    found = await session.newsroom.dossier_of(given)
    if not found.articles:
        session.say(f"Nobody called {given} is in the library.")
        return
    tell(session, found)
    await covered(session)


async def covered(session: Session) -> None:
    """Tell how much of the library is read, if not all of it."""
    if told := (await session.newsroom.coverage()).told:
        session.say(f"{told}.")


def tell(session: Session, found: Dossier) -> None:
    """Tell a dossier; its quotes and articles can be chosen, and decide is about whom it is of."""
    session.person = found.id
    session.say(f"{found.name}: {words.count(found.articles, 'article')}, {words.count(found.quotes, 'quote')}.")
    offices = ", ".join(one.office for one in found.offices[:3])
    with_them = ", ".join(one.name for one in found.companions[:5])
    for told in (f"Told to be {offices}." if offices else "", f"Appears with {with_them}." if with_them else ""):
        if told:
            session.say(told)
    now = session.clock()
    session.number((one, words.saying(one, now)) for one in found.sayings[:10])
    session.say("Articles:")
    rows = [one.row for one in found.appearances[:10]]
    session.number(((row, words.row(row, now, 0)) for row in rows), anew=False)


async def said(session: Session, saying: Saying) -> None:
    """Open the article of a quote."""
    await open_row(session, saying.row)


async def links(session: Session, _: str) -> None:
    """List the links; a number opens one in the browser."""
    article = session.article
    if article is None:
        session.say("No article is open.")
        return
    document = article.document
    session.say(words.count(len(document.links), "link") + ".")
    session.number((one, f"{document.text[one.start : one.end]}: {one.url}") for one in document.links)


async def browse(session: Session, link: Link | None) -> None:
    """Open a link, or the article's own address, in the browser."""
    article = session.article
    row = article.row if article is not None else None
    url = link.url if link is not None else row.link if row is not None else article.document.url if article else ""
    await browse_to(session, url, session.config.browser.command)


async def browse_to(session: Session, url: str, program: str) -> None:
    """Open an address with a program of the reader's own, or in the system's browser."""
    program = program or session.config.browser.command
    if not url.startswith(("http://", "https://")):
        session.say("This has no web address.")
    elif program:
        command = outside.prepared(outside.with_field(program, "u"), url=url)
        if command.on_terminal:
            await asyncio.to_thread(outside.take_over, command)
            return
        await asyncio.to_thread(outside.start, command)
        session.say("Opened in the browser.")
    else:
        import webbrowser  # noqa: PLC0415  (when it is asked for)

        opened = await asyncio.to_thread(webbrowser.open, url)
        session.say("Opened in the browser." if opened else f"There is no browser to open {url} with.")


# Notes and files


async def notes(session: Session, _: str) -> None:
    """List your notes to the article; delete NUMBER deletes one."""
    if session.article is None:
        session.say("No article is open.")
        return
    session.say(words.count(len(session.article.notes), "note") + ".")
    session.number((one, words.note(one)) for one in session.article.notes)


async def note(session: Session, given: str) -> None:
    """Write a note to the name or quote chosen last, else to the whole article."""
    if not given:
        session.say("Say what to note: note WORDS.")
        return
    await _keep(session, given)


async def highlight(session: Session, _: str) -> None:
    """Highlight the name or quote chosen last."""
    if session.span is None:
        session.say("Choose a name or quote first, by its number.")
    else:
        await _keep(session, "")


async def _keep(session: Session, body: str) -> None:
    article = session.article
    if article is None:
        session.say("No article is open.")
        return
    about = Anchor("") if session.span is None else anchor(article.document, session.span)
    made = await session.newsroom.add_note(article, Note(0, about, body, tags_in(body)))
    session.article = msgspec.structs.replace(article, notes=(*article.notes, made))
    session.undoable.append(("the note is deleted", lambda: _delete(session, made)))
    session.say(f"Kept. {words.note(made)}")


async def delete(session: Session, given: str) -> None:
    """Delete a note by its number in the list of notes."""
    at = int(given) - 1 if given.isdecimal() else -1
    known = session.numbered[at] if 0 <= at < len(session.numbered) else None
    if not isinstance(known, Note) or session.article is None:
        session.say("List the notes first, and say the number of one: delete NUMBER.")
        return
    article = session.article
    await _delete(session, known)
    session.undoable.append(("the note is back", lambda: _put_back(session, article, known)))
    session.say("Deleted.")


async def _delete(session: Session, known: Note) -> None:
    await session.newsroom.delete_note(known)
    have_notes(session, [one for one in session.article.notes if one.id != known.id] if session.article else [])


async def _put_back(session: Session, article: Article, known: Note) -> None:
    await session.newsroom.add_note(article, known)
    if session.article is not None and session.article.document == article.document:
        have_notes(session, [*session.article.notes, known])


def have_notes(session: Session, kept: list[Note]) -> None:
    """Know other notes of the article at hand."""
    if session.article is not None:
        session.article = msgspec.structs.replace(session.article, notes=tuple(kept))


async def cite(session: Session, given: str) -> None:
    """Tell the quote chosen last with its source, to be copied: as text, or as markdown, bibtex, ris or csl."""
    article = session.article
    quotes = article.annotations.quotes if article is not None and article.annotations is not None else ()
    chosen = [one for one in quotes if session.span is not None and Span(one.start, one.end) == session.span]
    if article is None or not chosen:
        session.say("Choose a quote first, by its number: quotes lists them.")
        return
    style = next((one for one in get_args(QuoteFormat) if given and one.startswith(given.casefold())), None)
    if given and style is None:
        session.say(f"There is no form {given}: cite text, markdown, bibtex, ris or csl.")
        return
    now = msgspec.structs.replace(article, saved=datetime.now(UTC))
    for line in shared(now, chosen[0], style or session.config.quote).splitlines():
        session.say(line)


async def save(session: Session, _: str) -> None:
    """Save the article with its names, quotes and notes."""
    article = await session.annotated()
    if article is None:
        session.say("No article is open.")
        return
    saved = await session.newsroom.save(article, session.config.format)
    session.say(f"Saved to {saved.path}.")
    if saved.copy:
        session.say(f"What you changed there is in {saved.copy.name}.")
