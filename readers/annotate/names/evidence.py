"""What a text says about a name: features of all its occurrences together.

Each distinct name of a text is judged once, on the shares of its occurrences that look one way or another (after a
place word, before a verb of saying, labelled ORG by the model …), its own words, and the names that contain it.
"""

from __future__ import annotations

import collections
import itertools
import re
from typing import TYPE_CHECKING

import numpy as np

from readers.annotate.given import GIVEN, GIVEN_SURE
from readers.annotate.names.edges import PEOPLES, ROLES, STAFF, STOP, TITLES
from readers.annotate.names.organisations import BARE, CHAMBERS, HEADS, LEGAL, OF_HEADS, THINGS, names_a_thing
from readers.annotate.names.persons import KIN, NO_SURNAME, OFFICES, PLACES, SURE_TITLES, may_be_personal
from readers.annotate.names.reading import KINDS
from readers.annotate.words import words

if TYPE_CHECKING:
    from readers.annotate.names.view import Name, View

SAYING = words("contexts", "saying")
PLACE_NOUNS = words("contexts", "place nouns")
ORG_NOUNS = words("contexts", "organisation nouns")
THING_NOUNS = words("contexts", "thing nouns")
MEDIA_NOUNS = words("contexts", "media nouns")
STORMS = frozenset({"cyclone", "hurricane", "storm", "typhoon"})
SITES = words("things", "sites")
"""Last words of what is built or lies there, and acts in no article."""
SURE = 0.8  # from this chance on the encoder is believed about a person
MEMBER_NOUNS = words("contexts", "member nouns")
ORG_VERBS = words("contexts", "organisation verbs")
IN = frozenset({"in", "near", "across", "throughout", "outside", "around", "inside", "within"})
TO = frozenset({"to", "from", "at", "into", "towards", "toward", "through"})
GROUPS = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "PERSON": "PERSON", "ORG": "ORG", "NORP": "NORP"}

SHAPED = (
    "says", "verb", "in", "'s", "before=the", "before=a", "subject of saying", "noun after", "after role", "who",
    "owns organisation",
)  # fmt: skip
"""Features that count differently by the shape of the name."""

Features = dict[str, float]


def describe(view: View, spans: list[Name], related: Features) -> Features:
    """The features of one name from all its occurrences.

    Args:
        view: the text.
        spans: its occurrences, each with the label the model gave it, ``""`` if none, ``"?"`` if it saw it otherwise.
        related: what the other names of the text say of it.
    """
    total: collections.Counter[str] = collections.Counter()
    for span in spans:
        total.update(_around(view, span))
    features = {name: count / len(spans) for name, count in total.items()}
    features.update(_inside(view, spans[0]))
    features.update(related)
    features["bias"] = 1.0
    _combine(features)
    features.update(_encoded(view, spans))
    if len(spans) > 1:
        features["again"] = 1.0
    if len(spans) > 3:
        features["often"] = 1.0
    for label in ("PERSON", "ORG", "PLACE"):
        seen = features.get(f"ner={label}", 0.0) * len(spans)
        if seen >= 3 and seen >= 0.7 * len(spans):
            features[f"all {label}"] = 1.0
        elif seen >= 2:
            features[f"twice {label}"] = 1.0
    return features


def _encoded(view: View, spans: list[Name]) -> Features:
    """What the encoder makes of a name: for each kind the mean and the highest chance over its occurrences."""
    if view.chances is None:
        return {}
    # most names are one token or stand once, and numpy takes as long for the mean of one as for that of many
    parts = [view.chances[span.start : span.end] for span in spans]
    each = np.stack([part[0] if len(part) == 1 else part.mean(axis=0) for part in parts])
    mean, most = (each[0] if len(each) == 1 else each.mean(axis=0)).tolist(), each.max(axis=0).tolist()
    found = {f"encoder {kind or 'none'}": mean[k] for k, kind in enumerate(KINDS)}
    found |= {f"encoder most {kind or 'none'}": most[k] for k, kind in enumerate(KINDS)}
    found[f"encoder says {KINDS[mean.index(max(mean))] or 'none'}"] = 1.0
    return found


