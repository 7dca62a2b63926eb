"""A reporting verb and whose it is: within one sentence, by the parse where it can be trusted."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace

from readers.annotate.quotes.lexicon import is_person_noun, nouns, verbs
from readers.annotate.quotes.phrases import (
    PERSONAL,
    Phrase,
    agent_of,
    has_subject,
    named_within,
    phrase_at,
    phrase_from,
    subject_before,
    subject_of,
)
from readers.annotate.quotes.words import Frame, Sentence, Words

FINITE = frozenset(["VBD", "VBZ", "VBP"])
DASHES = frozenset(["-", "--", "–", "—", "―", "~"])
REACH = 45
"""How many units a cue may be away from its quotation."""
_ALL = ("speech", "manner", "thought", "judgement")
_QUOTING = frozenset(["quoted", "cited", "reported", "heard", "saying"])


@dataclass(frozen=True)
class Attribution:
    """Who said something, as the text has it.

    Attributes:
        phrase: the speaker's noun phrase; ``None`` where the text leaves it open (a passive).
        cue: first and last token of the cue, or ``None``.
        rule: the name of the rule that found it.
    """

    phrase: Phrase | None
    cue: tuple[int, int] | None
    rule: str


@dataclass(frozen=True)
class Spot:
    """A place in a sentence, for the rules to look around.

    Attributes:
        frame: the document.
        units: the sentence's units.
        at: the place.
        places: token → where it stands in ``units``.
        first: the sentence's first token.
        last: its last.
    """

    frame: Frame
    units: list[int]
    at: int
    places: dict[int, int] = field(repr=False)
    first: int
    last: int

    @classmethod
    def of(cls, frame: Frame, sentence: Sentence) -> Spot | None:
        """The start of a sentence; ``None`` if it is all quotation."""
        places = {unit: at for at, unit in enumerate(sentence.units) if unit >= 0}
        if not places:
            return None
        return cls(frame, sentence.units, 0, places, next(iter(places)), next(reversed(places)))

    @property
    def words(self) -> Words:
        """The document's tokens."""
        return self.frame.words

    def opens_line(self) -> bool:
        """Whether the sentence is the first of its line."""
        start = self.words.start[self.units[0]] if self.units[0] >= 0 else 0
        return not start or "\n" in self.words.text[max(0, start - 3) : start]

    def moved(self, at: int) -> Spot:
        """The same sentence, another place."""
        return replace(self, at=at)

    def word(self, offset: int) -> str:
        """The lower-cased word some units away; empty at the edges and for quotations."""
        i = self.at + offset
        return self.words.lower[self.units[i]] if 0 <= i < len(self.units) and self.units[i] >= 0 else ""

    def run_end(self, i: int) -> int:
        """Where the run of tokens from a position ends: at the next quotation that is more than a nickname."""
        end = min(len(self.units), i + REACH + 15)
        while i < end and (self.units[i] >= 0 or self._is_nickname(i)):
            i += 1
        return i

    def limit(self, i: int) -> int:
        """One past the last token of the run that a position is in."""
        end = self.run_end(i)
        while end > i and self.units[end - 1] < 0:
            end -= 1
        return self.units[end - 1] + 1 if end > i else 0

    def _is_nickname(self, i: int) -> bool:
        tag = self.words.tag
        return (
            0 < i < len(self.units) - 1
            and self.units[i - 1] >= 0
            and self.units[i + 1] >= 0
            and tag[self.units[i - 1]] == "NNP"
            and self.words.text[self.words.start[self.units[i + 1]]].isupper()
            and len(self.frame.piece_text(-1 - self.units[i]).split()) < 3
        )


def is_cue(words: Words, i: int, classes: tuple[str, ...] = _ALL) -> bool:
    """Whether a token is a reporting verb of one of the classes."""
    return verbs().get(words.lower[i]) in classes and (words.tag[i].startswith("V") or words.lower[i] == "said")


def named(words: Words, phrase: Phrase | None, cue: tuple[int, int], rule: str, limit: int) -> Attribution:
    """An attribution, with the name the phrase is given instead of a bare description."""
    return Attribution(named_within(words, phrase, limit) if phrase else None, cue, rule)


def cued(spot: Spot, rule: str) -> Attribution | None:
    """The attribution by the cue verb at a spot.

    Where it stands inside the clause of another one, the words may belong to the outer speaker: in “Roe said she felt
    ‘…’” and “Roe said the plan calls for ‘…’” they are Roe's.
    """
    words, cue = spot.words, spot.units[spot.at]
    inner = direct(spot, rule)
    if inner is not None and rule == "colon" and inner.phrase is not None:
        head = inner.phrase.head
        if words.lower[head] not in PERSONAL:
            return inner
    if inner is None or _gives_way(words, cue, inner):
        anybody = inner is not None and not _is_somebody(words, inner)
        outer = _of_what_clause(spot) or _outer(spot, through=anybody) or (_parenthetical(spot) if anybody else None)
        if outer is not None and outer.phrase is not None:
            return replace(outer, rule=rule + "-outer")
    return inner


