"""What is right by the corpus of speakers, and how what was chosen compares with it."""

from __future__ import annotations

import collections
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from readers.annotate import pipeline
from readers.annotate.clusters import QuoteFound
from readers.annotate.encoding.encoder import Encoder
from readers.annotate.names.component import names_of
from readers.annotate.names.component import read as read_names
from readers.annotate.quotes.component import read
from readers.annotate.quotes.speakers.candidates import Case, Scene
from readers.annotate.quotes.speakers.features import NOBODY
from readers.annotate.quotes.speakers.listening import Listener, listener
from readers.annotate.quotes.speakers.ranker import LEAST, Array
from readers.annotate.training import train_kinds
from readers.annotate.training.articles import Text
from readers.annotate.training.folds import FOLDS, fold_of

BINS = 20
"""Steps of the calibration, before those that fall are joined."""


@dataclass
class Article:
    """One annotated text as the pipeline reads it.

    Attributes:
        gold: the line of the corpus.
        scene: the text indexed.
        asked: quotes found, with their cases.
        right: for each, the right answers; ``None`` where the corpus does not say.
        answers: for each, who is taken for the speaker.
        answer_of: quotation of the corpus → its right answers, for those found.
    """

    gold: dict[str, Any]
    scene: Scene
    asked: list[tuple[QuoteFound | None, Case]]
    right: list[frozenset[int] | None] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    answer_of: dict[int, frozenset[int]] = field(default_factory=dict)


def common(a: Sequence[int], b: Sequence[int]) -> int:
    """Code points that two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """What two spans share of what they cover together."""
    return common(a, b) / max(1, max(a[1], b[1]) - min(a[0], b[0]))


def label(article: Article) -> dict[int, int]:
    """Fill ``right``.

    What is quoted within a quotation is left out: its speaker is told within it (`nested_quotes`), and no case is its.

    Returns:
        Quotation of the corpus → quote found, for those found.
    """
    gold, clusters = article.gold, article.scene.words.clusters
    keys = [
        collections.Counter(
            key
            for key, c in gold["clusters"].items()
            for s in c["mentions"]
            if any(common(s, m) for m in each.mentions)
        )
        for each in clusters
    ]
    article.right = [None] * len(article.asked)
    pieces = [
        (p, n) for n, (q, _) in enumerate(article.asked) if q is not None and q.kind != "indirect" for p in q.pieces
    ]
    found: dict[int, int] = {}
    closest: dict[int, float] = {}
    for number, x in enumerate(gold["quotes"]):
        if not _is_a_case(x) or not pieces:
            continue
        span = (x["start"], x["end"])
        best = max(pieces, key=lambda piece: likeness(span, piece[0]))
        if common(span, best[0]) < 0.5 * (span[1] - span[0]):
            continue
        found[number] = best[1]
        answers = {n for n in range(len(clusters)) if _is_right(x, keys[n], clusters[n].mentions)}
        if not x["speaker"]:
            answers.add(NOBODY)
        article.answer_of[number] = frozenset(answers)
        if likeness(span, best[0]) > closest.get(best[1], 0.0):
            closest[best[1]] = likeness(span, best[0])
            article.right[best[1]] = frozenset(answers)
    return found


def _is_a_case(x: dict[str, Any]) -> bool:
    return x["attributed"] and not x["nested"]


def _is_right(x: dict[str, Any], keys: collections.Counter[str], mentions: list[tuple[int, int]]) -> bool:
    if x["speaker"]:
        best = max((keys[key] for key in x["accept"]), default=0)
        return best > 0 and best >= max(keys.values())
    if any(keys[key] for key in x["accept"]):
        return True
    if not x["cue"]:
        return False
    cue = (x["cue"]["start"], x["cue"]["end"])
    return any(common(cue, m) and cue[1] - cue[0] < 2 * (m[1] - m[0]) for m in mentions)


KINDS = ("all", "named", "pronoun", "nominal", "organisation", "nobody", "uncued", "unmarked")


def kinds_of(x: dict[str, Any]) -> list[str]:
    """The kinds a quotation of the corpus is counted under."""
    if x["unmarked"]:
        return ["unmarked"]
    if x["uncued"]:
        return ["all", "uncued"]
    if not x["speaker"]:
        return ["all", "nobody"]
    return ["all", "organisation" if x["kind"] == "ORG" else x["cue"]["type"] if x["cue"] else "uncued"]


@dataclass
class Outcome:
    """Who was chosen for a quotation of the corpus, and how sure.

    Attributes:
        kinds: what it is counted under.
        found: whether there is such a quote.
        chosen: the choice, `NOBODY` included.
        chance: of that choice, before or after calibration.
        hit: whether the choice is right.
        right: whether what is given is: the choice, or nobody if its chance is below `LEAST`.
    """

    kinds: list[str]
    found: bool
    chosen: int = NOBODY
    chance: float = 0.0
    hit: bool = False
    right: bool = False


def outcomes(article: Article, found: dict[int, int], decided: list[tuple[int, float]]) -> list[Outcome]:
    """How an article's quotations came out; below `LEAST` nobody is named."""
    result = []
    for number, x in enumerate(article.gold["quotes"]):
        if not _is_a_case(x):
            continue
        if number not in found:
            result.append(Outcome(kinds_of(x), found=False))
            continue
        chosen, chance = decided[found[number]]
        given, answers = chosen if chance >= LEAST else NOBODY, article.answer_of[number]
        result.append(Outcome(kinds_of(x), True, chosen, chance, chosen in answers, given in answers))
    return result


