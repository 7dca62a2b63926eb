"""What the rules need to know of a language: its words, from ``data/languages/CODE.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from readers.annotate.clusters import Gender
from readers.annotate.languages import SUPPORTED


@dataclass(frozen=True)
class Lexicon:
    """The words of one language, all in lower case with straight apostrophes, unless said otherwise.

    Attributes:
        code: ISO 639-1.
        marks: how it uses quotation marks: for each double or single one whether it opens, closes, or does the one as
            well as the other (``either``).
        nouns_capital: whether every noun has a capital letter, so that a capital says little.
        elisions: what is written together with the next word, without its apostrophe.
        titles: what stands before a person's name, with the gender it tells.
        particles: small words inside a person's name.
        given: given names, with the gender they tell; some tell none.
        roles: nouns for people, with the gender they tell.
        bodies: nouns for bodies of people, which speak too.
        texts: nouns for what is written, whose title stands in quotation marks.
        heads: first words of organisations where they have a capital letter; with a ``*`` before it, last parts.
        low_heads: first words of organisations that are written small.
        apposed: nouns after which an organisation is named (the union Fairwork).
        legal: legal forms after a company's name.
        clubs: short forms before a club's name, as written.
        acronyms: well-known organisations, as written.
        no_organisations: other short forms in capitals, as written.
        connectors: words that join what an organisation is called.
        stop: words that begin a sentence and no name.
        verbs: every form of the verbs of saying, in the third person, with participles.
        auxiliaries: what stands with a participle.
        pronouns: personal pronouns that may be subjects, with the gender they tell; ``""`` for those that tell none.
        speakers_own: what whoever speaks calls themselves.
        according: prepositions before a source.
        according_after: words after a source (``zufolge``).
        prepositions: words after which a name is no subject.
        whereabouts: prepositions of places, seldom of people.
        articles: definite articles, possessives and the like, with the gender they tell.
        indefinite: indefinite articles.
        possessive: possessive ones.
        relative: relative pronouns.
    """

    code: str
    marks: dict[str, str]
    nouns_capital: bool
    elisions: frozenset[str]
    titles: dict[str, Gender]
    particles: frozenset[str]
    given: dict[str, Gender]
    roles: dict[str, Gender]
    bodies: frozenset[str]
    texts: frozenset[str]
    heads: frozenset[str]
    low_heads: frozenset[str]
    apposed: frozenset[str]
    legal: frozenset[str]
    clubs: frozenset[str]
    acronyms: frozenset[str]
    no_organisations: frozenset[str]
    connectors: frozenset[str]
    stop: frozenset[str]
    verbs: frozenset[str]
    auxiliaries: frozenset[str]
    pronouns: dict[str, Gender]
    speakers_own: frozenset[str]
    according: frozenset[str]
    according_after: frozenset[str]
    prepositions: frozenset[str]
    whereabouts: frozenset[str]
    articles: dict[str, Gender]
    indefinite: frozenset[str]
    possessive: frozenset[str]
    relative: frozenset[str]


@cache
def lexicon(code: str) -> Lexicon | None:
    """The lexicon of a language; ``None`` for one without a data file (English has its own, richer rules)."""
    if code not in SUPPORTED:
        return None
    source = files("readers.annotate").joinpath(f"data/languages/{code}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    marks, names, speech, words = (table[section] for section in ("marks", "names", "speech", "words"))
    return Lexicon(
        code,
        _marks(marks),
        nouns_capital=names["nouns_capital"],
        elisions=_set(words["elisions"]),
        titles=_gendered(names["titles"]),
        particles=_set(names["particles"]),
        given=_gendered(names["given"]),
        roles=_gendered(names["roles"]),
        **{name: _set(names[name]) for name in _NAMES},
        stop=_set(words["stop"]) | _set(words["prepositions"]) | _set(speech["according"]),
        verbs=inflected(table["verbs"]),
        pronouns=_gendered(speech["pronouns"]),
        articles=_gendered(words["articles"]),
        **{name: _set(speech[name]) for name in _SPEECH},
        **{name: _set(words[name]) for name in ("prepositions", "whereabouts", "indefinite", "possessive", "relative")},
    )


_NAMES = (
    *("bodies", "texts", "heads", "low_heads", "apposed", "legal", "clubs", "acronyms", "no_organisations"),
    "connectors",
)
_SPEECH = ("auxiliaries", "speakers_own", "according", "according_after")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _gendered(table: dict[str, str]) -> dict[str, Gender]:
    """Words with the gender under which they stand: ``m``, ``f`` or ``any``."""
    genders: dict[str, Gender] = {"any": "", "f": "f", "m": "m"}
    return {word: gender for key, gender in genders.items() for word in table.get(key, "").split()}


def _marks(table: dict[str, str]) -> dict[str, str]:
    return {mark: role for role in ("opens", "closes", "either") for mark in table.get(role, "").split()}


def inflected(table: dict[str, dict[str, str]]) -> frozenset[str]:
    """Every form of some verbs.

    Args:
        table: classes of verbs by name, each with ``forms``, patterns in which ``*`` is the stem, and ``stems``; one
            without stems has its forms as they are.

    >>> sorted(inflected({"weak": {"forms": "*t ge*t", "stems": "sag"}}))
    ['gesagt', 'sagt']
    """
    found: set[str] = set()
    for verbs in table.values():
        for stem in verbs.get("stems", "").split() or [""]:
            found.update(form.replace("*", stem) for form in verbs["forms"].split())
    return frozenset(found)
