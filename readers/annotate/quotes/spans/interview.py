"""Who speaks in each turn of an interview: labels, initials, and what the introduction tells of who spoke to whom."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from readers.annotate.clusters import EntityCluster
from readers.annotate.quotes.initials import are_initials, begin_initials
from readers.annotate.quotes.spans.labels import Label
from readers.annotate.quotes.spans.lines import Line
from readers.annotate.quotes.spans.turns import Turn

BY_NAME = 0.97
BY_INITIALS = 0.93
BY_TURN = 0.9
BY_INTRODUCTION = 0.85
"""How often a speaker found so was right on interviews that were not looked at while the rules were made."""
_TO = re.compile(
    r"\b(?:spoke|speaks|speaking|talked|talks|talk|talking|sat down|sits down|chatted|chats|caught up|catches up|"
    r"met up|in conversation|explains?|explained|answered questions?)\s+(?:exclusively\s+|recently\s+)?"
    r"(?:to|with|from)\s+(?:the\s+|our\s+)?(?:[\w’'-]+\s+){0,3}?$"
)
_TOLD = re.compile(r"\b(?:told|tells|interviewed by|as told to)\s+(?:the\s+|our\s+)?(?:[\w’'-]+\s+){0,3}?$")
_ASKED = re.compile(
    r"\s*(?:recently\s+|then\s+)?"
    r"(?:asked|asks|interviewed|quizzed|questioned|spoke|speaks|talked|talks|sat down|caught up|met)\b"
)
_HOSTED = re.compile(r"\s+(?:hosts?|hosted|moderates?|moderated|presents?|presented)\b")
_FOR = re.compile(
    r"\b(?:questions? (?:for|with|to)|minutes with|hours? with|interview with|conversation with|Q\s?&\s?A(?: with|:)|"
    r"meet|interview:|with|today:|candidate:|interviewed|profile:)[\s…:“‘\"']*$",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\b(?:by|portraits?|photographs?|photos?|words|text|illustration)\s*:?\s*$", re.IGNORECASE)
_SELF = re.compile(r"\b(?:I|we|us)\b")


@dataclass(frozen=True)
class Cast:
    """Who takes part.

    Attributes:
        answers: the entity that is interviewed, or ``None``.
        asks: the person or outlet that asks, if the introduction names one.
    """

    answers: int | None
    asks: int | None


def speakers_of(
    text: str, lines: Sequence[Line], turns: Sequence[Turn], clusters: Sequence[EntityCluster]
) -> list[tuple[int | None, float]]:
    """Say whose each turn is.

    Args:
        text: the document.
        lines: its paragraphs.
        turns: from `readers.annotate.quotes.spans.turns.find_turns`.
        clusters: its entities.

    Returns:
        For each turn the number of the entity, or ``None``, and how sure that is, 0–1.
    """
    named = _by_label(turns, clusters)
    cast = _cast(text, lines, turns, clusters, taken=set(named.values()))
    host = next((named[turn.label.name] for turn in turns[:1] if turn.label and turn.label.name in named), None)
    said: list[tuple[int | None, float]] = []
    for turn in turns:
        name = turn.label.name if turn.label is not None else ""
        if turn.label is not None and turn.label.kind == "name":
            entity = named.get(name)
            if entity is None and len({t.label.name for t in turns if t.label}) == 2:
                other = cast.answers if host is not None and cast.answers != host else cast.asks
                entity = other if other not in named.values() else None
            sure = BY_NAME if entity is not None and " " in name else BY_INITIALS
        elif turn.asks:
            entity, sure = cast.asks, BY_INTRODUCTION
        else:
            entity, sure = cast.answers, BY_TURN
        said.append((entity, sure if entity is not None else 0.0))
    return said


# ------------------------------------------------------------------ labels
def _by_label(turns: Sequence[Turn], clusters: Sequence[EntityCluster]) -> dict[str, int]:
    """Whom each label with a name means."""
    labels = [turn.label for turn in turns if turn.label is not None and turn.label.kind == "name"]
    found: dict[str, int] = {}
    for label in labels:
        if label.name not in found and (entity := _whole_name(label, clusters)) is not None:
            found[label.name] = entity
    taken = set(found.values())
    for label in labels:
        if label.name in found:
            continue
        entity = _part_of_name(label, clusters, taken)
        if entity is not None:
            found[label.name] = entity
    return found


def _whole_name(label: Label, clusters: Sequence[EntityCluster]) -> int | None:
    """The entity whose name, of several words, a label gives."""
    if " " not in label.name:
        return None
    for number, cluster in enumerate(clusters):
        if cluster.kind in ("PERSON", "ORG") and cluster.name.lower() == label.name:
            return number
    return _mentioned(label, clusters)


def _part_of_name(label: Label, clusters: Sequence[EntityCluster], taken: set[int]) -> int | None:
    """The entity that a label means by a first name, a surname or initials; those who have a turn already first."""
    able = [
        (number, cluster)
        for number, cluster in enumerate(clusters)
        if cluster.kind in ("PERSON", "ORG") and " " in cluster.name
    ]
    for test in (_is_part, are_initials, begin_initials):
        fitting = [number for number, cluster in able if test(label.name, cluster.name.lower())]
        best = [number for number in fitting if number in taken] or fitting
        if len(best) == 1 or (best and test is _is_part):
            return min(best)
    return _mentioned(label, clusters)


def _is_part(label: str, name: str) -> bool:
    words = name.split()
    return label in (words[0], words[-1]) or (" " in label and (name.endswith(f" {label}") or name.startswith(label)))


def _mentioned(label: Label, clusters: Sequence[EntityCluster]) -> int | None:
    """The entity with a mention within a label."""
    start, end = label.span
    for number, cluster in enumerate(clusters):
        if cluster.kind not in ("PERSON", "ORG"):
            continue
        at = bisect_left(cluster.mentions, (start, start))
        if at < len(cluster.mentions) and cluster.mentions[at][1] <= end:
            return number
    return None


# ------------------------------------------------------------------ the introduction
def _cast(
    text: str, lines: Sequence[Line], turns: Sequence[Turn], clusters: Sequence[EntityCluster], taken: set[int]
) -> Cast:
    """Who asks and who answers, by headline and introduction."""
    first = turns[0]
    begins = first.label.span[0] if first.label is not None else first.pieces[0][0]
    heading = lines[0].end if lines and lines[0].end <= begins else 0
    asks: Counter[int] = Counter()
    answers: Counter[int] = Counter()
    for number, cluster in enumerate(clusters):
        if cluster.kind not in ("PERSON", "ORG"):
            continue
        for start, end in cluster.mentions:
            if end > begins:
                break
            if cluster.kind == "PERSON" or (start < heading and _FOR.search(text, max(0, start - 60), start)):
                answers[number] += _answers(text, start, heading)
            asks[number] += _asks(text, start, end, heading)
    asking = _best(asks)
    for number in taken if len(taken) > 1 else ():
        answers.pop(number, None)
    if asking is not None:
        answers.pop(asking, None)
    answering = _best(answers)
    if answering is None:
        answering = next((n for n, c in enumerate(clusters) if c.kind == "PERSON" and n != asking), None)
    return Cast(answering, asking)


def _best(scores: Counter[int]) -> int | None:
    """The entity with the highest score above nothing; the more salient of two that have the same."""
    best = max(scores.values(), default=0)
    return min(number for number, score in scores.items() if score == best) if best > 0 else None


def _answers(text: str, start: int, heading: int) -> int:
    """How much one mention says that this person is the one interviewed."""
    before = text[max(0, start - 60) : start]
    if _CREDIT.search(before):
        return -3
    score = 3 if start < heading else 1
    return score + (4 if _FOR.search(before) else 0)


def _asks(text: str, start: int, end: int, heading: int) -> int:
    """How much one mention says that this is who asks."""
    if start < heading:
        return 0
    clause = re.split(r"[.!?\n]\s", text[max(0, start - 160) : start])[-1]
    if _TO.search(clause) or _TOLD.search(clause):
        return 0 if _SELF.search(clause) else 4
    after = text[end : end + 40]
    return 4 if _ASKED.match(after) or _HOSTED.match(after) else 0
