"""The heavy jobs, by name: what a child does all by itself, without the network.

A job is a plain function of keyword arguments. The libraries behind it (feedparser, trafilatura, spaCy) are imported
when the first such job comes: a child that parses feeds needs no language model.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from readers.errors import FeedError, PageError, SaveError, UnfitError
from readers.model import Annotations, Document, ParsedFeed
from readers.work import limits
from readers.work.runner import Jobs

if TYPE_CHECKING:
    from readers.annotate.annotator import Annotator

_FOR_TEMPLATES = 500_000_000
"""Bytes that a template may take; the largest article with all its names takes a tenth."""


def parse_feed(*, body: bytes, url: str = "", content_type: str = "") -> ParsedFeed:
    """Read a feed's body (bytes as they came); see `readers.feeds.parse.parse_feed`."""
    from readers.feeds import parse  # noqa: PLC0415

    with limits.bounded(url, FeedError):
        return parse.parse_feed(body, url=url, content_type=content_type)


def extract_page(*, body: bytes, url: str = "", content_type: str = "") -> Document:
    """Find the article in a web page; see `readers.pages.html.extract_html`."""
    from readers.pages import html  # noqa: PLC0415

    with limits.bounded(url, PageError):
        return html.extract_html(body, url=url, content_type=content_type)


def annotate(*, document: Document, model: str = "", known: dict[str, str] | None = None) -> Annotations:
    """Find names and quotes; the model is loaded once and kept.

    Args:
        document: what to read.
        model: see `readers.annotate.pipeline.build`.
        known: names that the library has settled, see `readers.annotate.annotator.Annotator`.
    """
    annotator = _annotator(model)
    if known is not None:
        annotator.know(known)
    with limits.bounded(document.called, UnfitError, limits.pages(len(document.text))):
        return annotator.annotate(document)


def fill_template(*, templates: dict[str, str], template: str, values: dict[str, Any], whose: str = "") -> str:
    """What a template of anybody's makes of plain data; see `readers.save.templates.filling.fill`.

    Args:
        templates: all that there are.
        template: the name of the one to fill.
        values: what it can print.
        whose: the identity that the file is to tell.
    """
    from readers.save.templates import filling  # noqa: PLC0415

    with limits.bounded(f"The template {template}", SaveError, memory=_FOR_TEMPLATES):
        return filling.fill(templates, template, values, whose)


def load_model(*, model: str = "") -> str:
    """Load the model ahead of the first article and say its version."""
    return _annotator(model).version


@cache
def _annotator(model: str) -> Annotator:
    from readers.annotate.annotator import Annotator  # noqa: PLC0415

    return Annotator(model)


JOBS: Jobs = {
    "parse_feed": parse_feed,
    "extract_page": extract_page,
    "annotate": annotate,
    "load_model": load_model,
    "fill_template": fill_template,
}
