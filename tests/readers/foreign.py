"""Every public function that reads foreign text, found by its signature, and the strings that are hard on such ones."""

from __future__ import annotations

import html
import importlib
import inspect
import json
import pkgutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import readers

Call = Callable[[str], object]

_TEXTS = {"str", "bytes", "bytes | str"}
_MANY = {"str | Iterable[str]", "Iterable[str]", "list[str]", "Sequence[str]", "tuple[str, ...]"}
_TREE = "etree._Element"

EXEMPT = {
    "readers.annotate.annotator": "its text goes through spaCy, in whose own time ours is lost; see its parts",
    "readers.annotate.identity.component": "makes a component of a pipeline; no text of others",
    "readers.annotate.names.component": "likewise",
    "readers.annotate.quotes.component": "likewise",
    "readers.annotate.names.evidence": "takes a view of spaCy's tokens",
    "readers.annotate.quotes.cues": "takes tokens; the strings are ours",
    "readers.annotate.quotes.lexicon": "word lists of ours",
    "readers.annotate.words": "word lists of ours",
    "readers.annotate.pipeline": "names of models",
    "readers.annotate.quoth_spacy": "makes components of a pipeline",
    "readers.annotate.quotes.spans.interview": "takes lines and clusters; see the turns in `WITHIN`",
    "readers.annotate.quotes.spans.labels": "takes lines; likewise",
    "readers.annotate.quotes.initials.by_initials": "takes clusters; likewise",
    "readers.annotate.quotes.spans.lines": "likewise",
    "readers.annotate.quotes.spans.turns": "likewise",
    "readers.annotate.quotes.spans.within": "takes quotes; likewise",
    "readers.annotate.pieces.readable": "takes spaCy's vocabulary",
    "readers.annotate.scorer": "measures the annotator",
    "readers.annotate.training": "learns from texts of ours",
    "readers.annotate.quotes.spans.echo": "takes quotes; see the turns in `WITHIN`",
    "readers.annotate.quotes.speakers.clues.nearest": "takes features of candidates, and one of a few words of ours",
    "readers.annotate.quotes.speakers.told": "takes what was told of a person, in sets of words",
    "readers.annotate.quotes.speakers.described": "likewise",
    "readers.private": "folders of ours",
    "readers.annotate.encoding.pieces.windows": "takes a tokenizer; see the windows in `WITHIN`",
    "readers.annotate.encoding.encoder.quoted_words": "takes words; likewise",
    "readers.save.drafts": "writes files; their content is searched by nothing",
    "readers.annotate.identity.salience.weigh_in": "takes clusters",
    "readers.annotate.languages.component": "makes a component of a pipeline; no text of others",
    "readers.annotate.languages.identity.clusters_of": "takes names that were found",
    "readers.annotate.languages.marks": "see another language in `WITHIN`",
    "readers.annotate.languages.quotes.find_quotes": "likewise",
    "readers.annotate.languages.models": "names of models",
    "readers.save.markdown.speaker_heading": "writes; a name of an annotation, escaped by functions here",
    "readers.save.files.planned": "likewise",
    "readers.save.notebook.facts.read": "see a note in the folder in `WITHIN`",
    "readers.save.notebook.keeping": "writes files; their content is searched by nothing",
    "readers.save.notebook.planning": "takes notes that were read",
    "readers.save.sharing.cards.save_card": "writes a picture",
    "readers.save.sharing.card.isolated": "see a card in `WITHIN`",
    "readers.save.sharing.measuring": "see a card in `WITHIN`",
    "readers.save.templates.filling": "the reader's own templates, in a process with bounds",
    "readers.save.templates.own": "names of templates, of ours; files of the reader's",
    "readers.save.written": "digests and copies of files; searched by nothing",
    "readers.config": "the reader's own file",
    "readers.configuring": "likewise",
    "readers.outside.output": "gives a text to a program; searches nothing",
    "readers.outside.produced": "likewise",
    "readers.save.renewing.finding.find": "names of fields, of ours; reads the heads of files in the reader's folder",
    "readers.save.renewing.frontmatter.front_matter": "writes; its values are escaped by functions here",
    "readers.clean.whole_number": "takes digits, of which it reads the first few",
    "readers.annotate.quotes.spans.marks.opens_single": "a part of find_quoted",
    "readers.pages.tables.unframe": "likewise",
    "readers.save.escaping.with_backslashes": "a part of escape",
    "readers.archive": "the way between the functions here, each record within the bounds of its process",
    "readers.sync.accounts": "SQL, and what the reader gave",
    "readers.sync.offers": "SQL",
    "readers.sync.store.forget_passed_over": "SQL",
    "readers.sync.run": "the way between servers and library",
    "readers.sync.items.item_of": "takes what was read; its patterns are anchored, its texts go through functions here",
    "readers.library": "SQL; its texts have been through the functions here",
    "readers.news": "the way between the functions here",
    "readers.work": "the same functions by name",
    "readers.save.ansi.styled": "its codes are ours; its text is searched by nothing",
    "readers.save.files.save": "writes what the functions here made",
    "readers.save.files.saved_as": "likewise",
    "readers.save.layout": "takes articles",
    "readers.save.books.xhtml.chapter": "likewise",
    "readers.save.formats": "names of formats, of ours",
    "readers.save.together": "writes; its title is escaped by functions here",
    "readers.feeds.parse": "feedparser's own time, which its process bounds; what it gives goes through functions here",
    "readers.feeds.bodies": "bytes of the wire; see its own tests",
    "readers.feeds.guard": "addresses that a resolver gave",
    "readers.feeds.entries.digest_id": "a digest",
    "readers.feeds.policy": "headers, which the connection bounds at 100 kB",
    "readers.feeds.refusals": "makes messages",
    "readers.feeds.opml.write_opml": "writes",
    "readers.feeds.dates.from_struct": "numbers",
    "readers.pages.thumbnails": "pictures",
    "readers.pages.pictures": "takes a page that was laid out; see extract_html",
    "readers.pages.walls": "likewise",
    "readers.pages.body": "likewise",
    "readers.pages.source": "likewise",
    "readers.pages.metadata.read_metadata": "likewise",
    "readers.pages.addresses.address": "likewise",
    "readers.pages.addresses.is_mark": "likewise",
    "readers.pages.addresses.is_large": "likewise",
    "readers.pages.addresses.words_of": "likewise",
}
"""What is not called with hard strings, and why: a module or a function."""

