"""Noun phrases and the subjects of verbs: by the parse where it can be trusted, by the order of words where not."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from readers.annotate.quotes.lexicon import bodies, is_person_noun
from readers.annotate.quotes.words import Words

NOUNS = frozenset(["NN", "NNS", "NNP", "NNPS"])
PERSONAL = frozenset(["he", "she", "they", "it", "i", "we", "you"])
_WITHIN = NOUNS | frozenset(
    ["DT", "PDT", "PRP$", "JJ", "JJR", "JJS", "CD", "POS", "HYPH", "VBN", "VBG", "AFX", "ADD", "FW", "``"]
)
_FOR_NOUNS = frozenset(["JJ", "JJR", "JJS", "CD", "VBN"])
"""What may end a phrase without a noun: the latter, the two, the accused; “the qualifier” is read as a comparative."""
_ACTORS = NOUNS | frozenset(["PRP", "DT", "WP", "WDT", "CD", "PRP$", "EX", "FW", "ADD", "POS"])
_NOBODY = frozenset(["everything", "nothing", "something", "anything", "there", "all", "much"])
_CLIMB = 12
"""How far up the parse a subject is looked for."""


@dataclass(frozen=True)
class Phrase:
    """A noun phrase that may be a speaker.

    Attributes:
        first: its first token.
        last: its last token.
        head: the token that says what it is.
    """

    first: int
    last: int
    head: int


def phrase_at(words: Words, head: int) -> Phrase:
    """The noun phrase around a head, without what follows the head."""
    first, last = head, head
    if words.mention[head] >= 0:
        first, end, _ = words.mentions[words.mention[head]]
        return Phrase(first, end - 1, head)
    if words.lower[head] in PERSONAL or words.tag[head] in ("PRP", "WP", "WDT"):
        return Phrase(head, head, head)
    while last + 1 < len(words) and words.tag[last + 1] in NOUNS and words.quoted[last + 1] < 0 and last - head < 6:
        last += 1
        if words.mention[last] >= 0:
            start, end, _ = words.mentions[words.mention[last]]
            return Phrase(start, end - 1, end - 1)
    while first > 0 and head - first < 14 and words.tag[first - 1] in _WITHIN and words.quoted[first - 1] < 0:
        first -= 1
        if words.tag[first] in ("DT", "PRP$") and words.tag[first - 1] != "PDT":  # what stands before is another's
            break
    while first < head and words.tag[first] in ("VBG", "VBN", "POS", "``", "HYPH"):
        first += 1
    return Phrase(first, last, last)


def named_within(words: Words, phrase: Phrase, limit: int) -> Phrase:
    """The name a noun phrase is given: “a spokesman for the mayor, Jo Roe,” is Jo Roe.

    Args:
        words: the document.
        phrase: a noun phrase with a common noun for its head.
        limit: one past the last token to look at.
    """
    if words.mention[phrase.head] >= 0 or words.tag[phrase.head] not in NOUNS:
        return phrase
    office = _office_holder(words, phrase, limit)
    if office is not None or words.tag[phrase.head] not in ("NN", "NNS"):
        return office or phrase
    at = phrase.last + 1
    steps = 0
    while at < limit and words.lower[at] in ("of", "for", "in", "at", "from", "with", "to", "on") and steps < 4:
        following = phrase_from(words, at + 1, limit)
        if following is None:
            break
        at, steps = following.last + 1, steps + 1
    if at + 1 < limit and words.lower[at] == ",":
        at += 1
        while at < limit and words.tag[at] in ("NNP", "NN", "JJ") and words.mention[at] < 0 and words.quoted[at] < 0:
            at += 1
        if at < limit and words.mention[at] >= 0 and words.kind(at) == "PERSON" and words.quoted[at] < 0:
            first, end, _ = words.mentions[words.mention[at]]
            if end >= limit or words.lower[end] in (",", "(", ".", "-", "—", "–") or words.tag[end].startswith("V"):
                return Phrase(first, end - 1, end - 1)
    return phrase


def _office_holder(words: Words, phrase: Phrase, limit: int) -> Phrase | None:
    """Secretary of State Jo Roe; director of studies Jo Roe; mother of three Jo Roe: it is hers, not another's."""
    at = phrase.last + 1
    if at + 2 >= limit or words.lower[at] != "of" or (words.mention[at + 1] >= 0 and words.kind(at + 1) == "PERSON"):
        return None
    title = words.tag[phrase.head] in ("NNP", "NNPS")
    for i in range(at + 1, min(limit, at + 7)):
        if words.mention[i] >= 0 and words.kind(i) == "PERSON":
            first, end, _ = words.mentions[words.mention[i]]
            return Phrase(first, end - 1, end - 1)
        common = words.tag[i] in ("NN", "NNS", "JJ", "CC", "CD")
        if words.quoted[i] >= 0 or not (common or (title and words.tag[i] in ("NNP", "NNPS", "DT"))):
            return None
    return None


