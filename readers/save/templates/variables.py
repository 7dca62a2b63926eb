"""What a template can print: plain data, each attribute said here and in the templates that are given as examples."""

from __future__ import annotations

from datetime import datetime

import msgspec

from readers.marks import notes
from readers.model import Annotations, Article, Note, Quote
from readers.save import layout
from readers.save.identity import identity, of_quote
from readers.save.markdown import Parts, as_written, parts, speaker_heading
from readers.save.notebook.linking import USUAL, Links
from readers.save.notes import numbered, tags
from readers.save.origins import Origins

READY = frozenset({"properties", "body", "link", "embed", "quotes_text", "notes_text", "text"})
"""Attributes that are Markdown already; all other strings are plain words, and escaped when they are printed."""


class _Shown(msgspec.Struct, frozen=True, kw_only=True):
    """Something of a template's."""


class QuoteShown(_Shown, frozen=True, kw_only=True):
    """A quote.

    Attributes:
        id: of its block, such as ``q3``; put `` ^q3`` at the end of its line.
        uuid: the same in every saving, for programs that name blocks so (Logseq: ``id:: …``).
        said: its words, without the marks around them.
        in_marks: whether quotation marks belong around them.
        speaker: the full name; empty if not known.
        attribution: who the article says speaks, and how.
        kind: ``direct``, ``fragment``, ``turn`` or ``indirect``.
        origin: ``found``, ``corrected`` or ``added``.
        confidence: how sure the speaker is, such as ``0.93``.
        place: the id of the paragraph it stands in, such as ``p7``; empty if that has none.
    """

    id: str
    uuid: str
    said: str
    in_marks: bool
    speaker: str
    attribution: str
    kind: str
    origin: str
    confidence: str
    place: str


class SpeakerShown(_Shown, frozen=True, kw_only=True):
    """Who speaks: ``name`` (empty if not known), ``link`` to their note, ready to print, and ``quotes``."""

    name: str
    link: str
    quotes: tuple[QuoteShown, ...]


class NameShown(_Shown, frozen=True, kw_only=True):
    """Somebody or something named: ``name``, ``link`` to its note, ready to print, and how often it is ``mentions``."""

    name: str
    link: str
    mentions: int


class NoteShown(_Shown, frozen=True, kw_only=True):
    """A note of the reader's.

    Attributes:
        number: of those to words of the article, in the order of the text; 0 of all others.
        words: that it is to; empty of one to the whole article.
        lost: whether these words are no longer in the article.
        text: what the reader wrote, as it was written.
        tags: in it, without hashes.
        created: when it was made.
    """

    number: int
    words: str
    lost: bool
    text: str
    tags: tuple[str, ...]
    created: str


class ArticleShown(_Shown, frozen=True, kw_only=True):
    """What the templates of an article can print. Moments are as in ``2026-03-01T09:30:00+01:00``; see ``date``.

    Attributes:
        properties: all keys of the usual front matter, a line each.
        identity: sixteen digits that tell the article from all others.
        title: the headline.
        source: who published it.
        url: its address.
        authors: their names.
        tags: the reader's, without hashes.
        published, fetched, annotated, saved: moments; empty if not known.
        annotator: the model's and the components' versions.
        problem: why the text is not the whole article; empty if it is.
        body: the text, with its links, highlights, pictures and marks of notes.
        people, organisations, places: who is named.
        speakers: who says what.
        quotes: all of them, in the order of the text.
        quotes_text: the quotes by speaker, as they are usually written.
        notes: of the reader.
        notes_text: the notes, as they are usually written; the body leads to these.
        for_logseq: whether the notebook is one of Logseq, where a quote has its uuid in place of its id.
    """

    properties: str
    identity: str
    title: str
    source: str
    url: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    published: str
    fetched: str
    annotated: str
    saved: str
    annotator: str
    problem: str
    body: str
    people: tuple[NameShown, ...]
    organisations: tuple[NameShown, ...]
    places: tuple[NameShown, ...]
    speakers: tuple[SpeakerShown, ...]
    quotes: tuple[QuoteShown, ...]
    quotes_text: str
    notes: tuple[NoteShown, ...]
    notes_text: str
    for_logseq: bool


def of_article(article: Article, links: Links = USUAL) -> ArticleShown:
    """What the templates of an article can print of it."""
    made = parts(article, links)
    whose, article = identity(article), made.article
    document = article.document
    found = article.annotations or Annotations("")
    shown = _quotes(made, whose)
    named = {
        group: tuple(
            NameShown(name=name, link=links.link(name, name), mentions=count)
            for name, count in layout.names(article, group)
        )
        for group in layout.HEADINGS
    }
    return ArticleShown(
        properties="".join(lines for _, lines in made.properties).removesuffix("\n"),
        identity=whose,
        title=layout.headline(article),
        source=layout.outlet(article),
        url=layout.address(article),
        authors=document.authors,
        tags=tags(article),
        published=_moment(layout.published(article)),
        fetched=_moment(document.fetched),
        annotated=_moment(found.made),
        saved=_moment(article.saved),
        annotator=found.version,
        problem=document.problem,
        body=made.body,
        people=named[layout.PEOPLE],
        organisations=named[layout.ORGANISATIONS],
        places=named[layout.PLACES],
        speakers=tuple(
            SpeakerShown(
                name=speaker, link=speaker_heading(speaker, links), quotes=tuple(shown[id(one)] for one in quotes)
            )
            for speaker, quotes in layout.quotes_by_speaker(found)
        ),
        quotes=tuple(shown.values()),
        quotes_text=made.quotes,
        notes=tuple(_notes(article)),
        notes_text=made.notes,
        for_logseq=links.logseq,
    )


def _quotes(made: Parts, whose: str) -> dict[int, QuoteShown]:
    """The quotes by their Python ids, in the order of the text."""
    article = made.article
    found, text, origins = article.annotations or Annotations(""), article.document.text, Origins(article)
    speakers = {entity.id: layout.printable(entity.name) for entity in found.entities}

    def shown(number: int, quote: Quote) -> QuoteShown:
        return QuoteShown(
            id=f"q{number}",
            uuid=of_quote(whose, quote.start, quote.end),
            said=layout.said(quote, text),
            in_marks=quote.in_marks,
            speaker=speakers.get(quote.speaker, "") if quote.speaker is not None else "",
            attribution=layout.attribution(quote, text),
            kind=quote.kind,
            origin=origins.of_quote(quote),
            confidence=f"{quote.confidence:.2f}",
            place=made.places.get(layout.pieces(quote)[0].start, ""),
        )

    return {id(quote): shown(number, quote) for number, quote in enumerate(found.quotes, start=1)}


def _notes(article: Article) -> list[NoteShown]:
    kept = notes.of_article(article)
    found = [_note(note) for note in kept.whole]
    found += [_note(one.note, number, words) for number, one, words in numbered(article)]
    return found + [_note(note, words=note.anchor.exact, lost=True) for note in kept.lost]


def _note(note: Note, number: int = 0, words: str = "", *, lost: bool = False) -> NoteShown:
    return NoteShown(
        number=number, words=words, lost=lost, text=as_written(note), tags=note.tags, created=_moment(note.created)
    )


def _moment(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
