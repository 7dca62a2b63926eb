"""Whose a ministry is: ``Greece's interior ministry`` is not ``Turkey's Interior Ministry``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.annotate.identity.groups import GENERAL, key
from readers.annotate.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

COMMON = GENERAL | frozenset(word.lower() for word in words("organisations", "state bodies"))
"""Words of bodies that every state or town has."""
STEM = 4
"""First letters that a country and its people share: ``Greece``, ``Greek``."""


def qualified(doc: Doc, spans: list[Span]) -> list[str]:
    """The text of each name; before that of a body which every state has, whose it is, where the text says so.

    Args:
        doc: the text.
        spans: its names other than people's, sorted.
    """
    ends = {span.end: span for span in spans if span.label_ in {"GPE", "LOC", "NORP"}}
    starts = {span.start: span for span in ends.values()}
    texts: list[str] = []
    seen: dict[str, str] = {}
    every = {key(span.text): span.text for span in spans if span.label_ == "ORG"}
    for span in spans:
        text = span.text
        if span.label_ == "ORG":
            name = key(text)
            if _is_common(name):
                owner = _owner(doc, span, ends, starts)
                text = _of(owner.text, text, every) if owner is not None else _latest(name, seen) or text
            seen.pop(key(text), None)
            seen[key(text)] = text
        texts.append(text)
    return texts


def _is_common(name: str) -> bool:
    """Whether a name could be any state's."""
    return all(part in COMMON or part in {"of", "and", "for"} for part in name.split())


def _owner(doc: Doc, span: Span, ends: dict[int, Span], starts: dict[int, Span]) -> Span | None:
    """The place before a possessive or after ``of``."""
    if span.start > 1 and doc[span.start - 1].lower_ in {"'s", "’s", "'", "’"}:
        return ends.get(span.start - 1)
    if span.end + 1 < len(doc) and doc[span.end].lower_ in {"of", "in"}:
        return starts.get(span.end + 1) or starts.get(span.end + 2)
    return None


def _of(owner: str, text: str, every: dict[str, str]) -> str:
    """A body with its owner, as the text has it elsewhere: ``Greek Interior Ministry``."""
    ending, stem = f" {key(text)}", key(owner)[:STEM]
    return next((t for k, t in every.items() if k.endswith(ending) and k.startswith(stem)), f"{owner} {text}")


def _latest(name: str, seen: dict[str, str]) -> str:
    """Of several bodies that a bare name may mean, the one last named; empty if there are not several."""
    fitting = [text for k, text in seen.items() if k.endswith(f" {name}")]
    said_enough = " " in name or name == "ministry"
    return fitting[-1] if len(fitting) > 1 and said_enough else ""
