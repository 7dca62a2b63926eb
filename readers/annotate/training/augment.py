"""Other names, cases and marks for annotated texts: what is learned is how names behave, not which there are."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from readers.annotate.words import sections

Text = dict[str, Any]
LISTS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
"""Particles, surnames, nicknames, mononyms and companies from all over the world."""

OWNED = 0.06
"""How many organisations are said to be somebody's, of those that may be."""
_BEFORE = "after against and as at but by for from in into join joined of on that to told when while with"
_MAY_BE_OWNED = re.compile(rf"(?:^|\n|[.,;:“\"] |\b(?:{_BEFORE.replace(' ', '|')}) )(?P<the>(?:[Tt]he )?)$")
"""What stands before an organisation that somebody's name may stand before."""


class Pools(NamedTuple):
    """Names to put in: given names, surnames, organisations."""

    given: list[str]
    surnames: list[str]
    organisations: list[str]


def pools(texts: list[Text]) -> Pools:
    """Pools of names, from word lists and from the texts that are trained on."""
    given = sorted({g for k, v in sections("given_names").items() if not k.endswith("?") for g in v})
    surnames, organisations = LISTS["surnames"] * 2, LISTS["companies"] * 3
    for text in texts:
        for m in text["mentions"]:
            name = text["text"][m["start"] : m["end"]]
            if m["kind"] == "PERSON" and " " in name:
                surnames.append(name.split()[-1])
            elif m["kind"] == "ORG":
                organisations.append(name)
    return Pools([g.capitalize() for g in given], sorted(surnames), sorted(organisations))


def augment(text: Text, names: Pools, chance: random.Random) -> Text:
    """One text, varied."""
    result = text
    if chance.random() < 0.6:
        result = renamed(result, names, chance)
    return recased(owned(result, names, chance), chance)


def _person(names: Pools, chance: random.Random) -> tuple[str, str]:
    """A full name and the part that stands for it alone."""
    kind = chance.random()
    given, last = chance.choice(names.given), chance.choice(names.surnames)
    if kind < 0.05:
        alone = chance.choice(LISTS["mononyms"])
        return alone, alone
    if kind < 0.25:
        last = chance.choice(LISTS["particles"]) + last
    if kind > 0.9:
        last = f"{last}-{chance.choice(names.surnames)}"
    extra = chance.random()
    if extra < 0.08:
        left, right = chance.choice(("“”", '""', "‘’", "''"))
        return f"{given} {left}{chance.choice(LISTS['nicknames'])}{right} {last}", last
    if extra < 0.14:
        return f"{given} {last}{chance.choice((' Jr.', ' III', ' II', ' Sr.', ', Jr.', ' Jr', ' IV'))}", last
    if extra < 0.22:
        return f"{given} {chance.choice('ABCDEFGHJKLMNPRSTW')}. {last}", last
    if extra < 0.27:
        return (
            f"{chance.choice('ABCDEJKLMPRST')}.{chance.choice(('', ' '))}{chance.choice('ABCDEJKLMPRST')}. {last}",
            last,
        )
    if extra < 0.34:
        return f"{given} {chance.choice(names.given)} {last}", last
    return f"{given} {last}", last


def renamed(text: Text, names: Pools, chance: random.Random) -> Text:
    """The same text about other people, and other organisations of one name."""
    source = text["text"]
    groups: dict[str, list[Text]] = {}
    for number, m in enumerate(text["mentions"]):
        groups.setdefault(f"{m['kind']} {m.get('entity', number)}", []).append(m)
    new: dict[int, str] = {}
    for key, mentions in groups.items():
        found = {source[m["start"] : m["end"]] for m in mentions}
        if key.startswith("PERSON") and chance.random() < 0.7:
            full, alone = _person(names, chance)
            for m in mentions:
                old = source[m["start"] : m["end"]]
                new[m["start"]] = full if " " in old else full.split()[0] if _is_first(old, found) else alone
        elif key.startswith("ORG") and len(found) == 1 and chance.random() < 0.5:
            name = chance.choice(names.organisations)
            new |= {m["start"]: name for m in mentions}
    new = {a: b for a, b in new.items() if not any(i[0] <= a < i[1] for i in text["ignore"])}
    return _put(text, new)


