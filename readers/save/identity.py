"""What tells a saved article from every other one, in whatever file it is."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

from readers.addresses import without_tracking
from readers.model import Article
from readers.save import layout

_IN_FILES = re.compile(
    rb'"identity": ?"([0-9a-f]{16})"|\bquoth::? "?([0-9a-f]{16})\b|name="quoth" content="([0-9a-f]{16})'
)
"""How each format says whose file it is."""

_SEVERAL = re.compile(rb"\s*\[\s*\{")
"""How a file of several articles begins that tells of each as a file of its own would."""

HEAD = 4096
"""Bytes from the beginning of a file within which it says so, unless its front matter was made very long."""


def identity(article: Article) -> str:
    """Sixteen hexadecimal digits: of address, headline and day or, of an article without address, of its words.

    The headline counts since some sites give one address to all they publish; the day is that of Greenwich, since one
    moment is told in several zones.
    """
    return _digits(article, layout.headline(article), layout.published(article))


def identities(article: Article) -> Iterator[str]:
    """`identity`, then that of each earlier version: a publisher changes headlines."""
    yield identity(article)
    for version in article.versions:
        yield _digits(article, " ".join(version.document.title.split()), version.document.published)


def of_book(title: str, first: str) -> str:
    """The identity of a book of several articles, which no article has.

    Args:
        title: of the book.
        first: `identity` of its first article.
    """
    return hashlib.sha256(f"book\n{title}\n{first}".encode("utf-8", "replace")).hexdigest()[:16]


def of_quote(whose: str, start: int, end: int) -> str:
    """The UUID of a quote, the same in every saving of its article.

    Args:
        whose: `identity` of the article.
        start: first code point of the quote.
        end: one past the last.
    """
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{whose} {start} {end}"))


def told_in(head: bytes) -> str:
    """The identity that the beginning of a file tells; empty if it tells none, or holds several articles."""
    found = None if _SEVERAL.match(head) else _IN_FILES.search(head)
    return next(group for group in found.groups() if group).decode() if found else ""


def _digits(article: Article, headline: str, published: datetime | None) -> str:
    url = without_tracking(layout.address(article))
    if url:
        day = f"{published.astimezone(UTC):%Y-%m-%d}" if published else ""
        whole = "\n".join((url, headline.casefold(), day))
    else:
        whole = "\n".join((layout.outlet(article), article.document.digest))
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:16]
