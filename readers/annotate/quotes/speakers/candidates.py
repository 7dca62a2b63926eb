"""Who may have said a quotation: the entities around it, and where each of them stands.

A `Scene` is a document indexed for this; a `Case` is one quotation with what the rules make of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field, replace

from readers.annotate.quotes.cues import Attribution, is_cue
from readers.annotate.quotes.initials import by_initials
from readers.annotate.quotes.phrases import NOUNS, Phrase, phrase_at
from readers.annotate.quotes.speakers.calls import called
from readers.annotate.quotes.speakers.datelines import is_dateline
from readers.annotate.quotes.speakers.described import Description, describe, fit
from readers.annotate.quotes.speakers.hearing import Hearing
from readers.annotate.quotes.speakers.resolution import Resolver
from readers.annotate.quotes.speakers.told import Told, tell
from readers.annotate.quotes.words import Frame, Words

CARRIED = frozenset(["previous-paragraph", "resumed", "lead", "lead-colon", "subject", "subject-other", "passive"])
"""Rules that take the speaker from elsewhere, or guess."""
SPEAKING = frozenset(["PERSON", "ORG", "GPE", "FAC"])
"""Kinds of names that may speak."""
NEAR = 10
"""How many entities before a quotation are candidates for being near."""
SALIENT = 3
"""How many are for what the article is about."""
FITTING = 4
"""How many are for fitting a description best."""
AHEAD = 60
"""Tokens after a quotation in which its speaker may be named."""


@dataclass(frozen=True)
class Place:
    """One mention of an entity, as the ranker sees it.

    Attributes:
        first: its first token.
        end: one past its last.
        sentence: number of the sentence.
        line: number of the line.
        quoted: whether it stands within quotation marks.
        subject: whether it is the subject of a verb.
        speaks: whether that verb, or one beside it, is one of saying.
        source: whether it follows “according to” or a dash.
        owner: whether it owns what follows: ``Roe’s``.
        label: whether a colon follows.
        named: whether it is a name, and no pronoun or description taken to mean it.
    """

    first: int
    end: int
    sentence: int
    line: int
    quoted: bool
    subject: bool
    speaks: bool
    source: bool
    owner: bool
    label: bool
    named: bool = True


@dataclass
class Case:
    """One quotation, reported clause, pronoun or description of which is asked who speaks, or who is meant.

    Attributes:
        first: its first token.
        end: one past its last.
        text: its words, lower case, without marks at the ends.
        whole: whether it takes up all of its line.
        sentence: number of the sentence it stands in.
        line: number of that sentence's line.
        attribution: what the rules found, or ``None``.
        answer: the entity the rules name, or -1.
        sure: how sure they are of what the phrase means, 0–1.
        description: of the rules' phrase, if it is one.
        reported: whether it is a clause without quotation marks.
        called: how the text calls the speaker: ``named``, ``he``, ``she``, ``they``, ``it``, ``i``, ``who``,
            ``person``, ``body``, ``text``, ``thing``, ``place``, ``stranger``, ``some`` or ``none``.
        spoken: whether it is speech, and not merely a subject that means somebody.
        fits: how well the description fits each entity; filled by `Scene.candidates`.
        heard: whether the encoder is asked: not where the case is made up, and the text says something else.
    """

    first: int
    end: int
    sentence: int
    line: int
    attribution: Attribution | None
    answer: int = -1
    sure: float = 0.0
    description: Description | None = None
    reported: bool = False
    called: str = "none"
    spoken: bool = True
    text: str = ""
    whole: bool = False
    fits: dict[int, dict[str, float]] = field(default_factory=dict)
    heard: bool = True

    @property
    def settled(self) -> bool:
        """Whether the sentence itself says who speaks."""
        return self.attribution is not None and self.attribution.rule not in CARRIED

    @property
    def phrase(self) -> Phrase | None:
        """What the rules take for the words that name the speaker."""
        return self.attribution.phrase if self.attribution is not None else None


class Scene:
    """A document indexed by where its entities stand.

    Attributes:
        frame: the document.
        words: its tokens.
        told: what it tells of each entity.
        sentence: number of each token's sentence.
        line: number of each token's line.
        places: where each entity stands, in order: its names, and what was decided to mean it.
        strangers: heads of subjects that bring in somebody unnamed: ``A guard from Wexmouth`` wrote.
        means: token → the entity that a pronoun or a description was decided to mean, or -1.
        resolver: what pronouns and descriptions mean by the rules.
        hearing: what the encoder hears.
    """

    def __init__(self, frame: Frame, resolver: Resolver) -> None:
        self.frame = frame
        self.words = frame.words
        self.resolver = resolver
        self.hearing = Hearing(frame.words)
        self.told: list[Told] = tell(frame.words)
        count = len(frame.words)
        self.sentence, self.line = [0] * count, [0] * count
        for number, sentence in enumerate(frame.sentences):
            for unit in sentence.units:
                for i in (unit,) if unit >= 0 else frame.words.tokens(self._outer(unit)):
                    self.sentence[i], self.line[i] = number, sentence.paragraph
        self.means: dict[int, int] = {}
        self.strangers = self._strangers()
        self.places: dict[int, list[Place]] = {}
        self.order: list[tuple[int, int]] = []
        self.forget()
        self._subjects: dict[int, int] = {}
        self._first: dict[int, int] = {}
        self._labels: dict[int, frozenset[int]] = {}
        for number, sentence in enumerate(frame.sentences):
            self._first.setdefault(sentence.paragraph, number)
        able = _may_speak(frame.words)
        self.able = frozenset(able)
        self.people = [n for n in able if frame.words.clusters[n].kind == "PERSON"]
        self.salient = sorted(
            (n for n in able if frame.words.clusters[n].kind in ("PERSON", "ORG")),
            key=lambda n: -frame.words.clusters[n].salience,
        )

    def _strangers(self) -> list[int]:
        words, found = self.words, []
        for i in range(len(words)):
            if words.tag[i] != "NN" or words.quoted[i] >= 0 or words.mention[i] >= 0 or words.dep[i][:5] != "nsubj":
                continue
            description = describe(words, phrase_at(words, i))
            if description is None or not description.person or description.start not in ("indefinite", "possessive"):
                continue
            apposed = any(words.dep[child] == "appos" and words.mention[child] >= 0 for child in words.children(i))
            if not apposed:
                found.append(i)
        return found

    def strangers_before(self, case: Case) -> tuple[bool, bool]:
        """Whether somebody unnamed was brought in just before a case, and whether by the same word as here."""
        phrase = case.phrase
        at = phrase.head if phrase is not None else case.first
        earlier = self.strangers[: bisect_left(self.strangers, at)]
        near = bool(earlier) and self.sentence[at] - self.sentence[earlier[-1]] <= 1
        head = self.words.lower[at]
        return near, any(self.words.lower[i] == head for i in earlier)

    def stranger_last(self, case: Case) -> bool:
        """Whether somebody unnamed was brought in, near by, after the last person named before a case."""
        phrase = case.phrase
        at = min(case.first, phrase.head) if phrase is not None else case.first
        earlier = self.strangers[: bisect_left(self.strangers, at)]
        if not earlier or self.sentence[at] - self.sentence[earlier[-1]] > _STRANGE:
            return False
        since = self.order[bisect_left(self.order, (earlier[-1], -1)) : bisect_left(self.order, (at, -1))]
        return not any(self.words.clusters[n].kind == "PERSON" and self.words.quoted[i] < 0 for i, n in since)

    def forget(self) -> None:
        """Start anew, with the names alone."""
        self.means.clear()
        self.places.clear()
        for first, end, cluster in self.words.mentions:
            self.places.setdefault(cluster, []).append(self._place(first, end))
        self.order = [(first, cluster) for first, _, cluster in self.words.mentions]

    def learn(self, case: Case, entity: int) -> None:
        """Remember whom the pronoun or description of a case was decided to mean."""
        phrase = case.phrase
        if phrase is None or self.words.mention[phrase.head] >= 0 or phrase.head in self.means:
            return
        self.means[phrase.head] = entity
        if entity >= 0:
            place = replace(self._place(phrase.first, phrase.last + 1), named=False)
            insort(self.places[entity], place, key=lambda each: each.first)
            insort(self.order, (phrase.first, entity))

    def owner(self, phrase: Phrase) -> int:
        """Whom the pronoun in a phrase means, as in “his widow”; -1 if there is none."""
        owners = (i for i in range(phrase.first, phrase.last) if self.words.tag[i] == "PRP$")
        unit = next(owners, -1)
        return self.resolver.links.get(unit, -1) if unit >= 0 else -1

    def sentence_text(self, number: int) -> str:
        """A sentence outside the quotations; empty if there is none of that number."""
        if not 0 <= number < len(self.frame.sentences):
            return ""
        units = [unit for unit in self.frame.sentences[number].units if unit >= 0]
        return " ".join(self.words.lower[unit] for unit in units)

    def _outer(self, unit: int) -> tuple[int, int]:
        number, part = self.frame.pieces[-1 - unit]
        return self.frame.quoted[number].outer[part]

    def _place(self, first: int, end: int) -> Place:
        words = self.words
        root = end - 1
        while words.dep[root] in ("compound", "flat", "nmod", "appos") and first <= words.head[root] < end > root:
            if words.head[root] == root:
                break
            root = words.head[root]
        verb = words.head[root]
        subject = words.dep[root] in ("nsubj", "nsubjpass")
        after = words.lower[end] if end < len(words) else ""
        before = words.lower[first - 1] if first else ""
        return Place(
            first,
            end,
            self.sentence[first],
            self.line[first],
            words.quoted[first] >= 0,
            subject,
            (subject and is_cue(words, verb, _SAYING)) or self._beside_cue(first, end),
            before in ("to", "by") and first > 1 and words.lower[first - 2] in ("according", "says", "said", "written"),
            after in ("'s", "'"),
            after == ":",
        )

    def _beside_cue(self, first: int, end: int) -> bool:
        words = self.words
        after = end + (end < len(words) and words.tag[end] == "RB")
        return (after < len(words) and is_cue(words, after, _SAYING)) or (
            first > 0 and is_cue(words, first - 1, _SAYING)
        )

    def case(
        self, span: tuple[int, int], attribution: Attribution | None, trusted: bool, reported: bool = False
    ) -> Case:
        """Set up the case of a quotation.

        Args:
            span: its code points.
            attribution: what the rules found.
            trusted: whether they name the speaker by it, rather than only tell speech from other things.
            reported: whether it stands without quotation marks.
        """
        tokens = self.words.tokens(span)
        first = tokens[0] if tokens else min(len(self.words) - 1, bisect_left(self.words.start, span[0]))
        end = tokens[-1] + 1 if tokens else first + 1
        case = Case(first, end, self.sentence[first], self.line[first], attribution, reported=reported)
        case.text = self.words.text[slice(*span)].lower().strip(" .,;:!?…-–—")
        line = self.frame.lines[case.line]
        case.whole = span[0] - line[0] <= 2 and line[1] - span[1] <= 2
        phrase = case.phrase
        if phrase is not None:
            if trusted:
                entity, case.sure = self.resolver.entity_of(phrase)
                case.answer = -1 if entity is None else entity
            case.description = describe(self.words, phrase)
            case.called = called(self.words, phrase, case.description)
            if attribution is not None and attribution.rule == "label" and case.answer < 0:
                self._know_initials(case, phrase)
        return case

    def _know_initials(self, case: Case, phrase: Phrase) -> None:
        known = by_initials(self.words.text[slice(*self.words.span(phrase.first, phrase.last))], self.words.clusters)
        if known is not None:
            case.answer, case.sure, case.called, case.description = known, 0.9, "named", None

    def between(self, start: int, end: int, candidate: int) -> int:
        """How many other entities that may speak stand between two tokens outside quotations."""
        some = self.order[bisect_left(self.order, (start, -1)) : bisect_left(self.order, (end, -1))]
        return len({n for first, n in some if self.words.quoted[first] < 0 and n in self.able} - {candidate})

    def subject_of(self, sentence: int) -> int:
        """The entity that is the first subject of a sentence, outside quotations; -1 if none is."""
        if sentence not in self._subjects:
            units = self.frame.sentences[sentence].units if 0 <= sentence < len(self.frame.sentences) else []
            found = (unit for unit in units if unit >= 0 and self.words.dep[unit] in ("nsubj", "nsubjpass"))
            self._subjects[sentence] = next(found, -1)
        unit = self._subjects[sentence]
        return self.words.cluster[unit] if unit >= 0 and self.words.cluster[unit] >= 0 else self.means.get(unit, -1)

    def line_subject(self, line: int) -> int:
        """The entity that is the first subject of a line."""
        return self.subject_of(self._first[line]) if line in self._first else -1

    def labels(self, case: Case) -> frozenset[int]:
        """The entities named before a colon at the head of the line: ``Jo Roe, 12:`` “…”."""
        if case.line not in self._labels:
            units = self.frame.sentences[self._first[case.line]].units[:_LABEL] if case.line in self._first else []
            stop = next((i for i, unit in enumerate(units) if unit < 0 or self.words.lower[unit] == ":"), -1)
            colon = stop > 0 and (units[stop] >= 0 or self.words.lower[units[stop - 1]] == ":")
            head = units[:stop] if colon else []
            self._labels[case.line] = frozenset(self.words.cluster[unit] for unit in head if unit >= 0) - {-1}
        return self._labels[case.line]

    def last_pronoun(self, pronoun: str, before: int) -> int:
        """What the same pronoun last meant, within two sentences before a token; -1 if it is not there."""
        for i in range(before - 1, max(-1, before - 80), -1):
            if self.sentence[before] - self.sentence[i] > 2:
                break
            if self.words.lower[i] == pronoun and self.words.quoted[i] < 0 and i in self.means:
                return self.means[i]
        return -1

    def anaphors(self, taken: set[int]) -> list[Case]:
        """The pronouns and definite descriptions that are subjects outside quotations, each a case of its own.

        Args:
            taken: heads of the phrases that quotations are attributed to.
        """
        words, found = self.words, []
        for i in range(len(words)):
            if (
                words.dep[i] not in ("nsubj", "nsubjpass")
                or words.quoted[i] >= 0
                or words.mention[i] >= 0
                or i in taken
            ):
                continue
            phrase = phrase_at(words, i)
            if words.lower[i] not in ("he", "she"):
                description = describe(words, phrase) if words.tag[i] in NOUNS else None
                if description is None or description.plural or description.start not in ("definite", "possessive"):
                    continue
                if not (description.person or description.body):
                    continue
            attribution = Attribution(phrase, None, "after")
            case = self.case(words.span(phrase.first, phrase.last), attribution, trusted=True)
            case.spoken = False
            found.append(case)
        return found

    def candidates(self, case: Case, history: list[int]) -> list[int]:
        """The entities that may have said it; their fit to the description is noted in the case."""
        words, found = self.words, dict.fromkeys([case.answer] if case.answer in self.able else [])
        at = bisect_left(self.order, (case.first, -1))
        for _, entity in reversed(self.order[:at]):
            if len(found) >= NEAR:
                break
            found.setdefault(entity)
        for first, entity in self.order[at : bisect_right(self.order, (case.end + AHEAD, -1))]:
            if self.line[first] <= case.line + 1:
                found.setdefault(entity)
        found.update(dict.fromkeys(self.salient[:SALIENT]))
        found.update(dict.fromkeys(n for n in history[-2:] if n >= 0))
        if case.description is not None:
            kinds = ("PERSON",) if case.description.person and not case.description.body else ("PERSON", "ORG")
            for n in self.able:
                if words.clusters[n].kind in kinds or self.told[n].personal or n in found:
                    personal = case.description.person and self.told[n].personal
                    kind = "PERSON" if personal else words.clusters[n].kind
                    case.fits[n] = fit(case.description, self.told[n], kind)
            best = sorted((n for n in case.fits if case.fits[n]["fit"] > 0), key=lambda n: -case.fits[n]["fit"])
            found.update(dict.fromkeys(best[:FITTING]))
        return [n for n in found if n in self.able]


def _may_speak(words: Words) -> list[int]:
    """The entities that may speak: no place that only tells where a report comes from."""
    standing = (
        n for first, end, n in words.mentions if words.clusters[n].kind != "GPE" or not is_dateline(words, first, end)
    )
    return [n for n in dict.fromkeys(standing) if words.clusters[n].kind in SPEAKING]


_STRANGE = 4
"""Sentences for which somebody unnamed is in mind."""
_LABEL = 16
"""Units at the head of a line in which a colon makes a label of what stands before it."""
_SAYING = ("speech", "manner", "thought")