def _combine(features: Features) -> None:
    """Add what only counts together: what the model saw, with the shape of the name and its kin in the text."""
    single = "length=1" in features
    related = max(features.get("last of person", 0.0), features.get("first of person", 0.0))
    if "unpersonal word" in features:
        features.pop("after role", None)
    shape = "part" if related > 0.4 else "lone" if single else "given" if "given" in features else "many"
    if "capitals" in features:
        shape = "capitals"
    for name in [n for n in features if n.startswith("ner=")]:
        features[f"{name} {shape}"] = features[name]
    for name in SHAPED:
        if name in features:
            features[f"{name} {shape}"] = features[name]
    features[shape] = 1.0


def _around(view: View, span: Name) -> set[str]:
    """The features of one occurrence."""
    found = {f"ner={GROUPS.get(span.label, span.label and 'OTHER')}"}
    start, end = span.start, span.end
    before = view.lower[start - 1] if start and not view.gap[start - 1] else "\n"
    second = view.lower[start - 2] if start > 1 and not view.gap[start - 2] else "\n"
    third = view.lower[start - 3] if start > 2 and not view.gap[start - 3] else "\n"
    after = view.lower[end] if end < len(view) and not view.gap[end] else "\n"
    following = view.lower[end + 1] if end + 1 < len(view) and not view.gap[end + 1] else "\n"
    if view.first[start]:
        found.add("first")
        if view.words[start].lower() in view.lowered:
            found.add("first and lowered")
    if view.shout[start]:
        found.add("shout")
    if before == "\n" and view.upper[start] and (after[:1].isdigit() or after in {"-", "--", "—", "–", "(", ","}):
        found.add("dateline")
    found |= _before(view, start, before, second, third)
    found |= _after(view, end, after, following)
    found |= _syntax(view, span)
    return found


def _before(view: View, start: int, before: str, second: str, third: str) -> set[str]:
    found = set()
    bare = before.rstrip(".")
    if before == "the" and view.words[start - 1] == "The" and not view.first[start - 1]:
        found.add("capital the")
    if before in {"the", "a", "an"}:
        found.add(f"before={before}")
        before, bare, second = second, second.rstrip("."), third
    if bare in SURE_TITLES:
        found.add("after honorific")
    elif start and view.words[start - 1] in OFFICES:
        found.add("after office")
    elif before in ROLES:
        found.add("after role")
    if before in IN:
        found.add("in")
    elif before in TO:
        found.add("to")
    elif before in {"of", "by", "with", "and", ",", "for", "(", "'s", "than", "on", "'", "\n"}:
        found.add(f"before={before}")
    if before == "of" and second in PLACE_NOUNS:
        found.add("place of")
    if before in {"of", "for", "at", "from", "with", "to", "by"}:
        if second in ROLES or second in {"head", "professor", "fellow", "chair", "spokesman"}:
            found.add(f"role {before}")
        elif second in MEMBER_NOUNS:
            found.add("members of")
    if before == "in" and second in {"shares", "stake", "stakes"}:
        found.add("members of")
    if before in ORG_VERBS:
        found.add("object of org verb")
    if before in PLACE_NOUNS:
        found.add("after place noun")
    if before in ORG_NOUNS or before in MEDIA_NOUNS:
        found.add("after org noun")
    if before in THING_NOUNS:
        found.add("after thing noun")
        if (view.capital[start - 1] and not view.first[start - 1]) or before in STORMS:
            found.add("after thing name")
    if start and view.words[start - 1] in PEOPLES:
        found.add("after people")
    return found


