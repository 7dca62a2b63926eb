"""A Markdown file that Quoth saved → the article: text, structure, names, quotes with their speakers, notes and tags.

What Markdown does not tell stays behind: kinds of names beyond the three groups, how much each matters, where the
attribution of a quote stands, when a note was made. So what is read counts as found by no present annotator. A quote
that the reader corrected or added is a correction again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import msgspec

from readers.clean import clean_line
from readers.errors import PageError, SourceError
from readers.feeds.dates import from_text
from readers.marks.anchors import anchor
from readers.marks.notes import tags_in
from readers.marks.tags import parse as parse_tags
from readers.model import (
    Anchor,
    Annotations,
    Article,
    Block,
    Correction,
    Document,
    Entity,
    EntryRow,
    Image,
    Link,
    MissedQuote,
    Named,
    Note,
    Quote,
    QuoteKind,
    SaidBy,
    Span,
)
from readers.pages.markdown import extract_markdown
from readers.save import layout
from readers.save.escaping import destination
from readers.save.identity import HEAD, told_in
from readers.save.layout import printable, web_address
from readers.save.places import Places, found
from readers.save.renewing import frontmatter
from readers.save.renewing.blocks import blocks

_NAME, _END, _NOTE = "\ufdd0", "\ufdd1", "\ufdd2"  # characters that no text has: where our marks stood
_MARKS = re.compile(
    r"\\.|\[\[(?P<note>[^\[\]|#]+)(?:\|(?P<shown>[^\[\]]+))?\]\]"
    r"|\[(?P<words>[^\[\]]+)\]\(\[\[(?P<led>[^\[\]|#]+)\]\]\)|\[\^note-(?P<number>\d{1,6})\]|(?P<bold>\*\*)|(?P<lit>==)"
)
_PICTURE = re.compile(r"!\[(?P<words>(?:\\.|[^\[\]\\])*)\]\((?P<url>\S+)\)")
_PLACE = re.compile(r" \^p\d+$")
_OWN_NOTE = re.compile(
    r"\[\[(?P<note>[^\[\]|#]+)\|(?P<name>[^\[\]|]+)\]\]|\[(?P<words>[^\[\]|]+)\]\(\[\[(?P<led>[^\[\]|#]+)\]\]\)"
)
_FENCE = re.compile(r"`{3,}$")
_QUOTE = re.compile(
    r"- (?P<said>“.*”|.*?)(?: — (?P<how>(?:[^—])*))? \((?P<kind>direct|fragment|turn|indirect)"
    r"(?:, (?P<origin>corrected|added))?, (?P<sure>[01]\.\d\d)\)(?: \[\[#\^p\d+\|¶\]\])?(?: \^q(?P<number>\d{1,6}))?$"
)
_UUID = re.compile(r" +id:: ([0-9a-f-]{36})$")
_SPEAKER = re.compile(
    r"### (?:\[\[(?:[^\[\]|]*\|)?(?P<linked>[^\[\]|]+)\]\]|\[(?P<words>[^\[\]|]+)\]\(\[\[.*\]\]\)|(?P<plain>.*))$"
)
_FOOTNOTE = re.compile(r"^\[\^note-(\d{1,6})\]:\n((?:    .*(?:\n|\Z)|\n(?=    ))*)", re.MULTILINE)
_BLOCK_ID = re.compile(r"(?:^| |\n\n)\^n\d+$")
_GONE = "*(no longer in the text)*"
_MOST = 5000
"""Quotes, and notes, of one file that are looked for."""
_KINDS = {layout.PEOPLE: "PERSON", layout.ORGANISATIONS: "ORG", layout.PLACES: "GPE"}


def read_markdown(text: str, name: str) -> Article | None:
    """The article of a saved Markdown file; ``None`` if it has no block of an article.

    Args:
        text: the file.
        name: what it is called in messages.

    Raises:
        SourceError: there is no text in it.
    """
    text = _bare(printable(text.replace("\r\n", "\n")))
    parts = {one.name: one.content for one in reversed(list(blocks(text)))}
    if "article" not in parts:
        return None
    told = frontmatter.values_of(text)
    marks = _Marks(parts["article"])
    try:
        found = extract_markdown(marks.text)
    except PageError as error:
        raise SourceError(f"{name} holds no text. Take another copy of it, or save the article again.") from error
    document = _document(marks.settle(found), told)
    entities = tuple(_entities(marks, document, told))
    whose = told_in(text[:HEAD].encode())
    said = list(_quotes(parts.get("quotes", ""), document, entities, whose))
    notes = tuple(_notes(parts.get("notes", ""), document, marks.footnotes))
    of_notes = {tag.casefold() for note in notes for tag in note.tags}
    tags = [tag for tag in told.get("tags", ()) if tag.casefold() not in of_notes]
    quotes = tuple(sorted((quote for quote, _ in said), key=lambda one: (one.start, one.end)))
    annotator = f"{_first(told, 'annotator')}, as read from Markdown".removeprefix(", ")
    row = EntryRow(0, 0, document.site, document.title, document.url, document.published)
    return Article(
        document,
        Annotations(annotator, entities, quotes),
        msgspec.structs.replace(row, tags=parse_tags(" ".join(tags))),
        notes,
        corrections=tuple(correction for _, correction in said if correction is not None),
        saved=from_text(_first(told, "saved")),
    )


def _document(found: Document, told: dict[str, list[str]]) -> Document:
    return msgspec.structs.replace(
        found,
        title=_first(told, "title") or _first(told, "headline") or found.title,
        blocks=tuple(
            Block(one.kind, one.start, one.end, one.level - (one.kind == "heading" and one.level > 1))
            for one in found.blocks
        ),
        authors=tuple(map(clean_line, told.get("authors", ()))),
        published=from_text(_first(told, "published")),
        url=web_address(_first(told, "url")),
        site=_first(told, "source"),
        problem=_first(told, "problem"),
        fetched=from_text(_first(told, "fetched")),
    )


def _first(told: dict[str, list[str]], key: str) -> str:
    return clean_line(" ".join(told.get(key, [])[:1]))


class _Marked(NamedTuple):
    """Some words of the text that link to somebody's note, or are bold."""

    note: str
    start: int
    end: int


