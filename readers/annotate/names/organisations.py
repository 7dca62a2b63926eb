"""What a name is, by the words in it: ``University of …``, ``… Ltd``, ``… Museum``, ``… Treaty``."""

from __future__ import annotations

from readers.annotate.given import GIVEN_SURE
from readers.annotate.names.edges import NUMERIC
from readers.annotate.names.view import Name, View, instead, tokens_taken, without_overlaps
from readers.annotate.words import words

HEADS = words("organisations", "heads", "legal")
OF_HEADS = words("organisations", "of heads")
FOR_HEADS = words("organisations", "for heads")
ON_HEADS = words("organisations", "on and against heads")
LEGAL = words("organisations", "legal")
UNMISTAKABLE = LEGAL & {"Inc", "Inc.", "Ltd", "Ltd.", "LLC", "L.L.C.", "LLP", "Corp.", "plc", "PLC", "Incorporated"}
"""What stands after no person's name."""
STATE = words("organisations", "state bodies")
BARE = words("organisations", "bare")
THINGS = {
    "FAC": words("things", "places") - HEADS - {"City", "Town", "County", "Center", "Centre", "Forest", "House"},
    "EVENT": words("things", "events") - HEADS,
    "LAW": words("things", "laws"),
    "PRODUCT": words("things", "products"),
}
CHAMBERS = words("organisations", "chambers")
REALMS = frozenset(
    {"State", "City", "County", "Town", "Kingdom", "Republic", "Commonwealth", "Province", "Gulf", "Isle", "Duchy"}
)
TOWNS = frozenset({"City", "County", "Town", "Commonwealth"})
"""Of these the administration goes by the same name."""
VESSELS = words("things", "vessels")
"""First words of what is given a name and acts for nobody: ships, storms, space shuttles."""
MODELS = words("things", "models")
MANY = frozenset({"children", "men", "people", "women"})
MOST_WORDS = 15
"""Tokens on either side of an organisation's head at most."""
CALENDAR = words("things", "calendar", "time zones")
FIELDS = words("organisations", "fields")
"""First words of what a ministry may be for."""
PARTY_WORDS = words("organisations", "party words")
LINKS = {"of": OF_HEADS, "for": FOR_HEADS, "on": ON_HEADS, "against": ON_HEADS}


def names_a_thing(inside: list[str]) -> bool:
    """Whether a name says first what it is the name of: ``Hurricane Beryl``, ``Space Shuttle Ariel``.

    Args:
        inside: its words; a single one names no thing of a kind.
    """
    if len(inside) < 2:
        return False
    if inside[1] == "of":
        return inside[0] in REALMS - TOWNS
    return inside[0] in VESSELS or " ".join(inside[:2]) in VESSELS


def without_product(view: View, names: list[Name]) -> list[Name]:
    """``Orchard Phone 12 Pro`` is what Orchard makes; the company is named in it, where the text names it alone too."""
    alone = {view.text(n) for n in names if n.label == "ORG"}
    kept = [_maker(view, n, alone) if n.label == "ORG" and n.end - n.start > 1 else n for n in names]
    taken = tokens_taken(view, kept)
    unnamed = (i for i, word in enumerate(view.words) if word in alone and taken[i] < 0)
    return sorted([*kept, *(Name(i, i + 1, "ORG") for i in unnamed if _goes_on_with_model(view, i))])


def _goes_on_with_model(view: View, i: int) -> bool:
    """Whether a capital word follows, and with it or behind it what a model is called: ``Galaxy S24``."""
    after = range(i + 1, min(i + 4, len(view)))
    end = next((k for k in after if view.gap[k] or not (view.capital[k] or view.words[k][0].isdigit())), i + 4)
    rest = view.words[i + 1 : end]
    return len(rest) > 1 and any(word in MODELS or any(map(str.isdigit, word)) for word in rest[1:])


