"""Read the annotated cases: marked-up text to plain text and spans."""

from __future__ import annotations

import re
from pathlib import Path

MARK = re.compile(r"\{(\w+)\|([^}]*)\}")


def cases(name: str) -> list[tuple[str, str]]:
    """The cases of one file beside this one, as pairs of what they show and the marked-up text."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [(shows.strip(), body.strip()) for shows, _, body in (c.partition("\n") for c in text.split("\n== ")[1:])]


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The plain text, and ``(start, end, kind)`` of every name."""
    plain, names, last = "", [], 0
    for match in MARK.finditer(marked):
        plain += marked[last : match.start()]
        names.append((len(plain), len(plain) + len(match[2]), match[1]))
        plain += match[2]
        last = match.end()
    return plain + marked[last:], names
