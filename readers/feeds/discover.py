"""A site's address → its feeds: what its page links to, what well-known sites do, and where feeds usually lie."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs

from readers.clean import clean_line, http_url, parts_of


class FoundFeed(NamedTuple):
    """A feed that a page offers.

    Attributes:
        url: absolute address.
        title: what the page calls it, or empty.
        type: its media type, or empty for a guess.
    """

    url: str
    title: str = ""
    type: str = ""


_TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
    "application/xml",
    "text/xml",
    "application/x-rss+xml",
}
_WEAK_TYPES = {"application/json", "application/xml", "text/xml"}
_FEED_LIKE = re.compile(r"(?:^|[/_.=-])(?:rss|atom|feeds?|index\.xml|rdf|jsonfeed)(?:$|[/_.?&=-])", re.I)
_NOT_FEEDS = re.compile(r"/wp-json/|oembed|/xmlrpc|opensearch|comments?/feed|/manifest", re.I)
_USUAL = (
    "feed", "feed/", "rss", "rss/", "atom.xml", "feed.xml", "rss.xml", "index.xml", "index.rss", "feed.atom",
    "feed.json", "feeds/posts/default", "rss/feed.xml",
)  # fmt: skip


def find_feeds(page: bytes, url: str) -> tuple[FoundFeed, ...]:
    """The feeds that a web page links to.

    Args:
        page: its HTML as it came.
        url: its address, for relative links.

    Returns:
        Announced feeds (``<link rel="alternate">``) first, in the page's order; then links in the text that look like
        one, only if nothing was announced. Each address once, feeds of comments last.
    """
    from lxml import etree, html  # noqa: PLC0415 - 0.1 s, and only needed for a site's address

    try:
        root = html.document_fromstring(page, parser=html.HTMLParser(encoding=None, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    base = http_url(next(iter(root.xpath("//base/@href")), ""), url) or url
    found: dict[str, FoundFeed] = {}
    for link in root.iter("link"):
        kind = (link.get("type") or "").split(";")[0].strip().lower()
        relations = (link.get("rel") or "").lower().split()
        if "alternate" not in relations and "feed" not in relations:
            continue
        address = http_url(link.get("href") or "", base)
        if not address or (kind not in _TYPES and "feed" not in relations) or _unlikely(kind, address, link):
            continue
        found.setdefault(address, FoundFeed(address, clean_line(link.get("title") or ""), kind))
    if not found:
        for anchor in root.iter("a"):
            address = http_url(anchor.get("href") or "", base)
            path = parts_of(address).path + "?" + parts_of(address).query
            if address and _FEED_LIKE.search(path.rstrip("?")) and not _NOT_FEEDS.search(address):
                found.setdefault(address, FoundFeed(address, clean_line(anchor.text_content())[:80]))
    return tuple(sorted(found.values(), key=lambda feed: bool(re.search(r"comment", feed.url + feed.title, re.I))))


def _unlikely(kind: str, address: str, link: object) -> bool:
    """Whether a link of a type that feeds share with other things is one of the other things."""
    hreflang = getattr(link, "get", lambda _: None)("hreflang")
    if kind in _WEAK_TYPES:
        return bool(_NOT_FEEDS.search(address)) or not (
            _FEED_LIKE.search(address) or address.endswith((".xml", ".json"))
        )
    return bool(re.search(r"oembed|/wp-json/", address)) or (hreflang is not None and kind == "")


def well_known(url: str) -> tuple[FoundFeed, ...]:
    """Feeds that follow from an address alone, on sites whose pages do not announce them well.

    Args:
        url: the address of a YouTube channel or playlist, a GitHub repository or account, a subreddit, a Mastodon
            account …
    """
    parts = parts_of(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("old.")
    pieces = [piece for piece in parts.path.split("/") if piece]
    query = parse_qs(parts.query)
    if host == "youtube.com":
        return _youtube(pieces, query)
    if host == "github.com" and pieces:
        root = "https://github.com/" + "/".join(pieces[:2])
        if len(pieces) == 1:
            return (FoundFeed(f"{root}.atom", f"{pieces[0]}: activity"),)
        return tuple(
            FoundFeed(f"{root}/{kind}.atom", f"{pieces[1]}: {kind}") for kind in ("releases", "commits", "tags")
        )
    if host == "reddit.com" and len(pieces) >= 2 and pieces[0] in {"r", "user", "u"}:
        return (FoundFeed(f"https://www.reddit.com/{pieces[0]}/{pieces[1]}/.rss", "/".join(pieces[:2])),)
    if (
        len(pieces) == 1
        and re.fullmatch(r"@\w+", pieces[0])
        and host not in {"medium.com", "tiktok.com", "threads.net"}
    ):
        return (FoundFeed(f"{parts.scheme}://{parts.netloc}/{pieces[0]}.rss", pieces[0]),)
    if host == "medium.com" and pieces:
        return (FoundFeed(f"https://medium.com/feed/{pieces[0]}", pieces[0]),)
    return ()


def _youtube(pieces: list[str], query: dict[str, list[str]]) -> tuple[FoundFeed, ...]:
    root = "https://www.youtube.com/feeds/videos.xml"
    if len(pieces) >= 2 and pieces[0] == "channel":
        return (FoundFeed(f"{root}?channel_id={pieces[1]}", "Videos of the channel"),)
    if len(pieces) >= 2 and pieces[0] == "user":
        return (FoundFeed(f"{root}?user={pieces[1]}", f"Videos of {pieces[1]}"),)
    if playlist := query.get("list"):
        return (FoundFeed(f"{root}?playlist_id={playlist[0]}", "Videos of the playlist"),)
    return ()


def guesses(url: str) -> tuple[str, ...]:
    """Where feeds usually lie: to be tried, a few at a time, when a page announces none.

    Args:
        url: the site's address; its own folder is tried after its root.
    """
    parts = parts_of(url)
    root = f"{parts.scheme}://{parts.netloc}/"
    folders = [root]
    if parts.path.strip("/"):
        folders.append(root + parts.path.strip("/").rpartition(".")[0].rpartition("/")[0] + "/"
                       if "." in parts.path.rpartition("/")[2] else root + parts.path.strip("/") + "/")  # fmt: skip
    return tuple(dict.fromkeys(folder.rstrip("/") + "/" + name for folder in folders for name in _USUAL))
