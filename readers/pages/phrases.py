"""The phrases by which notices, pointers, captions and walls are known; they are kept in ``phrases.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Literal

PhraseKind = Literal[
    "own_words", "own_hints", "pointers", "closers", "captions", "chatter", "paywall", "machine", "consent"
]

_FRAMES: dict[PhraseKind, str] = {
    "pointers": r"^[>»▶►→•*\-\s]*(?:{})",
    "closers": r"^\W*(?:{})\W*$",
    "chatter": r"^\W*(?:{})\W*$",
}
"""Where in a line a phrase of a kind must stand; anywhere, if the kind is not here."""


@cache
def phrases(kind: PhraseKind) -> re.Pattern[str]:
    """All phrases of a kind as one pattern, to be searched for."""
    listed = tomllib.loads(resources.files("readers.pages").joinpath("phrases.toml").read_text("utf-8"))
    return re.compile(_FRAMES.get(kind, "{}").replace("{}", "|".join(listed[kind])), re.I)
