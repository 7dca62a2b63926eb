"""A text as the passes over its names see it: plain lists by token, read once from the `Doc`."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from readers.annotate.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Doc

    from readers.annotate.encoding.encoder import Array

PARTICLES = words("titles", "particles")
"""Small words inside a person's name."""


GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""What stands after a person's name and is no surname."""


class Name(NamedTuple):
    """A name: half-open range of tokens, and an OntoNotes label."""

    start: int
    end: int
    label: str


WELL_KNOWN = dict.fromkeys(words("well_known", "people", "people of old"), "PERSON") | dict.fromkeys(
    words("well_known", "organisations"), "ORG"
)
"""Names of one word that news gives without saying who they are, with their kinds."""


class _Look(NamedTuple):
    """How a token is written.

    Attributes:
        word, lower, capital, gap: as in `View`.
        upper: in capitals throughout.
        small: in small letters throughout.
        sounds: has a letter or digit.
        letters: has a letter.
    """

    word: str
    lower: str
    capital: bool
    gap: bool
    upper: bool
    small: bool
    sounds: bool
    letters: bool


@functools.lru_cache(maxsize=1 << 14)
def _look(text: str) -> _Look:
    word = text.replace("’", "'")
    return _Look(
        word,
        word.lower(),
        _is_capital(word),
        "\n" in word,
        word.isupper(),
        word.islower(),
        any(c.isalnum() for c in word),
        any(c.isalpha() for c in word),
    )


class View:
    """Plain lists over the tokens of a text.

    Attributes:
        words: the tokens as written, with straight apostrophes.
        lower: the same in lower case.
        capital: whether a token begins like a name: with a capital letter, or a digit with capitals (``M5S``).
        upper: whether it is in capitals throughout, and longer than one letter.
        gap: whether a token is white space with a line break, so that no name goes across.
        first: whether a token begins a sentence or a line, where a capital proves nothing.
        shout: whether a token stands in a line all in capitals.
        pos: parts of speech; empty strings without a tagger.
        start: first code point of each token.
        end: one past its last.
        known: names that are well known or come from elsewhere, with their kinds, as evidence.
        lowered: the words that occur in lower case somewhere in this text.
        chances: of each token, how likely the encoder finds each of its kinds; ``None`` where it was not asked.
    """

    def __init__(self, doc: Doc, known: Mapping[str, str] | None = None, chances: Array | None = None) -> None:
        self.doc = doc
        self.chances = chances
        self.known = {**WELL_KNOWN, **(known or {})}
        columns = doc.to_array(["ORTH", "POS", "SENT_START", "IDX", "LENGTH"]).T.tolist() if len(doc) else [[]] * 5
        strings = {value: doc.vocab.strings[value] for value in {*columns[0], *columns[1]}}
        looks = [_look(strings[value]) for value in columns[0]]
        self.words = [look.word for look in looks]
        self.lower = [look.lower for look in looks]
        self.capital = [look.capital for look in looks]
        self.upper = [look.upper and len(look.word) > 1 for look in looks]
        self.gap = [look.gap for look in looks]
        self.pos = [strings[value] for value in columns[1]]
        self.start: list[int] = columns[3]
        self.end = [start + length for start, length in zip(columns[3], columns[4], strict=True)]
        self.lowered = {look.word for look in looks if look.small}
        self.first = _firsts(looks, [value == 1 for value in columns[2]])
        self.shout = _shouts(looks)

    def __len__(self) -> int:
        return len(self.words)

    def text(self, name: Name | tuple[int, int, str]) -> str:
        """A name as a key: its words with single spaces, no dots of abbreviation."""
        return " ".join(self.words[name[0] : name[1]]).replace(" - ", "-").replace(" '", "'")

    def pieces(self, name: Name) -> list[str]:
        """The words of a name, where what is written together is one: ``Chung-tai``."""
        result: list[str] = []
        for i in range(name.start, name.end):
            if result and not self.doc[i - 1].whitespace_:
                result[-1] += self.words[i]
            else:
                result.append(self.words[i])
        return result

    def char_gap(self, i: int) -> bool:
        """Whether white space stands before token ``i``."""
        return i > 0 and bool(self.doc[i - 1].whitespace_)


def _firsts(looks: list[_Look], firsts: list[bool]) -> list[bool]:
    opens = True
    for i, look in enumerate(looks):
        if opens:
            firsts[i] = True
        if not look.gap and look.sounds:
            opens = False
        if look.gap or look.word in _OPENS:
            opens = True
    return firsts


def _shouts(looks: list[_Look]) -> list[bool]:
    shout = [False] * len(looks)
    start = 0
    for i in range(len(looks) + 1):
        if i < len(looks) and not looks[i].gap:
            continue
        letters = [look for look in looks[start:i] if look.letters]
        loud = sum(look.upper for look in letters)
        if len(letters) >= 3 and loud >= 0.8 * len(letters):
            shout[start:i] = [True] * (i - start)
        start = i + 1
    return shout


_OPENS = frozenset({".", "!", "?", ":", "•", "*", "…", '"', "“", "‘"})
"""After these a capital proves nothing."""


def without_generation(inside: list[str]) -> list[str]:
    """The words of a name without ``Jr.`` or ``III`` at the end."""
    end = len(inside)
    while end > 1 and (inside[end - 1] == "," or inside[end - 1].rstrip(".").lower() in GENERATIONS):
        end -= 1
    return inside[:end]


def _is_capital(word: str) -> bool:
    first = word[0]
    if first.isupper() or first in "@#":
        return word[:2].strip("@#")[:1].isupper() if first in "@#" else True
    if first.isdigit():
        return any(c.isupper() for c in word) and word[-2:].lower() not in {"st", "nd", "rd", "th"}
    # pro-Beijing is no name; iPhone and eBay may be
    return first.isalpha() and word[1:2].isupper()


def tokens_taken(view: View, names: Iterable[Name]) -> list[int]:
    """For each token the index of the name it is in, or -1."""
    taken = [-1] * len(view)
    for index, name in enumerate(names):
        for i in range(name.start, name.end):
            taken[i] = index
    return taken


def without_overlaps(names: Iterable[Name]) -> list[Name]:
    """Sorted names; where two overlap the longer stays, then the earlier."""
    chosen: list[Name] = []
    used: set[int] = set()
    for name in sorted(names, key=lambda n: (n.start - n.end, n.start)):
        span = range(name.start, name.end)
        if span and not any(i in used for i in span):
            used.update(span)
            chosen.append(name)
    return sorted(chosen)


def instead(names: Iterable[Name], found: list[Name]) -> list[Name]:
    """Sorted: the names found, and of the others those that they do not touch."""
    covered = {i for n in found for i in range(n.start, n.end)}
    return sorted([n for n in names if not covered.intersection(range(n.start, n.end))] + found)


def fold(text: str) -> str:
    """A key that ignores case, accents and dots."""
    if text.isascii():
        return text.replace(".", "").lower()
    plain = unicodedata.normalize("NFD", text)
    return "".join(c for c in plain if not unicodedata.combining(c) and c != ".").casefold()
