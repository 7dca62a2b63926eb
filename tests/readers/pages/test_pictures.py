"""Which pictures of a page, a feed or a file are the article's own."""

from __future__ import annotations

import time

import msgspec
import pytest

from readers.library.values import unpack_document
from readers.model import Document, Entry, Feed, Image
from readers.news.sources import document_from_entry
from readers.pages.addresses import candidates_of, same
from readers.pages.html import extract_html
from readers.pages.layout import MOST_IMAGES
from readers.pages.markdown import extract_markdown
from tests.readers.pages.test_html import URL, article, page, paragraph

QUAY = "<figure><img src='/quay.jpg' width=900 height=600 alt='The quay at dawn'></figure>"


def found(body: str, head: str = "") -> list[Image]:
    return list(extract_html(page(body, head), url=URL).images)


def files(body: str, head: str = "") -> list[str]:
    return [image.url.rpartition("/")[2] for image in found(body, head)]


class TestPlace:
    def test_a_picture_is_found_in_its_place(self) -> None:
        document = extract_html(page(article(QUAY, f"<p>{paragraph(9)}</p>")), url=URL)
        (image,) = document.images
        assert image.url == "https://courier.example/quay.jpg"
        assert image.alt == "The quay at dawn"
        assert document.text[image.at :].startswith("Bridge number 9")

    def test_the_text_is_what_it_would_be_without(self) -> None:
        without = extract_html(page(article(f"<p>{paragraph(9)}</p>")), url=URL)
        with_it = extract_html(page(article(QUAY, f"<p>{paragraph(9)}</p>", before=QUAY)), url=URL)
        assert with_it.images
        assert msgspec.structs.replace(with_it, images=()) == without

    def test_the_one_beside_the_headline_leads(self) -> None:
        document = extract_html(page(article(before=QUAY)), url=URL)
        assert [image.at for image in document.images] == [0]

    def test_one_above_the_headline_is_known_by_the_preview(self) -> None:
        lead = "<div><img src='/up/quay-at-dawn-1024x683.jpg'></div>"
        body = article().replace("<h1>", f"{lead}<h1>")
        assert files(body) == []
        head = "<meta property='og:image' content='https://courier.example/up/quay-at-dawn-1200x630.jpg'>"
        assert files(body, head) == ["quay-at-dawn-1024x683.jpg"]

    def test_one_after_the_last_paragraph_stands_at_the_end(self) -> None:
        document = extract_html(page(article(QUAY)), url=URL)
        assert [image.at for image in document.images] == [len(document.text)]

    def test_a_picture_within_a_paragraph_stands_before_it(self) -> None:
        document = extract_html(page(article(f"<p><img src='/a.jpg'>{paragraph(9)}</p>")), url=URL)
        assert document.text[document.images[0].at :].startswith("Bridge number 9")

    def test_text_between_line_breaks_has_pictures_too(self) -> None:
        lines = "<br><br>".join([paragraph(1), "<img src='/quay.jpg' alt='The quay'>", *map(paragraph, range(2, 7))])
        document = extract_html(page(f"<main><h1>Bridge stays closed</h1><div>{lines}</div></main>"), url=URL)
        assert document.text[document.images[0].at :].startswith("Bridge number 2")

    def test_each_is_found_once_in_whatever_size(self) -> None:
        again = "<figure><img src='/quay-at-dawn-300x200.jpg' alt='x'></figure>"
        large = "<figure><img src='/quay-at-dawn-900x600.jpg' alt='x'></figure>"
        assert files(article(again, f"<p>{paragraph(9)}</p>", before=large)) == ["quay-at-dawn-900x600.jpg"]


