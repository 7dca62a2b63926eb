"""What a page says about itself: headline, authors, date, site, language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from lxml import etree

from readers.clean import clean_line, http_url, parts_of, strip_tags, whole_number
from readers.feeds.bylines import names_of
from readers.feeds.dates import from_text, plausible

_PARTING = re.compile(r"\s+[|–—·»•]\s+|\s+-\s+|\s+::\s+")
"""What stands between the headline and the site's name in a title."""
_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report|Review|LiveBlog", re.I)
_META_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline")
_META_DATES = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "parsely-pub-date", "sailthru.date", "publishdate", "pubdate", "publish-date", "article:published",
    "article.published", "dcterms.created", "cxenseparse:recs:publishtime", "last-modified",
)  # fmt: skip
_META_AUTHORS = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "cxenseparse:author",
)
_META_SITES = ("og:site_name", "application-name", "apple-mobile-web-app-title")

_LONGEST_META = 2000
"""Code points of a ``meta`` element's content that are read."""


class About(NamedTuple):
    """What is known about a page; empty where nothing is.

    ``free`` is what it declares: whether everybody may read it (schema.org ``isAccessibleForFree``); ``image`` the
    address of the picture that stands for it where it is linked to.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    url: str = ""
    site: str = ""
    language: str = ""
    description: str = ""
    free: bool | None = None
    image: str = ""


def read_metadata(tree: etree._Element, url: str = "") -> About:
    """Read JSON-LD first, since it is the most exact, then meta elements, then trafilatura's guesses.

    Args:
        tree: the whole page; of its ``meta`` elements, endless contents are cut.
        url: where it came from.
    """
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415

    _shorten(tree)
    # Not its search through the whole text, which dates a page by any year that it mentions.
    guessed = extract_metadata(tree, default_url=url or None, extensive=False)
    meta = _metas(tree)
    article = next(_json_ld_articles(tree), {})
    site = clean_line(guessed.sitename or _first(meta, _META_SITES))
    if site.lower().removeprefix("www.") in parts_of(url).netloc.lower():
        site = ""  # trafilatura's last resort, which is no name
    titles = [_first(meta, _META_TITLES), strip_tags(_string(article.get("headline"))), clean_line(guessed.title or "")]
    authors = (
        names_of(_people(article.get("author")))
        or names_of(_first(meta, _META_AUTHORS))
        or _with_others(tree, names_of((guessed.author or "").replace("; ", "\n")))
    )
    return About(
        title=_choose_title(titles, tree, site, _host_name(url)),
        authors=tuple(name for name in authors if name.casefold() != site.casefold()) or authors,
        published=_date(article, meta, guessed.date),
        url=http_url(guessed.url or "", url) or http_url(_first(meta, ("og:url",)), url),
        site=site,
        language=_language(tree, meta),
        description=_first(meta, ("og:description", "description", "twitter:description")),
        free={"true": True, "false": False}.get(str(article.get("isAccessibleForFree", "")).lower()),
        image=http_url(_first(meta, ("og:image", "og:image:url", "twitter:image", "twitter:image:src")), url),
    )


def _with_others(tree: etree._Element, guessed: tuple[str, ...]) -> tuple[str, ...]:
    """The author that was found in a page's text, with those whose names are marked as authors' beside it."""
    if len(guessed) != 1:
        return guessed
    for first in tree.iter("a", "span"):
        parent = first.getparent()
        if parent is None or not _is_author(first) or _said(first) != guessed[0]:
            continue
        beside = [_said(one) for one in parent if _is_author(one)]
        return names_of(list(dict.fromkeys(beside))) if guessed[0] in beside else guessed
    return guessed


def _said(element: etree._Element) -> str:
    """What an element says, of which a name's few pieces are enough."""
    return clean_line("".join(islice(element.itertext(), 20)))


def _is_author(element: etree._Element) -> bool:
    return "author" in (element.get("rel") or "").split() or "author" in (element.get("itemprop") or "").split()


def _shorten(tree: etree._Element) -> None:
    """Cut what no title, name or description needs: trafilatura's patterns take time by the square of it."""
    for element in tree.iter("meta"):
        content = element.get("content") or ""
        if len(content) > _LONGEST_META:
            element.set("content", content[:_LONGEST_META])


