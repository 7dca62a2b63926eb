"""A short story that an annotator read badly, and shorthand for what is set right in it."""

from __future__ import annotations

from readers.marks.anchors import anchor, places, wording
from readers.marks.corrections import carry_out
from readers.model import Anchor, Annotations, Correction, Document, Entity, Named, Quote, Span

TEXT = (
    "Mayor Ada Quist opened the Quist Bridge on May Day. Quist said: “It will stand.”\n\n"
    "Her brother, Bo Quist, called it “a toy”. “I paid for it,” Mr Quist said. May Lund of Northline was not there."
)
STORY = Document(TEXT, title="Quist opens her bridge", url="https://courier.example/bridge")


def spans(words: str, text: str = TEXT) -> tuple[Span, ...]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return tuple(found)


def story() -> Annotations:
    """What an annotator that is often wrong found: one Quist, the bridge a person, Northline a place."""
    ada, bo = spans("Ada Quist")[0], spans("Bo Quist")[0]
    bridge = spans("Quist Bridge")[0]
    inside = (ada, bo, bridge)
    alone = [span for span in spans("Quist") if not any(span.overlaps(other) for other in inside)]
    first, second = alone
    toy, stand, paid = (spans(words)[0] for words in ("a toy", "It will stand.", "I paid for it,"))
    return Annotations(
        "test-1",
        (
            Entity(0, "Ada Quist", "PERSON", tuple(sorted((ada, bo, *alone))), (Span(0, 5),), 0.6),
            Entity(1, "Quist Bridge", "PERSON", (bridge,), (), 0.2),
            Entity(2, "May", "PERSON", spans("May ")[:1], (), 0.1),
            Entity(3, "May Lund", "PERSON", spans("May Lund"), (), 0.06),
            Entity(4, "Northline", "GPE", spans("Northline"), (), 0.04),
        ),
        (
            Quote(stand.start, stand.end, "direct", 0, first, spans("said")[0], 0.9),
            Quote(toy.start, toy.end, "fragment", 0, bo, spans("called")[0], 0.8),
            Quote(paid.start, paid.end, "direct", 0, second, spans("said")[1], 0.7),
        ),
    )


def named(name: str, words: str | None = None, nth: int = 0) -> Named:
    return Named(name, anchor(STORY, spans(words or name)[nth]))


def said(words: str) -> Anchor:
    return anchor(STORY, spans(words)[0])


def right(*corrections: Correction) -> Annotations:
    outcome = carry_out(STORY, story(), corrections)
    assert outcome.unfit == ()
    return outcome.annotations


def called(found: Annotations) -> dict[str, list[str]]:
    """Name → its mentions in words, the most salient first."""
    return {entity.name: [wording(STORY, place) for place in places(entity)] for entity in found.entities}


def speakers(found: Annotations) -> list[str | None]:
    return [None if quote.speaker is None else found.entities[quote.speaker].name for quote in found.quotes]