def _after(view: View, end: int, after: str, following: str) -> set[str]:
    found = set()
    if after == "'s":
        found.add("'s")
        if _is_full_person(view, end + 1):
            found.add("owns person")
        elif _is_organisation(view, end + 1):
            found.add("owns organisation")
        after = following
    if after in SAYING or (after in {"has", "had", "also", "then"} and following in SAYING):
        found.add("says")
    elif after == "who" or (after == "," and following in {"who", "whose", "whom"}):
        found.add("who")
    elif after in KIN:
        found.add("kin")
    elif after == "et" and following.startswith("al"):
        found.add("et al")
    elif after == "," and following.isdigit() and len(following) == 2:
        found.add("age")
    elif after == ",":
        found.add("comma")
        found |= _apposition(view, end + 1)
    elif end < len(view) and view.pos[end] in {"VERB", "AUX"}:
        found.add("verb")
    if after in PLACE_NOUNS:
        found.add("place noun")
    if after in ORG_NOUNS or after in MEDIA_NOUNS:
        found.add("org noun")
    if after in THING_NOUNS:
        found.add("thing noun")
    if after in MEMBER_NOUNS:
        found.add("member noun")
    if after in ROLES or (end < len(view) and view.words[end] in STAFF):
        found.add("role after")
    elif end < len(view) and view.pos[end] == "NOUN" and after not in PLACE_NOUNS:
        found.add("noun after")
    if after in {"(", "and", "in", "\n", "-", "or", ".", "on", "is", "was", "are", "were"}:
        found.add(f"after={after}")
    return found


def _is_full_person(view: View, i: int) -> bool:
    """Whether the encoder sees a person of several names here: whoever is owned so works for an organisation."""
    end = i + 2 + (i + 2 < len(view) and view.words[i + 1] == "-")  # Jean-Luc is three tokens
    if view.chances is None or end > len(view) or not (view.capital[i] and view.capital[end - 1]):
        return False
    return bool(view.chances[i:end, KINDS.index("PERSON")].min() > SURE)


def _is_organisation(view: View, i: int) -> bool:
    """Whether the encoder sees an organisation here: its owner may be a person, and one of several words mostly is."""
    return view.chances is not None and i < len(view) and bool(view.chances[i, KINDS.index("ORG")] > SURE)


def _apposition(view: View, i: int) -> set[str]:
    """What the phrase after a comma says: ``X, a lawyer``; ``X, Ohio``."""
    found = set()
    for j in range(i, min(i + 6, len(view))):
        lower = view.lower[j]
        if view.gap[j] or lower in {",", "."}:
            break
        if lower in ROLES or view.words[j] in STAFF:
            found.add("comma role")
        elif lower in ORG_NOUNS:
            found.add("comma org noun")
        elif lower in PLACE_NOUNS:
            found.add("comma place noun")
    if i < len(view) and view.words[i] in PLACES:
        found.add("comma place")
    return found


def _syntax(view: View, span: Name) -> set[str]:
    """The part it plays in its sentence, if the text was parsed."""
    root = view.doc[span.start : span.end].root
    dep = root.dep_
    if not dep:
        return set()
    found = {f"dep={dep}"}
    if dep in {"nsubj", "agent"} and root.head.lemma_ in SAYING:
        found.add("subject of saying")
    elif dep == "pobj":
        found.add(f"pobj of {root.head.lower_}" if root.head.lower_ in {"in", "by", "of", "to", "from"} else "pobj")
    if root.pos_ != "PROPN":
        found.add(f"pos={root.pos_}")
    return found