class _Marks:
    """The text of a block of an article without our marks, and where these stood.

    Attributes:
        text: Markdown, with a character that no text has where each mark was.
        names: after `settle`, the mentions.
        footnotes: after `settle`, the numbers of notes → where their words end.

    The words of a picture are taken out too: a caption stands below it, and elsewhere they would be read as one.
    """

    def __init__(self, content: str) -> None:
        self.names: list[_Marked] = []
        self.footnotes: dict[int, int] = {}
        self._pictures: dict[str, list[str]] = {}
        self._notes: list[str] = []
        self._numbers: list[int] = []
        self._bold = False
        lines, fence = [], ""
        for line in content.split("\n"):
            if fence:
                fence = "" if line == fence else fence
            elif _FENCE.match(line):
                fence = line
            elif picture := _PICTURE.fullmatch(line):
                self._pictures.setdefault(picture["url"], []).append(_unescaped(picture["words"]))
                line = f"![]({picture['url']})"  # noqa: PLW2901
            else:
                line = _MARKS.sub(self._take, _PLACE.sub("", line))  # noqa: PLW2901
            lines.append(line)
        self.text = "\n".join(lines)

    def _take(self, hit: re.Match[str]) -> str:
        if hit["led"]:
            self._notes.append(hit["led"])
            return f"{_NAME}{hit['words']}{_END}"
        if hit["note"]:
            self._notes.append(hit["note"])
            return f"{_NAME}{hit['shown'] or hit['note']}{_END}"
        if hit["number"]:
            self._numbers.append(int(hit["number"]))
            return _NOTE
        if hit["bold"]:
            self._bold = not self._bold
            self._notes += [""] * self._bold
            return _NAME if self._bold else _END
        return "" if hit["lit"] else hit[0]

    def settle(self, document: Document) -> Document:
        """The document that was made of `text`, without the characters for our marks; their places are kept."""
        at = [number for number, letter in enumerate(document.text) if letter in (_NAME, _END, _NOTE)]
        notes, numbers = iter(self._notes), iter(self._numbers)
        begun: list[tuple[str, int]] = []
        for count, place in enumerate(at):
            letter, now = document.text[place], place - count
            if letter == _NAME:
                begun.append((next(notes, ""), now))
            elif letter == _NOTE:
                self.footnotes[next(numbers, 0)] = now
            elif begun:
                note, start = begun.pop()
                self.names.append(_Marked(note, start, now))

        def moved(place: int) -> int:
            return place - bisect_right(at, place - 1)

        return msgspec.structs.replace(
            document,
            text=_bare(document.text),
            title=_bare(document.title),
            blocks=tuple(Block(one.kind, moved(one.start), moved(one.end), one.level) for one in document.blocks),
            links=tuple(Link(moved(one.start), moved(one.end), one.url) for one in document.links),
            images=tuple(Image(moved(one.at), one.url, self._words_of(one), one.caption) for one in document.images),
        )

    def _words_of(self, image: Image) -> str:
        """What a picture showed, in the order of those of one address."""
        there = self._pictures.get(destination(image.url))
        return there.pop(0) if there else _bare(image.alt)


