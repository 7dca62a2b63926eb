"""Who says what is quoted, by rules alone: the subject of the verb of saying, the source, or whoever spoke before."""

from __future__ import annotations

from dataclasses import dataclass, replace

from readers.annotate.clusters import EntityCluster, Gender
from readers.annotate.languages.lexicon import Lexicon
from readers.annotate.languages.text import Word, span_of, words_of
from readers.annotate.quotes.spans.marks import Quoted

REACH = 16
"""Words from a verb of saying to its subject at most."""
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

    def __init__(self, text: str, lex: Lexicon, quoted: list[Quoted], clusters: list[EntityCluster]) -> None:
        self.text, self.lex, self.clusters = text, lex, clusters
        self.words: list[Word] = words_of(text)
        self.quoted = [-1] * len(self.words)
        for number, each in enumerate(quoted):
            for start, end in each.outer:
                for i in range(*span_of(self.words, start, end)):
                    self.quoted[i] = number
        self.entity = [-1] * len(self.words)
        self.begins: dict[int, tuple[int, int]] = {}
        for number, cluster in enumerate(clusters):
            if cluster.kind in ("PERSON", "ORG"):
                for start, end in cluster.mentions:
                    a, b = span_of(self.words, start, end)
                    self.begins[a] = (b, number)
                    self.entity[a:b] = [number] * (b - a)

    def _title_dot(self, i: int) -> bool:
        return self.words[i].text == "." and i > 0 and self.words[i - 1].low in self.lex.titles

    def is_end(self, i: int) -> bool:
        """Whether a sentence ends with this word."""
        return self.words[i].text in ENDS and not self._title_dot(i)

    def oblique(self, a: int, first: int = 0) -> bool:
        """Whether a name depends on a preposition that stands at ``first`` or later: on Monday with Roe."""
        i, lex = a - 1, self.lex
        while i >= first and (
            self.words[i].low in lex.titles
            or self.words[i].low in lex.articles
            or self.words[i].low in lex.roles
            or self.words[i].low in lex.apposed
            or self._title_dot(i)
        ):
            if self.words[i].low in self.lex.prepositions:
                return True
            i -= 1
        return i >= first and self.words[i].low in self.lex.prepositions

    def gender(self, number: int) -> Gender:
        """The gender of a person, as far as known."""
        return self.clusters[number].gender

    def recent(self, before: int, gender: Gender) -> int | None:
        """The person last spoken of as a subject, outside of quotations."""
        fallback = None
        for i in range(before - 1, -1, -1):
            if i in self.begins and self.quoted[i] < 0:
                number = self.begins[i][1]
                fits = not gender or self.gender(number) in ("", gender)
                if self.clusters[number].kind != "PERSON" or not fits:
                    continue
                if not self.oblique(i):
                    return number
                fallback = number if fallback is None else fallback
        return fallback

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
        for i in range(first + 1, last):
            if words[i].low not in self.lex.verbs or words[i - 1].text not in ",–—―":
                continue
            inside = self.quoted[first:last]
            self.quoted[first:last] = [-1] * (last - first)
            told = self.after(i)
            self.quoted[first:last] = inside
            if told is not None or words[i - 1].text in "–—―":
                return told or Said(self.recent(first, ""), "recent", (words[i].start, words[i].end))
        return None

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
        start = first
        while start > 0 and not self.is_end(start - 1) and not words[start].gap:
            if self.quoted[start - 1] >= 0 and words[start - 1].text in '»”"' and words[start - 2].text in ENDS:
                break
            start -= 1
        for i in range(first - 1, start - 1, -1):
            if self.quoted[i] < 0 and words[i].low in lex.according_after:
                told = self.subject(start, i)
                if told is not None:
                    return Said(told.entity, "source", (words[i].start, words[i].end), told.named)
            if self.quoted[i] < 0 and words[i].low in lex.according:
                told = self.after(i)
                if told is not None:
                    return told
            if self.quoted[i] < 0 and words[i].low in lex.verbs:
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
        back = next((i for i in range(first - 1, -1, -1) if self.quoted[i] < 0 and i in self.begins), None)
        quote_back = next((i for i in range(first - 1, -1, -1) if self.quoted[i] >= 0), None)
        if before is not None and (back is None or quote_back is None or before.cue is not None):
            spoken = self.recent(first, "")
            if quote_back is not None and back is not None and back > quote_back and spoken is not None:
                cue_end = before.named[1] if before.named else 0
                if words[back].end > cue_end and not self.oblique(back):
                    return Said(spoken, "before")
            return Said(before.entity, "goes on")
        return Said(self.recent(first, ""), "before")
