"""First and last pass: where a name begins and ends.

A name is the name alone: no article, title, possessive, bracket, line break, caption word or role noun.
"""

from __future__ import annotations

import re

from readers.annotate.given import GIVEN, GIVEN_SURE
from readers.annotate.names.view import PARTICLES, Name, View
from readers.annotate.tokens import NO_CONTRACTIONS, is_run_together
from readers.annotate.words import words

NUMERIC = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})
ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "this", "that"})
TITLES = frozenset(w.lower() for w in words("titles", "honorifics m", "honorifics f", "honorifics", "offices")) - {
    "st",
    "saint",
}
BEFORE_OFFICES = frozenset(w.lower() for w in words("titles", "before offices"))
ONLY_BEFORE_OFFICES = frozenset(w.lower() for w in words("titles", "only before offices"))
PEOPLES = words("peoples", "peoples", "peoples plural")
STAFF = words("roles", "staff")
ROLES = words("roles", "roles")
STOP = words("things", "stop", "calendar", "abbreviations", "time zones")
DANGLING = frozenset({"'s", "'", "of", "the", "and", "for"})
"""No name ends with these."""
LINKING = frozenset({"in", "at", "on", "by", "to", "from", "with", "as"})
"""Nor with these in lower case."""
PLACES = words("places")
AFTER_NAMES = words("titles", "after names")
POSITIONS = words("titles", "positions")
ROYALS = frozenset({"king", "queen", "prince", "princess", "emperor", "empress", "sultan", "emir"})
PEERS = ROYALS | {"duke", "duchess", "earl", "countess", "marquess", "marchioness", "baron"}
"""Who is called by a place, ``Duchess of Eastmarch`` or ``King of Norway``, and is no organisation."""
CHAMBERS = words("organisations", "chambers")
QUALIFIERS = frozenset({"Top", "Former", "Senior", "Leading", "Several", "Fellow", "Then", "Many", "Most", "Some"})
SEAT = re.compile(r"[RDI]-[A-Z][a-zA-Z.]+")
"""What stands after a member of Congress: ``R-Texas``."""
AT = frozenset({"at", "from", "to", "with", "for", "in"})
LISTING = frozenset({",", ";", "and", "or", "&"})
"""What stands between the names of a list."""
DEMOCRATS = frozenset({"Christian", "Free", "Liberal", "Social", "Sweden"})
"""What stands before ``Democrat`` in the name of a party."""
ATTITUDES = frozenset({"pro", "anti", "non", "then", "ex", "neo", "mid"})
_JOINED = re.compile(r"[a-z]{2,}ed|born|built|era|esque|led|like|made|run|style|wide")
"""What is joined to a name by a hyphen and is no part of it: ``Roe-designed``, ``Roe-era``."""
ABBREVIATED = frozenset({"jr", "sr", "inc", "corp", "co", "ltd", "bros", "st"})


def clean(view: View, names: list[Name]) -> list[Name]:
    """Trim every name to the name alone, and drop what is none."""
    result = []
    surnames = {view.words[n.end - 1] for n in names if n.label == "PERSON" and n.end - n.start > 1}
    for name in names:
        if name.label in NUMERIC:
            result.append(name)
            continue
        for part in _reporter_and_paper(view, name, surnames) or _owner_and_owned(view, name):
            if (trimmed := trim(view, part)) is not None:
                result.append(trimmed)
    return result


def _owner_and_owned(view: View, name: Name) -> tuple[Name, ...]:
    """Two names for ``Greta Holm's Blue Quay`` and ``the Greens' Greta Holm``: somebody, and what or who is theirs."""
    for i in range(name.start + 1, name.end - 2):
        if view.lower[i] in {"'s", "'"} and view.lower[i + 1] in GIVEN_SURE and name.end - i < 5:
            if all(view.capital[j] and view.words[j].isalpha() for j in range(i + 1, name.end)):
                return Name(name.start, i, "ORG"), Name(i + 1, name.end, "PERSON")
            break
    for i in range(name.start + 2, name.end - 1):
        if view.lower[i] == "'s" and view.lower[name.start] in GIVEN_SURE and view.capital[i + 1]:
            if not all(view.capital[j] and view.words[j].isalpha() for j in range(name.start, i)):
                break
            owned = "ORG" if name.label == "PERSON" else name.label
            return Name(name.start, i, "PERSON"), Name(i + 1, name.end, owned)
    return (name,)


