"""Making strings from outside safe to show, to store and to write to a log.

Feeds, pages and files are hostile: a title may carry a terminal escape sequence, a summary may turn the reading
direction round. Every string that comes from outside goes through `clean` or `clean_line` before it enters the model.
"""

from __future__ import annotations

import re
from typing import AnyStr
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

# C0 without tab and newline, DEL, C1; bidirectional embeddings, overrides and isolates; lone surrogates.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Invisible, and in the way of searching and of finding names: soft hyphen, zero-width space, word joiner, BOM, and
# interlinear annotation marks. Joiners (U+200C, U+200D) stay: Persian and emoji need them.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\ufff9-\ufffb]")
# A tag or a declaration. It never looks past the next angle bracket, so it takes linear time on anything.
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[a-zA-Z][^\s/<>]*+)[^<>]*+>|<[!?][^<>]*+>")
_HIDDEN = frozenset({"script", "style", "template", "iframe", "svg", "noscript"})
_BREAKING = frozenset({"br", "p", "div", "li", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
# Python refuses to read numbers of more than 4,300 digits, and asks whoever lets them in to look out.
_ENDLESS = re.compile(r"&#([0-9]{8,})")
_ENDLESS_ANYWHERE = re.compile(r"#[0-9]{1000,}")
_ENDLESS_IN_BYTES = re.compile(rb"#[0-9]{1000,}")
_UNSAFE_IN_URL = re.compile(r"[\s\"<>\\^`{|}]")
_NO_ADDRESS = SplitResult("", "", "", "", "")
_DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST_MESSAGE = 2000
"""Code points of a message; a server may put anything of any length into what we quote of it."""


def clean(text: str) -> str:
    """Text without control characters; line ends become newlines, and of the rest only the tab stays.

    Args:
        text: anything from outside.

    Returns:
        The same text, safe to print in a terminal and to encode as UTF-8. Idempotent.
    """
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", _CONTROL.sub("", _LINE_END.sub("\n", text)))


def clean_line(text: str) -> str:
    """`clean`, on one line: every run of white space becomes one space, the ends are trimmed."""
    return " ".join(clean(text).split())


def message(text: str) -> str:
    """Text fit for a message to the reader: clean, on one line, cut in the middle if it is beyond `LONGEST_MESSAGE`.

    Every `readers.errors.QuothError` goes through here, since messages quote headers, names of files and what libraries
    say of wild input.
    """
    text = clean_line(text)
    if len(text) <= LONGEST_MESSAGE:
        return text
    return f"{text[: LONGEST_MESSAGE // 2]} … {text[-LONGEST_MESSAGE // 2 + 3 :]}"  # what to do stands at the end


def parts_of(url: str) -> SplitResult:
    """An address in its parts; all empty for what is none (brackets that are no IPv6 address, a port beyond 65535).

    The one place where addresses are taken apart: nothing from outside is known to be one before it has been here.
    """
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises for what is no number
    except ValueError:
        return _NO_ADDRESS
    return parts


def host_of(url: str) -> str:
    """The host that an address names, in lower case; empty for what is no address."""
    return parts_of(url).hostname or ""


def origin_of(url: str) -> str:
    """Scheme, host and port: what credentials and validators belong to (RFC 6454); empty for what is no address."""
    parts = parts_of(url)
    scheme = parts.scheme.lower()
    return f"{scheme}://{parts.hostname}:{parts.port or _DEFAULT_PORTS.get(scheme, 0)}" if parts.hostname else ""


def joined(base: str, url: str) -> str:
    """An address made absolute; empty where one of the two is none."""
    try:
        return urljoin(base, url)
    except ValueError:
        return ""


def http_url(url: str, base: str = "") -> str:
    """An address that is safe to fetch and to open, or nothing.

    Args:
        url: an address from outside, perhaps relative.
        base: the address it is relative to.

    Returns:
        An absolute ``http`` or ``https`` address without white space and control characters; an empty string for
        everything else (``javascript:``, ``file:``, ``data:``, a relative address without a base …).
    """
    url = clean(url).strip()
    if not url:
        return ""
    parts = parts_of(joined(base, url) if base else url)
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or parts.port == 0:
        return ""
    if _UNSAFE_IN_URL.search(parts.netloc):
        return ""
    url = urlunsplit(parts)
    return _UNSAFE_IN_URL.sub(lambda match: quote(match.group()), url)


def unescape(text: str) -> str:
    """Text with HTML's character references resolved; one beyond Unicode becomes U+FFFD, however long its number is."""
    import html  # noqa: PLC0415  (its table of 2,000 names: the first frame does without)

    return html.unescape(_ENDLESS.sub(_bounded, text) if "&#" in text else text)


def _bounded(reference: re.Match[str]) -> str:
    digits = reference[1].lstrip("0")
    return f"&#{digits or 0}" if len(digits) < 8 else "&#xFFFD"


def without_endless_numbers(body: AnyStr) -> AnyStr:
    """A feed or page in which no reference to a character, escaped or not, has a thousand digits and more.

    For the parsers of others, which stumble over such a number and would cost us all the rest.
    """
    if isinstance(body, str):
        return _ENDLESS_ANYWHERE.sub("#65533", body)
    return _ENDLESS_IN_BYTES.sub(b"#65533", body)


def whole_number(digits: str) -> int | float:
    """A whole number of any length, to be JSON's ``parse_int``; one that no field can mean becomes a float."""
    return int(digits) if len(digits) < 20 else float(digits)


def without_password(url: str) -> str:
    """An address without the name and password in it, to be shown, written to a log or given away."""
    scheme, found, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{found}{host.rpartition('@')[2]}{slash}{path}" if found and "@" in host else url


def strip_tags(markup: str) -> str:
    """The text of a snippet of HTML on one line, with entities resolved: for titles, names, previews and search.

    Scripts, styles and other hidden elements leave nothing behind. One pass, in time linear in the snippet: not with
    ``html.parser``, which starts anew at every ``<`` that is never closed.
    """
    if "<" not in markup:
        return clean_line(unescape(markup))
    parts: list[str] = []
    shown_from, hidden = 0, 0
    markup = _without_comments(markup)
    for tag in _TAG.finditer(markup):
        if not hidden:
            parts.append(markup[shown_from : tag.start()])
        shown_from = tag.end()
        name = tag["name"].lower() if tag["name"] else ""
        if name in _HIDDEN and not tag[0].endswith("/>"):
            hidden = max(0, hidden + (-1 if tag["closing"] else 1))
        elif name in _BREAKING:
            parts.append(" ")
    if not hidden:
        parts.append(markup[shown_from:])
    return clean_line(unescape("".join(parts)))


def _without_comments(markup: str) -> str:
    parts, end = [], 0
    while (start := markup.find("<!--", end)) >= 0 and (close := markup.find("-->", start + 4)) >= 0:
        parts.append(markup[end:start])
        end = close + 3
    return "".join([*parts, markup[end:]])
