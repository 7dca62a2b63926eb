"""Making text from outside harmless in Markdown and YAML.

Markdown here is CommonMark with what GitHub, Obsidian and Logseq add: tables, strikethrough, bare addresses,
highlights, tags, wiki links, comments, mathematics, footnotes, block marks, macros, references to blocks and
properties. A character is escaped where it would mean something, and left alone where it would not, so that the file
stays readable as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from urllib.parse import quote

_SPECIAL = re.compile(
    r"""
    [\\`*_\[\]<~|^=]                          # means something wherever it stands
  | (?<!\w)\#                                 # a tag, or a heading
  | !(?=\[)                                   # a picture
  | \{(?=\{) | \((?=\()                       # a macro, a reference to a block
  | &(?=\#?\w+;)                              # a character reference
  | %(?=%) | (?<=%)%                          # a comment
  | \$(?!\d)                                  # mathematics; a price alone opens it and never closes it
  | /(?=/) | (?<=/)/ | (?<=\bwww)\. | (?<=\S)@(?=\w)   # a bare address
  | (?<=\bmailto):(?=\S) | (?<=\bxmpp):(?=\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LINE_START = re.compile(r"(?P<mark>[-+>#])(?=\s|$|[-#>])|[0-9]{1,9}(?P<dot>[.)])(?=\s|$)|(?P<any>>)")
_PROPERTY = re.compile(r"\s*[^\s:]+:(:)(?=\s|$)")
_UNSAFE_IN_URL = re.compile(r"[^A-Za-z0-9\-._~:/?#@!$&'*+,;=%]")  # without brackets, which end a link
_UNSAFE_IN_NOTE_NAME = re.compile(r'[\[\]#^|\\/:*"<>?%`\s]+')


def escapes(text: str, start: int, end: int) -> list[int]:
    """Where a line of text needs a backslash before a character.

    Args:
        text: the whole text.
        start: of the line.
        end: of the line.

    Returns:
        Positions in the text, sorted.
    """
    line = text[start:end]
    found = {start + match.start() for match in _SPECIAL.finditer(line)}
    first = _LINE_START.match(line)
    if first:
        found.add(start + max(first.start(name) for name in ("mark", "dot", "any")))
    if told := _PROPERTY.match(line):
        found.add(start + told.start(1))
    return sorted(found)


def escape(text: str) -> str:
    """One line of text as Markdown that shows exactly this text."""
    line = " ".join(text.split())
    return with_backslashes(line, 0, len(line), escapes(line, 0, len(line)))


def with_backslashes(text: str, start: int, end: int, positions: list[int]) -> str:
    """A stretch of text with a backslash before each of the positions that lie in it."""
    parts, at = [], start
    for position in positions[bisect_left(positions, start) : bisect_left(positions, end)]:
        parts += [text[at:position], "\\"]
        at = position
    return "".join((*parts, text[at:end]))


def is_plain(text: str) -> bool:
    """Whether a text means nothing in Markdown, wherever it stands in a line."""
    return not _SPECIAL.search(text) and "\n" not in text


def destination(url: str) -> str:
    """An address as it may stand between the brackets of a Markdown link."""
    return _UNSAFE_IN_URL.sub(lambda match: quote(match.group(), errors="replace"), url)


def note_name(name: str) -> str:
    """What the note of a name is called: characters that file names or links cannot hold become spaces."""
    return _UNSAFE_IN_NOTE_NAME.sub(" ", name).strip(" .")


def yaml(text: str) -> str:
    """A string in double quotes, as YAML and (but for rare characters) JSON read it."""
    return '"' + "".join(map(_yaml_character, text)) + '"'


def _yaml_character(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