STILL_CALLED = {
    "readers.library.identity.id_key",
    "readers.library.identity.link_key",
    "readers.library.stories.canonical_url",
    "readers.library.search.match_expression",
    "readers.news.sources.decode",
}
"""Of the exempt modules."""


def reading_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """The public functions of `readers` that take text, by their full names."""
    for found in pkgutil.walk_packages(readers.__path__, "readers."):
        if found.name.startswith("readers.annotate.training."):
            continue  # some import what only training needs
        module = importlib.import_module(found.name)
        for name, function in vars(module).items():
            own = inspect.isfunction(function) and function.__module__ == found.name and not name.startswith("_")
            if own and any(_is_text(one) or _TREE in str(one.annotation) for one in _parameters(function)):
                yield f"{found.name}.{name}", function


def is_exempt(name: str) -> bool:
    """Whether there is a reason not to call it."""
    return name not in STILL_CALLED and any(name == exempt or name.startswith(f"{exempt}.") for exempt in EXEMPT)


def call_of(function: Callable[..., Any]) -> Call | None:
    """The function as one of a text, which all its texts are; ``None`` if it needs something that is none."""
    needed = [one for one in _parameters(function) if one.default is one.empty]
    if not all(_is_text(one) or one.annotation in ("int", "Span", "set[str]") for one in needed):
        return None

    def call(text: str) -> object:
        result = function(**{one.name: _value(one, text, function) for one in needed})
        return list(result) if isinstance(result, Iterator) else result

    return call


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    return list(inspect.signature(function).parameters.values())


def _is_text(parameter: inspect.Parameter) -> bool:
    return str(parameter.annotation) in _TEXTS | _MANY


def _value(parameter: inspect.Parameter, text: str, function: Callable[..., Any]) -> object:
    kind = str(parameter.annotation)
    if kind == "bytes":
        return text.encode("utf-8", "replace")
    if kind in _TEXTS:
        return text
    if kind in _MANY:
        pieces = tuple(text[at : at + 20] for at in range(0, len(text), 20))
        return pieces if kind.startswith("tuple") else list(pieces)
    if kind == "set[str]":
        return {"a"}
    if kind == "Span":
        span = vars(sys.modules[function.__module__])["Span"]
        return span(0, len(text)) if inspect.isclass(span) and span is not tuple else (0, len(text))
    return {"start": 0, "most": 2000}.get(parameter.name, len(text))


