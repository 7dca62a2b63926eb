"""The word lists in ``data/``.

Plain text with ``#`` comments and ``[sections]``; words are parted by spaces or, where they hold spaces themselves, by
semicolons.
"""

from __future__ import annotations

import functools
import importlib.resources


@functools.cache
def sections(name: str) -> dict[str, frozenset[str]]:
    """All sections of one list.

    Args:
        name: the file's name without ``.txt``.
    """
    text = (importlib.resources.files("readers.annotate") / "data" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    result: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        if line.startswith("["):
            current = result.setdefault(line.strip("[]"), [])
        else:
            current.append(line)
    return {section: _words(body) for section, body in result.items()}


def words(name: str, *wanted: str) -> frozenset[str]:
    """The words of some sections of a list; of all, if none is named."""
    found = sections(name)
    return frozenset().union(*(found[section] for section in wanted or found))


def _words(body: list[str]) -> frozenset[str]:
    text = "\n".join(body)
    if ";" in text:
        return frozenset(" ".join(word.split()) for word in text.split(";") if word.strip())
    return frozenset(text.split())
