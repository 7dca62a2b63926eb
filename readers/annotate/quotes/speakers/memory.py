"""Who and what a text has talked of so far: the people and groups that a pronoun or a description may mean next."""

from __future__ import annotations

from dataclasses import dataclass, field

from readers.annotate.quotes.lexicon import roles, word_list
from readers.annotate.quotes.phrases import NOUNS
from readers.annotate.quotes.words import Words

CANDIDATES = 24
"""How many people are kept in mind at once."""
GROUPS = frozenset(["ORG", "GPE", "FAC"])
"""Kinds of names that speak as one body."""


@dataclass
class Seen:
    """When and how somebody was last mentioned.

    Attributes:
        sentence: number of the sentence.
        token: the mention, or the pronoun that stood for it.
        prominence: how much it stood out there, from -0.5 to 1.
        gender: ``m``, ``f`` or empty.
        cluster: index of the entity; -1 for somebody the text does not name.
        roles: what the text calls them, lower case.
        leaning: pronouns so far, he +1, she -1.
        introduced: the first mention.
        described: whether an apposition tells who they are.
    """

    sentence: int
    token: int
    prominence: float
    gender: str
    cluster: int
    roles: set[str] = field(default_factory=set)
    leaning: int = 0
    introduced: int = -1
    described: bool = False


