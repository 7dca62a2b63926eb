"""An annotated article as Markdown, made for a folder of notes (Obsidian, Logseq) and readable anywhere.

- Front matter: title, source, address, authors, the reader's tags, the people, organisations and places by salience,
  when it was published, fetched, annotated and saved, and by which model; if the text is not the whole article, why.
- Each mention of a person, organisation or place links to the note of its full name: ``[[Vladimir Putin|Putin]]``; so
  every article about somebody is found from their note. Where such a link cannot stand, inside a hyperlink or a table,
  the mention is bold. The headline stays plain, since it is a title.
- Quoted words have the marks they were published with, and nothing else. At the end all stand by speaker, each with the
  words that attribute it, whether it is direct, a fragment, a turn or indirect, by whom it is there, and how sure its
  speaker is. Each is a block to be linked to and embedded, ``^q3``, and leads to its paragraph, ``^p7``; in a notebook
  of Logseq its name is ``id:: …`` (see `readers.save.notebook.linking`).
- What the reader highlighted is: ``==…==``. The notes come last, each with the words it is to. To these it is a
  footnote, so that one leads to the other, but not where no mark can stand, in the headline and in code. What the
  reader wrote is left as it was written, so that its links are alive; tags stand in the front matter too.
- Pictures stand in their places by their addresses; whoever shows the file may fetch them from there.
- Article, quotes and notes stand in blocks (`readers.save.renewing`), so that all else in the file is the reader's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from readers.marks.notes import of_article
from readers.model import Annotations, Article, Block, Image, Note, Quote, Span
from readers.save import layout
from readers.save.escaping import destination, escape, escapes, with_backslashes, yaml
from readers.save.identity import identity, of_quote
from readers.save.layout import Marks, Run
from readers.save.notebook.linking import USUAL, Links
from readers.save.notes import numbered, tags
from readers.save.origins import Origins
from readers.save.pictures import by_caption, groups
from readers.save.record.writing import provenance
from readers.save.renewing.blocks import block
from readers.save.renewing.frontmatter import front_matter, listed

_LINKED = (layout.PEOPLE, layout.ORGANISATIONS, layout.PLACES)
_PICTURE = re.compile(r"(?<!\\)((?:\\\\)*)!\[")  # an exclamation mark of the text before a link of ours
_NO_PARAGRAPH = re.compile(r"\s*(?:[-*+](?:\s|$)|[>|]|#{1,6}\s|\d{1,9}[.)]\s|```|~~~|\$\$|\[\^|.*\|\s*$)")
_PAGE_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")


class Parts(NamedTuple):
    """What a Markdown file is made of, every piece of it fit to stand in one.

    Attributes:
        article: with nothing in it that could do harm.
        properties: keys of the front matter, each with its lines.
        title: the headline.
        body: the text.
        places: where quotes begin → the names of their paragraphs.
        quotes: by speaker.
        notes: of the reader.
    """

    article: Article
    properties: tuple[tuple[str, str], ...]
    title: str
    body: str
    places: Mapping[int, str]
    quotes: str
    notes: str


def to_markdown(article: Article, links: Links = USUAL) -> str:
    """The article as a Markdown file; see the module for what it looks like.

    Args:
        article: annotated or not.
        links: what is linked.
    """
    made = parts(article, links)
    content = [
        front_matter(identity(article), made.properties),
        block("article", "\n\n".join(part for part in (f"# {made.title}", made.body) if part)),
        block("quotes", made.quotes),
        block("notes", made.notes),
    ]
    return "\n\n".join(content) + "\n"


def parts(article: Article, links: Links = USUAL) -> Parts:
    """What the article's Markdown file is made of."""
    whose, article = identity(article), layout.printable_article(article)
    body = _Body(article, links)
    text = body.render()
    return Parts(
        article,
        tuple(_front_matter(article, links)),
        escape(layout.headline(article)),
        text,
        body.places,
        _quotes(article, whose, body.places, links),
        _notes(article, body.noted),
    )


