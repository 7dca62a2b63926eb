"""Addresses compared: what of them names an article, and what only tells by which way it was reached."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlunsplit

from readers.clean import parts_of

_TRACKING = re.compile(
    r"^(?:utm_\w+|at_\w+|mc_[ce]id|ns_\w+|pk_\w+|mtm_\w+|wt\.\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|twclid|ocid|icid"
    r"|cmpid?|cmp|ftag|smid|smtyp|ref(?:_?src)?|referr?er|source|src|rss|feed(?:type|name)?|partner|campaign\w*|xtor|s_cid"
    r"|taid|traffic_?source|sh|share\w*|guccounter|guce_\w+|__\w+)$",
    re.I,
)
_PLAIN_URL = re.compile(
    r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)+)((?:/[\w.~%+,;=@:!$&'()*-]+)*/?)"
    r"(?:[?]utm_\w+=[\w.%+-]*(?:&utm_\w+=[\w.%+-]*)*)?",
    re.ASCII,
)
_LEFT_OUT_PATH = re.compile(r"/(?:amp|index\.html?)$")
_COUNTER = re.compile(r"\d{0,4}")
"""A fragment that counts the versions of an article, as ``#0``, ``#1`` … after the BBC's."""


def canonical_url(url: str) -> str:
    """An address without what does not change the article: tracking parameters, fragment, ``www.``, scheme.

    To compare with, not to fetch.
    """
    if plain := _PLAIN_URL.fullmatch(url):  # The usual one, some times faster.
        return f"//{_short_host(plain[1])}{_LEFT_OUT_PATH.sub('', plain[2].rstrip('/'))}"
    return _canonical(url)


def canonical_item(url: str) -> str:
    """`canonical_url` of an item within a feed: with its fragment, which may be all that parts one item from another.

    A fragment that tracks, or that counts versions, is left out.
    """
    before, mark, fragment = url.partition("#")
    canonical = canonical_url(before)
    if not mark or _COUNTER.fullmatch(fragment) or _TRACKING.match(re.split(r"[=-]", fragment, maxsplit=1)[0]):
        return canonical
    return f"{canonical}#{fragment}"


def without_tracking(url: str) -> str:
    """An address without its tracking parameters, and otherwise as it is."""
    parts = parts_of(url)
    pairs = parts.query.split("&") if parts.query else []
    kept = [pair for pair in pairs if not _TRACKING.match(pair.partition("=")[0])]
    return url if len(kept) == len(pairs) else urlunsplit(parts._replace(query="&".join(kept)))


def _canonical(url: str) -> str:
    parts = parts_of(url.strip())
    if parts == parts_of(""):
        return url
    host = _short_host(parts.hostname or "")
    if parts.port not in (None, 80, 443):
        host += f":{parts.port}"
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])]
    path = _LEFT_OUT_PATH.sub("", parts.path.rstrip("/"))
    return urlunsplit(("", host, path, urlencode(sorted(query)), ""))


def _short_host(host: str) -> str:
    return host.removeprefix("www.").removeprefix("m.").removeprefix("amp.")
