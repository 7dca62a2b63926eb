"""Which names of organisations, places and things mean the same one."""

from __future__ import annotations

import collections
import re

from readers.annotate.names.view import fold
from readers.annotate.words import words

SMALL = frozenset({"of", "the", "and", "for", "to", "in", "on", "at", "de", "du", "des", "la", "le", "&", "-", "'s"})
LEGAL = frozenset(fold(word) for word in words("organisations", "legal", "clubs"))
HEADS = frozenset(fold(word) for word in words("organisations", "heads", "legal", "companies"))
OWNERS = frozenset(fold(word) for word in words("peoples") | words("places", "countries", "states", "cities")) | {
    "un",
    "eu",
}
BODIES = frozenset(fold(word) for word in words("organisations", "bodies beside"))
"""Last words of a body beside the organisation whose name it bears: ``Tessera Foundation`` is not ``Tessera``."""
GENERAL = HEADS | frozenset(word.lower() for word in words("organisations", "bare"))
"""Words that are short for too many organisations."""
MOST_PARTS = 12
WORD = re.compile(r"[\w&]+")
SITE = re.compile(r"(?<=\w)\.(?:com|org|net|co\.uk)$", re.I)
"""What a company's address adds to its name: ``Edmunds.com``."""
SAME = {
    alias: name
    for name, aliases in {
        "united states": ("us", "usa", "united states of america", "america"),
        "united kingdom": ("uk", "britain", "great britain"),
        "united nations": ("un",),
        "european union": ("eu",),
        "united arab emirates": ("uae",),
        "north korea": ("dprk",),
        "soviet union": ("ussr",),
        "new york": ("new york city",),
        "washington": ("washington dc",),
    }.items()
    for alias in aliases
}
"""Short forms that every reader knows."""


def group(names: list[tuple[str, str]], pairs: dict[str, str]) -> dict[tuple[str, str], int]:
    """Number the distinct names of a text so that those of one entity have one number.

    Args:
        names: distinct pairs of text and kind, in the order of first occurrence.
        pairs: short forms the text explains, to their full forms; both folded by `key`.

    Returns:
        The number of each name.
    """
    result: dict[tuple[str, str], int] = {}
    numbers: dict[tuple[str, str], int] = {}
    links = _Links(names, pairs)
    for text, kind in names:
        target = links.target(text, kind)
        number = numbers.setdefault((target, kind), len(numbers))
        result[text, kind] = number
    return result


def key(text: str) -> str:
    """A name without article, legal form, case, accents, dots and ``.com``."""
    found = list(WORD.findall(fold(SITE.sub("", text).replace("’", "'").replace("'s", " "))))
    first, last = 0, len(found) - 1
    while first < last and found[first] in {"the", "a", "an"}:
        first += 1
    while last > first and found[last] in LEGAL:
        last -= 1
    joined = " ".join(found[first : last + 1])
    return SAME.get(joined, joined)


def initials(text: str) -> set[str]:
    """What a name's initials spell, with and without its small words; of one word, its capitals: ``LibriVox``."""
    found = list(WORD.findall(text.replace("’s", "")))
    capitals = [w for w in found if w.lower() not in SMALL and w.lower() not in LEGAL]
    inner = [c for c in text if c.isupper()] if len(found) == 1 and not text.isupper() else []
    return {"".join(w[0] for w in some).lower() for some in (capitals, found, inner) if len(some) > 1}


class _Links:
    """For each kind, which name stands for which."""

    def __init__(self, names: list[tuple[str, str]], pairs: dict[str, str]) -> None:
        self.pairs = pairs
        self.keys: dict[str, dict[str, str]] = collections.defaultdict(dict)
        self.place: dict[str, int] = {}
        self.spelled: dict[str, dict[str, set[str]]] = collections.defaultdict(lambda: collections.defaultdict(set))
        self.shorter: dict[str, dict[str, set[str]]] = collections.defaultdict(lambda: collections.defaultdict(set))
        self.looser: dict[str, dict[str, set[str]]] = collections.defaultdict(lambda: collections.defaultdict(set))
        for text, kind in names:
            name = key(text)
            if name in self.keys[kind]:
                continue
            self.place.setdefault(name, len(self.place))
            self.keys[kind][name] = text
            parts = name.split()
            for spelled in initials(text):
                self.spelled[kind][spelled].add(name)
            if 1 < len(parts) < MOST_PARTS:
                self._note_parts(kind, name, parts)

    def _note_parts(self, kind: str, name: str, parts: list[str]) -> None:
        """Note what a name may be called for short: surely, and perhaps."""
        for i in range(1, len(parts)):
            before, after = " ".join(parts[:i]), " ".join(parts[i:])
            owned = before in OWNERS or all(part in OWNERS or part in SMALL for part in parts[:i])
            table = self.shorter if owned else self.looser
            if parts[i] not in SMALL and (owned or i == len(parts) - 1 or not set(parts[i:]) <= GENERAL):
                table[kind][after].add(name)
            headed = parts[i] == "of" or set(parts[i:]) <= HEADS - BODIES
            if headed:
                self.shorter[kind][before].add(name)
            elif not set(parts[:i]) & (HEADS | OWNERS | SMALL) and not set(parts[i:]) & BODIES:
                self.looser[kind][before].add(name)
        if "of" in parts:
            cut = parts.index("of")
            for i in range(1, cut):
                if all(part in OWNERS for part in parts[:i]):
                    self.shorter[kind][" ".join(parts[i:cut])].add(name)

    def target(self, text: str, kind: str) -> str:
        """The key of the entity that a name belongs to."""
        name = key(text)
        for _ in range(4):
            following = self._next(name, text, kind)
            if following in {None, name}:
                break
            name = str(following)
            text = self.keys[kind].get(name, text)
        return name

    def _next(self, name: str, text: str, kind: str) -> str | None:
        full = self.pairs.get(name)
        if full is not None and full in self.keys[kind]:
            return full
        if kind != "ORG":
            return None
        letters = name.replace(" ", "")
        if text.replace(".", "").replace("&", "").isupper() and len(letters) > 1:
            spelled = self.spelled[kind].get(letters, set()) - {name}
            if spelled:
                return next(iter(spelled)) if len(spelled) == 1 else None
        longer = self.shorter[kind].get(name, set())
        if not longer:
            # a short name comes after the full one; what comes first is an organisation of its own: a parent company
            longer = {full for full in self.looser[kind].get(name, ()) if self.place[full] < self.place[name]}
        return next(iter(longer)) if len(longer) == 1 else None
