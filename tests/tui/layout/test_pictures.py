"""Where pictures are named on a page, and that they move nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from readers.model import Block, Document, Image, Span
from tests.tui import fiction
from tui.layout.page import Page
from tui.layout.pictures import nearest, places
from tui.layout.wrap import Table

TEXT = "One.\n\n! The quay at dawn\n\n- first\n- second\n\nTwo."


def illustrated(*images: Image) -> Document:
    return fiction.document(TEXT, "The quay", images=images)


def named(page: Page) -> list[tuple[str, str]]:
    return [(paragraph.first, page.text[paragraph.start : paragraph.end]) for paragraph in page.paragraphs]


def test_a_caption_is_led_by_a_sign_and_any_other_picture_has_a_line_of_its_own() -> None:
    page = Page(illustrated(Image(0, "https://a.example/1", "A crane"), Image(6, "https://a.example/2", "", 1)))
    assert named(page)[1:4] == [("▣ A crane", ""), ("", "One."), ("▣ ", "The quay at dawn")]
    assert page.pictures == {1: 0, 3: 1}


def test_a_picture_without_words_is_called_a_picture() -> None:
    assert named(Page(illustrated(Image(0, "https://a.example/1"))))[1] == ("▣ picture", "")


def test_several_in_one_place_stand_together() -> None:
    page = Page(illustrated(*(Image(0, f"https://a.example/{n}", f"Crane {n}") for n in range(3))))
    assert [(paragraph.first, paragraph.gap) for paragraph in page.paragraphs[1:5]] == [
        ("▣ Crane 0", 1),
        ("▣ Crane 1", 0),
        ("▣ Crane 2", 0),
        ("", 1),
    ]


def test_the_last_stands_after_the_text_and_before_what_was_cut() -> None:
    text = fiction.document(TEXT, "").text
    document = Document(text, images=(Image(len(text), "https://a.example/1", "End"),), cut=("Menu",))
    assert [first for first, _ in named(Page(document, cut=True))][-3:] == ["▣ End", "", "┊ "]


def test_a_place_or_a_caption_that_does_not_exist_is_no_harm() -> None:
    document = Document("One.", blocks=(Block("paragraph", 0, 4),), images=(Image(99, "https://a.example/1", "x", 7),))
    assert named(Page(document)) == [("", "One."), ("▣ x", "")]


def test_words_that_steer_a_terminal_do_not() -> None:
    page = Page(illustrated(Image(0, "https://a.example/1", "a\x1b[31m\u202eb")))
    assert named(page)[1][0] == "▣ a\ufffd[31m\ufffdb"


@given(
    text=st.text(st.sampled_from("ab \n漢אב"), min_size=1, max_size=120),
    ats=st.lists(st.integers(0, 130), max_size=4).map(sorted),
    width=st.integers(8, 40),
)
def test_pictures_move_no_offset(text: str, ats: list[int], width: int) -> None:
    images = tuple(Image(at, f"https://a.example/{at}", "A long name of a picture") for at in ats)
    plain, page = Page(Document(text, title="T")), Page(Document(text, title="T", images=images))
    assert (page.text, page.body, page.end) == (plain.text, plain.body, plain.end)
    assert [one for one in page.paragraphs if one.start < one.end] == [
        one._replace(gap=other.gap)
        for one, other in zip(plain.paragraphs, [one for one in page.paragraphs if one.start < one.end], strict=True)
    ]
    table, bare = Table(page, width), Table(plain, width)
    assert len(places(page.pictures, table.lines)) == len(ats)
    starts = [line[1] for line in table.lines]
    assert starts == sorted(starts)
    for offset in range(page.body, page.end):
        shown, other = table.lines[table.line_of(offset)], bare.lines[bare.line_of(offset)]
        assert shown[1:] == other[1:]
    assert page.to_document(page.in_text(Span(len(text) - 1, len(text)))[0]) == len(text) - 1


def test_the_nearest_is_told_by_lines() -> None:
    text = "\n\n".join(f"Line {number}." for number in range(20))
    blocks = fiction.document(text, "").blocks
    document = Document(
        text, blocks=blocks, images=tuple(Image(blocks[n].start, f"https://a.example/{n}") for n in (0, 19))
    )
    page = Page(document)
    lines = Table(page, 40).lines
    assert [nearest(page.pictures, lines, line) for line in (0, 15, 25, 99)] == [0, 0, 1, 1]
    assert nearest(Page(Document(text)).pictures, lines, 3) == -1
