"""How much room words take in a picture, and where their lines break.

An SVG does not wrap, and nobody knows the fonts of whoever looks at it. So its letters are of fonts that are as wide as
one another, of which nearly every machine has one (Arial, Helvetica, Liberation Sans, Arimo), and other scripts are
reckoned rather too wide than too narrow. Lines break at spaces; in Chinese and Japanese between characters, but for
punctuation; a word that is longer than a line breaks anywhere, but never within what is seen as one character.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

FONTS = "Arial, Helvetica, 'Liberation Sans', Arimo, 'Nimbus Sans', sans-serif"
"""Those whose widths are known, all the same."""

_WIDTHS = {
    0.22: "ijl‘’'",
    0.28: "| !,./:;I[\\]ftı·",
    0.35: '()-`r{}“”„‹›"',
    0.39: "*",
    0.5: "^Jcksvxyz",
    0.56: "#$0123456789?L_abdeghnopqu–«»€£đŁ",
    0.6: "+<=>~FTZßø",
    0.67: "&ABEKPSVXY",
    0.72: "CDHNRUw",
    0.78: "GOQØ",
    0.89: "Mm%æ",
    1.0: "Wœ—…ÆŒ@",
}
_LATIN = {character: width for width, characters in _WIDTHS.items() for character in characters}
_LETTER, _CAPITAL, _WIDE, _EMOJI = 0.65, 0.82, 1.0, 1.4
_EVEN = 0.5
"""How even, in units of the font's size."""

_JOINER, _MODIFIERS, _FLAGS = "\u200d", range(0x1F3FB, 0x1F400), range(0x1F1E6, 0x1F200)
_CHUNK = re.compile(r"\S+")

_NOT_FIRST = frozenset(
    "、。，．・：；？！）〕］｝〉》」』】〗〙〟’”％‰℃ーゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ…‥,.!?)]}:;"
)
_NOT_LAST = frozenset("（〔［｛〈《「『【〖〘〝‘“([{")
"""What may not begin and not end a line of Chinese or Japanese."""

_SCRIPTS: tuple[tuple[int, str], ...] = (
    (0x0000, ""),
    (0x0590, "Arial, 'Noto Sans Hebrew', 'DejaVu Sans', sans-serif"),
    (0x0600, "'Geeza Pro', 'Segoe UI', 'Noto Sans Arabic', 'Noto Naskh Arabic', 'DejaVu Sans', sans-serif"),
    (0x0780, ""),
    (0x0900, "'Kohinoor Devanagari', 'Nirmala UI', 'Noto Sans Devanagari', 'Lohit Devanagari', sans-serif"),
    (0x0980, "'Kohinoor Bangla', 'Nirmala UI', 'Noto Sans Bengali', 'Lohit Bengali', sans-serif"),
    (0x0A00, "'Nirmala UI', 'Noto Sans Gurmukhi', sans-serif"),
    (0x0A80, "'Nirmala UI', 'Noto Sans Gujarati', sans-serif"),
    (0x0B00, "'Nirmala UI', 'Noto Sans Oriya', sans-serif"),
    (0x0B80, "'Tamil Sangam MN', 'Nirmala UI', 'Noto Sans Tamil', 'Lohit Tamil', sans-serif"),
    (0x0C00, "'Nirmala UI', 'Noto Sans Telugu', sans-serif"),
    (0x0C80, "'Nirmala UI', 'Noto Sans Kannada', sans-serif"),
    (0x0D00, "'Nirmala UI', 'Noto Sans Malayalam', sans-serif"),
    (0x0D80, "'Nirmala UI', 'Noto Sans Sinhala', sans-serif"),
    (0x0E00, "Thonburi, 'Leelawadee UI', 'Noto Sans Thai', Garuda, sans-serif"),
    (0x0E80, "'Leelawadee UI', 'Noto Sans Lao', sans-serif"),
    (0x0F00, ""),
    (0x10A0, "'Noto Sans Georgian', 'DejaVu Sans', sans-serif"),
    (0x1100, "'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans CJK KR', 'Noto Serif CJK KR', sans-serif"),
    (0x1200, "'Noto Sans Ethiopic', Nyala, sans-serif"),
    (0x13A0, ""),
    (0x1780, "'Leelawadee UI', 'Noto Sans Khmer', sans-serif"),
    (0x1800, ""),
    (0x2E80, "'Hiragino Sans', 'PingFang SC', 'Yu Gothic', 'Microsoft YaHei', 'Noto Sans CJK JP', 'Noto Serif CJK JP', "
     "'WenQuanYi Zen Hei', sans-serif"),
    (0xA000, ""),
    (0xAC00, "'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans CJK KR', 'Noto Serif CJK KR', sans-serif"),
    (0xD7B0, ""),
    (0xF900, "'Hiragino Sans', 'PingFang SC', 'Yu Gothic', 'Microsoft YaHei', 'Noto Sans CJK JP', sans-serif"),
    (0xFB00, ""),
    (0xFE30, "'Hiragino Sans', 'PingFang SC', 'Yu Gothic', 'Microsoft YaHei', 'Noto Sans CJK JP', sans-serif"),
    (0xFE70, ""),
    (0xFF00, "'Hiragino Sans', 'PingFang SC', 'Yu Gothic', 'Microsoft YaHei', 'Noto Sans CJK JP', sans-serif"),
    (0xFFF0, ""),
    (0x20000, "'Hiragino Sans', 'PingFang SC', 'Yu Gothic', 'Microsoft YaHei', 'Noto Sans CJK JP', sans-serif"),
)  # fmt: skip
"""From which character on which fonts have the script; nothing for those above."""
_STARTS = [start for start, _ in _SCRIPTS]
_PICTURES = "'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif"


