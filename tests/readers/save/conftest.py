"""One invented article with everything in it, and articles made of anything at all."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import strategies as st

from readers.model import Annotations, Article, Block, BlockKind, Document, Entity, Link, Quote, Span

KINDS = ("PERSON", "ORG", "GPE", "EVENT", "DATE")

BLOCKS: tuple[tuple[BlockKind, int, str], ...] = (
    ("standfirst", 0, "The old quay is to go."),
    ("paragraph", 0, "Mayor Anna Lindqvist told The Courier that “the harbour belongs to the people”."),
    ("heading", 1, "A long dispute"),
    ("paragraph", 0, "“We began in March,” she said.\n“We are not done,” added Lindqvist, of Port Ellery."),
    ("list_item", 1, "First, the quay"),
    ("list_item", 2, "and its cranes"),
    ("list_item", 1, "Then the dock"),
    ("quote", 0, "No ship shall lie here after sunset."),
    ("table", 0, "Year | Ships"),
    ("table", 0, "2025 | 311"),
    ("caption", 0, "The quay in 1911"),
    ("code", 0, "quay = 1\n  crane = 2"),
)


def span(text: str, words: str, nth: int = 0) -> Span:
    """Where some words stand in a text for the nth time."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def quote(text: str, words: str, called: Span, cue: str) -> Quote:
    """A direct quote of some words by the first entity."""
    said = span(text, words)
    return Quote(said.start, said.end, "direct", 0, called, span(text, cue), 0.91234)


def whole() -> Article:
    """The invented article."""
    text, blocks = "", []
    for kind, level, words in BLOCKS:
        text += "\n\n" if text else ""
        blocks.append(Block(kind, len(text), len(text) + len(words), level))
        text += words
    link = span(text, "The Courier")
    document = Document(
        text,
        title="Lindqvist closes the old quay",
        blocks=tuple(blocks),
        links=(Link(link.start, link.end, "https://courier.example/about?a=1&b=(2)"),),
        authors=("Pia Rask", "Jo O'Neill"),
        published=datetime(2026, 3, 1, 23, 11, tzinfo=timezone(timedelta(hours=1))),
        url="https://courier.example/quay",
        site="The Ellery Courier",
        language="en-GB",
    )
    entities = (
        Entity(
            0,
            "Anna Lindqvist",
            "PERSON",
            (span(text, "Anna Lindqvist"), span(text, "Lindqvist", 1)),
            (Span(0, 9),),
            0.51239,
        ),
        Entity(1, "The Courier", "ORG", (span(text, "The Courier"),), salience=0.2),
        Entity(2, "Port Ellery", "GPE", (span(text, "Port Ellery"),), salience=0.1),
        Entity(3, "March", "DATE", (span(text, "March"),)),
    )
    quotes = (
        quote(text, "the harbour belongs to the people", span(text, "Anna Lindqvist"), "told"),
        quote(text, "We began in March,", span(text, "she"), "said"),
        quote(text, "We are not done,", span(text, "Lindqvist", 1), "added"),
        Quote(*_ends(span(text, "No ship shall lie here after sunset")), "indirect"),
    )
    return Article(document, Annotations("test-1", entities, quotes))


def _ends(one: Span) -> tuple[int, int]:
    return one.start, one.end


@pytest.fixture
def article() -> Article:
    return whole()


HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<b>",
        "</mark>",
        "&lt;i&gt;",
        "&amp",
        "[x](https://evil.example)",
        "![x](https://evil.example)",
        "[[Note]]",
        "![[Embed]]",
        "https://evil.example",
        "www.evil.example",
        "me@evil.example",
        "<https://evil.example>",
        "# head",
        "#tag",
        "> said",
        "- item",
        "+ item",
        "1. item",
        "1) item",
        "---",
        "***",
        "===",
        "==",
        "```",
        "~~~",
        "~~gone~~",
        "| a | b |",
        "    code",
        "\t",
        "*em* **strong** _em_ __strong__",
        "`code`",
        "$x$ $$y$$ $5",
        "%%hidden%%",
        "[^1] ^block",
        "[ref]: https://evil.example",
        "\\",
        "\\*",
        "title: x",
        "\x1b[31m",
        "\u202e",
        "\u2028",
        "\r",
        "!",
        '"',
        "=1+2",
        "@x",
    ]
)
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12) | st.sampled_from(
    ["Anna", "said", " ", "\n", "\n\n"]
)
TEXTS = st.lists(HOSTILE | WORDS, max_size=12).map("".join)
BLOCK_KINDS: tuple[BlockKind, ...] = (
    "standfirst",
    "heading",
    "paragraph",
    "list_item",
    "quote",
    "caption",
    "table",
    "code",
)


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    """A span into a text of a length; at times an empty one."""
    start = draw(st.integers(0, length))
    return Span(start, draw(st.integers(start, length)))


@st.composite
def articles(draw: st.DrawFn, *, links: bool = True) -> Article:
    """Hostile articles: any text, any structure and any marks over it, overlapping as they like."""
    pieces = draw(st.lists(TEXTS, min_size=1, max_size=4))
    text, blocks = "", []
    for piece in pieces:
        text += "\n\n" if text else ""
        level = draw(st.integers(0, 7))
        blocks.append(Block(draw(st.sampled_from(BLOCK_KINDS)), len(text), len(text) + len(piece), level))
        text += piece
    within = spans(len(text))
    entities = [
        Entity(number, draw(TEXTS), draw(st.sampled_from(KINDS)), tuple(sorted(draw(st.lists(within, max_size=3)))))
        for number in range(draw(st.integers(0, 3)))
    ]
    quotes = []
    for said in sorted(draw(st.lists(within, max_size=3))):
        kind = draw(st.sampled_from(["direct", "fragment", "turn", "indirect"]))
        speaker = draw(st.sampled_from([None, *(entity.id for entity in entities)]))
        quotes.append(Quote(said.start, said.end, kind, speaker, draw(st.none() | within), draw(st.none() | within)))
    found = [
        Link(one.start, one.end, "https://good.example/" + draw(TEXTS)) for one in draw(st.lists(within, max_size=2))
    ]
    document = Document(
        text,
        title=draw(TEXTS),
        blocks=tuple(blocks) if draw(st.booleans()) else (),
        links=tuple(sorted(found, key=lambda link: link.start)) if links else (),
        authors=tuple(draw(st.lists(TEXTS, max_size=2))),
        site=draw(TEXTS),
        url=draw(st.sampled_from(["", "https://good.example/a", "javascript:alert(1)"])),
    )
    return Article(document, Annotations("test-1", tuple(entities), tuple(quotes)))
