"""How well names are joined across articles: `python -m tests.readers.library.people.score [tune|kept]`.

Stores the articles of `gold.jsonl` one after another in a new library, with their names as the file marks them, and
compares who is said to be one with who is. Weights and lists were set on the half `tune`; `kept` is to be looked at
last.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from readers.library.library import Library
from readers.model import Annotations, Document, Entity, Entry, Feed, Span

GOLD = Path(__file__).with_name("gold.jsonl")
KINDS = {"p": "PERSON", "o": "ORG", "g": "GPE"}
BEGIN = datetime(2026, 3, 1, 8, tzinfo=UTC)
_MARK = re.compile(r"⟦([^|]*)\|(\w+)⟧")


class Told(NamedTuple):
    """A name of an article: whom it means, as what, and whom the library took it for."""

    article: str
    meant: str
    name: str
    tells_office: bool
    root: int


class Score(NamedTuple):
    """What came of it.

    Attributes:
        precision, recall, f: of pairs of names in different articles that are said to be one, 0-1.
        wrong: pairs that are said to be one and are not, with their names.
        missing: pairs that are one and were not said to be.
        told_apart: of the wrong pairs, those whose texts both give the name in full and an office.
    """

    precision: float
    recall: float
    f: float
    wrong: Counter[tuple[str, str]]
    missing: Counter[tuple[str, str]]
    told_apart: int


def articles(half: str) -> list[dict[str, str]]:
    """The articles of a half."""
    every = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [one for one in every if one["half"] == half]


def parsed(marked: str) -> tuple[str, list[tuple[Span, str]]]:
    """A marked text as it is printed, and who is named where."""
    text, names, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        names.append((Span(len(text), len(text) + len(mark[1])), mark[2]))
        text += mark[1]
        at = mark.end()
    return text + marked[at:], names


def annotated(one: dict[str, str]) -> tuple[Document, Annotations, list[str]]:
    """An article as the annotator should find it, and whom each of its entities means."""
    title, in_title = parsed(one["title"])
    text, in_text = parsed(one["text"])
    mentions: defaultdict[str, list[Span]] = defaultdict(list)
    titled: defaultdict[str, list[Span]] = defaultdict(list)
    for span, meant in in_text:
        mentions[meant].append(span)
    for span, meant in in_title:
        titled[meant].append(span)
    who = list(dict.fromkeys((*mentions, *titled)))
    entities = []
    for number, meant in enumerate(who):
        forms = [text[s.start : s.end] for s in mentions[meant]] + [title[s.start : s.end] for s in titled[meant]]
        name = max(forms, key=lambda form: (len(form.split()), len(form)))
        share = (len(mentions[meant]) + len(titled[meant])) / (len(in_text) + len(in_title))
        entities.append(
            Entity(number, name, KINDS[meant[1]], tuple(mentions[meant]), tuple(titled[meant]), round(share, 3))
        )
    return Document(text, title=title), Annotations("gold-1", tuple(entities)), who


def stored(library: Library, half: str) -> list[Told]:
    """Store the articles of a half in their order; gives whom each name was taken for, once all are there."""
    feeds = {}
    rows = []
    for number, one in enumerate(articles(half)):
        name = one["feed"]
        if name not in feeds:
            feeds[name] = library.subscribe(Feed(f"https://{name}.example/feed", title=name.title()), now=BEGIN)
        document, annotations, who = annotated(one)
        when = BEGIN + timedelta(days=int(one["day"]), minutes=number)
        entry = Entry(one["id"], title=document.title, published=when)
        library.store_entries(feeds[name].id, feeds[name].feed, [entry], now=when)
        (row,) = library.rows(feed_id=feeds[name].id, limit=1)
        library.store_document(row.id, document)
        library.store_annotations(document.digest, annotations, entry_id=row.id)
        rows.append((one, row.id, annotations, who))
    return [told for one in rows for told in _told(library, *one)]


def _told(library: Library, one: dict[str, str], entry_id: int, annotations: Annotations, who: list[str]) -> list[Told]:
    with library.database.reading("see who was found") as connection:
        roots = {
            (name, kind): root
            for name, kind, root in connection.execute(
                "SELECT n.name, n.kind, e.root FROM appearances AS a JOIN names AS n ON n.id = a.name_id "
                "JOIN entities AS e ON e.id = a.entity_id WHERE a.entry_id = ?",
                (entry_id,),
            )
        }
    found = []
    for entity, meant in zip(annotations.entities, who, strict=True):
        name = rf"⟦[^|⟧]* [^|⟧]*\|{meant}⟧"
        office = re.search(rf"{name}, (?:the|who has been)\b|(?:[A-Z]\w+|the [\w ]+) {name}", one["text"]) is not None
        found.append(Told(one["id"], meant, entity.name, office, roots[entity.name, entity.kind]))
    return found


def score(told: list[Told]) -> Score:
    """Compare who is said to be one with who is."""
    said = meant = both = told_apart = 0
    wrong: Counter[tuple[str, str]] = Counter()
    missing: Counter[tuple[str, str]] = Counter()
    for one, other in combinations(told, 2):
        if one.article == other.article:
            continue
        together, same = one.root == other.root, one.meant == other.meant
        said, meant, both = said + together, meant + same, both + (together and same)
        if together != same:
            (wrong if together else missing)[f"{one.name} {one.meant}", f"{other.name} {other.meant}"] += 1
        told_apart += together and not same and one.tells_office and other.tells_office
    precision, recall = both / max(1, said), both / max(1, meant)
    return Score(precision, recall, 2 * precision * recall / max(1e-9, precision + recall), wrong, missing, told_apart)


def measure(half: str) -> Score:
    """Store a half in a library of its own, and compare."""
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library.db") as library:
        return score(stored(library, half))


def main() -> None:
    """Print how well it goes."""
    for half in sys.argv[1:] or ["tune"]:
        found = measure(half)
        print(
            f"{half}: F {found.f:.3f}, precision {found.precision:.3f}, recall {found.recall:.3f}; "
            f"{found.wrong.total()} wrong pairs, {found.told_apart} of them told apart by their texts"
        )
        if half == "tune":
            for title, pairs in (("wrong", found.wrong), ("missing", found.missing)):
                for (one, other), count in pairs.most_common(25):
                    print(f"  {title} {count:3}  {one} – {other}")


if __name__ == "__main__":
    main()
