"""What a text says a person is: ``Finance Minister Anna Weller``, ``Anna Weller, the striker,``.

Read from the text around the names, by the annotator's word lists, so that it can be found in what was annotated long
ago too.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

from readers.annotate.words import sections, words
from readers.model import Span

_WORD = re.compile(r"[\w’'.-]*\w")
_LINE = 90
"""Characters before and after a name that are looked at."""
_WITHIN = 5
"""Words from the beginning of an apposition to the office."""
_STOPS_WORDS = """
    who whose which that when where while and but as said says told is was has had will would in on at with by
    from after before for
"""
_STOPS = frozenset(_STOPS_WORDS.split())

_APPOSED = re.compile(
    r"\s*(?:,\s*(?:who\s+(?:is|was|has\s+been|became|had\s+been)\s+)?|\s+(?:is|was|became|remains|remained)\s+)"
    r"(?=(?:the|a|an|his|her|its|their|our|then|former|\w+[’']s)\s|\w)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\s+(?:of|for|at)\s+(?:the\s+)?([A-ZÀ-Ý][\w’'-]*(?:\s+[A-ZÀ-Ý][\w’'-]*){0,3})")
_POSSESSIVE = re.compile(r"[’']s?$")
_MOST = 4
"""Offices that one article may tell of one person."""


@functools.cache
def _nouns() -> frozenset[str]:
    honorific = {one.lower() for one in words("titles", "honorifics m", "honorifics f", "honorifics")}
    told = {one.lower() for one in words("roles", "roles", "staff", "women", "men") | words("titles", "offices")}
    return frozenset((told - honorific - _KIN) | _fields().keys())


@functools.cache
def _before() -> frozenset[str]:
    peoples = frozenset(one.lower() for one in words("peoples"))
    modifiers = frozenset(one.lower() for one in sections("titles")["before offices"])
    return (modifiers | peoples | {"vice", "co"}) - {"under"}


_KIN_WORDS = """
    father mother son daughter brother sister wife husband friend girlfriend boyfriend widow widower fellow
    neighbour neighbor member victim suspect youth parent woman man image photo photograph picture video file
    staffs head star resident uncle aunt nephew niece grandfather grandmother witness hero rival worker private
    rep major
