"""A feed's body → `ParsedFeed`: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF (feedparser) and JSON Feed.

feedparser is the one parser that gets through all the broken feeds there are. It takes about a second for a megabyte,
so this runs in the worker process and only when a body has changed.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from readers.clean import clean, clean_line, http_url, joined, strip_tags, without_endless_numbers
from readers.errors import FeedError
from readers.feeds.ampersands import escape_ampersands
from readers.feeds.bylines import names_of
from readers.feeds.dates import from_struct, from_text, plausible
from readers.feeds.endings import breaks_off, breaks_off_in_an_entry
from readers.feeds.entries import digest_id, with_unique_ids
from readers.feeds.jsonfeed import looks_like_json, parse_json_feed
from readers.model import Enclosure, Entry, Feed, ParsedFeed

_Parsed = dict[str, Any]
"""feedparser's own mapping is a ``dict``."""

_SURPRISES = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a parser of wild input may stumble over; one such feed must not stop the others."""

MOST_ENTRIES = 5000
"""More than this in one body is an attack or a mistake; the first ones are kept."""

_HTML_START = re.compile(rb"(?:<\?xml[^>]*>|<!--(?s:.*?)-->|\s)*+<(?:!doctype\s+html|html|head|body)\b", re.I)
_RELATIVE = re.compile(r"""(\b(?:href|src)\s*=\s*)(["'])(?![a-z][a-z0-9+.-]*:|[#"'])([^"'<>\s]+)\2""", re.I)
_CDF_START = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>]*>\s*)?<channel\b", re.I)
_OPML_START = re.compile(rb"<opml[\s>]", re.I)
_UPDATE_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}
# feedparser's ways of saying that it chose another encoding than the header or the declaration named: not a fault
# worth a reader's attention once the text is right.
_HARMLESS = ("CharacterEncodingOverride", "NonXMLContentType")


def parse_feed(body: bytes, *, url: str = "", content_type: str = "", now: datetime | None = None) -> ParsedFeed:
    """Read a feed of any format.

    Args:
        body: as it came, after decompression; never a string, since the encoding is found here.
        url: where it was fetched, in the end; relative addresses are resolved against it.
        content_type: the header, for its charset.
        now: the moment of the fetch; later dates become this one.

    Raises:
        FeedError: if it is not a feed, saying what it seems to be instead.
    """
    now = now or datetime.now(UTC)
    what = url or "This"
    if not body.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise FeedError(f"{what} is empty; a feed was expected.")
    parsed = parse_json_feed(body, url=url) if looks_like_json(body) else _parse_xml(body, what, url, content_type)
    problems = list(parsed.problems)
    entries, repeats = with_unique_ids(_dated(entry, now) for entry in parsed.entries[:MOST_ENTRIES])
    if repeats:
        problems.append(f"Entries that came more than once are kept once: {repeats} left out.")
    if len(parsed.entries) > MOST_ENTRIES:
        problems.append(f"Only the first {MOST_ENTRIES} of {len(parsed.entries)} entries were read.")
    return msgspec.structs.replace(
        parsed,
        feed=msgspec.structs.replace(parsed.feed, updated=plausible(parsed.feed.updated, now)),
        entries=entries,
        problems=tuple(problems),
    )


def _dated(entry: Entry, now: datetime) -> Entry:
    return msgspec.structs.replace(
        entry, published=plausible(entry.published, now), updated=plausible(entry.updated, now)
    )


def _parse_xml(body: bytes, what: str, url: str, content_type: str) -> ParsedFeed:
    import feedparser  # noqa: PLC0415 - 0.1 s, and only the worker needs it

    headers = {"content-type": _content_type(body, content_type)}
    if url:
        headers["content-location"] = url
    body, escaped = escape_ampersands(without_endless_numbers(body))
    # Never the bare bytes: feedparser opens the local file of that name if they happen to be a path.
    # The screen is itself a whitelist, so nothing is sanitised here; and links inside texts are made absolute below, in
    # a fraction of the time. Together that makes parsing more than twice as fast.
    try:
        data = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except _SURPRISES as error:
        raise FeedError(f"{what} is broken in a way that cannot be read ({type(error).__name__}).") from error
    version, found = str(data.get("version") or ""), data.get("entries") or []
    if not version and not found:
        raise FeedError(_refusal(body, what))
    channel = data.get("feed") or {}
    base = url or http_url(_string(channel, "link"))
    problems = []
    fault = data.get("bozo_exception")
    if fault is not None and type(fault).__name__ not in _HARMLESS:
        problems.append(f"The feed is not well-formed ({clean_line(str(fault))}); it was read as far as possible.")
    cut = fault is not None and breaks_off(body)
    if cut:
        problems.append("The feed breaks off before its end; what came whole was read.")
        if breaks_off_in_an_entry(body):
            found = found[:-1]
    if escaped:
        problems.append(f"Ampersands that were not escaped were taken as they stand: {escaped}.")
    language = clean_line(_string(channel, "language"))
    feed = Feed(
        url=url,
        title=_title(channel),
        link=http_url(_string(channel, "link"), base) or _first_link(channel, base),
        language=language,
        updated=_moment(channel, "updated", language) or _moment(channel, "published", language),
    )
    entries = tuple(_entry(entry, base, language) for entry in found[: MOST_ENTRIES + 1])
    return ParsedFeed(
        format=version or ("cdf" if _CDF_START.match(body) else "unknown"),
        feed=feed,
        entries=entries,
        problems=tuple(problems),
        ttl=_ttl(channel),
        cut=cut,
    )


def _content_type(body: bytes, content_type: str) -> str:
    """The header to believe: bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever anyone declares.

    A body cut off in the middle of a character still counts, and so does one with a few broken bytes in an
    otherwise good text; a text in another encoding has far more of them.
    """
    if body.isascii() or body[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in body[:64]:
        return content_type or "application/xml"
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return content_type or "application/xml"
    return "application/xml; charset=utf-8"


def _refusal(body: bytes, what: str) -> str:
    head = body[:4096]
    if _HTML_START.match(head):
        return f"{what} is a web page, not a feed. Give the address of its feed, or add the page's address to find it."
    if _OPML_START.search(head):
        return f"{what} is a list of subscriptions (OPML), not a feed. Import it instead."
    if b"\0" in head:
        return f"{what} is binary data, not a feed."
    if head.lstrip().startswith(b"<"):
        return f"{what} is XML, but not a feed."
    return f"{what} is not a feed: it is neither RSS, Atom nor JSON Feed."


def _string(mapping: _Parsed, key: str) -> str:
    """A value as published. Past feedparser's own lookup, which maps keys and warns about it."""
    value = dict.get(mapping, key)
    return value if isinstance(value, str) else ""


