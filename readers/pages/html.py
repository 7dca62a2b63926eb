"""A web page → `Document`: the article alone, with its structure. The extraction itself is trafilatura's."""

from __future__ import annotations

import contextlib
import logging
import re

from lxml import etree

from readers.errors import PageError
from readers.model import Document
from readers.pages.body import lay_out
from readers.pages.metadata import read_metadata

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_SHORTEST = 120
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
    import trafilatura  # noqa: PLC0415 - 0.3 s, and only the worker needs it
    from trafilatura import settings  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it has to say, we say to the reader
    what = url or "This page"
    tree = trafilatura.load_html(_decoded(body, content_type))
    if tree is None:
        raise PageError(f"{what} is empty or not a web page.")
    about = read_metadata(tree, url)
    found = trafilatura.bare_extraction(
        tree, url=url or None, include_comments=False, include_tables=True, favor_precision=True, with_metadata=False
    )
    if not isinstance(found, settings.Document) or not isinstance(found.body, etree._Element):
        raise PageError(f"No article was found in {what}. Open it in the browser instead.")
    layout = lay_out(found.body)
    if len(layout.text) < _SHORTEST:
        raise PageError(f"{what} holds too little text for an article. Open it in the browser instead.")
    return Document(
        text=layout.text,
        title=about.title,
        blocks=layout.blocks,
        links=layout.links,
        authors=about.authors,
        published=about.published,
        url=url or about.url,
        site=about.site,
        language=about.language,
    )


def _decoded(body: bytes | str, content_type: str) -> bytes | str:
    """The page as text if the header or the page names an encoding that it is not UTF-8 in; else unchanged."""
    if isinstance(body, str):
        return body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        named = _CHARSET.search(content_type.encode("ascii", "replace")) or _CHARSET.search(body[:4096])
        if named:
            with contextlib.suppress(LookupError):
                return body.decode(named.group(1).decode("ascii"), errors="replace")
    return body
