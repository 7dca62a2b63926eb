"""Where a picture is, by the best of the addresses that an ``img`` gives, and whether it is one to show at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from readers.clean import clean_line, http_url, parts_of, strip_tags

if TYPE_CHECKING:
    from lxml import etree

TAGS = ("img", "amp-img")
LONGEST_ALT = 500
"""Code points of a picture's words; some publishers put whole articles there."""

_WIDEST = 2000
"""Pixels of width that are enough for any screen: of several sizes, the largest up to here is taken."""
_LEAST = 80
"""Pixels: what is declared to be lower or narrower is a mark and not a picture."""
_LARGE = 300
"""Pixels of width from which on a picture is none of a face or a sign."""
_LEAST_AREA = 20_000
"""Square pixels, likewise: avatars are at most 140 × 140."""
_DENSE = 600.0
"""Pixels that a picture of density 1 is taken to be wide."""
_FLATTEST = 5.0
"""Width by height: what is flatter is a rule or a banner."""
_LAZY = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "data-src-large",
    "data-src-medium",
    "data-url",
    "data-retina-src",
    "data-image",
)
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_KINDS = re.compile(r"^$|jpe?g|png|gif|webp", re.I)
_EMPTY = re.compile(
    r"(?:^|[/_.-])(?:blank|leer|spacer|placeholder|transparent|loading|loader|lazy-?load|1x1|pixel|clear)\b", re.I
)
_MARK = re.compile(
    r"(?:^|[/_.\s-])(?:logo\w*|icons?|favicon|avatars?|gravatar|emojis?|smil(?:ey|ies)|sprites?|badges?|buttons?|pixel"
    r"|spacer|captcha|newsletters?|wp-smiley|app-?store|google-?play|twemoji|arrow|divider|qr-?code|paypal|donate"
    r"|banner-?ad|ads?)"
    r"(?:$|[/_.\s\d-])",
    re.I,
)
_HOSTS = re.compile(
    r"doubleclick|googlesyndication|adservice|scorecardresearch|quantserve|chartbeat|facebook\.com/tr|gravatar\.com"
    r"|feedburner|feedsportal|pixel\.wp\.com|stats\.wp\.com|s\.w\.org/images/core/emoji|amazon-adsystem|/pagead/"
    r"|analytics|pheedo|taboola|outbrain|disqus|shields\.io|/~ff?/|counter\.(?:theguardian|theconversation)",
    re.I,
)
_STYLED = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,5}px)", re.I)
_SHRUNK = re.compile(
    r"[-_](?:\d{2,4}x\d{2,4}|scaled|large|medium|small|thumb(?:nail)?|retina|\d{3,4}[wh]?)(?=\.\w+$|$)", re.I
)
_FILE = re.compile(
    r"^\S*\.(?:jpe?g|png|gif|webp)\S*$|^(?:[^\W\d]|-)*+\d[\w-]*$|^(?:image|picture|photo|img|null|undefined)\W*$", re.I
)


def address(image: etree._Element, base: str = "") -> str:
    """The address of an ``img``'s best version, or an empty string.

    Args:
        image: the element; its attributes for lazy loading and the ``source`` elements of its ``picture`` count too.
        base: what relative addresses are relative to.
    """
    candidates = list(_sized(image, base))
    if candidates:
        # Everybody can read the older formats.
        candidates = [one for one in candidates if ".avif" not in one[1].lower()] or candidates
        fit = [one for one in candidates if one[0] <= _WIDEST] or [min(candidates)]
        return max(fit, key=lambda one: one[0])[1]
    for name in (*_LAZY, "src"):
        if url := _usable(image.get(name) or "", base):
            return url
    return ""


def _sized(image: etree._Element, base: str) -> Iterator[tuple[float, str]]:
    """Width in pixels and address of each version that is offered."""
    own = [image.get(name) or "" for name in _SETS]
    around = image.getparent()
    while around is not None and around.tag == "source":  # which some parsers do not know to be empty
        around = around.getparent()
    if around is not None and around.tag == "picture":
        for source in around.iter("source"):
            if _KINDS.search((source.get("type") or "").rpartition("/")[2]):
                own += [source.get(name) or "" for name in _SETS]
    for text in own:
        for url, width in candidates_of(text):
            if usable := _usable(url, base):
                yield width, usable


