"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), which feedparser does not read."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from readers.clean import clean, clean_line, http_url, whole_number
from readers.errors import FeedError
from readers.feeds.bylines import names_of
from readers.feeds.dates import from_text
from readers.feeds.entries import digest_id
from readers.model import Enclosure, Entry, Feed, ParsedFeed


def looks_like_json(body: bytes) -> bool:
    """Whether a body starts like a JSON object; the content type is not to be trusted."""
    return body[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def parse_json_feed(body: bytes, *, url: str = "") -> ParsedFeed:
    """Read a JSON Feed.

    Args:
        body: as it came, UTF-8 with or without a byte order mark.
        url: where it was fetched, for relative addresses.

    Raises:
        FeedError: for broken JSON, and for JSON that is not a feed.
    """
    try:
        data = json.loads(body.decode("utf-8-sig", errors="replace"), parse_int=whole_number)
    except (ValueError, RecursionError) as error:
        raise FeedError(f"{url or 'This'} starts like a JSON Feed but is broken: {error}.") from error
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        raise FeedError(f"{url or 'This'} is JSON, but not a JSON Feed: it has no list of items.")
    version = _text(data, "version").rstrip("/").rpartition("/")[2]
    problems = []
    if "jsonfeed.org/version/" not in _text(data, "version"):
        problems.append("The feed does not say that it is a JSON Feed.")
    items = [item for item in data["items"] if isinstance(item, dict)]
    if len(items) < len(data["items"]):
        problems.append(f"Items that are no objects were left out: {len(data['items']) - len(items)}.")
    home = http_url(_text(data, "home_page_url"), url)
    feed = Feed(
        url=url, title=clean_line(_text(data, "title")), link=home, language=clean_line(_text(data, "language"))
    )
    base = url or home
    authors = _authors(data)
    return ParsedFeed(
        format=f"json{version.replace('.', '')}" if version in {"1", "1.0", "1.1"} else "json",
        feed=feed,
        entries=tuple(_entry(item, base, authors) for item in items),
        problems=tuple(problems),
    )


def _entry(item: dict[str, Any], base: str, feed_authors: tuple[str, ...]) -> Entry:
    link = http_url(_text(item, "url"), base) or http_url(_text(item, "external_url"), base)
    summary = html.escape(clean(_text(item, "summary")), quote=False)
    content = clean(_text(item, "content_html")) or _paragraphs(clean(_text(item, "content_text")))
    title = clean_line(_text(item, "title"))
    return Entry(
        id=clean_line(_text(item, "id")) or link or digest_id(title, summary, content),
        title=title,
        link=link,
        authors=_authors(item) or feed_authors,
        published=_date(item, "date_published"),
        updated=_date(item, "date_modified"),
        summary=summary,
        content=content,
        enclosures=tuple(_enclosures(item, base)),
        tags=tuple(
            dict.fromkeys(clean_line(tag) for tag in _list(item, "tags") if isinstance(tag, str) and tag.strip())
        ),
        image=http_url(_text(item, "image"), base) or http_url(_text(item, "banner_image"), base),
    )


def _text(data: dict[str, Any], key: str) -> str:
    """A string, whatever is there: publishers write numbers as ids."""
    value = data.get(key)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _list(data: dict[str, Any], key: str) -> list[Any]:
    value = data.get(key)
    return value if isinstance(value, list) else []


def _authors(data: dict[str, Any]) -> tuple[str, ...]:
    """Version 1.1 has ``authors``, version 1.0 one ``author``."""
    people: Iterable[Any] = [*_list(data, "authors"), data.get("author")]
    return names_of([_text(person, "name") for person in people if isinstance(person, dict)])


def _date(data: dict[str, Any], key: str) -> datetime | None:
    return from_text(_text(data, key))


def _enclosures(item: dict[str, Any], base: str) -> Iterator[Enclosure]:
    for attachment in _list(item, "attachments"):
        if isinstance(attachment, dict) and (address := http_url(_text(attachment, "url"), base)):
            size = attachment.get("size_in_bytes")
            length = int(size) if isinstance(size, int | float) and 0 < size < 1e15 else 0
            played = attachment.get("duration_in_seconds")
            duration = int(played) if isinstance(played, int | float) and 0 < played < 1e7 else 0
            kind = clean_line(_text(attachment, "mime_type"))
            yield Enclosure(url=address, type=kind, length=length, duration=duration)


def _paragraphs(text: str) -> str:
    """Plain text as HTML, since an entry's content is HTML."""
    parts = [part for part in text.split("\n\n") if part.strip()]
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in parts).replace("\n", "<br>")