def _front_matter(article: Article, links: Links) -> Iterator[tuple[str, str]]:
    document, published = article.document, layout.published(article)
    whence = provenance(article)
    title = "headline" if links.logseq else "title"  # which is the name of the note there, and not that of the file
    yield title, f"{title}: {yaml(layout.headline(article))}\n"
    strings = {"source": layout.outlet(article), "url": layout.address(article)}
    if published:
        yield "date", f"date: {published:%Y-%m-%d}\n"
    moments = {"published": published, "fetched": whence.fetched, "annotated": whence.annotated, "saved": whence.saved}
    strings |= {key: _moment(moment) for key, moment in moments.items() if moment}
    strings |= {"annotator": whence.annotator or "", "problem": document.problem}
    for key, value in strings.items():
        if value:
            yield key, f"{key}: {yaml(value)}\n"
    if tags(article):
        yield "tags", listed("tags", tags(article))
    yield "authors", listed("authors", document.authors)
    found = article.annotations or Annotations("")
    for group in _LINKED:
        names = [entity.name for entity in found.entities if layout.GROUPS.get(entity.kind) == group]
        yield group, listed(group, [links.property(name) for name in dict.fromkeys(map(layout.printable, names))])


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


class _Body:
    """Writes the blocks of an article, one after the other.

    Attributes:
        noted: the numbers of the notes that the text led to so far.
        places: where quotes begin → the name of their paragraph, of those that can be led to.
    """

    def __init__(self, article: Article, links: Links) -> None:
        self.noted: set[int] = set()
        self.places: dict[int, str] = {}
        self._links = links
        self._met: set[int] = set()
        self._bold_until = -1
        found = article.annotations or Annotations("")
        self._led_to = sorted({layout.pieces(quote)[0].start for quote in found.quotes})
        self._document = article.document
        self._text = article.document.text
        self._marks = Marks(article)
        self._captions = by_caption(article.document)

    def render(self) -> str:
        """All blocks, parted by empty lines; the items of a list and the rows of a table stand together."""
        parts: list[str] = []
        for images, kind, group in groups(self._document):
            parts += map(_picture, images)
            if kind == "list_item":
                parts.append(self._list(group))
            elif kind == "table":
                parts.append(self._table(group))
            else:
                parts += [self._block(block) for block in group]
        return "\n\n".join(part for part in parts if part)

    def _block(self, block: Block) -> str:
        if block.kind == "code":
            return self._code(block)
        lines = self._lines(block)
        if block.kind == "heading":  # the headline is the only one of the first level
            return f"{'#' * min(6, max(1, block.level) + 1)} {' '.join(lines)}"
        if block.kind in ("standfirst", "caption"):
            words = "\\\n".join(f"*{line}*" for line in lines)
            image = self._captions.get(block.start)
            return f"{_picture(image, self._text[block.start : block.end])}\n\n{words}" if image else words
        if block.kind == "quote":
            return "\n".join(f"> {line}" for line in _hard_breaks(lines))
        return "\n".join(_hard_breaks(lines)) + self._place(block)

    def _place(self, block: Block) -> str:
        """The name of a paragraph that quotes lead to, to stand at its end; Logseq has none."""
        if self._links.logseq:
            return ""
        first = bisect_left(self._led_to, block.start)
        if first == len(self._led_to) or self._led_to[first] >= block.end:
            return ""
        name = f"p{len(set(self.places.values())) + 1}"
        self.places |= dict.fromkeys(self._led_to[first : bisect_left(self._led_to, block.end)], name)
        return f" ^{name}"

    def _list(self, items: Iterable[Block]) -> str:
        parts, depth = [], 0
        for item in items:
            depth = layout.depth(item, depth)
            indent = "  " * (depth - 1)
            parts.append(f"{indent}- " + f"\n{indent}  ".join(_hard_breaks(self._lines(item))) + self._place(item))
        return "\n".join(parts)

    def _table(self, rows: Iterable[Block]) -> str:
        cells = [[self._cell(span) for span in self._cells(row)] for row in rows]
        width = max(map(len, cells))
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in cells]
        return "\n".join((lines[0], "|" + " --- |" * width, *lines[1:]))

    def _cells(self, row: Block) -> Iterator[Span]:
        start = row.start
        while start <= row.end:
            stop = self._text.find(" | ", start, row.end)
            stop = row.end if stop < 0 else stop
            yield Span(start, stop)
            start = stop + 3

    def _cell(self, cell: Span) -> str:
        lines = layout.lines(self._text, cell.start, cell.end)
        return " ".join(self._inline(start, end, wiki=False) for start, end in lines)

    def _code(self, block: Block) -> str:
        code = self._text[block.start : block.end]
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
        return f"{fence}\n{code}\n{fence}"

    def _lines(self, block: Block) -> list[str]:
        return [self._inline(start, end) for start, end in layout.lines(self._text, block.start, block.end)]

    def _inline(self, start: int, end: int, *, wiki: bool = True) -> str:
        """One line with its marks."""
        runs = list(self._marks.runs(start, end))
        # A bracket after a wiki link, or after the mark of a footnote, would make it a hyperlink.
        after_links = [run.end for run in runs if (run.mention or run.ends) and self._text.startswith("(", run.end)]
        backslashes = sorted({*escapes(self._text, start, end), *after_links})
        parts: list[str] = []
        for part, ends in layout.parted(runs):
            for noted, group in groupby(part, key=lambda run: run.note is not None):
                words = "".join(self._linked(group, backslashes, wiki=wiki))
                if noted and words.strip():
                    first, last = len(words) - len(words.lstrip()), len(words.rstrip())
                    words = f"{words[:first]}=={words[first:last]}=={words[last:]}"
                parts.append(words)
            parts += [f"[^note-{number}]" for number in ends]
            self.noted.update(ends)
        return _PICTURE.sub(r"\1\\![", "".join(parts))

    def _linked(self, runs: Iterable[Run], backslashes: list[int], *, wiki: bool) -> Iterator[str]:
        for link, group in groupby(runs, key=lambda run: run.link):
            url = layout.web_address(link.url) if link else ""
            words = "".join(self._words(run, backslashes, wiki=wiki and not url) for run in group)
            yield f"[{words}]({destination(url)})" if url and words.strip() else words

    def _words(self, run: Run, backslashes: list[int], *, wiki: bool) -> str:
        words = with_backslashes(self._text, run.start, run.end, backslashes)
        mention = run.mention
        if mention is None or (mention.start, mention.end) != (run.start, run.end):
            return words
        if layout.GROUPS[mention.of.kind] not in _LINKED:
            return words
        naming, name = self._links.naming, layout.printable(mention.of.name)
        if naming == "plain" or (naming == "first" and mention.of.id in self._met):
            return words
        if naming != "bold" and self._links.is_own(name) and not self._links.note(name):
            return words
        link = self._links.link(name, self._text[run.start : run.end]) if wiki and naming != "bold" else ""
        if link:
            self._met.add(mention.of.id)
        if link or not self._can_be_bold(run):
            return link or words
        self._bold_until = run.end
        return f"**{words}**"

    def _can_be_bold(self, run: Run) -> bool:
        """Whether Markdown takes two asterisks here as emphasis.

        It does not between a letter and a punctuation mark, nor right behind those that end the name before.
        """
        text, edges = self._text, ((run.start, run.start - 1), (run.end - 1, run.end))
        return self._bold_until != run.start and all(
            text[inside].isalnum() or (not text[inside].isspace() and (not text[outside : outside + 1].strip()))
            for inside, outside in edges
        )


