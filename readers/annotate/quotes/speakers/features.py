"""What the ranker sees of a candidate for the speaker of a quotation: plain named numbers.

No feature is a word of the text: what is learned is how speakers stand in an article, not who they are.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass

from readers.annotate.given import GENDER
from readers.annotate.quotes.speakers.candidates import Case, Place, Scene
from readers.annotate.quotes.speakers.clues import Features
from readers.annotate.quotes.speakers.flow import CONFIDENCE, RARE

NOBODY = -1
"""The candidate that stands for whoever the text does not name."""
_REPORTED = {
    "reported": "after",
    "reported-according": "according",
    "reported-order": "before-order",
    "reported-aside": "after",
}
_GENDERS = {"he": "m", "she": "f"}
_BIG = 30.0


@dataclass
class Asked:
    """How the text calls the speaker of a case, once for all candidates.

    Attributes:
        how: see `Case`.
        shared: features of the case itself.
        at: the token from which distances are counted.
        gender: of a description, where its noun tells.
    """

    how: str
    shared: Features
    at: int
    gender: str = ""


def ask(case: Case) -> Asked:
    """Say how the text calls the speaker."""
    phrase, at = case.phrase, case.first
    if phrase is not None and case.attribution is not None and case.attribution.rule not in _CARRIED:
        at = phrase.first
    how = case.called
    rule = "none" if case.attribution is None else case.attribution.rule
    shared = {"how " + how: 1.0, "bias": 1.0}
    if case.reported:
        rule = _REPORTED.get(rule, rule.replace("reported", "before"))
    shared["rule " + rule] = 1.0
    shared["trust"] = CONFIDENCE.get(rule, RARE)
    shared["whole line"] = float(case.whole)
    shared["headline"] = float(case.line == 0)
    if case.description is not None:
        shared["spokesman"] = float(case.description.head in ("spokesman", "representative"))
        shared["start " + case.description.start] = 1.0
        shared["plural"] = float(case.description.plural)
    told = case.description
    return Asked(how, shared, at, told.gender if told is not None and not shared["spokesman"] else "")


_OF = frozenset(["of", "for", "at", "from", "with", "in"])
_CARRIED = frozenset(["continued", "previous-paragraph", "resumed", "lead", "lead-colon", "joined"])


def nobody(
    scene: Scene, case: Case, asked: Asked, rows: list[Features], history: list[tuple[int, int, int]]
) -> Features:
    """The features of nobody named, given those of all the others."""
    found: Features = {"nobody": 1.0}
    for name, value in asked.shared.items():
        found["nobody " + name] = value
    found["nobody by rules"] = float(case.answer < 0)
    fits = sorted((row.get("fit", 0.0) for row in rows), reverse=True)
    found["nobody best fit"] = fits[0] if fits else 0.0
    found["nobody told head"] = float(any("head told" in row or "head in name" in row for row in rows))
    found["nobody agrees"] = min(4.0, sum(row.get("gender same", 0.0) for row in rows)) / 4
    found["nobody alone"] = float(not rows)
    near, same = scene.strangers_before(case)
    found["nobody stranger near " + asked.how] = float(near)
    found["nobody stranger same"] = float(same)
    found["nobody stranger last"] = found["nobody stranger last " + asked.how] = float(scene.stranger_last(case))
    if history and history[-1][0] == NOBODY:
        found["nobody spoke last"] = 1.0
        found["nobody spoke last, line"] = float(history[-1][1] == case.line)
    return found


def features(scene: Scene, case: Case, asked: Asked, candidate: int, history: list[tuple[int, int, int]]) -> Features:
    """The features of one candidate.

    Args:
        scene: the document.
        case: the quotation.
        asked: how the text calls its speaker.
        candidate: index of the entity.
        history: of the quotations before: speaker (-1 for nobody), line and sentence.
    """
    entity = scene.words.clusters[candidate]
    found: Features = dict(asked.shared)
    found["kind " + entity.kind] = 1.0
    found["many"] = float(entity.plural)
    found["salience"] = entity.salience
    found["mentions"] = math.log1p(len(scene.places[candidate]))
    _by_rules(scene, case, asked, candidate, found)
    _agreement(scene, asked, candidate, found)
    found.update(case.fits.get(candidate, {}))
    _standing(scene, case, asked, candidate, found)
    _turns(case, candidate, history, found)
    return found


def _by_rules(scene: Scene, case: Case, asked: Asked, candidate: int, found: Features) -> None:
    attribution = case.attribution
    if attribution is None or attribution.phrase is None:
        return
    words, phrase = scene.words, attribution.phrase
    if case.answer == candidate:
        rule = next(name for name in asked.shared if name.startswith("rule "))
        found["answer"] = 1.0
        found["answer " + rule] = 1.0
        found["answer " + asked.how] = 1.0
        found["answer sure"] = asked.shared["trust"] * (case.sure or 0.9)
    elif case.answer >= 0:
        found["answer other"] = 1.0
        found["answer other " + asked.how] = 1.0
    scores = scene.resolver.scores.get(phrase.head)
    if scores and candidate in scores and asked.how in _GENDERS:
        others = max((value for c, value in scores.items() if c != candidate), default=-25.0)
        found["pronoun lead"] = max(-3.0, min(3.0, scores[candidate] - others)) / 3
        found["pronoun scored"] = 1.0
    first, last = phrase.first, phrase.last
    behind = last + 9
    for place in scene.places[candidate]:
        if place.first >= behind:
            break
        if place.first >= first:
            inside = place.first <= last
            found["in phrase" if inside else "behind phrase"] = 1.0
            if not inside and words.lower[last + 1] in _OF and "," not in words.lower[last + 1 : place.first]:
                found["of phrase"] = 1.0
                found["of spokesman"] = asked.shared.get("spokesman", 0.0)
            elif inside:
                found["of spokesman"] = asked.shared.get("spokesman", 0.0)
                found["phrase owner"] = float(place.owner)
            elif place.first - last <= 3 and words.lower[last + 1] == ",":
                found["apposed"] = 1.0
    if words.tag[phrase.first] == "PRP$" or (phrase.first and words.tag[phrase.first - 1] == "PRP$"):
        found["owned"] = 1.0


def _agreement(scene: Scene, asked: Asked, candidate: int, found: Features) -> None:
    entity = scene.words.clusters[candidate]
    wanted = _GENDERS.get(asked.how, "")
    told = scene.told[candidate]
    if not wanted and asked.how == "person":
        wanted = asked.gender
    found["personal"] = float(told.personal)
    if asked.how in _GENDERS or asked.how == "person":
        found["personal for a person"] = float(told.personal)
    if wanted and told.personal:
        found["gender same" if entity.gender == wanted else "gender other" if entity.gender else "gender open"] = 1.0
        given = "" if " " in entity.name else GENDER.get(entity.name.lower(), "")
        if given:
            found["given name same" if given == wanted else "given name other"] = 1.0
        if told.gender:
            found["gender told same" if told.gender == wanted else "gender told other"] = 1.0
        found["gender leaning"] = told.leaning if wanted == "f" else -told.leaning
    if asked.how in _GENDERS:
        found["pronoun before"] = float(scene.last_pronoun(asked.how, asked.at) == candidate)
    found[asked.how + " " + entity.kind] = 1.0
    if asked.how in ("they", "it"):
        found[asked.how + " many"] = float(entity.plural)


def _standing(scene: Scene, case: Case, asked: Asked, candidate: int, found: Features) -> None:
    """Where the candidate is named, before the quotation and after it."""
    places = scene.places[candidate]
    split = bisect_left(places, case.first, key=lambda place: place.first)
    before = next((place for place in reversed(places[max(0, split - 6) : split]) if not place.quoted), None)
    anywhere = places[split - 1] if split else None
    inside = [place for place in places[split : split + 4] if place.first < case.end]
    after = next((place for place in places[split : split + 8] if place.first >= case.end), None)
    found["in quotation"] = float(bool(inside))
    found["in headline"] = float(places[0].line == 0)
    if not split:
        found["not yet"] = found["not yet " + asked.how] = 1.0
    if anywhere is not None and before is None:
        found["only quoted"] = 1.0
    if before is not None:
        distance = case.sentence - before.sentence
        found["before"] = 1.0
        found["before named"] = float(before.named)
        found["before sentences"] = min(distance, _BIG) / 10
        found["before near"] = 1.0 / (1.0 + distance)
        found["before tokens"] = math.log1p(max(0, asked.at - before.first)) / 5
        found["before same sentence"] = float(distance == 0)
        found["before same line"] = float(before.line == case.line)
        found["before line above"] = float(before.line == case.line - 1)
        _how_it_stands(
            "before here " if distance == 0 else "before last " if distance == 1 else "before far ", before, found
        )
        found["between"] = min(6, scene.between(before.end, asked.at, candidate)) / 3
    if after is not None and after.line <= case.line + 1:
        distance = after.sentence - case.sentence
        found["after"] = 1.0
        found["after same sentence"] = float(distance == 0)
        found["after same line"] = float(after.line == case.line)
        found["after near"] = 1.0 / (1.0 + math.log1p(max(0, after.first - case.end)))
        if distance < 2:
            _how_it_stands("after here " if distance == 0 else "after next ", after, found)
    opening = scene.subject_of(case.sentence)
    found["subject here"] = float(opening == candidate)
    found["subject of last"] = float(case.sentence > 0 and scene.subject_of(case.sentence - 1) == candidate)
    found["line label"] = float(candidate in scene.labels(case))
    found["subject of line"] = float(scene.line_subject(case.line) == candidate)


def _how_it_stands(where: str, place: Place, found: Features) -> None:
    if place.subject:
        found[where + "subject"] = 1.0
    if place.speaks:
        found[where + "speaks"] = 1.0
    if place.source:
        found[where + "source"] = 1.0
    if place.owner:
        found[where + "owner"] = 1.0
    if place.label:
        found[where + "label"] = 1.0


def _turns(case: Case, candidate: int, history: list[tuple[int, int, int]], found: Features) -> None:
    """Who spoke before."""
    if not history:
        found["first quotation"] = 1.0
        return
    last, line, sentence = history[-1]
    same = last == candidate
    found["spoke last"] = float(same)
    if line == case.line:
        found["spoke last, line"] = float(same)
        found["other spoke last, line"] = float(not same)
    elif line == case.line - 1:
        found["spoke last, line above"] = float(same)
    if same:
        found["spoke last, near"] = 1.0 / (1.0 + case.sentence - sentence)
    if len(history) > 1:
        found["spoke before last"] = float(history[-2][0] == candidate)
    if case.whole:
        found["spoke last, whole"] = float(same)
        found["spoke before last, whole"] = found.get("spoke before last", 0.0)
    times = sum(speaker == candidate for speaker, _, _ in history)
    found["spoke"] = math.log1p(times)