def phrase_from(words: Words, at: int, limit: int) -> Phrase | None:
    """The noun phrase that starts at a token, or ``None``.

    Its head is the last noun of the run; a person's name within it wins over what stands before it.
    """
    end = min(limit, at + 16)
    i, head = at, -1
    if at < end and words.tag[at] in ("VBG", "VBN", "POS", "HYPH", "``"):
        return None
    while i < end and words.quoted[i] < 0:
        tag = words.tag[i]
        if i == at and (tag == "PRP" or words.lower[i] in PERSONAL):
            return Phrase(i, i, i)
        if words.mention[i] >= 0:
            first, stop, number = words.mentions[words.mention[i]]
            head, i = stop - 1, stop
            if words.clusters[number].kind != "PERSON" or (i < end and words.tag[i] == "POS"):
                continue
            return _whose_aide(words, i, end) or Phrase(first, stop - 1, stop - 1)
        if tag in NOUNS:
            head = i
        elif (tag not in _WITHIN and not (words.lower[i] in ("&", "and") and _joins_names(words, i))) or (
            tag in ("VBN", "VBG") and head >= 0
        ):
            break
        i += 1
    if head < 0 and i - 1 > at and words.tag[at] == "DT" and words.tag[i - 1] in _FOR_NOUNS:
        head = i - 1
    if head < 0:
        first_word = words.lower[at] if at < end else ""
        return Phrase(at, at, at) if first_word in _STANDALONE and words.quoted[at] < 0 else None
    return Phrase(at, head, head)


def _whose_aide(words: Words, at: int, end: int) -> Phrase | None:
    """Roe spokesman Jo Doe; a Roe aide; the Roe campaign: after a person's name the noun for others, maybe a name."""
    i = at
    while i < end and words.mention[i] < 0 and words.quoted[i] < 0 and words.tag[i] in _MODIFIERS:
        i += 1
    noun = words.lower[i - 1]
    others = is_person_noun(noun) or noun in bodies()
    if i == at or not (words.tag[i - 1] in ("NN", "NNS", "NNP") and others):
        return None
    if i < end and words.mention[i] >= 0 and words.kind(i) == "PERSON":
        first, stop, _ = words.mentions[words.mention[i]]
        return Phrase(first, stop - 1, stop - 1)
    return Phrase(at, i - 1, i - 1)


_MODIFIERS = NOUNS | frozenset(["JJ", "HYPH", "VBG", "CC"])
_STANDALONE = frozenset(["one", "another", "others", "some", "many", "both", "most", "those", "this", "that", "who"])


def _joins_names(words: Words, i: int) -> bool:
    return 0 < i < len(words) - 1 and words.tag[i - 1] == "NNP" == words.tag[i + 1] and words.lower[i] == "&"


def can_speak(words: Words, phrase: Phrase) -> bool:
    """Whether somebody, or an organisation, is the speaker, and not a sign or a figure."""
    head = phrase.head
    if words.mention[head] >= 0:
        return words.kind(head) in ("PERSON", "ORG", "NORP", "GPE")
    if words.tag[head] == "PRP":
        return words.lower[head] in ("he", "she", "they")
    if words.tag[head] in ("NNP", "NNPS"):
        return True
    lower = words.lower[head]
    return words.tag[head] in NOUNS and (is_person_noun(lower) or is_person_noun(lower.removesuffix("s")))