class Memory:
    """What one walk over a document has seen so far.

    Attributes:
        known: everybody mentioned so far, by entity.
        people: those who were mentioned lately.
        groups: organisations and places mentioned lately, by entity.
        nameless: somebody the text does not name (“a spokesman said”), the last one.
        speaker: the entity that spoke last, or -1.
        speaker_sentence: where.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self.known: dict[int, Seen] = {}
        self.people: dict[int, Seen] = {}
        self.groups: dict[int, Seen] = {}
        self.nameless: Seen | None = None
        self.speaker = -1
        self.speaker_sentence = -99
        named = (i for i in range(len(words)) if words.cluster[i] >= 0)
        places = {words.lower[i] for i in named if words.kind(i) in ("NORP", "GPE")}
        self.nations = places - word_list("roles", "parties")

    def mention(self, number: int, first: int, end: int, cluster: int) -> None:
        """Note a mention of a name."""
        words = self.words
        entry = words.clusters[cluster]
        prominence = self.prominence(end - 1)
        if entry.kind == "PERSON" and not entry.plural:
            seen = self.known.get(cluster)
            if seen is None:
                words_of_roles = {word for role in entry.roles for word in role.lower().split()}
                seen = self.known[cluster] = Seen(number, first, prominence, entry.gender, cluster, words_of_roles)
                seen.introduced = first
            elif seen.sentence == number:
                prominence = max(prominence, seen.prominence)
            seen.sentence, seen.token, seen.prominence = number, first, prominence
            self.people[cluster] = seen
            if len(self.people) > CANDIDATES:
                del self.people[min(self.people, key=lambda c: self.known[c].token)]
            self._learn_roles(seen, first, end)
        elif entry.kind in GROUPS or entry.plural:
            self.groups[cluster] = Seen(number, first, prominence, "", cluster)
            if len(self.groups) > CANDIDATES:
                del self.groups[min(self.groups, key=lambda c: self.groups[c].token)]

    def prominence(self, i: int) -> float:
        """How much a mention stands out: subjects most, possessors least."""
        words = self.words
        dep = words.dep[i]
        if dep in ("compound", "nmod", "amod") and words.head[i] != i:
            dep = words.dep[words.head[i]] if words.mention[words.head[i]] == words.mention[i] else "compound"
        if dep == "appos":
            dep = words.dep[words.head[i]]
        if dep in ("nsubj", "nsubjpass", "ROOT", "csubj"):
            return 0.6 if words.dep[words.head[i]] in ("advcl", "relcl") else 1.0
        if dep in ("poss", "compound"):
            return -0.5
        return 0.2

    def _learn_roles(self, seen: Seen, first: int, end: int) -> None:
        """What the text calls a person beside the name: before it, or after it between commas."""
        words = self.words
        i = first - 1
        while (
            i >= 0 and first - i < 7 and words.quoted[i] < 0 and (words.tag[i] in NOUNS or words.tag[i] in ("JJ", "."))
        ):
            if words.lower[i] in (".", "!", "?") or words.kind(i) == "PERSON":
                break
            self._learn(seen, i)
            i -= 1
        if end < len(words) and words.lower[end] == ",":
            for i in range(end + 1, min(end + 14, len(words))):
                if (
                    words.lower[i] in (",", ".", ";")
                    or words.quoted[i] >= 0
                    or words.kind(i) == "PERSON"
                    or words.tag[i] in ("VBD", "WP", "VBZ")
                ):
                    break
                if words.tag[i] in NOUNS or words.tag[i] == "JJ":
                    seen.described = True
                    self._learn(seen, i)

    def _learn(self, seen: Seen, i: int) -> None:
        word = self.words.lower[i]
        seen.roles.add(roles().get(word, word))

    def relative_of(self, seen: Seen, gender: str) -> Seen | None:
        """Whoever shares a bare surname with somebody whom the pronoun cannot mean: it may have been theirs."""
        if not seen.gender or seen.gender == gender or self.words.mention[seen.token] < 0:
            return None
        first, end, _ = self.words.mentions[self.words.mention[seen.token]]
        if end - first > 1:
            return None
        surname = self.words.lower[first]
        for other in self.people.values():
            name = self.words.clusters[other.cluster].name.lower().split()
            if other is not seen and name[-1:] == [surname] and other.gender in (gender, ""):
                return other
        return None

    def by_role(self, number: int, head: str, gender: str, modifiers: set[str]) -> Seen | None:
        """The person to whom the text gave a role, the latest if there are several."""
        best, best_score = None, 0.0
        for seen in self.people.values():
            if head not in seen.roles or (gender and seen.gender and seen.gender != gender):
                continue
            if self._conflict(modifiers, seen.roles):
                continue
            score = 20.0 + 2.0 * len(modifiers & seen.roles) - 0.4 * min(30, number - seen.sentence) + seen.prominence
            score += 1.0 if seen.cluster == self.speaker and number - self.speaker_sentence <= 3 else 0.0
            if score > best_score:
                best, best_score = seen, score
        nameless = self.nameless
        if best is not None and nameless is not None and head in nameless.roles and nameless.token > best.token:
            return None
        return best

    def _conflict(self, modifiers: set[str], known: set[str]) -> bool:
        """Whether a description names another country, or another party, than the one a person was given."""
        for allegiances in (self.nations, word_list("roles", "parties")):
            asked, given = modifiers & allegiances, known & allegiances
            if asked and given and not any(_akin(a, b) for a in asked for b in given):
                return True
        return False

    def by_name(self, number: int, head: str) -> Seen | None:
        """The group whose name ends in the noun: the committee → the Select Committee."""
        for seen in sorted(self.groups.values(), key=lambda s: -s.token):
            name = self.words.clusters[seen.cluster].name.lower().split()
            if name and name[-1] == head and number - seen.sentence < 8:
                return seen
        return None

    def last_group(self, number: int) -> Seen | None:
        """The organisation talked of just before: the group, the company."""
        near = [s for s in self.groups.values() if number - s.sentence <= 2 and self._is_organisation(s)]
        return max(near, key=lambda s: (s.sentence, s.prominence, s.token)) if near else None

    def _is_organisation(self, seen: Seen) -> bool:
        return self.words.clusters[seen.cluster].kind == "ORG"

    def only_one(self, number: int, gender: str) -> Seen | None:
        """The only person talked of just before, if there is but one who fits."""
        near = [
            s
            for s in self.people.values()
            if number - s.sentence <= 2 and (not s.gender or not gender or s.gender == gender)
        ]
        return near[0] if len(near) == 1 else None


def _akin(a: str, b: str) -> bool:
    """Whether two words are of one country, as *Russia* and *Russian*."""
    return a == b or (len(a) > 3 and a[:4] == b[:4])
