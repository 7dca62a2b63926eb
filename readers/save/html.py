"""An annotated article as a web page of its own: no script, nothing fetched, light or dark as the reader's system is.

Pictures are named in their places, and are links: loading them would tell the publisher, and whomever the publisher
asked to watch, each time that the saved page is opened. Those that were fetched when it was saved stand in it.

A content security policy forbids whatever the page does not need, so that even a mistake here would stay harmless. The
whole article stands at the end as JSON in a comment, so that the page can be read back.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from types import MappingProxyType

from readers.marks.anchors import plain
from readers.marks.notes import of_article
from readers.model import Annotations, Article, Block, Entity, Image, Link, Note, Quote
from readers.save import layout
from readers.save.identity import identity
from readers.save.images.embedded import NONE, Pictures, drawn
from readers.save.layout import Marks, Run, Stretch
from readers.save.notes import numbered
from readers.save.origins import Origins
from readers.save.pictures import SIGN, by_caption, groups
from readers.save.record.embedding import embedded
from readers.save.record.writing import provenance
from readers.save.renewing.blocks import block

_CSS = """
:root { color-scheme: light dark; --people: #0b57d0; --organisations: #8a4b00; --places: #0a6b3d; --others: #6b3fa0;
  --quote: #fff3bf; --note: #d9e8a8; --quiet: #666; }
@media (prefers-color-scheme: dark) { :root { --people: #8ab4f8; --organisations: #f0b46a; --places: #7fd1a3;
  --others: #c9a7f5; --quote: #3d3510; --note: #3f4a14; --quiet: #999; } }
body { font: 1.1rem/1.6 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; }
.byline, .problem, .standfirst, figcaption, .picture, .how { color: var(--quiet); }
.problem { font-style: italic; }
.standfirst { font-size: 1.2rem; }
mark { background: var(--quote); color: inherit; }
mark.indirect { background: none; text-decoration: underline dotted; }
mark.note { background: var(--note); } mark.note mark { background: none; } sup { line-height: 1; }
b { font-weight: 600; } b.people { color: var(--people); } b.organisations { color: var(--organisations);
  font-style: italic; } b.places { color: var(--places); } b.others { color: var(--others); }
a { color: inherit; } table { border-collapse: collapse; } td { padding: .2rem .6rem; border: 1px solid; }
@media print { body { max-width: none; margin: 0; font-size: 11pt; } a { text-decoration: none; }
  mark { background: none; text-decoration: underline; } mark.indirect { text-decoration: underline dotted; }
  mark.note { border: 1px solid; } h2, h3 { break-after: avoid; } ol li { margin-bottom: .6em; }
  li, figure, tr, blockquote p { break-inside: avoid; } }
.skip a { position: absolute; left: -99rem; } .skip a:focus { left: 1rem; top: .5rem; padding: .3rem .6rem;
  background: Canvas; color: CanvasText; outline: 2px solid; }
@media print { .skip { display: none; } }
pre { overflow-x: auto; } blockquote { border-left: 3px solid var(--quiet); margin-left: 0; padding-left: 1rem; }
""".strip()
_CSS_OF_PICTURES = "\nfigure { margin-inline: 0; } img { max-width: 100%; max-height: 90vh; height: auto; }"


def _policy(css: str, *, pictures: bool) -> str:
    """What the page may do: be styled so, and show the pictures in it."""
    images = "img-src data:; " if pictures else ""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; base-uri 'none'; form-action 'none'; {images}style-src 'sha256-{digest}'"


def to_html(article: Article, pictures: Pictures = NONE) -> str:
    """The article as a web page, with mentions, quotes and notes marked.

    Then who is in it, the quotes by speaker, and the notes.

    Args:
        article: annotated or not.
        pictures: to stand in the page itself.
    """
    css = _CSS + _CSS_OF_PICTURES if pictures else _CSS
    addresses = {url: one.as_address for url, one in pictures.items()}
    title = escape(layout.headline(layout.printable_article(article)))
    head = "\n".join(
        (
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(_policy(css, pictures=bool(pictures)))}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta name="quoth" content="{identity(article)}">',
            f"<title>{title}</title>",
            f"<style>{css}</style>",
        )
    )
    whole = "\n".join((*_skip_links(article), page(article, addresses), embedded(article)))
    lang = escape(article.document.language or "en")
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n{block("head", head)}\n</head>\n'
        f"<body>\n{block('page', whole)}\n</body>\n</html>\n"
    )


def page(article: Article, pictures: Mapping[str, str] = MappingProxyType({})) -> str:
    """What is to be seen of the page, for every format that is made of pages.

    Args:
        article: annotated or not.
        pictures: addresses of pictures → where these lie that are to be seen.
    """
    original, article = article, layout.printable_article(article)
    body = _Body(article, pictures)
    return "\n".join(
        (
            "<article>",
            f"<h1>{escape(layout.headline(article))}</h1>",
            *_byline(article),
            *body.render(),
            "</article>",
            *_names(article),
            *_quotes(article),
            *_notes(article, body.noted),
            *_whence(original),
        )
    )


def _skip_links(article: Article) -> Iterator[str]:
    """Links past the article to what follows it, for keyboards and speech; they are seen once they have the focus."""
    found = article.annotations or Annotations("")
    there = {
        **{heading: bool(layout.names(article, group)) for group, heading in layout.HEADINGS.items()},
        "Quotes": bool(found.quotes),
        "Notes": bool(article.notes),
    }
    links = [f'<a href="#{name.lower()}">{name}</a>' for name, is_there in there.items() if is_there]
    if links:
        yield f'<nav class="skip" aria-label="Skip to">{" ".join(links)}</nav>'


def _byline(article: Article) -> Iterator[str]:
    document, url = article.document, layout.address(article)
    published = layout.published(article)
    parts = [escape(", ".join(document.authors))] if document.authors else []
    source = escape(layout.outlet(article) or url)
    if source:
        parts.append(f'<a rel="noreferrer noopener" href="{escape(url)}">{source}</a>' if url else source)
    if published:
        moment = published.isoformat(timespec="minutes")[:22]  # zones of old have seconds, which HTML has not
        parts.append(f'<time datetime="{moment}">{published.day} {published:%B %Y, %H:%M}</time>')
    parts += [f"<span>#{escape(tag)}</span>" for tag in layout.tags(article)]
    if parts:
        yield f'<p class="byline">{" · ".join(parts)}</p>'
    if document.problem:
        yield f'<p class="problem">{escape(document.problem)}</p>'


class _Body:
    """Writes the blocks of an article, one after the other.

    Attributes:
        noted: the numbers of the notes that the text led to so far.
    """

    def __init__(self, article: Article, pictures: Mapping[str, str]) -> None:
        self.noted: set[int] = set()
        self._pictures = pictures
        self._document = article.document
        self._text = article.document.text
        self._marks = Marks(article)
        self._captions = by_caption(article.document)
        found = article.annotations or Annotations("")
        self._names = {entity.id: " ".join(layout.printable(entity.name).split()) for entity in found.entities}

    def render(self) -> Iterator[str]:
        """The blocks; the items of a list, the rows of a table, and what follows within a quotation stand together."""
        for images, kind, group in groups(self._document):
            yield from (f"<figure>{self._picture(image)}</figure>" for image in images)
            if kind == "list_item":
                yield from self._list(group)
            elif kind == "table":
                yield from ("<table>", *(f"<tr>{self._row(row)}</tr>" for row in group), "</table>")
            elif kind == "quote":
                yield from ("<blockquote>", *(f"<p>{self._inline(block)}</p>" for block in group), "</blockquote>")
            else:
                yield from map(self._block, group)

    def _block(self, block: Block) -> str:
        words = self._inline(block)
        if block.kind == "heading":  # the headline is the only one of the first level
            level = min(6, max(1, block.level) + 1)
            return f"<h{level}>{words}</h{level}>"
        if block.kind == "standfirst":
            return f'<p class="standfirst">{words}</p>'
        if block.kind == "caption":
            image = self._captions.get(block.start)
            picture = self._picture(image, self._text[block.start : block.end]) if image else ""
            return f"<figure>{picture}<figcaption>{words}</figcaption></figure>"
        return f"<pre><code>{words}</code></pre>" if block.kind == "code" else f"<p>{words}</p>"

    def _picture(self, image: Image, caption: str = "") -> str:
        """A link to a picture: the picture, or its words or, if the caption says these, that it is one."""
        words = escape(image.alt if image.alt not in caption else "") or "Picture"
        shown = drawn(self._pictures[image.url], image.alt) if image.url in self._pictures else f"{SIGN} {words}"
        return f'<a class="picture" rel="noreferrer noopener" href="{escape(image.url)}">{shown}</a>'

    def _list(self, items: Sequence[Block]) -> Iterator[str]:
        depth = 0
        for item in items:
            level = layout.depth(item, depth)
            if level > depth:
                yield "<ul>"
            else:
                yield "</li></ul>" * (depth - level) + "</li>"
            depth = level
            yield f"<li>{self._inline(item)}"
        yield "</li></ul>" * depth

    def _row(self, row: Block) -> str:
        cells, start = [], row.start
        while start <= row.end:
            stop = self._text.find(" | ", start, row.end)
            stop = row.end if stop < 0 else stop
            cells.append(f"<td>{self._inline(Block('table', start, stop))}</td>")
            start = stop + 3
        return "".join(cells)

    def _inline(self, block: Block) -> str:
        parts = []
        for part, ends in layout.parted(self._marks.runs(block.start, block.end)):
            for note, by_note in groupby(part, key=lambda run: run.note):
                words = self._linked(by_note)
                parts.append(f'<mark class="note">{words}</mark>' if note else words)
            parts += [f'<sup><a id="place-{number}" href="#note-{number}">{number}</a></sup>' for number in ends]
            self.noted.update(ends)
        joined = "".join(parts)
        return joined if block.kind == "code" else joined.replace("\n", "<br>\n")

    def _linked(self, runs: Iterable[Run]) -> str:
        parts = []
        for link, by_link in groupby(runs, key=lambda run: run.link):
            words = "".join(
                self._quoted(quote, list(by_quote)) for quote, by_quote in groupby(by_link, key=lambda run: run.quote)
            )
            parts.append(_anchor(link, words))
        return "".join(parts)

    def _quoted(self, quote: Quote | None, runs: list[Run]) -> str:
        parts = []
        for mention, group in groupby(runs, key=lambda run: run.mention):
            words = "".join(escape(self._text[run.start : run.end]) for run in group)
            parts.append(_named(mention, words))
        words = "".join(parts)
        if quote is None:
            return words
        speaker = self._names.get(quote.speaker, "") if quote.speaker is not None else ""
        said_by = f' title="{escape(speaker)}"' if speaker else ""
        return f'<mark class="{quote.kind}"{said_by}>{words}</mark>'


def _anchor(link: Link | None, words: str) -> str:
    url = layout.web_address(link.url) if link else ""
    return f'<a rel="noreferrer noopener" href="{escape(url)}">{words}</a>' if url else words


def _named(mention: Stretch[Entity] | None, words: str) -> str:
    if mention is None:
        return words
    name = escape(" ".join(layout.printable(mention.of.name).split()))  # on one line: breaks are made of new ones
    return f'<b class="{layout.GROUPS[mention.of.kind]}" title="{name}">{words}</b>'


def _names(article: Article) -> Iterator[str]:
    for group, heading in layout.HEADINGS.items():
        names = [
            f'<li><b class="{group}">{escape(name)}</b> <span class="how">{count}</span></li>'
            for name, count in layout.names(article, group)
        ]
        if names:
            yield from (
                f'<section id="{heading.lower()}">',
                f"<h2>{heading}</h2>",
                "<ul>",
                *names,
                "</ul>",
                "</section>",
            )


def _quotes(article: Article) -> Iterator[str]:
    if not article.annotations or not article.annotations.quotes:
        return
    yield from ('<section id="quotes">', "<h2>Quotes</h2>")
    origins = Origins(article)
    for speaker, quotes in layout.quotes_by_speaker(article.annotations):
        yield f"<h3>{escape(speaker) or layout.UNNAMED}</h3>"
        yield "<ul>"
        for quote in quotes:
            said = escape(layout.said(quote, article.document.text))
            said = f"“{said}”" if quote.in_marks else said
            origin, sure = origins.of_quote(quote), f"{quote.confidence:.2f}" if quote.speaker is not None else ""
            about = (quote.kind, origin if origin != "found" else "", sure)
            how = " · ".join(filter(None, (layout.attribution(quote, article.document.text), *about)))
            yield f'<li>{said} <span class="how">{escape(how)}</span></li>'
        yield "</ul>"
    yield "</section>"


def _notes(article: Article, noted: Container[int]) -> Iterator[str]:
    """The notes: those to the whole article, those to its words by their numbers, and those to words that are gone.

    Args:
        article: whose.
        noted: the numbers that stand in the text, to lead back to.
    """
    if not article.notes:
        return
    ordered = of_article(article)
    yield from ('<section id="notes">', "<h2>Notes</h2>")
    yield from (f"<p>{_said(note)}</p>" for note in ordered.whole)
    if ordered.placed:
        yield "<ol>"
        for number, (note, _), words in numbered(article):
            back = f' <a href="#place-{number}">↩</a>' if number in noted else ""
            yield f'<li id="note-{number}">{_noted(words, note)}{back}</li>'
        yield "</ol>"
    if ordered.lost:
        yield from ("<h3>No longer in the text</h3>", "<ul>")
        yield from (f"<li>{_noted(plain(note.anchor.exact), note)}</li>" for note in ordered.lost)
        yield "</ul>"
    yield "</section>"


def _noted(words: str, note: Note) -> str:
    body = f" {_said(note)}" if note.body else ""
    return f'<mark class="note">{escape(words)}</mark>{body}'


def _whence(article: Article) -> Iterator[str]:
    """When the article was fetched, annotated and saved, and by what."""
    whence = provenance(article)
    told = {"Fetched": whence.fetched, "annotated": whence.annotated, "saved": whence.saved}
    parts = [f"{done} {moment:%Y-%m-%d %H:%M %Z}" for done, moment in told.items() if moment]
    parts += [escape(part) for part in (layout.printable(whence.annotator or ""), whence.program) if part]
    yield f'<p class="how">{" · ".join(parts)}</p>'


def _said(note: Note) -> str:
    return escape(note.body).replace("\n", "<br>\n")
