"""A page of `readers.save.html` as XHTML, as books have it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from types import MappingProxyType
from urllib.parse import quote

from readers.clean import http_url, unescape
from readers.model import Article
from readers.save import layout
from readers.save.html import page
from readers.save.identity import identity

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINK = re.compile(r'<a ([^<>]*)href="(http[^"]*)">', re.IGNORECASE)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?")
_IN_ADDRESSES = "!#$&'()*+,/:;=?@-._~%"
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,4})?")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def text(words: str) -> str:
    """Some words as XML has them; what it has not becomes U+FFFD."""
    return escape(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", layout.printable(words)))


def title(article: Article) -> str:
    """The headline as XML has it; never empty."""
    return text(layout.headline(article)).strip() or "Untitled"


def language(article: Article) -> str:
    """The article's language as books name it; ``und`` if it is none that there can be."""
    told = article.document.language or "en"
    return told if _TAG.fullmatch(told) else "und"


def chapter(article: Article, style: str, pictures: Mapping[str, str] = MappingProxyType({})) -> str:
    """An article as a document of a book.

    Args:
        article: annotated or not.
        style: the file name of the style sheet.
        pictures: addresses of pictures → the names of their files.
    """
    body = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", page(article, pictures)).replace("<br>", "<br/>")
    return document(title(article), _LINK.sub(_link, body), language(article), style, whose=identity(article))


def document(called: str, body: str, lang: str, style: str, *, whose: str = "") -> str:
    """A document of a book, of what was escaped already; of an article with its `readers.save.identity`."""
    told = f'<meta name="quoth" content="{whose}"/>\n' if whose else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{lang}" xml:lang="{lang}">\n'
        f'<head>\n<title>{called}</title>\n{told}<link rel="stylesheet" type="text/css" href="{style}"/>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _link(found: re.Match[str]) -> str:
    """A hyperlink whose address is one; one that is none leads nowhere."""
    url = address(unescape(found[2]))
    return f'<a {found[1]}href="{escape(url)}">' if url else "<a>"


def address(url: str) -> str:
    """An address with everything escaped that a reading system could stumble over; empty if it is none."""
    escaped = _STRAY_PERCENT.sub("%25", quote(http_url(url), safe=_IN_ADDRESSES, errors="replace"))
    before, hash_, after = escaped.partition("#")
    host = before.partition("://")[2].partition("/")[0].partition("?")[0]
    return before + hash_ + after.replace("#", "%23") if _HOST.fullmatch(host) else ""
