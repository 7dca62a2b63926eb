"""An invented article with one of everything, to try templates out."""

from __future__ import annotations

from datetime import UTC, datetime

from readers.model import Anchor, Annotations, Article, Block, Document, Entity, EntryRow, Note, Quote, Span

_STANDFIRST = "The old quay is to go."
_TEXT = (
    f"{_STANDFIRST}\n\n"
    "Mayor Anna Lindqvist told the Port Union in Port Ellery that “the harbour belongs to the people”.\n\n"
    "“A word is not a plan,” said Doreen Kemp of the union."
)


def example() -> Article:
    """The article."""
    when = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    second, third = _TEXT.index("Mayor"), _TEXT.index("“A word")
    blocks = (
        Block("standfirst", 0, len(_STANDFIRST)),
        Block("paragraph", second, third - 2),
        Block("paragraph", third, len(_TEXT)),
    )
    entities = (
        Entity(0, "Anna Lindqvist", "PERSON", (_span("Anna Lindqvist"),), (Span(0, 9),), 0.6),
        Entity(1, "Doreen Kemp", "PERSON", (_span("Doreen Kemp"),), salience=0.3),
        Entity(2, "Port Union", "ORG", (_span("Port Union"),), salience=0.2),
        Entity(3, "Port Ellery", "GPE", (_span("Port Ellery"),), salience=0.1),
    )
    quotes = (
        _quote("the harbour belongs to the people", 0, "Anna Lindqvist", "told"),
        _quote("A word is not a plan,", 1, "Doreen Kemp", "said"),
    )
    document = Document(
        _TEXT,
        title="Lindqvist closes the old quay",
        blocks=blocks,
        authors=("Pia Rask",),
        published=when,
        url="https://courier.example/quay",
        site="The Ellery Courier",
        language="en",
        fetched=when,
    )
    return Article(
        document,
        Annotations("example", entities, quotes, made=when),
        row=EntryRow(1, 1, "The Ellery Courier", document.title, document.url, when, tags=("harbour",)),
        notes=(
            Note(1, Anchor(""), "Ask for the minutes. #todo", ("todo",), when, when),
            Note(2, Anchor("belongs to the people", "the harbour ", "”."), "See [[Harbour]].", (), when, when),
        ),
        saved=when,
    )


def _span(words: str) -> Span:
    at = _TEXT.index(words)
    return Span(at, at + len(words))


def _quote(words: str, speaker: int, called: str, cue: str) -> Quote:
    said = _span(words)
    return Quote(said.start, said.end, "direct", speaker, _span(called), _span(cue), 0.95)
