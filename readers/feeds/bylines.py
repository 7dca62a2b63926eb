"""From what a page or feed says about its authors to names: one each, no "By", no job titles, no outlet twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from readers.clean import strip_tags

_LEAD = re.compile(
    r"^(?:(?:written|reported|analysis|story|words|text|posted|published|updated|article|report|exclusive|opinion)\s+)?"
    r"(?:by|von|par|por|di|av|af|door|from)\b[:\s]+",
    re.I,
)
_LABEL = re.compile(r"^(?:authors?|reporters?|writers?|byline|words|text)\s*:\s*", re.I)
_PARTS = re.compile(r"\s*(?:;|\||•|·|\n|\s/\s|\s&\s|(?<=\w),?\s+(?:(?i:and|und|et|og|och)|y)\s+(?=[A-ZÀ-Þ@]))\s*")
# It begins where white space or the address begins, never within: linear time.
_EMAIL = re.compile(r"(?:(?<!\s)\s+)?[<(\[]?(?<![\w.+-])[\w.+-]++@[\w-]+\.[\w.-]+\b[>)\]]?\s*")
_HANDLE = re.compile(r"\s*\(?(?<!\w)@\w{2,}\)?")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_ROLE_WORDS = (
    r"correspondent|reporter|editor|writer|columnist|journalist|staff|contributor|producer|photographer|freelance|"
    r"bureau chief|chief|analyst|critic|presenter|anchor|redakteur\w*|korrespondent\w*|autor\w*|redaktion|author|"
    r"fellow|professor|lecturer|director|head of|senior|deputy|political|business|foreign|diplomatic|special"
)
_ROLE = re.compile(rf"\b(?:{_ROLE_WORDS})\b", re.I)
_ROLE_TAIL = re.compile(
    rf"\s*(?:,|\s[-–—]\s)\s*(?:the\s|our\s|an?\s|[\w’']+(?:\s[\w’'&]+){{0,3}}\s)?(?:{_ROLE_WORDS})\b.*$", re.I
)
_TRAILING = re.compile(r"(?:\s+(?:follow(?:ing)?|folgen|contact|bio|view|profile))+$", re.I)
_PLACE_TAIL = re.compile(r",?\s+(?:in|at|for|of|with)\s+(?:[A-Z][\w’'.-]*)(?:[\s,]+(?:the\s)?[A-Z][\w’'.-]*)*$")
_ADDRESS = re.compile(r"https?://|www\.|\.(?:com|org|net|co\.uk)\b", re.I)
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|md|m\.d|phd|ph\.d|esq|obe|mp)\.?$", re.I)
_ABBREVIATED = re.compile(r"\b(?:Jr|Sr|[A-Z])\.$")
_BETWEEN_NAMES = re.compile(r"</a>\s*(?=<a\b)|</(?:li|p|div|td)>|<br\b[^<>]*>", re.I)
"""Where markup parts two names with nothing else between them."""
_LONGEST_BYLINE = 1000
_LONGEST = 60


def names_of(bylines: str | Iterable[str]) -> tuple[str, ...]:
    """The authors named by one or several bylines.

    Args:
        bylines: what a page, feed or file says: ``"By Ann Lee, Foreign Editor and Bo Ek in Oslo"``.

    Returns:
        Names in the order given, each once (compared without case and dots): ``("Ann Lee", "Bo Ek")``.
    """
    found: dict[str, str] = {}
    for byline in [bylines] if isinstance(bylines, str) else bylines:
        for part in _PARTS.split(_LABEL.sub("", _plain(byline[:_LONGEST_BYLINE]))):
            for name in _commas(part):
                if name := _tidy(name):
                    found.setdefault(re.sub(r"[\W_]+", "", name).casefold(), name)
    return tuple(found.values())


def _plain(byline: str) -> str:
    """A byline without markup, escaped once or twice; names that only markup parts are parted by semicolons."""
    byline = byline.replace("\n", " ; ")
    for _ in range(2):
        if "<" not in byline and "&lt;" not in byline:
            break
        byline = strip_tags(_BETWEEN_NAMES.sub(" ; ", byline))
    return strip_tags(byline)


def _commas(part: str) -> list[str]:
    """Split at commas where the pieces are names, not where a comma starts a job, a place or a "Jr."."""
    pieces = [piece.strip() for piece in part.split(",")]
    if len(pieces) == 2 and " " not in pieces[0] and " " not in pieces[1] and not _SUFFIX.match(pieces[1]):
        return [f"{pieces[1]} {pieces[0]}"] if all(pieces) else pieces  # "Lee, Ann"
    names: list[str] = []
    for piece in pieces:
        if _SUFFIX.match(piece) and names:
            names[-1] += f", {piece}"
        elif names and (_ROLE.search(piece) or (" " not in piece and len(pieces) > 1)):
            continue  # a job or a place, told of the name before
        else:
            names.append(piece)
    return names


def _tidy(name: str) -> str:
    """One name without its trimmings, or nothing if what is left is none."""
    name = name.strip(" \t,;:-–—*")
    name = _LEAD.sub("", name if _ABBREVIATED.search(name) else name.strip("."))
    name = _HANDLE.sub("", _EMAIL.sub(" ", name)).strip() or name
    bracketed = _BRACKETS.search(name)
    if bracketed:
        outside = name[: bracketed.start()].strip()
        # RSS writes "address (Name)"; elsewhere brackets hold a job or an agency.
        name = outside if outside and "@" not in outside else bracketed.group(1)
    name = _TRAILING.sub("", re.split(r"\s+\d", name, maxsplit=1)[0])
    name = _PLACE_TAIL.sub("", _ROLE_TAIL.sub("", name)).strip(" ,;:-–—")
    words = name.split()
    while len(words) > 2 and _ROLE.fullmatch(words[-1]):
        words.pop()
    name = " ".join(words)
    if not name or _ADDRESS.search(name) or "@" in name or len(name) > _LONGEST or not re.search(r"[^\W\d_]", name):
        return ""
    if name.isupper() and " " in name:
        name = re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), name)
        name = re.sub(r"\bMc([a-z])", lambda part: f"Mc{part.group(1).upper()}", name)
    return name
