"""Tables that are there for the layout of a page, as before style sheets, made into plain containers."""

from __future__ import annotations

from lxml import etree

from readers.clean import clean_line

_FRAME = {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "col"}
_BLOCKS = {
    "p", "div", "table", "ul", "ol", "dl", "blockquote", "pre", "center", "form", "hr", "section", "article", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_HEADS = ("h1", "h2", "h3", "h4")
_FEWEST = 2
"""Paragraphs in one cell that no table of data has."""
_SHORTEST = 60
"""Characters of such a paragraph."""


def unframe(tree: etree._Element) -> None:
    """Make the tables that hold running text into ``div`` elements, in place, the inner ones first.

    A table of data has a caption, or header cells, or short cells; HTML asks authors not to lay out pages with tables
    (https://html.spec.whatwg.org/multipage/tables.html#the-table-element) and gives signs to tell one that does:
    ``role=presentation``, other tables inside, a whole text in a cell.
    """
    for table in reversed(list(tree.iter("table"))):
        if _lays_out(table):
            for element in [table, *_parts(table)]:
                if element.tag == "td":
                    _wrap_loose_text(element)
                element.tag = "div"


def _parts(table: etree._Element) -> list[etree._Element]:
    """The rows and cells of a table, without those of tables inside."""
    parts = []
    for child in table:
        if isinstance(child.tag, str) and child.tag in _FRAME and child.tag != "table":
            parts += [child, *_parts(child)]
    return parts


def _lays_out(table: etree._Element) -> bool:
    parts = _parts(table)
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    if any(part.tag == "th" for part in parts) or next(table.iterchildren("caption"), None) is not None:
        return False
    return any(_holds_text(part) for part in parts if part.tag == "td")


def _holds_text(cell: etree._Element) -> bool:
    """Whether a cell has the paragraphs of a text in it, marked as such or parted by line breaks."""
    long = sum(len(clean_line(piece)) >= _SHORTEST for piece in _paragraphs(cell))
    headed = any(next(cell.iter(name), None) is not None for name in _HEADS)
    return long >= _FEWEST or (headed and long > 0)


def _paragraphs(cell: etree._Element) -> list[str]:
    """The text of a cell, a string for each paragraph, ``div`` or stretch between line breaks."""
    pieces = [""]
    for event, element in etree.iterwalk(cell, events=("start", "end", "comment", "pi")):
        if not isinstance(element.tag, str):
            pieces[-1] += (element.tail or "") if event in ("comment", "pi") else ""
            continue
        if element.tag in ("p", "div", "br", "li", "table", "tr", "td", "blockquote", *_HEADS):
            pieces.append("")
        if event == "start":
            pieces[-1] += element.text or ""
        elif element is not cell:
            pieces[-1] += element.tail or ""
    return pieces


def _wrap_loose_text(cell: etree._Element) -> None:
    """Put text that stands in a cell beside blocks, or parted by empty lines, into paragraphs."""
    children = list(cell)
    if not any(child.tag in _BLOCKS or child.tag == "br" for child in children):
        return
    run = cell.makeelement("p")
    run.text, cell.text = cell.text, None
    for child in children:
        cell.remove(child)  # its tail goes with it
        tail, child.tail = child.tail, None
        if child.tag in _BLOCKS or (child.tag == "br" and _ends_with_break(run)):
            _add_run(cell, run)
            if child.tag != "br":
                cell.append(child)
            run = cell.makeelement("p")
            run.text = tail
        else:
            run.append(child)
            child.tail = tail
    _add_run(cell, run)


def _ends_with_break(run: etree._Element) -> bool:
    return len(run) > 0 and run[-1].tag == "br" and not (run[-1].tail or "").strip()


def _add_run(cell: etree._Element, run: etree._Element) -> None:
    if clean_line("".join(run.itertext())):
        cell.append(run)
