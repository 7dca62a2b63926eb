"""Articles of our own invention, and what is in them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from readers.model import (
    Annotations,
    Article,
    Block,
    BlockKind,
    Document,
    Entity,
    EntryRow,
    Feed,
    Link,
    Quote,
    Rule,
    Span,
    Subscription,
)

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)

_KINDS: dict[str, tuple[BlockKind, int]] = {
    "# ": ("heading", 2),
    "- ": ("list_item", 1),
    "> ": ("quote", 0),
    "! ": ("caption", 0),
    "~ ": ("standfirst", 0),
}

_HARBOUR_NAMES = {
    "PERSON": {
        "Ingrid Solheim": ["Ingrid Solheim", "Solheim"],
        "Marcus Thane": ["Marcus Thane", "Thane"],
        "Ruth Adeyemi": ["Ruth Adeyemi", "Adeyemi"],
        "Pavel Brandt": ["Pavel Brandt", "Brandt"],
    },
    "ORG": {
        "Corvane Holdings": ["Corvane Holdings", "Corvane"],
        "Harbour Workers' Union": ["Harbour Workers' Union"],
        "Bay Courier": ["Bay Courier"],
        "Ministry of Transport": ["Ministry of Transport"],
    },
    "GPE": {"Saltmarsh Bay": ["Saltmarsh Bay"], "Port Ellery": ["Port Ellery"]},
    "FAC": {"Old Customs House": ["Old Customs House"]},
    "DATE": {"Friday": ["Friday"], "2 April": ["2 April"]},
}

_HARBOUR_SPEAKERS = (
    ("Ingrid Solheim", "Solheim", "told", 0.97),
    ("Ingrid Solheim", "Solheim", "told", 0.95),
    ("Marcus Thane", "Marcus Thane", "called", 0.9),
    ("Ruth Adeyemi", "Ruth Adeyemi", "said", 0.98),
    ("Ruth Adeyemi", "Ruth Adeyemi", "said", 0.96),
    ("Marcus Thane", "he", "said", 0.88),
    ("Pavel Brandt", "Pavel Brandt", "said", 0.97),
    ("Ruth Adeyemi", "she", "said", 0.86),
    ("Ruth Adeyemi", "she", "said", 0.84),
    ("Ingrid Solheim", "the mayor", "said", 0.78),
    ("Ingrid Solheim", "the mayor", "said", 0.74),
    ("Pavel Brandt", "he", "said", 0.55),
    ("Pavel Brandt", "he", "said", 0.52),
)

_SHORT_NAMES = {
    "PERSON": {"Amara Okonjo": ["Amara Okonjo", "Okonjo"], "Felix Marchetti": ["Felix Marchetti"]},
    "ORG": {"Larkmoor Observatory": ["Larkmoor Observatory"], "Northern Sky Survey": ["Northern Sky Survey"]},
}
_SHORT_SPEAKERS = (("Amara Okonjo", "Amara Okonjo", "said", 0.97), ("Felix Marchetti", "he", "said", 0.91))

HEADLINES = (
    ("Saltmarsh Bay wants its harbour back, and Ingrid Solheim means it", ("Ingrid Solheim", "Corvane Holdings")),
    ("A comet that nobody was looking for", ("Amara Okonjo", "Northern Sky Survey")),
    ("Rail strike off after night of talks in Port Ellery", ("Jonas Veldt", "Northline")),
    ("Why the bees of Upper Fenwick are moving uphill", ("Hanne Lund",)),
    ("Central bank keeps rate, and keeps everyone guessing", ("Teresa Quill", "Bank of Ellery")),
    ("Three novels about houses, and one about a door", ()),
    ("Corvane puts a second property up for sale", ("Corvane Holdings", "Marcus Thane")),
    ("Obituary: Walter Pym, who mapped the marshes", ("Walter Pym",)),
)

FEEDS = (
    ("Bay Courier", ("Local",)),
    ("The Ellery Post", ("National",)),
    ("Larkmoor Science", ("National",)),
    ("Fenwick Weekly", ("Local",)),
    ("Quiet Books", ()),
)


def document(text: str, title: str, **more: object) -> Document:
    """A document from paragraphs parted by empty lines; ``# - > ! ~`` begin other blocks than paragraphs."""
    blocks, parts, at = [], [], 0
    for part in text.replace("\n- ", "\n\n- ").replace("\n\n\n", "\n\n").split("\n\n"):
        kind, level = _KINDS.get(part[:2], ("paragraph", 0))
        words = part[2:] if part[:2] in _KINDS else part
        blocks.append(Block(kind, at, at + len(words), level))
        parts.append(words)
        at += len(words) + 2
    return Document("\n\n".join(parts), title=title, blocks=tuple(blocks), **more)  # type: ignore[arg-type]


