"""Headlines quote what the article quotes: their words are given to whoever says them there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from readers.annotate.clusters import QuoteFound
from readers.annotate.quotes.spans.marks import Quoted, Span, paragraphs

LEAST = 2
"""Words that a headline must share with a quote to be its echo."""
SURE = 0.95
"""How often the speaker of the quote that is echoed is that of the headline."""
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_ENDS = tuple(".!?…:;,")


def with_echoes(text: str, quoted: Sequence[Quoted], found: Sequence[QuoteFound]) -> list[QuoteFound]:
    """The quotes of a document, with those of its headings given to who says them below.

    Args:
        text: the document.
        quoted: what stands in quotation marks.
        found: the quotes so far; those in headings may be missing or have no speaker.
    """
    given = _echoes(text, quoted, found)
    starts = {quote.start for quote in given}
    kept = [quote for quote in found if quote.kind == "indirect" or quote.start not in starts]
    return [*kept, *given]


def _echoes(text: str, quoted: Sequence[Quoted], found: Sequence[QuoteFound]) -> list[QuoteFound]:
    """What headings quote from below."""
    said = [(_plain(text, quote.pieces), quote) for quote in found if quote.kind in ("direct", "fragment")]
    known = {quote.start: quote for quote in found if quote.kind in ("direct", "fragment")}
    echoes = []
    for each in _in_headings(text, quoted):
        start, end = each.pieces[0][0], each.pieces[-1][1]
        before = known.get(start)
        words = _plain(text, each.pieces)
        given = before is not None and before.speaker is not None and before.speaker_span is not None
        if given or words.count(" ") < LEAST + 1:
            continue
        source = next((quote for plain, quote in said if words in plain and quote.start > end), None)
        if source is None or (before is not None and before.speaker is not None and source.speaker is None):
            continue
        kind = before.kind if before is not None else "direct" if text[start].isupper() else "fragment"
        sure = SURE * source.confidence
        echoes.append(QuoteFound(start, end, kind, source.speaker, None, None, sure, list(each.pieces)))
    return echoes


def _in_headings(text: str, quoted: Sequence[Quoted]) -> Iterator[Quoted]:
    """What is quoted in lines that end like headings, on one line."""
    at = 0
    for start, end in paragraphs(text):
        while at < len(quoted) and quoted[at].outer[0][0] < start:
            at += 1
        heading = end - start < 200 and not text[start:end].rstrip("”’\"')]»").endswith(_ENDS)
        while at < len(quoted) and quoted[at].outer[0][0] < end:
            one = quoted[at]
            if heading and len(one.outer) == 1:
                yield one
            at += 1


def _plain(text: str, pieces: Sequence[Span]) -> str:
    """The words alone, lower case, a space around each."""
    return f" {' '.join(word.lower().replace('’', chr(39)) for a, b in pieces for word in _WORD.findall(text[a:b]))} "
