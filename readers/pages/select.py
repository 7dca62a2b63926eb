"""Which of a page's blocks are the article: trafilatura's choice, checked against the page and against our line rules.

trafilatura chooses well, but gives a text without the page: links cost it words, a paragraph in the middle may be
missing, a headline or a pointer to another article may be left in. So each of its blocks is looked up in the page and
rendered from there; gaps between chosen blocks are filled with blocks that stand in the very same place of the same
structure; and what publishers put between paragraphs goes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from lxml import etree

from readers.model import BlockKind
from readers.pages.layout import Layout
from readers.pages.lines import Line, squeeze
from readers.pages.metadata import About, alike
from readers.pages.source import SourceBlock

_PARTS = ("p", "h2", "h3", "h4", "h5", "h6", "blockquote", "li", "div")
_REACH = 40
"""Blocks above the first paragraph within which a standfirst is looked for."""
_ADDRESS = re.compile(r"^[^\s@]*@?[\w.-]+\.[a-z]{2,}(?:/\S*)?$|^.{0,40}\bhttps?://\S+(?: and https?://\S+)?$", re.I)
_NUMBERS = re.compile(r"[-_]*\d+")
_STANDFIRST_CLASS = re.compile(
    r"(?:^|[\s_-])(?:intro\w*|standfirst|excerpt|lead(?:-?text)?|lede|dek|deck|summary|sub-?title|sub-?head(?:line|ing)?"
    r"|teaser(?:-?text)?|abstract|chapo|chapeau|strap(?:line)?|ingress|preamble|vorspann|description|sapo|bajada"
    r"|entradilla|sommario|occhiello|catenaccio)(?:$|[\s_-])",
    re.I,
)


class Chosen:
    """A block of the article.

    Attributes:
        text: on one line; for matching and judging only.
        kind: what it is.
        level: of a heading or list item.
        source: its place in the page, or ``None`` if it was not found there.
    """

    def __init__(self, text: str, kind: BlockKind, level: int = 0, source: SourceBlock | None = None) -> None:
        self.text = text
        self.kind = kind
        self.level = level
        self.source = source

    @classmethod
    def of(cls, source: SourceBlock) -> Chosen:
        """A block as the page has it."""
        return cls(source.text, *source.kind, source)

    @cached_property
    def line(self) -> Line:
        """Its text, to be judged as a line."""
        return Line(self.text, 0)

    @property
    def link_share(self) -> float:
        """The part of its letters that are links."""
        return 0.0 if self.source is None else self.source.link_share


def choose(layout: Layout, sources: Sequence[SourceBlock], about: About) -> list[Chosen]:
    """The article's blocks, in order.

    Args:
        layout: trafilatura's choice.
        sources: all blocks of the page.
        about: headline and description, to know them again.
    """
    chosen = _without_headline(_look_up(layout, sources), about.title)
    chosen = _go_on(_fill_gaps(chosen, sources, squeeze(about.title)), sources)
    chosen = _without_link_lists(_without_pointers(chosen))
    chosen = [block for block in chosen if not (_is_notice(block) or _is_caption(block) or block.line.stamp)]
    while chosen and _is_tail(chosen[-1]):
        chosen.pop()
    return _with_standfirst(chosen, sources, about)


def _look_up(layout: Layout, sources: Sequence[SourceBlock]) -> list[Chosen]:
    by_key: defaultdict[str, list[int]] = defaultdict(list)
    for source in sources:
        by_key[source.key].append(source.index)
    found: list[Chosen] = []
    last = -1
    for block in layout.blocks:
        text = layout.text[block.start : block.end]
        key = squeeze(text)
        places = by_key.get(key, [])
        following = bisect_right(places, last)
        index = places[following] if following < len(places) else None
        if index is None and len(key) > 40:
            index = _similar(key, sources[last + 1 : last + 80])
        if index is None or block.kind in ("table", "code"):
            found.append(Chosen(text, block.kind, block.level))
            continue
        last = index
        kind, level = sources[index].kind
        if block.kind == "heading" and kind != "heading":
            kind, level = block.kind, block.level
        found.append(Chosen(sources[index].text, kind, level, sources[index]))
    return found


def _similar(key: str, sources: Iterable[SourceBlock]) -> int | None:
    """A block that begins and ends like a text which lost some words in the middle (its links)."""
    for source in sources:
        if source.key.startswith(key[:25]) and source.key.endswith(key[-15:]) and len(source.key) < 1.6 * len(key):
            return source.index
    return None


def _without_headline(chosen: list[Chosen], title: str) -> list[Chosen]:
    """The headline is a field of its own and no part of the text."""
    key = squeeze(title)

    def is_headline(block: Chosen) -> bool:
        if key and squeeze(block.text) == key:
            return True
        if block.kind != "heading":
            return False
        first = block.source is not None and block.source.tag == "h1"
        return first or (alike(block.text, title) and len(block.text) < 1.5 * len(title))

    return [block for number, block in enumerate(chosen) if number > 3 or not is_headline(block)]


def _place(element: etree._Element) -> tuple[tuple[str, str], ...]:
    """An element's name and class, and those of the elements around it: the same for all paragraphs of an article."""
    path: list[tuple[str, str]] = []
    parent: etree._Element | None = element
    while parent is not None and len(path) < 4:
        path.append((str(parent.tag), parent.get("class") or ""))
        parent = parent.getparent()
    return tuple(path)


