"""Front matter of which some keys are Quoth's: these are renewed, all others stay byte for byte."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import msgspec

from readers.save.escaping import yaml

KEY = "quoth"
"""The first key of ours: whose file it is, then digests of the other keys and of the tags as they were written."""
KEYS = (
    *(
        "title",
        "headline",
        "source",
        "url",
        "date",
        "published",
        "fetched",
        "annotated",
        "saved",
        "annotator",
        "problem",
    ),
    *("tags", "authors", "people", "organisations", "places"),
)
_HEADLINES = ("title", "headline")
"""One of them is ours, by the program that a file is for; the other, where there is one, is the reader's."""
_CHANGING = ("saved", "tags")
"""Keys that no digest is made of but their own: the moment of saving, and what readers add to."""
_FENCED = re.compile(r"^---[ \t]*\r?\n(?P<lines>(?:(?!---[ \t]*\r?$).*\r?\n)*?)---[ \t]*(?=\r?$)", re.MULTILINE)
_NAMED = re.compile(r"([A-Za-z_][\w .-]*):(?=\s|$)")


class Part(NamedTuple):
    """A key with its lines, or lines without one."""

    key: str
    lines: str


def front_matter(identity: str, values: Iterable[tuple[str, str]]) -> str:
    """Front matter of ours.

    Args:
        identity: see `readers.save.identity`.
        values: keys, each with its lines, which end with a newline.
    """
    parts = [Part(key, lines) for key, lines in values]
    return "".join(("---\n", _own(identity, parts), *(part.lines for part in parts), "---"))


def signed(text: str, identity: str) -> str:
    """A text whose front matter, if it begins with some, tells whose file it is."""
    there = _FENCED.match(text)
    if there is None:
        return text
    parts = [part for part in _parts(there["lines"].replace("\r\n", "\n")) if part.key != KEY]
    lines = "".join((_own(identity, parts), *(part.lines for part in parts)))
    return text[: there.start("lines")] + lines + text[there.end("lines") :]


def listed(key: str, values: Sequence[str]) -> str:
    """A key with a list of strings, on lines."""
    return "\n".join((f"{key}:", *(f"  - {yaml(value)}" for value in values), "")) if values else f"{key}: []\n"


def values_of(text: str) -> dict[str, list[str]]:
    """What our keys say in a text's front matter; empty if it has none of ours."""
    there = _ours(text)
    parts = _parts(there["lines"].replace("\r\n", "\n")) if there is not None else []
    return {part.key: _values(part.lines) for part in _without_theirs(parts) if part.key in KEYS}


def is_told_in(text: str) -> bool:
    """Whether our key stands in a text, as front matter or not."""
    return re.search(rf'^{KEY}: "?[0-9a-f]{{16}} ', text, re.MULTILINE) is not None


def renewed(old: str, new: str) -> tuple[str, bool] | None:
    """A text with the keys of its front matter that are ours as another text has them.

    Tags that were added by hand stay.

    Returns:
        The text, and whether any key of ours was changed by hand; ``None`` if it has no front matter of ours.
    """
    there, fresh = _ours(old), _ours(new)
    if there is None or fresh is None:
        return None
    ending = "\r\n" if "\r\n" in there["lines"] else "\n"
    parts, wanted = _parts(there["lines"].replace("\r\n", "\n")), _parts(fresh["lines"])
    parts = _without_theirs(parts, {part.key for part in wanted})
    told = _told(parts)
    lost = len(told) == 3 and told[1] != _digest(parts)
    by_hand = len(told) != 3 or told[2] != _digest_of_tags(parts)
    before, now = _values(_of(parts, "tags").lines), _values(_of(wanted, "tags").lines)
    if by_hand and (more := [tag for tag in before if tag.casefold() not in set(map(str.casefold, now))]):
        wanted = [Part(one.key, listed("tags", [*now, *more])) if one.key == "tags" else one for one in wanted]
        if not now:
            wanted.append(Part("tags", listed("tags", more)))
    lines = "".join(part.lines for part in _merged(parts, wanted)).replace("\n", ending)
    start, end = there.span("lines")
    return old[:start] + lines + old[end:], lost