def is_body(words: Words, phrase: Phrase) -> bool:
    """Whether a phrase is a noun for a body of people that speaks as one: the union, the council."""
    return words.lower[phrase.head] in bodies()


def subject_of(words: Words, verb: int, allowed: Container[int]) -> int | None:
    """The head of the noun phrase that does what a verb says, by the parse; ``None`` if it gives none in the sentence.

    Follows coordination (said … and added), participles (…, adding), infinitives (went on to say), relative clauses
    (Roe, who said) and, for passives without an agent, the subject itself.
    """
    at = verb
    for _ in range(_CLIMB):
        for child in words.children(at):
            subject = words.dep[child] in ("nsubj", "nsubjpass") and words.lower[child] not in _NOBODY
            if subject and (words.tag[child] in _ACTORS or words.lower[child] in _STANDALONE) and child in allowed:
                if words.dep[child] == "nsubjpass" and (agent := agent_of(words, at)) is not None:
                    return agent
                return _antecedent(words, child, at)
        dep, head = words.dep[at], words.head[at]
        if head == at or head not in allowed:
            return None
        if dep in ("acl", "relcl") and words.tag[head] in NOUNS | {"PRP"} and words.quoted[head] < 0:
            return head if words.tag[at] == "VBG" or dep == "relcl" else agent_of(words, at)
        if dep in ("nsubj", "dobj", "pobj", "attr") and words.tag[head].startswith("V") is False:
            return None
        at = head
    return None


def has_subject(words: Words, verb: int) -> bool:
    """Whether a verb has a subject of its own outside quotations."""
    return any(words.dep[child] in ("nsubj", "nsubjpass") and words.quoted[child] < 0 for child in words.children(verb))


def agent_of(words: Words, verb: int) -> int | None:
    """By whom: the head noun of a passive's by-phrase."""
    for child in words.children(verb):
        if words.dep[child] == "agent":
            for grandchild in words.children(child):
                if words.dep[grandchild] == "pobj" and words.quoted[grandchild] < 0:
                    return grandchild
    return None


def _antecedent(words: Words, subject: int, verb: int) -> int:
    """Whom a relative pronoun stands for; the subject itself otherwise."""
    if words.tag[subject] in ("WP", "WDT") or words.lower[subject] in ("who", "which", "that"):
        head = words.head[verb]
        for _ in range(4):
            if words.dep[verb] == "relcl":
                apposed = words.dep[head] == "appos" and words.mention[words.head[head]] >= 0
                return subject if words.quoted[head] >= 0 or words.mention[head] >= 0 or apposed else head
            verb, head = head, words.head[head]
    return subject


def subject_before(words: Words, units: list[int], position: int) -> Phrase | None:
    """The noun phrase before a verb by the order of words alone.

    Args:
        words: the document.
        units: the sentence (see `Sentence`).
        position: where the verb stands in it.
    """
    i = position - 1
    while (
        i >= 0
        and position - i < 8
        and units[i] >= 0
        and (words.tag[units[i]] in ("RB", "MD", "RP") or words.tag[units[i]].startswith("VB"))
    ):
        i -= 1
    if (i > 0 and units[i] < 0) or (i >= 0 and words.lower[units[i]] in (",", ")", "—", "-")):
        i = _over_aside(words, units, i)
    if i < 0 or units[i] < 0:
        return None
    head = units[i]
    if words.mention[head] >= 0 or words.tag[head] in NOUNS or words.lower[head] in PERSONAL:
        return phrase_at(words, head)
    return None


def _over_aside(words: Words, units: list[int], i: int) -> int:
    """Step back over “, a lawyer for the group,” or “(R-Ohio)” to what it explains."""
    closing = words.lower[units[i]] if units[i] >= 0 else ","
    opening = "(" if closing == ")" else closing
    for j in range(i - 1, max(-1, i - 40), -1):
        if units[j] >= 0 and words.lower[units[j]] == opening:
            return j - 1
    return -1
