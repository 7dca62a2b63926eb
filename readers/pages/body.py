"""trafilatura's tree of an article → one text with blocks and links."""

from __future__ import annotations

from lxml import etree

from readers.clean import clean_line, http_url
from readers.model import BlockKind
from readers.pages.layout import Layout, LayoutBuilder

_BLOCKS: dict[str, BlockKind] = {"p": "paragraph", "head": "heading", "item": "list_item", "quote": "quote"}
_PASSIVE = {"body", "div", "list", "table", "done", "main"}
"""Containers that part blocks and have no kind of their own."""


def lay_out(body: etree._Element) -> Layout:
    """Walk the tree; no word is lost and none is joined to its neighbour.

    Args:
        body: what trafilatura calls ``body``: ``p head list item quote code table row cell`` with ``ref`` (links),
            ``hi`` (emphasis), ``lb`` (line break) and their tails inside.
    """
    walker = _Walker()
    walker.walk(body, "paragraph", 0)
    return walker.builder.finish()


class _Walker:
    def __init__(self) -> None:
        self.builder = LayoutBuilder()
        self._in_cell = False

    def walk(self, element: etree._Element, kind: BlockKind, level: int) -> None:
        """Add an element, without its tail; ``kind`` and ``level`` are those of the block it stands in."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag == "graphic":
            return
        if tag == "lb":
            if self._in_cell:
                self.builder.space()
            else:
                self.builder.line_break()
        elif tag == "row":
            self._row(element)
        elif tag == "code":
            self._code(element)
        elif tag == "ref":
            self._link(element, kind, level)
        elif self._in_cell and (tag in _BLOCKS or tag in _PASSIVE or tag == "cell"):
            self.builder.space()
            self._inside(element, kind, level)
            self.builder.space()
        elif tag in _BLOCKS or tag in _PASSIVE:
            kind, level = _kind_of(element, tag, kind, level)
            self.builder.start(kind, level)
            self._inside(element, kind, level)
            self.builder.end()
        else:
            self._inside(element, kind, level)

    def _inside(self, element: etree._Element, kind: BlockKind, level: int) -> None:
        self.builder.add(element.text or "")
        for child in element:
            self.walk(child, kind, level)
            if isinstance(child.tag, str) and (child.tag in _BLOCKS or child.tag in _PASSIVE) and not self._in_cell:
                # A tail is running text of the block around, which a block within has ended.
                self.builder.start(*((kind, level) if kind != "heading" else ("paragraph", 0)))
            self.builder.add(child.tail or "")

    def _row(self, row: etree._Element) -> None:
        """A table's row is one block, its cells parted by bars."""
        self.builder.start("table")
        self._in_cell = True
        first = True
        for cell in row:
            if not first and "".join(cell.itertext()).strip():
                self.builder.add(" | ")
            first = False
            self._inside(cell, "table", 0)
            self.builder.add(cell.tail or "")
        self._in_cell = False
        self.builder.end()

    def _code(self, code: etree._Element) -> None:
        text = "".join(code.itertext())
        if "\n" in text.strip("\n") and not self._in_cell:
            self.builder.start("code")
            self.builder.add(text, verbatim=True)
            self.builder.end()
        else:
            self.builder.add(text)

    def _link(self, link: etree._Element, kind: BlockKind, level: int) -> None:
        self.builder.open_link(http_url(clean_line(link.get("target") or "")))
        self._inside(link, kind, level)
        self.builder.close_link()


def _kind_of(element: etree._Element, tag: str, kind: BlockKind, level: int) -> tuple[BlockKind, int]:
    """The kind and level of a block element, given those of the block around it."""
    if tag == "head":
        rend = element.get("rend") or "h2"
        return "heading", int(rend[1]) if rend[1:].isdecimal() and len(rend) == 2 else 2
    if tag == "item":
        return "list_item", 1 + sum(1 for _ in element.iterancestors("item"))
    if kind in ("quote", "list_item") and tag != "quote":
        return kind, level
    return _BLOCKS.get(tag, "paragraph"), 0