_PROSE = "The bridge over the river stays closed, which the town did not expect at all, said the mayor on Monday. "


def _json_feed(text: str) -> object:
    from readers.feeds.parse import parse_feed

    names = ("title", "id", "url", "content_html", "content_text", "summary", "date_published", "image")
    item = dict.fromkeys(names, text) | {"tags": [text], "authors": [{"name": text}]}
    return parse_feed(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]}).encode())


def _page(template: str, text: str) -> object:
    from readers.pages.html import extract_html

    body = "".join(f"<p>{_PROSE}</p>" for _ in range(6))
    return extract_html(template.replace("BODY", body).replace("TEXT", text), url="https://a.example/b")


def _opml(text: str) -> object:
    from readers.feeds.opml import read_opml

    value = html.escape(text.replace("\x00", "").replace("\x01", ""))
    outline = f'<outline text="{value}" title="{value}" xmlUrl="http://a.example/{value}" category="/{value}"/>'
    return read_opml(f'<opml version="2.0"><body>{outline}</body></opml>'.encode())


def _text(template: str, text: str) -> object:
    from readers.pages.plain import extract_text

    menu = "Home\n\nNews\n\nSports\n\nSubscribe now\n\nSign in\n\n"
    prose = "\n\n".join([_PROSE * 2] * 4)
    return extract_text(template.replace("MENU", menu).replace("PROSE", prose).replace("TEXT", text))


def _markdown(template: str, text: str) -> object:
    from readers.pages.markdown import extract_markdown

    return extract_markdown(template.replace("TEXT", text))


def _turns(text: str) -> object:
    from readers.annotate.quotes.spans.lines import read_lines
    from readers.annotate.quotes.spans.marks import find_quoted
    from readers.annotate.quotes.spans.turns import find_turns

    return find_turns(text, read_lines(text, find_quoted(text)))


def _windows(text: str) -> object:
    import numpy as np

    from readers.annotate.encoding.encoder import quoted_words, tokenizer
    from readers.annotate.encoding.pieces import marked, windows

    every = windows(text, tokenizer())
    return marked(every, quoted_words(text, np.array([word for w in every for word in w.words]).reshape(-1, 2)))


def _other_language(text: str) -> object:
    """Each capital word is a name of the model's, which sees adjectives everywhere: what that costs most."""
    from readers.annotate.languages import identity, marks, names, quotes
    from readers.annotate.languages.lexicon import lexicon
    from readers.annotate.languages.text import words_of

    lex = lexicon("fr")
    assert lex is not None
    words = words_of(text)
    entities = [(word.start, word.end, "PER") for word in words if word.capital]
    found = names.find_names(words, lex, {word.start: "ADJ" for word in words}, entities)
    clusters = identity.clusters_of(text, words, found, lex)
    return marks.as_english(text, lex), quotes.find_quotes(text, words, clusters, lex)


def _card_lines(text: str) -> object:
    from readers.save.sharing import measuring

    return measuring.wrapped(text, 400.0), measuring.balanced(text, 400.0)


def _note_in_folder(text: str) -> object:
    from readers.save.notebook import facts

    return facts.read(Path("a.md"), text.encode("utf-8", "replace"))


_INNER = "<html><body><article><h1>Bridge closed</h1>{}</article></body></html>"
WITHIN: dict[str, Call] = {
    "JSON feed": _json_feed,
    "OPML": _opml,
    "turns": _turns,
    "windows": _windows,
    "other language": _other_language,
    "card": _card_lines,
    "note in the folder": _note_in_folder,
    **{
        f"page {name}": partial(_page, template)
        for name, template in {
            "paragraph": _INNER.format("BODY<p>TEXT</p>BODY"),
            "body": _INNER.format("BODYTEXT"),
            "heading": "<html><head><title>TEXT</title></head><body><article><h1>TEXT</h1>BODY</article></body></html>",
            "byline": _INNER.format('<p class="byline">By TEXT</p><time>TEXT</time>BODY'),
            "caption": _INNER.format(
                "BODY<figure><img src='/a.jpg' alt='TEXT'><figcaption>TEXT</figcaption></figure>BODY"
            ),
            "attributes": _INNER.format('BODY<p class="TEXT"><img srcset="TEXT" alt="TEXT" style="TEXT"></p>BODY'),
            "metadata": '<html><head><meta name="author" content="TEXT"><meta property="og:title" content="TEXT">'
            '<meta name="date" content="TEXT"></head><body><article>BODY</article></body></html>',
        }.items()
    },
    **{
        f"text {name}": partial(_text, template)
        for name, template in {
            "line": "MENUBridge closed\n\nPROSE\n\nTEXT\n\nPROSE",
            "top": "MENUTEXT\n\nBy TEXT\n\nPROSE",
            "lines": "MENUBridge closed\n\nBy Ann Lee\n\nPROSETEXTPROSE",
        }.items()
    },
    **{
        f"Markdown {name}": partial(_markdown, template)
        for name, template in {
            "paragraph": "# Bridge\n\nTEXT\n\nMore.",
            "head": "---\ntitle: TEXT\nauthor: TEXT\ndate: TEXT\n---\nMore.",
        }.items()
    },
}
"""Hard strings where they are looked at: a feed or page of nothing but them is refused at once."""

