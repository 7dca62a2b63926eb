"""Learn who speaks: the weights of `readers.annotate.quotes.speakers.ranker`.

    python -m readers.annotate.training.train_speakers [--report] FOLDER [OUT.npz]

Reads articles of our own in which every quotation has its speaker. The entities and cues are those that the
pipeline finds, so that what is learned from is what is met later; FOLDER holds the encoders that each left out a part
of the corpus, so that no text's names are known better than those of other articles will be.
Prints how often the right one speaks by kind of cue and how far the confidence can be trusted: each article judged by
networks that have not seen it, the same articles by the networks to be used, which have, and other articles by these.
Then it writes the weights, unless only the report is asked for.
"""

from __future__ import annotations

import argparse
import collections
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from readers.annotate.encoding.encoder import DATA
from readers.annotate.quotes.lexicon import role_gender
from readers.annotate.quotes.speakers.candidates import Case, Scene
from readers.annotate.quotes.speakers.clues import Clues, Features
from readers.annotate.quotes.speakers.described import Description
from readers.annotate.quotes.speakers.features import NOBODY
from readers.annotate.quotes.speakers.ranker import Array, Ranker, rows_of, speakers
from readers.annotate.quotes.speakers.told import Told, descriptions
from readers.annotate.training.articles import read
from readers.annotate.training.gold_speakers import Article, Outcome, calibrate, outcomes, read_articles, report

LEARNED, OTHERS = "speakers", "more_articles"
"""The files of the corpus to learn from, and to be measured on as well; learning from its `fields`
too made neither better, nor did learning from the others."""
FOLDS = 5
AGAIN = 0.4
"""Of those who speak by name, how many are called otherwise as well."""
RECALLED = 0.4
"""How much such a second time counts."""
ROUNDS = 2
"""How often the networks are fitted: first on what the rules say of the quotations before, then on their own word."""
UNITS = 16
NETWORKS = 4
EPOCHS = 20
UNNAMED = 0.25
"""How much a quotation counts whose speaker is none of the entities found: better nobody than somebody else."""
RARE = 4
"""A feature must be there so often to be used."""


@dataclass
class Group:
    """The candidates of one quotation, the features of each, and which are right.

    Attributes:
        article: number of the article.
        number: of the case in it; -1 if it comes a second time.
        candidates: entities, nobody last.
        rows: the features of each.
        right: which are right; ``None`` where the corpus does not say.
        weight: how much it counts.
    """

    article: int
    number: int
    candidates: list[int]
    rows: list[Features]
    right: frozenset[int] | None
    weight: float = 1.0


def groups_of(articles: list[Article]) -> list[Group]:
    """The candidates of every quote, given who is taken for the speaker of those before.

    Some come a second time, called by what the article tells of their speaker instead of by name or pronoun.
    """
    rng = np.random.default_rng(0)
    found = []
    for number, article in enumerate(articles):
        history: list[tuple[int, int, int]] = []
        article.scene.forget()
        clues = Clues(article.scene, [case for _, case in article.asked])
        for i, (_, case) in enumerate(article.asked):
            candidates, rows = rows_of(clues, case, history)
            found.append(Group(number, i, candidates, rows, article.right[i]))
            found += [
                Group(number, -1, *_recalled(clues, case, right, history, rng), RECALLED)
                for right in _one(article.right[i], article.scene, case, rng)
            ]
            article.scene.learn(case, article.answers[i])
            if case.spoken:
                history.append((article.answers[i], case.line, case.sentence))
    return found


def _one(right: frozenset[int] | None, scene: Scene, case: Case, rng: np.random.Generator) -> list[int]:
    """The speaker to be called otherwise, if any: who speaks by a pronoun, or by name and was named before."""
    if right is None or len(right) != 1 or not case.spoken or case.phrase is None or case.attribution is None:
        return []
    (entity,) = right
    if entity == NOBODY or scene.words.clusters[entity].kind not in ("PERSON", "ORG"):
        return []
    if case.called in ("he", "she", "it", "they"):
        return [entity]
    earlier = scene.places[entity][0].first < min(case.first, case.phrase.first)
    direct = (
        case.called == "named" and case.answer == entity and case.attribution.rule in ("after", "colon", "inverted")
    )
    return [entity] if direct and earlier and rng.random() < AGAIN else []


def _recalled(
    clues: Clues, case: Case, entity: int, history: list[tuple[int, int, int]], rng: np.random.Generator
) -> tuple[list[int], list[Features], frozenset[int]]:
    """The candidates of a quote whose speaker is called by a description, or an organisation by *it*."""
    phrase, scene = case.phrase, clues.scene
    kind = scene.words.clusters[entity].kind
    drawn = _drawn(scene.told[entity], kind, rng)
    it = kind == "ORG" and case.called == "named" and rng.random() < 0.5
    how = "it" if it else "none" if drawn is None else "person" if kind == "PERSON" else "body"
    other = replace(case, answer=NOBODY, sure=0.0, fits={}, description=None if it else drawn, called=how, heard=False)
    places, order = list(scene.places[entity]), list(scene.order)
    if case.called == "named" and phrase is not None:  # the name is not there then
        scene.places[entity] = [each for each in places if not phrase.first <= each.first <= phrase.last]
        scene.order = [each for each in order if each[1] != entity or not phrase.first <= each[0] <= phrase.last]
    candidates, rows = rows_of(clues, other, history)
    scene.places[entity], scene.order = places, order
    return candidates, rows, frozenset([entity] if how != "none" else [])