def _bare(text: str) -> str:
    return text.translate({ord(_NAME): None, ord(_END): None, ord(_NOTE): None})


def _entities(marks: _Marks, document: Document, told: dict[str, list[str]]) -> Iterator[Entity]:
    """Who is named: those of the front matter, in its order, each with the words that link to them."""
    known = [(group, *_named(name)) for group in _KINDS for name in told.get(group, ())]
    mentions: dict[int, list[Span]] = {number: [] for number in range(len(known))}
    numbered = list(reversed(list(enumerate(known))))
    by_note = {_as_note(name): number for number, (_, name, _) in numbered}
    by_note |= {_as_note(note): number for number, (_, _, note) in numbered}
    by_part = _parts_of([name for _, name, _ in known])
    by_words: dict[str, int] = {}
    for one in sorted(marks.names, key=lambda mark: mark.start):
        words = document.text[one.start : one.end]
        number = by_note.get(_as_note(one.note or words), by_words.get(words))
        number = by_part.get(_as_note(words)) if number is None and not one.note else number
        if number is not None and one.start < one.end:
            by_words.setdefault(words, number)
            mentions[number].append(Span(one.start, one.end))
    for number, (group, name, _) in enumerate(known):
        yield Entity(number, clean_line(name), _KINDS[group], tuple(sorted(mentions[number])))


def _named(told: str) -> tuple[str, str]:
    """A name of the front matter, and what its note is called."""
    own = _OWN_NOTE.fullmatch(told)
    return (own["name"] or own["words"], own["note"] or own["led"]) if own else (told, told)


def _parts_of(names: Sequence[str]) -> dict[str, int]:
    """Words that one of the names has alone → its number: bold words lead nowhere that tells whose they are."""
    found: dict[str, set[int]] = {}
    for number, name in enumerate(names):
        for word in _as_note(name).split():
            found.setdefault(word, set()).add(number)
    return {word: numbers.pop() for word, numbers in found.items() if len(numbers) == 1}