def _reporter_and_paper(view: View, name: Name, surnames: set[str]) -> tuple[Name, ...]:
    """Two names for ``Roe of the Times``, where the text has named her in full."""
    start = name.start + 3
    if name.label != "ORG" or start >= name.end or view.words[name.start] not in surnames or view.first[name.start + 2]:
        return ()
    if view.lower[name.start + 1] != "of" or view.lower[name.start + 2] != "the":
        return ()
    return Name(name.start, name.start + 1, "PERSON"), Name(start, name.end, "ORG")


def trim(view: View, name: Name) -> Name | None:
    """One name, trimmed; ``None`` if nothing is left."""
    start, end = _within_a_line(view, name.start, name.end)
    end = _within_brackets(view, start, end)
    start, end = _bare(view, start, end)
    end = _without_joined(view, start, end)
    if name.label == "PERSON":
        start, end = _person(view, start, end)
    elif name.label == "ORG":
        start = _without_attitude(view, start, end)
        start = _without_role(view, start, end)
        end = _without_staff(view, start, end)
    start, end = _bare(view, start, end)
    if view.lower[max(0, end - 2) : end] == ["super", "pac"]:  # what kind of body it is
        end -= 2
    if name.label == "PERSON" and _goes_on_with_dot(view, end):
        end += 1
    if name.label == "ORG" and (_is_part_of_office(view, start, end) or _is_peer(view, start, end)):
        return None
    if start >= end or not any(view.capital[i] for i in range(start, end)):
        return None
    if name.label == "PERSON" and end - start == 1 and (view.words[start] in POSITIONS or _plays_for(view, start)):
        return None
    if (end - start == 1 and _is_no_name(view, start)) or SEAT.fullmatch("".join(view.words[start:end])):
        return None
    return Name(start, end, name.label)


def _without_joined(view: View, start: int, end: int) -> int:
    """Where a name ends without what makes an adjective of it: ``Roe-designed`` house."""
    joined = end - start > 2 and view.words[end - 2] == "-" and _JOINED.fullmatch(view.words[end - 1])
    before = end < len(view) and not view.gap[end] and view.pos[end] in {"ADJ", "NOUN", "PROPN"}
    return end - 2 if joined and before else end


def _goes_on_with_dot(view: View, end: int) -> bool:
    """Whether the full stop after ``Sr`` is its own, and not that of the sentence."""
    if not 0 < end < len(view) - 1 or view.words[end] != "." or view.char_gap(end):
        return False
    return view.lower[end - 1] in {"jr", "sr"} and not view.capital[end + 1] and not view.gap[end + 1]


def _is_no_name(view: View, i: int) -> bool:
    """Whether a single word is known to be none: a stop word, a title, two words run together."""
    word = view.words[i]
    if word in STAFF or word in ROLES or (word.endswith("s") and view.lower[i][:-1] in ROLES):
        return True
    if word in AFTER_NAMES and i and view.capital[i - 1] and not view.first[i]:
        return True
    if word in NO_CONTRACTIONS and not _is_a_surname(view, word):
        return True
    return word in STOP or view.lower[i] in TITLES or (view.first[i] and is_run_together(word, view.lowered))


def _is_a_surname(view: View, word: str) -> bool:
    """Whether a text has a word behind another with a capital, as the surname of somebody named in full."""
    return any(view.words[i] == word and view.capital[i - 1] and not view.first[i] for i in range(1, len(view)))


def _within_a_line(view: View, start: int, end: int) -> tuple[int, int]:
    while start < end and view.gap[start]:
        start += 1
    for i in range(start, end):
        if view.gap[i]:
            return start, i
    return start, end


def _within_brackets(view: View, start: int, end: int) -> int:
    """Cut at a bracket that does not close inside."""
    for i in range(start, end):
        if view.words[i] in {"(", "[", "{"} and not any(view.words[j] in {")", "]", "}"} for j in range(i + 1, end)):
            return i
        if view.words[i] in {"--", "—", "–", ";", ":", "/", "|", "*"} and i > start:
            return i
    return end


