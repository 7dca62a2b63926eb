"""Where the text of an article stands in a page: in tables, in several containers; and what follows it."""

from __future__ import annotations

import pytest

from readers.model import Document
from readers.pages.html import extract_html

TEXT = [
    "The old bridge of Saltmarsh Bay will close in May, the council decided on Monday after a debate into the night.",
    "The span rests on four piers, two of which have sunk by nine centimetres since 2017, said the mayor, Ida Solheim.",
    "Drivers will have to take the ring road, which is twelve kilometres longer, until a new bridge is built.",
    "Nobody knows when that will be, since the tender has failed twice and money is promised only for repairs.",
    "Fishermen fear that their catch will reach the market too late, and ask for a ferry at the town's cost.",
    "The council will hear them on Thursday, and a decision is expected before Easter, its spokeswoman said.",
]
NAVIGATION = '<a href="/">Home</a> <a href="/archive">Archive</a>'
ADVERTISEMENT = '<div class="ad"><span>Advertisement</span></div>'


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>Old bridge to close</title></head><body>{body}</body></html>"


def blocks(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


@pytest.mark.parametrize(
    "cell",
    [
        "<h1>Old bridge to close</h1><p>" + "<p>".join(TEXT),
        "<h1>Old bridge to close</h1>" + "<p>".join(TEXT),
        "<font size=4>Old bridge to close</font><br><br>" + "<br><br>".join(TEXT),
        "<table><tr><td><h1>Old bridge to close</h1><tr><td>" + "<p>".join(TEXT) + "</table>",
    ],
    ids=["no closing tags", "loose first paragraph", "line breaks", "table in table"],
)
def test_a_page_laid_out_in_a_table_is_read_in_paragraphs_without_the_navigation(cell: str) -> None:
    layout = f'<table><tr><td class="side">{NAVIGATION}</td><td>{cell}</td></tr></table>'
    document = extract_html(page(layout))
    assert document.title == "Old bridge to close"
    assert blocks(document) == TEXT


def test_a_table_of_data_stays_one() -> None:
    table = "<table><tr><td>Year<td>Sunk by<tr><td>2020<td>5 cm<tr><td>2026<td>9 cm</table>"
    paragraphs = "".join(f"<p>{one}</p>" for one in TEXT)
    document = extract_html(page(f"<article><h1>Old bridge to close</h1>{paragraphs}{table}{paragraphs}</article>"))
    kinds = {document.text[block.start : block.end]: block.kind for block in document.blocks}
    assert kinds["2020 | 5 cm"] == "table"


@pytest.mark.parametrize("name", ['class="entry-content"', 'itemprop="articleBody"', 'class="article-text part-{}"'])
@pytest.mark.parametrize("tag", ["div", "section", "article"])
def test_a_text_in_several_containers_of_one_kind_is_read_to_the_end(tag: str, name: str) -> None:
    parts = "".join(
        f"<div class='slot'><div><{tag} {name.format(number)}><p>{one}</p><p>{two}</p></{tag}></div></div>"
        + ADVERTISEMENT
        for number, (one, two) in enumerate(zip(TEXT[::2], TEXT[1::2], strict=True))
    )
    assert blocks(extract_html(page("<h1>Old bridge to close</h1>" + parts))) == TEXT


def test_another_story_further_down_is_not_read_on() -> None:
    stories = "".join(
        f"<article class=story><h2>{title}</h2>{''.join(f'<p>{one}</p>' for one in text)}</article>"
        for title, text in (("Old bridge to close", TEXT[:3]), ("Ferry to return", TEXT[3:]))
    )
    assert blocks(extract_html(page(stories))) == TEXT[:3]


def test_a_page_without_a_date_has_none_though_its_text_names_years() -> None:
    paragraphs = "".join(f"<p>{one}</p>" for one in TEXT)
    footer = "<footer>© 2026 Bay Courier</footer>"
    assert extract_html(page(f"<h1>Old bridge to close</h1>{paragraphs}{footer}")).published is None
