"""``quoth_quotes``: which words are quoted, and by whom.

Reads ``doc.ents`` and ``doc._.quoth_entities``; sets ``doc._.quoth_quotes`` (a list of `QuoteFound`, by start) and
``doc.spans["quotes"]``. Quotes may lie in one another: a quotation that somebody tells of within another, those
within a turn of an interview, and the fragments within an indirect quote, which covers the reported clause.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from readers.annotate.clusters import QuoteFound
from readers.annotate.extensions import register_extensions
from readers.annotate.quotes.cues import Attribution
from readers.annotate.quotes.flow import CONFIDENCE, GUESSES, RARE, attribute
from readers.annotate.quotes.indirect import Reported, find_reported
from readers.annotate.quotes.kinds import WEAK, is_speech, kind_of
from readers.annotate.quotes.marks import find_quoted
from readers.annotate.quotes.nested import nested_quotes
from readers.annotate.quotes.resolution import Resolver
from readers.annotate.quotes.within import speak_of_themselves, turns_as_quotes
from readers.annotate.quotes.words import Frame, Sentence, Words, cut


def make_quotes(nlp: Language, name: str) -> QuotesComponent:  # noqa: ARG001  spaCy's signature of a factory
    """Make the component; spaCy calls this by way of `readers.annotate.quoth_spacy`."""
    register_extensions()
    return QuotesComponent()


class QuotesComponent:
    """The component: a callable from `Doc` to `Doc`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotes of a text."""
        found = find_quotes(doc)
        doc._.quoth_quotes = found
        spans = (doc.char_span(q.start, q.end, label=q.kind, alignment_mode="expand") for q in found)
        doc.spans["quotes"] = [span for span in spans if isinstance(span, Span)]
        return doc


def find_quotes(doc: Doc) -> list[QuoteFound]:
    """Find what is quoted in a text and who said it.

    Args:
        doc: with part-of-speech tags; a parse and entities make it better.

    Returns:
        Quotes by start.
    """
    text = doc.text
    quoted = find_quoted(text)
    words = Words(doc, text, doc._.quoth_entities, quoted)
    frame = cut(words, quoted)
    attributions = attribute(frame)
    spoken = _spoken(frame, attributions)
    utterances = {number for number, (piece, at) in spoken.items() if kind_of(frame, piece, at) == "direct"}
    reported = find_reported(frame, utterances)
    resolver = Resolver(frame, attributions, [each.attribution for each in reported])
    found = [_make_quote(frame, number, piece, at, resolver) for number, (piece, at) in spoken.items()]
    found += [_make_indirect(frame, each, resolver) for each in reported]
    found += nested_quotes(words, [quote for quote in found if quote.kind != "indirect"])
    found += turns_as_quotes(text, quoted, words.clusters)
    return speak_of_themselves(text, sorted(found, key=lambda quote: (quote.start, -quote.end)))


def _spoken(frame: Frame, attributions: dict[int, Attribution]) -> dict[int, tuple[int, Attribution | None]]:
    """Everything in quotation marks that is speech: stretch → its first piece and its attribution."""
    first: dict[int, tuple[int, Sentence, int]] = {}
    for sentence in frame.sentences:
        for position in sentence.pieces():
            piece = -1 - sentence.units[position]
            first.setdefault(frame.pieces[piece][0], (piece, sentence, position))
    spoken = {}
    for number, (piece, sentence, position) in first.items():
        attribution = _of_quoted(frame, number, piece, attributions)
        if is_speech(frame, sentence, position, attribution):
            spoken[number] = (piece, attribution)
    return spoken


def _of_quoted(frame: Frame, number: int, piece: int, attributions: dict[int, Attribution]) -> Attribution | None:
    """The attribution of a quotation: of the piece that has a cue, else of its first."""
    if len(frame.quoted[number].pieces) == 1:
        return attributions.get(piece)
    own = [attributions[p] for p in range(piece, piece + len(frame.quoted[number].pieces)) if p in attributions]
    for attribution in own:
        if attribution.phrase is not None and attribution.rule not in WEAK | {"continued"}:
            return attribution
    return own[0] if own else None


def _make_quote(
    frame: Frame, number: int, piece: int, attribution: Attribution | None, resolver: Resolver
) -> QuoteFound:
    quoted = frame.quoted[number]
    quote = QuoteFound(
        quoted.pieces[0][0], quoted.pieces[-1][1], kind_of(frame, piece, attribution), pieces=list(quoted.pieces)
    )
    if attribution is not None and attribution.phrase is not None:
        _give_speaker(quote, frame, attribution, resolver)
    return quote


def _make_indirect(frame: Frame, reported: Reported, resolver: Resolver) -> QuoteFound:
    quote = QuoteFound(reported.start, reported.end, "indirect", pieces=[(reported.start, reported.end)])
    _give_speaker(quote, frame, reported.attribution, resolver)
    return quote


def _give_speaker(quote: QuoteFound, frame: Frame, attribution: Attribution, resolver: Resolver) -> None:
    words, phrase = frame.words, attribution.phrase
    if phrase is None or attribution.rule in GUESSES:
        return
    quote.speaker, sure = resolver.entity_of(phrase)
    quote.speaker_span = words.span(phrase.first, phrase.last)
    if attribution.cue is not None:
        quote.cue_span = words.span(*attribution.cue)
    quote.confidence = CONFIDENCE.get(attribution.rule, RARE) * (sure or 0.9)
