"""A web page → `Document`: the article alone, with its structure. The extraction itself is trafilatura's."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from readers.clean import without_endless_numbers
from readers.errors import PageError
from readers.model import Document
from readers.pages.body import lay_out
from readers.pages.layout import Layout, LayoutBuilder
from readers.pages.metadata import About, read_metadata
from readers.pages.pictures import find_pictures
from readers.pages.select import Chosen, choose
from readers.pages.source import SourceBlock, drop_hidden, scrub, source_blocks, thinned
from readers.pages.tables import unframe
from readers.pages.walls import find_wall

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_MOST_CUT = 300
_LOST = 3
"""Times as much text as was chosen that makes one look again, more generously."""
_SHORTEST = 40
"""Characters of text below which a page is not taken for an article."""


def extract_html(body: bytes | str, *, url: str = "", content_type: str = "") -> Document:
    """Find the article in a web page.

    Args:
        body: the page; bytes, if there are any, since the encoding is found here.
        url: where it came from, for relative links and the site's name.
        content_type: the header, for its charset.

    Raises:
        PageError: if there is no article in it, saying what there seems to be instead.
    """
    what = url or "This page"
    try:
        return _extract(body, what, url, content_type)
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        raise PageError(f"{what} is broken in a way that cannot be read ({type(error).__name__}).") from error


def _extract(body: bytes | str, what: str, url: str, content_type: str) -> Document:
    import trafilatura  # noqa: PLC0415 - 0.3 s, and only the worker needs it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it has to say, we say to the reader
    tree = trafilatura.load_html(_decoded(body, content_type))
    if tree is None:
        raise PageError(f"{what} is empty or not a web page.")
    scrub(tree)
    unframe(tree)
    about = read_metadata(thinned(tree), url)
    drop_hidden(tree)
    sources = source_blocks(tree)
    thin = thinned(tree)
    chosen = _chosen(thin, sources, about, precisely=True)
    if (length := _length(chosen)) * _LOST < sum(len(source.text) for source in sources if source.reads_as_text):
        generous = _chosen(thin, sources, about, precisely=False)
        chosen = generous if _length(generous) >= _LOST * length else chosen
    wall = find_wall([block.text for block in chosen], [source.text for source in sources], free=about.free)
    if wall is not None and not wall.teaser:
        raise PageError(f"{what} {wall.message}")
    layout, placed = _render(chosen, url or about.url)
    if len(layout.text) < _SHORTEST and wall is None:
        raise PageError(f"{what} holds no article, or too little text for one. Open it in the browser instead.")
    return Document(
        text=layout.text,
        title=about.title,
        blocks=layout.blocks,
        links=layout.links,
        images=find_pictures(tree, placed, layout.blocks, about, url or about.url),
        authors=about.authors,
        published=about.published,
        url=url or about.url,
        site=about.site,
        language=about.language,
        cut=_cut(sources, chosen),
        problem="" if wall is None else f"{what} {wall.message}",
    )


def _chosen(tree: etree._Element, sources: Sequence[SourceBlock], about: About, *, precisely: bool) -> list[Chosen]:
    """What trafilatura takes for the article, looked up in the page."""
    import trafilatura  # noqa: PLC0415
    from trafilatura import settings  # noqa: PLC0415

    found = trafilatura.bare_extraction(
        deepcopy(tree), url=about.url or None, include_comments=False, include_tables=True, favor_precision=precisely
    )
    if isinstance(found, settings.Document) and isinstance(found.body, etree._Element):
        return choose(lay_out(found.body), sources, about)
    return []


def _length(chosen: Sequence[Chosen]) -> int:
    return sum(len(block.text) for block in chosen)


def _render(chosen: Sequence[Chosen], base: str) -> tuple[Layout, list[tuple[Chosen, int]]]:
    """The text, and each of the chosen with the index of the block at which it begins."""
    builder = LayoutBuilder()
    placed = []
    for block in chosen:
        builder.start(block.kind, block.level)
        placed.append((block, builder.count))
        if block.source is None:
            builder.add(block.text, verbatim=block.kind == "code")
        else:
            block.source.render(builder, base)
    return builder.finish(), placed


def _cut(sources: Sequence[SourceBlock], chosen: Sequence[Chosen]) -> tuple[str, ...]:
    """The page's other blocks, in order, each text once."""
    used = {block.source.key for block in chosen if block.source is not None}
    return tuple(dict.fromkeys(source.text for source in sources if source.key and source.key not in used))[:_MOST_CUT]


def _decoded(body: bytes | str, content_type: str) -> bytes | str:
    """The page as text if the header or the page names an encoding that it is not UTF-8 in; else unchanged."""
    if isinstance(body, str):
        return without_endless_numbers(body)
    body = without_endless_numbers(body)
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        named = _CHARSET.search(content_type.encode("ascii", "replace")) or _CHARSET.search(body[:4096])
        if named:
            with contextlib.suppress(LookupError):
                return body.decode(named.group(1).decode("ascii"), errors="replace")
    return body