def clusters(text: str) -> Iterator[str]:
    """What is seen as one character each: letters with their marks, flags, pictures that are joined."""
    cluster = ""
    for character in text:
        if cluster and not _goes_on(cluster, character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _goes_on(cluster: str, character: str) -> bool:
    code = ord(character)
    if unicodedata.category(character) in ("Mn", "Me", "Mc") or character == _JOINER or code in _MODIFIERS:
        return True
    if cluster[-1] == _JOINER:
        return not character.isspace()
    return code in _FLAGS and ord(cluster[0]) in _FLAGS and len(cluster) == 1


def width(text: str) -> float:
    """How wide a text is at most, in units of the font's size."""
    return sum(map(_width, clusters(text)))


def _width(cluster: str) -> float:
    first = cluster[0]
    if first in _LATIN:
        return _LATIN[first]
    if is_picture(cluster):
        return _EMOJI
    if unicodedata.east_asian_width(first) in "WF":
        return _WIDE
    base = unicodedata.normalize("NFD", first)[0]
    if base in _LATIN:
        return _LATIN[base]
    if unicodedata.category(first) in ("Mn", "Me", "Cf"):
        return 0.0
    return _CAPITAL if first.isupper() or unicodedata.category(first)[0] == "S" else _LETTER


def is_picture(cluster: str) -> bool:
    """Whether something is an emoji."""
    code = ord(cluster[0])
    return code in _FLAGS or 0x1F300 <= code < 0x1FB00 or "\ufe0f" in cluster or "\u20e3" in cluster


def fonts(cluster: str) -> str:
    """The fonts that have a character, the best first; empty for those that `FONTS` are."""
    if is_picture(cluster):
        return _PICTURES
    return _SCRIPTS[bisect_right(_STARTS, ord(cluster[0])) - 1][1]


def runs(text: str) -> Iterator[tuple[str, str]]:
    """A text in stretches of one script, each with the fonts that have it; spaces and points go with what is before."""
    run, of = "", ""
    for cluster in clusters(text):
        fitting = fonts(cluster)
        neutral = not fitting and not cluster[0].isalnum() and of != _PICTURES  # whose spaces are wide
        if run and not neutral and fitting != of:
            yield run, of
            run = ""
        of = of if run and neutral else fitting
        run += cluster
    if run:
        yield run, of


def is_rightward(text: str) -> bool:
    """Whether a text begins on the right, as its first letter does."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((one in ("R", "AL") for one in directions if one in ("L", "R", "AL")), False)


def has_rightward(text: str) -> bool:
    """Whether any letter of a text runs from right to left."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def wrapped(text: str, room: float) -> list[str]:
    """A text in lines.

    Args:
        text: on one line.
        room: for a line, in units of the font's size.
    """
    lines, line, used = [""], "", 0.0
    for piece, spaced in _pieces(text, room):
        gap = " " if spaced and line else ""
        wide = width(gap + piece)
        if line and used + wide > room:
            lines.append("")
            line, used, gap, wide = "", 0.0, "", width(piece)
        line, used = line + gap + piece, used + wide
        lines[-1] = line
    return lines


def balanced(text: str, room: float) -> list[str]:
    """A text in as few lines as `wrapped` makes of it, and these as even as they can be."""
    lines = wrapped(text, room)
    least, most = room / 2, room
    while most - least > _EVEN:
        tried = (least + most) / 2
        narrower = wrapped(text, tried)
        if len(narrower) > len(lines):
            least = tried
        else:
            lines, most = narrower, tried
    return lines


def _pieces(text: str, room: float) -> Iterator[tuple[str, bool]]:
    """What no line breaks within, and whether a space is before it."""
    for chunk in _CHUNK.findall(text):
        spaced = True
        for piece in _breakable(chunk):
            for part in _broken(piece, room):
                yield part, spaced
                spaced = False


def _breakable(word: str) -> Iterator[str]:
    """A word's parts between which a line may break, where it is written without spaces."""
    part = ""
    for cluster in clusters(word):
        if part and _may_break(part[-1], cluster[0]):
            yield part
            part = ""
        part += cluster
    if part:
        yield part


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return _unspaced(before) or _unspaced(after)


def _unspaced(character: str) -> bool:
    """Whether it is of a script that has no spaces between words, or is punctuation of one."""
    code = ord(character)
    return 0x2E80 <= code < 0xA000 or 0xF900 <= code < 0xFB00 or 0xFF00 <= code < 0xFFF0 or 0x20000 <= code < 0x32000


def _broken(word: str, room: float) -> Iterator[str]:
    """A word in parts that have room."""
    part, used = "", 0.0
    for cluster in clusters(word):
        wide = _width(cluster)
        if part and used + wide > room:
            yield part
            part, used = "", 0.0
        part, used = part + cluster, used + wide
    if part:
        yield part
