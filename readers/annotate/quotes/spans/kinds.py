"""Speech or not: titles of works, nicknames, subheadings and scare quotes stand in quotation marks as well."""

from __future__ import annotations

import re
from typing import Literal

from readers.annotate.quotes.cues import Attribution
from readers.annotate.quotes.lexicon import verbs, word_list
from readers.annotate.quotes.words import Frame, Sentence, Words

WEAK = frozenset(["subject", "subject-other", "lead", "previous-paragraph", "resumed", "trailing", "trailing-order"])
"""Rules that say little about whether the words are speech at all."""
SPOKEN = frozenset(
    [
        "after",
        "inverted",
        "signature",
        "continued",
        "lead",
        "lead-colon",
        "colon",
        "label",
        "previous-paragraph",
        "resumed",
    ]
)
"""Rules that come with whole utterances."""
_HEADING = 160
"""Code points that a heading may have."""
_TALKS = re.compile(r"\b(?:I|we|me|us|my|our|you|your|he|she|they|it|there)(?:[’']\w+)?\b|[?!]$", re.IGNORECASE)
"""What sounds like somebody who talks."""
_WORD = re.compile(r"[^\W_][\w’'&-]*")
_SMALL = frozenset(
    "of the a an and in on to for with or at by from is as vs v but nor up into over after under near off per".split()  # noqa: SIM905
)
_ABOUT = frozenset(["over", "about", "of", "by", "with", "to", "from", "pronounce", "spell"])
_ASIDE = re.compile(r"\([^()]*\)\.?|\[[^\[\]]*\]\.?")
_PERFORMED = frozenset(
    ["play", "played", "plays", "playing", "sang", "sung", "sings", "singing", "performed", "watched"]
)
_NAMING = frozenset(
    ["titled", "entitled", "named", "nicknamed", "headlined", "subtitled", "billed", "codenamed", "dubbed"]
)


def is_speech(frame: Frame, sentence: Sentence, position: int, attribution: Attribution | None) -> bool:
    """Whether a quotation is somebody's words.

    Args:
        frame: the document.
        sentence: where it stands.
        position: its place in the sentence's units.
        attribution: what is known of its speaker.
    """
    piece = -1 - sentence.units[position]
    text = frame.piece_text(piece)
    words = _WORD.findall(text)
    rule = attribution.rule if attribution else "none"
    if not words:
        return False
    if rule not in ("inverted", "signature", "colon") and _is_title(
        frame, sentence.units, position, words, listed=rule in WEAK or rule == "none"
    ):
        return False
    if _is_nickname(frame, sentence.units, position, words) or _is_so_called(frame.words, sentence.units, position):
        return False
    weak = rule in WEAK or rule == "none" or rule.startswith("subject")
    if weak and _cries_from_heading(frame, sentence, position, text):
        return True
    if len(words) < 4 and _is_grammatical_subject(frame, sentence.units, position, text):
        return False
    if _is_written(frame, sentence.units, position, attribution) or _is_mere_word(
        frame, sentence.units, position, words
    ):
        return False
    if _ASIDE.fullmatch(text):
        return False
    if _is_dated(frame.words, sentence.units, position):
        return False
    sentence_like = text.endswith((".", "?", "!")) and not in_title_case(words)
    if weak and not sentence_like and _is_subheading(frame, sentence, piece, words):
        return False
    announced = sentence_like and text[:1].isupper() and _is_announced(frame.words, sentence.units, position)
    if weak and len(words) < 4 and not announced and not _is_whole(frame.words, sentence, text, rule):
        return False
    if rule == "none" and not announced:
        return len(words) > 5 and text.rstrip("’'\"”")[-1:] in ".?!…,"
    return True


def _cries_from_heading(frame: Frame, sentence: Sentence, position: int, text: str) -> bool:
    """‘Who drinks first?’: town delays vote: what heads a heading, or is all of it, and sounds like talk."""
    start, end = frame.lines[sentence.paragraph]
    number, part = frame.pieces[-1 - sentence.units[position]]
    outer, words = frame.quoted[number].outer, _WORD.findall(text)
    if len(outer) > 1 or end - start > _HEADING or len(words) < 3 or in_title_case(words):
        return False
    before, after = frame.words.text[start : outer[part][0]].rstrip(), frame.words.text[outer[part][1] : end].lstrip()
    alone = not before and not after and sentence.paragraph == 0
    if not (alone or (not before and after[:1] == ":") or (before[-1:] == ":" and not after)):
        return False
    return not (after or before).endswith((".", "!", "?")) and _TALKS.search(text) is not None


