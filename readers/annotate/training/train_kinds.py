"""Learn the weights of `readers.annotate.names.kinds` from annotated texts.

    python -m readers.annotate.training.train_kinds FOLDER [OUT.npz]

What is learned from are lines of ``{"id", "text", "mentions": [{"start", "end", "kind"}], "ignore": [[start, end]]}``
with kinds ``PERSON`` and ``ORG``: our articles, and ``things``, which has much that is neither and counts less, since
it draws some lines elsewhere. FOLDER holds the encoders that `train_encoder` learned with a part of each left out, so
that each text is read by one that has not seen it.
"""

from __future__ import annotations

import collections
import random
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from readers.annotate import pipeline
from readers.annotate.encoding.encoder import DATA, Encoder
from readers.annotate.names.component import STRUCTURE, names_of, read
from readers.annotate.names.kinds import CLASSES, Array, Judge, candidates
from readers.annotate.names.reading import Reading
from readers.annotate.names.view import Name
from readers.annotate.scorer import Score, score_names
from readers.annotate.training.articles import read as read_corpus
from readers.annotate.training.articles import with_names
from readers.annotate.training.augment import owned, pools
from readers.annotate.training.folds import FOLDS, fold_of

Row = tuple[dict[str, float], str, float]
OTHERS_WEIGHT = 0.1
"""What a name of another corpus counts beside one of ours."""
OWNERS, OWNERS_WEIGHT = 0.2, 0.2
"""Of our organisations, how many are made somebody's once more, and what a row of such an owner counts."""
OURS, OTHERS = ("names", "more_articles"), "things"
"""The files of the corpus with names of ours, and that of others."""
NAMES = ("hidden", "hidden_bias", "output", "output_bias")
"""The arrays of weights, as they are called in the file."""


class Read(NamedTuple):
    """A text of the corpus, read by the encoder that has not seen it."""

    doc: Doc
    reading: Reading
    gold: dict[str, Any]
    fold: int
    rows: list[Row]


def rows_of(doc: Doc, reading: Reading, mentions: list[dict[str, Any]], ignore: list[list[int]]) -> list[Row]:
    """Features, class and weight of every distinct name of a text, but for those in spans to be ignored."""
    view, names = read(doc, reading)
    for each in STRUCTURE:
        names = each(view, names)
    gold = [(m["start"], m["end"], m["kind"]) for m in mentions]
    rows = []
    for spans, features in candidates(view, names):
        kinds = [_gold_kind(doc[n.start : n.end], gold) for n in spans]
        votes = collections.Counter(
            k for k, n in zip(kinds, spans, strict=True) if k != "REST" or not _ignored(doc, n, ignore)
        )
        if not votes:
            continue
        kind, count = votes.most_common(1)[0]
        rows.append((features, kind, len(spans) ** 0.5 * count / len(spans)))
    return rows


def _ignored(doc: Doc, name: Name, ignore: list[list[int]]) -> bool:
    span = doc[name.start : name.end]
    return any(start < span.end_char and span.start_char < end for start, end in ignore)


def _gold_kind(span: Span, gold: list[tuple[int, int, str]]) -> str:
    for start, end, kind in gold:
        common = min(end, span.end_char) - max(start, span.start_char)
        if common > 0 and common >= 0.6 * max(end - start, span.end_char - span.start_char) and span.label_ != "NORP":
            return kind if kind in CLASSES else "REST"
        if common > 0 and end == span.end_char and start <= span.start_char and kind == "PERSON":
            return "PERSON"
    return "REST"


def train(rows: list[Row], networks: int = 4, units: int = 24, epochs: int = 25) -> dict[str, Any]:
    """Fit some small networks, each from another start, and give their weights as arrays."""
    counts = collections.Counter(name for features, _, _ in rows for name in features)
    order = sorted(name for name, count in counts.items() if count >= 8)
    column = {name: i for i, name in enumerate(order)}
    inputs = np.zeros((len(rows), len(order)), dtype=np.float32)
    for i, (features, _, _) in enumerate(rows):
        for name, value in features.items():
            if name in column:
                inputs[i, column[name]] = value
    targets = np.array([CLASSES.index(kind) for _, kind, _ in rows])
    importance = np.array([weight for _, _, weight in rows], dtype=np.float32)
    fitted = [_fit((inputs, targets, importance), units, epochs, seed) for seed in range(networks)]
    arrays: dict[str, Any] = {n: np.stack([f[k] for f in fitted]).astype(np.float16) for k, n in enumerate(NAMES)}
    return arrays | {"features": np.array(order)}


def _fit(data: tuple[Array, Array, Array], units: int, epochs: int, seed: int) -> list[Array]:
    """One network: Adam with a falling step, dropout, a little L2."""
    inputs, targets, importance = data
    rng = np.random.default_rng(seed)
    count, width = inputs.shape
    weights = [
        rng.normal(0, 0.16, (width, units)).astype(np.float32),
        np.zeros(units, np.float32),
        rng.normal(0, units**-0.5, (units, len(CLASSES))).astype(np.float32),
        np.zeros(len(CLASSES), np.float32),
    ]
    first, second, step = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights], 0
    for epoch in range(epochs):
        pace = 0.002 * (1 + np.cos(np.pi * epoch / epochs)) + 1e-5
        order = rng.permutation(count)
        for at in range(0, count, 256):
            batch = order[at : at + 256]
            slopes = _slopes(weights, inputs[batch], targets[batch], importance[batch], rng)
            step += 1
            for k, slope in enumerate(slopes):
                first[k] = 0.9 * first[k] + 0.1 * slope
                second[k] = 0.999 * second[k] + 0.001 * slope**2
                weights[k] -= pace * (first[k] / (1 - 0.9**step)) / (np.sqrt(second[k] / (1 - 0.999**step)) + 1e-8)
    return weights