def owned(text: Text, names: Pools, chance: random.Random, share: float = OWNED) -> Text:
    """The same text, in which some organisations are said to be somebody's: ``Ann Roe's Tessera``.

    Articles have many of the reverse, ``Tessera's Ann Roe``, and few of these. An empty line before it becomes a
    line break.
    """
    source = text["text"]
    owners: dict[int, tuple[int, str]] = {}
    for m in sorted(text["mentions"], key=lambda m: m["start"]):
        before = _MAY_BE_OWNED.search(source, max(0, m["start"] - 20), m["start"])
        if m["kind"] != "ORG" or before is None or chance.random() >= share:
            continue
        if not any(a < m["end"] and before.start("the") < b for a, b in text["ignore"]):
            full, alone = _person(names, chance)
            owners[before.start("the")] = (m["start"], full if chance.random() < 0.9 else alone)
    after = chance.choice(("'s ", "’s "))
    new, moved = replaced(source, {start: (end, name + after) for start, (end, name) in owners.items()})
    mentions = [{**m, "start": moved(m["start"]), "end": moved(m["end"], True)} for m in text["mentions"]]
    for end, name in owners.values():
        start = moved(end) - len(name + after)
        mentions.append({"start": start, "end": start + len(name), "kind": "PERSON"})
    ignore = [[moved(a), moved(b)] for a, b in text["ignore"]]
    return {**text, "text": new, "mentions": sorted(mentions, key=lambda m: m["start"]), "ignore": ignore}


def _is_first(name: str, found: set[str]) -> bool:
    return any(f.startswith(name + " ") for f in found)


def _put(text: Text, new: dict[int, str]) -> Text:
    kept: list[Text] = []
    for m in sorted(text["mentions"], key=lambda m: m["start"]):
        if not kept or m["start"] >= kept[-1]["end"]:
            kept.append(m)
    source, moved = replaced(text["text"], {m["start"]: (m["end"], new[m["start"]]) for m in kept if m["start"] in new})
    mentions = [{**m, "start": moved(m["start"]), "end": moved(m["end"], True)} for m in kept]
    return {**text, "text": source, "mentions": mentions, "ignore": [[moved(a), moved(b)] for a, b in text["ignore"]]}


def replaced(source: str, new: dict[int, tuple[int, str]]) -> tuple[str, Callable[..., int]]:
    """Put other words in place of some.

    Args:
        source: a text.
        new: start of a span → its end, and what is to stand there; of spans that overlap the first counts.

    Returns:
        The text, and a function from a place in the old text to that in the new; of one within a span it gives the
        beginning of what stands there now, or with a true second argument its end.
    """
    out, at = "", 0
    put: list[tuple[int, int, int]] = []  # of each span: start, end, and how far what follows it moves
    for start in sorted(new):
        if start >= at:
            out += source[at:start] + new[start][1]
            at = new[start][0]
            put.append((start, at, len(out) - at))

    def moved(i: int, end: bool = False) -> int:
        by = 0
        for start, stop, more in put:
            if i >= stop:
                by = more
            elif i > start:
                return stop + more if end else start + by
        return i + by

    return out + source[at:], moved


def recased(text: Text, chance: random.Random) -> Text:
    """Capitals and marks as other outlets have them; every offset stays."""
    source = text["text"]
    if chance.random() < 0.3:
        source = source.translate(str.maketrans("“”‘’", "\"\"''"))
    elif chance.random() < 0.2:
        source = re.sub(r"'", "’", re.sub(r'"(?=\w)', "“", re.sub(r'(?<=\S)"', "”", source)))
    lines = source.split("\n")
    if chance.random() < 0.25 and len(lines[0].split()) < 20:
        lines[0] = (
            _upper(lines[0])
            if chance.random() < 0.25
            else re.sub(r"(?<![\w’'])[a-z]+", lambda m: m[0].capitalize() if len(m[0]) > 3 else m[0], lines[0])
        )
    for i in range(1, len(lines)):
        if len(lines[i].split()) > 8 and chance.random() < 0.04:
            cut = re.match(r"(\S+\s+){2,7}", lines[i])
            lines[i] = _upper(cut[0]) + lines[i][cut.end() :] if cut else lines[i]
    source = "\n".join(lines)
    return {**text, "text": source} if len(source) == len(text["text"]) else text


def _upper(line: str) -> str:
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in line)
