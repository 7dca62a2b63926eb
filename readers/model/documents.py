"""An article as text and structure."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Literal

from readers.model.base import Model

BlockKind = Literal["standfirst", "heading", "paragraph", "list_item", "quote", "caption", "table", "code"]


class Block(Model, frozen=True):
    """A piece of a document's structure; blocks are sorted, do not overlap and are parted by an empty line.

    Attributes:
        kind: what the block is; ``quote`` is a block quotation of the page, not speech found by us.
        start: first code point.
        end: one past the last.
        level: of a heading 1–6, of a list item its depth from 1; otherwise 0.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0


class Link(Model, frozen=True):
    """A hyperlink over ``[start, end)`` of the text; ``url`` is absolute and ``http(s)``."""

    start: int
    end: int
    url: str


class Image(Model, frozen=True):
    """A picture of an article, by its address; it is never fetched unless the reader asks to see it.

    Attributes:
        at: where it stands: the code point of `Document.text` at which the block begins that it stands before, or that
            is its caption; the text's length if it stands after everything.
        url: absolute and ``http(s)``.
        alt: the words that stand for it, as published, or those of a caption that is no block; empty if there are none.
        caption: the block that is its caption, as an index of `Document.blocks`; ``None`` without one.
    """

    at: int
    url: str
    alt: str = ""
    caption: int | None = None


class Document(Model, frozen=True):
    """An article as text and structure.

    Attributes:
        text: standfirst and body. Blocks are parted by an empty line; no control character but the newline.
        title: the headline, not part of ``text``; empty if unknown.
        blocks: the structure over ``text``; empty means that each line of text is a paragraph.
        links: hyperlinks over ``text``.
        images: the article's pictures, in order.
        authors: bylines, one name each.
        published: when, with a time zone; ``None`` if unknown.
        url: where the article is; empty for a file without an address.
        site: the outlet's name, if known.
        language: a BCP 47 tag such as ``en`` or ``en-GB``; empty if unknown.
        cut: what was removed as boilerplate, in order, for the reader who wants to see it.
        problem: why this is not the whole article (the page could not be fetched, is for subscribers …), in words;
            empty if nothing is amiss.
        from_feed: whether this is the text that the feed gives, and not that of the page.
        fetched: when its page was fetched or its file read; ``None`` if that was not noted.
    """

    text: str
    title: str = ""
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    url: str = ""
    site: str = ""
    language: str = ""
    cut: tuple[str, ...] = ()
    problem: str = ""
    from_feed: bool = False
    fetched: datetime | None = None

    @property
    def called(self) -> str:
        """What to call it in a message: its headline in quotation marks, or else its address; perhaps empty."""
        return f"“{self.title}”" if self.title else self.url

    @property
    def digest(self) -> str:
        """SHA-256 of headline and text, hexadecimal: the key under which annotations are kept."""
        return hashlib.sha256(f"{self.title}\n\n{self.text}".encode()).hexdigest()
