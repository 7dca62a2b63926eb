"""Which kind a name is, judged once for the whole text on all evidence together.

Small networks over the features of `evidence`; ``data/kinds.npz`` holds their weights, written by
`readers.annotate.training.train_kinds`. No feature is a word: what is learned is how
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
from readers.annotate.names.edges import NUMERIC, PEOPLES, POSITIONS, STAFF, STOP, TITLES, names_a_party
from readers.annotate.names.evidence import GROUPS, STORMS, SURE, Features, describe
from readers.annotate.names.organisations import BARE, CHAMBERS, HEADS, OF_HEADS, owned_by_many
from readers.annotate.names.reading import KINDS
from readers.annotate.names.related import Related
from readers.annotate.names.view import Name, View, tokens_taken
from readers.annotate.tokens import is_run_together
from readers.annotate.words import words

CLASSES = ("PERSON", "ORG", "PLACE", "REST")
NOT_LAST = STAFF | PEOPLES | POSITIONS
"""What no name ends with: ``Cleveland DL`` before a player's."""
BELIEFS = words("peoples", "beliefs")
Array = npt.NDArray[Any]
KNOWN = 0.8
"""How much of a chance it is worth that earlier articles settled on a kind: more than a guess, less than certainty."""
KIN_WEIGHT = 0.6
"""What it is worth that a word is the last of a person's full name."""
FIRST_WEIGHT = 0.3
"""The same of the first, which more often is something else as well."""
THING_WEIGHT = 0.02
"""What is left of the chance of a person after ``Hurricane`` or ``the frigate``."""
SURNAME_OF_ANOTHER = 0.5
"""What makes a surname at most that of somebody whose given name no list has: a storm of that name is still meant."""
OWNER_WEIGHT = 0.8
"""What it is worth for an organisation that a person is said to be its: ``Tessera's Ann Roe``."""
ORG_LEAN = 0.9
"""How far an organisation is preferred over what its chance says; chosen on other articles than are learned from."""
KEEP = frozenset({"GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "LANGUAGE"})
"""Labels of spaCy's model that stay on what is no person and no organisation."""


def judge(view: View, names: list[Name], by: Judge | None = None) -> list[Name]:
    """Give every name the kind that the whole text speaks for; drop what is none.

    Args:
        view: the text.
        names: its names so far.
        by: who judges; the one that comes with the program, if none is given.
    """
    result = [n for n in names if n.label in NUMERIC]
    found = candidates(view, names)
    every = (by or load()).chances([features for _, features in found])
    storms = _storms(view)
    for (spans, features), chances in zip(found, every, strict=True):
        if view.text(spans[0]) in BELIEFS or (spans[0].end - spans[0].start == 1 and _is_an_ism(view, spans[0].start)):
            result += [Name(span.start, span.end, "NORP") for span in spans if span.label]
            continue
        if _is_a_storm(view, spans[0], features, storms):
            continue
        if view.words[spans[0].end - 1] in storms:
            spans = [n for n in spans if not n.start or view.lower[n.start - 1] not in STORMS]  # noqa: PLW2901  of another
        if _are_a_people(view, spans):
            result += [span for span in spans if span.label]
            continue
        known = GROUPS.get(view.known.get(view.text(spans[0]), ""), "")
        result += _decide(spans, features, list(chances), known)
    return sorted(result)


def _storms(view: View) -> set[str]:
    """What the storms of a text are called; ``Ida`` alone is the hurricane too, that kills, moves and leaves."""
    found = set()
    for i, lower in enumerate(view.lower[:-1]):
        if lower not in STORMS or not (view.capital[i] and view.capital[i + 1]) or view.gap[i]:
            continue
        of_many = i + 2 < len(view) and view.capital[i + 2] and not view.gap[i + 1]
        person = view.chances is not None and KINDS[int(view.chances[i].argmax())] == "PERSON"
        if not of_many and not person and view.words[i + 1].isalpha():
            found.add(view.words[i + 1])
    return found


def _is_a_storm(view: View, span: Name, features: Features, storms: set[str]) -> bool:
    """Whether a name is that of a storm, alone or after what it is; somebody in full is not, nor who is called so."""
    before = view.lower[span.start : span.end - 1]
    return (
        view.words[span.end - 1] in storms
        and all(word in STORMS or word == "tropical" or len(word) == 1 for word in before)
        and features.get("last of person", 0.0) <= SURNAME_OF_ANOTHER
    )


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
    return [(spans, describe(view, spans, related.of(key, view, spans[0]))) for key, spans in groups.items()]


def _decide(spans: list[Name], features: Features, chances: list[float], known: str = "") -> list[Name]:
    """The occurrences of one name with its kind; of what is nobody, those that spaCy's model calls a place or thing."""
    scores = dict(zip(CLASSES, chances, strict=True))
    if known in scores:
        scores[known] += KNOWN
    scores["PERSON"] += KIN_WEIGHT * features.get("last of person", 0.0)
    if "first of seen person" in features and "known place" not in features:
        scores["PERSON"] += FIRST_WEIGHT
    if features.get("after thing name", 0.0) >= 0.2:
        scores["PERSON"] *= THING_WEIGHT
    if "site" in features:
        scores["ORG"] = 0.0
        scores["PERSON"] *= features.get("encoder PERSON", 0.0) > SURE
    scores["ORG"] = ORG_LEAN * scores["ORG"] + OWNER_WEIGHT * features.get("owns person", 0.0)
    scores["PERSON"] *= 1.0 - OWNER_WEIGHT * features.get("owns person", 0.0)
    told = (features.get(name, 0.0) for name in ("kin", "after honorific", "et al"))
    if "personal shape 1" in features and sum(told) >= 0.5:
        scores["PERSON"] = 1.0
    company = "legal" in features and "length=1" not in features
    winner = "ORG" if company or "chamber" in features else max(CLASSES, key=scores.__getitem__)
    if winner in {"PERSON", "ORG"}:
        return [Name(n.start, n.end, winner) for n in spans]
    labels = collections.Counter(n.label for n in spans if n.label in KEEP)
    label = labels.most_common(1)[0][0] if labels else "GPE" if "known place" in features else ""
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
        while last - i > 1 and view.words[last - 1] in NOT_LAST and not names_a_party(view, last):
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
    owner = i + 2 < len(view) and view.lower[i + 1] == "'s" and view.capital[i + 2]
    return not (view.first[i] and (view.words[i].lower() in view.lowered or not (owner or view.pos[i] == "PROPN")))


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
