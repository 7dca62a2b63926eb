"""Pictures in what is saved and printed."""

from __future__ import annotations

from html.parser import HTMLParser

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from readers.model import Article, Image
from readers.save.ansi import to_ansi
from readers.save.contract import document_to_json, to_json
from readers.save.html import to_html
from readers.save.markdown import to_markdown
from tests.readers.save.conftest import TEXTS, articles, whole

URL = "https://courier.example/{}.jpg"


def illustrated(article: Article, *images: Image) -> Article:
    return msgspec.structs.replace(article, document=msgspec.structs.replace(article.document, images=images))


def example() -> Article:
    article = whole()
    blocks = article.document.blocks
    caption = next(number for number, block in enumerate(blocks) if block.kind == "caption")
    return illustrated(
        article,
        Image(0, URL.format("lead"), "The quay, [now]"),
        Image(blocks[5].start, URL.format("list")),
        Image(blocks[caption].start, URL.format("old"), "The quay in 1911", caption),
        Image(len(article.document.text), URL.format("end"), "The end"),
    )


class TestMarkdown:
    def test_pictures_stand_in_their_places(self) -> None:
        lines = to_markdown(example()).split("\n")
        at = {
            name: next(n for n, line in enumerate(lines) if f"/{name}.jpg" in line) for name in ("lead", "list", "old")
        }
        assert lines[at["lead"]] == r"![The quay, \[now\]](https://courier.example/lead.jpg)"
        assert lines[at["lead"] + 2].startswith("*The old quay")
        assert lines[at["list"]] == "![](https://courier.example/list.jpg)"
        assert "and its cranes" in lines[at["list"] + 2]
        assert lines[at["old"]] == "![](https://courier.example/old.jpg)"
        assert lines[at["old"] + 2] == "*The quay in 1911*"

    def test_without_pictures_nothing_is_another(self) -> None:
        assert "![" not in to_markdown(whole())


class TestHtml:
    def test_pictures_are_named_and_linked_but_nothing_is_loaded(self) -> None:
        page = to_html(example())
        assert "<img" not in page
        assert "img-src" not in page
        assert '<figure><a class="picture" rel="noreferrer noopener" href="https://courier.example/lead.jpg">' in page
        assert "▣ The quay, [now]</a></figure>" in page
        assert "▣ Picture</a><figcaption>The quay in 1911</figcaption></figure>" in page


class TestJson:
    def test_pictures_are_there_only_if_there_are_any(self) -> None:
        assert "images" not in to_json(whole())
        assert "images" not in document_to_json(whole().document)

    def test_each_has_its_place_and_the_span_of_its_caption(self) -> None:
        article = example()
        for content in (to_json(article), document_to_json(article.document)):
            lead, listed, old, _ = content["images"]
            assert lead == {"at": 0, "url": URL.format("lead"), "alt": "The quay, [now]", "caption": None}
            assert listed["alt"] is None
            assert old["caption"]["text"] == "The quay in 1911"
            assert old["caption"]["start"] == old["at"]


class TestPlain:
    def test_pictures_are_named(self) -> None:
        lines = to_ansi(example(), colour=False).replace("\x1b[2m", "").replace("\x1b[0m", "").split("\n")
        assert "▣ The quay, [now]" in lines
        assert "▣ picture" in lines
        assert "▣ The quay in 1911" in lines


IMAGES = st.lists(
    st.builds(
        Image,
        at=st.integers(0, 200),
        url=TEXTS.map(lambda text: f"https://good.example/{text}") | TEXTS,
        alt=TEXTS,
        caption=st.none() | st.integers(0, 5),
    ),
    max_size=3,
)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


@given(articles(), IMAGES)
def test_hostile_pictures_do_no_harm(article: Article, images: list[Image]) -> None:
    article = illustrated(article, *sorted(images, key=lambda image: image.at))
    parser = _Links()
    parser.feed(to_html(article))
    assert not parser.tags & {"script", "img", "iframe"}
    skips = {"#people", "#organisations", "#places", "#quotes", "#notes"}
    assert all(link.startswith(("http://", "https://")) or link in skips for link in parser.links)
    markdown = to_markdown(article).split("\n---\n", 1)[1]
    shown = [child for token in MarkdownIt().parse(markdown) for child in token.children or [] if child.type == "image"]
    assert all(str(child.attrs["src"]).startswith("https://") for child in shown)
    assert len(shown) <= len(images)
    assert "\x1b[31m" not in to_ansi(article)