def _maker(view: View, name: Name, alone: set[str]) -> Name:
    for i in range(name.start + 1, min(name.start + 3, name.end)):
        rest = view.words[i : name.end]
        is_model = any(word in MODELS or word[0].isdigit() for word in rest)
        is_company = any(word in HEADS or word in LEGAL for word in rest)
        if is_model and not is_company and view.text(Name(name.start, i, "ORG")) in alone:
            return Name(name.start, i, "ORG")
    return name


def join(view: View, names: list[Name]) -> list[Name]:
    """Make one name of an organisation that the model saw in pieces."""
    taken = tokens_taken(view, names)
    grown = []
    for i, word in enumerate(view.words):
        if word in OF_HEADS or word in FOR_HEADS or word in ON_HEADS:
            grown.extend(_with_complement(view, names, taken, i))
    joined = _prefer(view, names, grown)
    return _with_owner(view, joined)


def _with_complement(view: View, names: list[Name], taken: list[int], i: int) -> list[Name]:
    """``Ministry of Foreign Affairs``, from its head at ``i``."""
    end = _complement(view, names, taken, i)
    if end == i:
        return []
    start = i
    while start > 0 and i - start < MOST_WORDS:
        if _can_stand_before(view, names, taken, start - 1):
            start -= 1
        elif start > 1 and owned_by_many(view, start - 1) and _can_stand_before(view, names, taken, start - 2):
            start -= 2
        else:
            break
    return [Name(start, end, "ORG")]


def _complement(view: View, names: list[Name], taken: list[int], i: int) -> int:
    """Where ``of Foreign Affairs`` ends after a head at ``i``; ``i`` if there is no such thing."""
    if i + 2 >= len(view):
        return i
    link = view.lower[i + 1]
    if view.words[i] not in LINKS.get(link, ()) and not _is_for_a_district(view, i):
        return i
    j = i + 2
    if view.lower[j] in {"the", "our"} and j + 1 < len(view):
        j += 1
    end = _capitals(view, names, taken, j)
    if view.words[j] in FIELDS:
        end = _listed(view, end)
    if end == j or (link in {"on", "for", "against"} and (view.words[j] in CALENDAR or not view.words[j].isalpha())):
        return i
    if _is_for_a_district(view, i, end - 1):
        end = max(end, _capitals(view, names, taken, end + 2))
    return end


def _is_for_a_district(view: View, i: int, last: int | None = None) -> bool:
    """Whether a court goes on ``for the Southern District of Eastmarch``, after its word or after its appeals."""
    link = (i if last is None else last) + 1
    return view.words[i] == "Court" and link + 1 < len(view) and view.lower[link : link + 2] == ["for", "the"]


def owned_by_many(view: View, i: int) -> bool:
    """Whether an apostrophe stands inside the name of many people's body: ``Harbour Workers' Union``."""
    if not 0 < i < len(view) - 1 or view.lower[i] not in {"'", "'s"}:
        return False
    many = view.lower[i - 1] in MANY if view.lower[i] == "'s" else view.lower[i - 1].endswith("s")
    return many and (view.words[i + 1] in HEADS or view.words[i + 1] in OF_HEADS)


def _can_stand_before(view: View, names: list[Name], taken: list[int], i: int) -> bool:
    """Whether a capitalised word before an organisation's head is part of it, as in ``Yangon Institute``."""
    if not view.capital[i] or (view.first[i] and view.words[i].lower() in view.lowered):
        return False
    return taken[i] < 0 or names[taken[i]].label in {"ORG", "GPE", "NORP", "LOC", "FAC", "ORDINAL"}


def _capitals(view: View, names: list[Name], taken: list[int], j: int) -> int:
    """The end of the run of capitalised words from ``j``, with ``and``, ``of`` and commas where they stay inside."""
    n = len(view)
    end = first = j
    while j < n and not view.gap[j] and j - first < MOST_WORDS:
        if view.capital[j] and not (taken[j] >= 0 and names[taken[j]].label == "PERSON"):
            j += 1
            end = j
        elif (
            (view.lower[j] in {"and", "&"} and j + 1 < n and _continues(view, names, taken, j + 1))
            or (view.lower[j] == "of" and j + 1 < n and view.capital[j + 1] and j > end - 1)
            or (view.words[j] == "-" and end == j and j + 1 < n and view.capital[j + 1])
        ):
            j += 1
        else:
            break
    return end


