"""One quote, to be handed on: as text, as Markdown, or as a citation; always with whose it is and whence."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from readers.config import QuoteFormat
from readers.errors import SaveError
from readers.model import Article, Quote
from readers.save import layout
from readers.save.escaping import destination, escape
from readers.save.sharing import citations

_NUMBERED = re.compile(r"(?P<article>.+?)#?q(?P<number>[0-9]{1,6})", re.DOTALL)

CITATIONS = {"csl": citations.to_csl, "ris": citations.to_ris, "bibtex": citations.to_bibtex}
"""The formats that bibliographies take."""


def parted(what: str) -> tuple[str, int]:
    """An article and the number of a quote in it, 0 for the whole: ``12q3``, of a file or address ``harbour.md#q3``.

    A name is one of a quote only if a number or a ``#`` stands before its ``q``.
    """
    found = _NUMBERED.fullmatch(what)
    if found is None or not (found["article"].isdecimal() or what[found.end("article")] == "#"):
        return what, 0
    return found["article"], int(found["number"])


def quote_of(article: Article, number: int) -> Quote:
    """A quote by its number, from 1, in the order in which saved files number them.

    Raises:
        SaveError: the article has none of that number.
    """
    quotes = article.annotations.quotes if article.annotations else ()
    if not 1 <= number <= len(quotes):
        has = f"its quotes are q1 to q{len(quotes)}" if quotes else "it has none"
        raise SaveError(f"There is no quote q{number} in {article.document.called or 'this article'}: {has}.")
    return quotes[number - 1]


def number_of(article: Article, quote: Quote) -> int:
    """The number of an article's quote, from 1."""
    quotes = article.annotations.quotes if article.annotations else ()
    return next(number for number, one in enumerate(quotes, start=1) if one == quote)


def shared(article: Article, quote: Quote | None, style: QuoteFormat) -> str:
    """A quote, or a whole article, in a format.

    Args:
        article: whose.
        quote: one of its quotes; ``None`` for the article alone.
        style: the format.

    Returns:
        The quote, if any, with its speaker, outlet, headline, day and address; of what is not known, nothing.
    """
    if style in CITATIONS:
        return CITATIONS[style](article, quote)
    return _as_markdown(article, quote) if style == "markdown" else _as_text(article, quote)


def together(cited: Iterable[tuple[Article, Quote | None]], style: QuoteFormat) -> str:
    """Several quotes and articles in a format: one bibliography, or one after the other."""
    if style == "csl":
        items = [item for one in cited for item in msgspec.json.decode(citations.to_csl(*one))]
        keys = citations.Keys()
        named = [item | {"id": keys.new(item["id"])} for item in items]
        return msgspec.json.format(msgspec.json.encode(named), indent=2).decode() + "\n"
    texts = [shared(*one, style) for one in cited]
    if style == "bibtex":
        texts = list(map(citations.Keys().rename, texts))
    return ("" if style == "ris" else "\n").join(texts)


def words(article: Article, quote: Quote) -> str:
    """What was said, on one line, in the marks it stands in."""
    said = layout.said(quote, layout.printable(article.document.text))
    return f"“{said}”" if quote.in_marks else said


def _as_text(article: Article, quote: Quote | None) -> str:
    said = [words(article, quote)] if quote else []
    speaker = layout.speaker(article, quote) if quote else ""
    article = layout.printable_article(article)
    title = layout.headline(article) if article.document.title or article.row else ""
    about = (layout.outlet(article), f"“{title}”" if title else "", day(article), layout.address(article))
    return "\n".join(filter(None, (*said, f"— {speaker}" if speaker else "", ", ".join(filter(None, about))))) + "\n"


def _as_markdown(article: Article, quote: Quote | None) -> str:
    """A block quote, with its source as a link; of an article the source alone."""
    said = f"> {escape(words(article, quote))}\n" if quote else ""
    speaker = escape(layout.speaker(article, quote)) if quote else ""
    article = layout.printable_article(article)
    title, url, outlet = escape(layout.headline(article)), layout.address(article), escape(layout.outlet(article))
    linked = f"[{title or escape(url)}]({destination(url)})" if url else title
    about = (f"**{speaker}**" if speaker else "", linked, f"*{outlet}*" if outlet else "", day(article))
    source = ", ".join(filter(None, about))
    if not said:
        return f"{source}\n"
    return said + (f">\n> — {source}\n" if source else "")


def day(article: Article) -> str:
    """When it was published, as ``2026-03-01``; empty if nobody knows."""
    moment = layout.published(article)
    return f"{moment:%Y-%m-%d}" if moment else ""
