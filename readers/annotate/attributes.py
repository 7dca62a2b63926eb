"""What follows from a word and its tag alone: part of speech, morphology and lemma, found by rule once and then known.

spaCy tries two hundred patterns on every token, and looks for what it makes of a word's endings in long lists; together
that takes as long as its parser. Most patterns look at one token, so what they say of one is said of all that are like
it in what they ask for. The rules stay spaCy's: whatever is asked for the first time is asked of them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.language import Language
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Doc, Token

LOOKED_AT = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})
MOST = 100_000
"""Words whose lemmas are kept; then it begins anew."""
Match = tuple[int, int, int, int]
"""Of a rule: its number, its label, and the half-open range of tokens."""


class Effect(NamedTuple):
    """What the rules for one token set; 0 and ``None`` for what they leave alone.

    Attributes:
        rules: the numbers of those that fit, in the order in which they are applied.
    """

    tag: int
    dep: int
    pos: int
    morph: Any
    lemma: int
    rules: list[int]


def remember_attributes(nlp: Language) -> None:
    """Let the rules of a pipeline be looked up where they have been asked before; other components stay."""
    from spacy.pipeline import AttributeRuler, Lemmatizer  # noqa: PLC0415  spaCy is loaded by now

    for _, pipe in nlp.pipeline:
        if isinstance(pipe, AttributeRuler):
            _Rules(pipe).take_over(pipe)
        elif isinstance(pipe, Lemmatizer):
            _remember_lemmas(pipe)


class _Rules:
    """The rules of a component: those that look at one token, by what they look at, and the others."""

    def __init__(self, ruler: AttributeRuler) -> None:
        from spacy.pipeline import AttributeRuler  # noqa: PLC0415  as above

        self.set_by_rule: Callable[[Doc, list[Match]], None] = cast("Any", ruler).set_annotations
        self.indices = ruler.indices
        self.single, self.others = AttributeRuler(ruler.vocab), AttributeRuler(ruler.vocab)
        self.numbers: dict[AttributeRuler, list[int]] = {self.single: [], self.others: []}
        self.words: set[int] = set()
        self.known: dict[tuple[int, int, int, int], Effect] = {}
        rules: list[Any] = ruler.patterns
        for number, rule in enumerate(rules):
            alone = _looks_at_one(rule)
            part = self.single if alone else self.others
            part.add_patterns([rule])
            self.numbers[part].append(number)
            if alone:
                words = [word for (token,) in rule["patterns"] for word in _words(token.get("LOWER", "")) or ()]
                self.words.update(map(ruler.vocab.strings.add, words))

    def take_over(self, ruler: AttributeRuler) -> None:
        """Put this in the place of the component's two steps."""
        component: Any = ruler
        component.match, component.set_annotations = self.match, self.set

    def match(self, doc: Doc) -> list[Match]:
        """Where the rules for several tokens fit."""
        return self._matches(self.others, doc)

    def set(self, doc: Doc, matches: list[Match]) -> None:
        """Set what all the rules say, those of higher numbers last.

        Args:
            doc: the text.
            matches: what `match` found in it.
        """
        effects, tokens = self._effects(doc), cast("Iterable[Any]", doc)
        for token, (tag, dep, pos, morph, lemma, _) in zip(tokens, effects, strict=True):
            if tag:
                token.tag = tag
            if dep:
                token.dep = dep
            if pos:
                token.pos = pos
            if morph is not None:
                token.set_morph(morph)
            if lemma:
                token.lemma = lemma
        if matches:
            self._set_again(doc, effects, matches)

    def _matches(self, part: AttributeRuler, doc: Doc) -> list[Match]:
        numbers = self.numbers[part]
        return [(numbers[number], label, start, end) for number, label, start, end in part.match(doc)]

    def _effects(self, doc: Doc) -> list[Effect]:
        effects = []
        for i, (tag, dep, lower, space) in enumerate(doc.to_array(["TAG", "DEP", "LOWER", "IS_SPACE"]).tolist()):
            key = tag, dep, lower if lower in self.words else 0, space
            effect = self.known.get(key)
            if effect is None:
                effect = self.known[key] = self._ask(doc[i])
            effects.append(effect)
        return effects

    def _ask(self, token: Token) -> Effect:
        """Ask the rules about a token as if it stood alone."""
        from spacy.tokens import Doc  # noqa: PLC0415  as above

        alone = Doc(token.vocab, words=[token.text])
        same: Any = alone[0]
        same.tag, same.dep = token.tag, token.dep
        matches = self._matches(self.single, alone)
        self.set_by_rule(alone, matches)
        return Effect(
            same.tag if same.tag != token.tag else 0,
            same.dep if same.dep != token.dep else 0,
            same.pos,
            same.morph if same.has_morph() else None,
            same.lemma,
            [number for number, *_ in matches],
        )

    def _set_again(self, doc: Doc, effects: list[Effect], matches: list[Match]) -> None:
        """Where rules for several tokens fit too, apply all in order."""
        at: defaultdict[int, list[Match]] = defaultdict(list)
        for match in matches:
            number, _, start, end = match
            index = self.indices[number]
            at[start + index if index >= 0 else end + index].append(match)
        for i, several in at.items():
            self.set_by_rule(doc, sorted([*several, *((number, 0, i, i + 1) for number in effects[i].rules)]))


def _looks_at_one(rule: dict[str, Any]) -> bool:
    """Whether a rule asks for one token's tag and dependency, and whether it is one of some words; and no more."""
    return all(
        len(tokens) == 1 and tokens[0].keys() <= LOOKED_AT and _words(tokens[0].get("LOWER", "")) is not None
        for tokens in rule["patterns"]
    )


def _words(asked: object) -> list[str] | None:
    """The words of which a token is to be one; ``None`` where that is said in another way than by naming them."""
    if isinstance(asked, dict) and asked.keys() == {"IN"}:
        return list(asked["IN"])
    return [asked] if isinstance(asked, str) else None


def _remember_lemmas(lemmatizer: Lemmatizer) -> None:
    """Keep what a lemmatizer makes of a word of some part of speech and morphology; it asks for nothing else.

    It looks for each word that it makes by its rules in lists of up to fifty thousand; a dictionary answers at once.
    """
    rules: Any = lemmatizer
    if rules.lookups.has_table("lemma_index"):
        index = rules.lookups.get_table("lemma_index")
        for part, words in list(index.items()):
            index[part] = dict.fromkeys(words)
    usual: Callable[[Token], list[str]] = rules.lemmatize
    known: dict[tuple[int, int, int], list[str]] = rules.cache  # which spaCy fills for some of the words alone

    def lemmatize(token: Token) -> list[str]:
        morph: Any = token.morph
        key = token.orth, token.pos, morph.key
        found = known.get(key)
        if found is None:
            if len(known) >= MOST:
                known.clear()
            found = usual(token)
            if token.pos:  # without one it warns, and each time
                known[key] = found
        return found

    rules.lemmatize = lemmatize