def _listed(view: View, end: int) -> int:
    """Where ``, Food and Rural Affairs`` ends, which goes on what a ministry is for; ``end`` if it does not."""
    last = end
    while last + 1 < len(view) and view.words[last] == "," and view.words[last + 1] in FIELDS:
        last = _run(view, last + 1)
    link = last + (last + 1 < len(view) and view.words[last] == ",")
    if last == end or link + 1 >= len(view) or view.lower[link] not in {"and", "&"}:
        return end
    return _run(view, link + 1) if view.words[link + 1] in FIELDS else end


def _run(view: View, i: int) -> int:
    """The end of the capitalised words from ``i``."""
    while i < len(view) and view.capital[i] and not view.gap[i]:
        i += 1
    return i


def _continues(view: View, names: list[Name], taken: list[int], j: int) -> bool:
    """Whether what follows an ``and`` belongs to the name before it."""
    if not view.capital[j]:
        return False
    k = taken[j]
    inside = k >= 0 and names[k].start < j
    free = k < 0 or names[k].label == "NORP"
    return inside or (free and view.words[j] not in HEADS and view.words[j] not in OF_HEADS)


def _prefer(view: View, names: list[Name], grown: list[Name]) -> list[Name]:
    """The grown names, and of the others those they do not touch; a longer one with a comma inside stays."""
    return instead(names, without_overlaps(g for g in grown if not any(_lists_more(view, n, g) for n in names)))


def _lists_more(view: View, name: Name, grown: Name) -> bool:
    """Whether the models saw how a list goes on: ``Ministry of Agriculture, Forestry and Food``."""
    if name.label != "ORG" or not (name.start <= grown.start + 1 and grown.start <= name.start + 1):
        return False
    if name.end <= grown.end + 1:
        return False
    return view.lower[grown.end] == "for" or (view.words[grown.end] == "," and view.lower[name.end - 2] in {"and", "&"})


def _with_owner(view: View, names: list[Name]) -> list[Name]:
    """``Saudi`` + ``Interior Ministry`` is one name."""
    result: list[Name] = []
    for name in names:
        before = result[-1] if result else None
        if (
            before is not None
            and name.label == "ORG"
            and before.label in {"NORP", "GPE"}
            and before.end == name.start
            and name.end - name.start > 1
            and (view.words[name.start] in STATE or view.words[name.end - 1] in STATE)
        ):
            result[-1] = Name(before.start, name.end, "ORG")
        else:
            result.append(name)
    return result


def with_legal_form(view: View, names: list[Name]) -> list[Name]:
    """``Northgate Shipping, Inc.`` is one name, comma and all."""
    found = []
    for name in names:
        end = name.end
        forms = LEGAL if name.label == "ORG" else UNMISTAKABLE if name.label == "PERSON" else frozenset[str]()
        follows = end + 1 < len(view) and view.words[end] == "," and not view.gap[end + 1]
        if follows and view.words[end + 1] in forms:
            found.append(Name(name.start, end + 2, "ORG"))
    return instead(names, found)


def without_legal_form(view: View, names: list[Name]) -> list[Name]:
    """``Ostler's Pantry`` is one name wherever the text names ``Ostler's Pantry, Inc.`` as well."""
    keys: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        if name.label != "ORG" or view.words[name.end - 1] not in LEGAL:
            continue
        inside = tuple(view.words[name.start - 2 * _is_never_alone(view, name) : name.end])
        if len(inside) > 2:
            key = inside[:-2] if inside[-2] == "," else inside[:-1]
            keys.setdefault(key[0], set()).update({key, inside})
    found = [
        Name(i, i + len(key), "ORG")
        for i, word in enumerate(view.words)
        for key in keys.get(word, ())
        if len(key) > 1 and tuple(view.words[i : i + len(key)]) == key
    ]
    taken = tokens_taken(view, names)
    return instead(names, without_overlaps(f for f in found if not _is_within(f, names, taken)))