"""
_KIN = frozenset(_KIN_WORDS.split())

"""Nouns beside a name that do not tell what somebody is for long."""


def told(text: str, mentions: Iterable[Span]) -> tuple[str, ...]:
    """The offices that a text gives to whoever these mentions mean, in lower case, each once."""
    found: dict[str, None] = {}
    for span in mentions:
        found.update(dict.fromkeys(_ahead(text[max(0, span.start - _LINE) : span.start])))
        found.update(dict.fromkeys(_behind(text[span.end : span.end + _LINE])))
        if len(found) >= _MOST:
            break
    return tuple(found)[:_MOST]


def _ahead(before: str) -> list[str]:
    """``the Russian president``, ``Secretary`` right before a name; a comma may part them."""
    before = re.split(r"[\n.;:!?“”\"()]\s", before)[-1]
    if "\n" in before:
        before = before.rpartition("\n")[2]
    ends = before.rstrip()
    if ends == before and before:  # the name is a part of a longer word
        return []
    ends = ends.removesuffix(",")
    found = list(_WORD.finditer(ends))
    if not found or found[-1].end() != len(ends):
        return []
    named = [one.group().lower().rstrip(".") for one in found]
    if named[-1] not in _nouns():
        return []
    first = len(named) - 1
    while first > 0 and named[first - 1] in (_before() | _nouns()):
        first -= 1
    return [" ".join(one for one in named[first:] if one not in {"former", "ex"})]


def _behind(after: str) -> list[str]:
    """``, the finance minister,``, ``, mayor of Eastmarch``, ``is the coach`` right after a name."""
    begins = _APPOSED.match(after)
    if begins is None:
        return []
    rest = re.split(r"[\n;:!?“”\"(]|\.\s|,|\.$", after[begins.end() :])[0]
    kept: list[str] = []
    for count, one in enumerate(_WORD.finditer(rest)):
        word = one.group().lower()
        if word in _STOPS or count > _WITHIN:
            return []
        following = rest[one.end() :].split()
        if word in _nouns() and not (following and following[0].lower() in _nouns()):
            office = " ".join([*kept, word])
            where = _PLACE.match(rest, one.end())
            return [f"{office} of {_POSSESSIVE.sub('', where.group(1).lower())}"] if where else [office]
        kept = [*kept, word] if word in _before() or word in _nouns() else []
    return []


def head(office: str) -> str:
    """The noun of an office: ``minister`` of ``finance minister of Mirabad``."""
    return office.partition(" of ")[0].rpartition(" ")[2]


def place(office: str) -> str:
    """Of what somebody is told to be it; empty if the text does not say."""
    return office.partition(" of ")[2]


@functools.cache
def _fields() -> dict[str, str]:
    return {noun: field for field, nouns in _FIELDS.items() for noun in nouns.split()}


def field(office: str) -> str:
    """In what field of life somebody of this office is known; empty for what is found in many of them."""
    whole = office.partition(" of ")[0].split()
    return next((found for word in reversed(whole) if (found := _fields().get(word, ""))), "")


_FIELDS = {
    "state": """
        president premier chancellor minister secretary senator representative congressman congresswoman governor mayor
        councillor councilman councilwoman councilor alderman assemblyman assemblywoman lawmaker legislator mp mep msp
        politician candidate nominee ambassador envoy diplomat democrat republican conservative taoiseach undersecretary
        statesman speaker dissident activist campaigner lobbyist chief-of-staff vice-president whip delegate consul
        general colonel brigadier lieutenant sergeant marshal admiral commodore commander soldier militant rebel fighter
        ombudsman treasurer""",
    "law": """
        judge justice magistrate prosecutor attorney lawyer barrister solicitor counsel detective inspector
        superintendent constable policeman policewoman sheriff commissioner investigator coroner warden""",
    "sport": """
        striker goalkeeper midfielder defender forward winger quarterback receiver coach footballer cricketer golfer
        boxer swimmer sprinter hurdler cyclist rower jockey rider racer pitcher player champion athlete climber referee
        trainer captain sailor""",
    "arts": """
        actor actress novelist poet writer author playwright dramatist screenwriter filmmaker painter sculptor artist
        illustrator cartoonist composer conductor musician guitarist drummer pianist violinist singer songwriter rapper
        tenor ballerina dancer choreographer comedian curator photographer designer architect model celebrity""",
    "science": """
        scientist researcher physicist chemist biologist astronomer geologist mathematician archaeologist anthropologist
        virologist epidemiologist statistician oceanographer meteorologist neuroscientist engineer astronaut cosmonaut
        economist historian philosopher sociologist professor lecturer academic scholar inventor programmer""",
    "health": """
        doctor surgeon physician nurse midwife psychiatrist psychologist therapist paramedic dentist pharmacist""",
    "business": """
        banker investor financier entrepreneur businessman businesswoman industrialist tycoon magnate ceo cfo cto coo
        trader broker shopkeeper shipowner shipbuilder hotelier executive landlord winemaker developer""",
    "belief": "bishop archbishop cardinal pope priest pastor rabbi imam cleric vicar deacon patriarch missionary",
    "press": "journalist correspondent reporter columnist editor commentator anchor blogger publisher broadcaster",
    "trade": """
        farmer fisherman teacher headmaster librarian firefighter driver pilot chef mechanic planner gardener student
        schoolteacher""",
}
"""Nouns of offices, by the field in which one is known by them. Source: our own, from general knowledge. What many
fields have (director, manager, chairman, leader, officer) is in none."""


def main_field(told_of: Mapping[str, int]) -> str:
    """The field that most of some offices are of; empty if none tells one."""
    found: dict[str, int] = {}
    for office, articles in told_of.items():
        if one := field(office):
            found[one] = found.get(one, 0) + articles
    return max(found, key=lambda one: (found[one], one), default="")


def are_near(one: str, other: str) -> bool:
    """Whether two fields are the same, or people go from one to the other."""
    return one == other or frozenset((one, other)) in _NEAR


_NEAR = frozenset({frozenset(pair) for pair in (("state", "law"), ("science", "health"), ("arts", "press"))})
"""Fields between which people go."""


def agree(told_before: Mapping[str, int], told_now: Iterable[str]) -> dict[int, float]:
    """How what a text says that somebody is agrees with what was told of an entity before.

    Args:
        told_before: offices, with the number of articles that told them.
        told_now: the offices of the text.

    Returns:
        For each way of agreeing the share of those articles, for the office that agrees best. 2: the same office;
        1: the same field; 0: nothing is known; -1: another field, or the same office elsewhere.
    """
    total = sum(told_before.values())
    accounts = []
    for now in told_now:
        shares = dict.fromkeys((2, 1, 0, -1), 0.0)
        for old, articles in told_before.items():
            shares[_agreement(old, now)] += articles / total
        accounts.append(shares)
    return max(accounts, key=lambda shares: shares[2] + shares[1] - shares[-1], default={0: 1.0}) if total else {0: 1.0}


def _agreement(one: str, other: str) -> int:
    heads, places = (head(one), head(other)), (place(one), place(other))
    if heads[0] == heads[1]:
        if places[0] and places[1] and places[0] != places[1]:
            return -1
        return 2
    fields = field(one), field(other)
    if not (fields[0] and fields[1]):
        return 0
    if fields[0] == fields[1]:
        return 1
    return 0 if frozenset(fields) in _NEAR else -1
