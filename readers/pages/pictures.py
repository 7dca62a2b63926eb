"""The pictures of an article among all those of its page.

A page has many: logos, faces, adverts, and above all the pictures of other articles. What an article's own have in
common is their place. The blocks of the article are known (`readers.pages.select`); a picture is looked at with the
largest element around it that holds none of them, here called its island, and what else is in the island tells what it
is: a caption and a credit, or headlines and links that lead elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from readers.clean import joined, parts_of
from readers.model import Block, Image
from readers.pages import addresses
from readers.pages.layout import MOST_IMAGES
from readers.pages.lines import squeeze
from readers.pages.metadata import About
from readers.pages.select import Chosen

_MOST_LOOKED_AT = 1000
_DEEPEST = 40
"""Elements that a picture may lie deep in its island."""
_MOST_WORDS = 150
"""Words that may stand beside a picture in its island: a caption and a credit, but no other article."""
_TELLING = 3
"""Words of a picture that tell what is on it."""
_SAME = 24
"""Characters by which a text is known again."""
_MOST_SHARED = 0.8
"""Part of the article's blocks that its container holds, so that a stray one does not make the page the container."""

_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|promo\w*|sponsor\w*|advert\w*|ads?|newsletter\w*|sign-?up|subscri\w+"
    r"|share|sharing|social\w*|authors?|byline|avatar|profile|headshot|bio|comments?|sidebar|footer|nav|navigation"
    r"|menu|logo|breadcrumbs?|popular|trending|most-?read|read-?(?:next|more|also)|see-?also|teasers?|outbrain"
    r"|more-?(?:stories|news|from|on|in)|taboola|tags?|cookie|consent|login|paywall|donat\w+|contributors?|writer"
    r"|next-?(?:post|article|story|up)|prev(?:ious)?|pagination|recirc\w*|upsell|shop|affiliate|you-?may|up-?next"
    r"|masthead)(?:$|[\s_-])",
    re.I,
)
_NOT_A_PICTURE = re.compile(r"^(?:click to )?play\b.{0,20}video|\bnewsletter\b|^get (?:daily|breaking|the)\b", re.I)
_LEADING = re.compile(r"(?:^|[\s_-])(?:lead|hero|opener|aufmacher|header)(?:$|[\s_-])", re.I)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NEVER = {"nav", "footer", "form", "button", "select", "iframe", "svg", "dialog"}
_FIGURE = re.compile(r"(?:^|[\s_-])(?:figure|wp-caption|picture|photo|media|hero|lead|featured?|gallery)", re.I)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:\w*caption\w*|legend)(?:$|[\s_-])", re.I)
_IN_FULL = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$|/(?:attachment|photo|gallery|image|slideshow)s?/", re.I)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class _Place(NamedTuple):
    """Where a block of the article begins.

    That is the number of its element in the page (a half more if it stands behind that), the element that it is or
    stands in, and its index.
    """

    order: float
    element: etree._Element
    first: int


class _Picture(NamedTuple):
    """A picture that may be the article's: the number of its element in the page, the element, and its address."""

    order: int
    element: etree._Element
    url: str


Chosens = Sequence[tuple[Chosen, int]]
"""What an article is made of, each with the index of the block at which it begins."""


def find_pictures(
    tree: etree._Element, chosen: Chosens, blocks: Sequence[Block], about: About, base: str
) -> tuple[Image, ...]:
    """The article's pictures, in order, each once.

    Args:
        tree: the page.
        chosen: what the article is made of.
        blocks: those of the document.
        about: what the page says of itself: headline, authors, preview picture.
        base: what relative addresses are relative to.
    """
    page = _Page(next(tree.iter("body"), tree), chosen, about, base)
    end = blocks[-1].end if blocks else 0
    found: dict[str, Image] = {}
    for picture in page.pictures():
        caption = page.caption(picture.element)
        first = caption if caption is not None else page.following(picture.order)
        at = blocks[first].start if first is not None and first < len(blocks) else end
        image = Image(at=at, url=picture.url, alt=page.words(picture.element), caption=caption)
        key = addresses.same(picture.url)
        if key not in found or (found[key].caption is None and caption is not None):
            found[key] = image
    return one_caption_each(sorted(found.values(), key=lambda image: image.at)[:MOST_IMAGES])


def one_caption_each(images: Sequence[Image]) -> tuple[Image, ...]:
    """The same pictures; where several have one caption, only the last keeps it."""
    last = {image.caption: number for number, image in enumerate(images)}
    return tuple(
        image if last[image.caption] == number else Image(image.at, image.url, image.alt)
        for number, image in enumerate(images)
    )


