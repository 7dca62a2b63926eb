"""Markdown: for people to read, for notes to link to, and with nothing in it that the article smuggled in."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from readers.model import Annotations, Article, Block, Document, Entity, EntryRow, Link, Span
from readers.save import layout
from readers.save.escaping import escape, yaml
from readers.save.markdown import to_markdown
from tests.readers.save.conftest import TEXTS, articles, span

PARSER = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(["table", "strikethrough", "linkify"])
PARSER.linkify.set({"fuzzy_link": False, "fuzzy_email": True})  # a bare "evil.example" is no link on GitHub either


def body(markdown: str) -> str:
    """What follows the front matter, without the comments between which it stands."""
    bare = re.sub(r"<!-- /?quoth:\w+ [0-9a-f]{12} -->\n?", "", markdown.split("\n---\n\n", 1)[1])
    return re.sub(r"\n{3,}", "\n\n", bare).rstrip() + "\n"


def tokens(markdown: str) -> list[Any]:
    found = []
    for token in PARSER.parse(markdown):
        found += [token, *(token.children or [])]
    return found


def shown(markdown: str) -> str:
    """The text a reader sees, without spaces and the marks of notes."""
    words = [
        token.content for token in tokens(markdown) if token.type in ("text", "text_special", "code_block", "fence")
    ]
    return "".join("".join(words).split())


class TestTheArticle:
    def test_front_matter_says_what_it_is_and_who_is_in_it(self, article: Article) -> None:
        first, whose, *rest = to_markdown(article).split("\n---\n")[0].split("\n")
        assert first == "---"
        assert re.fullmatch(r'quoth: "[0-9a-f]{16} [0-9a-f]{12} [0-9a-f]{12}"', whose)
        assert "\n".join(rest) == "\n".join(
            (
                'title: "Lindqvist closes the old quay"',
                "date: 2026-03-01",
                'source: "The Ellery Courier"',
                'url: "https://courier.example/quay"',
                'published: "2026-03-01T23:11:00+01:00"',
                'annotator: "test-1"',
                "authors:",
                '  - "Pia Rask"',
                '  - "Jo O\'Neill"',
                "people:",
                '  - "Anna Lindqvist"',
                "organisations:",
                '  - "The Courier"',
                "places:",
                '  - "Port Ellery"',
            )
        )

    def test_body_and_quotes(self, article: Article) -> None:
        assert body(to_markdown(article)) == (
            "# Lindqvist closes the old quay\n"
            "\n"
            "*The old quay is to go.*\n"
            "\n"
            "Mayor [[Anna Lindqvist]] told [**The Courier**](https://courier.example/about?a=1&b=%282%29) that"
            " “the harbour belongs to the people”. ^p1\n"
            "\n"
            "## A long dispute\n"
            "\n"
            "“We began in March,” she said.\\\n"
            "“We are not done,” added [[Anna Lindqvist|Lindqvist]], of [[Port Ellery]]. ^p2\n"
            "\n"
            "- First, the quay\n"
            "  - and its cranes\n"
            "- Then the dock\n"
            "\n"
            "> No ship shall lie here after sunset.\n"
            "\n"
            "| Year | Ships |\n"
            "| --- | --- |\n"
            "| 2025 | 311 |\n"
            "\n"
            "*The quay in 1911*\n"
            "\n"
            "```\n"
            "quay = 1\n"
            "  crane = 2\n"
            "```\n"
            "\n"
            "## Quotes\n"
            "\n"
            "### [[Anna Lindqvist]]\n"
            "\n"
            "- “the harbour belongs to the people” — Anna Lindqvist told (direct, 0.91) [[#^p1|¶]] ^q1\n"
            "- “We began in March,” — she said (direct, 0.91) [[#^p2|¶]] ^q2\n"
            "- “We are not done,” — added Lindqvist (direct, 0.91) [[#^p2|¶]] ^q3\n"
            "\n"
            "### Speaker not named\n"
            "\n"
            "- No ship shall lie here after sunset (indirect, 0.00) ^q4\n"
        )

    def test_one_that_is_not_annotated_has_neither_names_nor_quotes(self, article: Article) -> None:
        plain = to_markdown(msgspec.structs.replace(article, annotations=None))
        assert "people: []" in plain
        assert "==" not in plain
        assert "[[" not in plain
        assert "## Quotes" not in plain

    def test_what_the_document_does_not_know_the_entry_does(self) -> None:
        row = EntryRow(1, 1, "The Ellery Courier", "Tea", "https://courier.example/tea")
        markdown = to_markdown(Article(Document("Tea at four."), row=row))
        for line in ('title: "Tea"', 'source: "The Ellery Courier"', 'url: "https://courier.example/tea"', "# Tea"):
            assert line in markdown.split("\n")

    def test_a_quote_over_several_paragraphs_leads_to_the_first(self) -> None:
        text = "“One.\n\n“Two,” he said."
        quotes = msgspec.convert(
            [{"start": 1, "end": 12, "kind": "direct", "pieces": [{"start": 1, "end": 5}, {"start": 8, "end": 12}]}],
            tuple[layout.Quote, ...],
        )
        markdown = to_markdown(Article(Document(text, title="T"), Annotations("1", (), quotes)))
        assert "“One. ^p1\n\n“Two,” he said.\n" in markdown
        assert "- “One. Two,” (direct, 0.00) [[#^p1|¶]] ^q1\n" in markdown


class TestMentions:
    def write(self, text: str, name: str, words: str, link: str = "") -> str:
        found = Annotations("1", (Entity(0, name, "PERSON", (span(text, words),)),))
        at = span(text, link) if link else Span(0, 0)
        links = (Link(at.start, at.end, "https://a.example"),) if link else ()
        return body(to_markdown(Article(Document(text, title="T", links=links), found))).split("\n")[2]

    @pytest.mark.parametrize(
        ("text", "name", "words", "expected"),
        [
            ("So Putin spoke.", "Vladimir Putin", "Putin", "So [[Vladimir Putin|Putin]] spoke."),
            ("So AC/DC played.", "AC/DC", "AC/DC", "So [[AC DC|AC/DC]] played."),
            ("So P!nk* sang.", "P!nk*", "P!nk*", "So **P!nk\\*** sang."),
            ("Hail!Ann.", "Ann", "Ann", "Hail\\![[Ann]]."),
            ("An#n was there", "An#n", "An#n", "[[An n|An#n]] was there"),
            ("The a[b]c.", "a[b]c", "a[b]c", "The **a\\[b\\]c**."),
            ("xP*y", "P*", "P*", "xP\\*y"),
            ("So Ann(1) spoke.", "Ann Oak", "Ann", "So [[Ann Oak|Ann]]\\(1) spoke."),
        ],
    )
    def test_they_link_to_the_note_of_the_name_or_are_bold_where_no_link_can_stand(
        self, text: str, name: str, words: str, expected: str
    ) -> None:
        assert self.write(text, name, words) == expected

    def test_inside_a_hyperlink_they_are_bold(self) -> None:
        assert (
            self.write("See Ann Oak there.", "Ann Oak", "Ann", "Ann Oak")
            == "See [**Ann** Oak](https://a.example) there."
        )

    def test_across_its_edge_they_are_left_alone(self) -> None:
        assert (
            self.write("See Ann Oak there.", "Ann Oak", "Ann Oak", "Oak") == "See Ann [Oak](https://a.example) there."
        )


@settings(max_examples=200)
@given(TEXTS)
def test_any_text_is_shown_as_it_is_and_means_nothing(text: str) -> None:
    line = " ".join(layout.printable(text).split())
    found = tokens(escape(line))
    assert {token.type for token in found} <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    assert shown(escape(line)) == "".join(line.split())


@settings(max_examples=200)
@given(articles())
def test_nothing_an_article_says_becomes_structure(article: Article) -> None:
    markdown = to_markdown(article)
    front, rest = markdown.split("\n---\n\n", 1)[0], body(markdown)
    for token in tokens(rest):
        assert token.type not in ("html_inline", "html_block", "image", "hr", "s_open", "code_inline", "code_block")
        if token.type == "link_open":
            assert token.attrs["href"].startswith("https://good.example/")
        if token.type == "fence":
            assert any(block.kind == "code" for block in article.document.blocks)
    headings = [token for token in tokens(rest) if token.type == "heading_open"]
    assert headings[0].tag == "h1"
    assert all(token.tag != "h1" for token in headings[1:])
    for line in front.split("\n")[1:]:
        assert re.fullmatch(r'(---|\w+:( \[\]| ".*"| [\d-]+)?|  - ".*")', line), line
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", markdown)


@settings(max_examples=150)
@given(TEXTS, st.sampled_from(["paragraph", "quote", "list_item", "standfirst", "caption", "heading"]))
def test_every_word_of_an_article_is_shown(text: str, kind: str) -> None:
    document = Document(text, title="T", blocks=(Block(kind, 0, len(text), 1),))  # type: ignore[arg-type]
    rest = body(to_markdown(Article(document))).removeprefix("# T\n")
    assert shown(rest) == "".join(layout.printable(text).split())


@settings(max_examples=150)
@given(articles(links=False))
def test_outside_its_own_marks_no_wiki_link_tag_comment_or_highlight_stands(article: Article) -> None:
    bare = msgspec.structs.replace(article, annotations=None)
    text = re.sub(r"(?s)(`{3,}).*?\1", "", body(to_markdown(bare)))
    text = re.sub(r"\\\\|\\.", "", text)  # what is escaped
    assert not re.search(r"\[\[|==|%%|\^|\$\$|(?<![\w#])#(?=\w)|<", text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("{{iframe https:/x}}", "\\{{iframe"),
        ("((65f1c3e0))", "\\((65f1c3e0))"),
        ("title:: Other page", "title:\\: Other page"),
        ("A sign (small) for {one}: this", "A sign (small) for {one}: this"),
    ],
)
def test_nothing_in_an_article_means_anything_to_logseq(text: str, written: str) -> None:
    assert escape(text).startswith(written)


@given(st.text())
def test_a_yaml_string_is_a_string_that_json_reads_back(text: str) -> None:
    written = yaml(text)
    assert written.isprintable()
    in_json = re.sub(
        r"\\U([0-9a-f]{8})", lambda match: json.dumps(chr(int(match[1], 16)))[1:-1], written.replace("\\\\", "\\u005c")
    )
    assert json.loads(in_json) == text
