"""The blocks of a web page as its HTML has them: what an extraction is checked against and rendered from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property

from lxml import etree

from readers.clean import clean, clean_line, http_url
from readers.model import BlockKind
from readers.pages.layout import LayoutBuilder
from readers.pages.lines import Line, squeeze

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TEXT_BLOCKS = {"p", "li", "blockquote", "figcaption", "pre", "dt", "dd", "td", "th", "summary", *_HEADINGS}
_CONTAINERS = {
    "html", "body", "div", "section", "article", "main", "header", "footer", "aside", "nav", "figure", "ul", "ol", "dl",
    "table", "thead", "tbody", "tfoot", "tr", "form", "fieldset", "details", "center",
}  # fmt: skip
_INLINE = (
    "a", "abbr", "b", "bdi", "big", "cite", "code", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
)  # fmt: skip
_CROWD = 300
"""Inline elements side by side. The longest paragraphs of articles have some dozens."""
_SKIPPED = {"script", "style", "noscript", "template", "svg", "iframe", "head", "button", "select", "textarea", "math"}
_HIDDEN = re.compile(
    r"\b(?:sr-only|screen-?reader(?:-text|-only|s)?|visually-?hidden|visuallyhidden|assistive|u-hidden|vh|go-vh)\b",
    re.I,
)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_KINDS: dict[str, BlockKind] = {"li": "list_item", "blockquote": "quote", "figcaption": "caption", "pre": "code"}


def scrub(tree: etree._Element) -> None:
    """Take control characters out of a page's text, in place: trafilatura gives up on them.

    Comments that attributes begin go as well: libxml2 writes what holds many of them in time by the square.
    """
    for element in tree.iter(etree.Element):
        if element.text and not element.text.isprintable():
            element.text = clean(element.text)
        if element.tail and not element.tail.isprintable():
            element.tail = clean(element.tail)
        for name, value in element.attrib.items():
            if "<!--" in value:
                element.set(name, value.replace("<!--", " "))  # what is left would close up to others


def thinned(tree: etree._Element) -> etree._Element:
    """The page without the inline markup of elements that are crowded with it, for the parsers of others.

    trafilatura takes time by the square of the inline elements that stand side by side. The text is all there; what the
    markup means is read from the page itself.

    Args:
        tree: a page, which stays as it is.

    Returns:
        The page itself if nothing in it is crowded.
    """
    if not any(_is_crowded(element) for element in tree.iter(etree.Element)):
        return tree
    thin = deepcopy(tree)
    for element in [element for element in thin.iter(etree.Element) if _is_crowded(element)]:
        etree.strip_tags(element, *_INLINE)
        # What was parted by tags stays in as many pieces until it is set anew, and the pieces cost the same.
        element.text = element.text
        for child in element:
            child.tail = child.tail
    return thin


def _is_crowded(element: etree._Element) -> bool:
    return len(element) > _CROWD and sum(child.tag in _INLINE for child in element) > _CROWD


def drop_hidden(tree: etree._Element) -> None:
    """Take out, in place, what a page writes for screen readers alone ("opens in a new window")."""
    for element in list(tree.iter(etree.Element)):
        if isinstance(element.tag, str) and _HIDDEN.search(element.get("class") or "") and len(element) == 0:
            _drop(element)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


class SourceBlock:
    """A stretch of running text of the page, in one block element.

    Attributes:
        element: the innermost block element.
        index: its number in the page.
    """

    def __init__(self, element: etree._Element, index: int) -> None:
        self.element = element
        self.index = index

    @cached_property
    def text(self) -> str:
        """Its text on one line."""
        return clean_line("".join(_pieces(self.element)))

    @cached_property
    def key(self) -> str:
        """Its text, squeezed."""
        return squeeze(self.text)

    @cached_property
    def link_share(self) -> float:
        """The part of its letters that are links, 0–1."""
        linked = sum(len(squeeze("".join(_pieces(link)))) for link in self.element.iter("a"))
        return linked / max(1, len(self.key))

    @cached_property
    def reads_as_text(self) -> bool:
        """Whether it is a sentence or more, and no list of links."""
        return self.link_share <= 0.5 and Line(self.text, 0).prose

    @property
    def tag(self) -> str:
        """The element's name."""
        return str(self.element.tag)

    @cached_property
    def kind(self) -> tuple[BlockKind, int]:
        """What it is, and its level."""
        if self.tag in _HEADINGS:
            return "heading", _HEADINGS[self.tag]
        around = {str(parent.tag) for parent in self.element.iterancestors()}
        if self.tag == "figcaption" or "figcaption" in around:
            return "caption", 0
        if self.tag == "li" or "li" in around:
            return "list_item", max(1, sum(1 for _ in self.element.iterancestors("ul", "ol")))
        if "blockquote" in around:
            return "quote", 0
        return _KINDS.get(self.tag, "paragraph"), 0

    def render(self, builder: LayoutBuilder, base: str) -> None:
        """Add its running text, with links and line breaks, to the block under way."""
        _render(self.element, builder, base, linked=False)


def source_blocks(tree: etree._Element) -> list[SourceBlock]:
    """The page's blocks that hold text, in order."""
    body = next(tree.iter("body"), tree)
    return [SourceBlock(element, index) for index, element in enumerate(_leaves(body))]


def _leaves(element: etree._Element) -> Iterator[etree._Element]:
    """The innermost block elements, and containers with text of their own."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED or _is_invisible(child):
            continue
        if child.tag in _TEXT_BLOCKS or child.tag in _CONTAINERS:
            if _has_blocks(child):
                yield from _leaves(child)
            elif any(piece.strip() for piece in _pieces(child)):
                yield child
        else:
            yield from _leaves(child)


def _is_invisible(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_INVISIBLE.search(element.get("style") or ""))


def _has_blocks(element: etree._Element) -> bool:
    return any(
        isinstance(child.tag, str) and (child.tag in _TEXT_BLOCKS or child.tag in _CONTAINERS)
        for child in element.iterdescendants()
    )


def _pieces(element: etree._Element) -> Iterator[str]:
    """The strings of an element, without those of scripts and buttons; a space for a line break."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            if child.tag == "br":
                yield "\n"
            yield from _pieces(child)
        if child.tail:
            yield child.tail


def _render(element: etree._Element, builder: LayoutBuilder, base: str, *, linked: bool) -> None:
    builder.add(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            if child.tag == "br":
                builder.line_break()
            elif child.tag == "a" and not linked:
                builder.open_link(http_url(clean_line(child.get("href") or ""), base))
                _render(child, builder, base, linked=True)
                builder.close_link()
            else:
                _render(child, builder, base, linked=linked)
        builder.add(child.tail or "")
