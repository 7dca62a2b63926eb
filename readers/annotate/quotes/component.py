"""``quoth_quotes``: which words are quoted, and by whom.

Reads ``doc.ents`` and ``doc._.quoth_entities``; sets ``doc._.quoth_quotes`` (a list of `QuoteFound`, by start) and
``doc.spans["quotes"]``. Quotes may lie in one another: a quotation that somebody tells of within another, those
within a turn of an interview, and the fragments within an indirect quote, which covers the reported clause.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from readers.annotate.clusters import QuoteFound
from readers.annotate.encoding.encoder import encoded
from readers.annotate.extensions import register_extensions
from readers.annotate.quotes.cues import Attribution
from readers.annotate.quotes.spans.echo import with_echoes
from readers.annotate.quotes.spans.indirect import find_reported
from readers.annotate.quotes.spans.kinds import WEAK, is_speech, kind_of
from readers.annotate.quotes.spans.marks import find_quoted
from readers.annotate.quotes.spans.nested import nested_quotes
from readers.annotate.quotes.spans.within import as_reported, speak_of_themselves, turns_as_quotes
from readers.annotate.quotes.speakers.candidates import Case, Scene
from readers.annotate.quotes.speakers.features import NOBODY
from readers.annotate.quotes.speakers.flow import GUESSES, attribute
from readers.annotate.quotes.speakers.ranker import LEAST, speakers
from readers.annotate.quotes.speakers.resolution import Resolver
from readers.annotate.quotes.words import Frame, Sentence, Words, cut


def make_quotes(nlp: Language, name: str, spans_key: str) -> QuotesComponent:  # noqa: ARG001  spaCy's signature
    """Make the component; spaCy calls this by way of `readers.annotate.quoth_spacy`."""
    register_extensions()
    return QuotesComponent(spans_key)


class QuotesComponent:
    """The component: a callable from `Doc` to `Doc`."""

    def __init__(self, spans_key: str = "quotes") -> None:
        """Take the key of ``doc.spans`` under which the quotes are to stand."""
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotes of a text."""
        found = find_quotes(doc)
        encoded.cache_clear()  # of a text of a whole book it is hundreds of megabytes
        return keep_quotes(doc, found, self.spans_key)


def keep_quotes(doc: Doc, found: list[QuoteFound], spans_key: str) -> Doc:
    """Set ``doc._.quoth_quotes``, and the same as spans that know who speaks."""
    clusters = doc._.quoth_entities
    doc._.quoth_quotes = found
    spans = []
    for quote in found:
        span = doc.char_span(quote.start, quote.end, label=quote.kind, alignment_mode="expand")
        if isinstance(span, Span):
            span._.quoth_speaker = clusters[quote.speaker].name if quote.speaker is not None else None
            span._.quoth_confidence = quote.confidence
            spans.append(span)
    doc.spans[spans_key] = spans
    return doc


def find_quotes(doc: Doc) -> list[QuoteFound]:
    """Find what is quoted in a text and who said it.

    Args:
        doc: with part-of-speech tags; a parse and entities make it better.

    Returns:
        Quotes by start.
    """
    scene, asked = read(doc)
    found = []
    for (quote, case), choice in zip(asked, speakers(scene, [case for _, case in asked]), strict=True):
        if quote is not None:
            _give_speaker(quote, scene, case, *choice)
            found.append(quote)
    found = with_echoes(scene.words.text, scene.frame.quoted, as_reported(found))
    found += nested_quotes(scene.words, [quote for quote in found if quote.kind != "indirect"])
    found += turns_as_quotes(scene.words.text, scene.frame.quoted, scene.words.clusters)
    found = speak_of_themselves(scene.words.text, sorted(found, key=lambda quote: (quote.start, -quote.end)))
    for quote in found:
        if quote.speaker is not None and quote.confidence < LEAST:
            quote.speaker, quote.confidence = None, 0.0
    return found


def read(doc: Doc) -> tuple[Scene, list[tuple[QuoteFound | None, Case]]]:
    """Find what is quoted in a text, and all that may tell who said it.

    Returns:
        The document indexed for choosing speakers, and the quotes by start, each with its case; among them, without a
        quote, the cases of other pronouns and descriptions that speakers may be known by.
    """
    text = doc.text
    quoted = find_quoted(text)
    frame = cut(Words(doc, text, doc._.quoth_entities, quoted), quoted)
    attributions = attribute(frame)
    spoken = _spoken(frame, attributions)
    utterances = {number for number, (piece, at) in spoken.items() if kind_of(frame, piece, at) == "direct"}
    reported = find_reported(frame, utterances)
    scene = Scene(frame, Resolver(frame, attributions, [each.attribution for each in reported]))
    asked: list[tuple[QuoteFound | None, Case]] = []
    for number, (piece, attribution) in spoken.items():
        pieces = list(frame.quoted[number].pieces)
        quote = QuoteFound(pieces[0][0], pieces[-1][1], kind_of(frame, piece, attribution), pieces=pieces)
        trusted = attribution is not None and attribution.rule not in GUESSES
        asked.append((quote, scene.case(pieces[0], attribution, trusted)))
    for each in reported:
        quote = QuoteFound(each.start, each.end, "indirect", pieces=[(each.start, each.end)])
        asked.append((quote, scene.case((each.start, each.end), each.attribution, trusted=True, reported=True)))
    taken = {case.phrase.head for _, case in asked if case.phrase is not None}
    asked += [(None, case) for case in scene.anaphors(taken)]
    return scene, sorted(asked, key=lambda pair: (pair[1].first, -pair[1].end))


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


def _give_speaker(quote: QuoteFound, scene: Scene, case: Case, speaker: int, confidence: float) -> None:
    """Note who speaks, and the words that say so: those of the rules unless they name somebody else."""
    words, phrase, attribution = scene.words, case.phrase, case.attribution
    if speaker == NOBODY or confidence < LEAST:
        speaker = NOBODY
    quote.speaker = None if speaker == NOBODY else speaker
    quote.confidence = 0.0 if speaker == NOBODY else confidence
    if phrase is None or attribution is None or attribution.rule in GUESSES:
        return
    called = words.span(phrase.first, phrase.last)
    if quote.kind != "indirect" and any(called[0] < end and start < called[1] for start, end in quote.pieces):
        return  # no words beside the quotation say who speaks: one runs on into it
    quote.speaker_span = called
    if attribution.cue is not None:
        quote.cue_span = words.span(*attribution.cue)
