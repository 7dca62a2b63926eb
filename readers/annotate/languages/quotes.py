"""What is quoted in a text of another language, and by whom."""

from __future__ import annotations

import re
from bisect import bisect_left

from readers.annotate.clusters import EntityCluster, QuoteFound
from readers.annotate.languages.lexicon import Lexicon
from readers.annotate.languages.marks import quoted_in
from readers.annotate.languages.speakers import SURE, Said, Scene
from readers.annotate.languages.text import Word
from readers.annotate.quotes.spans.echo import with_echoes
from readers.annotate.quotes.spans.marks import Quoted

FEWEST = 4
"""Words from which on a quotation whose speaker nothing tells is one at all; of fewer it may be the odd word."""


def find_quotes(text: str, words: list[Word], clusters: list[EntityCluster], lex: Lexicon) -> list[QuoteFound]:
    """Find what is quoted in a text and who said it; quotes by start.

    Args:
        text: the document.
        words: its words.
        clusters: who is named in it.
        lex: the language.
    """
    quoted = quoted_in(text, lex)
    scene = Scene(words, lex, quoted, clusters)
    breaks = [match.start() for match in re.finditer("\n", text)]
    found: list[QuoteFound] = []
    before: Said | None = None
    line, ended = -1, 0
    for each in quoted:
        here = bisect_left(breaks, each.outer[0][0])
        before = before if here == line else None
        size = len(" ".join(text[a:b] for a, b in each.pieces).split())
        told = scene.speaker(each, before)
        cued = told is not None and (
            told.cue is not None or told.rule in ("named", "source", "colon") or _goes_on(text, each, told.rule, ended)
        )
        told_after = told is not None and told.cue is not None and told.cue[0] > each.pieces[-1][1]
        if (not cued and size < FEWEST) or (scene.is_title(each) and not told_after):
            continue
        start = each.pieces[0][0]
        direct = text[start].isupper() or text[start] in "¿¡–—" or size >= 2 * FEWEST
        sure = SURE[told.rule] if told is not None and told.entity is not None else 0.0
        speaker = told.entity if told is not None else None
        cue = told.cue if told is not None else None
        name = told.named if told is not None else None
        kind = "direct" if direct else "fragment"
        found.append(
            QuoteFound(start, each.pieces[-1][1], kind, speaker, name, cue, sure, list(each.pieces))  # type: ignore[arg-type]
        )
        before, line, ended = told, here, each.outer[-1][1]
    return sorted(with_echoes(text, quoted, found), key=lambda quote: quote.start)


def _goes_on(text: str, quoted: Quoted, rule: str, ended: int) -> bool:
    """Whether a short quotation is the rest of the one before, or its next sentence (“No,” says Roe, “never.”).

    Args:
        text: the document.
        quoted: the quotation.
        rule: by which its speaker is told.
        ended: where the one before ends, with its marks.
    """
    first, last = text[quoted.pieces[0][0]], text[quoted.pieces[-1][1] - 1]
    between = text[ended : quoted.outer[0][0]]
    return rule == "goes on" and (not any(c in between for c in ".!?…:\n") or (first.isupper() and last in ".!?…"))