def _inside(view: View, span: Name) -> Features:
    """The features of the words of a name."""
    inside = view.pieces(span)
    first, last = inside[0], inside[-1]
    length = len(inside)
    found = {f"length={min(length, 5)}"}
    if all(may_be_personal(word) for word in inside):
        found.add(f"personal shape {min(length, 3)}")
    elif not any(may_be_personal(word) for word in inside):
        found.add("odd shape")
    first_common = first.lower() in THING_NOUNS or first.lower() in PLACE_NOUNS
    if HYPHENED.fullmatch(last) and 1 < length < 4:
        found |= {"given", f"given {length}"}
    if length > 1 and (first_common or _has_unpersonal_word(inside)):
        found.add("unpersonal word")
        found.discard(f"personal shape {min(length, 3)}")
        if first_common:
            found.add("thing first")
    elif first.lower() in GIVEN_SURE:
        found |= {"given", f"given {min(length, 3)}"}
    elif first.lower() in GIVEN:
        found |= {"perhaps given", f"perhaps given {min(length, 3)}"}
    if length > 1 and any(len(word.rstrip(".")) == 1 and word.isupper() for word in inside[:-1]):
        found.add("initial")
    whole = " ".join(inside)
    if whole in PLACES or (whole.isupper() and whole.title() in PLACES):
        found.add("known place")
    elif first in PLACES or last in PLACES:
        found.add("place inside")
    found |= _heads(inside)
    if all(view.upper[i] for i in range(span.start, span.end)):
        found |= {"capitals", f"capitals {min(sum(map(len, inside)), 6)}"}
    if any(c.isdigit() for word in inside for c in word):
        found.add("digit")
    if any(c.islower() and d.isupper() for word in inside for c, d in itertools.pairwise(word)):
        found.add("camel")
    if all(word.lower() in view.lowered for word in inside if word[0].isupper()):
        found.add("lowered")
    if length == 1 and first in CHAMBERS:
        found.add("chamber")
    if length == 1:
        found.add(f"ends {last[-3:].lower()}" if last[-3:].lower() in ENDINGS else "other ending")
    return dict.fromkeys(found, 1.0)


def _has_unpersonal_word(inside: list[str]) -> bool:
    """Whether a word is no part of personal names; ``Hill`` and ``Law`` are, after a given name."""
    last_too = not (inside[0].lower() in GIVEN and inside[-1] in SURNAMES)
    return any(word in NO_SURNAME for word in (inside if last_too else inside[:-1]))


HYPHENED = re.compile(r"[A-Z][a-z]+-[a-z]+")
"""A given name in two syllables as Chinese and Korean ones are often written: ``Mei-ling``."""
SURNAMES = words("titles", "surnames")
ENDINGS = words("contexts", "endings")


def _heads(inside: list[str]) -> set[str]:
    first, last = inside[0], inside[-1]
    found = set()
    if last in HEADS:
        found.add("org head last")
    if len(inside) > 1 and any(word in HEADS or word in OF_HEADS for word in inside[:-1]):
        found.add("org head inside")
    if len(inside) > 2 and first in OF_HEADS:
        found.add("of head")
    of_or_for = any(a in OF_HEADS and b in {"of", "for"} for a, b in itertools.pairwise(inside))
    if len(inside) > 1 and not of_or_for and (last in SITES or (last not in HEADS and names_a_thing(inside))):
        found.add("site")
    if last in LEGAL:
        found.add("legal")
    if last in BARE:
        found.add(f"bare {min(len(inside), 2)}")
    for label, heads in THINGS.items():
        if last in heads:
            found.add(f"head={label}" if len(inside) > 1 else f"thing={label}")
        if len(inside) > 1 and any(word in heads for word in inside[:-1]):
            found.add(f"inside={label}")
    if first in PEOPLES:
        found.add(f"people {min(len(inside), 2)}")
    if last in PEOPLES:
        found.add("people last")
    if last in STAFF:
        found.add("staff last")
    if any(word in STOP for word in inside):
        found.add("stop")
    if first.lower().rstrip(".") in TITLES:
        found.add("title first")
    lowers = {word for word in inside if word.islower()}
    found |= {f"has {word}" for word in ("of", "and", "for", "&", "-") if word in inside}
    if lowers - {"of", "and", "for", "the", "'s"}:
        found.add("small words")
    return found
