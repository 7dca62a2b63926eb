"""An annotated article for a terminal or a pager: plain text with the sixteen colours that every terminal has."""

from __future__ import annotations

import os
from collections.abc import Iterator

from readers.marks.anchors import plain
from readers.marks.notes import of_article
from readers.model import Article, Block, Note
from readers.save import layout
from readers.save.layout import Marks, Run
from readers.save.notes import numbered
from readers.save.pictures import SIGN, by_caption, groups

# Never by colour alone: people are bold, organisations italic, places underlined, so that NO_COLOR loses nothing.
_STYLES = {layout.PEOPLE: "1", layout.ORGANISATIONS: "3", layout.PLACES: "4", layout.OTHERS: "4;3"}
_COLOURS = {layout.PEOPLE: "36", layout.ORGANISATIONS: "33", layout.PLACES: "32", layout.OTHERS: "35"}
_QUOTE_COLOUR = "34"
_NOTE = "7"


def to_ansi(article: Article, *, colour: bool | None = None, links: bool = False) -> str:
    """The article with its names, quotes and notes marked, then who is in it, the quotes by speaker, and the notes.

    Lines are not wrapped, and each ends without a style, so that pagers and ``grep`` work.

    Args:
        article: annotated or not.
        colour: whether to colour; styles (bold, italic, underlined) are set either way. ``None``: unless the
            environment has ``NO_COLOR`` (https://no-color.org).
        links: whether headline and links are hyperlinks (OSC 8), which a terminal opens and a pager may not bear.
    """
    if colour is None:
        colour = not os.environ.get("NO_COLOR")
    article = layout.printable_article(article)
    writer = _Writer(article, colour=colour, links=links)
    parts = (writer.head(), writer.body(), writer.names(), writer.quotes(), writer.notes())
    return "\n\n".join(part for part in parts if part) + "\n"


def styled(text: str, codes: str) -> str:
    """A text in a style of SGR codes, line by line; an empty style changes nothing."""
    if not codes:
        return text
    return "\n".join(f"\x1b[{codes}m{line}\x1b[0m" if line else "" for line in text.split("\n"))


def linked(text: str, url: str) -> str:
    """A text as a hyperlink, line by line; as it is, if that is no address of the web."""
    if not layout.web_address(url):
        return text
    return "\n".join(f"\x1b]8;;{url}\x1b\\{line}\x1b]8;;\x1b\\" if line else "" for line in text.split("\n"))


def _line(note: Note) -> str:
    return " ".join(note.body.split())


class _Writer:
    def __init__(self, article: Article, *, colour: bool, links: bool) -> None:
        self._article = article
        self._text = article.document.text
        self._colour = colour
        self._links = links
        self._marks = Marks(article)
        self._captions = by_caption(article.document)

    def head(self) -> str:
        article = self._article
        published = layout.published(article)
        about = [", ".join(article.document.authors), layout.outlet(article)]
        about.append(f"{published:%Y-%m-%d %H:%M}" if published else "")
        about.append(" ".join(f"#{tag}" for tag in layout.tags(article)))
        byline = " · ".join(part for part in about if part)
        below = [(byline, "2"), (article.document.problem, "2;3")]
        headline = styled(layout.headline(article), "1")
        headline = linked(headline, article.document.url) if self._links else headline
        return "\n".join((headline, *(styled(line, codes) for line, codes in below if line)))

    def body(self) -> str:
        parts = []
        for images, kind, group in groups(self._article.document):
            parts += [styled(f"{SIGN} {image.alt or 'picture'}", "2") for image in images]
            tight = kind in ("list_item", "table")
            parts += [("\n" if tight else "\n\n").join(self._block(block) for block in group)] * bool(group)
        return "\n\n".join(parts)

    def names(self) -> str:
        lines = []
        for group, heading in layout.HEADINGS.items():
            names = [
                f"{styled(name, self._style(group))} {count}" for name, count in layout.names(self._article, group)
            ]
            lines += [f"{heading}: {', '.join(names)}"] * bool(names)
        return "\n".join(lines)

    def quotes(self) -> str:
        return "\n".join(self._quote_lines())

    def notes(self) -> str:
        """Each note on a line, in the order of the text."""
        ordered = of_article(self._article)
        lines = [_line(note) for note in ordered.whole]
        lines += [f"{styled(words, _NOTE)} {_line(one.note)}".rstrip() for _, one, words in numbered(self._article)]
        lines += [
            f"{styled(plain(note.anchor.exact), _NOTE)} {_line(note)} (no longer in the text)" for note in ordered.lost
        ]
        return "\n".join(("Notes", *(f"  {line}" for line in lines))) if lines else ""

    def _quote_lines(self) -> Iterator[str]:
        if not self._article.annotations:
            return
        for speaker, quotes in layout.quotes_by_speaker(self._article.annotations):
            yield styled(speaker, self._style(layout.PEOPLE)) if speaker else layout.UNNAMED
            for quote in quotes:
                said = layout.said(quote, self._text)
                said = styled(f"“{said}”" if quote.in_marks else said, self._quote_style())
                how = " · ".join(filter(None, (layout.attribution(quote, self._text), quote.kind)))
                yield f"  {said} {styled(how, '2')}"

    def _block(self, block: Block) -> str:
        words = "".join(map(self._run, self._marks.runs(block.start, block.end)))
        if block.kind == "heading":
            return styled(self._text[block.start : block.end], "1;4")
        if block.kind == "list_item":
            indent = "  " * (layout.depth(block, block.level) - 1)
            return f"{indent}• " + words.replace("\n", f"\n{indent}  ")
        if block.kind == "quote":
            return "│ " + words.replace("\n", "\n│ ")
        return f"{SIGN} {words}" if block.start in self._captions else words

    def _run(self, run: Run) -> str:
        words = self._styled(run)
        return linked(words, run.link.url) if self._links and run.link is not None else words

    def _styled(self, run: Run) -> str:
        words = self._text[run.start : run.end]
        if run.note is not None:
            return styled(words, _NOTE)
        if run.mention is not None:
            return styled(words, self._style(layout.GROUPS[run.mention.of.kind]))
        return styled(words, self._quote_style()) if run.quote is not None else words

    def _style(self, group: str) -> str:
        return f"{_STYLES[group]};{_COLOURS[group]}" if self._colour else _STYLES[group]

    def _quote_style(self) -> str:
        return _QUOTE_COLOUR if self._colour else ""