def _fill_gaps(chosen: list[Chosen], sources: Sequence[SourceBlock], headline: str) -> list[Chosen]:
    """Add blocks that trafilatura passed over between (and just before) those that it chose."""
    mine = {block.source.index: block for block in chosen if block.source is not None}
    paragraphs = [index for index, block in mine.items() if sources[index].tag == "p"]
    if len(mine) < 3:
        return chosen
    places = Counter(_place(sources[index].element) for index in mine)
    known = {headline, *(sources[index].key for index in mine)}
    first = min(paragraphs, default=min(mine))
    added: list[tuple[int, int, Chosen]] = []
    for source in sources[max(0, first - 6) : max(mine) + 1]:
        if source.index in mine or source.key in known or len(source.key) < 2 or source.tag not in _PARTS:
            continue
        if source.index < min(mine) and source.tag != "p":
            continue
        if places[_place(source.element)] < (2 if source.tag == "p" else 1):
            continue
        block = Chosen.of(source)
        if _is_text(block) and (source.tag != "div" or block.line.prose):
            added.append((source.index, 0, block))
            known.add(source.key)
    ordered: list[tuple[int, int, Chosen]] = []
    last = -1
    for block in chosen:
        last = block.source.index if block.source is not None else last
        ordered.append((last, 1, block))
    return [block for _, _, block in sorted([*ordered, *added], key=lambda item: item[:2])]


def _go_on(chosen: list[Chosen], sources: Sequence[SourceBlock]) -> list[Chosen]:
    """Add what follows in further containers of the same kind: trafilatura takes the first of them alone.

    Another story, as on pages that load one below the other, begins with a headline of the first order or has an
    ``article`` element with a heading of its own.
    """
    mine = [block.source for block in chosen if block.source is not None]
    if not mine:
        return chosen
    places = {_kind_of_place(source.element) for source in mine if source.tag == "p"}
    known = {source.key for source in mine}
    stories = {_story(source.element) for source in mine}
    last = max(source.index for source in mine)
    added: list[Chosen] = []
    heading: Chosen | None = None
    for source in sources[last + 1 :]:
        block = Chosen.of(source)
        if source.tag == "h1" or (block.line.closer and block.line.words < 8):
            break
        if (story := _story(source.element)) not in stories and story is not None and _has_heading(story):
            break
        if block.kind == "heading":
            heading = block
            continue
        like = _kind_of_place(source.element) in places
        if like and source.key not in known and block.line.prose and _is_text(block):
            if heading is not None and heading.source is not None and _beside(heading.source, source):
                added.append(heading)
            heading = None
            added.append(block)
            known.add(source.key)
    # A single paragraph further down is more often about the publisher than about the matter.
    return [*chosen, *added] if sum(block.kind != "heading" for block in added) > 1 else chosen


def _kind_of_place(element: etree._Element) -> tuple[tuple[str, str], ...]:
    """The same, without the numbers that tell containers of one kind apart ("part-1", "part-2")."""
    return tuple((tag, _NUMBERS.sub("", named)) for tag, named in _place(element))