def _drawn(told: Told, kind: str, rng: np.random.Generator) -> Description | None:
    """A description of somebody by something that the article tells."""
    table, known = ("people", told.heads) if kind == "PERSON" else ("bodies", told.heads | told.name)
    heads = sorted(told.heads if kind == "PERSON" else known & descriptions(table).keys())
    implied = sorted(word for word, others in descriptions(table).items() if others & known)
    ways: list[tuple[str, str, frozenset[str]]] = [(head, "", frozenset()) for head in heads]
    ways += [(word, "", frozenset()) for word in implied[:3]] if rng.random() < 0.5 or not ways else []
    ways += [("", age, frozenset()) for age in sorted(told.ages)] * 2
    ways += [(place, "", frozenset([place])) for place in sorted(told.places)] if kind == "PERSON" else []
    if not ways:
        return None
    head, age, places = ways[int(rng.integers(len(ways)))]
    others = sorted(told.words - {head})
    more = frozenset(others[int(rng.integers(len(others)))] for _ in range(int(others != [] and rng.random() < 0.4)))
    return Description(
        head,
        more,
        places,
        age,
        role_gender().get(head, ""),
        kind == "PERSON",
        kind != "PERSON",
        plural=False,
        start="definite",
    )


# ---------------------------------------------------------------- learning
def train(groups: list[Group], networks: int = NETWORKS, units: int = UNITS, epochs: int = EPOCHS) -> dict[str, Array]:
    """Fit some small networks, each from another start, and give their weights as arrays."""
    usable = [g for g in map(_or_nobody, groups) if g.right is not None and g.right.intersection(g.candidates)]
    counts = collections.Counter(name for g in usable for row in g.rows for name, value in row.items() if value)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    data = _matrix(usable, names)
    fitted = [_fit(data, units, epochs, seed) for seed in range(networks)]
    arrays: dict[str, Array] = {
        name: np.stack([f[k] for f in fitted]).astype(np.float16)
        for k, name in enumerate(("hidden", "hidden_bias", "output"))
    }
    return arrays | {"features": np.array(names), "chances": np.array([0.0, 1.0]), "right": np.array([0.0, 1.0])}


def _or_nobody(group: Group) -> Group:
    """A group with nobody for the right answer where the speaker was not found."""
    if group.right is None or group.right:
        return group
    return replace(group, right=frozenset([NOBODY]), weight=UNNAMED * group.weight)


def _matrix(groups: list[Group], names: list[str]) -> tuple[Array, Array, Array, Array]:
    """Rows of all groups, where each group starts, which rows are right, and how much each group counts."""
    column = {name: i for i, name in enumerate(names)}
    sizes = [len(g.candidates) for g in groups]
    inputs = np.zeros((sum(sizes), len(names)), dtype=np.float32)
    right = np.zeros(sum(sizes), dtype=np.float32)
    at = 0
    for g in groups:
        for candidate, row in zip(g.candidates, g.rows, strict=True):
            for name, value in row.items():
                if name in column:
                    inputs[at, column[name]] = value
            right[at] = g.right is not None and candidate in g.right
            at += 1
    return inputs, np.cumsum([0, *sizes[:-1]]), right, np.array([g.weight for g in groups], dtype=np.float32)


def _fit(data: tuple[Array, Array, Array, Array], units: int, epochs: int, seed: int) -> list[Array]:
    """One network: Adam with a falling step, dropout, a little L2."""
    inputs, starts, right, importance = data
    rng = np.random.default_rng(seed)
    width = inputs.shape[1]
    weights = [
        rng.normal(0, 0.12, (width, units)).astype(np.float32),
        np.zeros(units, np.float32),
        rng.normal(0, units**-0.5, units).astype(np.float32),
    ]
    ends = np.append(starts[1:], len(inputs))
    first, second, step = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights], 0
    for epoch in range(epochs):
        pace = 0.002 * (1 + np.cos(np.pi * epoch / epochs)) + 1e-5
        order = rng.permutation(len(starts))
        for at in range(0, len(order), 32):
            batch = order[at : at + 32]
            rows = np.concatenate([np.arange(starts[g], ends[g]) for g in batch])
            sizes = ends[batch] - starts[batch]
            shares = np.repeat(importance[batch] / importance[batch].sum(), sizes)
            slopes = _slopes(weights, (inputs[rows], np.cumsum([0, *sizes[:-1]]), sizes, right[rows], shares), rng)
            step += 1
            for k, slope in enumerate(slopes):
                first[k] = 0.9 * first[k] + 0.1 * slope
                second[k] = 0.999 * second[k] + 0.001 * slope**2
                weights[k] -= pace * (first[k] / (1 - 0.9**step)) / (np.sqrt(second[k] / (1 - 0.999**step)) + 1e-8)
    return weights


