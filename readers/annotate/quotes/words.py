"""A `Doc` as plain lists, and its paragraphs as sentences in which each quotation is a single unit.

The small model's parse and sentence borders go astray inside quotation marks, and reading spaCy's tokens one by one
is slow. So everything needed is taken out of the `Doc` at once, and sentences are cut anew outside the quotations.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from readers.annotate.clusters import EntityCluster
from readers.annotate.quotes.lexicon import roles, verbs
from readers.annotate.quotes.spans.marks import Quoted, Span, paragraphs

if TYPE_CHECKING:
    from spacy.tokens import Doc

NOT_ACTORS = frozenset(
    ["DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE", "EVENT", "LAW"]
)
"""Kinds of names that never say anything."""
MOST_CHILDREN = 64
"""No verb has more dependants; a broken parse of hostile text may give one ten thousands."""
_SENTENCE_ENDS = frozenset([".", "!", "?", "...", "…"])
_OPEN_ENDED = frozenset(",:;—–-")


class Words:
    """The tokens of a `Doc` as lists, indexed by token.

    Attributes:
        text: the document's text.
        start: first code point of each token.
        end: one past its last.
        lower: lower-cased form, with straight apostrophes.
        tag: Penn Treebank tag.
        dep: dependency label; empty without a parser.
        head: index of the syntactic head; the token's own for a root.
        cluster: index of the entity whose mention the token belongs to, or -1.
        mention: number of that mention in ``mentions``, or -1.
        mentions: all mentions of names that can act, as (first token, one past the last, entity), in order.
        quoted: number of the quotation the token is part of (marks included), or -1.
    """

    def __init__(self, doc: Doc, text: str, clusters: list[EntityCluster], quoted: list[Quoted]) -> None:
        self.text = text  # spaCy joins it anew each time it is asked
        table = doc.to_array(["IDX", "LENGTH", "LOWER", "TAG", "DEP", "HEAD"]).astype("int64")
        columns = table.T.tolist() if len(doc) else [[]] * 6
        self.start: list[int] = columns[0]
        self.end: list[int] = [a + b for a, b in zip(columns[0], columns[1], strict=True)]
        names = {value: doc.vocab.strings[value % 2**64] for value in {*columns[2], *columns[3], *columns[4]}}
        self.lower: list[str] = [names[value].replace("’", "'") for value in columns[2]]
        self.tag: list[str] = [names[value] for value in columns[3]]
        self.dep: list[str] = [names[value] for value in columns[4]]
        self.head: list[int] = [i + value for i, value in enumerate(columns[5])]
        self.clusters = clusters
        self.cluster = [-1] * len(doc)
        self.mention = [-1] * len(doc)
        self.mentions: list[tuple[int, int, int]] = []
        self._place_mentions()
        self.quoted = [-1] * len(doc)
        self._mark(quoted)
        self._children: dict[int, list[int]] | None = None

    def within(self, lines: Iterable[Span], quoted: list[Quoted]) -> Words:
        """The same tokens as they look from within some quotations.

        Args:
            lines: the paragraphs of those; whatever lies outside counts as quoted.
            quoted: what is quoted within them.
        """
        other = copy(self)
        other.start, other.lower = list(self.start), list(self.lower)
        other.quoted = [len(quoted)] * len(self)
        for line in lines:
            for i in self.tokens(line):
                other.quoted[i] = -1
        other._mark(quoted)
        return other

    def _mark(self, quoted: list[Quoted]) -> None:
        """Note which tokens stand in quotation marks."""
        for number, each in enumerate(quoted):
            for start, end in each.outer:
                for i in self.tokens((start, end)):
                    if self.end[i] <= end:
                        self.quoted[i] = number
                    else:  # a token glued to the closing mark: what follows the mark is outside
                        self.start[i] = end
                        self.lower[i] = self.text[end : self.end[i]].lower()

    def __len__(self) -> int:
        return len(self.start)

    def tokens(self, span: Span) -> range:
        """The tokens that start within a span of code points."""
        return range(bisect_left(self.start, span[0]), bisect_left(self.start, span[1]))

    def span(self, first: int, last: int) -> Span:
        """The code points from one token to another, both included."""
        return self.start[first], self.end[last]

    def children(self, i: int) -> list[int]:
        """The syntactic dependants of a token, in order, the first `MOST_CHILDREN`."""
        if self._children is None:
            self._children = {}
            for child, head in enumerate(self.head):
                if child != head:
                    siblings = self._children.setdefault(head, [])
                    if len(siblings) < MOST_CHILDREN:
                        siblings.append(child)
        return self._children.get(i, [])

    def kind(self, i: int) -> str:
        """The kind of the name a token belongs to, or an empty string."""
        return self.clusters[self.cluster[i]].kind if self.cluster[i] >= 0 else ""

    def _place_mentions(self) -> None:
        found = sorted(
            (span, number)
            for number, cluster in enumerate(self.clusters)
            if cluster.kind not in NOT_ACTORS
            for span in cluster.mentions
        )
        for span, number in found:
            tokens = self.tokens(span)
            if not tokens or self.cluster[tokens[0]] >= 0:
                continue
            for i in tokens:
                self.cluster[i], self.mention[i] = number, len(self.mentions)
            self.mentions.append((tokens[0], tokens[-1] + 1, number))


@dataclass
class Sentence:
    """A sentence outside the quotations.

    Attributes:
        units: tokens by index; the piece number ``p`` of the document's quotations as ``-1 - p``.
        paragraph: number of its line.
    """

    units: list[int]
    paragraph: int

    def pieces(self) -> list[int]:
        """Positions in ``units`` that are quotations."""
        return [at for at, unit in enumerate(self.units) if unit < 0]


@dataclass
class Frame:
    """A document cut into sentences around its quotations.

    Attributes:
        words: its tokens.
        quoted: its stretches in quotation marks.
        pieces: (stretch, piece within it) for each piece, in order.
        sentences: in order.
        lines: the paragraphs as spans of code points.
    """

    words: Words
    quoted: list[Quoted]
    pieces: list[tuple[int, int]] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    lines: list[Span] = field(default_factory=list)

    def piece_span(self, piece: int) -> Span:
        """The code points of a piece, inside its marks."""
        number, part = self.pieces[piece]
        return self.quoted[number].pieces[part]

    def outer_at(self, number: int, place: int) -> Span:
        """The piece of a stretch, marks included, that a code point lies in."""
        outer = self.quoted[number].outer
        return outer[max(0, bisect_right(outer, (place, len(self.words.text))) - 1)]

    def piece_text(self, piece: int) -> str:
        """The words of a piece."""
        start, end = self.piece_span(piece)
        return self.words.text[start:end]


def cut(words: Words, quoted: list[Quoted], lines: Iterable[Span] | None = None) -> Frame:
    """Cut a document into sentences in which quotations are single units.

    Args:
        words: the document's tokens.
        quoted: what stands in quotation marks there.
        lines: the paragraphs to cut; all of them if not given.
    """
    frame = Frame(words, quoted)
    text, starts, ends = words.text, words.start, words.end
    outer = sorted((span, number, part) for number, each in enumerate(quoted) for part, span in enumerate(each.outer))
    frame.pieces = [(number, part) for _, number, part in outer]
    at, i = 0, 0
    for line, (start, end) in enumerate(paragraphs(words.text) if lines is None else lines):
        frame.lines.append((start, end))
        units: list[int] = []
        while i < len(starts) and starts[i] < end:
            while at < len(outer) and outer[at][0][0] <= starts[i]:
                if outer[at][0][0] >= start or not units:
                    units.append(-1 - at)
                at += 1
            if at and ends[i] <= outer[at - 1][0][1]:
                i += 1
                continue
            if starts[i] >= start and not text[starts[i]].isspace():
                units.append(i)
            i += 1
        frame.sentences.extend(Sentence(part, line) for part in _split(frame, units))
    return frame


def _split(frame: Frame, units: list[int]) -> Iterable[list[int]]:
    """Cut the units of a paragraph into sentences."""
    words = frame.words
    current: list[int] = []
    for position, unit in enumerate(units):
        current.append(unit)
        following = units[position + 1] if position + 1 < len(units) else None
        if following is None or (
            _token_ends(words, unit, following) if unit >= 0 else _piece_ends(frame, unit, following)
        ):
            yield current
            current = []


def _token_ends(words: Words, unit: int, following: int) -> bool:
    """Whether a full stop, exclamation or question mark ends a sentence here."""
    if words.lower[unit] not in _SENTENCE_ENDS:
        return False
    if words.lower[unit] == "." and unit and f"{words.lower[unit - 1]}." in roles():
        return False  # an abbreviated title the tokenizer took apart
    if following < 0:
        return True
    sign = words.text[words.start[following]]
    return not sign.islower() and sign not in ")],;:—–-"


def _piece_ends(frame: Frame, unit: int, following: int) -> bool:
    """Whether a quotation ends the sentence it stands in."""
    words = frame.words
    last = frame.piece_text(-1 - unit).rstrip("’'”\")]")[-1:]
    if last in _OPEN_ENDED or not last:
        return False
    if following < 0:
        return last in ".!?…"
    capital = words.text[words.start[following]].isupper()
    if last == ".":
        return capital
    return last in "!?…" and capital and not _cue_follows(frame, following)


def _cue_follows(frame: Frame, following: int) -> bool:
    """Whether a name and a verb of saying come next, as in “Why?” Ms Roe asked."""
    words = frame.words
    for i in range(following, min(following + 20, len(words))):
        if words.quoted[i] >= 0:
            continue
        if _token_ends(words, i, min(i + 1, len(words) - 1)):
            return False
        if words.tag[i].startswith("V") and verbs().get(words.lower[i]) in ("speech", "manner"):
            return True
    return False