class TestAddress:
    @pytest.mark.parametrize(
        ("attributes", "file"),
        [
            ("src='s.jpg' srcset='a.jpg 320w, b.jpg 1280w, c.jpg 4000w'", "b.jpg"),
            ("src='s.jpg' srcset='a.jpg, b.jpg 2x'", "b.jpg"),
            ("src='data:image/gif;base64,R0lGOD' data-src='lazy.jpg'", "lazy.jpg"),
            ("src='/img/blank.gif' data-srcset='l.jpg 800w'", "l.jpg"),
            ("data-lazy-src='lazy.jpg'", "lazy.jpg"),
            ("src='//cdn.example/p.jpg'", "p.jpg"),
            ("src='{{ image.url }}' data-original='o.jpg'", "o.jpg"),
        ],
    )
    def test_the_best_of_those_that_are_given(self, attributes: str, file: str) -> None:
        assert files(article(f"<figure><img {attributes}></figure>")) == [file]

    def test_those_of_a_picture_element(self) -> None:
        sources = "<source type='image/avif' srcset='n.avif 900w'><source srcset='w.webp 900w'>"
        assert files(article(f"<figure><picture>{sources}<img src='s.jpg'></picture></figure>")) == ["w.webp"]

    def test_what_stands_in_for_scripts(self) -> None:
        lazy = "<img src='data:,' alt='The quay'><noscript><img src='quay.jpg' alt='The quay'></noscript>"
        assert files(article(f"<figure>{lazy}</figure>")) == ["quay.jpg"]

    @pytest.mark.parametrize("src", ["javascript:alert(1)", "file:///etc/passwd", "data:image/png;base64,AA", "", "#"])
    def test_only_addresses_of_the_web(self, src: str) -> None:
        assert files(article(f"<figure><img src='{src}'></figure>")) == []

    def test_a_list_of_sizes_is_read_whatever_it_looks_like(self) -> None:
        assert candidates_of("https://x.example/w_1,h_2/a.jpg 640w,b.jpg 2x") == [
            ("https://x.example/w_1,h_2/a.jpg", 640.0),
            ("b.jpg", 1200.0),
        ]
        assert candidates_of(" , ,, ") == []
        assert candidates_of("a.jpg huge") == [("a.jpg", 600.0)]

    def test_sizes_of_one_picture_have_a_name_in_common(self) -> None:
        one = same("https://a.example/2026/quay-at-dawn-1024x683.jpg?w=3")
        assert one == same("https://b.example/i/https%3A%2F%2Fa.example%2F2026%2Fquay-at-dawn.jpg")
        assert same("https://a.example/1/image.jpg") != same("https://a.example/2/image.jpg")


class TestWords:
    def test_names_of_files_say_nothing(self) -> None:
        (image,) = found(article("<figure><img src='a.jpg' alt='IMG_2041.jpg'></figure>"))
        assert image.alt == ""

    def test_a_caption_that_is_no_block_speaks_for_a_picture_that_says_little(self) -> None:
        caption = "<figcaption>Dockers on the quay, long ago. Photo: Pia Rask</figcaption>"
        (image,) = found(article(f"<figure><img src='a.jpg' alt='quay'>{caption}</figure>"))
        assert image.alt == "Dockers on the quay, long ago. Photo: Pia Rask"

    def test_they_are_clean_and_bounded(self) -> None:
        (image,) = found(
            article(f"<figure><img src='a.jpg' alt='one \x1b[31m&#x202e; two\n three{' x' * 900}'></figure>")
        )
        assert image.alt.startswith("one [31m two three x")
        assert len(image.alt) <= 500