# ruff: noqa: E501 - strings
UNITS = (
    *(" ", "\t", "\n", " \n", "a", "A", "1", "1 ", "12 ", "1.", "1,", "1/", "-", ".", "...", " .", ". ", "- ", ", ", ",", ";"),
    *(":", "/", "|", " | ", "@", "a@", "a.", "a-", "(", ")", "((", "[", "]", "[]", "[a](", "![", "{", '"', "“", "”", "'", "’"),
    *("a ", "A ", "Ab ", "Ab, ", "A. ", "A.", "By ", "and A", "of ", "the ", "The ", "editor ", "Jr. ", "said ", "Mr. "),
    *("<", "<a", "<a ", "</", "<b>", "<!--", "<!", "<![CDATA[", "<?", "<p>", "<div>", "<span>x</span>", "<br>", "<a href=x>"),
    *("<img src=a>", "<li>", "<table><tr><td>", "&", "&#", "&#1;", "&amp;", "&a", "#", "#a", "*", "*a", "_", "_a", "`", "=", "a="),
    *("%", "%20", "+", "~", "\\", "$1", "à", "漢", "。", "–", " - ", "·", "12:00 ", "2026-01-01 ", "Jan 1 ", "http://", "://"),
    *("charset=", "srcset ", "a.jpg 1w, ", "-->", ">", "> ", "- a\n", "1. a\n", "| a ", "Ab Cd\n", "“Ab” ", "“Ab,” said ", "!", "?"),
    *("Read more ", "appeared first on ", "(a)", "a\n", "    ", "\x00", "\u202e", "\u0301", "😀", "``", "「", "x ", "px"),
)  # fmt: skip
UNITS_OF_OTHER_LANGUAGES = (
    *("SA ", "Roux SA ", "le ABC dit. ", "le ABC dit ", "Banque ", "banque de la ", "la banque A ", "Anna Roux ", "La "),
    *("« Oui » ", "« Oui. » ", "« Oui, il le faut. » ", "« Oui », dit-il. ", "« Oui » selon ", "avec Anna Roux « Oui » "),
    *("« Non, dit Anna Roux, jamais », ", "« Anna Roux, dit, ", "Anna Roux a dit « Oui » ", "- Oui, dit Roux\n"),
    *("- « Oui »\n", "« Oui »\n", "dit – ", "dit, ", "la ", "M. ", "la présidente « Oui » ", "selon « Oui » "),
)  # fmt: skip
HEADS = ("", "<", "<a ", "(", "“", '"', "By ", "A", "&#", "[", "http://", "The post ", "\n")
_PLAIN = ("a", "A ", " ", "\n", ".", "1", "-", "<", "<a", "'", "a.")
HARD = (*(("", unit) for unit in UNITS), *((head, unit) for head in HEADS[1:] for unit in _PLAIN))
"""A beginning, and what is repeated after it without end."""
HARDEST = tuple(
    (head, unit)
    for head, unit in HARD
    if (not head and unit in {*_PLAIN, "\t", "1 ", "A.", "Ab ", "“", '"', "(", "[", "*a", "_a", "`", "@a", "a@", "&#"})
    or (
        not head
        and unit in {"By ", "and A", "12:00 ", "Jan 1 ", "\u202e", " - ", "| a ", "- a\n", "“Ab,” said ", "[a]("}
    )
    or (head in {"<", "By ", "“"} and unit in {"a", "A ", " ", "."})
)
"""Fewer, for what takes long."""


def hard_text(head: str, unit: str, size: int) -> str:
    """About so many code points of a hard string, with an end that fits no pattern."""
    return head + (unit * (size // len(unit) + 1))[:size] + "\n\x01"
