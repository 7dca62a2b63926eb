"""Quotation marks as a language uses them, told to the finder of `readers.annotate.quotes.spans.marks`.

That reads marks as English has them. So they are written over by the English ones of the same length: nothing moves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate

from readers.annotate.languages.lexicon import Lexicon
from readers.annotate.quotes.spans.marks import Quoted, find_quoted, paragraphs

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’](?=\w)|(?<=\b[ldnsjcmtLDNSJCMT])['’](?=\s?[«“\"])")
_INSIDE_OPENING = re.compile(r"(?<=“)[ \u00a0\u202f]")
_INSIDE_CLOSING = re.compile(r"[ \u00a0\u202f](?=”)")
_DASHED = re.compile(r"[–—―-]\s?(?=[^\W\d_]|[¿¡«])")
_LETTERS = re.compile(r"[^\W\d_]+")
_BEFORE_SAYING = (",", "?", "!", "…", "–", "—", "―")
_SINGLE = "‹›‘’‚‛"
"""Marks that are written over by single ones."""
_LOW = {"“": "„", "‘": "‚"}
"""What opens where these close."""
INVISIBLE = "\u2060"


def as_english(text: str, lex: Lexicon) -> str:
    """A text of the same length whose quotation marks are those of English."""
    text = _APOSTROPHE.sub("ʼ", text)
    table = {}
    turned = text.count("»") and re.search(r"(?:^|[\s(])»\w", text) is not None
    for mark, role in lex.marks.items():
        opens = role == "opens" or (role == "either" and (mark in "»›") == bool(turned))
        # where low marks open the high ones close; a text without the low ones has them as English does
        opens = opens or (role == "closes" and _LOW.get(mark, mark) not in text and mark in _LOW)
        single = mark in _SINGLE
        table[ord(mark)] = ("‘" if opens else "’") if single else ("“" if opens else "”")
    text = text.translate(table)
    return _INSIDE_CLOSING.sub(INVISIBLE, _INSIDE_OPENING.sub(INVISIBLE, text))


def quoted_in(text: str, lex: Lexicon) -> list[Quoted]:
    """What stands in quotation marks, and the lines of a dialogue that a dash begins; sorted."""
    found = find_quoted(as_english(text, lex))
    return sorted([*found, *_dialogue(text, lex, found)], key=lambda each: each.pieces[0])


def _dialogue(text: str, lex: Lexicon, found: list[Quoted]) -> list[Quoted]:
    """Lines that a dash begins, where one of them asks, cries or is told by a verb of saying: no list."""
    lines = [(start, end, match.end()) for start, end in paragraphs(text) if (match := _DASHED.match(text, start))]
    spans = sorted((each.outer[0][0], each.outer[-1][1]) for each in found)
    ends = list(accumulate((end for _, end in spans), max))
    lines = [line for line in lines if (n := bisect_left(spans, (line[1],))) == 0 or ends[n - 1] <= line[0]]
    told = []
    talk = False
    for start, end, after in lines:
        stop = end
        last = after
        for match in _LETTERS.finditer(text, after, end):
            if match[0] in lex.verbs and text[last : match.start()].rstrip().endswith(_BEFORE_SAYING):
                stop = match.start()
                talk = True
                break
            last = match.end()
        talk = talk or text[after:end].rstrip(" .")[-1:] in "?!" or "?" in text[after:stop]
        words = text[after:stop].rstrip(" ,–—―")
        if words:
            told.append(Quoted(((after, after + len(words)),), ((start, after + len(words)),)))
    return told if talk else []