def _is_never_alone(view: View, name: Name) -> bool:
    """Whether the same owner stands wherever the first word of a name does: ``Pantry`` of ``Ostler's Pantry``."""
    owner = view.words[max(0, name.start - 2) : name.start]
    if len(owner) < 2 or owner[1] not in {"'s", "'"} or not view.capital[name.start - 2]:
        return False
    places = [i for i, word in enumerate(view.words) if word == view.words[name.start]]
    return len(places) > 1 and all(view.words[max(0, i - 2) : i] == owner for i in places)


def _is_within(name: Name, names: list[Name], taken: list[int]) -> bool:
    """Whether a name is part of one that is there, or is it."""
    k = taken[name.start]
    return k >= 0 and names[k].start <= name.start and name.end <= names[k].end


def with_party(view: View, names: list[Name]) -> list[Name]:
    """``the Conservative party`` is one name, small letter and all, as much of the press writes it."""
    taken = tokens_taken(view, names)
    found = []
    for i, word in enumerate(view.words[1:], start=1):
        if word != "party" or view.words[i - 1] not in PARTY_WORDS or taken[i] >= 0:
            continue
        start = i - 1
        while start > 0 and view.words[start - 1] in PARTY_WORDS:
            start -= 1
        if taken[start] >= 0 and names[taken[start]].label in {"ORG", "NORP"}:
            start = names[taken[start]].start
        found.append(Name(start, i + 1, "ORG"))
    return without_overlaps([*names, *found])


def by_head(view: View, names: list[Name]) -> list[Name]:
    """Give a name the kind its head word says."""
    parts = [part for name in names for part in _parted(view, name)]
    return [Name(n.start, n.end, _kind(view, n)) for n in parts if not _is_bare(view, n)]


def _parted(view: View, name: Name) -> list[Name]:
    """An organisation and the person glued to its end, or two names with a comma or an article between."""
    if name.label not in {"ORG", "PERSON", "GPE", "FAC"} or name.end - name.start < 3:
        return [name]
    for i in range(name.start + 1, name.end - 1):
        before, word = view.words[i - 1], view.words[i]
        if word == "the" and view.lower[i - 1] not in {
            "of",
            "for",
            "in",
            "on",
            "at",
            "and",
            "to",
            "by",
            "from",
            "with",
        }:
            return [Name(name.start, i, name.label), Name(i + 1, name.end, "ORG")]
        if (
            word == ","
            and before in HEADS
            and view.words[i + 1] not in LEGAL
            and "of" not in view.words[name.start : i]
        ):
            return [Name(name.start, i, name.label), *_parted(view, Name(i + 1, name.end, name.label))]
    return _without_person(view, name)


def _without_person(view: View, name: Name) -> list[Name]:
    if name.label != "ORG" or name.end - name.start < 4 or view.words[name.end - 1] in HEADS:
        return [name]
    for i in range(name.end - 3, name.end - 1):
        inside = view.words[name.start : i]
        if (
            view.lower[i] in GIVEN_SURE
            and any(w in HEADS or w in OF_HEADS for w in inside)
            and view.lower[i - 1] not in LINKS
        ):
            return [Name(name.start, i, "ORG"), Name(i, name.end, "PERSON")]
    return [name]


def _is_bare(view: View, name: Name) -> bool:
    return name.label == "ORG" and name.end - name.start == 1 and view.words[name.start] in BARE - CHAMBERS


def _kind(view: View, name: Name) -> str:
    if name.label in NUMERIC or name.end - name.start == 1:
        return name.label
    inside = view.words[name.start : name.end]
    last = inside[-1]
    if len(inside) > 2 and inside[0] in REALMS and inside[1] == "of":
        return "GPE"
    if name.label in {"PERSON", "ORG"}:
        link = next((i for i in range(1, len(inside)) if inside[i] in {"of", "for"}), 0)
        head = inside[link - 1] if link else last
        if head in OF_HEADS or (head in HEADS and head == last and name.label == "ORG"):
            return "ORG"
        for label, heads in THINGS.items():
            if head in heads:
                return label
        if last in LEGAL:
            return "ORG"
    return name.label