def _is_announced(words: Words, units: list[int], position: int) -> bool:
    """Whether a colon announces talk (“The union was blunter: …”), and no title, sign or rule (“Its motto: …”)."""
    others = word_list("nouns", "signs") | word_list("nouns", "inscribed") | word_list("nouns", "texts") | _NAMING
    before = [unit for unit in units[max(0, position - 10) : position] if unit >= 0]
    return _follows_colon(words, units, position) and not any(words.lower[unit] in others for unit in before)


def _follows_colon(words: Words, units: list[int], position: int) -> bool:
    """Whether a colon stands before a unit, with words before it."""
    return position > 1 and units[position - 1] >= 0 and words.lower[units[position - 1]] == ":"


def _is_whole(words: Words, sentence: Sentence, text: str, rule: str) -> bool:
    """Whether a few words make up a sentence of talk: “Is it?”."""
    carried = rule in ("previous-paragraph", "resumed", "lead")
    alone = len(sentence.units) == 1 or (sentence.units[-2] >= 0 and words.lower[sentence.units[-2]] == ":")
    return carried and alone and text[:1].isupper() and text[-1:] in ".?!…"


def kind_of(frame: Frame, piece: int, attribution: Attribution | None) -> Literal["direct", "fragment"]:
    """Whether a quotation is an utterance or a few words within another's sentence."""
    text = frame.piece_text(piece)
    if attribution is not None and attribution.rule in SPOKEN:
        return "direct"
    return "direct" if text[:1].isupper() and len(text.split()) > 3 else "fragment"


def in_title_case(words: list[str]) -> bool:
    """Whether words are capitalised like a title."""
    return (words[0][0].isupper() or words[0][0].isdigit()) and all(
        word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL for word in words
    )


def _is_title(frame: Frame, units: list[int], position: int, inside: list[str], *, listed: bool) -> bool:
    """Whether this names a work or a broadcast: CNN's “…”, the film “…”, a book titled “…”, the “…” show.

    Or whether it stands beside such a title; if `listed`, also after a comma or *and*.
    """
    words = frame.words
    if len(inside) > 12 or not in_title_case(inside):
        return False
    earlier = _listed_before(words, units, position, listed=listed) if position < 40 else None
    if earlier is not None:
        words_before = _WORD.findall(frame.piece_text(-1 - units[earlier]))
        if words_before and _is_title(frame, units, earlier, words_before, listed=listed):
            return True
    works = word_list("nouns", "works")
    before = [unit for unit in units[max(0, position - 7) : position] if unit >= 0]
    after = [unit for unit in units[position + 1 : position + 3] if unit >= 0]
    if any(words.lower[unit] in works for unit in after) or _is_broadcast(words, units[position + 1 : position + 6]):
        return True
    for unit in reversed(before):
        if words.lower[unit] in _PERFORMED and unit == before[-1]:
            return True
        if words.lower[unit] == "called" and words.tag[unit] == "VBN" and words.dep[unit] == "acl":
            return True
        if words.tag[unit].startswith("V") and words.lower[unit] not in _NAMING:
            break
        if words.lower[unit] in works or words.lower[unit] in _NAMING:
            return True
    if not before:
        return False
    last = before[-1]
    if words.lower[last] == "(":
        return True
    if words.tag[last] == "POS":
        return words.kind(last - 1) in ("ORG", "FAC", "WORK_OF_ART", "PRODUCT") or words.tag[last - 1] == "NNP"
    if words.lower[last] in ("on", "in", "of", "from", "at", "with", "during", "behind"):
        return len(inside) > 1 and not _is_judged(words, before)
    described = words.tag[last] in ("DT", "JJ", "CD", "PRP$", "WP$")
    return len(inside) > 1 and described and not _is_judged(words, before[:-1])


def _listed_before(words: Words, units: list[int], position: int, *, listed: bool) -> int | None:
    """The place of the quotation right before another; if `listed`, also with a comma, *and* or both between them."""
    for away in range(1, min(4 if listed else 2, position + 1)):
        unit = units[position - away]
        if unit < 0:
            return position - away
        if words.lower[unit] not in (",", "and", "or", "&"):
            return None
    return None


