"""What a line of a page flattened to text is likely to be: prose, a notice, a caption, a menu item, a button.

Only general features are used: length, how it ends, words that notices of all publishers share. No rule names an
outlet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from unicodedata import category

from readers.pages.phrases import phrases

_WORD = re.compile(r"\w+")
# Of scripts that write no spaces between words.
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
# The full stops of Latin, Chinese, Indic, Arabic, Burmese, Khmer, Ethiopic and Armenian writing.
_STOPS = ".!?…。！？．｡।॥؟۔။។៕።։"
_SENTENCE_END = re.compile(rf"[{_STOPS}][\"”’'»›)\]」』》）]*(?:\s*\[\d+\])?$|[.!?…]\s*[\"”’»)]+$|[\"”»]$|:$")
_HARD_END = re.compile(rf"[{_STOPS}][\"”’'»›)\]」』》）]*$")

# A sentence, and after it a name or two without a full stop: whose picture it is.
_CREDITED = re.compile(r"[.!?]\s++[A-Z][\w&'’/-]*+(?:[ /|,]++[A-Z][\w&'’/-]*+){0,3}$|다\.\s[^\s.]{2,5}$")
_REPORTED = re.compile(
    r"\b(?:said|says|told|according to|announced|ruled|held|reported|believed?|sagte|dijo|selon)\b", re.I
)
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|„[^„“]*“|«[^«»]*»")
_COMMAS = re.compile("[.,;:!?、。，]")
_TIMED = re.compile(r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d\b(?!\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NO_WORDS = re.compile(r"^[\W\d]*$")
# A line that is a date and time and little else, as above an article, a teaser or a comment.
_STAMP = re.compile(
    r"^\W*(?:(?:published|posted|updated|last updated|created|first published|veröffentlicht|stand)\W{0,3}"
    r"(?:on|at|am)?\W*)?(?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?\W+)?"
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)?\W+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W+"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\W+)?(?:\d{4})?|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})[^.!?]{0,40}$",
    re.I,
)
_HALF_DAY = re.compile(r"\b[ap]\.m\.$", re.I)
_SAYS = re.compile(r"^.{1,40}\b(?:says|said|wrote|writes|commented|replied|schrieb)\s*:$", re.I)


_LONG_UNCASED = 16
"""Words, in a script without capitals, that no headline or menu item has."""


class Line:
    """One line, with what can be told from it alone.

    Attributes:
        text: trimmed.
        group: the number of the stretch of lines without an empty one between, from 0.
        alone: whether it is the only line of its group.
        times: how often the text has it.
    """

    def __init__(self, text: str, group: int) -> None:
        self.text = text
        self.group = group
        self.alone = True
        self.times = 1

    @property
    def repeated(self) -> bool:
        """Whether the text has it more than once."""
        return self.times > 1

    @cached_property
    def words(self) -> int:
        """How many; two characters of a script without spaces count as one."""
        text = self.text if self.text.isascii() else _without_marks(self.text)
        return len(_WORD.findall(_CJK.sub("", text))) + len(_CJK.findall(text)) // 2

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does, a closing quotation mark or bracket included."""
        return bool(_SENTENCE_END.search(self.text))

    @cached_property
    def full_stop(self) -> bool:
        """Whether it ends with a full stop, question or exclamation mark."""
        return bool(_HARD_END.search(self.text))

    @cached_property
    def notice(self) -> bool:
        """Whether the publisher speaks about itself: cookies, newsletters, registration, rights."""
        if self.words > 200:
            return False
        text = _QUOTED.sub("", self.text)  # what somebody says is no publisher's word about itself
        own = len(phrases("own_words").findall(text))
        if own:
            return self.words < 40 * own
        if _REPORTED.search(text):
            return False
        return len(set(phrases("own_hints").findall(text.lower()))) >= (
            2 if self.words < 15 else 3 if self.words < 30 else 4
        )

    @cached_property
    def pointer(self) -> bool:
        """Whether it points to another article."""
        return self.words < 40 and bool(phrases("pointers").search(self.text))

    @cached_property
    def closer(self) -> bool:
        """Whether it heads what comes after an article: comments, related articles, most read."""
        return self.words < 24 and bool(phrases("closers").search(self.text))

    @cached_property
    def caption(self) -> bool:
        """Whether it describes or credits a picture."""
        return self.words < 60 and bool(phrases("captions").search(self.text) or _CREDITED.search(self.text))

    @cached_property
    def chatter(self) -> bool:
        """Whether it is a button or stamp of a comment or sharing bar."""
        return bool(phrases("chatter").search(self.text) or _NO_WORDS.match(self.text) or _SAYS.match(self.text))

    @cached_property
    def stamp(self) -> bool:
        """Whether it is a date, perhaps with a time, and little else."""
        text = _HALF_DAY.sub("", self.text)
        if self.words >= 18 or _HARD_END.search(text):
            return False
        return bool(_STAMP.search(text) or (_TIMED.search(text) and _YEAR.search(text)))

    @cached_property
    def prose(self) -> bool:
        """Whether it reads like a paragraph of an article."""
        if self.notice or self.pointer or self.caption or self.chatter or self.stamp:
            return False
        if self.words < 25 and self.text.endswith("..."):
            return False  # cut short to fit: a teaser
        if self.words >= 10 and self.ends_sentence:
            return True
        if self.words >= _LONG_UNCASED and not any(
            character.isupper() or character.islower() for character in self.text
        ):
            return True  # Chinese or Hindi, say, where many an outlet sets no full stop at the end of a paragraph
        return self.words >= 26 and self.small >= 0.55 and bool(_COMMAS.search(self.text) or self.words < 40)

    @cached_property
    def small(self) -> float:
        """The part of its words that begin with a small letter (or one of a script without capitals), 0–1."""
        words = _WORD.findall(self.text)
        return sum(not word[0].isupper() and not word[0].isdigit() for word in words) / max(1, len(words))

    @cached_property
    def shouted(self) -> bool:
        """Whether it is a line of several words in capitals."""
        return self.words >= 5 and self.text.isupper()


def _without_marks(text: str) -> str:
    """A text without vowel signs and accents of their own, which for a regular expression are no part of a word."""
    return "".join(character for character in text if not category(character).startswith("M"))


def read_lines(text: str) -> list[Line]:
    """The lines of a text that are not empty, with their groups; paragraphs broken to a width are made whole."""
    lines: list[Line] = []
    for number, group in enumerate(_groups(text)):
        whole = [" ".join(group)] if _is_wrapped(group) else group
        for stripped in whole:
            line = Line(stripped, number)
            line.alone = len(whole) == 1
            lines.append(line)
    counts = Counter(line.text for line in lines)
    for line in lines:
        line.times = counts[line.text]
    return lines


def _groups(text: str) -> Iterator[list[str]]:
    """Stretches of lines without an empty one between."""
    group: list[str] = []
    for raw in text.split("\n"):
        if stripped := " ".join(raw.split()):
            group.append(stripped)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _is_wrapped(group: list[str]) -> bool:
    """Whether lines are one paragraph, broken at a width as in mails and old text files."""
    if len(group) < 2:
        return False
    full = [len(line) for line in group[:-1]]
    longest = max(*full, len(group[-1]))
    return (
        40 <= longest <= 100
        and min(full) >= 0.7 * longest
        and any(line[:1].islower() for line in group[1:])
        and sum(_HARD_END.search(line) is None for line in group[:-1]) * 2 >= len(full)
    )


def squeeze(text: str) -> str:
    """Letters and digits alone, in lower case: what stays the same when an extraction reflows a text."""
    return re.sub(r"[\W_]+", "", text).lower()