def annotations(document: Document, names: dict, speakers: tuple = ()) -> Annotations:
    """What is in a document, found by looking for the names and the quotation marks."""
    found = []
    for kind, people in names.items():
        for name, aliases in people.items():
            pattern = "|".join(re.escape(alias) for alias in aliases)
            mentions = [Span(*hit.span()) for hit in re.finditer(rf"\b(?:{pattern})\b", document.text)]
            title = [Span(*hit.span()) for hit in re.finditer(rf"\b(?:{pattern})\b", document.title)]
            found.append((len(mentions) + 2 * len(title), name, kind, tuple(mentions), tuple(title)))
    found.sort(key=lambda one: -one[0])
    whole = sum(one[0] for one in found) or 1
    entities = [
        Entity(number, name, kind, mentions, title, round(count / whole, 3))
        for number, (count, name, kind, mentions, title) in enumerate(found)
    ]
    ids = {entity.name: entity.id for entity in entities}
    quotes = []
    for hit, speaker in zip(re.finditer("“([^”]+)”", document.text), speakers, strict=False):
        start, end = hit.span(1)
        name, called, cue, confidence = speaker
        kind = "fragment" if cue == "called" else "direct"
        around = (max(0, start - 160), min(len(document.text), end + 120))
        at = document.text.find(called, end, around[1])
        at = at if at >= 0 else document.text.rfind(called, around[0], start)
        said = document.text.find(cue, end, around[1])
        said = said if said >= 0 else document.text.rfind(cue, around[0], start)
        quotes.append(
            Quote(
                start,
                end,
                kind,  # type: ignore[arg-type]
                speaker=ids[name],
                speaker_span=Span(at, at + len(called)) if at >= 0 else None,
                cue_span=Span(said, said + len(cue)) if said >= 0 else None,
                confidence=confidence,
                pieces=(Span(start, end),),
            )
        )
    return Annotations("fiction", tuple(entities), tuple(quotes))


def _text(name: str) -> str:
    return (Path(__file__).parent / "articles" / f"{name}.txt").read_text("utf-8").strip()


def harbour() -> Document:
    """A long article with everything in it."""
    text = _text("harbour")
    plain = document(text, HEADLINES[0][0])
    at = plain.text.index("drawn up plans")
    return document(
        text,
        HEADLINES[0][0],
        links=(Link(at, at + 14, "https://bay-courier.example/plans"),),
        authors=("Mina Castle", "Theo Brook"),
        published=NOW - timedelta(hours=2),
        url="https://bay-courier.example/harbour",
        site="Bay Courier",
        language="en",
    )


def comet() -> Document:
    """A short one."""
    return document(
        _text("comet"),
        HEADLINES[1][0],
        authors=("Ida Flint",),
        published=NOW - timedelta(hours=5),
        url="https://larkmoor.example/comet",
        site="Larkmoor Science",
    )


def annotated(document: Document) -> Annotations:
    """What is in one of our documents."""
    if document.title == HEADLINES[0][0]:
        return annotations(document, _HARBOUR_NAMES, _HARBOUR_SPEAKERS)
    if document.title == HEADLINES[1][0]:
        return annotations(document, _SHORT_NAMES, _SHORT_SPEAKERS)
    return annotations(document, {})


def rows(count: int = 40) -> list[EntryRow]:
    """Entries of all feeds, newest first."""
    found = []
    for number in range(count):
        title, people = HEADLINES[number % len(HEADLINES)]
        feed = (0, 2, 1, 3, 1, 4, 0, 3)[number % len(HEADLINES)]
        turn = number // len(HEADLINES)
        found.append(
            EntryRow(
                id=number + 1,
                feed_id=feed + 1,
                outlet=FEEDS[feed][0],
                title=title if not turn else f"{title} ({turn + 1})",
                link=f"https://news.example/{number + 1}",
                published=NOW - timedelta(minutes=20 + 97 * number),
                read=number % 5 == 3,
                starred=number in {3, 10},
                people=people,
            )
        )
    return found


def subscriptions(entries: list[EntryRow]) -> list[Subscription]:
    """The feeds with their counts."""
    return [
        Subscription(
            number,
            Feed(f"https://feeds.example/{number}.xml", title=title, folder=folder),
            unread=sum(not row.read for row in entries if row.feed_id == number),
            total=sum(row.feed_id == number for row in entries),
        )
        for number, (title, folder) in enumerate(FEEDS, start=1)
    ]


def article(row: EntryRow) -> Article:
    """The article of an entry."""
    if row.title.startswith(HEADLINES[0][0]):
        return Article(harbour(), row=row)
    if row.title.startswith(HEADLINES[1][0]):
        return Article(comet(), row=row)
    text = f"This is all there is to say about it.\n\nThe {row.outlet} will say more tomorrow."
    return Article(document(text, row.title, url=row.link, site=row.outlet, published=row.published), row=row)


RULES = (
    Rule(1, "title:sponsored or title:horoscope", "mute", enabled=True, touched=41),
    Rule(2, "org:apple (chip or processor)", "tag", "chips", enabled=True, touched=1),
    Rule(3, 'by:"Ingrid Solheim" quote:harbour', "run", "notes-add %u", problem="notes-add cannot be run: not found."),
)
"""Of each kind one: at work, and with something wrong."""