def _gives_way(words: Words, cue: int, inner: Attribution) -> bool:
    """Whether a cue inside another's clause leaves the words to the outer speaker."""
    if inner.phrase is None:
        return True
    head = inner.phrase.head
    return (
        words.tag[head] == "PRP"
        or words.lower[head] in PERSONAL
        or verbs().get(words.lower[cue]) != "speech"
        or words.tag[cue] not in FINITE | {"VBG"}
        or words.kind(head) not in ("PERSON", "ORG")
    )


def _is_somebody(words: Words, attribution: Attribution) -> bool:
    """Whether the speaker is a name, a pronoun that stands for one, or one person, and no mere people or anybody."""
    if attribution.phrase is None:
        return True
    head = attribution.phrase.head
    if words.mention[head] >= 0 or words.lower[head] in ("he", "she", "it", "they", "who", "which", "that"):
        return True
    return words.tag[head] in ("NNP", "NNPS") or (words.tag[head] == "NN" and is_person_noun(words.lower[head]))


def _of_what_clause(spot: Spot) -> Attribution | None:
    """Roe condemned what she called “…”: the words are Roe's, whatever the verb of the clause above."""
    words, cue = spot.words, spot.units[spot.at]
    pronoun = next((c for c in words.children(cue) if words.dep[c] == "nsubj" and words.tag[c] == "PRP"), 0)
    if not pronoun or words.lower[pronoun - 1] != "what":
        return None
    at = cue
    for _ in range(8):
        at = words.head[at]
        if at not in spot.places or (words.head[at] == at and not words.tag[at].startswith("V")):
            return None
        if words.tag[at].startswith("V"):
            subject = subject_of(words, at, spot.places)
            if subject is None or not _may_be(words, subject, words.lower[pronoun]):
                return None
            return Attribution(phrase_at(words, subject), (cue, cue), "what")
    return None


def _may_be(words: Words, subject: int, pronoun: str) -> bool:
    """Whether a pronoun can stand for a subject."""
    if words.tag[subject] == "PRP":
        return words.lower[subject] == pronoun
    if words.kind(subject) == "PERSON":
        return pronoun in ("he", "she")
    return pronoun in ("it", "they") or not words.kind(subject)


def _outer(spot: Spot, *, through: bool) -> Attribution | None:
    """The outermost verb of saying in whose clause a cue stands.

    Args:
        spot: the cue.
        through: whether to look beyond a relative or adverbial clause with a subject of its own.
    """
    words = spot.words
    at, found, linked = spot.units[spot.at], None, False
    for _ in range(20):
        linked = linked or words.dep[at] not in ("conj", "ROOT", "dep")
        above = words.head[at]
        if above == at or (above not in spot.places and words.quoted[above] < 0):
            break
        if not through and words.dep[at] in ("relcl", "advcl") and has_subject(words, at):
            break
        coordinate = words.dep[at] == "conj"
        at = words.head[at]
        if coordinate or not linked:
            continue
        classes = ("speech", "judgement") if through else ("speech",)
        if at in spot.places and is_cue(words, at, classes) and words.tag[at] in FINITE | {"VBN", "VBG"}:
            outer = direct(spot.moved(spot.places[at]), "outer")
            found = outer if outer is not None and outer.phrase is not None else found
    return found


def _parenthetical(spot: Spot) -> Attribution | None:
    """Most people, Roe said, had come to believe “…”: a cue set off by commas earlier in the sentence."""
    for i in range(spot.at - 1, max(-1, spot.at - REACH), -1):
        unit = spot.units[i]
        if unit >= 0 and is_cue(spot.words, unit, ("speech",)) and spot.words.tag[unit] in FINITE:
            phrase = _aside(spot.moved(i))
            if phrase is not None:
                return Attribution(phrase, (unit, unit), "aside")
    return None


def _of_main_clause(spot: Spot) -> Phrase | None:
    """Who does what the main clause says, for a participle beside it: “…, saying …”, “After saying …, she …”."""
    words = spot.words
    step = 1 if spot.at < 3 else -1
    end = min(len(spot.units), spot.at + REACH) if step > 0 else max(-1, spot.at - 2 * REACH)
    for i in range(spot.at, end, step):
        unit = spot.units[i]
        if unit < 0 or words.dep[unit] not in ("nsubj", "nsubjpass"):
            continue
        verb = words.head[unit]
        if step > 0 and _hangs_from(words, verb, spot.units[spot.at]):
            continue
        if step > 0 or words.dep[verb] in ("ROOT", "conj") or (words.dep[verb] == "ccomp" and words.head[verb] > verb):
            return phrase_at(words, unit)
    return None


