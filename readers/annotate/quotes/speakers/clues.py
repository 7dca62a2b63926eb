"""What else tells who speaks: who asked, whose words the rest of the article is, who is to stay without a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from readers.annotate.quotes.speakers.candidates import Case, Scene

Features = dict[str, float]
LOUDEST = 3
"""How many of those who speak in the rest of an article may have said what no sentence gives to anybody."""
_NAMELESS = re.compile(
    r"\b(?:not (?:to be|be|want(?:ing)? (?:to be)?) (?:named|identified|quoted)|"
    r"(?:would|did|could|will) not (?:give|say|share|want) (?:his|her|their|a) (?:full |sur|last )?names?|"
    r"declin\w+ to (?:be (?:named|identified)|give (?:his|her|their) (?:full |sur|last )?names?)|"
    r"anonym\w+|unnamed|names? (?:(?:to )?be |was |were |is |been )?(?:left out|withheld|kept out|changed)|"
    r"not (?:authori[sz]ed|allowed|permitted) to (?:speak|talk)|(?:on|under) condition (?:of|that)|"
    r"who (?:wished|asked|wanted|preferred|chose) (?:not|to (?:stay|remain))|off the record)\b",
    re.IGNORECASE,
)
"""Words by which somebody stays without a name."""
_WHO = re.compile(r"[^.!?“”\"\n]{0,50},? who(?:se)?\b(?=(?P<told>[^.!?“”\"\n]{0,80}))")
_TOLD = frozenset(["named", "he", "she", "i", "none"])
_BY_KIND = {"person": ("PERSON",), "he": ("PERSON",), "she": ("PERSON",), "body": ("ORG",), "it": ("ORG", "GPE", "FAC")}


class Clues:
    """A document's answers to what does not hang on one candidate alone; each is found out once.

    Attributes:
        voices: entity → share of the quotations that the rules give to it.
        loudest: those with the greatest share.
    """

    def __init__(self, scene: Scene, cases: Iterable[Case]) -> None:
        """Take the document and all its cases."""
        self.scene = scene
        given = Counter(case.answer for case in cases if case.spoken and case.answer >= 0)
        self.voices = {entity: count / given.total() for entity, count in given.items()}
        self._loud = max(self.voices.values(), default=0.0)
        self.loudest = [entity for entity, _ in given.most_common(LOUDEST)]
        self._nameless: dict[int, bool] = {}
        self._asks: dict[int, bool] = {}

    def nameless(self, case: Case) -> bool:
        """Whether words beside a case say that somebody is to stay without a name."""
        return any(self._says_nameless(n) for n in (case.sentence - 1, case.sentence, case.sentence + 1))

    def stays_unnamed(self, case: Case) -> bool:
        """Whether one who is told speaks, and wants no name: said the clerk, who asked not to be named."""
        if case.phrase is None or case.called in _TOLD:
            return False
        words = self.scene.words
        found = _WHO.match(words.text, words.span(case.phrase.first, case.phrase.last)[1])
        return found is not None and _NAMELESS.search(found["told"]) is not None

    def _says_nameless(self, sentence: int) -> bool:
        if sentence not in self._nameless:
            text = self.scene.sentence_text(sentence)
            self._nameless[sentence] = _NAMELESS.search(text) is not None
        return self._nameless[sentence]

    def asks(self, sentence: int) -> bool:
        """Whether a quotation in a sentence is a question."""
        if sentence not in self._asks:
            frame = self.scene.frame
            pieces = (unit for unit in frame.sentences[sentence].units if unit < 0)
            self._asks[sentence] = any(frame.piece_text(-1 - unit).rstrip().endswith("?") for unit in pieces)
        return self._asks[sentence]

    def of(self, case: Case, candidate: int, history: list[tuple[int, int, int]]) -> Features:
        """What is to be said for or against one candidate."""
        scene, found = self.scene, Features()
        voice = self.voices.get(candidate, 0.0)
        found["voice"] = voice
        found["voice most"] = float(voice > 0 and voice == self._loud)
        if case.line == 0:
            found["voice in headline"] = voice
        if not case.settled:
            found["voice, unsettled"] = voice
        phrase = case.phrase
        if phrase is not None:
            if phrase.head in scene.means:
                found["phrase meant" if scene.means[phrase.head] == candidate else "phrase meant other"] = 1.0
            if scene.owner(phrase) == candidate:
                found["owner meant"] = 1.0
        found["subject of line above"] = float(case.line > 0 and scene.line_subject(case.line - 1) == candidate)
        if history and case.line - history[-1][1] <= 1:
            self._turns(case, candidate, history[-1], found)
        return found

    def _turns(self, case: Case, candidate: int, last: tuple[int, int, int], found: Features) -> None:
        """Whoever was asked answers; who is named beside the last quotation without saying it may be next."""
        speaker, line, sentence = last
        places = self.scene.places[candidate]
        at = bisect_left(places, sentence, key=lambda place: place.sentence)
        beside = any(p.sentence == sentence and not p.quoted for p in places[at : at + 4])
        same = speaker == candidate
        if beside and not same:
            found["beside last quotation"] = 1.0
        if self.asks(sentence) and line != case.line:
            found["asked last" if same else "other asked last"] = 1.0
            if beside and not same:
                found["was asked last"] = 1.0


def nearest(rows: list[Features], how: str) -> None:
    """Mark, of the candidates that agree with how the speaker is called, the one named last, and the only one."""
    kinds = _BY_KIND.get(how, ())
    able = [row for row in rows if any(f"kind {kind}" in row for kind in kinds) and "gender other" not in row]
    if not able:
        return
    if len(able) == 1:
        able[0]["agrees alone"] = 1.0
    before = [row for row in able if "before" in row]
    if before:
        best = min(before, key=lambda row: row["before tokens"])
        best["agrees last"] = best["agrees last " + how] = 1.0
    best = max(able, key=lambda row: row["salience"])
    best["agrees most salient"] = best["agrees most salient " + how] = 1.0