OTHERS = {
    "a logo": "<img src='/logo.png' width=300 height=200>",
    "a tracking pixel": "<img src='https://t.example/p?x=1' width=1 height=1>",
    "an icon": "<img src='/i/mail.png' class='share icon'>",
    "a counter": "<figure><img src='https://ad.doubleclick.net/x.jpg'></figure>",
    "a banner": "<img src='/b.jpg' width=970 height=90>",
    "a face": "<div class='author-bio'><img src='/f.jpg' width=300 height=300 alt='Our man in town'></div>",
    "a related story": "<div class='related'><a href='/cat'><img src='/cat.jpg'>Cat found on a roof</a></div>",
    "a card": "<div><a href='/cat'><img src='/cat.jpg'></a><h3><a href='/cat'>Cat found on a roof</a></h3></div>",
    "a bare link elsewhere": "<p><a href='https://shop.example/buy'><img src='/buy.jpg' alt='Buy it'></a></p>",
    "an aside": "<nav><figure><img src='/x.jpg'></figure></nav>",
    "a hidden one": "<div style='display: none'><figure><img src='/x.jpg'></figure></div>",
    "a film": "<figure><img src='/x.jpg' alt='Play video: the bridge'></figure>",
    "a drawing": "<figure><img src='/x.svg' width=900 height=600></figure>",
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_pictures_that_are_not_the_articles_own(other: str) -> None:
    assert files(article(other, f"<p>{paragraph(9)}</p>", before=other)) == []


def test_a_picture_that_links_to_itself_in_full_size_stays() -> None:
    assert files(article("<figure><a href='/full/quay.jpg'><img src='/quay.jpg'></a></figure>")) == ["quay.jpg"]


def test_a_picture_whose_link_leads_nowhere_stays_and_the_article_with_it() -> None:
    assert files(article("<figure><a href='http://[quay'><img src='/quay.jpg'></a></figure>")) == ["quay.jpg"]


def test_those_outside_the_article_are_not_its_own() -> None:
    around = "<div><img src='/x.jpg' width=900 height=600 alt='One of many stories'></div>"
    assert files(around + article(QUAY) + around) == ["quay.jpg"]


@pytest.mark.parametrize(
    "hostile",
    [
        "<figure><img src=a.jpg>" * 4000,
        "<img src=a.jpg srcset=',,,,'>" * 4000,
        "<div><img src=a.jpg>" * 4000,
        f"<figure>{'<img src=a.jpg width=900 height=600>' * 1000}{'<i></i>' * 60_000}</figure>",
    ],
    ids=["figures", "sizes", "divisions", "one figure"],
)
def test_hostile_pages_take_linear_time(hostile: str) -> None:
    body = page(article(hostile))
    started = time.process_time()
    extract_html(body, url=URL)
    assert time.process_time() - started < 10


class TestMarkdown:
    def test_a_picture_by_itself_has_its_words_as_caption(self) -> None:
        document = extract_markdown("# Quay\n\nFirst.\n\n![The quay at dawn](/q.jpg)\n\nLast.", url=URL)
        assert document.text == "First.\n\nThe quay at dawn\n\nLast."
        assert [block.kind for block in document.blocks] == ["paragraph", "caption", "paragraph"]
        assert document.images == (Image(8, "https://courier.example/q.jpg", "The quay at dawn", 1),)

    def test_others_stand_before_what_follows(self) -> None:
        document = extract_markdown(
            "One ![small](https://a.example/s.png) word.\n\n![](https://a.example/n.png)\n\nEnd."
        )
        assert document.text == "One small word.\n\nEnd."
        assert [(image.at, image.alt, image.caption) for image in document.images] == [
            (17, "small", None),
            (17, "", None),
        ]

    def test_a_table_stays_one(self) -> None:
        document = extract_markdown("| a |\n|---|\n| ![x](https://a.example/x.png) |")
        assert [block.kind for block in document.blocks] == ["table", "table"]
        assert document.images[0].url == "https://a.example/x.png"

    def test_only_addresses_of_the_web(self) -> None:
        assert extract_markdown("![x](file:///etc/passwd)\n\n![y](q.jpg)").images == ()


class TestFeed:
    FEED = Feed("https://courier.example/feed.xml", title="The Courier")

    def shown(self, content: str, image: str = "") -> Document:
        entry = Entry("1", "Quay", "https://courier.example/quay", content=content, image=image)
        return document_from_entry(entry, self.FEED)

    def test_pictures_of_its_text(self) -> None:
        document = self.shown(
            "<p>One.</p><figure><img src='q.jpg' alt='Quay'><figcaption>At dawn</figcaption></figure><p>Two.</p>"
            "<img src='https://feeds.feedburner.com/~r/x/4/1' width='1' height='1'/>"
        )
        assert document.text == "One.\n\nAt dawn\n\nTwo."
        assert document.images == (Image(6, "https://courier.example/q.jpg", "Quay", 1),)

    def test_the_one_that_stands_for_the_entry_leads_if_there_are_none(self) -> None:
        assert self.shown("<p>One.</p>", "https://courier.example/e.jpg").images == (
            Image(0, "https://courier.example/e.jpg"),
        )
        own = self.shown("<p><img src='https://courier.example/q.jpg'>One.</p>", "https://courier.example/e.jpg")
        assert [image.url for image in own.images] == ["https://courier.example/q.jpg"]

    def test_one_before_a_promotion_that_is_cut_stands_at_the_end(self) -> None:
        document = self.shown(
            "<p>One.</p><img src='https://courier.example/q.jpg'><p>The post Quay appeared first on The Courier.</p>"
        )
        assert document.text == "One."
        assert [image.at for image in document.images] == [4]


def test_an_endless_gallery_is_cut_short_wherever_it_comes_from() -> None:
    numbers = range(MOST_IMAGES + 40)
    gallery = "".join(
        f"<p>{paragraph(n)}</p><figure><img src='/photos/{n}/quay-{n}-at-dawn.jpg'></figure>" for n in numbers
    )
    entry = Entry("1", link=URL, content=gallery)
    documents = [
        extract_html(page(article(gallery)), url=URL),
        document_from_entry(entry, Feed("https://courier.example/feed.xml")),
        extract_markdown("\n\n".join(f"{paragraph(n)}\n\n![Quay](https://courier.example/{n}.jpg)" for n in numbers)),
    ]
    assert [len(document.images) for document in documents] == [MOST_IMAGES] * 3


def test_a_document_stored_before_there_were_pictures_still_opens() -> None:
    assert unpack_document(b'{"text": "One.", "title": "Quay"}') == Document("One.", title="Quay")