def _metas(tree: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = strip_tags(element.get("content") or "")
        if name and content:
            found.setdefault(name, content)
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _json_ld_articles(tree: etree._Element) -> Iterator[dict[str, Any]]:
    """The schema.org articles of a page (https://schema.org/Article), wherever they are nested."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        text = re.sub(r"^\s*(?://)?<!\[CDATA\[|(?://)?\]\]>\s*$|^\s*<!--|-->\s*$", "", script.text)
        try:
            data = json.loads(text, strict=False, parse_int=whole_number)
        except (ValueError, RecursionError):
            continue
        yield from _articles_in(data, 0)


def _articles_in(data: Any, depth: int) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    if depth > 6:
        return
    if isinstance(data, list):
        for item in data[:50]:
            yield from _articles_in(item, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in kinds) and (
            data.get("headline") or data.get("datePublished")
        ):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _articles_in(data.get(key), depth + 1)


def _string(value: Any) -> str:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""


def _people(value: Any) -> list[str]:  # noqa: ANN401 - JSON
    """Author names from JSON-LD: strings, objects with a name, lists of both."""
    names: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            kind = _string(item.get("@type"))
            name = item.get("name")
            names += [part for part in (name if isinstance(name, list) else [name]) if isinstance(part, str)]
            if kind == "Organization" and len(names) > 1:
                names.pop()
        elif isinstance(item, str) and not item.startswith("http"):
            names.append(item)
    return names


def _host_name(url: str) -> str:
    """A host without what hosts begin and end with: what a site without a name of its own is called, or nearly."""
    return parts_of(url).netloc.removeprefix("www.").rpartition(".")[0]


def _choose_title(titles: list[str], tree: etree._Element, site: str, host: str = "") -> str:
    """The headline without the site's name: the first there is, in the page's own spelling if its heading has it.

    Args:
        titles: what the page gives as its title, the best first.
        tree: the page.
        site: its name, if it tells one.
        host: its host's name.
    """
    headings = [clean_line("".join(heading.itertext())) for heading in tree.iter("h1")]
    page_title = clean_line("".join(next(tree.iter("title"), etree.Element("title")).itertext()))
    named = next((name for name in (site, host) if _says_more(page_title, name)), "")
    if named:  # a heading over all pages of a site is no headline
        titles, headings = ([one for one in some if _key(one) != _key(named)] for some in (titles, headings))
    for title in [*titles, *headings, page_title]:
        if not (title := clean_line(title)):
            continue
        for heading in headings:
            if len(heading) > 12 and title.startswith(heading) and len(title) - len(heading) < 40:
                return heading  # what follows is the site's name, however it is parted
        if bare := _without_site(title, site or named):
            return bare
    return ""


def _key(title: str) -> str:
    return re.sub(r"\W+", "", title).casefold()


def _says_more(title: str, site: str) -> bool:
    """Whether a title has the site's name as one of its parts, and others."""
    parts = [_key(part) for part in _PARTING.split(title)]
    return _key(site) in parts and any(part and part != _key(site) for part in parts)


def alike(one: str, other: str) -> bool:
    """Whether two titles share most of their words."""
    first, second = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    return bool(first and second) and len(first & second) >= 0.6 * min(len(first), len(second))


def _without_site(title: str, site: str) -> str:
    parts = _PARTING.split(title)
    if len(parts) < 2:
        return title
    names = _key(site)
    start = 0
    if names and _key(parts[0]) == names:
        start = title.find(parts[1], len(parts[0]))
        parts.pop(0)
    while len(parts) > 1:
        last = _key(parts[-1])
        if last and names and (last in names or names in last):
            parts.pop()
        else:
            break
    end = title.find(parts[-1], start) + len(parts[-1]) if len(parts) > 1 else start + len(parts[0])
    return title[start:end].strip()


def _date(article: dict[str, Any], meta: dict[str, str], guessed: str | None) -> datetime | None:
    for text in (_string(article.get("datePublished")), _first(meta, _META_DATES[:3])):
        if moment := plausible(from_text(text)):
            return moment
    day = plausible(from_text(guessed or ""))
    for name in _META_DATES:
        moment = plausible(from_text(meta.get(name, "")))
        if moment and (day is None or abs((moment - day).total_seconds()) < 2 * 86400):
            return moment
    return day


def _language(tree: etree._Element, meta: dict[str, str]) -> str:
    root = tree if tree.tag == "html" else next(tree.iter("html"), None)
    value = "" if root is None else root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    value = value or meta.get("og:locale", "") or meta.get("content-language", "")
    match = re.match(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$", value.strip())
    return match.group().replace("_", "-") if match else ""