class _Page:
    """A page's elements, with the article's blocks known among them."""

    def __init__(self, body: etree._Element, chosen: Chosens, about: About, base: str) -> None:
        self._body = body
        self._about = about
        self._base = base
        self._elements = list(body.iter(etree.Element))  # held, so that lxml gives the same objects again
        self._order = {element: number for number, element in enumerate(self._elements)}
        self._inner = {
            block.source.element: first
            for block, first in chosen
            if block.source is not None and block.source.element in self._order
        }
        self._kinds = {first: block.kind for block, first in chosen}
        places = [_Place(self._order[element], element, first) for element, first in self._inner.items()]
        self._places = sorted([*places, *self._loose(chosen)], key=lambda place: place.order)
        # Of each island and each figure, which may hold a thousand pictures and are looked through once only.
        self._verdicts: dict[etree._Element, bool] = {}
        self._captions: dict[etree._Element, int | None] = {}
        self._told: dict[etree._Element, str] = {}

    def _loose(self, chosen: Chosens) -> Iterator[_Place]:
        """Where blocks begin that are no element of their own: text between line breaks."""
        wanted = {
            key[:_SAME]: first
            for block, first in chosen
            if block.source is None and len(key := squeeze(block.text)) >= _SAME
        }
        if not wanted:
            return
        for number, element in enumerate(self._elements):
            around = element.getparent()
            for order, piece, holder in ((number, element.text, element), (number + 0.5, element.tail, around)):
                if piece and holder is not None and holder in self._order:
                    first = wanted.pop(squeeze(piece[: 4 * _SAME])[:_SAME], None)
                    if first is not None:
                        yield _Place(order, holder, first)

    def pictures(self) -> Iterator[_Picture]:
        """Those of the article."""
        looked_at = 0
        for order, element in enumerate(self._elements):
            if element.tag in addresses.TAGS and self._places:
                url = addresses.address(element, self._base)
                looked_at += bool(url)
                if url and not addresses.is_mark(element, url) and self._belongs(_Picture(order, element, url)):
                    yield _Picture(order, element, url)
                if looked_at > _MOST_LOOKED_AT:
                    return

    # Places

    @cached_property
    def _headline(self) -> etree._Element | None:
        """The last heading above the article that says its title, or else the last of the first level."""
        title, first = squeeze(self._about.title), int(self._places[0].order)
        above = [element for element in self._elements[:first] if element.tag in ("h1", "h2")]
        saying = [element for element in above if title and squeeze("".join(element.itertext())) == title]
        return (saying or [element for element in above if element.tag == "h1"] or [None])[-1]

    @cached_property
    def _holding(self) -> set[etree._Element]:
        """The elements that hold, or are, a block of the article or its headline."""
        holding: set[etree._Element] = set()
        headline = [] if self._headline is None else [self._headline]
        for element in (*(place.element for place in self._places), *headline):
            step: etree._Element | None = element
            while step is not None and step not in holding:
                holding.add(step)
                step = step.getparent()
        return holding

    @cached_property
    def _container(self) -> etree._Element:
        """The innermost element that holds most of the article."""
        held: Counter[etree._Element] = Counter()
        for place in self._places:
            held.update(place.element.iterancestors())
            held[place.element] += place.element not in self._inner
        most = [element for element, count in held.items() if count >= _MOST_SHARED * len(self._places)]
        return max(
            (element for element in most if element in self._order), key=self._order.__getitem__, default=self._body
        )

    @cached_property
    def _start(self) -> float:
        """The number of the first element of the article that is not its standfirst, which often stands elsewhere."""
        inside = (place.order for place in self._places if self._is_within(place.element, self._container))
        return next(inside, self._places[0].order)

    @cached_property
    def _scope(self) -> etree._Element:
        """The innermost element that holds the article and its headline."""
        if self._headline is None:
            around = self._container.getparent()
            return self._container if around is None or around not in self._order else around
        above = set(self._headline.iterancestors())
        return next((element for element in self._container.iterancestors() if element in above), self._body)

    def following(self, order: int) -> int | None:
        """The block that an element stands before, or in."""
        element = self._elements[order]
        for around in element.iterancestors():
            if around in self._inner:
                return self._inner[around]
        return next((place.first for place in self._places if place.order > order), None)

    def _belongs(self, picture: _Picture) -> bool:
        element = picture.element
        preview = bool(self._about.image) and addresses.same(self._about.image) == addresses.same(picture.url)
        island, held = element, element.getparent()
        for depth, around in enumerate(element.iterancestors()):
            held = around
            if around in self._holding or around is self._body:
                break
            if depth > _DEEPEST or around.tag in _NEVER or (not preview and _is_elsewhere(around)):
                return False
            island = around
        words = addresses.words_of(element)
        if words in self._about.authors or _NOT_A_PICTURE.search(words):
            return False
        if not self._is_in_place(picture.order, held, island, preview=preview):
            return False
        if island not in self._verdicts:
            self._verdicts[island] = self._is_alone(island)
        return self._verdicts[island] and (preview or not self._leads_elsewhere(element, island))

    def _is_in_place(self, order: int, held: etree._Element | None, island: etree._Element, *, preview: bool) -> bool:
        """Whether a picture stands in the article, or beside its headline."""
        if held is None:
            return False
        if order > self._start:
            return self._is_within(held, self._container)
        if not self._is_within(held, self._scope):
            return preview and _is_figure(island)
        below = self._headline is not None and order > self._order[self._headline]
        beside = held is not self._scope and self._headline is not None and self._is_within(self._headline, held)
        element = self._elements[order]
        told = len(addresses.words_of(element).split()) >= _TELLING
        large = below and addresses.is_large(element, addresses.address(element, self._base))
        return preview or _is_figure(island) or large or ((below or beside) and told)

    def _is_within(self, element: etree._Element, outer: etree._Element) -> bool:
        return element is outer or outer in set(element.iterancestors())

    def _is_alone(self, island: etree._Element) -> bool:
        """Whether a picture's island holds but what may stand beside a picture."""
        if island.tag in addresses.TAGS:
            return True
        if any(
            heading.find(".//a") is not None or heading.getparent().tag == "a" for heading in island.iter(*_HEADINGS)
        ):
            return False
        text = " ".join(island.itertext()).split()
        links = [link for link in island.iter("a") if next(link.iter(*addresses.TAGS), None) is None]
        linked = " ".join(" ".join(link.itertext()) for link in links).split()
        pictures = sum(1 for _ in island.iter(*addresses.TAGS))
        return len(text) <= _MOST_WORDS * max(1, min(pictures, 20)) and not (
            len(linked) > 3 and len(linked) > 0.5 * len(text)
        )

    def _leads_elsewhere(self, element: etree._Element, island: etree._Element) -> bool:
        """Whether a picture is a link to another page, and not to itself in full size."""
        for around in element.iterancestors():
            if around.tag == "a" and (href := (around.get("href") or "").strip()):
                target = joined(self._base, href)
                if not target:
                    return False  # a link that leads nowhere
                path = parts_of(target).path
                own = target.partition("#")[0] == self._base.partition("#")[0] or href.startswith("#")
                return not (own or _IN_FULL.search(path))
            if around is island:
                break
        return False

    # Words

    def caption(self, element: etree._Element) -> int | None:
        """The block that is the caption of a picture."""
        figure = _figure_of(element)
        if figure is None:
            return None
        if figure not in self._captions:
            blocks = (self._inner[part] for part in figure.iter(etree.Element) if part in self._inner)
            self._captions[figure] = next((first for first in blocks if self._kinds[first] == "caption"), None)
        return self._captions[figure]

    def words(self, element: etree._Element) -> str:
        """What stands for a picture: its own words or, if they tell little, a caption that is no block."""
        words = addresses.words_of(element)
        figure = None if len(words.split()) >= _TELLING else _figure_of(element)
        if figure is None:
            return words
        if figure not in self._told:
            self._told[figure] = _told_beneath(figure)
        told = self._told[figure]
        return told if len(told.split()) >= _TELLING else words or told


def _told_beneath(figure: etree._Element) -> str:
    """What a figure's caption says; empty if it has none."""
    for part in figure.iter(etree.Element):
        if part.tag == "figcaption" or _CAPTION.search(_named(part)):
            return addresses.shortened("".join(part.itertext()))
    return ""


def _named(element: etree._Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _is_elsewhere(element: etree._Element) -> bool:
    """Whether an element is named like what stands around articles, or is not shown at all."""
    if element.get("hidden") is not None or _INVISIBLE.search(element.get("style") or ""):
        return True
    named = _named(element)
    return bool(_ELSEWHERE.search(named)) and not _LEADING.search(named)


def _is_figure(element: etree._Element) -> bool:
    if element.tag in ("figure", "picture") or _FIGURE.search(_named(element)):
        return True
    return next(element.iter("figure"), None) is not None


def _figure_of(element: etree._Element) -> etree._Element | None:
    """The figure that a picture stands in: so named, or with a caption in it."""
    for depth, around in enumerate(element.iterancestors()):
        if around.tag == "figure" or "wp-caption" in (around.get("class") or ""):
            return around
        if depth > 5 or around.tag in ("body", "article", "main"):
            return None
    return None