DECAY = 3e-4


def _slopes(
    weights: list[Array], data: tuple[Array, Array, Array, Array, Array], rng: np.random.Generator
) -> list[Array]:
    """The gradient of the softmax loss over the candidates of each quotation."""
    inputs, starts, sizes, right, shares = data
    seen = inputs * (rng.random(inputs.shape, dtype=np.float32) > 0.08)
    hidden = np.maximum(seen @ weights[0] + weights[1], 0)
    mask = (rng.random(hidden.shape) > 0.2) / 0.8
    scores = (hidden * mask) @ weights[2]
    chances = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
    chances /= np.repeat(np.add.reduceat(chances, starts), sizes)
    hits = chances * right
    hits /= np.maximum(np.repeat(np.add.reduceat(hits, starts), sizes), 1e-9)
    error = ((chances - hits) * shares).astype(np.float32)
    back = np.outer(error, weights[2]) * mask * (hidden > 0)
    return [
        (seen.T @ back + DECAY * weights[0]).astype(np.float32),
        back.sum(axis=0).astype(np.float32),
        ((hidden * mask).T @ error + DECAY * weights[2]).astype(np.float32),
    ]


def _chances(arrays: dict[str, Array], groups: list[Group]) -> list[tuple[int, float]]:
    """The choice of each group and its chance."""
    ranker = Ranker.of(arrays)
    found = []
    for g in groups:
        chances = ranker.chances(g.rows)
        best = int(chances.argmax())
        found.append((g.candidates[best], float(chances[best])))
    return found


def crossfit(articles: list[Article], **how: int) -> tuple[list[list[tuple[int, float]]], list[Group]]:
    """Decide every quote by networks that have not seen its article."""
    decided: list[list[tuple[int, float]]] = []
    groups: list[Group] = []
    for _ in range(ROUNDS):
        groups = groups_of(articles)
        decided = [[(NOBODY, 0.0)] * len(a.asked) for a in articles]
        for fold in range(FOLDS):
            arrays = train([g for g in groups if g.article % FOLDS != fold], **how)
            mine = [g for g in groups if g.article % FOLDS == fold and g.number >= 0]
            for g, choice in zip(mine, _chances(arrays, mine), strict=True):
                decided[g.article][g.number] = choice
        for article, choices in zip(articles, decided, strict=True):
            article.answers = [speaker for speaker, _ in choices]
    return decided, groups


def main() -> None:
    """Learn, measure, write."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("folder", type=Path)
    wanted.add_argument("out", nargs="?", type=Path, default=DATA / "speakers.npz")
    wanted.add_argument("--report", action="store_true")
    asked = wanted.parse_args()
    learned = read(LEARNED)
    all_articles, all_found = read_articles(learned + read(OTHERS), asked.folder)
    articles, found = all_articles[: len(learned)], all_found[: len(learned)]
    decided, groups = crossfit(articles)
    results = [o for a, f, d in zip(articles, found, decided, strict=True) for o in outcomes(a, f, d)]
    arrays = train(groups)
    named = [o for o in results if o.found and o.chosen != NOBODY]
    arrays["chances"], arrays["right"] = calibrate([o.chance for o in named], [o.hit for o in named])
    ranker = Ranker.of(arrays)
    sure = [[(speaker, ranker.confidence(chance)) for speaker, chance in choices] for choices in decided]
    report(f"{LEARNED}, unseen", [o for a, f, d in zip(articles, found, sure, strict=True) for o in outcomes(a, f, d)])
    report(f"{LEARNED}, seen", _chosen(articles, found, ranker))
    others = list(zip(all_articles, all_found, strict=True))[len(learned) :]
    for part in dict.fromkeys(_part_of(a) for a, _ in others):
        some = [(a, f) for a, f in others if _part_of(a) == part]
        report(f"{OTHERS}, {part}, unseen", _chosen([a for a, _ in some], [f for _, f in some], ranker))
    if not asked.report:
        np.savez_compressed(asked.out, allow_pickle=False, **arrays)


def _part_of(article: Article) -> str:
    """What an article of more than one kind was written for."""
    return str(article.gold["id"]).partition("/")[0]


def _chosen(articles: list[Article], found: list[dict[int, int]], ranker: Ranker) -> list[Outcome]:
    """How articles come out with a ranker."""
    decided = [speakers(a.scene, [case for _, case in a.asked], ranker) for a in articles]
    return [o for a, f, d in zip(articles, found, decided, strict=True) for o in outcomes(a, f, d)]


if __name__ == "__main__":
    main()
