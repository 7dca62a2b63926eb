"""The reader's notes in every format: with their words, in the order of the text, and harmless whatever was written."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from readers.marks.anchors import anchor
from readers.marks.notes import tags_in
from readers.model import Anchor, Article, Block, Document, EntryRow, Note, Span
from readers.save import layout
from readers.save.ansi import to_ansi
from readers.save.contract import to_json
from readers.save.datasets.tables import to_csv
from readers.save.formats import FORMATS
from readers.save.html import to_html
from readers.save.markdown import to_markdown
from readers.save.webannotation import to_webannotation
from tests.readers.save.conftest import TEXTS, articles, span, spans
from tests.readers.save.test_html import KNOWN, parse
from tests.readers.save.test_markdown import body

WHEN = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def to(article: Article, words: str, said: str = "", number: int = 1) -> Note:
    where = anchor(article.document, span(article.document.text, words))
    return Note(number, where, said, tags_in(said), WHEN, WHEN)


@pytest.fixture
def noted(article: Article) -> Article:
    """The invented article with a note of each kind."""
    title = anchor(article.document, Span(10, 16), in_title=True)
    notes = (
        to(article, "began in March", "Was it not #April? See *there*", 1),
        to(article, "The old quay", "", 2),
        Note(3, Anchor(""), "Read again #quay", ("quay",), WHEN, WHEN),
        Note(4, Anchor("sold for a song", "it was ", " in 1911", 30), "Who #says", ("says",), WHEN, WHEN),
        Note(5, title, "", (), WHEN, WHEN),
    )
    return msgspec.structs.replace(article, notes=notes)


@pytest.fixture
def coded() -> Article:
    """An article with notes to its headline, to code, and to the end of a paragraph and what parts it from the next."""
    text = "The pier is long.\n\nlength = 3\n\nSo it is."
    code = span(text, "length = 3")
    blocks = (
        Block("paragraph", 0, code.start - 2),
        Block("code", code.start, code.end),
        Block("paragraph", code.end + 2, len(text)),
    )
    article = Article(Document(text, title="Pier", blocks=blocks))
    notes = (
        to(article, "length = 3", "In metres", 1),
        to(article, "long.\n\n", "How long?", 2),
        Note(3, anchor(article.document, Span(0, 4), in_title=True), "Where?", (), WHEN, WHEN),
    )
    return msgspec.structs.replace(article, notes=notes)


class TestMarkdown:
    def test_words_lead_to_their_notes_by_footnotes(self, noted: Article) -> None:
        markdown = body(to_markdown(noted))
        assert "*==The old quay==[^note-2] is to go.*\n" in markdown
        assert "“We ==began in March==[^note-3],” she said.\\\n" in markdown
        assert markdown.endswith(
            "\n\n## Notes\n"
            "\n"
            "Read again #quay ^n1\n"
            "\n"
            "> closes\n"
            "\n"
            "> sold for a song\n"
            "\n"
            "Who #says *(no longer in the text)* ^n5\n"
            "\n"
            "[^note-2]:\n"
            "    > The old quay\n"
            "\n"
            "[^note-3]:\n"
            "    > began in March\n"
            "\n"
            "    Was it not #April? See *there* ^n4\n"
        )

    def test_tags_are_in_the_front_matter_with_those_of_the_entry(self, noted: Article) -> None:
        row = EntryRow(1, 1, "Courier", "Quay", tags=("harbour", "Quay"))
        front = to_markdown(msgspec.structs.replace(noted, row=row)).split("\n---\n")[0]
        assert '\ntags:\n  - "harbour"\n  - "Quay"\n  - "April"\n  - "says"\n' in front

    def test_an_article_without_notes_has_no_word_of_them(self, article: Article) -> None:
        markdown = to_markdown(article)
        assert "Notes" not in markdown
        assert "tags:" not in markdown
        assert "==" not in markdown

    def test_what_follows_a_footnote_makes_no_hyperlink_of_it(self) -> None:
        article = Article(Document("The pier(1) is long.", title="Piers"))
        noted = msgspec.structs.replace(article, notes=(to(article, "pier"),))
        assert "The ==pier==[^note-1]\\(1) is long." in to_markdown(noted)

    @pytest.mark.parametrize("words", ["pier", '"No"', "'No'", "(pier)", "[x]: y"])
    def test_words_are_seen_where_footnotes_are_unknown_and_where_they_are_known(self, words: str) -> None:
        article = Article(Document(f"So {words} it is.", title="Piers"))
        article = msgspec.structs.replace(article, notes=(to(article, words, "Mine #too"),))
        notes = to_markdown(article).split("## Notes")[1]
        plain = MarkdownIt("commonmark").render(notes)
        assert lxml_html.fromstring(plain).text_content().count("Mine #too") == 1
        assert words in lxml_html.fromstring(plain).text_content()
        page = lxml_html.fromstring(MarkdownIt("commonmark").use(footnote_plugin).render(body(to_markdown(article))))
        (item,) = page.iterfind(".//li[@class='footnote-item']")
        assert item.find("blockquote").text_content().strip() == words
        assert item.text_content().count("Mine #too") == 1
        assert len(list(page.iterfind(".//sup"))) == 1

    def test_those_to_code_and_to_the_headline_are_shown_though_no_footnote_leads_there(self, coded: Article) -> None:
        page = MarkdownIt("commonmark").use(footnote_plugin).render(body(to_markdown(coded)))
        shown = [one.text_content().strip() for one in lxml_html.fromstring(page).iter("blockquote")]
        assert shown == ["Pier", "length = 3", "long."]
        assert page.count('<sup class="footnote-ref">') == 1

    @pytest.mark.parametrize(
        "said",
        ["See #two_words #3", "See #हिन्दी, #cafe\u0301", "- one\n\n*See* [[Pier]], [there](https://a.example) `x`"],
    )
    def test_what_was_written_is_left_as_it_was_written(self, said: str) -> None:
        article = Article(Document("Pier."), notes=(Note(1, Anchor(""), said, tags_in(said)),))
        assert f"\n{said} ^n1\n" in to_markdown(article)

    @pytest.mark.parametrize("said", ["- one", "```\nx = 1\n```", "a | b\n- | -\n1 | 2 |", "> said", "# Head"])
    def test_behind_lists_code_and_tables_the_name_of_a_note_stands_alone(self, said: str) -> None:
        text = "Pier of old."
        words = anchor(Document(text), Span(0, 4))
        article = Article(Document(text), notes=(Note(1, Anchor(""), said), Note(2, words, said)))
        assert f"\n{said}\n\n^n1\n" in to_markdown(article)
        assert to_markdown(article).rstrip().split("\n")[-2:][0] == "    ^n2"

    def test_but_no_markup_of_pages(self) -> None:
        article = Article(Document("Pier."), notes=(Note(1, Anchor(""), "<script>x</script> 1 < 2 <!-- a -->"),))
        assert "\n\\<script>x\\</script> 1 < 2 \\<!-- a --> ^n1\n" in to_markdown(article)


class TestHtml:
    def test_words_are_marked_and_lead_to_their_notes_and_back(self, noted: Article) -> None:
        page = parse(to_html(noted))
        marks = [mark.text_content() for mark in page.iterfind(".//article//mark[@class='note']")]
        assert marks == ["The old quay", "began in March"]
        assert [link.get("href") for link in page.iterfind(".//article//sup/a")] == ["#note-2", "#note-3"]
        listed = [" ".join(item.text_content().split()) for item in page.iterfind(".//section/ol/li")]
        assert listed == ["closes", "The old quay ↩", "began in March Was it not #April? See *there* ↩"]
        assert [item.get("id") for item in page.iterfind(".//section/ol/li")] == ["note-1", "note-2", "note-3"]
        assert [link.get("href") for link in page.iterfind(".//section/ol/li/a")] == ["#place-2", "#place-3"]
        assert {link.get("id") for link in page.iterfind(".//article//sup/a")} == {"place-2", "place-3"}
        section = page.xpath("//section[h2='Notes']")[0]
        assert section.findtext("p") == "Read again #quay"
        assert section.findtext("h3") == "No longer in the text"
        assert section.find("ul/li").text_content() == "sold for a song Who #says"

    def test_what_leads_back_leads_somewhere(self, coded: Article) -> None:
        page = parse(to_html(coded))
        back = [link.get("href") for link in page.iterfind(".//section/ol/li/a")]
        assert back == ["#place-2", "#place-3"]
        assert [link.get("id") for link in page.iterfind(".//article//sup/a")] == ["place-2", "place-3"]

    def test_names_and_quotes_within_a_note_stay_marked(self, article: Article) -> None:
        words = "Anna Lindqvist told The Courier that “the harbour belongs"
        page = parse(to_html(msgspec.structs.replace(article, notes=(to(article, words),))))
        note = page.find(".//article//mark[@class='note']")
        assert note.text_content() == words
        assert note.find("b[@class='people']").text == "Anna Lindqvist"
        assert note.find(".//mark[@class='direct']").text == "the harbour belongs"


class TestJson:
    def test_notes_have_their_spans_and_what_was_written(self, noted: Article) -> None:
        content = to_json(noted)
        whole, title, quay, march, gone = content["notes"]
        moments = {"created": WHEN.isoformat(), "modified": WHEN.isoformat()}
        none = {"start": None, "end": None}
        assert whole == none | {"text": None, "body": "Read again #quay", "tags": ["quay"]} | moments
        assert (title["start"], title["end"], title["in_title"], title["text"]) == (10, 16, True, "closes")
        assert quay == {"start": 0, "end": 12, "text": "The old quay", "body": "", "tags": []} | moments
        assert content["text"][march["start"] : march["end"]] == march["text"] == "began in March"
        assert gone == none | {"text": "sold for a song", "body": "Who #says", "tags": ["says"]} | moments

    def test_without_notes_there_is_no_word_of_them(self, article: Article) -> None:
        assert "notes" not in to_json(article)


class TestWebAnnotation:
    def test_a_highlight_a_comment_and_tags(self, noted: Article) -> None:
        items = json.loads(to_webannotation(noted))["first"]["items"]
        assert json.loads(to_webannotation(noted))["total"] == len(items)
        title, quay, march, whole, gone = items[-5:]
        assert (quay["motivation"], "body" in quay) == ("highlighting", False)
        assert [selector["type"] for selector in quay["target"]["selector"]] == [
            "TextQuoteSelector",
            "TextPositionSelector",
        ]
        assert quay["created"] == WHEN.isoformat()
        assert march["motivation"] == "commenting"
        assert [(body["purpose"], body["value"]) for body in march["body"]] == [
            ("commenting", "Was it not #April? See *there*"),
            ("tagging", "April"),
        ]
        assert title["target"]["selector"] == [
            {"type": "TextQuoteSelector", "exact": "closes", "prefix": "Lindqvist ", "suffix": " the old quay"}
        ]
        assert whole["target"] == "https://courier.example/quay"
        assert gone["target"]["selector"][0]["exact"] == "sold for a song"

    def test_mere_tags_are_tagging(self, article: Article) -> None:
        tagged = msgspec.structs.replace(article, notes=(to(article, "quay", "#one #two"),))
        item = json.loads(to_webannotation(tagged))["first"]["items"][-1]
        assert item["motivation"] == "tagging"
        assert {body["purpose"] for body in item["body"]} == {"tagging"}


def test_a_table_has_a_row_for_each_note_after_the_quotes(noted: Article) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(noted), newline="")))[4:]
    assert [(row["kind"], row["quote"], row["note"], row["tags"], row["start"]) for row in rows] == [
        ("note", "", "Read again #quay", "quay", ""),
        ("highlight", "closes", "", "", ""),
        ("highlight", "The old quay", "", "", "0"),
        ("note", "began in March", "Was it not #April? See *there*", "April", "125"),
        ("note", "sold for a song", "Who #says", "says", ""),
    ]


def test_on_a_terminal_they_come_last(noted: Article) -> None:
    plain = re.sub(r"\x1b\[[\d;]*m", "", to_ansi(noted))
    assert plain.endswith(
        "\nNotes\n  Read again #quay\n  closes\n  The old quay\n"
        "  began in March Was it not #April? See *there*\n  sold for a song Who #says (no longer in the text)\n"
    )


@st.composite
def noted_articles(draw: st.DrawFn) -> Article:
    """Hostile articles with hostile notes: to any words of theirs, to none, and to words that are not there."""
    article = draw(articles())
    document = article.document
    notes = []
    for number in range(1, draw(st.integers(0, 4)) + 1):
        where = draw(st.sampled_from(["text", "title", "whole", "gone"]))
        if where == "text":
            place = anchor(document, draw(spans(len(document.text))))
        elif where == "title":
            place = anchor(document, draw(spans(len(document.title))), in_title=True)
        else:
            place = Anchor("") if where == "whole" else Anchor(draw(TEXTS), draw(TEXTS), draw(TEXTS), 3)
        said = draw(TEXTS)
        notes.append(Note(number, place, said, tags_in(said), WHEN, WHEN))
    return msgspec.structs.replace(article, notes=tuple(notes))


WILD = settings(max_examples=150)


@WILD
@given(noted_articles())
def test_nothing_that_was_written_becomes_markup_of_a_page(article: Article) -> None:
    page = parse(to_html(article))
    own = re.compile(rf"{KNOWN.pattern}|sup|ol")
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in page.iter():
        assert own.fullmatch(element.tag)
        if element.get("href"):
            assert re.match(
                r"https://good\.example/|#(note|place)-\d+$|#(people|organisations|places|quotes|notes)$",
                element.get("href"),
            )
    flat = msgspec.structs.replace(article, document=msgspec.structs.replace(article.document, blocks=()))
    page = parse(to_html(flat))
    for sup in list(page.iter("sup")):
        sup.drop_tree()
    shown = "".join(page.find(".//article").text_content().split())
    assert shown.endswith("".join(layout.printable(article.document.text).split()))


@WILD
@given(noted_articles())
def test_nor_structure_of_markdown(article: Article) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
    mute = [msgspec.structs.replace(note, body="Mine.") for note in article.notes]  # what they say is the reader's own
    rest = body(to_markdown(msgspec.structs.replace(article, notes=tuple(mute))))
    found = [one for token in parser.parse(rest) for one in (token, *(token.children or []))]
    for token in found:
        assert token.type not in ("html_inline", "html_block", "image", "hr", "s_open", "code_inline", "code_block")
        if token.type == "link_open":
            assert token.attrs["href"].startswith("https://good.example/")
    headings = [token for token in found if token.type == "heading_open"]
    assert all(token.tag != "h1" for token in headings[1:])


@WILD
@given(noted_articles())
def test_every_note_is_in_every_format(article: Article) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(article), newline="")))
    assert len(rows) == len(article.annotations.quotes) + len(article.notes)
    for row in rows:
        assert not any(cell.strip().startswith(("=", "+", "-", "@")) for cell in row.values())
    assert len(to_json(article).get("notes", ())) == len(article.notes)
    items = json.loads(to_webannotation(article))["first"]["items"]
    assert len({item["id"] for item in items if "created" in item}) == len(article.notes)
    markdown = to_markdown(article)
    footnotes = re.findall(r"^\[\^note-\d+\](?=:$)", markdown, re.M)
    assert all(markdown.count(footnote) == 2 for footnote in footnotes), "a footnote that nothing leads to is not shown"
    for style in FORMATS.values():
        assert style.render(article)