def _is_broadcast(words: Words, after: list[int]) -> bool:
    """“Lilac Town” (BBC One): where it is shown."""
    if len(after) < 3 or min(after) < 0 or words.lower[after[0]] != "(":
        return False
    closing = next((i for i, unit in enumerate(after) if words.lower[unit] == ")"), 0)
    return closing > 1 and all(words.tag[unit] in ("NNP", "NNPS", "CD") for unit in after[1:closing])


def _is_judged(words: Words, before: list[int]) -> bool:
    """Whether a verb stands so near that it says something with these words."""
    return any(words.tag[unit].startswith("V") for unit in before[-3:])


def _is_grammatical_subject(frame: Frame, units: list[int], position: int, text: str) -> bool:
    """“Lilac Town” is a drama: short words that somebody talks about."""
    if position or len(units) < 2 or units[1] < 0 or text[-1] in ",.?!":
        return False
    return frame.words.tag[units[1]] in ("VBZ", "VBD", "VBP", "MD") and verbs().get(frame.words.lower[units[1]]) is None


def _is_dated(words: Words, units: list[int], position: int) -> bool:
    """“Lilac Town” (1995): a work, a poster, a slogan with its year."""
    after = units[position + 1 : position + 4]
    if len(after) < 3 or min(after) < 0 or words.lower[after[0]] != "(":
        return False
    return any(re.fullmatch(r"(?:1[5-9]|20)\d\d", words.lower[unit]) for unit in after[1:])


def _is_nickname(frame: Frame, units: list[int], position: int, inside: list[str]) -> bool:
    """Robert C. “Bobby” Scott."""
    words = frame.words
    if len(inside) > 2 or not 0 < position < len(units) - 1 or units[position - 1] < 0 or units[position + 1] < 0:
        return False
    left, right = units[position - 1], units[position + 1]
    if words.lower[right] in word_list("labels", "particles") and right + 1 < len(words):
        right += 1
    capital = words.text[words.start[right]].isupper() and inside[0][0].isupper()
    if not capital or words.quoted[right] >= 0:
        return False
    if words.tag[left] in ("NNP", "NNPS"):
        return True
    bare = frame.piece_text(-1 - units[position])[-1:].isalpha()
    return bare and len(inside) == 1 and words.kind(right) == "PERSON"


def _is_written(frame: Frame, units: list[int], position: int, attribution: Attribution | None) -> bool:
    """A banner over the bed: “…”; a tin marked “…”: what stands on things, and nobody is said to say."""
    words, signs = frame.words, word_list("nouns", "signs")
    if position and units[position - 1] >= 0 and words.lower[units[position - 1]] in word_list("nouns", "inscribed"):
        return True
    spoken = attribution is not None and attribution.rule not in WEAK and attribution.phrase is not None
    colon = _follows_colon(words, units, position)
    before = [unit for unit in units[max(0, position - 8) : position] if unit >= 0]
    return colon and not spoken and any(words.lower[unit] in signs for unit in before)


def _is_mere_word(frame: Frame, units: list[int], position: int, inside: list[str]) -> bool:
    """Over the word “…”; (“the Bull”); Re “…”: words spoken about, not spoken."""
    before = [frame.words.lower[unit] for unit in units[max(0, position - 3) : position] if unit >= 0]
    if before[-1:] == ["re"]:
        return True
    if before[-1:] == ["("] and len(inside) < 4 and position > 1:
        return frame.words.kind(units[position - 2]) == "PERSON" if units[position - 2] >= 0 else False
    return len(inside) < 4 and before[-2:] in (["the", "word"], ["the", "name"]) and before[0] in _ABOUT


def _is_so_called(words: Words, units: list[int], position: int) -> bool:
    """The so-called “…”, the self-described “…”, known as “…”."""
    before = [words.lower[unit] for unit in units[max(0, position - 5) : position] if unit >= 0]
    phrase = " ".join(before)
    return bool(
        re.search(r"\b(?:so ?-? called|self ?- ?(?:described|styled|proclaimed)|kn[eo]wn? as)(?: the| an?)?$", phrase)
    )


def _is_subheading(frame: Frame, sentence: Sentence, piece: int, inside: list[str]) -> bool:
    """A line of its own in quotation marks, short."""
    number, part = frame.pieces[piece]
    start, end = frame.quoted[number].outer[part]
    line = frame.lines[sentence.paragraph]
    return line[0] >= start and line[1] <= end + 1 and len(inside) <= 8 and frame.quoted[number].single