def _as_note(name: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", name).split()).casefold()


class _Listed(NamedTuple):
    """A quote as it is listed: by its number or, in a notebook of Logseq, by its UUID."""

    number: int
    uuid: str
    speaker: str
    hit: re.Match[str]


def _listed(content: str) -> Iterator[_Listed]:
    """The quotes of a block of quotes."""
    speaker, lines = "", content.split("\n")
    for line, after in pairwise([*lines, ""]):
        if heading := _SPEAKER.match(line):
            speaker = heading["linked"] or heading["words"] or _unescaped(heading["plain"])
        elif hit := _QUOTE.match(line):
            uuid = _UUID.match(after)
            if hit["number"] or uuid:
                yield _Listed(int(hit["number"] or 0), uuid[1] if uuid else "", speaker, hit)


def _quotes(
    content: str, document: Document, entities: Sequence[Entity], whose: str
) -> Iterator[tuple[Quote, Correction | None]]:
    """The quotes of a block of quotes, in their order in the text, with the corrections that made them."""
    by_name = {entity.name: entity for entity in reversed(entities)}
    at, places = 0, Places(document.text, whose)
    for one in sorted(islice(_listed(content), _MOST), key=lambda listed: listed.number):
        hit, name = one.hit, one.speaker
        said = _unescaped(hit["said"])
        kind: QuoteKind = msgspec.convert(hit["kind"], QuoteKind)
        if kind in ("direct", "fragment"):
            said = said.removeprefix("“").removesuffix("”")
        span = None
        if kind in ("indirect", "turn") and hit["how"]:  # perhaps a dash of its own, and no attribution
            span = found(f"{said} — {_unescaped(hit['how'])}", document.text, at)
        span = places.known(said, one.uuid) or span or found(said, document.text, at)
        if span is None:
            continue
        at, who = span.start if one.number else 0, by_name.get(name)
        quote = Quote(span.start, span.end, kind, who.id if who else None, confidence=min(1.0, float(hit["sure"])))
        yield quote, _correction(hit["origin"] or "", document, span, who)


def _correction(origin: str, document: Document, span: Span, who: Entity | None) -> Correction | None:
    if not origin or (who is not None and not who.mentions):
        return None
    speaker = Named(who.name, anchor(document, who.mentions[0])) if who else None
    quote = anchor(document, span)
    return SaidBy(quote, speaker) if origin == "corrected" else MissedQuote(quote, speaker)


def _unescaped(markdown: str) -> str:
    return re.sub(r"\\([^\w\s])", r"\1", markdown)


def _notes(content: str, document: Document, footnotes: dict[int, int]) -> Iterator[Note]:
    """The notes of a block of notes."""
    for hit in list(_FOOTNOTE.finditer(content))[:_MOST]:
        inside = re.sub(r"^    ", "", hit[2], flags=re.MULTILINE).strip("\n")
        first, _, body = inside.partition("\n")
        yield _note(_words(first), body.strip(), document, footnotes.get(int(hit[1])))
    words, lines = "", list[str]()
    for line in (*_FOOTNOTE.sub("", content).removeprefix("## Notes").strip().split("\n"), "> "):
        ended = _BLOCK_ID.search(line) if not words else None
        if line.startswith("> ") and words:
            yield _note(words, "\n".join(lines).strip(), document, None)
        if line.startswith("> "):
            words, lines = _words(line), []
        elif ended:
            body = "\n".join((*lines, line[: ended.start()])).strip()
            yield Note(0, Anchor(""), _said(body), tags_in(body))
            lines = []
        else:
            lines.append(line)


def _words(line: str) -> str:
    return _unescaped(line.removeprefix("> "))


def _said(body: str) -> str:
    return re.sub(r"\\<(?=[A-Za-z/!?])", "<", body)


def _note(words: str, body: str, document: Document, end: int | None) -> Note:
    """A note to some words, which end at a place or stand anywhere."""
    body = _BLOCK_ID.sub("", body)
    gone = body.endswith(_GONE)
    body = _said(body.removesuffix(_GONE).strip())
    return Note(0, _anchor(words, document, None if gone else end, gone=gone), body, tags_in(body))


def _anchor(words: str, document: Document, end: int | None, *, gone: bool) -> Anchor:
    if gone:
        return Anchor(words)
    if end is not None:
        pieces = r"\s+".join(map(re.escape, words.split()))
        start = max(0, end - 2 * len(words) - 16)
        hits = list(re.finditer(pieces, document.text[start:end])) if pieces else []
        if hits:
            return anchor(document, Span(start + hits[-1].start(), start + hits[-1].end()))
    elif words in document.title:
        at = document.title.index(words)
        return anchor(document, Span(at, at + len(words)), in_title=True)
    span = found(words, document.text, 0)
    return anchor(document, span) if span else Anchor(words)
