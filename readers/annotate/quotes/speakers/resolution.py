"""Whom a pronoun or a description means: “she”, “the spokesman”, “the Russian leader” → an entity.

One walk over the document keeps, for each person, where they were last mentioned and how prominently; a pronoun goes
to the most prominent recent person of its gender, a description to whoever the text gave that role. A person the
text never names (“a spokesman said”) stands in the way of others, but is nobody's entity.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from readers.annotate.quotes.cues import Attribution
from readers.annotate.quotes.lexicon import is_person_noun, role_gender, roles, word_list
from readers.annotate.quotes.phrases import NOUNS, Phrase, phrase_at
from readers.annotate.quotes.speakers.memory import GROUPS, Memory, Seen
from readers.annotate.quotes.words import Frame, Sentence

HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
THEY = frozenset(["they", "them", "their", "themselves"])
IT = frozenset(["it", "its", "itself"])
FAR = 25
"""Sentences after which a person is out of mind for a pronoun."""


class Resolver:
    """Walks a document once; afterwards `entity_of` answers for every phrase used in an attribution."""

    def __init__(
        self, frame: Frame, attributions: dict[int, Attribution], reported: Iterable[Attribution] = ()
    ) -> None:
        self.frame = frame
        self.words = frame.words
        self.links: dict[int, int] = {}
        self.sure: dict[int, float] = {}
        self.scores: dict[int, dict[int, float]] = {}
        self.memory = Memory(frame.words)
        reporters = [each.phrase for each in reported]
        self.reporters = {phrase.head for phrase in reporters if phrase is not None}
        phrases = [*(each.phrase for each in attributions.values()), *reporters]
        self.heads = {phrase.head: phrase for phrase in phrases if phrase is not None}
        self.attributions = attributions
        self.spoken_of = self._spoken_of()
        for number, sentence in enumerate(frame.sentences):
            self._walk(number, sentence)

    def _spoken_of(self) -> dict[int, set[int]]:
        """Speaker's head → whom the quotation names: hardly ever the speaker."""
        words = self.words
        starts = [first for first, _, _ in words.mentions]
        found: dict[int, set[int]] = {}
        for piece, attribution in self.attributions.items():
            tokens = words.tokens(self.frame.piece_span(piece))
            if attribution.phrase is not None and tokens:
                inside = range(bisect_left(starts, tokens[0]), bisect_left(starts, tokens[-1] + 1))
                named = {words.mentions[i][2] for i in inside}
                found.setdefault(attribution.phrase.head, set()).update(named)
        return found

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
                    self.memory.mention(number, first, end, cluster)
            elif lower in HE:
                self._pronoun(number, unit, HE[lower])
            elif unit in self.heads:
                self._described(number, unit, self.heads[unit])
            elif words.dep[unit] == "nsubj" and words.tag[unit] in NOUNS:
                self._subject(number, unit)
            elif words.tag[unit] == "WP":
                self._relative(unit)
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
            self.memory.speaker, self.memory.speaker_sentence = entity, number

    def _pronoun(self, number: int, unit: int, gender: str) -> None:
        chances = {cluster: self._score(number, unit, seen, gender) for cluster, seen in self.memory.people.items()}
        for seen in list(self.memory.people.values()):
            relative = self.memory.relative_of(seen, gender)
            if relative is not None and relative.cluster in chances:
                like = replace(relative, sentence=seen.sentence, token=seen.token, prominence=seen.prominence)
                again = self._score(number, unit, like, gender) - 0.3
                chances[relative.cluster] = max(chances[relative.cluster], again)
        self.scores[unit] = chances
        scored = sorted(((score, cluster) for cluster, score in chances.items() if score > -FAR), reverse=True)
        if self.memory.nameless is not None and self.memory.nameless.gender in (gender, ""):
            other = self._score(number, unit, self.memory.nameless, gender)
            if not scored or other > scored[0][0]:
                self.memory.nameless.sentence, self.memory.nameless.token = number, unit
                return
        if not scored:
            return
        best, cluster = scored[0]
        gap = best - scored[1][0] if len(scored) > 1 else 3.0
        self.links[unit] = cluster
        self.sure[unit] = 0.95 if gap > 1.5 else 0.9 if gap > 0.7 else 0.75
        seen = self.memory.people[cluster]
        seen.prominence = max(self.memory.prominence(unit), seen.prominence if seen.sentence == number else -1.0)
        seen.sentence, seen.token = number, unit
        if gap > 0.7:
            seen.leaning += 1 if gender == "m" else -1

    def _score(self, number: int, unit: int, seen: Seen, gender: str) -> float:
        """How well a person fits a pronoun; below -`FAR` not at all."""
        words = self.words
        distance = number - seen.sentence
        if (seen.gender and seen.gender != gender) or distance > FAR:
            return -FAR - 1.0
        score = -0.8 * distance - 0.5 * (distance > 0) + 1.5 * seen.prominence
        if seen.gender:  # most people in the news are men, so that a known woman is the surer guess for “she”
            score += 0.25 if gender == "m" else 0.9
        if not seen.gender and seen.leaning:
            fits = (seen.leaning > 0) == (gender == "m")
            score += 0.8 if fits else -0.8 if abs(seen.leaning) == 1 else -2.5
        if seen.cluster == self.memory.speaker >= 0:
            score += max(0.0, 1.4 - 0.3 * (number - self.memory.speaker_sentence))
        if seen.cluster in self.spoken_of.get(unit, ()):
            score -= 1.0
        if seen.cluster >= 0:
            score += 1.2 * min(0.5, words.clusters[seen.cluster].salience)
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
                if words.kind(i) in GROUPS:
                    self.links[unit], self.sure[unit] = words.cluster[i], 0.8
                return
        near = [s for s in self.memory.groups.values() if number - s.sentence <= reach and s.prominence >= 1.0]
        if near:
            best = max(near, key=lambda s: (s.cluster == self.memory.speaker, s.sentence, s.token))
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
        for seen in sorted(self.memory.people.values(), key=lambda s: -s.token):
            name = words.clusters[seen.cluster].name.lower().split()
            if name[-1:] == [surname] and not (titled and words.lower[unit - 1] not in name):
                self.links[unit], self.sure[unit] = seen.cluster, 0.8
                seen.sentence, seen.token, seen.prominence = number, unit, 1.0
                return
        self.memory.nameless = Seen(number, unit, 1.0, "", -1)

    def _relative(self, unit: int) -> None:
        words = self.words
        antecedent = words.head[words.head[unit]]
        if words.dep[antecedent] == "appos" and words.cluster[antecedent] < 0:
            antecedent = words.head[antecedent]
        near = range(unit - 1, max(-1, unit - 8), -1)
        found = antecedent if words.cluster[antecedent] >= 0 else next((i for i in near if words.cluster[i] >= 0), -1)
        if found >= 0:
            self.links[unit], self.sure[unit] = words.cluster[found], 0.9
            if (seen := self.memory.people.get(words.cluster[found])) is not None:
                seen.prominence = max(seen.prominence, 0.8)

    def _nominal(self, number: int, unit: int, phrase: Phrase) -> None:
        words = self.words
        lower = words.lower[unit]
        head, gender = roles().get(lower, lower), role_gender().get(lower, "")
        person = is_person_noun(lower)
        definite = words.lower[phrase.first] in ("the", "this", "that") or words.tag[phrase.first] == "PRP$"
        if definite:
            inside = range(phrase.first + 1, unit)
            modifiers = {words.lower[i] for i in inside if words.tag[i] in NOUNS or words.tag[i] == "JJ"}
            best = self.memory.by_role(number, head, gender, modifiers) or self.memory.by_name(number, head)
            sure = 0.85
            if best is None and lower in word_list("roles", "groups"):
                best, sure = self.memory.last_group(number), 0.6
            if best is None and person and words.tag[unit] in ("NN", "NNP") and words.tag[phrase.first] == "DT":
                best, sure = self.memory.only_one(number, gender), 0.6
            if best is not None:
                self.links[unit], self.sure[unit] = best.cluster, sure
                best.sentence, best.token, best.prominence = number, unit, 1.0
                return
        if definite and unit not in self.heads and words.tag[phrase.first] == "DT":
            return
        if person and words.tag[unit] in ("NN", "NNP"):
            self.memory.nameless = Seen(number, unit, 1.0, gender, -1, {head})