def _hangs_from(words: Words, at: int, verb: int) -> bool:
    """Whether a token depends on a verb, within a few steps."""
    for _ in range(6):
        if at == verb:
            return True
        at = words.head[at]
    return False


def _owner_of_text(words: Words, noun: int, places: Container[int]) -> int | None:
    """Who issues the statement: “the council issued a statement calling …” is the council's."""
    if words.lower[noun] not in nouns() or words.dep[noun] not in ("dobj", "pobj"):
        return None
    verb = words.head[noun] if words.dep[noun] == "dobj" else words.head[words.head[noun]]
    return subject_of(words, verb, places) if words.tag[verb].startswith("V") else None


def direct(spot: Spot, rule: str) -> Attribution | None:
    """The attribution by the cue verb at a spot alone; without a phrase for a passive that names nobody."""
    words, cue = spot.words, spot.units[spot.at]
    limit = spot.limit(spot.at)
    both = (cue, cue)
    if words.tag[cue] == "VBN" and (is_passive(words, cue) or (words.dep[cue] == "acl" and not _is_active(words, cue))):
        agent = agent_of(words, cue)
        if agent is not None:
            return named(words, phrase_at(words, agent), both, rule + "-agent", limit)
        if words.lower[cue] not in _QUOTING:
            return Attribution(None, both, "passive")
    phrase = _by_order(spot)
    if phrase is not None:
        return named(words, phrase, both, rule, limit if spot.at == 0 else cue)
    above = words.head[cue]
    told = words.lower[above] in ("let", "lets", "letting") and above in spot.places  # let them know
    subject = subject_of(words, above if told else cue, spot.places)
    if subject is None:
        phrase = _of_main_clause(spot) if words.tag[cue] == "VBG" else None
        phrase = phrase or subject_before(words, spot.units, spot.at)
        return named(words, phrase, both, rule + "-order", limit) if phrase else None
    owner = _owner_of_text(words, subject, spot.places)
    phrase = phrase_at(words, subject if owner is None else owner)
    end = cue if phrase.last < cue else limit
    return named(words, _without_owner(words, phrase, end), both, rule, end)


def _without_owner(words: Words, phrase: Phrase, limit: int) -> Phrase:
    """Who is meant, where the parse takes the owner for the subject: the Academy of Eide's warden, Jo Roe, said."""
    owner = words.mention[phrase.head] >= 0 and phrase.last + 2 < limit and words.tag[phrase.last + 1] == "POS"
    return (phrase_from(words, phrase.last + 2, limit) if owner else None) or phrase


def _by_order(spot: Spot) -> Phrase | None:
    """The speaker where the order of words tells more than the parse does."""
    words, cue = spot.words, spot.units[spot.at]
    if words.tag[cue] in FINITE:
        if spot.at == 0 and len(spot.units) > 1 and spot.units[1] >= 0 and is_cue(words, cue, ("speech",)):
            return phrase_from(words, spot.units[1], spot.limit(0))
        return _aside(spot)
    if words.tag[cue] != "VBG" or not spot.at:
        return None
    before = spot.units[spot.at - 1]
    if before < 0:
        return _of_main_clause(spot) if spot.frame.piece_text(-1 - before)[-1:] in ',”’"' else None
    if spot.word(-1) == "," or (spot.word(-2) == "," and spot.word(-1).endswith("ly")):
        return _of_main_clause(spot)
    return phrase_at(words, before) if words.kind(before) == "PERSON" else None


def _is_active(words: Words, verb: int) -> bool:
    """Whether a participle after a noun must be a past tense: it has an object, or the noun is a name and the root."""
    noun = words.head[verb]
    if words.kind(noun) == "PERSON" and words.head[noun] == noun:
        return True
    return any(words.dep[child] == "dobj" for child in words.children(verb))


def is_passive(words: Words, verb: int) -> bool:
    """Whether a verb has a passive auxiliary."""
    return any(words.dep[child] == "auxpass" for child in words.children(verb))


def _aside(spot: Spot) -> Phrase | None:
    """The speaker of a cue set off by commas: “The plan, Roe said, was …”."""
    words = spot.words
    if spot.word(1) not in (",", ".", "", *DASHES):
        return None
    phrase = subject_before(words, spot.units, spot.at)
    if phrase is None or phrase.last != spot.units[spot.at] - 1 or phrase.first - 1 not in spot.places:
        return None
    return phrase if words.lower[phrase.first - 1] in (",", *DASHES) else None
