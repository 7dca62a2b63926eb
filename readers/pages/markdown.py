"""A Markdown file → `Document`."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from readers.clean import clean, clean_line, http_url, strip_tags
from readers.errors import PageError
from readers.feeds.bylines import names_of
from readers.feeds.dates import from_text
from readers.model import BlockKind, Document
from readers.pages.layout import Layout, LayoutBuilder

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"^(\w[\w -]*):[ \t]*(.*(?:\n[ \t]+-?.*|\n- .*)*)", re.M)


def extract_markdown(text: str, *, url: str = "") -> Document:
    """Read Markdown (CommonMark): headings, lists, quotes, code, tables and links become structure.

    Simple front matter (``title``, ``author``, ``date``, ``url``, ``site``) is understood. The title is otherwise the
    first heading, if the text begins with one.

    Args:
        text: the file's content.
        url: where it came from, for relative links.

    Raises:
        PageError: if there is no text in it.
    """
    fields, text = _front_matter(clean(text))
    layout, title = _lay_out(text, url or fields.get("url", ""), fields.get("title", ""))
    if not layout.text and not title:
        raise PageError(f"{url or 'This file'} holds no text.")
    return Document(
        text=layout.text,
        title=title,
        blocks=layout.blocks,
        links=layout.links,
        images=layout.images,
        authors=names_of(fields.get("authors") or fields.get("author") or ""),
        published=_date(fields),
        url=url or http_url(fields.get("url") or fields.get("source") or ""),
        site=fields.get("site", ""),
        language=fields.get("language") or fields.get("lang") or "",
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    fields = {}
    for name, value in _FIELD.findall(match.group(1)):
        items = [
            clean_line(item.strip("[] \t")).strip("\"'") for item in re.split(r"\n[ \t]*-[ \t]+|,(?=[^,]*\])", value)
        ]
        fields[name.strip().lower()] = "; ".join(item for item in items if item)
    return fields, text[match.end() :]


def _date(fields: dict[str, str]) -> datetime | None:
    return from_text(fields.get("published") or fields.get("date") or "")


def _lay_out(text: str, base: str, title: str) -> tuple[Layout, str]:
    """Blocks and links of the text, and the title: the one given, or a first heading, which then is no block."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only Markdown files need it

    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    if len(tokens) > 1 and tokens[0].type == "heading_open" and tokens[1].children:
        heading = clean_line("".join(_plain(child) for child in tokens[1].children))
        if not title or heading == title:
            title, tokens = heading, tokens[3:]
    renderer = _Renderer(base)
    for token in tokens:
        renderer.take(token)
    return renderer.builder.finish(), title


def _plain(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


class _Renderer:
    """Takes markdown-it's tokens one by one."""

    def __init__(self, base: str) -> None:
        self.builder = LayoutBuilder()
        self._base = base
        self._lists = 0
        self._quotes = 0
        self._cells = 0
        self._block: BlockKind = "paragraph"

    def take(self, token: Token) -> None:
        """Add a block token."""
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open", "bullet_list_close", "ordered_list_close"):
            self._lists += token.nesting
        elif kind in ("blockquote_open", "blockquote_close"):
            self._quotes += token.nesting
        elif kind == "heading_open":
            self._block = "heading"
            self.builder.start("heading", int(token.tag[1]))
        elif kind in ("paragraph_open", "list_item_open"):
            self._start()
        elif kind == "tr_open":
            self._block = "table"
            self.builder.start("table")
            self._cells = 0
        elif kind in ("td_open", "th_open"):
            if self._cells:
                self.builder.add(" | ")
            self._cells += 1
        elif kind in ("fence", "code_block"):
            self.builder.start("code")
            self.builder.add(token.content, verbatim=True)
            self.builder.end()
        elif kind == "html_block":
            self.builder.start("paragraph")
            self.builder.add(strip_tags(token.content))
            self.builder.end()
        elif kind == "inline":
            children = token.children or []
            alone = len(children) == 1 and children[0].type == "image" and self._block == "paragraph"
            if alone:
                # The words of a picture that stands by itself are its caption.
                self.builder.open_figure()
                self.builder.start("caption")
            for child in children:
                self._take_inline(child)
            if alone:
                self.builder.close_figure()
        elif kind in ("heading_close", "paragraph_close", "tr_close", "list_item_close"):
            self.builder.end()

    def _start(self) -> None:
        self._block = "list_item" if self._lists else "quote" if self._quotes else "paragraph"
        self.builder.start(self._block, self._lists)

    def _take_inline(self, token: Token) -> None:
        if token.type == "link_open":
            self.builder.open_link(http_url(str(token.attrs.get("href", "")), self._base))
        elif token.type == "link_close":
            self.builder.close_link()
        elif token.type == "softbreak":
            self.builder.space()
        elif token.type == "hardbreak":
            self.builder.line_break()
        elif token.type == "image":
            words = clean_line(token.content)
            if url := http_url(str(token.attrs.get("src", "")), self._base):
                self.builder.image(url, words)
            self.builder.add(token.content)
        elif token.type != "html_inline":
            self.builder.add(token.content)