def _bare(view: View, start: int, end: int) -> tuple[int, int]:
    """Without punctuation, articles and possessives at the edges."""
    while start < end and (_is_mark(view.words[start]) or view.lower[start] in ARTICLES):
        start += 1
    while start < end and (
        _is_mark(view.words[end - 1]) or view.lower[end - 1] in DANGLING or _links(view, start, end - 1)
    ):
        end -= 1
    return start, end


def _links(view: View, start: int, i: int) -> bool:
    """Whether a word leads on to what comes next: ``from``; but ``Moon Jae-in``."""
    return view.words[i] in LINKING and not (i > start and view.words[i - 1] == "-")


def _is_mark(word: str) -> bool:
    return not any(c.isalnum() for c in word)


def _person(view: View, start: int, end: int) -> tuple[int, int]:
    """A person's name without titles, nationalities and the trade before it, or the caption word after it."""
    first, last = start, end
    for i in range(start, end - 2):
        if view.words[i] in POSITIONS:  # Browns QB Jo Roe; with initials, as in TE Roe, but one word follows
            first = i + 1
    while last - first > 1 and (view.words[last - 1] in POSITIONS or view.words[last - 1] in AFTER_NAMES):
        last -= 1
    if last - first > 2 and (_is_a_place_of_office(view, first) or _plays_for(view, first)):
        first += 1
    while first < last - 1 and _precedes_a_name(view, first):
        first += 1
    while last - first > 1 and _follows_a_name(view, last - 1, last - first):
        last -= 1
    return first, last


def _is_a_place_of_office(view: View, i: int) -> bool:
    """Whether a word is where somebody is sent: ``ambassador to Britain Ann Maria Roe``."""
    sent = i > 1 and view.lower[i - 1] in {"to", "in", "of"} and view.lower[i - 2] in ROLES
    return sent and view.words[i] in PLACES and view.lower[i] not in GIVEN


def _plays_for(view: View, i: int) -> bool:
    """Whether a letter is a place in the team that stands before it: ``Thunder: F Ann Maria Roe``."""
    team = i > 0 and (view.words[i - 1] == ":" or (view.capital[i - 1] and not view.first[i - 1]))
    return team and view.words[i] in {"C", "D", "F", "G", "P"} and i + 1 < len(view) and view.capital[i + 1]


def _precedes_a_name(view: View, i: int) -> bool:
    word, lower = view.words[i], view.lower[i].rstrip(".")
    if view.capital[i] and lower in ROLES and view.capital[i + 1] and (view.first[i] or lower not in GIVEN):
        return True
    if lower in TITLES or word in PEOPLES or word in STOP or (lower in BEFORE_OFFICES and view.lower[i + 1] in TITLES):
        return True
    return not view.capital[i] and lower not in PARTICLES


def _follows_a_name(view: View, i: int, length: int) -> bool:
    word = view.words[i]
    if word.rstrip(".").lower() in ABBREVIATED:
        return False
    if word[0].isdigit():
        return True
    if not word[0].isupper() and not word.lower().startswith(("al-", "el-")):
        return not (word in {"-", "'"} or (view.words[i - 1] == "-" and length > 2))
    return length > 2 and word in STAFF


def _without_attitude(view: View, start: int, end: int) -> int:
    """Without what is only said of it: ``pro-Beijing Unity Party``."""
    while end - start > 3 and view.words[start + 1] == "-" and view.lower[start] in ATTITUDES:
        start += 3
    while end - start > 1 and view.words[start] in QUALIFIERS:
        start += 1
    return start


def _without_role(view: View, start: int, end: int) -> int:
    """Without who has a part in it: ``Founder of Ceres Robotics``."""
    role = end - start > 2 and view.lower[start] in ROLES and view.lower[start + 1] in {"of", "at", "for"}
    return start + 2 if role and view.capital[start + 2] else start


def _is_part_of_office(view: View, start: int, end: int) -> bool:
    """``Home`` of ``Home Secretary``, ``Foreign`` of ``Foreign Minister``."""
    office = end < len(view) and (view.words[end] in STAFF or view.lower[end] in TITLES)
    return office and all(view.lower[i] in BEFORE_OFFICES and view.words[i] not in CHAMBERS for i in range(start, end))


