"""The annotated articles of other languages, and how well what is found in them agrees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from readers.model import Annotations
from readers.model import Span as Piece

_OPENS = re.compile(r"\{(PERSON|ORG|\?|Q [^|{}]+)\|")
_ARTICLE = re.compile(r"(?:l['’]|(?:le|la|les|el|los|las|der|die|das)\s)", re.IGNORECASE)
Span = tuple[int, int]
PLACE = Path(__file__).parent
"""Where the articles lie."""


@dataclass
class Article:
    """One article, and what is in it: half-open spans of code points.

    Attributes:
        number: its place in the file, from 1.
        text: headline and text.
        names: span → ``PERSON``, ``ORG``, or ``?`` where opinions may differ.
        quotes: span → who says it; ``-`` for nobody who is named.
    """

    number: int
    text: str
    names: dict[Span, str] = field(default_factory=dict)
    quotes: dict[Span, str] = field(default_factory=dict)


def articles(path: Path) -> list[Article]:
    """Read a file of annotated articles."""
    bodies = path.read_text(encoding="utf-8").split("\n== ")[1:]
    return [_read(number, body.partition("\n")[2].strip()) for number, body in enumerate(bodies, 1)]


def _read(number: int, marked: str) -> Article:
    article, opened, at = Article(number, ""), [], 0
    while at < len(marked):
        opening = _OPENS.match(marked, at)
        if opening:
            opened.append((len(article.text), opening[1]))
            at = opening.end()
            continue
        if marked[at] == "}":
            start, kind = opened.pop()
            span = (start, len(article.text))
            if kind.startswith("Q "):
                article.quotes[span] = kind[2:]
            else:
                article.names[span] = kind
        else:
            article.text += marked[at]
        at += 1
    assert not opened, article.text
    return article


@dataclass
class Score:
    """How well it agrees, in hundredths.

    Attributes:
        person: F of the people's names, each exactly as it is written.
        org: the same of organisations.
        speakers: of the direct quotations, how many are found and given to whoever says them.
        wrong: each mistake in words.
        sure: how sure each speaker of a direct quotation is said to be, and whether it is right.
    """

    person: float
    org: float
    speakers: float
    wrong: list[str]
    sure: list[tuple[float, bool]]


def score(annotate: Callable[[str], Annotations], some: Iterable[Article]) -> Score:
    """Annotate articles and compare.

    Args:
        annotate: what finds the names and quotes of a text.
        some: the articles.
    """
    count: Counter[tuple[str, str]] = Counter()
    wrong: list[str] = []
    sure: list[tuple[float, bool]] = []
    for article in some:
        found = annotate(article.text)
        _names(article, found, count, wrong)
        _speakers(article, found, count, wrong, sure)
    return Score(
        _f(count, "PERSON"), _f(count, "ORG"), 100 * count["Q", "right"] / max(1, count["Q", "gold"]), wrong, sure
    )


def _f(count: Counter[tuple[str, str]], kind: str) -> float:
    return 200 * count[kind, "hit"] / max(1, count[kind, "found"] + count[kind, "gold"])


def _core(text: str, span: Span) -> Span:
    """A name without an article."""
    article = _ARTICLE.match(text, *span)
    return (article.end(), span[1]) if article and article.end() < span[1] else span


def _names(article: Article, found: Annotations, count: Counter[tuple[str, str]], wrong: list[str]) -> None:
    text = article.text
    doubtful = [span for span, kind in article.names.items() if kind == "?"]
    for kind in ("PERSON", "ORG"):
        truth = {_core(text, span) for span, is_kind in article.names.items() if is_kind == kind}
        seen = {_core(text, (m.start, m.end)) for e in found.entities if e.kind == kind for m in e.mentions}
        seen = {span for span in seen if not any(_meet(span, other) for other in doubtful)}
        count[kind, "hit"] += len(truth & seen)
        count[kind, "gold"] += len(truth)
        count[kind, "found"] += len(seen)
        wrong += [f"{article.number} missed {kind} {text[a:b]!r}" for a, b in sorted(truth - seen)]
        wrong += [f"{article.number} no {kind} {text[a:b]!r}" for a, b in sorted(seen - truth)]


def _speakers(
    article: Article,
    found: Annotations,
    count: Counter[tuple[str, str]],
    wrong: list[str],
    sure: list[tuple[float, bool]],
) -> None:
    quotes = [
        (piece.start, piece.end, quote.speaker, quote.confidence) for quote in found.quotes for piece in quote.pieces
    ]
    for span, speaker in article.quotes.items():
        count["Q", "gold"] += 1
        best = max(quotes, key=lambda q: min(span[1], q[1]) - max(span[0], q[0]), default=None)
        told = article.text[slice(*span)][:50]
        if best is None or min(span[1], best[1]) - max(span[0], best[0]) < 0.5 * (span[1] - span[0]):
            wrong.append(f"{article.number} missed quote {told!r}")
            continue
        who = None if best[2] is None else found.entities[best[2]]
        own = {s for s, k in article.names.items() if k == "PERSON" and article.text[slice(*s)] == speaker}
        right = who is None if speaker == "-" else who is not None and _is(article, who.mentions, speaker, own)
        count["Q", "right"] += right
        if who is not None:
            sure.append((best[3], right))
        if not right:
            wrong.append(f"{article.number} {told!r} by {speaker}, not {who.name if who else '-'}")


def _is(article: Article, mentions: Iterable[Piece], speaker: str, own: set[Span]) -> bool:
    """Whether an entity is somebody: one of its mentions covers that name."""
    assert own, f"{speaker} is not named in article {article.number}"
    return any(_meet((m.start, m.end), span) for m in mentions for span in own)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