def _slopes(
    weights: list[Array], inputs: Array, targets: Array, importance: Array, rng: np.random.Generator
) -> list[Array]:
    seen = inputs * (rng.random(inputs.shape) > 0.05)
    hidden = np.maximum(seen @ weights[0] + weights[1], 0)
    mask = (rng.random(hidden.shape) > 0.15) / 0.85
    scores = (hidden * mask) @ weights[2] + weights[3]
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    chances[np.arange(len(targets)), targets] -= 1
    error = chances * importance[:, None] / len(targets)
    back = (error @ weights[2].T) * mask * (hidden > 0)
    return [
        (seen.T @ back + 1e-3 * weights[0]).astype(np.float32),
        back.sum(axis=0).astype(np.float32),
        ((hidden * mask).T @ error + 1e-3 * weights[2]).astype(np.float32),
        error.sum(axis=0).astype(np.float32),
    ]


def as_judge(arrays: dict[str, Any]) -> Judge:
    """A judge of trained weights."""
    hidden, hidden_bias, output, output_bias = (np.asarray(arrays[n], np.float32) for n in NAMES)
    return Judge([str(name) for name in arrays["features"]], (hidden, hidden_bias, output, output_bias))


def learned_from(texts: list[Read], others: list[Read], without: int | None = None) -> list[Row]:
    """The rows to learn from, of our texts and others, but for those of a part that is left out."""
    ours = [row for text in texts if text.fold != without for row in text.rows]
    more = [row for text in others if text.fold != without for row in text.rows]
    return ours + [(features, kind, OTHERS_WEIGHT * weight) for features, kind, weight in more]


def judges_of(texts: list[Read], others: list[Read]) -> list[Judge]:
    """For each part of the corpus, a judge that has not learned from it."""
    return [as_judge(train(learned_from(texts, others, fold))) for fold in range(FOLDS)]


def figures(texts: list[Read], judges: list[Judge]) -> dict[str, Score]:
    """How well each text is read by an encoder and a judge that have not learned from it, by kind."""
    count: collections.Counter[tuple[str, str]] = collections.Counter()
    for fold, judge in enumerate(judges):
        for text in (t for t in texts if t.fold == fold):
            names = names_of(*read(text.doc, text.reading), judge)
            found = [(text.doc[n.start].idx, text.doc[n.start : n.end].end_char, n.label) for n in names]
            gold = [(m["start"], m["end"], m["kind"]) for m in text.gold["mentions"]]
            ignored = [i for i in text.gold["ignore"] if not any(a < i[1] and i[0] < b for a, b, _ in gold)]
            found = [f for f in found if not any(f[0] < b and a < f[1] for a, b in ignored)]
            for kind in ("PERSON", "ORG"):
                score = score_names(found, gold, kind)
                count.update({(kind, "hit"): score.hit, (kind, "found"): score.predicted, (kind, "gold"): score.gold})
    return {k: Score(count[k, "hit"], count[k, "found"], count[k, "gold"]) for k in ("PERSON", "ORG")}


def read_texts(nlp: Language, name: str, folder: Path) -> list[Read]:
    """Read the texts of a file of the corpus, each by the encoder in a folder that has not seen it."""
    encoders = [Encoder(folder / f"encoder-{fold}.onnx") for fold in range(FOLDS)]
    gold = [with_names(text) for text in read_corpus(name)]
    owners = _with_owners(gold) if name in OURS else []
    texts = []
    with nlp.select_pipes(disable=list(pipeline.COMPONENTS)):
        for doc, one in zip(nlp.pipe(g["text"] for g in gold + owners), gold + owners, strict=True):
            fold = fold_of(one["id"])
            reading = Reading.of(encoders[fold].encode(one["text"]))
            texts.append(Read(doc, reading, one, fold, rows_of(doc, reading, one["mentions"], one["ignore"])))
    for text, varied in zip(texts, texts[len(gold) :], strict=False):
        told = [row for row in varied.rows if "owns organisation" in row[0]]
        text.rows.extend((features, kind, OWNERS_WEIGHT * weight) for features, kind, weight in told)
    return texts[: len(gold)]


def _with_owners(texts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same texts, in which more organisations are said to be somebody's whose given name is in no list."""
    names, chance = pools(texts), random.Random(0)  # noqa: S311  no secret
    names = names._replace(given=names.surnames)
    return [owned(text, names, chance, OWNERS) for text in texts]


def main() -> None:
    """Read the corpus, learn, write the weights, print the figures."""
    folder, *out = sys.argv[1:]
    nlp = pipeline.build(pipeline.SMALL)
    files = [read_texts(nlp, name, Path(folder)) for name in OURS]
    others, every = read_texts(nlp, OTHERS, Path(folder)), [text for file in files for text in file]
    np.savez_compressed(out[0] if out else DATA / "kinds.npz", **train(learned_from(every, others)))
    judges = judges_of(every, others)
    for name, texts in zip(OURS, files, strict=True):
        for kind, score in figures(texts, judges).items():
            print(f"{name} {kind} precision {score.precision:.3f} recall {score.recall:.3f} F {score.f:.3f}")


if __name__ == "__main__":
    main()