def _moment(mapping: _Parsed, key: str, language: str) -> datetime | None:
    """A date in the zone in which it was published; in UTC where only feedparser makes it out."""
    return from_text(_string(mapping, key), language) or from_struct(dict.get(mapping, f"{key}_parsed"))


def _title(mapping: _Parsed) -> str:
    """A title as plain text: some publishers put markup or escaped entities into it."""
    title = _string(mapping, "title")
    kind = str((dict.get(mapping, "title_detail") or {}).get("type") or "")
    if "html" in kind or re.search(r"</?[a-z][^<>]*>|&(?:#\w+|\w+);", title, re.I):
        return strip_tags(title)
    return clean_line(title)


def _entry(entry: _Parsed, base: str, language: str) -> Entry:
    title = _title(entry)
    link = http_url(_string(entry, "feedburner_origlink") or _string(entry, "link"), base)
    content = max((_markup(part, base) for part in dict.get(entry, "content") or []), key=len, default="")
    summary = _markup(dict.get(entry, "summary_detail") or {"value": _string(entry, "summary")}, base)
    if summary == content:
        summary = ""
    published = _moment(entry, "published", language) or _moment(entry, "created", language)
    updated = _moment(entry, "updated", language)
    return Entry(
        id=clean_line(_string(entry, "id")) or link or digest_id(title, summary, content),
        title=title,
        link=link or _first_link(entry, base),
        authors=names_of(_authors(entry)),
        published=published or updated,
        updated=updated,
        summary=summary,
        content=content,
        enclosures=tuple(_enclosures(entry, base)),
        tags=tuple(dict.fromkeys(filter(None, map(_tag, dict.get(entry, "tags") or [])))),
        image=_image(entry, base),
        episode=".".join(filter(str.isdecimal, (_string(entry, f"itunes_{part}") for part in ("season", "episode")))),
    )


