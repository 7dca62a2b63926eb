"""Whether a key that somebody wished for can be pressed at all, as a terminal tells of keys."""

from __future__ import annotations

import re
from collections.abc import Callable

from textual.keys import Keys

from readers.spelling import did_you_mean

NAMES = frozenset(str(key.value) for key in Keys if not str(key.value).startswith("<")) - {"ctrl-at", "return"}
"""Textual's names of the keys that print nothing, alone or with others held down."""

_HELD = frozenset(("ctrl", "shift", "alt", "super", "meta", "hyper"))
_ARRIVES_AS = {
    "return": "enter",
    "ctrl+m": "enter",
    "ctrl+i": "tab",
    "ctrl+[": "escape",
    " ": "space",
    "ctrl+]": "ctrl+right_square_bracket",
    "ctrl+\\": "ctrl+backslash",
    "ctrl+^": "ctrl+circumflex_accent",
    "ctrl+_": "ctrl+underscore",
    "ctrl+space": "ctrl+@",
}
"""What a terminal, or Textual, knows by another name."""

_ANGLES = re.compile(r"<([CSMA])-(.+)>|<(\w{2,})>")
_LETTERS = {"C": "ctrl", "S": "shift", "M": "alt", "A": "alt"}


def complaint(keys: str, parse: Callable[[str], tuple[str, ...]]) -> str:
    """What is wrong with a sequence of keys, in a sentence with advice; empty if it can be pressed.

    Args:
        keys: as it was written.
        parse: parts it into keys.
    """
    angles = _ANGLES.fullmatch(keys.strip())
    if angles is not None:
        name = f"{_LETTERS[angles[1]]}+{angles[2].lower()}" if angles[1] else angles[3].lower()
        return f"Keys are not written `{keys}` here." + (f" Write `{name}`." if _is_known(name) else "")
    found = parse(keys)
    if len(found) > 2 and " " not in keys and (hint := did_you_mean(keys, NAMES)):
        return f"`{keys}` would be {len(found)} keys, one after the other.{hint} If not, part them by spaces."
    return next(filter(None, map(_of_one, found)), "")


def _of_one(key: str) -> str:
    held, _, last = key[:-1].rpartition("+")
    last += key[-1:]
    small = f"ctrl+{last.lower()}" if held == "ctrl" and len(last) == 1 else key
    known = _ARRIVES_AS.get(small)
    if known is None and small != key:
        known = small
    elif known is None and held == "shift" and len(last) == 1:
        known = last.upper() if last.upper() != last else "the character that it prints"
    if known is not None:
        return f"The key `{key}` arrives as `{known}`: write that."
    return "" if _is_known(key) else f"No key is called `{key}`.{did_you_mean(key, NAMES)}"


def _is_known(key: str) -> bool:
    if len(key) == 1:
        return key.isprintable()
    held, _, last = key[:-1].rpartition("+")
    last += key[-1]
    with_others = bool(held) and set(held.split("+")) <= _HELD and (last in NAMES or len(last) == 1)
    return key in NAMES or with_others