def calibrate(chances: list[float], right: list[bool]) -> tuple[Array, Array]:
    """How often choices of some chance are right: means of equal bins, joined until they rise (isotonic).

    Returns:
        Chances and frequencies, both rising, for `numpy.interp`.
    """
    order = np.argsort(chances, kind="stable")
    bins = [b for b in np.array_split(order, BINS) if len(b)]
    blocks = [(float(np.mean([chances[i] for i in b])), float(np.mean([right[i] for i in b])), len(b)) for b in bins]
    joined: list[tuple[float, float, int]] = []
    for each in blocks:
        block = each
        while joined and joined[-1][1] >= block[1]:
            x, y, n = joined.pop()
            total = n + block[2]
            block = ((x * n + block[0] * block[2]) / total, (y * n + block[1] * block[2]) / total, total)
        joined.append(block)
    return np.array([0.0, *(x for x, _, _ in joined)]), np.array([0.0, *(y for _, y, _ in joined)])


def report(name: str, results: list[Outcome]) -> None:
    """Print how often the right one speaks, by kind, and how far the confidence can be trusted."""
    print(f"{name}: right speaker")
    for kind in KINDS:
        some = [o for o in results if kind in o.kinds]
        if some:
            print(f"  {kind:13}{100 * np.mean([o.right for o in some]):6.1f} % of {len(some)}")
    print(f"{name}: confidence   given   right")
    given = [o for o in results if o.found and o.chosen != NOBODY and o.chance >= LEAST]
    for low, high in ((0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01), (0.95, 1.01)):
        some = [o for o in given if low <= o.chance < high]
        mean, right = (np.mean([o.chance for o in some]), np.mean([o.right for o in some])) if some else (0.0, 0.0)
        print(f"  {low:.2f}-{min(high, 1):.2f}  {len(some):5}  {100 * mean:6.1f}  {100 * right:6.1f} %")


def read_articles(gold: list[Text], encoders: Path) -> tuple[list[Article], list[dict[int, int]]]:
    """Read annotated texts with the pipeline, up to where speakers are chosen.

    Args:
        gold: lines of the corpus.
        encoders: a folder of encoders that each left out a part of it, as for `train_kinds`: each text's names are then
            found by what has not learned from it, and so is who speaks heard, as with any text that is met later.

    Returns:
        The articles, and for each which quote found each of its quotations is.
    """
    nlp = pipeline.build(pipeline.SMALL)
    docs, listeners = _read_unseen(nlp, [g["id"] for g in gold], encoders), _listeners(encoders)
    articles, found = [], []
    for doc, line in zip(docs, gold, strict=True):
        article = Article(line, *read(doc))
        article.scene.hearing.listener = listeners[fold_of(line["id"])]
        found.append(label(article))
        article.answers = [case.answer for _, case in article.asked]
        articles.append(article)
    return articles, found


def _listeners(folder: Path) -> dict[int, Listener]:
    """For each part of the corpus, the listener that has not learned from it."""
    encoders = [Encoder(folder / f"encoder-{part}.onnx") for part in range(FOLDS)]
    return {part: listener(e.encode, folder / f"listening-{part}.npz") for part, e in enumerate(encoders)}


def _read_unseen(nlp: Language, wanted: list[str], encoders: Path) -> list[Doc]:
    """Texts whose names are found by an encoder and a judge that have not seen them."""
    ours = [text for name in train_kinds.OURS for text in train_kinds.read_texts(nlp, name, encoders)]
    others = train_kinds.read_texts(nlp, train_kinds.OTHERS, encoders)
    judges = train_kinds.judges_of(ours, others)
    identify = nlp.get_pipe("quoth_identity")
    texts = {text.gold["id"]: text for text in ours}
    docs = []
    for text in (texts[identifier] for identifier in wanted):
        names = names_of(*read_names(text.doc, text.reading), judges[text.fold])
        text.doc.set_ents([Span(text.doc, n.start, n.end, label=n.label) for n in names])
        docs.append(identify(text.doc))
    return docs