def _picture(image: Image, caption: str = "") -> str:
    """A picture by its address; its words only if the caption does not say them."""
    return f"![{'' if image.alt in caption else escape(image.alt)}]({destination(image.url)})"


def _hard_breaks(lines: list[str]) -> list[str]:
    return [line + "\\" for line in lines[:-1]] + lines[-1:]


def speaker_heading(speaker: str, links: Links) -> str:
    """Who the quotes below are by: linked, if that is wanted and can be."""
    return (links.link(speaker, speaker) if links.speakers else "") or escape(speaker) or layout.UNNAMED


def _quotes(article: Article, whose: str, places: Mapping[int, str], links: Links) -> str:
    """The quotes by speaker.

    Args:
        article: whose.
        whose: its `identity`.
        places: where quotes begin → the names of their paragraphs, to lead to.
        links: what is linked.
    """
    if not article.annotations or not article.annotations.quotes:
        return ""
    numbers = {id(quote): number for number, quote in enumerate(article.annotations.quotes, start=1)}
    origins = Origins(article)
    parts = ["## Quotes"]
    for speaker, quotes in layout.quotes_by_speaker(article.annotations):
        parts.append(f"### {speaker_heading(speaker, links)}")
        lines = []
        for quote in quotes:
            place = places.get(layout.pieces(quote)[0].start, "")
            leads = f" [[#^{place}|¶]]" if place else ""
            named = (
                f"\n  id:: {of_quote(whose, quote.start, quote.end)}" if links.logseq else f" ^q{numbers[id(quote)]}"
            )
            lines.append(f"{_quote(quote, article.document.text, origins)}{leads}{named}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _quote(quote: Quote, text: str, origins: Origins) -> str:
    said = escape(layout.said(quote, text))
    said = f"“{said}”" if quote.in_marks else said
    attribution = escape(layout.attribution(quote, text))
    origin = origins.of_quote(quote)
    about = [quote.kind, *([origin] if origin != "found" else []), f"{quote.confidence:.2f}"]
    how = f"({', '.join(about)})"
    return f"- {said} — {attribution} {how}" if attribution else f"- {said} {how}"


def _notes(article: Article, noted: Container[int]) -> str:
    """The notes: those to the whole article, those that are no footnotes, those to words that are gone, the footnotes.

    Args:
        article: whose.
        noted: the numbers that stand in the text: a footnote that nothing leads to is not shown.
    """
    ordered = of_article(article)
    if not article.notes:
        return ""
    before = len(ordered.whole)
    parts = [
        "## Notes",
        *(_named(as_written(note), f"n{number}") for number, note in enumerate(ordered.whole, start=1)),
    ]
    for number, (note, _), words in numbered(article):
        name = f"n{before + number}"
        parts += [] if number in noted else [_words(words), *filter(None, [_named(as_written(note), name)])]
    for number, note in enumerate(ordered.lost, start=before + len(ordered.placed) + 1):
        body = " ".join(filter(None, (as_written(note), "*(no longer in the text)*")))
        parts += [_words(note.anchor.exact), _named(body, f"n{number}") if note.body else body]
    for number, (note, _), words in numbered(article):
        lines = [_words(words), *filter(None, [_named(as_written(note), f"n{before + number}")])]
        parts += [f"[^note-{number}]:\n" + "\n\n".join(map(_indented, lines))] * (number in noted)
    return "\n\n".join(parts)


def _named(written: str, name: str) -> str:
    """A note with the name of its block, on a line of its own behind lists, tables, code and the like."""
    last = written.rpartition("\n")[2]
    return written and (f"{written}\n\n^{name}" if _NO_PARAGRAPH.match(last) else f"{written} ^{name}")


def _words(words: str) -> str:
    """The words of a note, quoted; a mark at the beginning must not make a title of them, where footnotes are none."""
    escaped = escape(words)
    return f"> \\{escaped}" if escaped.startswith(('"', "'", "(")) else f"> {escaped}"


def _indented(lines: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in lines.split("\n"))


def as_written(note: Note) -> str:
    """What a note says, as it was written; markup of pages alone is none, since it could end a block of ours."""
    return _PAGE_MARKUP.sub(r"\\<", note.body)
