"""Which kind a name is, judged once for the whole text on all evidence together.

Small networks over the features of `names_evidence`; ``data/kinds.npz`` holds their weights, written by
``python -m readers.annotate.train_kinds`` from openly licensed texts. No feature is a word: what is learned is how
names behave, not which names there are.
"""

from __future__ import annotations

import collections
import functools
import importlib.resources
from typing import Any

import numpy as np
import numpy.typing as npt

from readers.annotate.names.acronyms import pairs_in
from readers.annotate.names.edges import NUMERIC, PEOPLES, STAFF, STOP, TITLES
from readers.annotate.names.evidence import GROUPS, Features, Related, describe
from readers.annotate.names.organisations import BARE, CHAMBERS, HEADS, OF_HEADS, owned_by_many
from readers.annotate.names.view import Name, View, tokens_taken
from readers.annotate.tokens import is_run_together
from readers.annotate.words import words

CLASSES = ("PERSON", "ORG", "PLACE", "REST")
BELIEFS = words("peoples", "beliefs")
Array = npt.NDArray[Any]
LEAN = {"ORG": 2.2, "PERSON": 1.3, "REST": 0.9}
"""How far a kind is preferred over what its chance says: the texts it was learned from have few organisations."""
TRUST = 0.15
"""How much a label that the model gives again and again counts, beyond what the networks make of it."""
KNOWN = 8.0
"""How much it counts that earlier articles settled on a kind."""
LONE = 0.5
"""Of a single word without kin in the text that nothing but the model calls a person."""
PERSON_SIGNS = (
    "given 1",
    "perhaps given 1",
    "after honorific",
    "after office",
    "after role",
    "who",
    "age",
    "comma role",
)
ORG_SIGNS = (
    "capital the",
    "members of",
    "member noun",
    "org noun",
    "after org noun",
    "role of",
    "role for",
    "role at",
    "comma org noun",
)
SIGNS = 1.0
"""How much it counts, beyond what the networks make of it, that a name has members, officials, a spokeswoman."""
KEEP = {"PLACE": {"GPE", "LOC", "FAC"}, "REST": {"NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "LANGUAGE"}}


def judge(view: View, names: list[Name]) -> list[Name]:
    """Give every name the kind that the whole text speaks for; drop what is none."""
    result = [n for n in names if n.label in NUMERIC]
    found = candidates(view, names)
    for (spans, features), chances in zip(found, load().chances([features for _, features in found]), strict=True):
        if view.text(spans[0]) in BELIEFS or (spans[0].end - spans[0].start == 1 and _is_an_ism(view, spans[0].start)):
            result += [Name(span.start, span.end, "NORP") for span in spans if span.label]
            continue
        if _are_a_people(view, spans):
            result += [span for span in spans if span.label]
            continue
        known = GROUPS.get(view.known.get(view.text(spans[0]), ""), "")
        result += _decide(spans, features, list(chances), known)
    return sorted(result)


def _is_an_ism(view: View, i: int) -> bool:
    """A way of thinking, which names nobody."""
    return view.words[i].istitle() and view.words[i].endswith("ism") and len(view.words[i]) > 6


def _are_a_people(view: View, spans: list[Name]) -> bool:
    """Whether a name is that of a people and mostly seen as such: it too speaks, has children and flees."""
    labels = [span.label for span in spans]
    return view.text(spans[0]) in PEOPLES and 2 * labels.count("NORP") > len(labels)


def candidates(view: View, names: list[Name]) -> list[tuple[list[Name], Features]]:
    """Every distinct name of a text with its occurrences and features."""
    groups: dict[str, list[Name]] = collections.defaultdict(list)
    for name in [*names, *_unlabelled(view, names)]:
        if name.label not in NUMERIC:
            groups[view.text(name)].append(name)
    shorts = {}
    for full, short in pairs_in(view):
        head = "org" if any(view.words[i] in HEADS or view.words[i] in OF_HEADS for i in range(*full)) else "other"
        shorts[view.text((*full, ""))] = shorts[view.text((*short, ""))] = head
    related = Related(view, groups, shorts)
    return [(spans, describe(view, key, spans, related)) for key, spans in groups.items()]


def _decide(spans: list[Name], features: Features, chances: list[float], known: str = "") -> list[Name]:
    seen = collections.Counter(GROUPS.get(n.label, "REST") for n in spans)
    scores = {
        kind: chance * LEAN.get(kind, 1.0) * (1.0 + TRUST * min(seen[kind], 4) * seen[kind] / len(spans))
        for kind, chance in zip(CLASSES, chances, strict=True)
    }
    if features.get("capital the", 0.0) >= 0.5 and len(spans) > 1 and "known place" not in features:
        scores["ORG"] *= 2.5
    scores["ORG"] *= 1.0 + SIGNS * min(1.0, sum(features.get(sign, 0.0) for sign in ORG_SIGNS))
    if known in scores:
        scores[known] *= KNOWN
    if "chamber" in features:
        return [Name(n.start, n.end, "ORG") for n in spans]
    if "personal shape 1" in features and features.get("kin", 0.0) + features.get("after honorific", 0.0) >= 0.5:
        return [Name(n.start, n.end, "PERSON") for n in spans]
    if "unpersonal word" in features or "odd shape" in features or features.get("after thing name", 0.0) >= 0.2:
        scores["PERSON"] *= 0.1
    elif "lone" in features and not any(features.get(sign, 0.0) for sign in PERSON_SIGNS):
        scores["PERSON"] *= LONE
    winner = max(CLASSES, key=scores.__getitem__)
    if winner in {"PERSON", "ORG"}:
        return [Name(n.start, n.end, winner) for n in spans]
    labels = collections.Counter(n.label for n in spans if n.label in KEEP[winner])
    label = labels.most_common(1)[0][0] if labels else "GPE" if winner == "PLACE" else ""
    return [Name(n.start, n.end, label) for n in spans if n.label] if label else []


def _unlabelled(view: View, names: list[Name]) -> list[Name]:
    """Runs of capitalised words that nobody has named yet."""
    taken = tokens_taken(view, names)
    found = []
    i = 0
    while i < len(view):
        if not _may_begin(view, taken, i):
            i += 1
            continue
        end = i + 1
        while end < len(view) and taken[end] < 0 and not view.gap[end] and end - i < 6:
            if not view.capital[end] and not owned_by_many(view, end):
                break
            end += 1
        last = end
        while last - i > 1 and (view.words[last - 1] in STAFF or view.words[last - 1] in PEOPLES):
            last -= 1
        found.append(Name(i, last, ""))
        i = end
    return found


def _long_enough(view: View, i: int) -> bool:
    """More than a letter, unless it is an initial."""
    return len(view.words[i]) > 1 or (i + 1 < len(view) and view.words[i] not in {"I", "A"} and view.capital[i + 1])


def _may_begin(view: View, taken: list[int], i: int) -> bool:
    if view.words[i] in BARE and view.words[i] not in CHAMBERS and not (i + 1 < len(view) and view.capital[i + 1]):
        return False
    if taken[i] >= 0 or view.gap[i] or not view.capital[i] or view.words[i] in STOP or not _long_enough(view, i):
        return False
    if view.lower[i].rstrip(".") in TITLES or is_run_together(view.words[i], view.lowered):
        return False
    return not (view.first[i] and (view.words[i].lower() in view.lowered or view.pos[i] != "PROPN"))


class Judge:
    """A few small networks with one hidden layer, whose chances are averaged.

    Attributes:
        column: which input a feature is.
        layers: hidden weights ``[networks, features, units]`` and bias, output weights ``[networks, units, classes]``
            and bias.
    """

    def __init__(self, features: list[str], layers: tuple[Array, Array, Array, Array]) -> None:
        self.column = {name: i for i, name in enumerate(features)}
        self.layers = layers

    def chances(self, rows: list[Features]) -> Array:
        """The chance of each of `CLASSES` for each row of features."""
        inputs = np.zeros((len(rows), len(self.column)), dtype=np.float32)
        for i, row in enumerate(rows):
            for name, value in row.items():
                if name in self.column:
                    inputs[i, self.column[name]] = value
        total = np.zeros((len(rows), len(CLASSES)), dtype=np.float32)
        for hidden, hidden_bias, output, output_bias in zip(*self.layers, strict=True):
            scores = np.maximum(inputs @ hidden + hidden_bias, 0.0) @ output + output_bias
            powers = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-1e9))
            total += powers / powers.sum(axis=1, keepdims=True)
        return total / len(self.layers[0])


@functools.cache
def load() -> Judge:
    """The judge as trained, read from ``data/kinds.npz`` once."""
    place = importlib.resources.files("readers.annotate") / "data" / "kinds.npz"
    with place.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        arrays = [stored[name].astype(np.float32) for name in ("hidden", "hidden_bias", "output", "output_bias")]
        return Judge([str(name) for name in stored["features"]], (arrays[0], arrays[1], arrays[2], arrays[3]))