def _told(parts: Sequence[Part]) -> list[str]:
    """What our key says: whose file it is, and digests."""
    return _unquoted(_of(parts, KEY).lines.partition(":")[2]).split()


def _without_theirs(parts: Sequence[Part], wanted: Collection[str] = ()) -> list[Part]:
    """The parts, with no key for the one of `_HEADLINES` that the reader has put beside ours.

    Ours is the one that the digest of the file was made with; if neither was, the one that is wanted now.
    """
    if not all(_of(parts, key).lines for key in _HEADLINES):
        return list(parts)
    told = _told(parts)
    for theirs in reversed(_HEADLINES):
        others = [Part("", part.lines) if part.key == theirs else part for part in parts]
        made = len(told) == 3 and told[1] == _digest(others)
        if theirs not in wanted and (made or wanted):
            return others
    return list(parts)


def _merged(old: Sequence[Part], new: Sequence[Part]) -> list[Part]:
    """The old parts in their order, ours as they are now; new ones of ours follow the last of ours.

    Others, which a template has, were written once and are the reader's since.
    """
    fresh = {part.key: part for part in new if part.key in (KEY, *KEYS)}
    merged = [fresh.pop(part.key, None) if part.key in (KEY, *KEYS) else part for part in old]
    kept = [part for part in merged if part is not None]
    last = max((number for number, part in enumerate(kept, start=1) if part.key in (KEY, *KEYS)), default=0)
    return [*kept[:last], *fresh.values(), *kept[last:]]


def _ours(text: str) -> re.Match[str] | None:
    """The front matter that has our key: at the beginning, but for what somebody put before it."""
    return next((one for one in _FENCED.finditer(text) if re.search(rf"^{KEY}:", one["lines"], re.MULTILINE)), None)


def _parts(lines: str) -> list[Part]:
    parts: list[Part] = []
    for line in lines.splitlines(keepends=True):
        named = _NAMED.match(line)
        if named or not parts or not line.startswith((" ", "\t", "-")):
            parts.append(Part(named[1] if named else "", line))
        else:
            parts[-1] = Part(parts[-1].key, parts[-1].lines + line)
    return parts


def _of(parts: Iterable[Part], key: str) -> Part:
    return next((part for part in parts if part.key == key), Part(key, ""))


def _own(identity: str, parts: Sequence[Part]) -> str:
    return f'{KEY}: "{identity} {_digest(parts)} {_digest_of_tags(parts)}"\n'


def _digest(parts: Sequence[Part]) -> str:
    """Of what our keys say, however YAML is written."""
    said = [(key, _values(_of(parts, key).lines)) for key in KEYS if key not in _CHANGING]
    return hashlib.sha256(repr([(key, values) for key, values in said if values]).encode()).hexdigest()[:12]


def _digest_of_tags(parts: Sequence[Part]) -> str:
    return hashlib.sha256(repr(_values(_of(parts, "tags").lines)).encode()).hexdigest()[:12]


def _values(lines: str) -> list[str]:
    """What a key says: one string, or several of a list, quoted or not."""
    first, _, rest = lines.partition(":")[2].partition("\n")
    first = first.strip()
    if first.startswith("[") and first.endswith("]"):
        found = [one for one in re.split(r",\s*", first[1:-1].strip()) if one]
    else:
        items = (line.strip() for line in rest.split("\n"))
        found = [first] * bool(first) + [item[1:].strip() for item in items if item.startswith("-")]
    return list(map(_unquoted, found))


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        try:
            return msgspec.json.decode(value.encode("utf-8", "replace"), type=str)
        except msgspec.DecodeError:  # YAML has escapes that JSON has not
            return value[1:-1]
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value
