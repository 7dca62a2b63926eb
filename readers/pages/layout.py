"""Building a document's one text and the structure over it, piece by piece."""

from __future__ import annotations

import re
from typing import NamedTuple

from readers.clean import clean
from readers.model import Block, BlockKind, Image, Link

_SPACES = re.compile(r"\s+")
_PARTING = "\n\n"
MOST_IMAGES = 60
"""Pictures of one article; nobody leafs through a gallery of more in a terminal."""


class Layout(NamedTuple):
    """A finished text with its structure; see `readers.model.Document`."""

    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...] = ()


class _Pending(NamedTuple):
    """A picture that stands before a block, by its index, or has it as its caption."""

    block: int
    url: str
    alt: str
    captioned: bool = False


class LayoutBuilder:
    """Takes blocks with running text and gives one string with spans.

    White space is collapsed as a browser does it: across the pieces added, none at the ends of a block or line.
    Empty blocks leave no trace.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._start: int | None = None
        self._gap = ""
        self._link: tuple[int | None, str] | None = None
        self._images: list[_Pending] = []
        self._figure: tuple[int, int] | None = None

    @property
    def count(self) -> int:
        """Blocks that are finished."""
        return len(self._blocks)

    def start(self, kind: BlockKind, level: int = 0) -> None:
        """End the block under way and begin another."""
        self.end()
        self._kind, self._level = kind, level

    def end(self) -> None:
        """End the block under way; text that follows without `start` is a paragraph."""
        if self._start is not None:
            self._close_link()
            self._blocks.append(Block(kind=self._kind, start=self._start, end=self._length, level=self._level))
            if self._link is not None:
                self._link = (None, self._link[1])
        self._kind, self._level, self._start, self._gap = "paragraph", 0, None, ""

    def add(self, text: str, *, verbatim: bool = False) -> None:
        """Add running text to the block under way.

        Args:
            text: anything; it is cleaned.
            verbatim: keep line breaks and indentation (code).
        """
        text = clean(text)
        if verbatim:
            if text.strip():
                self._put(text.strip("\n"))
            return
        stripped = _SPACES.sub(" ", text).strip(" ")
        if not stripped:
            self._gap = self._gap or (" " if text else "")
            return
        if text[0].isspace():
            self._gap = self._gap or " "
        self._put(stripped)
        self._gap = " " if text[-1].isspace() else ""

    def space(self) -> None:
        """Make sure that what follows is parted from what went before, in the same line."""
        self._gap = self._gap or " "

    def line_break(self) -> None:
        """End a line; a second one in a row ends the block, since publishers part paragraphs so."""
        if self._gap == "\n":
            kind, level = self._kind, self._level
            self.end()
            self._kind, self._level = kind, level
        elif self._start is not None:
            self._gap = "\n"

    def open_link(self, url: str) -> None:
        """What is added from now on belongs to a link."""
        self._close_link()
        self._link = (None, url)

    def close_link(self) -> None:
        """What is added from now on does not."""
        self._close_link()
        self._link = None

    def image(self, url: str, alt: str = "") -> None:
        """A picture stands here: before the block that begins next. Of too many, the first are kept."""
        if len(self._images) < MOST_IMAGES:
            self._images.append(_Pending(self.count + (self._start is not None), url, alt))

    def open_figure(self) -> None:
        """Pictures and a caption follow that belong together."""
        self._figure = (self.count, len(self._images))

    def close_figure(self) -> None:
        """The caption since `open_figure` is that of the last picture since then."""
        if self._figure is None:
            return
        self.end()
        (block, image), self._figure = self._figure, None
        captions = [number for number in range(block, self.count) if self._blocks[number].kind == "caption"]
        if captions and image < len(self._images):
            self._images[-1] = self._images[-1]._replace(block=captions[0], captioned=True)

    def finish(self) -> Layout:
        """End the last block and give the whole."""
        self.end()
        images = [
            Image(
                at=self._blocks[block].start if block < self.count else self._length,
                url=url,
                alt=alt,
                caption=block if captioned else None,
            )
            for block, url, alt, captioned in self._images
        ]
        images.sort(key=lambda image: image.at)
        return Layout("".join(self._parts), tuple(self._blocks), tuple(self._links), tuple(images))

    def _put(self, text: str) -> None:
        if self._start is None:
            if self._blocks:
                self._write(_PARTING)
            self._start = self._length
        else:
            self._write(self._gap)
        self._gap = ""
        if self._link is not None and self._link[0] is None:
            self._link = (self._length, self._link[1])
        self._write(text)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _close_link(self) -> None:
        if self._link is None:
            return
        start, url = self._link
        if start is not None:
            if url and start < self._length:
                self._links.append(Link(start=start, end=self._length, url=url))
            self._link = (None, url)
