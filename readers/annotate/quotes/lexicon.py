"""The words that attribute speech, read from ``data/reporting.toml`` and inflected."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

VOWELS = frozenset("aeiou")
_PERSON_ENDINGS = (
    "er",
    "or",
    "ist",
    "man",
    "woman",
    "ian",
    "ant",
    "ee",
    "person",
    "aide",
    "chief",
    "expert",
    "official",
)


@cache
def _table() -> dict[str, dict[str, str]]:
    source = files("readers.annotate").joinpath("data/reporting.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)


@cache
def verbs() -> dict[str, str]:
    """Every form of every reporting verb, with its class: ``speech``, ``manner``, ``thought`` or ``judgement``."""
    table = _table()
    irregular = table["irregular"]
    forms: dict[str, str] = {}
    for kind in ("speech", "manner", "thought", "judgement"):
        for verb in table["verbs"][kind].split():
            for form in inflect(verb, irregular.get(verb, "")):
                forms.setdefault(form, kind)
    return forms


@cache
def takes_clause() -> frozenset[str]:
    """Every form of the verbs that say a whole clause, and may stand between commas within it."""
    table = _table()
    return frozenset(
        form for verb in table["verbs"]["clausal"].split() for form in inflect(verb, table["irregular"].get(verb, ""))
    )


@cache
def bodies() -> frozenset[str]:
    """Nouns for bodies of people that speak as one, singular and plural."""
    groups = word_list("roles", "groups") | word_list("roles", "more_groups")
    return frozenset([*groups, *(plural(group) for group in groups)])


@cache
def nouns() -> frozenset[str]:
    """Nouns for things said, singular and plural."""
    words = _table()["nouns"]["words"].split()
    return frozenset([*words, *(plural(word) for word in words)])


@cache
def word_list(section: str, name: str) -> frozenset[str]:
    """A plain list of the data file."""
    return frozenset(_table()[section][name].split())


def plural(noun: str) -> str:
    """The regular plural of a noun."""
    if noun.endswith("y") and noun[-2] not in VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def inflect(verb: str, irregular: str = "") -> set[str]:
    """All forms of a verb.

    Args:
        verb: the base form.
        irregular: past and participles, parted by spaces, where they are not regular.
    """
    given = set(irregular.split())
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    past = {form for form in given if not form.endswith("ing")}
    if not past:
        past = {verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in VOWELS else stem + "ed"}
    progressive = {form for form in given if form.endswith("ing")}
    if not progressive:
        doubled = any(form == verb + verb[-1] + "ed" for form in past)
        progressive = {verb + verb[-1] + "ing" if doubled else stem + "ing"}
    return {verb, plural(verb), *past, *progressive}


@cache
def roles() -> dict[str, str]:
    """What a role noun counts as: an abbreviation or a near synonym → the role it stands for."""
    same: dict[str, str] = {}
    for line in _table()["roles"]["same"].strip().splitlines():
        first, *others = line.split()
        same.update(dict.fromkeys(others, first))
    return same


@cache
def role_gender() -> dict[str, str]:
    """The gender of a noun for a person, where it has one."""
    table = _table()["roles"]
    return {**dict.fromkeys(table["male"].split(), "m"), **dict.fromkeys(table["female"].split(), "f")}


@cache
def is_person_noun(noun: str) -> bool:
    """Whether a common noun is, by its form or our lists, one for a person."""
    if noun in roles() or noun in roles().values() or noun in role_gender():
        return True
    return noun not in nouns() and noun.endswith(_PERSON_ENDINGS) and noun not in word_list("roles", "things")
