"""Plain text → `Document`: a page flattened to text loses its menus, notices, comments and pointers to other pages.

Each line is worth something: prose much, menu items, notices and buttons less than nothing. The article is the
stretch of lines that is worth most in all, which bridges captions and pointers inside it; then what is no part of the
article is taken out of the stretch, and the lines before it are read as headline, standfirst, byline and date.
What is cut is kept, in order, in `Document.cut`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from readers.clean import clean
from readers.errors import PageError
from readers.model import BlockKind, Document
from readers.pages.article import find_article, find_headline, is_body
from readers.pages.header import Header, read_header
from readers.pages.layout import LayoutBuilder
from readers.pages.lines import Line, read_lines, squeeze
from readers.pages.listings import find_listing

_LONGEST_HEADING = 14
"""Words of a heading inside an article; what is longer points to another one."""


def extract_text(text: str, *, url: str = "") -> Document:
    """Find the article in a text.

    Args:
        text: a file's content, or a page as copied from a browser.
        url: where it came from, if known.

    Raises:
        PageError: if there is no text in it.
    """
    lines = read_lines(clean(text))
    if not lines:
        raise PageError(f"{url or 'This text'} is empty: there is nothing to read.")
    if not is_scraped(lines):
        return _as_it_is(lines, url)
    headline = find_headline(lines)
    start, end = find_article(lines, headline)
    listing = find_listing(lines, end if end > start else 0)
    if end <= start:  # no prose at all
        return _listed(lines, listing, url) if listing else _as_it_is(lines, url)
    header = read_header(lines, headline, start, end)
    kept = _body(lines, max(start, header.end), end, header)
    if _words(lines, listing) > _words(lines, kept):  # which the prose only introduces
        kept |= {index: kind for index, kind in listing.items() if index not in header.used}
    return _document(lines, header, kept, url)


def _words(lines: Sequence[Line], kept: Iterable[int]) -> int:
    return sum(lines[index].words for index in kept)


def _listed(lines: Sequence[Line], listing: dict[int, BlockKind], url: str) -> Document:
    """A page that is nothing but a list; what stands right above it is its headline."""
    above = min(listing) - 1
    if above < 0 or lines[above].words < 2 or _is_foreign(lines[above]):
        return _document(lines, Header(), listing, url)
    return _document(lines, Header(title=lines[above].text, used=frozenset((above,))), listing, url)


def is_scraped(lines: Sequence[Line]) -> bool:
    """Whether a text has anything that a page has and a text that somebody wrote as such has not."""
    short = sum(not line.ends_sentence and line.words < 8 for line in lines)
    return sum(_is_foreign(line) for line in lines) > 1 or (short > 12 and short > 0.5 * len(lines))


def _is_foreign(line: Line) -> bool:
    """Whether a line is of the kind that publishers put around an article."""
    return line.words < 25 and (line.closer or line.pointer or line.chatter or line.caption or line.notice)


def _as_it_is(lines: Sequence[Line], url: str) -> Document:
    """A text of which nothing is cut: headline, byline and date are read if they stand at its head."""
    first = next((index for index, line in enumerate(lines) if line.words > 8 or line.full_stop), 0)
    header = read_header(lines, 0, first, len(lines)) if first and lines[0].alone and len(lines) > 1 else Header()
    kept: dict[int, BlockKind] = {
        index: "heading" if _heads(lines, index) else "paragraph"
        for index in range(len(lines))
        if index not in header.used and not (len(lines) > 3 and _is_foreign(lines[index]))
    }
    return _document(lines, header, kept, url)


def _heads(lines: Sequence[Line], index: int) -> bool:
    """Whether a line stands alone, is short and no sentence, and prose follows."""
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    short = line.alone and line.words <= 10 and not line.ends_sentence
    return short and following is not None and (following.prose or following.words > 10)


def _body(lines: Sequence[Line], start: int, end: int, header: Header) -> dict[int, BlockKind]:
    """The lines of the article, by number, and what each is."""
    first = next((index for index in range(start, end) if lines[index].prose), start)
    headline = squeeze(header.title)
    kept: dict[int, BlockKind] = {}
    dropping = -1  # the group of lines that a pointer heads
    for index in range(first, end):
        line = lines[index]
        after = lines[index + 1] if index + 1 < len(lines) else None
        if line.pointer or line.closer:
            dropping = line.group + (1 if line.alone else 0)
        sentence = line.prose or line.full_stop
        if index in header.used or (line.group == dropping and not sentence and line.words < 25):
            continue
        if not is_body(line, after) or squeeze(line.text) == headline:
            continue
        if sentence:
            kept[index] = "paragraph"
        elif kind := _short_kind(lines, index, end):
            kept[index] = kind
    for index in reversed(kept):
        if lines[index].prose or lines[index].full_stop:
            break
        del kept[index]  # a heading heads nothing here
    return kept


def _short_kind(lines: Sequence[Line], index: int, end: int) -> BlockKind | None:
    """What a line without a sentence is inside an article: a heading, an item of a list, or nothing of it."""
    line = lines[index]
    if line.words >= 18 and line.small >= 0.5:
        return "paragraph"
    group = [other for other in lines[max(0, index - 30) : index + 30] if other.group == line.group]
    if len(group) > 1:
        return "list_item" if _is_list(lines, index, group) else None
    before = lines[index - 1]
    after = lines[index + 1] if index + 1 < end else None
    if line.ends_sentence:
        return "paragraph"
    if line.shouted:
        return None
    if after is not None and (after.prose or after.full_stop) and line.words <= _LONGEST_HEADING:
        return "heading" if before.prose or before.full_stop or before.words <= 3 or before.caption else None
    return None


def _is_list(lines: Sequence[Line], index: int, group: Sequence[Line]) -> bool:
    """Whether a group of short lines is a list of the article: what is above it announces it, or it has sentences."""
    above = next((other for other in reversed(lines[:index]) if other.group != group[0].group), None)
    announced = above is not None and (above.text.endswith(":") or above.prose)
    return announced and not any(other.pointer or other.chatter or other.stamp or other.closer for other in group)


def _document(lines: Sequence[Line], header: Header, kept: dict[int, BlockKind], url: str) -> Document:
    builder = LayoutBuilder()
    used = set(kept) | header.used
    if header.standfirst is not None:
        builder.start("standfirst")
        builder.add(lines[header.standfirst].text)
    for index, kind in kept.items():
        builder.start(kind, {"heading": 2, "list_item": 1}.get(kind, 0))
        builder.add(lines[index].text)
    layout = builder.finish()
    return Document(
        text=layout.text,
        title=header.title,
        blocks=layout.blocks,
        authors=header.authors,
        published=header.published,
        url=url,
        cut=tuple(line.text for index, line in enumerate(lines) if index not in used),
    )
