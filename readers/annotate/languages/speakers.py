"""Who says what is quoted, by rules alone: the subject of the verb of saying, the source, or whoever spoke before."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from readers.annotate.clusters import EntityCluster, Gender
from readers.annotate.languages.lately import Lately, Named
from readers.annotate.languages.lexicon import Lexicon
from readers.annotate.languages.text import Word, span_of
from readers.annotate.quotes.spans.marks import Quoted

REACH = 16
"""Words from a verb of saying to its subject at most."""
BACK = 120
"""Words from a quotation back to a verb of saying before it at most: no sentence of a newspaper has as many."""
ENDS = frozenset(".!?…")
SURE = {"named": 0.95, "source": 0.95, "colon": 0.9, "recent": 0.87, "goes on": 0.65, "next": 0.8, "before": 0.8}
"""How often each rule is right: on the French and Spanish articles of the tests, drawn a little towards a half."""


@dataclass(frozen=True)
class Said:
    """Who is taken to speak.

    Attributes:
        entity: number of the cluster; ``None`` for somebody whom the text does not name.
        rule: by which rule; see `SURE`.
        cue: span of the word that says so, or ``None``.
        named: span of the name there, or ``None``.
    """

    entity: int | None
    rule: str
    cue: tuple[int, int] | None = None
    named: tuple[int, int] | None = None


class Scene:
    """The words of a text outside of its quotations, with who is named where."""

    def __init__(self, words: list[Word], lex: Lexicon, quoted: list[Quoted], clusters: list[EntityCluster]) -> None:
        self.words, self.lex, self.clusters = words, lex, clusters
        self.quoted = [-1] * len(self.words)
        for number, each in enumerate(quoted):
            for start, end in each.outer:
                for i in range(*span_of(self.words, start, end)):
                    self.quoted[i] = number
        self.inside: int | None = None
        self.entity = [-1] * len(self.words)
        self.begins: dict[int, tuple[int, int]] = {}
        for number, cluster in enumerate(clusters):
            if cluster.kind in ("PERSON", "ORG"):
                for start, end in cluster.mentions:
                    a, b = span_of(self.words, start, end)
                    self.begins[a] = (b, number)
                    self.entity[a:b] = [number] * (b - a)
        self._look_through()

    def _look_through(self) -> None:
        """Note once what is asked of the words before every quotation."""
        lex, words, quoted = self.lex, self.words, self.quoted
        self._governed: list[int] = []  # by which preposition a name is that would follow; -1 by none
        self._starts: list[int] = []  # of the sentence, as a verb of saying before a quotation goes
        self._quoted_before: list[int] = []  # the last quoted word before; -1 for none
        self._cues: list[int] = []
        for i, word in enumerate(words):
            governed = i if word.low in lex.prepositions else self._governed[-1] if i and self._skipped(i) else -1
            self._governed.append(governed)
            begins = i == 0 or word.gap or self.is_end(i - 1) or self._is_sentence(i - 1)
            self._starts.append(i if begins else self._starts[-1])
            self._quoted_before.append(i - 1 if i and quoted[i - 1] >= 0 else self._quoted_before[-1] if i else -1)
            if quoted[i] < 0 and (
                word.low in lex.verbs or word.low in lex.according or word.low in lex.according_after
            ):
                self._cues.append(i)
        self._named = [i for i in sorted(self.begins) if quoted[i] < 0]
        people = [
            Named(i, self.gender(number), not self.oblique(i))
            for i, (_, number) in sorted(self.begins.items())
            if self.clusters[number].kind == "PERSON"
        ]
        self._people, self._outside = Lately(people), Lately([one for one in people if quoted[one.word] < 0])

    def _skipped(self, i: int) -> bool:
        """Whether a word may stand between a preposition and its name."""
        lex, low = self.lex, self.words[i].low
        return low in lex.titles or low in lex.articles or low in lex.roles or low in lex.apposed or self._title_dot(i)

    def _is_sentence(self, i: int) -> bool:
        """Whether with this word a quotation ends that is a sentence of its own."""
        closes = self.quoted[i] >= 0 and self.words[i].text in '»”"'
        return closes and i > 0 and self.words[i - 1].text in ENDS

    def _title_dot(self, i: int) -> bool:
        return self.words[i].text == "." and i > 0 and self.words[i - 1].low in self.lex.titles

    def is_end(self, i: int) -> bool:
        """Whether a sentence ends with this word."""
        return self.words[i].text in ENDS and not self._title_dot(i)

    def oblique(self, a: int, first: int = 0) -> bool:
        """Whether a name depends on a preposition that stands at ``first`` or later: on Monday with Roe."""
        return a > 0 and self._governed[a - 1] >= first

    def gender(self, number: int) -> Gender:
        """The gender of a person, as far as known."""
        return self.clusters[number].gender

    def recent(self, before: int, gender: Gender) -> int | None:
        """The person last spoken of as a subject, outside of quotations but for that whose inside is looked at."""
        if self.inside is None:
            subject, other = self._outside.before(before, gender)
        else:
            outside = self._outside.before(min(before, self.inside), gender)
            inside = [one if one >= self.inside else -1 for one in self._people.before(before, gender)]
            subject, other = map(max, inside, outside)
        found = subject if subject >= 0 else other
        return self.begins[found][1] if found >= 0 else None

    def after(self, verb: int) -> Said | None:
        """The subject that follows a verb of saying."""
        lex, words, i = self.lex, self.words, verb + 1
        cue = (words[verb].start, words[verb].end)
        described: Gender | None = None
        unnamed = body = False
        for j in range(i, min(len(words), i + REACH)):
            if self.quoted[j] >= 0 or self.is_end(j) or words[j].text in ":;":
                break
            if j in self.begins:
                end, number = self.begins[j]
                person = self.clusters[number].kind == "PERSON"
                if not self.oblique(j, verb + 1) and (person or described is None):
                    return Said(number, "named", cue, (words[j].start, words[end - 1].end))
                continue
            low = words[j].low.lstrip("-")
            if j <= i + 2 and low in lex.pronouns and (words[j - 1].text == "-" or not words[j].mark):
                return Said(self.recent(verb, lex.pronouns[low]), "recent", cue)
            if described is None and (low in lex.roles or low in lex.bodies) and not self._in_phrase(j, verb):
                described = lex.roles.get(low, "")
                body = low not in lex.roles
                article = words[j - 1].low
                described = lex.articles.get(article, "") or described
                unnamed = article in lex.indefinite or article in lex.possessive
            elif described is None and low in lex.possessive:
                described, unnamed = "", True
        if described is not None:
            return Said(None if unnamed or body else self.recent(verb, described), "recent", cue)
        return None

    def _in_phrase(self, j: int, verb: int) -> bool:
        """Whether a noun depends on a preposition that stands after the verb."""
        k = j - 1
        while k > verb and self.words[k].low in self.lex.articles:
            if self.words[k].low in self.lex.prepositions:
                return True
            k -= 1
        return k > verb and self.words[k].low in self.lex.prepositions

    def subject(self, first: int, last: int) -> Said | None:
        """The last subject between two words."""
        for j in range(last - 1, first - 1, -1):
            if self.quoted[j] >= 0:
                continue
            start = j
            if j in self.begins and not self.oblique(start):
                end, number = self.begins[j]
                if self.clusters[number].kind == "PERSON":
                    return Said(number, "named", None, (self.words[j].start, self.words[end - 1].end))
        for j in range(last - 1, first - 1, -1):
            if self.quoted[j] < 0 and self.words[j].low in self.lex.pronouns and not self.entity[j] >= 0:
                return Said(self.recent(j, self.lex.pronouns[self.words[j].low]), "recent")
        for j in range(first, last):
            low = self.words[j].low
            if self.quoted[j] < 0 and low in self.lex.roles and self.entity[j] < 0:
                return Said(self.recent(first, self.lex.roles[low]), "recent")
        for j in range(first, last):
            if j in self.begins and self.quoted[j] < 0 and not self.oblique(j):
                return Said(self.begins[j][1], "named")
        return None

    def is_title(self, quote: Quoted) -> bool:
        """Whether a quotation is what something written is called: the film “Home”."""
        first = span_of(self.words, quote.outer[0][0], quote.outer[-1][1])[0]
        before = self.words[first - 1].low if first and not self.words[first].gap else ""
        return before in self.lex.texts and before not in self.lex.verbs

    def speaker(self, quote: Quoted, before: Said | None) -> Said | None:
        """Who says a quotation."""
        first, last = span_of(self.words, quote.outer[0][0], quote.outer[-1][1])
        told = self._within(first, last) or self._following(first, last) or self._preceding(first)
        if told is not None and told.entity is None and told.rule == "named":
            told = None
        return told or self._around(first, last, before)

    def _within(self, first: int, last: int) -> Said | None:
        """A verb of saying set in between: “No, said Roe, never”."""
        words = self.words
        verbs = [i for i in range(first + 1, last) if words[i].low in self.lex.verbs and words[i - 1].text in ",–—―"]
        if not verbs:
            return None
        quoted = self.quoted[first:last]
        self.inside, self.quoted[first:last] = first, [-1] * (last - first)
        found = ((i, self.after(i)) for i in verbs)
        i, told = next(((i, told) for i, told in found if told is not None or words[i - 1].text in "–—―"), (-1, None))
        self.inside, self.quoted[first:last] = None, quoted
        if i >= 0 and told is None:
            return Said(self.recent(first, ""), "recent", (words[i].start, words[i].end))
        return told

    def _following(self, first: int, last: int) -> Said | None:
        """“…”, said Roe; “…”, according to Roe; “…”, Roe said."""
        words, lex = self.words, self.lex
        comma, alone = False, words[first].gap
        if last < len(words) and words[last].low in lex.according and words[last].capital:
            return None  # the next sentence: “….” According to Roe, …
        for i in range(last, min(len(words), last + 7)):
            if self.quoted[i] >= 0 or self.is_end(i) or words[i].gap:
                return None
            low = words[i].low
            if i in self.begins and not self.oblique(i, last) and (comma or (alone and i == last)):
                end, number = self.begins[i]
                return Said(number, "named" if comma else "next", None, (words[i].start, words[end - 1].end))
            comma = comma or words[i].mark
            if low in lex.according and i + 1 < len(words):
                return self.after(i)
            if low in lex.verbs:
                told = self.after(i)
                if told is not None:
                    return told
                if i + 1 < len(words) and words[i].low not in lex.auxiliaries:
                    return Said(self.recent(last, ""), "recent", (words[i].start, words[i].end))
        return None

    def _preceding(self, first: int) -> Said | None:
        """Roe said: “…”; according to Roe, “…”."""
        words, lex = self.words, self.lex
        start = max(self._starts[first], first - BACK)
        cues = self._cues[bisect_left(self._cues, start) : bisect_left(self._cues, first)]
        for i in reversed(cues):
            if words[i].low in lex.according_after:
                told = self.subject(start, i)
                if told is not None:
                    return Said(told.entity, "source", (words[i].start, words[i].end), told.named)
            if words[i].low in lex.according:
                told = self.after(i)
                if told is not None:
                    return told
            if words[i].low in lex.verbs:
                inverted = words[first - 1].text == ":" or all(
                    self.quoted[k] >= 0 or words[k].mark for k in range(start, i)
                )  # “No,” said Roe, “never.”
                told = self.subject(start, i) or (self.after(i) if inverted else None)
                if told is None and start < i:
                    told = Said(self.recent(start, ""), "recent")
                return told and replace(told, cue=told.cue or (words[i].start, words[i].end))
        if first > 0 and words[first - 1].text == ":":
            return self.subject(start, first - 1) or Said(self.recent(first, ""), "colon")
        return None

    def _around(self, first: int, last: int, before: Said | None) -> Said | None:
        """A quotation that stands alone: the one before goes on, or whoever was spoken of last, or is next."""
        words = self.words
        alone = words[first].gap
        if alone and last < len(words) and not words[last].gap and last in self.begins:
            return Said(self.begins[last][1], "next")
        if alone:
            return None
        named = bisect_left(self._named, first)
        back = self._named[named - 1] if named else -1
        quote_back = self._quoted_before[first]
        if before is not None and (back < 0 or quote_back < 0 or before.cue is not None):
            spoken = self.recent(first, "")
            if back > quote_back >= 0 and spoken is not None:
                cue_end = before.named[1] if before.named else 0
                if words[back].end > cue_end and not self.oblique(back):
                    return Said(spoken, "before")
            return Said(before.entity, "goes on")
        return Said(self.recent(first, ""), "before")
