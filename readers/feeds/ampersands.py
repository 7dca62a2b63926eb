"""Ampersands that nobody escaped, as in ``?a=1&b=2``: the commonest fault of feeds, mended before they are parsed.

A parser of XML stops there, and a lenient one makes an entity of what follows, so that addresses come out changed.
"""

from __future__ import annotations

import re
from html.entities import html5

_AMPERSAND = re.compile(rb"&(?:#(?:[0-9]{1,8}|[xX][0-9a-fA-F]{1,7});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_KNOWN = frozenset(name[:-1].encode() for name in html5 if name.endswith(";"))
_VERBATIM = re.compile(rb"<!(?:\[CDATA\[|--)")
"""Where a part begins in which an ampersand stands for itself."""


def escape_ampersands(body: bytes) -> tuple[bytes, int]:
    """A feed in which every ampersand begins a reference.

    Args:
        body: XML, in an encoding in which ASCII is ASCII; others are left alone.

    Returns:
        The body, and how many ampersands were escaped. Entities that the document declares for itself count as known.
    """
    if b"&" not in body or b"\0" in body[:64]:
        return body, 0
    declares = b"<!ENTITY" in body
    escaped = 0

    def whole(match: re.Match[bytes]) -> bytes:
        nonlocal escaped
        name = match[1]
        if len(match[0]) > 1 and (name is None or name in _KNOWN or declares):
            return match[0]
        escaped += 1
        return b"&amp;" + match[0][1:]

    parts: list[bytes] = []
    at = 0
    while at < len(body):
        start, end = _next_verbatim(body, at)
        parts += (_AMPERSAND.sub(whole, body[at:start]), body[start:end])
        at = end
    return (b"".join(parts), escaped) if escaped else (body, 0)


def _next_verbatim(body: bytes, at: int) -> tuple[int, int]:
    """Where the next part begins and ends that is no markup; at the end of the body if there is none.

    One without an end reaches to the end of the body, so that it is looked for once.
    """
    opening = _VERBATIM.search(body, at)
    if opening is None:
        return len(body), len(body)
    closing = b"]]>" if opening[0].endswith(b"[") else b"-->"
    end = body.find(closing, opening.end())
    return opening.start(), len(body) if end < 0 else end + len(closing)
