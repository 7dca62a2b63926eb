"""Whom a pronoun or a description means: “she”, “the spokesman”, “the Russian leader” → an entity.

One walk over the document keeps, for each person, where they were last mentioned and how prominently; a pronoun goes
to the most prominent recent person of its gender, a description to whoever the text gave that role. A person the
text never names (“a spokesman said”) stands in the way of others, but is nobody's entity.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from readers.annotate.quote_cues import Attribution
from readers.annotate.quote_lexicon import is_person_noun, role_gender, roles, word_list
from readers.annotate.quote_phrases import NOUNS, Phrase, phrase_at
from readers.annotate.quote_words import Frame, Sentence

HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
THEY = frozenset(["they", "them", "their", "themselves"])
IT = frozenset(["it", "its", "itself"])
FAR = 25
"""Sentences after which a person is out of mind for a pronoun."""
CANDIDATES = 24
"""How many people are kept in mind at once."""
_GROUPS = frozenset(["ORG", "GPE", "FAC"])


@dataclass
class _Seen:
    """When and how somebody was last mentioned; ``leaning`` counts pronouns so far, he +1, she -1."""

    sentence: int
    token: int
    prominence: float
    gender: str
    cluster: int
    roles: set[str] = field(default_factory=set)
    leaning: int = 0
    introduced: int = -1
    described: bool = False


class Resolver:
    """Walks a document once; afterwards `entity_of` answers for every phrase used in an attribution."""

    def __init__(
        self, frame: Frame, attributions: dict[int, Attribution], reported: Iterable[Attribution] = ()
    ) -> None:
        self.frame = frame
        self.words = frame.words
        self.links: dict[int, int] = {}
        self.sure: dict[int, float] = {}
        parties = word_list("roles", "parties")
        named = (i for i in range(len(self.words)) if self.words.cluster[i] >= 0)
        places = {self.words.lower[i] for i in named if self.words.kind(i) in ("NORP", "GPE")}
        self.nations = places - parties
        self.known: dict[int, _Seen] = {}
        self.people: dict[int, _Seen] = {}
        self.groups: dict[int, _Seen] = {}
        self.nameless: _Seen | None = None
        self.speaker: int = -1
        self.speaker_sentence = -99
        reporters = [each.phrase for each in reported]
        self.reporters = {phrase.head for phrase in reporters if phrase is not None}
        phrases = [*(each.phrase for each in attributions.values()), *reporters]
        self.heads = {phrase.head: phrase for phrase in phrases if phrase is not None}
        self.attributions = attributions
        for number, sentence in enumerate(frame.sentences):
            self._walk(number, sentence)

    def entity_of(self, phrase: Phrase | None) -> tuple[int | None, float]:
        """The entity a phrase means, and how sure that is (0-1)."""
        if phrase is None:
            return None, 0.0
        cluster = self.words.cluster[phrase.head]
        if cluster >= 0:
            return cluster, 1.0
        linked = self.links.get(phrase.head, -1)
        return (linked, self.sure.get(phrase.head, 0.5)) if linked >= 0 else (None, 0.0)

    def _walk(self, number: int, sentence: Sentence) -> None:
        words = self.words
        for unit in sentence.units:
            if unit < 0:
                continue
            lower = words.lower[unit]
            if words.mention[unit] >= 0:
                first, end, cluster = words.mentions[words.mention[unit]]
                if unit == first:
                    self._mention(number, first, end, cluster)
            elif lower in HE:
                self._pronoun(number, unit, HE[lower])
            elif unit in self.heads:
                self._described(number, unit, self.heads[unit])
            elif words.dep[unit] == "nsubj" and words.tag[unit] in NOUNS:
                self._subject(number, unit)
        for unit in sentence.units:
            if unit < 0 and (attribution := self.attributions.get(-1 - unit)) is not None:
                self._spoke(number, attribution.phrase)
            elif unit in self.reporters:
                self._spoke(number, self.heads[unit])

    def _subject(self, number: int, unit: int) -> None:
        """A subject that is no known name: a stranger or a description, either of which pronouns may mean next."""
        phrase = phrase_at(self.words, unit)
        proper = self.words.tag[unit] in ("NNP", "NNPS")
        if proper and not self._is_description(phrase):
            self._unlisted(number, unit)
        elif proper or is_person_noun(self.words.lower[unit]):
            self._nominal(number, unit, phrase)

    def _is_description(self, phrase: Phrase) -> bool:
        return self.words.lower[phrase.first] in ("the", "this", "that") and phrase.first != phrase.last

    def _spoke(self, number: int, phrase: Phrase | None) -> None:
        entity, _ = self.entity_of(phrase)
        if entity is not None:
            self.speaker, self.speaker_sentence = entity, number

    def _mention(self, number: int, first: int, end: int, cluster: int) -> None:
        words = self.words
        entry = words.clusters[cluster]
        prominence = self._prominence(end - 1)
        if entry.kind == "PERSON" and not entry.plural:
            seen = self.known.get(cluster)
            if seen is None:
                words_of_roles = {word for role in entry.roles for word in role.lower().split()}
                seen = self.known[cluster] = _Seen(number, first, prominence, entry.gender, cluster, words_of_roles)
                seen.introduced = first
            elif seen.sentence == number:
                prominence = max(prominence, seen.prominence)
            seen.sentence, seen.token, seen.prominence = number, first, prominence
            self.people[cluster] = seen
            if len(self.people) > CANDIDATES:
                del self.people[min(self.people, key=lambda c: self.known[c].token)]
            self._learn_roles(seen, first, end)
        elif entry.kind in _GROUPS or entry.plural:
            self.groups[cluster] = _Seen(number, first, prominence, "", cluster)
            if len(self.groups) > CANDIDATES:
                del self.groups[min(self.groups, key=lambda c: self.groups[c].token)]

    def _prominence(self, i: int) -> float:
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

    def _learn_roles(self, seen: _Seen, first: int, end: int) -> None:
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

    def _learn(self, seen: _Seen, i: int) -> None:
        word = self.words.lower[i]
        seen.roles.add(roles().get(word, word))

    def _pronoun(self, number: int, unit: int, gender: str) -> None:
        scored = sorted(
            ((self._score(number, unit, seen, gender), cluster) for cluster, seen in self.people.items()), reverse=True
        )
        scored = [(score, cluster) for score, cluster in scored if score > -FAR]
        if self.nameless is not None and self.nameless.gender in (gender, ""):
            other = self._score(number, unit, self.nameless, gender)
            if not scored or other > scored[0][0]:
                self.nameless.sentence, self.nameless.token = number, unit
                return
        if not scored:
            return
        best, cluster = scored[0]
        gap = best - scored[1][0] if len(scored) > 1 else 3.0
        self.links[unit] = cluster
        self.sure[unit] = 0.95 if gap > 1.5 else 0.9 if gap > 0.7 else 0.75
        seen = self.people[cluster]
        seen.prominence = max(self._prominence(unit), seen.prominence if seen.sentence == number else -1.0)
        seen.sentence, seen.token = number, unit
        if gap > 0.7:
            seen.leaning += 1 if gender == "m" else -1

    def _score(self, number: int, unit: int, seen: _Seen, gender: str) -> float:
        """How well a person fits a pronoun; below -`FAR` not at all."""
        words = self.words
        distance = number - seen.sentence
        if (seen.gender and seen.gender != gender) or distance > FAR:
            return -FAR - 1.0
        score = -0.8 * distance - 0.5 * (distance > 0) + 1.5 * seen.prominence + (0.25 if seen.gender else 0.0)
        if not seen.gender and seen.leaning:
            fits = (seen.leaning > 0) == (gender == "m")
            score += 0.8 if fits else -0.8 if abs(seen.leaning) == 1 else -2.5
        if seen.cluster >= 0:
            score += 1.2 * min(0.5, words.clusters[seen.cluster].salience)
            if seen.cluster == self.speaker:
                score += max(0.0, 1.4 - 0.3 * (number - self.speaker_sentence))
            if distance <= 1 and seen.introduced == seen.token:
                score += 1.7 if seen.described else 0.3
        if (
            distance == 0
            and words.dep[unit] not in ("poss", "nsubj", "nsubjpass")
            and self._same_clause(unit, seen.token)
        ):
            score -= 6.0
        return score

    def _same_clause(self, unit: int, other: int) -> bool:
        words = self.words
        return words.head[unit] == words.head[other] or words.head[words.head[unit]] == words.head[other]

    def _described(self, number: int, unit: int, phrase: Phrase) -> None:
        """Resolve a description or a plural pronoun that is somebody's speaker."""
        words = self.words
        lower = words.lower[unit]
        if words.tag[unit] in ("WP", "WDT"):
            self._relative(unit)
            return
        if lower in THEY or lower in IT:
            self._group(number, unit, 2 if lower in IT else 1)
            return
        if words.tag[unit] in ("NNP", "NNPS") and not self._is_description(phrase):
            self._unlisted(number, unit)
        elif words.tag[unit] in NOUNS:
            self._nominal(number, unit, phrase)

    def _group(self, number: int, unit: int, reach: int) -> None:
        """The organisation that *it* or *they* stands for: the subject before it in the sentence, or a recent one."""
        words = self.words
        for i in range(unit - 1, max(-1, unit - 40), -1):
            if words.lower[i] in (".", "!", "?") or words.quoted[i] >= 0:
                break
            if words.dep[i] in ("nsubj", "nsubjpass") and words.tag[i] in NOUNS and words.kind(i) != "PERSON":
                if words.kind(i) in _GROUPS:
                    self.links[unit], self.sure[unit] = words.cluster[i], 0.8
                return
        near = [s for s in self.groups.values() if number - s.sentence <= reach and s.prominence >= 1.0]
        if near:
            best = max(near, key=lambda s: (s.cluster == self.speaker, s.sentence, s.token))
            self.links[unit], self.sure[unit] = best.cluster, 0.6

    def _unlisted(self, number: int, unit: int) -> None:
        """A capitalised speaker who is no known mention: the surname of somebody known, or a stranger."""
        words, surname = self.words, self.words.lower[unit]
        titled = (
            unit
            and words.tag[unit - 1] == "NNP"
            and words.mention[unit - 1] < 0
            and words.lower[unit - 1] not in roles()
        )
        for seen in sorted(self.people.values(), key=lambda s: -s.token):
            name = words.clusters[seen.cluster].name.lower().split()
            if name[-1:] == [surname] and not (titled and words.lower[unit - 1] not in name):
                self.links[unit], self.sure[unit] = seen.cluster, 0.8
                seen.sentence, seen.token, seen.prominence = number, unit, 1.0
                return
        self.nameless = _Seen(number, unit, 1.0, "", -1)

    def _relative(self, unit: int) -> None:
        words = self.words
        antecedent = words.head[words.head[unit]]
        if words.dep[antecedent] == "appos" and words.cluster[antecedent] < 0:
            antecedent = words.head[antecedent]
        near = range(unit - 1, max(-1, unit - 8), -1)
        found = antecedent if words.cluster[antecedent] >= 0 else next((i for i in near if words.cluster[i] >= 0), -1)
        if found >= 0:
            self.links[unit], self.sure[unit] = words.cluster[found], 0.9

    def _nominal(self, number: int, unit: int, phrase: Phrase) -> None:
        words = self.words
        lower = words.lower[unit]
        head, gender = roles().get(lower, lower), role_gender().get(lower, "")
        person = is_person_noun(lower)
        definite = words.lower[phrase.first] in ("the", "this", "that") or words.tag[phrase.first] == "PRP$"
        if definite:
            inside = range(phrase.first + 1, unit)
            modifiers = {words.lower[i] for i in inside if words.tag[i] in NOUNS or words.tag[i] == "JJ"}
            best = self._by_role(number, head, gender, modifiers) or self._by_name(number, head)
            sure = 0.85
            if best is None and lower in word_list("roles", "groups"):
                best, sure = self._last_group(number), 0.6
            if best is None and person and words.tag[unit] in ("NN", "NNP") and words.tag[phrase.first] == "DT":
                best, sure = self._only_one(number, gender), 0.6
            if best is not None:
                self.links[unit], self.sure[unit] = best.cluster, sure
                best.sentence, best.token, best.prominence = number, unit, 1.0
                return
        if definite and unit not in self.heads and words.tag[phrase.first] == "DT":
            return
        if person and words.tag[unit] in ("NN", "NNP"):
            self.nameless = _Seen(number, unit, 1.0, gender, -1, {head})

    def _by_role(self, number: int, head: str, gender: str, modifiers: set[str]) -> _Seen | None:
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

    def _by_name(self, number: int, head: str) -> _Seen | None:
        """The group whose name ends in the noun: the committee → the Select Committee."""
        for seen in sorted(self.groups.values(), key=lambda s: -s.token):
            name = self.words.clusters[seen.cluster].name.lower().split()
            if name and name[-1] == head and number - seen.sentence < 8:
                return seen
        return None

    def _last_group(self, number: int) -> _Seen | None:
        """The organisation talked of just before: the group, the company."""
        near = [s for s in self.groups.values() if number - s.sentence <= 2 and self._is_organisation(s)]
        return max(near, key=lambda s: (s.sentence, s.prominence, s.token)) if near else None

    def _is_organisation(self, seen: _Seen) -> bool:
        return self.words.clusters[seen.cluster].kind == "ORG"

    def _only_one(self, number: int, gender: str) -> _Seen | None:
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
