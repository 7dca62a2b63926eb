"""Newspapers, magazines and news sites whose names are words: ``The Hill``, ``The Week``, ``The Sun``."""

from __future__ import annotations

from readers.annotate.names.view import Name, View, instead
from readers.annotate.words import words

PAPERS = words("well_known", "papers")
MOST_WORDS = max(len(paper.split()) for paper in PAPERS)


def with_papers(view: View, names: list[Name]) -> list[Name]:
    """Name the papers after a capital ``The``; at the head of a sentence only those that another sentence names."""
    found = [name for i in range(1, len(view)) if (name := _paper(view, i)) is not None]
    sure = {view.text(name) for name in found if _in_a_sentence(view, name.start - 1)}
    return instead(names, [name for name in found if view.text(name) in sure])


def _paper(view: View, start: int) -> Name | None:
    """The paper whose name stands here, and nothing more of a longer name."""
    if view.words[start - 1] != "The" or not view.capital[start]:
        return None
    for end in range(min(start + MOST_WORDS, len(view)), start, -1):
        if view.text((start, end, "")) in PAPERS:
            longer = end < len(view) and view.capital[end]
            return None if longer else Name(start, end, "ORG")
    return None


def _in_a_sentence(view: View, i: int) -> bool:
    """Whether a capital says something here: not at a head, nor in a title in which most words have one."""
    return not view.first[i] and not view.capital[i - 1]
