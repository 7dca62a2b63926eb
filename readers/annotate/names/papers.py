"""Newspapers, magazines and news sites whose names are words: ``The Hill``, ``The Week``, ``The Sun``."""

from __future__ import annotations

import re

from readers.annotate.names.view import Name, View, instead, tokens_taken
from readers.annotate.words import words

PAPERS = words("well_known", "papers")
MOST_WORDS = max(len(re.findall(r"\w+|-", paper)) for paper in PAPERS)
"""Tokens in the longest of them."""
DESCRIBED = frozenset({"ADJ", "NOUN", "PROPN"})
"""Parts of speech of what may stand behind a word that is no paper's name: ``The Australian government``."""


def with_papers(view: View, names: list[Name]) -> list[Name]:
    """Name the papers after a capital ``The``; at the head of a sentence only those that another sentence names."""
    taken = tokens_taken(view, names)
    found = [
        name for i in range(1, len(view)) if (name := _paper(view, i)) is not None and not _is_part(name, names, taken)
    ]
    sure = {view.text(name) for name in found if _in_a_sentence(view, name.start - 1)}
    kept = [name for name in found if view.text(name) in sure and not _describes(view, name)]
    return instead(names, kept)


def _paper(view: View, start: int) -> Name | None:
    """The paper whose name stands here, and nothing more of a longer name."""
    if view.words[start - 1] != "The" or not view.capital[start]:
        return None
    for end in range(min(start + MOST_WORDS, len(view)), start, -1):
        if view.text((start, end, "")) in PAPERS:
            longer = end < len(view) and (view.capital[end] or view.words[end] in {"-", "&", "of"})
            return None if longer else Name(start, end, "ORG")
    return None


def _is_part(name: Name, names: list[Name], taken: list[int]) -> bool:
    """Whether a longer name is known here: ``The Globe and Mail``."""
    return any(k >= 0 and names[k].end > name.end for k in taken[name.start : name.end])


def _describes(view: View, name: Name) -> bool:
    """Whether a word at the head of a sentence stands before another that it describes."""
    follows = name.end < len(view) and view.pos[name.end] in DESCRIBED
    return view.first[name.start - 1] and follows


def _in_a_sentence(view: View, i: int) -> bool:
    """Whether a capital says something here: not at a head, nor in a title in which most words have one."""
    return not view.first[i] and not view.capital[i - 1]