def _markup(part: _Parsed, base: str) -> str:
    """A summary or content as HTML, with absolute links."""
    value = clean(str(part.get("value") or ""))
    base = _absolute(base, str(part.get("base") or ""))
    if base and "=" in value:
        value = _RELATIVE.sub(lambda match: f"{match[1]}{match[2]}{_absolute(base, match[3])}{match[2]}", value)
    kind = str(part.get("type") or "text/html")
    if kind == "text/plain" and not re.search(r"</?[a-z][^<>]*>", value, re.I):
        return html.escape(value, quote=False).replace("\n\n", "<p>")
    return value


def _absolute(base: str, address: str) -> str:
    return joined(base, address) or address


def _first_link(entry: _Parsed, base: str) -> str:
    for link in dict.get(entry, "links") or []:
        if link.get("rel") in ("alternate", None, "related") and (address := http_url(_string(link, "href"), base)):
            return address
    return ""


def _authors(entry: _Parsed) -> list[str]:
    """The bylines: as published where there is one, since feedparser cuts addresses out of names, not always well."""
    named = [name for author in dict.get(entry, "authors") or [] if (name := _string(author, "name"))]
    return named if len(named) > 1 else [_string(entry, "author")] if _string(entry, "author") else named


def _tag(tag: _Parsed) -> str:
    return clean_line(str(tag.get("label") or tag.get("term") or ""))


def _enclosures(entry: _Parsed, base: str) -> Iterator[Enclosure]:
    """Enclosures of RSS and Atom, and Media RSS content, each address once; the first has the episode's duration."""
    seen: set[str] = set()
    episode = _seconds(_string(entry, "itunes_duration"))
    links = [link for link in dict.get(entry, "links") or [] if link.get("rel") == "enclosure"]
    for item in [*links, *(dict.get(entry, "media_content") or [])]:
        address = http_url(str(item.get("href") or item.get("url") or ""), base)
        if address and address not in seen:
            seen.add(address)
            length = str(item.get("length") or item.get("filesize") or "").strip()
            yield Enclosure(
                url=address,
                type=clean_line(str(item.get("type") or "")),
                length=int(length) if length.isdecimal() and len(length) < 16 else 0,
                duration=_seconds(str(item.get("duration") or "")) or (episode if len(seen) == 1 else 0),
            )


def _seconds(duration: str) -> int:
    """``3725``, ``62:05`` and ``1:02:05`` as seconds; 0 for anything else (Apple's podcast namespace allows all)."""
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,9})?|([0-9]{1,4}:)?[0-9]{1,4}:[0-5]?[0-9]", duration.strip()):
        return 0
    seconds = 0
    for part in duration.strip().partition(".")[0].split(":"):
        seconds = 60 * seconds + int(part)
    return seconds


def _image(entry: _Parsed, base: str) -> str:
    """The picture of a podcast's episode or, failing that, the first thumbnail of Media RSS."""
    pictures = [dict.get(entry, "image") or {}, *(dict.get(entry, "media_thumbnail") or [])]
    found = (http_url(str(one.get("href") or one.get("url") or ""), base) for one in pictures)
    return next(filter(None, found), "")


def _ttl(channel: _Parsed) -> int | None:
    """Minutes between fetches, from RSS ``ttl`` or the syndication module's period and frequency."""
    ttl = _string(channel, "ttl").strip()
    if ttl.isdecimal() and len(ttl) < 9:
        return int(ttl)
    period = _UPDATE_PERIODS.get(_string(channel, "sy_updateperiod").strip().lower())
    frequency = _string(channel, "sy_updatefrequency").strip()
    if period is None:
        return None
    return period // max(1, int(frequency) if frequency.isdecimal() and len(frequency) < 6 else 1)
