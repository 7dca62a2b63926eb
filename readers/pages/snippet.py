"""A feed's own HTML → text with structure. It is quick, and runs in the interface's process too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.clean import clean, http_url
from readers.model import BlockKind
from readers.pages.layout import Layout, LayoutBuilder

if TYPE_CHECKING:
    from lxml import etree

_KINDS: dict[str, tuple[BlockKind, int]] = {
    "p": ("paragraph", 0),
    "div": ("paragraph", 0),
    "blockquote": ("quote", 0),
    "figcaption": ("caption", 0),
    "tr": ("table", 0),
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
}
_PARTING = {
    "article",
    "section",
    "header",
    "footer",
    "figure",
    "table",
    "hr",
    "dl",
    "dt",
    "dd",
    "body",
    "main",
    "aside",
}
_SILENT = {"script", "style", "template", "iframe", "svg", "noscript", "form", "button", "select", "object"}


def lay_out_html(markup: str, base: str = "") -> Layout:
    """Blocks, links and pictures of a piece of HTML; what is none of these (scripts, forms) is left out.

    Args:
        markup: HTML, well-formed or not.
        base: the address that relative links are relative to.
    """
    # Not with html.parser: it takes quadratic time on tags that are never closed, and feeds are hostile.
    from lxml import etree, html  # noqa: PLC0415 - only when a feed's own text is shown

    markup = clean(markup)
    writer = _Writer(base)
    if markup.strip():
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
        root = html.document_fromstring(f"<div>{markup}</div>", parser=parser)
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = str(element.tag)
            if event == "start":
                if tag == "img":
                    writer.image(element)
                writer.start(tag, element.get("href") or "")
                writer.text(element.text or "")
            else:
                writer.end(tag)
                writer.text(element.tail or "")
    return writer.builder.finish()


class _Writer:
    """Takes elements one by one, their starts, texts and ends."""

    def __init__(self, base: str) -> None:
        self.builder = LayoutBuilder()
        self._base = base
        self._silent = 0
        self._lists = 0
        self._quotes = 0
        self._verbatim = 0
        self._cells = 0
        self._seen: set[str] = set()

    def start(self, tag: str, href: str) -> None:
        """Begin a block, a link or a silence."""
        if tag in _SILENT:
            self._silent += 1
        elif tag in ("ul", "ol"):
            self._lists += 1
            self.builder.end()
        elif tag == "li":
            self.builder.start("list_item", max(1, self._lists))
        elif tag == "pre":
            self._verbatim += 1
            self.builder.start("code")
        elif tag in _KINDS:
            self._block(tag)
        elif tag in _PARTING:
            self.builder.end()
            if tag == "figure":
                self.builder.open_figure()
        elif tag == "br":
            self.builder.line_break()
        elif tag in ("td", "th"):
            if self._cells:
                self.builder.add(" | ")
            self._cells += 1
        elif tag == "a":
            self.builder.open_link(http_url(href, self._base))

    def image(self, element: etree._Element) -> None:
        """Add a picture, once; none that is there to count readers or to be clicked."""
        from readers.pages import addresses  # noqa: PLC0415 - with lxml, see above

        url = addresses.address(element, self._base)
        if url and not self._silent and not addresses.is_mark(element, url):
            known = addresses.same(url)
            if known not in self._seen:
                self._seen.add(known)
                self.builder.image(url, addresses.words_of(element))

    def end(self, tag: str) -> None:
        """End what `start` began."""
        if tag in _SILENT:
            self._silent -= 1
        elif tag in ("ul", "ol"):
            self._lists -= 1
            self.builder.end()
        elif tag == "pre":
            self._verbatim -= 1
            self.builder.end()
        elif tag == "a":
            self.builder.close_link()
        elif tag in _KINDS or tag in _PARTING or tag == "li":
            if tag == "blockquote":
                self._quotes -= 1
            self.builder.end()
            if tag == "figure":
                self.builder.close_figure()

    def text(self, text: str) -> None:
        """Add running text."""
        if text and not self._silent:
            self.builder.add(text, verbatim=bool(self._verbatim))

    def _block(self, tag: str) -> None:
        kind, level = _KINDS[tag]
        self._quotes += tag == "blockquote"
        self._cells = 0
        if tag in ("p", "div") and self._lists:
            kind, level = "list_item", self._lists
        elif tag in ("p", "div") and self._quotes:
            kind = "quote"
        self.builder.start(kind, level)