def _is_peer(view: View, start: int, end: int) -> bool:
    """Whether it is somebody called by a place: ``Duchess of Eastmarch``."""
    return end - start == 3 and view.lower[start] in PEERS and view.lower[start + 1] == "of"


def _without_staff(view: View, start: int, end: int) -> int:
    """Without the office at the end: ``State Department Spokesperson`` is the department, and a spokesperson.

    Of an office that goes on behind the name without its beginning too: ``White House Press`` of the press secretary.
    """
    last = end
    while last - start > 1 and _begins_an_office(view, last - 1):
        last -= 1
    while last - start > 1 and (view.words[last - 1] in STAFF or view.words[last - 1] in ROLES):
        if view.lower[last - 2] in {"of", "for", "and", "&"} or names_a_party(view, last) or _is_general(view, last):
            break
        last -= 1
    return last


def names_a_party(view: View, end: int) -> bool:
    """Whether what ends here is a party, though the last word alone is what a member is: ``Liberal Democrat``."""
    return view.words[end - 1] == "Democrat" and view.words[end - 2] in DEMOCRATS


def _is_general(view: View, end: int) -> bool:
    """Whether ``General`` ends a company's or a hospital's name here: no office is before it, and nobody behind."""
    office = view.words[end - 2] in STAFF or view.lower[end - 2] in TITLES | BEFORE_OFFICES
    nobody = end == len(view) or view.gap[end] or not view.capital[end]
    return view.words[end - 1] == "General" and nobody and not office


def _begins_an_office(view: View, i: int) -> bool:
    """Whether a word can only be the beginning of the office that comes next: no organisation ends with it."""
    if i + 1 >= len(view) or view.gap[i + 1]:
        return False
    office = view.words[i + 1] in STAFF or view.lower[i + 1] in TITLES
    press = view.lower[i] == "press" and view.lower[i + 1] in {"secretary", "officer", "aide"}
    return press or (office and view.lower[i] in ONLY_BEFORE_OFFICES)


def with_true_s(view: View, names: list[Name]) -> list[Name]:
    """Give back the 's that is part of a name: nothing is owned in ``Macy's said`` and ``a job at Macy's``.

    What is also named without it is none: ``Chelsea's beaten`` is short for *is*.
    """
    bare = {n.start for n in names if n.label == "ORG" and not _before_s(view, n.end)}
    alone = {view.text(n) for n in names if n.start in bare}
    bare |= {n.end - 1 for n in names if n.start in bare}
    proven = set()
    for n in names:
        if n.label == "ORG" and view.text(n) not in alone and (_owns_nothing(view, n) or _is_listed(view, n, bare)):
            proven.add(view.text(n))
            bare |= {n.start, n.end}  # with its 's it owns nothing either, and the next in the list stands beside it
    return [Name(n.start, n.end + 1, "ORG") if view.text(n) in proven and _before_s(view, n.end) else n for n in names]


def _is_listed(view: View, name: Name, bare: set[int]) -> bool:
    """Whether it stands in a list beside an organisation that owns nothing: ``Ford, Macy's, NBC``."""
    end = name.end + 1
    if not _before_s(view, name.end) or end >= len(view) or view.lower[end] not in LISTING | {"."}:
        return False
    before = name.start > 1 and view.lower[name.start - 1] in LISTING and name.start - 2 in bare
    return before or (view.lower[end] in LISTING and end + 1 in bare)


def _before_s(view: View, end: int) -> bool:
    return end < len(view) and view.lower[end] == "'s" and not view.char_gap(end)


def _owns_nothing(view: View, name: Name) -> bool:
    """Whether no noun can follow the possessive: there is a verb with its tense, or the sentence ends."""
    end = name.end
    if not _before_s(view, end):
        return False
    if end + 1 >= len(view) or view.gap[end + 1] or view.words[end + 1] in {",", ".", ";"}:
        return name.start > 0 and view.lower[name.start - 1] in AT
    return view.doc[end + 1].tag_ in {"VBD", "VBZ", "VBP", "MD"}
