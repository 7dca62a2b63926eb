"""Which words are names: what spaCy's model sees, mended by titles, given names and heads."""

from __future__ import annotations

from collections.abc import Iterable

from readers.annotate.languages.lexicon import Lexicon
from readers.annotate.languages.text import Word, span_of

KINDS = {"PER": "PERSON", "PERSON": "PERSON", "ORG": "ORG", "LOC": "GPE", "GPE": "GPE"}
"""What the models of other languages call kinds, and what they are called here."""
MOST = 5
"""Words in a person's name at most, and in a company's before its legal form."""
LONGEST = 20
"""Words from which on an organisation's name goes on no further."""
Found = dict[int, tuple[int, str]]
"""First word of a name → one past its last, and its kind."""


def find_names(
    words: list[Word], lex: Lexicon, pos: dict[int, str], entities: Iterable[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """The names of a text: half-open spans of code points with an OntoNotes label, sorted.

    Args:
        words: of the text.
        lex: its language.
        pos: where words begin → their parts of speech, as the model sees them.
        entities: spans of code points with the model's labels.
    """
    seen = _Seen(words, lex, pos)
    for start, end, label in entities:
        if label in KINDS:
            seen.model(*span_of(words, start, end), KINDS[label])
    seen.organisations()
    seen.people()
    seen.places()
    seen.again()
    return [(words[a].start, words[b - 1].end, kind) for a, (b, kind) in sorted(seen.found.items())]


class _Seen:
    """The names found so far."""

    def __init__(self, words: list[Word], lex: Lexicon, pos: dict[int, str]) -> None:
        self.words, self.lex, self.pos = words, lex, pos
        self.found: Found = {}
        self.owner: dict[int, int] = {}
        self.ruled: set[int] = set()
        self.lowered = {word.text for word in words if word.text.islower()}

    def _clear(self, a: int, b: int) -> None:
        for start in {self.owner[i] for i in range(a, b) if i in self.owner}:
            end, _ = self.found.pop(start)
            for i in range(start, end):
                del self.owner[i]

    def _put(self, a: int, b: int, kind: str) -> None:
        self._clear(a, b)
        self.found[a] = (b, kind)
        self.owner.update(dict.fromkeys(range(a, b), a))

    def _plain(self, i: int) -> bool:
        """Whether a word is none of a name's: small, a function word, or one that has its capital from its place."""
        word = self.words[i]
        if not word.capital:
            return True
        opens = i == 0 or word.gap or self.words[i - 1].text in '.!?:…«»“”"—–¿¡('
        return opens and (word.low in self.lex.stop or word.low in self.lex.verbs or word.low in self.lowered)

    def _run(self, i: int) -> int:
        """One past the last word of the capitals that begin here, particles within."""
        end = i + 1
        while end < len(self.words) and end - i < MOST and not self.words[end].gap:
            word = self.words[end]
            if word.capital and not word.mark:
                if self.lex.nouns_capital and self.pos.get(word.start) == "NOUN":
                    break
                end += 1
                continue
            ahead = end
            while ahead < len(self.words) - 1 and self.words[ahead].low in self.lex.particles and ahead - end < 3:
                ahead += 1
            if ahead == end or not self.words[ahead].capital or self.words[ahead].gap:
                break
            end = ahead + 1
        return end

    def model(self, a: int, b: int, kind: str) -> None:
        """Take a name of the model's, without what stands before it and without marks."""
        lex = self.lex
        while a < b and (
            self.words[a].mark
            or self._plain(a)
            or self.words[a].low in lex.titles
            or (self.words[a].low in lex.stop and a + 1 < b)
        ):
            a += 1
        cut = next((i for i in range(a, b) if self.words[i].mark and self.words[i].text not in "&-"), b)
        while a < cut and not self.words[cut - 1].capital:
            cut -= 1
        if a < cut:
            if self.words[a].low in lex.heads and cut - a > 1:
                kind = "ORG"
            self._put(a, cut, kind)

    def organisations(self) -> None:
        """Organisations by their first word, by the noun before them, by their short form."""
        lex, words = self.lex, self.words
        i = 0
        while i < len(words):
            word = words[i]
            end = 0
            if i and not word.gap and words[i - 1].capital and words[i - 1].low in lex.given:
                i += 1  # a surname that is a noun as well
                continue
            if word.text in lex.acronyms and word.low not in lex.heads:
                end = i + 1
            elif word.text in lex.clubs and i + 1 < len(words) and words[i + 1].capital:
                end = self._run(i)
            elif not lex.nouns_capital and word.low in lex.heads and word.capital:
                end = self._extent(i)
                if end == i + 1 and (word.gap or words[i - 1].text in ".!?«“"):
                    end = 0
            elif not lex.nouns_capital and word.low in lex.low_heads and word.text.islower():
                end = self._extent(i)
                while end > i + 1 and not words[end - 1].capital:
                    end -= 1
                end = end if end > i + 1 else 0
            if end:
                self._put(i, end, "ORG")
                self.ruled.add(i)
                i = end
            else:
                i += 1
        self._apposed()
        self._short_forms()
        self.ruled = {a for a in self.found if a in self.ruled}

    def _extent(self, i: int) -> int:
        """One past the last word of what an organisation is called from its head on."""
        lex, words = self.lex, self.words
        end, small = i + 1, 0
        while end < len(words) and end - i < LONGEST and not words[end].gap:
            word = words[end]
            if word.mark:
                break
            if word.capital:
                end += 1
                continue
            if self.pos.get(word.start) == "ADJ" and small < 2 and word.low not in lex.connectors:
                end += 1
                continue
            ahead = end
            while ahead < len(words) - 1 and words[ahead].low in lex.connectors and ahead - end < 3:
                ahead += 1
            if ahead == end or words[ahead].gap or words[ahead].mark:
                break
            low = not words[ahead].capital
            genitive = word.low in {"de", "d", "du", "des", "del", "pour", "para"}
            if low and (small or not genitive or self.pos.get(words[ahead].start) not in {"NOUN", "ADJ", "PROPN"}):
                break
            if not low and not genitive and word.low not in {"et", "y", "e", "la", "le", "les", "las", "los"}:
                break
            small += low
            end = ahead + 1
        return end

    def _apposed(self) -> None:
        """The union Fairwork, the firm Lin de Caux."""
        lex, words = self.lex, self.words
        for i in range(1, len(words)):
            before = words[i - 1]
            if not words[i].capital or words[i].gap or before.low not in lex.apposed:
                continue
            if before.capital != lex.nouns_capital:
                continue
            name = self.found.get(i)
            if name is not None and name[1] == "ORG":
                continue
            self._put(i, max(self._run(i), self._extent(i)), "ORG")
            self.ruled.add(i)

    def _short_forms(self) -> None:
        """Words all in capitals that an article stands before, and legal forms after a name."""
        lex, words = self.lex, self.words
        for i in range(1, len(words)):
            word = words[i]
            if word.text in lex.legal and words[i - 1].capital:
                start = i - 1
                while start > 0 and i - start < MOST and words[start - 1].capital and not words[start].gap:
                    start -= 1
                self._put(start, i + 1, "ORG")
            elif (
                2 < len(word.text) < 7
                and word.text.isalpha()
                and word.text.isupper()
                and word.text not in lex.no_organisations
                and words[i - 1].low in lex.articles
            ):
                self._put(i, i + 1, "ORG")

    def people(self) -> None:
        """People by their title, their given name, their role, or since they speak."""
        lex, words = self.lex, self.words
        taken = {
            k
            for a, (b, kind) in self.found.items()
            if kind == "ORG" and (a in self.ruled or words[a].low not in lex.given or b - a < 2)
            for k in range(a, b)
        }
        i = 0
        while i < len(words):
            if i in taken or words[i].mark or self._plain(i) or words[i].low in lex.titles or not self._may_begin(i):
                i += 1
                continue
            end = self._run(i)
            while end - 1 in taken or (end - 1 > i and words[end - 1].low in lex.particles):
                end -= 1
            if end > i and self._is_person(i, end):
                self._put(i, end, "PERSON")
            i = max(end, i + 1)

    def _may_begin(self, i: int) -> bool:
        """Whether a person's name may begin here: where every noun has a capital, only if something says so."""
        before = self.words[i - 1 - (self.words[i - 1].text == ".")].low if i else ""
        begins = i in self.found or self.words[i].low in self.lex.given or before in self.lex.titles
        return begins or not self.lex.nouns_capital

    def _is_person(self, a: int, b: int) -> bool:
        lex, words = self.lex, self.words
        before = a - 1
        if before >= 0 and words[before].text == ".":
            before -= 1
        if before >= 0 and not words[a].gap and words[before].low in lex.titles:
            return True
        if a in self.found and self.found[a][1] == "PERSON":
            return True
        if b - a < 2:
            return False
        first = words[a].low
        given = first in lex.given or first.partition("-")[0] in lex.given
        if given:
            return True
        after = words[b].low if b < len(words) else ""
        speaks = (a and words[a - 1].low in lex.verbs) or after in lex.verbs
        role = a > 0 and not words[a].gap and words[a - 1].low in lex.roles
        return bool((speaks or role) and not any(words[k].low in lex.heads for k in range(a, b)))

    def places(self) -> None:
        """A single word for a person, of whom no more is told, and who is gone to or been in, is a place."""
        lex, words = self.lex, self.words
        people = [(a, b) for a, (b, kind) in self.found.items() if kind == "PERSON"]
        surnames = {words[b - 1].text for a, b in people if b - a > 1}
        alone = [a for a, b in people if b - a == 1 and words[a].text not in surnames and words[a].low not in lex.given]
        titled = {words[a].text for a in alone if a and words[a - 1 - (words[a - 1].text == ".")].low in lex.titles}
        visited = {words[a].text for a in alone if a and words[a - 1].low in lex.whereabouts} - titled
        for a in alone:
            if words[a].text in visited:
                self._put(a, a + 1, "GPE")

    def again(self) -> None:
        """A surname, or an organisation's name, that stands alone is the same as in the full name."""
        words = self.words
        surnames: dict[str, int] = {}
        for a, (b, kind) in self.found.items():
            if kind == "PERSON" and b - a > 1:
                surnames[words[b - 1].text] = 1
        single = {words[a].text: kind for a, (b, kind) in self.found.items() if b - a == 1 and kind == "ORG"}
        taken = {k for a, (b, _) in self.found.items() for k in range(a, b)}
        for i, word in enumerate(words):
            entry = self.found.get(i)
            if word.text in surnames and (i not in taken or (entry is not None and entry[0] == i + 1)):
                self._put(i, i + 1, "PERSON")
            elif i not in taken and word.text in single:
                self._put(i, i + 1, "ORG")