def _story(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors("article"), None)


def _has_heading(story: etree._Element) -> bool:
    return next(story.iter("h1", "h2", "h3"), None) is not None


def _beside(heading: SourceBlock, source: SourceBlock) -> bool:
    """Whether a heading stands in the very container of a paragraph."""
    return heading.element.getparent() is source.element.getparent()


def _is_text(block: Chosen) -> bool:
    line = block.line
    if line.pointer or line.closer or line.notice or line.caption or line.chatter or line.stamp:
        return False
    return block.link_share <= 0.5 or line.full_stop


def _without_pointers(chosen: list[Chosen]) -> list[Chosen]:
    """Take out "Read more: …", and lists of links with what heads them ("Related articles")."""
    kept: list[Chosen] = []
    dropping = False
    for block in chosen:
        line = block.line
        if line.pointer and (block.link_share > 0.3 or line.words < 4):
            continue
        if line.closer and line.words < 8 and (block.kind != "paragraph" or block.link_share > 0.8):
            dropping = True
        elif not dropping or block.link_share <= 0.5:
            dropping = False
            kept.append(block)
    return kept


def _without_link_lists(chosen: list[Chosen]) -> list[Chosen]:
    """Take out blocks that are nothing but a link and no sentence; a single item of a list may be one."""

    def is_link(block: Chosen) -> bool:
        return block.link_share > 0.85 and not block.line.full_stop and block.kind != "heading"

    kept: list[Chosen] = []
    for number, block in enumerate(chosen):
        beside = chosen[max(0, number - 1) : number] + chosen[number + 1 : number + 2]
        if is_link(block) and (block.kind != "list_item" or any(is_link(other) for other in beside)):
            continue
        kept.append(block)
    return kept


def _is_notice(block: Chosen) -> bool:
    """A publisher's word about itself: short, or with a link to follow."""
    return block.line.notice and block.line.words < 60 and (block.link_share > 0.1 or block.line.words < 12)


def _is_caption(block: Chosen) -> bool:
    return block.line.caption and block.line.words < 20


def _is_tail(block: Chosen) -> bool:
    """What no article ends with: a heading that heads nothing, a bare address, "Comments", a word about itself."""
    line = block.line
    return (
        block.kind == "heading"
        or line.closer
        or line.chatter
        or bool(_ADDRESS.search(block.text))
        or (line.notice and line.words < 40)
    )


def _with_standfirst(chosen: list[Chosen], sources: Sequence[SourceBlock], about: About) -> list[Chosen]:
    """Put the sentence below the headline first: the page's own description, or what is named so in the HTML."""
    first = next((block.source for block in chosen if block.source is not None and block.kind != "heading"), None)
    if first is None:
        return chosen
    description = squeeze(about.description)
    text = squeeze(" ".join(block.text for block in chosen))
    headline = max((source.index for source in sources[: first.index] if source.tag == "h1"), default=None)
    for source in reversed(sources[max(0, first.index - _REACH) : first.index]):
        if len(source.key) < 30 or source.tag == "h1" or source.link_share > 0.3 or source.key in text:
            continue
        block = Chosen.of(source)
        if block.line.caption or block.line.notice or block.line.pointer or block.line.stamp:
            continue
        if _says(source.key, description) or (
            headline is not None
            and source.index >= headline - 1
            and block.line.words >= 7
            and _named_standfirst(source)
        ):
            return [Chosen(source.text, "standfirst", 0, source), *chosen]
    opening = chosen[0]
    named = "" if opening.source is None else opening.source.element.get("class") or ""
    if opening.kind == "paragraph" and len(chosen) > 3 and _STANDFIRST_CLASS.search(named):
        opening.kind = "standfirst"
    return chosen


def _says(key: str, description: str) -> bool:
    if not description:
        return False
    return key == description or (
        len(description) > 60 and (key.startswith(description[:60]) or description.startswith(key))
    )


def _named_standfirst(source: SourceBlock) -> bool:
    parent = source.element.getparent()
    around = [source.element] if parent is None else [source.element, parent]
    return bool(_STANDFIRST_CLASS.search(" ".join(element.get("class") or "" for element in around)))