def candidates_of(srcset: str) -> list[tuple[str, float]]:
    """The addresses of a ``srcset``, each with its width in pixels; a density counts as so many times 600."""
    found: list[tuple[str, float]] = []
    url = ""
    for piece in srcset[:10_000].split():
        if not url:
            url = piece.strip(",")
            if piece.endswith(",") and url:
                found.append((url, _DENSE))
                url = ""
        else:
            descriptor, _, following = piece.partition(",")
            found.append((url, _width(descriptor)))
            url = following.strip(",")
    return [*found, (url, _DENSE)] if url else found


def _width(descriptor: str) -> float:
    """``640w`` or ``2x`` in pixels."""
    match = re.fullmatch(r"(\d{1,5}(?:\.\d{1,3})?)([wx])", descriptor)
    if match is None:
        return _DENSE
    return float(match.group(1)) * (1 if match.group(2) == "w" else _DENSE)


def _usable(url: str, base: str) -> str:
    """An absolute address of what may be a picture; none for what stands in until a script puts one there."""
    url = url.strip()
    if not url or "{" in url or "%7B" in url or url.startswith("data:"):
        return ""
    address = http_url(url, base)
    path = parts_of(address).path
    if address.partition("#")[0] == base.partition("#")[0]:
        return ""
    return "" if path in ("", "/") or path.lower().endswith(".svg") or _EMPTY.search(path) else address


def is_mark(image: etree._Element, url: str) -> bool:
    """Whether an ``img`` is no picture of an article but a logo, an avatar, an advert, a counter or the like."""
    style = dict(_STYLED.findall(image.get("style") or ""))
    width, height = (_pixels(image.get(name) or style.get(name)) for name in ("width", "height"))
    if any(size is not None and size < _LEAST for size in (width, height)):
        return True
    if width and height and (width * height < _LEAST_AREA or width / height > _FLATTEST):
        return True
    named = " ".join(image.get(name) or "" for name in ("class", "id", "itemprop"))
    words = " ".join(f"{named} {parts_of(url).path.rpartition('/')[2]}".split())
    return bool(_MARK.search(words) or _MARK.search((image.get("alt") or "")[:40]) or _HOSTS.search(url))


def is_large(image: etree._Element, url: str) -> bool:
    """Whether a picture says that it is large enough to be looked at."""
    named = re.search(r"(?<!\d)(\d{3,4})x\d{3,4}(?!\d)", url)
    width = _pixels(image.get("width")) or (int(named.group(1)) if named else 0)
    return width >= _LARGE or any(image.get(name) for name in _SETS)


def _pixels(value: str | None) -> int | None:
    """A ``width`` or ``height`` in pixels; ``None`` for percentages and what is no number."""
    match = re.fullmatch(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*", value or "")
    return int(match.group(1)) if match else None


def words_of(image: etree._Element) -> str:
    """What stands for an ``img``: its alternative text or title, unless that is the name of a file."""
    for name in ("alt", "title"):
        words = strip_tags((image.get(name) or "")[: 4 * LONGEST_ALT])
        if words and not _FILE.match(words):
            return shortened(words)
    return ""


def shortened(words: str) -> str:
    """At most `LONGEST_ALT` code points of some words on one line."""
    words = clean_line(words)
    return words if len(words) <= LONGEST_ALT else words[: LONGEST_ALT - 1].rsplit(" ", 1)[0] + "…"


def same(url: str) -> str:
    """What the addresses of one picture in several sizes have in common."""
    parts = parts_of(url)
    path = unquote(parts.path)
    inner = re.search(r"https?:/+(\S+)", path) or re.search(r"(?:^|&)url=https?(?:://|%3A%2F%2F)([^&]+)", parts.query)
    if inner:  # the address of a service that makes other sizes of pictures elsewhere
        path = unquote(inner.group(1)).partition("?")[0]
    steps = [step for step in path.split("/") if step]
    name = _SHRUNK.sub("", re.sub(r"\.\w{3,4}$", "", steps[-1] if steps else ""))
    telling = name if len(name) >= 10 else "/".join([*steps[-3:-1], name])
    return telling.casefold()
