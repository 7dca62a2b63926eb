"""What has changed between two versions of an article, word by word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.marks.anchors import moved
from readers.marks.changes import compare, compare_latest
from readers.model import Document, Version
from tests.readers.library.conftest import NOW


def changes(before: str, after: str) -> list[tuple[str, str]]:
    return [(change.kind, change.text) for change in compare(Document(before), Document(after)).text]


def test_a_word_that_was_put_right_is_told_with_nothing_around_it() -> None:
    assert changes("It closes in March, they say.", "It closes in May, they say.") == [
        ("same", "It closes in "),
        ("deleted", "March"),
        ("inserted", "May"),
        ("same", ", they say."),
    ]


def test_a_number_is_one_word() -> None:
    assert changes("Some 3,400 people came.", "Some 4,300 people came.")[1:3] == [
        ("deleted", "3,400 "),
        ("inserted", "4,300 "),
    ]


def test_a_paragraph_that_came_and_one_that_went() -> None:
    before, after = "One.\n\nTwo stays here.\n\nGone.", "One.\n\nNew.\n\nTwo stays here."
    assert changes(before, after) == [
        ("same", "One.\n\n"),
        ("inserted", "New.\n\n"),
        ("same", "Two stays here.\n\n"),
        ("deleted", "Gone."),
    ]


class TestParagraphsThatGoAndComeBesideOthersThatChange:
    """Nothing of one is taken for a piece of another."""

    def test_the_last_one_goes_with_its_full_stop(self) -> None:
        before, after = "It closes in March.\n\nNo more is known of it.", "It closes in May."
        assert changes(before, after) == [
            ("same", "It closes in "),
            ("deleted", "March"),
            ("inserted", "May"),
            ("same", ".\n\n"),
            ("deleted", "No more is known of it."),
        ]

    def test_one_that_has_lost_its_end_and_the_next_are_not_run_together(self) -> None:
        before, after = "It closes in March\n\nNo more is known of it.", "It closes in May"
        assert changes(before, after)[1:] == [
            ("deleted", "March\n\n"),
            ("inserted", "May"),
            ("deleted", "\n\nNo more is known of it."),
        ]

    def test_a_new_one_comes_whole(self) -> None:
        before, after = "It closes in March.", "It closes in May.\n\nThe mayor is glad of it."
        assert changes(before, after)[-2:] == [("same", ".\n\n"), ("inserted", "The mayor is glad of it.")]

    def test_first_middle_and_last(self) -> None:
        before = "Gone is the first.\n\nThe quay closes in March.\n\nNobody asked why.\n\nThe town has other quays."
        after = "The quay closes in May.\n\nThe town has two other quays."
        assert [text for kind, text in changes(before, after) if kind == "deleted"] == [
            "Gone is the first.\n\n",
            "March",
            "Nobody asked why.\n\n",
        ]

    def test_paragraphs_that_were_joined_have_changed_by_their_words_alone(self) -> None:
        before, after = "It closes in March.\n\nThe town is sad.", "It closes in May. The town is sad."
        assert [text for kind, text in changes(before, after) if kind != "same"] == ["March", "May"]


def test_white_space_is_no_change() -> None:
    found = compare(Document("One  two.\n\nThree.", title="A  tide"), Document("One two.\nThree.", title="A tide"))
    assert {piece.kind for piece in (*found.title, *found.text)} == {"same"}
    assert (found.deleted, found.inserted) == (0, 0)


def test_the_headline_is_compared_too_and_words_are_counted() -> None:
    found = compare(Document("The same.", title="Tide is late"), Document("The same.", title="Tide is very late"))
    assert [(piece.kind, piece.text) for piece in found.title][1] == ("inserted", "very ")
    assert (found.deleted, found.inserted) == (0, 1)


def test_no_sentence_is_told_in_shreds() -> None:
    found = changes(
        "Before. The mayor of the old town was not there. After.", "Before. A boat with the new flag was lost. After."
    )
    assert [kind for kind, _ in found] == ["same", "deleted", "inserted", "same"]


def test_a_script_without_spaces_is_compared_by_its_signs() -> None:
    assert changes("港口将于三月关闭", "港口将于五月关闭") == [
        ("same", "港口将于"),
        ("deleted", "三"),
        ("inserted", "五"),
        ("same", "月关闭"),
    ]


TEXTS = st.lists(st.sampled_from(["a", "tide", "tide.", "“So”", "3,400", "\n\n", "港", "é", "o'clock", "—"])).map(
    " ".join
)


@given(TEXTS, TEXTS)
def test_both_versions_can_be_read_from_it(before: str, after: str) -> None:
    found = compare(Document(before), Document(after)).text
    for kind, text in (("inserted", before), ("deleted", after)):
        assert "".join("".join(p.text for p in found if p.kind != kind).split()) == "".join(text.split())
    assert all(piece.text for piece in found)


@pytest.mark.parametrize(
    "make",
    [
        lambda n: ("a " * n, "a " * (n + 7)),
        lambda n: ("a b " * n, "b a " * n),
        lambda n: (" ".join(map(str, range(n))), " ".join(map(str, range(n, 0, -1)))),
        lambda n: ("a\n\n" * n, "a\n\nb\n\n" * n),
        lambda n: ("x" * n, "y" * n),
        lambda n: ("'" * n, ".'" * n),
        lambda n: ("\n\n".join(f"{i} of it" for i in range(n)), "\n\n".join(f"{i + 1} of that" for i in range(n))),
    ],
    ids=["one word", "turned", "reversed", "paragraphs", "long word", "signs", "all changed"],
)
def test_twice_the_text_takes_no_more_than_about_twice_the_time(make) -> None:
    def seconds(size: int) -> float:
        before, after = make(size)
        best = float("inf")
        for _ in range(3):
            began = time.process_time()
            compare(Document(before), Document(after))
            best = min(best, time.process_time() - began)
        return best

    small, large = seconds(4_000), seconds(16_000)
    assert large < 0.2 or large < 6 * small


class TestTheVersionBefore:
    def test_is_the_last_one_with_other_words(self) -> None:
        versions = [Version(Document("Tide  late."), NOW), Version(Document("Tide early."), NOW)]
        found = compare_latest(Document("Tide late."), versions)
        assert found is not None
        assert [piece.text for piece in found.text if piece.kind == "deleted"] == ["early"]
        assert found.replaced == NOW

    def test_is_none_where_only_white_space_differs(self) -> None:
        assert compare_latest(Document("Tide late."), [Version(Document("Tide  late."), NOW)]) is None


class TestAPlace:
    """Where the reader was is found again by the words there."""

    BEFORE = "\n\n".join(
        f"Paragraph {n} tells of the {n}th boat that was seen off the quay that day." for n in range(40)
    )

    def test_in_the_same_text_is_the_same(self) -> None:
        text = Document(self.BEFORE)
        assert [moved(text, text, at) for at in (0, 1, 77, 1500)] == [0, 1, 77, 1500]

    @pytest.mark.parametrize("word", ["Paragraph 20", "20th boat", "off the quay that day.\n\nParagraph 21"])
    def test_moves_with_its_words(self, word: str) -> None:
        before, after = Document(self.BEFORE), Document("A note by the editors.\n\n" + self.BEFORE)
        at = before.text.index(word)
        assert after.text[moved(before, after, at) :].startswith(word)

    def test_whose_words_are_gone_is_the_next_that_is_there(self) -> None:
        before = Document(self.BEFORE)
        paragraphs = self.BEFORE.split("\n\n")
        after = Document("\n\n".join(paragraphs[:20] + paragraphs[21:]))
        found = moved(before, after, before.text.index("Paragraph 20"))
        assert abs(found - after.text.index("Paragraph 21")) < len(paragraphs[20])

    def test_in_a_text_of_other_words_is_as_far_from_the_top(self) -> None:
        assert moved(Document("a" * 1000), Document("b" * 2000), 500) == 1000
        assert moved(Document("a" * 1000), Document(""), 500) == 0
