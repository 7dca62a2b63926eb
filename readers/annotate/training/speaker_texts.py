"""Articles in which every quotation has its speaker, varied and laid side by side for `train_speaker_encoder`."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from readers.annotate.encoding.pieces import WINDOW, marked, windows
from readers.annotate.quotes.speakers.listening import PHRASE, QUOTATION, distance_class
from readers.annotate.training.articles import Text
from readers.annotate.training.augment import LISTS, replaced
from readers.annotate.words import sections

NEAR = 60
"""Words around a quotation among which the phrase that names its speaker is sought, while learning."""
Array = npt.NDArray[Any]


class Asked(NamedTuple):
    """One that asks for an entity.

    Attributes:
        first: its first word.
        last: its last.
        what: `QUOTATION` or `PHRASE`.
        right: whether each word of `Read.named` is of an entity that is right.
        nobody: whether nobody named is right.
        phrase: words of the phrase that names the speaker; none for a phrase, and where there is none.
        number: of the quotation in the text.
    """

    first: int
    last: int
    what: int
    right: Array
    nobody: bool
    phrase: Array
    number: int


class Read(NamedTuple):
    """A text as the encoder reads it.

    Attributes:
        windows: word pieces, shapes and marks (1 in a quotation) of each.
        heads: of each word: window and piece.
        named: the words of names.
        asked: what asks.
    """

    windows: list[tuple[list[int], list[int], list[int]]]
    heads: list[tuple[int, int]]
    named: Array
    asked: list[Asked]


def renamed(text: Text, chance: random.Random) -> Text:
    """The same text about people of other names; given names keep their gender, for the pronouns that mean them."""
    source, new = text["text"], {}
    for entity in text["clusters"].values():
        told = [(a, b, source[a:b]) for a, b in entity["mentions"]]
        full = max((name for _, _, name in told if " " in name), key=len, default="")
        if entity["kind"] != "PERSON" or not full or chance.random() < 0.3:
            continue
        first, last = full.split(" ")[0], full.split(" ")[-1]
        surname = chance.choice(LISTS["surnames"]) if chance.random() < 0.8 else last
        others = _GIVEN.get(_GENDER.get(first.lower(), ""), [])
        given = chance.choice(others).capitalize() if others and chance.random() < 0.7 else first
        for a, b, name in told:
            other = " ".join(given if w == first else surname if w == last else w for w in name.split(" "))
            if other != name:
                new[a] = (b, other)
    return _put(text, new)


_GIVEN = {gender: sorted(sections("given_names")[gender]) for gender in ("f", "m")}
_GENDER = {name: gender for gender, names in _GIVEN.items() for name in names}


def _put(text: Text, new: dict[int, tuple[int, str]]) -> Text:
    source, moved = replaced(text["text"], new)

    def span(x: Text) -> Text:
        return {**x, "start": moved(x["start"]), "end": moved(x["end"], True)}

    clusters = {
        key: {**c, "mentions": [(moved(a), moved(b, True)) for a, b in c["mentions"]]}
        for key, c in text["clusters"].items()
    }
    quotes = [{**span(q), "cue": span(q["cue"]) if q["cue"] else None} for q in text["quotes"]]
    return {**text, "text": source, "clusters": clusters, "quotes": quotes}


def read(text: Text, tokenizer: Tokenizer, first: int = 0) -> Read:
    """Read a text as it is read later, but with what is right."""
    every = windows(text["text"], tokenizer, WINDOW, first)
    words = np.array([word for w in every for word in w.words]).reshape(-1, 2)

    def of(start: int, end: int) -> Array:
        return np.nonzero((words[:, 0] < end) & (words[:, 1] > start))[0]

    mentions = {key: [of(*m) for m in c["mentions"]] for key, c in text["clusters"].items()}
    named = np.unique(np.concatenate([np.zeros(0, int), *(m for some in mentions.values() for m in some)])).astype(int)
    quoted = np.zeros(len(words), bool)
    asked = []
    for number, q in enumerate(text["quotes"]):
        span = of(q["start"], q["end"])
        quoted[span] |= not q["unmarked"]
        right = np.isin(named, [w for key in q["accept"] for m in mentions.get(key, []) for w in m])
        if not q["attributed"] or not len(span) or not (right.any() or not q["speaker"]):
            continue
        phrase = of(q["cue"]["start"], q["cue"]["end"]) if q["cue"] else np.zeros(0, int)
        asked.append(Asked(span[0], span[-1], QUOTATION, right, not q["speaker"], phrase, number))
        if len(phrase) and q["cue"]["type"] in ("pronoun", "nominal"):
            asked.append(Asked(phrase[0], phrase[-1], PHRASE, right, not q["speaker"], np.zeros(0, int), number))
    heads = [(n, head) for n, w in enumerate(every) for head in w.heads]
    pieces = [(w.ids, w.shapes, marks) for w, marks in zip(every, marked(every, quoted), strict=True)]
    return Read(pieces, heads, named, asked)


def side_by_side(texts: list[Read]) -> dict[str, Array]:
    """Texts side by side, filled up; words are counted through all of them, one past the last is none."""
    every = [w for t in texts for w in t.windows]
    size = max(len(ids) for ids, _, _ in every)
    ids, shapes, marks = (np.zeros((len(every), size), np.int64) for _ in range(3))
    mask = np.zeros((len(every), size), np.float32)
    for i, (a, b, c) in enumerate(every):
        ids[i, : len(a)], shapes[i, : len(a)], marks[i, : len(a)], mask[i, : len(a)] = a, b, c, 1.0
    heads: list[int] = []
    rows, starts = [], []
    window = 0
    for t in texts:
        starts.append(len(heads))
        heads += [(window + n) * size + head for n, head in t.heads]
        window += len(t.windows)
    none = len(heads)
    for t, start in zip(texts, starts, strict=True):
        rows += [(t, asked, start) for asked in t.asked]
    batch: dict[str, Array] = {"ids": ids, "shapes": shapes, "marks": marks, "mask": mask, "heads": np.array(heads)}
    batch |= _asking(rows, none)
    return batch


def _asking(rows: list[tuple[Read, Asked, int]], none: int) -> dict[str, Array]:
    count = len(rows)
    wide = {
        "named": max(len(t.named) for t, _, _ in rows),
        "near": 2 * NEAR,
        "inside": max(a.last - a.first + 1 for _, a, _ in rows),
    }
    found: dict[str, Array] = {"what": np.array([a.what for _, a, _ in rows])}
    for name, width in wide.items():
        found[name] = np.full((count, width), none)
    for name in ("named", "near"):
        found[name + " away"] = np.zeros((count, wide[name]), np.int64)
        found[name + " there"] = np.zeros((count, 1 + wide[name]), np.float32)
        found[name + " right"] = np.zeros((count, 1 + wide[name]), np.float32)
        found[name + " there"][:, 0] = 1.0
    found["in"] = np.zeros((count, wide["inside"]), np.float32)
    found["around"] = np.full((count, 4), none)
    for i, (t, a, start) in enumerate(rows):
        inside = np.arange(a.first, a.last + 1)
        found["inside"][i, : len(inside)], found["in"][i, : len(inside)] = start + inside, 1.0
        found["around"][i] = (
            start + a.first,
            start + a.last,
            start + a.first - 1 if a.first else none,
            start + a.last + 1 if a.last + 1 < len(t.heads) else none,
        )
        near = np.r_[max(0, a.first - NEAR) : a.first, a.last + 1 : min(len(t.heads), a.last + 1 + NEAR)]
        for name, words, right, nobody in (
            ("named", t.named, a.right, a.nobody),
            ("near", near, np.isin(near, a.phrase), not np.isin(near, a.phrase).any()),
        ):
            found[name][i, : len(words)] = start + words
            found[name + " away"][i, : len(words)] = distance_class(a.first, a.last, words)
            found[name + " there"][i, 1 : 1 + len(words)] = 1.0
            found[name + " right"][i, 1 : 1 + len(words)] = right
            found[name + " right"][i, 0] = nobody
    return found
