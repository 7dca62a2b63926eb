"""Where the end of a selection goes: over whole characters, words, sentences and paragraphs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from readers.model import Document
from tui.layout import motions
from tui.layout.page import Page
from tui.layout.wrap import clusters

TEXT = (
    "It's two-thirds full. Mr. Oak said: “No!” and left.\n\nWhy? Nobody knows (yet)…\n\nThe U.S. Navy came on Nov. 3."
)
PAGE = Page(Document(TEXT))


def begin(words: str, page: Page = PAGE) -> motions.Caret:
    at = page.text.index(words)
    return motions.begin(page, at, at + len(words))


def selected(caret: motions.Caret, page: Page = PAGE) -> str:
    start, end = motions.span(page, caret)
    return page.text[start:end]


def moved(caret: motions.Caret, *steps: str) -> list[str]:
    """What is selected after each step: ``w b e ) ( } {`` as the keys."""
    found = []
    for step in steps:
        units = {"w": motions.words, "b": motions.words, "e": motions.words}.get(step)
        units = units or (motions.sentences if step in "()" else motions.paragraphs)
        if step == "e":
            head = motions.to_end(PAGE, caret, units)
        else:
            head = (motions.forward if step in "w)}" else motions.backward)(PAGE, caret, units)
        caret = caret._replace(head=head)
        found.append(selected(caret))
    return found


def test_words_are_told_from_the_marks_around_them() -> None:
    first = [TEXT[start:end] for start, end in motions.words(PAGE, PAGE.paragraphs[0])]
    assert first == ["It's", "two-thirds", "full", "Mr", "Oak", "said", "No", "and", "left"]


def test_a_full_stop_after_a_shortened_word_ends_no_sentence() -> None:
    found = [[TEXT[start:end] for start, end in motions.sentences(PAGE, paragraph)] for paragraph in PAGE.paragraphs]
    assert found == [
        ["It's two-thirds full.", "Mr. Oak said: “No!” and left."],
        ["Why?", "Nobody knows (yet)…"],
        ["The U.S. Navy came on Nov. 3."],
    ]


def test_words_are_taken_and_left_whole() -> None:
    assert moved(begin("two-thirds"), "w", "w", "b", "b", "b") == [
        "two-thirds full",
        "two-thirds full. Mr",
        "two-thirds full",
        "two-thirds",
        "It's two-thirds",
    ]


def test_what_the_selection_began_with_stays_in_it() -> None:
    assert moved(begin("full"), "b", "w", "w") == ["two-thirds full", "full", "full. Mr"]


def test_sentences_and_paragraphs() -> None:
    assert moved(begin("two-thirds"), ")", ")", "(", "(") == [
        "two-thirds full.",
        "two-thirds full. Mr. Oak said: “No!” and left.",
        "two-thirds full.",
        "two-thirds",
    ]
    assert moved(begin("Nobody"), "}", "}", "{", "{", "{")[1:] == [
        "Nobody knows (yet)…\n\nThe U.S. Navy came on Nov. 3.",
        "Nobody knows (yet)…",
        "Nobody",
        "Why? Nobody",
    ]


def test_at_the_ends_of_the_page_nothing_more_is_selected() -> None:
    assert moved(begin("It's"), "b", "(", "{") == ["It's"] * 3
    assert moved(begin("3"), "w", ")", ")", "}")[1:] == ["3."] * 3


def test_the_end_of_a_word() -> None:
    caret = motions.Caret(0, 1, 0)
    assert moved(caret, "e", "e") == ["It's", "It's two-thirds"]


def test_the_other_end_keeps_the_word_that_is_there() -> None:
    caret = begin("two-thirds full")
    turned = motions.turned(PAGE, caret)
    assert selected(turned) == "two-thirds full"
    assert moved(turned, "w", "b", "b") == ["full", "two-thirds full", "It's two-thirds full"]
    assert selected(motions.turned(PAGE, turned)) == "two-thirds full"


FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
WILD = Page(Document(f"ae\u0301i {FAMILY}漢字 o\u0308 end\n\nnext"))


def test_characters_are_selected_as_they_are_drawn() -> None:
    caret = motions.Caret(0, 1, 0)
    found = []
    for _ in range(9):
        caret = caret._replace(head=motions.right(WILD, caret))
        found.append(selected(caret, WILD))
    whole = "ae\u0301i " + FAMILY + "漢字 o\u0308"
    assert found[0] == "ae\u0301"
    assert found[3] == f"ae\u0301i {FAMILY}"
    assert found[7] == whole
    for _ in range(9):
        caret = caret._replace(head=motions.left(WILD, caret))
    assert selected(caret, WILD) == "a"


def test_from_the_end_of_a_paragraph_characters_go_on_in_the_next() -> None:
    at = WILD.text.index("d\n\nnext")
    caret = motions.Caret(at, at + 1, at)
    caret = caret._replace(head=motions.right(WILD, caret))
    assert selected(caret, WILD) == "d\n\nn"
    assert motions.left(WILD, caret) == at


STEPS = st.lists(st.sampled_from("wbe)(}{hlo"), max_size=12)


@given(st.text("aé\u0301 .?“”\n漢\u200d😀A-'", min_size=1, max_size=60), st.data(), STEPS)
def test_whatever_the_text_whole_characters_are_selected_and_something_always_is(
    text: str, data: st.DataObject, steps: list[str]
) -> None:
    page = Page(Document(text))
    if not page.paragraphs:
        return
    paragraph = data.draw(st.sampled_from(page.paragraphs))
    edges = {
        edge for one in page.paragraphs for first, last, _ in clusters(page.text, one.start, one.end)
        for edge in (first, last)
    }  # fmt: skip
    start = data.draw(st.integers(paragraph.start, paragraph.end - 1))
    caret = motions.begin(page, *motions.character(page, start))
    for step in steps:
        if step == "o":
            caret = motions.turned(page, caret)
        elif step in "hl":
            caret = caret._replace(head=(motions.left if step == "h" else motions.right)(page, caret))
        else:
            units = motions.words if step in "wbe" else motions.sentences if step in "()" else motions.paragraphs
            go = motions.to_end if step == "e" else motions.forward if step in "w)}" else motions.backward
            caret = caret._replace(head=go(page, caret, units))
        first, last = motions.span(page, caret)
        assert first < last
        assert {first, last} <= edges
