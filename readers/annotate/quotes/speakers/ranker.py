"""Choose the speaker of each quotation among its candidates, and say how likely that is right.

Small networks score every candidate, nobody included; ``data/speakers.npz`` holds their weights and the calibration of
their chances, written by ``python -m readers.annotate.training.train_speakers`` from articles of our own.
"""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from readers.annotate.quotes.speakers.candidates import Case, Scene
from readers.annotate.quotes.speakers.clues import Clues, Features, nearest
from readers.annotate.quotes.speakers.features import NOBODY, ask, features, nobody
from readers.annotate.quotes.speakers.listening import PHRASE, QUOTATION
from readers.annotate.quotes.speakers.strangers import is_of, is_ruled_out

Array = npt.NDArray[Any]
LEAST = 0.5
"""Below this confidence nobody is named."""
SUBJECT = {"reported": 0.9, "reported-according": 0.9, "reported-order": 0.7, "reported-aside": 0.95, "source": 0.9}
"""By rule, how sure it is that who is named by it says what is reported without marks, or what a heading cries."""
LAYERS = ("hidden", "hidden_bias", "output")


class Ranker:
    """Small networks with one hidden layer, whose chances are averaged.

    Attributes:
        column: which input a feature is.
        layers: hidden weights ``[features, networks × units]`` and bias, output weights ``[networks × units]``.
        networks: how many there are.
        steps: calibration: chances as averaged, and how often such a choice was right; both rising.
    """

    def __init__(self, names: Sequence[str], layers: tuple[Array, Array, Array], steps: tuple[Array, Array]) -> None:
        """Take the arrays of `arrays_of`, ``hidden`` as ``[networks, features, units]``."""
        hidden, bias, output = layers
        self.column = {name: i for i, name in enumerate(names)}
        self.networks, width, units = hidden.shape
        self.hidden = np.ascontiguousarray(hidden.transpose(1, 0, 2).reshape(width, self.networks * units))
        self.bias = bias.reshape(-1)
        self.output = output.reshape(self.networks, units)
        self.steps = steps

    def chances(self, rows: Sequence[Features]) -> Array:
        """The chance of each of the candidates of one quotation; they sum to 1."""
        inputs = np.zeros((len(rows), len(self.column)), dtype=np.float32)
        for i, row in enumerate(rows):
            for name, value in row.items():
                if name in self.column:
                    inputs[i, self.column[name]] = value
        hidden = np.maximum(inputs @ self.hidden + self.bias, 0.0).reshape(len(rows), *self.output.shape)
        scores = (hidden * self.output).sum(axis=2)
        powers = np.exp(scores - scores.max(axis=0))
        return np.asarray((powers / powers.sum(axis=0)).mean(axis=1))

    def confidence(self, chance: float) -> float:
        """How often a choice with such a chance is right."""
        return float(np.interp(chance, *self.steps))

    @classmethod
    def of(cls, arrays: Mapping[str, Array]) -> Ranker:
        """Make one of stored arrays."""
        hidden, bias, output = (arrays[name].astype(np.float32) for name in LAYERS)
        steps = (arrays["chances"].astype(np.float64), arrays["right"].astype(np.float64))
        return cls([str(name) for name in arrays["features"]], (hidden, bias, output), steps)


@functools.cache
def load() -> Ranker:
    """The ranker as trained, read from ``data/speakers.npz`` once."""
    place = importlib.resources.files("readers.annotate") / "data" / "speakers.npz"
    with place.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return Ranker.of(stored)


def rows_of(clues: Clues, case: Case, history: list[tuple[int, int, int]]) -> tuple[list[int], list[Features]]:
    """The candidates of a case, nobody last, and the features of each."""
    asked, scene = ask(case), clues.scene
    candidates = scene.candidates(case, [speaker for speaker, _, _ in history])
    if not case.settled:
        candidates += [n for n in clues.loudest if n in scene.able and n not in candidates]
    if clues.stays_unnamed(case):
        candidates = []
    candidates = [n for n in candidates if not is_ruled_out(scene, case, n)]
    rows = [
        features(scene, case, asked, candidate, history) | clues.of(case, candidate, history)
        for candidate in candidates
    ]
    rivals(rows)
    nearest(rows, asked.how)
    rows.append(nobody(scene, case, asked, rows, history))
    for row, heard in zip(rows, scene.hearing.of(asks(scene, case), candidates), strict=True):
        row.update(heard)
    rows[-1]["nobody nameless"] = rows[-1]["nobody nameless " + asked.how] = float(clues.nameless(case))
    return [*candidates, NOBODY], rows


def _told(case: Case) -> float:
    """How sure syntax is of who is named: of what is reported or cried by a heading, of which the networks saw none."""
    if case.called != "named" or case.attribution is None:
        return 0.0
    return SUBJECT.get(case.attribution.rule, 0.0)


def asks(scene: Scene, case: Case) -> dict[int, tuple[int, int]]:
    """What of a case asks the encoder, in characters: the quotation, and the words that its speaker is called by."""
    found = {}
    if case.heard and case.spoken and not case.reported:
        found[QUOTATION] = scene.words.span(case.first, case.end - 1)
    if case.heard and case.phrase is not None and case.called not in _UNASKED:
        found[PHRASE] = scene.words.span(case.phrase.first, case.phrase.last)
    return found


_UNASKED = frozenset(["named", "none", "i"])


def rivals(rows: list[Features]) -> None:
    """Note for each candidate how it compares with the others."""
    for name in ("fit", "before near", "salience"):
        best = sorted((row.get(name, 0.0) for row in rows), reverse=True)[:2]
        for row in rows:
            value = row.get(name, 0.0)
            if value > 0 and value == best[0]:
                row["most " + name] = 1.0
                if name == "fit" and (len(best) < 2 or best[1] < value):
                    row["fits alone"] = 1.0
                    row["fit lead"] = min(5.0, value - (best[1] if len(best) > 1 else 0.0)) / 5
    agreeing = [row for row in rows if "gender same" in row]
    if len(agreeing) == 1:
        agreeing[0]["gender alone"] = 1.0


def speakers(scene: Scene, cases: list[Case], ranker: Ranker | None = None) -> list[tuple[int, float]]:
    """Decide case by case, in order, each knowing the decisions before.

    Returns:
        For each case the speaker, or `NOBODY`, and the confidence.
    """
    if not any(case.spoken for case in cases):
        return [(NOBODY, 0.0)] * len(cases)
    ranker = ranker or load()
    scene.forget()
    clues = Clues(scene, cases)
    decided: list[tuple[int, float]] = []
    history: list[tuple[int, int, int]] = []
    for case in cases:
        candidates, rows = rows_of(clues, case, history)
        chances = ranker.chances(rows)
        best = int(chances.argmax())
        speaker, confidence = candidates[best], ranker.confidence(float(chances[best]))
        told = _told(case)
        if told and case.answer in candidates and (case.answer == speaker or confidence < told):
            speaker, confidence = case.answer, max(confidence, told)
        if speaker != NOBODY and is_of(scene, case, speaker):
            speaker = NOBODY
        decided.append((speaker, confidence))
        scene.learn(case, speaker)
        if case.spoken:
            history.append((speaker, case.line, case.sentence))
    return decided
