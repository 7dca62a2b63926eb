"""The manual as a page for ``man``, in the macros of man(7), which every ``man`` reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tui.manual.blocks import Block, Heading, Literal, Paragraph, Terms

_TYPED = re.compile(r"`([^`]+)`")
_SPECIAL = str.maketrans(
    {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti", "⇧": "Shift+"}
)


def page(sections: Iterable[tuple[str, Iterable[Block]]], version: str) -> str:
    """The whole page.

    Args:
        sections: the headings, each with what stands under it.
        version: of the program, for the bottom of the page.
    """
    parts = [f'.TH QUOTH 1 "" "Quoth {_escaped(version)}" "User Commands"']
    for title, blocks in sections:
        parts.append(f".SH {_quoted(title.upper())}")
        parts += [line for block in blocks for line in _lines(block)]
    return "\n".join(parts) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f".SS {_quoted(text)}"
        case Paragraph(text):
            yield from (".PP", _set(text))
        case Literal(text):
            yield from (".PP", ".RS 4", ".nf")
            yield from (_guarded(_escaped(line)) for line in text.split("\n"))
            yield from (".fi", ".RE")
        case Terms(pairs):
            for term, meaning in pairs:
                yield from (".TP", f"\\fB{_escaped(term)}\\fR", _set(meaning) or "\\&")


def _set(text: str) -> str:
    """Text in which what is to be typed stands out."""
    parts = _TYPED.split(text)
    return _guarded("".join(f"\\fB{_escaped(part)}\\fR" if at % 2 else _escaped(part) for at, part in enumerate(parts)))


def _guarded(line: str) -> str:
    """A line that is none of roff's requests."""
    return f"\\&{line}" if line.startswith((".", "'", "\\(aq")) else line


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)


def _quoted(text: str) -> str:
    return '"' + _escaped(text).replace('"', "\\(dq") + '"'
