"""Words run together where the markup between them was lost, as scraped pages have them.

``TheOnion`` becomes two tokens, ``The`` and ``Onion``, so that names can be found in it; nothing changes in the text.
Only a little word (article, preposition, pronoun, adverb that opens a sentence) or a given name is split off, so that
``McDonald``, ``YouTube`` and ``LibriVox`` stay whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from readers.annotate.given import GIVEN_SURE
from readers.annotate.words import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

GLUED = re.compile(r"(?P<head>[A-Z][a-zà-ÿ]+)(?=[A-Z][a-zà-ÿ]{2,})|(?P<little>[A-Z][a-z]{1,4})(?=I$)")
SIGNED = re.compile(r"[-–—―]{1,2}(?=[A-Z][a-z])")
"""The dash before a signature: ``-Commissioner Roe``."""
NO_CONTRACTIONS = frozenset({"Im", "Ive"})
"""What spaCy takes for ``I'm`` and ``I've`` without their apostrophe: Jony Ive, Im Dong-hyun."""
_MARK = r"[“”„«»\"]"
MARKED = (
    rf"(?<=[A-Za-zÀ-ɏ,.!?:;…—–“”„«»\"]){_MARK}(?={_MARK}*[,.;]?[\w(])|[,.!?:…](?={_MARK}[\w(])|(?<={_MARK})[,.;](?=\w)"
)
"""A quotation mark without the space that belongs beside it (``said“It``), and a point on either side of the mark."""
OPENERS = words("things", "openers")


def part_glued_words(nlp: Language) -> None:
    """Teach the tokenizer of a pipeline to part words that were run together, at marks too, and no surname."""
    tokenizer: Any = nlp.tokenizer
    usual: Callable[[str], re.Match[str] | None] | None = tokenizer.prefix_search

    def prefix(text: str) -> re.Match[str] | None:
        match = usual(text) if usual else None
        return match or SIGNED.match(text) or _glued(text)

    tokenizer.prefix_search = prefix
    parted = f"{tokenizer.infix_finditer.__self__.pattern}|{MARKED}"  # one pattern: its matches cannot overlap
    tokenizer.infix_finditer = re.compile(parted).finditer
    tokenizer.rules = {word: parts for word, parts in tokenizer.rules.items() if word not in NO_CONTRACTIONS}


def _glued(text: str) -> re.Match[str] | None:
    match = GLUED.match(text) if text[0].isupper() and text[1:2].islower() else None
    if match is None:
        return None
    head = match[0].lower()
    return match if head in OPENERS or (head in GIVEN_SURE and len(head) > 3) else None


def is_run_together(word: str, lowered: set[str]) -> bool:
    """Whether a capitalised word is only two common words run together: ``Andthen``, ``Ifyou``, ``Mybrother``.

    Args:
        word: as written.
        lowered: words that the text writes in lower case elsewhere.
    """
    lower = word.lower()
    for cut in range(1, min(len(word) - 1, 10)):
        if lower[:cut] in OPENERS and (lower[cut:] in OPENERS or (lower[cut:] in lowered and len(word) - cut > 1)):
            return True
    return False
