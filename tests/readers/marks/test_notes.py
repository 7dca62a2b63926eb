"""Notes find their words again in another version of the article, and tags are words of what was written."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.marks.anchors import anchor
from readers.marks.notes import order, place_of, tags_in, untagged
from readers.model import Anchor, Document, Note, Span
from tests.readers.library.conftest import span

TEXT = (
    "The council met on Monday and talked for six hours about nothing but the old harbour. "
    "Anna Lindqvist, who owns a boat, said that she had never seen so many people in the hall, and left early.\n\n"
    "The vote is on 2 April."
)
LONG = "Anna Lindqvist, who owns a boat, said that she had never seen so many people in the hall, and left early."


def note(document: Document, words: str, number: int = 1, body: str = "", **more: bool) -> Note:
    text = document.title if more.get("in_title") else document.text
    return Note(number, anchor(document, span(text, words), **more), body)


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("What a #harbour this is", ("harbour",)),
        ("#one #two/three #four-five", ("one", "two/three", "four-five")),
        ("#Quay and #quay", ("Quay",)),
        ("we are #1, see page#2 and https://a.example/#top", ()),
        ("#été #港 #2026budget", ("été", "港", "2026budget")),
        ("#हिन्दी #می\u200cخواهم #cafe\u0301, #ท่าเรือ", ("हिन्दी", "می\u200cخواهم", "cafe\u0301", "ท่าเรือ")),
        ("#harbour, #quay. (#pier)", ("harbour", "quay")),
        ("#a- #b/", ("a", "b")),
        ("", ()),
    ],
)
def test_words_with_a_hash_are_tags(body: str, tags: tuple[str, ...]) -> None:
    assert tags_in(body) == tags


@given(st.text())
def test_whatever_is_written_tags_are_words_with_a_letter(body: str) -> None:
    for tag in tags_in(body):
        assert not set(tag) & set(" #\n\t")
        assert any(map(str.isalpha, tag))


def test_what_a_note_says_beside_its_tags() -> None:
    assert untagged(Note(1, Anchor(""), "Look #here at this #there")) == "Look at this"
    assert untagged(Note(1, Anchor(""), "#only #tags")) == ""
    assert untagged(Note(1, Anchor(""), "We are #1, says #हिन्दी")) == "We are #1, says"


def test_they_are_in_the_order_of_the_text_however_they_were_made() -> None:
    document = Document(TEXT, title="The harbour")
    whole = Note(4, Anchor(""), "All of it")
    notes = [
        note(document, "2 April", 1),
        note(document, "six hours", 2),
        note(document, "harbour", 3, in_title=True),
        whole,
        Note(5, Anchor("words that are gone", "before ", " after", 10)),
    ]
    found = order(document, notes)
    assert found.whole == (whole,)
    assert [one.note.id for one in found.placed] == [3, 2, 1]
    assert [one.id for one in found.lost] == [5]


class TestAnotherVersion:
    document = Document(TEXT)

    def find(self, words: str, changed: str) -> str | None:
        place = place_of(Document(changed), note(self.document, words).anchor)
        return None if place is None else changed[place.span.start : place.span.end]

    def test_words_are_found_when_others_came_before_them(self) -> None:
        assert self.find("six hours", "UPDATED. " + TEXT) == "six hours"

    def test_words_that_are_gone_are_lost(self) -> None:
        assert self.find("six hours", TEXT.replace("six hours", "long")) is None

    def test_of_many_words_some_may_have_changed(self) -> None:
        changed = TEXT.replace("owns a boat", "owns two boats")
        assert self.find(LONG, changed) == LONG.replace("owns a boat", "owns two boats")

    def test_but_not_most_of_them(self) -> None:
        changed = TEXT.replace("who owns a boat, said that she had never seen so many", "who owns a boat" + " and" * 30)
        assert self.find(LONG, changed) is None

    @given(st.text(st.sampled_from("ab .\n"), max_size=300), st.data())
    def test_in_the_same_text_every_stretch_is_found_where_it_was(self, text: str, data: st.DataObject) -> None:
        document = Document(text)
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        if start < end:
            place = place_of(document, anchor(document, Span(start, end)))
            assert place is not None
            assert text[place.span.start : place.span.end] == text[start:end]
            if text.count(text[start:end]) == 1:
                assert place.span == Span(start, end)


def test_a_note_can_be_sent_anywhere() -> None:
    one = note(Document(TEXT), "six hours", 7, "Long #hall")
    assert msgspec.json.decode(msgspec.json.encode(one), type=Note) == one
