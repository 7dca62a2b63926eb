"""An annotated article as Markdown, made for a folder of notes (Obsidian, Logseq) and readable anywhere.

- Front matter: title, source, address, the reader's tags, authors, date, and the people, organisations and places by
  salience; if the text is not the whole article, why.
- Each mention of a person, organisation or place links to the note of its full name: ``[[Vladimir Putin|Putin]]``; so
  every article about somebody is found from their note. Where such a link cannot stand, inside a hyperlink or a table,
  the mention is bold. The headline stays plain, since it is a title.
- Quoted words are highlighted: ``==…==``; reported speech is not, since those are not the speaker's words. At the end
  all stand by speaker, each with the words that attribute it and whether it is direct, a fragment, a turn or indirect.
- The reader's notes come last, each with the words it is to. To these it is a footnote, so that one leads to the other,
  but not where no mark can stand, in the headline and in code; tags stay tags, and stand in the front matter too.
- Pictures stand in their places by their addresses; whoever shows the file may fetch them from there.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from itertools import groupby

from readers.marks.notes import of_article, tag_of
from readers.model import Annotations, Article, Block, Image, Note, Quote, Span
from readers.save import layout
from readers.save.escaping import destination, escape, escapes, wiki_link, with_backslashes, yaml
from readers.save.layout import Marks, Run
from readers.save.notes import numbered, tags
from readers.save.pictures import by_caption, groups

_LINKED = (layout.PEOPLE, layout.ORGANISATIONS, layout.PLACES)
_PICTURE = re.compile(r"(?<!\\)((?:\\\\)*)!\[")  # an exclamation mark of the text before a link of ours
_ESCAPED_TAG = re.compile(r"(?<!\S)\\#(?:\\_|[^\s\\])+")


def to_markdown(article: Article) -> str:
    """The article as a Markdown file; see the module for what it looks like."""
    article = layout.printable_article(article)
    body = _Body(article)
    parts = [_front_matter(article), f"# {escape(layout.headline(article))}", body.render()]
    parts += [_quotes(article), _notes(article, body.noted)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _front_matter(article: Article) -> str:
    document = article.document
    published = layout.published(article)
    parts = ["---", f"title: {yaml(layout.headline(article))}"]
    parts += [f"source: {yaml(layout.outlet(article))}"] * bool(layout.outlet(article))
    parts += [f"url: {yaml(layout.address(article))}"] * bool(layout.address(article))
    if published:
        parts += [f"date: {published:%Y-%m-%d}", f"published: {yaml(published.isoformat())}"]
    parts += [f"problem: {yaml(document.problem)}"] * bool(document.problem)
    parts += _yaml_list("tags", list(tags(article))) if tags(article) else []
    parts += _yaml_list("authors", list(document.authors))
    found = article.annotations or Annotations("")
    for group in _LINKED:
        names = [entity.name for entity in found.entities if layout.GROUPS.get(entity.kind) == group]
        parts += _yaml_list(group, list(dict.fromkeys(map(layout.printable, names))))
    return "\n".join((*parts, "---"))


def _yaml_list(key: str, values: list[str]) -> list[str]:
    return [f"{key}:", *(f"  - {yaml(value)}" for value in values)] if values else [f"{key}: []"]


class _Body:
    """Writes the blocks of an article, one after the other.

    Attributes:
        noted: the numbers of the notes that the text led to so far.
    """

    def __init__(self, article: Article) -> None:
        self.noted: set[int] = set()
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
        return "\n".join(_hard_breaks(lines))

    def _list(self, items: Iterable[Block]) -> str:
        parts, depth = [], 0
        for item in items:
            depth = layout.depth(item, depth)
            indent = "  " * (depth - 1)
            parts.append(f"{indent}- " + f"\n{indent}  ".join(_hard_breaks(self._lines(item))))
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
            for quoted, group in groupby(part, key=_is_verbatim):
                words = "".join(self._linked(group, backslashes, wiki=wiki))
                if quoted and words.strip():
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
        link = wiki_link(layout.printable(mention.of.name), self._text[run.start : run.end]) if wiki else ""
        return link or (f"**{words}**" if self._can_be_bold(run) else words)

    def _can_be_bold(self, run: Run) -> bool:
        """Whether Markdown takes two asterisks here as emphasis: not between a letter and a punctuation mark."""
        text, edges = self._text, ((run.start, run.start - 1), (run.end - 1, run.end))
        return all(
            text[inside].isalnum() or (not text[inside].isspace() and (not text[outside : outside + 1].strip()))
            for inside, outside in edges
        )


def _picture(image: Image, caption: str = "") -> str:
    """A picture by its address; its words only if the caption does not say them."""
    return f"![{'' if image.alt in caption else escape(image.alt)}]({destination(image.url)})"


def _is_verbatim(run: Run) -> bool:
    return run.quote is not None and run.quote.verbatim


def _hard_breaks(lines: list[str]) -> list[str]:
    return [line + "\\" for line in lines[:-1]] + lines[-1:]


def _quotes(article: Article) -> str:
    if not article.annotations or not article.annotations.quotes:
        return ""
    parts = ["## Quotes"]
    for speaker, quotes in layout.quotes_by_speaker(article.annotations):
        parts.append(f"### {escape(speaker) or layout.UNNAMED}")
        parts.append("\n".join(_quote(quote, article.document.text) for quote in quotes))
    return "\n\n".join(parts)


def _quote(quote: Quote, text: str) -> str:
    said = escape(layout.said(quote, text))
    said = f"“{said}”" if quote.in_marks else said
    attribution = escape(layout.attribution(quote, text))
    return f"- {said} — {attribution} ({quote.kind})" if attribution else f"- {said} ({quote.kind})"


def _notes(article: Article, noted: Container[int]) -> str:
    """The notes: those to the whole article, those that are no footnotes, those to words that are gone, the footnotes.

    Args:
        article: whose.
        noted: the numbers that stand in the text: a footnote that nothing leads to is not shown.
    """
    ordered = of_article(article)
    if not article.notes:
        return ""
    parts = ["## Notes", *(_note(note) for note in ordered.whole)]
    for number, (note, _), words in numbered(article):
        parts += [] if number in noted else [_words(words), *filter(None, [_note(note)])]
    for note in ordered.lost:
        parts += [_words(note.anchor.exact), " ".join(filter(None, (_note(note), "*(no longer in the text)*")))]
    for number, (note, _), words in numbered(article):
        lines = [_words(words), *filter(None, [_note(note)])]
        parts += [f"[^note-{number}]:\n" + "\n\n".join(f"    {line}" for line in lines)] * (number in noted)
    return "\n\n".join(parts)


def _words(words: str) -> str:
    """The words of a note, quoted; a mark at the beginning must not make a title of them, where footnotes are none."""
    escaped = escape(words)
    return f"> \\{escaped}" if escaped.startswith(('"', "'", "(")) else f"> {escaped}"


def _note(note: Note) -> str:
    """What a note says; its tags mean what they do in a folder of notes."""
    return _ESCAPED_TAG.sub(lambda hit: _tag(hit[0], note), escape(note.body))


def _tag(escaped: str, note: Note) -> str:
    word = escaped.replace("\\", "")
    return word if tag_of(word[1:]).casefold() in map(str.casefold, note.tags) else escaped
