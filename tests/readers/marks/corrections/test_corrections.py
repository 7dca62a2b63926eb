"""What the reader sets right: it is applied to what was found, and holds when text or annotator change."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import msgspec
import pytest

from readers.marks.anchors import Place, anchor, locate
from readers.marks.corrections import apply, carry_out
from readers.model import (
    Annotations,
    Correction,
    Document,
    Entity,
    NotAName,
    NotAQuote,
    NotSame,
    SaidBy,
    SameAs,
    Span,
    WrongKind,
)
from tests.readers.marks.corrections.story import STORY, TEXT, called, named, right, said, spans, speakers, story


def test_a_kind_is_set_right() -> None:
    found = right(WrongKind(named("Northline"), "ORG"), WrongKind(named("Quist Bridge"), "FAC"))
    assert [entity.kind for entity in found.entities] == ["PERSON", "FAC", "PERSON", "PERSON", "ORG"]
    assert found.quotes == story().quotes


def test_words_that_are_no_name_are_none_wherever_they_stand() -> None:
    found = right(NotAName(named("Ada Quist", "Quist", 2).mention))
    assert called(found)["Ada Quist"] == ["Ada Quist", "Bo Quist"]
    assert speakers(found) == [None, "Ada Quist", None]


def test_or_in_one_place_alone() -> None:
    found = right(NotAName(anchor(STORY, Span(0, 5), in_title=True), alone=True))
    assert called(found)["Ada Quist"] == ["Ada Quist", "Quist", "Bo Quist", "Quist"]


def test_who_has_no_name_left_goes_and_their_quotes_are_nobodys() -> None:
    found = right(*(NotAName(named("Ada Quist", words).mention) for words in ("Ada Quist", "Bo Quist")))
    assert called(found)["Quist"] == ["Quist"] * 3
    found = right(
        *(NotAName(named("Ada Quist", words).mention) for words in ("Ada Quist", "Bo Quist")),
        NotAName(anchor(STORY, Span(0, 5), in_title=True)),
    )
    assert "Quist" not in called(found)
    assert speakers(found) == [None, None, None]
    assert [entity.id for entity in found.entities] == [0, 1, 2, 3]


def test_two_that_are_one() -> None:
    found = right(SameAs(named("May"), named("May Lund")))
    assert called(found)["May Lund"] == ["May", "May Lund"]
    found = right(SameAs(named("May Lund"), named("May")))
    assert called(found)["May Lund"] == ["May", "May Lund"]
    assert "May" not in called(found)


def test_one_that_is_two() -> None:
    found = right(NotSame(named("Ada Quist", "Bo Quist")))
    assert called(found)["Ada Quist"] == ["Quist", "Ada Quist", "Quist", "Quist"]
    assert called(found)["Bo Quist"] == ["Bo Quist"]
    assert speakers(found) == ["Ada Quist", "Bo Quist", "Ada Quist"]
    assert sum(entity.salience for entity in found.entities) == pytest.approx(1.0)


def test_or_two_in_one_place_alone() -> None:
    found = right(
        NotSame(named("Ada Quist", "Bo Quist")),
        NotSame(named("Ada Quist", "Quist", 4), alone=True),
        SameAs(named("Quist", "Quist", 4), named("Bo Quist")),
    )
    assert called(found)["Bo Quist"] == ["Bo Quist", "Quist"]
    assert speakers(found) == ["Ada Quist", "Bo Quist", "Bo Quist"]


def test_another_speaker() -> None:
    found = right(SaidBy(said("I paid for it,"), named("Northline")))
    assert speakers(found) == ["Ada Quist", "Ada Quist", "Northline"]
    assert found.quotes[2].confidence == 1
    assert found.quotes[2].speaker_span is None  # "Quist" is the name of another
    assert found.quotes[2].cue_span == story().quotes[2].cue_span


def test_nobody_said_it_or_it_is_no_quote() -> None:
    found = right(SaidBy(said("It will stand.")), NotAQuote(said("a toy")))
    assert speakers(found) == [None, "Ada Quist"]


def test_what_was_set_right_later_counts() -> None:
    kinds = [WrongKind(named("Northline"), kind) for kind in ("ORG", "PERSON")]
    assert right(*kinds).entities[4].kind == "PERSON"


def test_without_corrections_everything_is_as_it_was_found() -> None:
    found = story()
    assert apply(STORY, found, ()) is found


class TestAnotherVersion:
    """Of the text or of the annotator."""

    MADE = (
        WrongKind(named("Quist Bridge"), "FAC"),
        NotAName(named("May", "May ").mention, alone=True),
        NotSame(named("Ada Quist", "Bo Quist")),
        SaidBy(said("I paid for it,"), named("Bo Quist")),
    )

    def test_a_changed_text_has_them_where_their_words_still_stand(self) -> None:
        before = "Corrected at noon.\n\n"
        changed = msgspec.structs.replace(STORY, text=before + TEXT.replace(" was not there", " has died"))
        move = partial(_moved, by=len(before))
        found = story()
        moved = Annotations(
            "test-1",
            tuple(msgspec.structs.replace(one, mentions=tuple(map(move, one.mentions))) for one in found.entities),
            tuple(
                msgspec.structs.replace(
                    one, start=one.start + len(before), end=one.end + len(before), speaker_span=move(one.speaker_span)
                )
                for one in found.quotes
            ),
        )
        outcome = carry_out(changed, moved, self.MADE)
        assert outcome.unfit == ()
        names = {one.name: one.kind for one in outcome.annotations.entities}
        assert names == {
            "Ada Quist": "PERSON",
            "Quist Bridge": "FAC",
            "Bo Quist": "PERSON",
            "May Lund": "PERSON",
            "Northline": "GPE",
        }
        assert speakers(outcome.annotations) == ["Ada Quist", "Bo Quist", "Bo Quist"]

    def test_what_is_numbered_and_called_otherwise_is_known_by_its_mention(self) -> None:
        found = story()
        last = len(found.entities) - 1
        turned = Annotations(
            "test-2",
            tuple(msgspec.structs.replace(one, id=last - one.id, name=one.name.upper()) for one in found.entities)[
                ::-1
            ],
            tuple(msgspec.structs.replace(one, speaker=last - (one.speaker or 0)) for one in found.quotes),
        )
        outcome = carry_out(STORY, turned, self.MADE)
        assert outcome.unfit == ()
        assert {one.name: one.kind for one in outcome.annotations.entities}["QUIST BRIDGE"] == "FAC"

    def test_what_fits_no_longer_is_left_out_and_told(self) -> None:
        other = Document(
            "Northline buys Oak Street from Northline Rail. It is said to be happy with the price it paid."
        )
        found = Annotations("test-1", (Entity(0, "Northline", "GPE", (Span(0, 9),)),))
        made = (*self.MADE, WrongKind(named("Northline"), "ORG"))
        outcome = carry_out(other, found, made)
        assert outcome.unfit == self.MADE
        assert [one.kind for one in outcome.annotations.entities] == ["ORG"]

    def test_of_two_with_the_same_name_none_is_taken_for_the_other(self) -> None:
        other = Document("One Northline and another Northline.")
        twins = Annotations(
            "x", tuple(Entity(n, "Northline", "GPE", (span,)) for n, span in enumerate(spans("Northline", other.text)))
        )
        outcome = carry_out(other, twins, [WrongKind(named("Northline"), "ORG")])
        assert outcome.annotations is twins


def _moved(span: Span | None, by: int) -> Span | None:
    return None if span is None else Span(span.start + by, span.end + by)


def test_of_many_places_with_the_same_words_the_one_with_the_same_words_around_it_is_found() -> None:
    for nth, span in enumerate(spans("Quist")):
        changed = msgspec.structs.replace(STORY, text="New: " * 40 + TEXT)
        place = locate(changed, anchor(STORY, span))
        assert place == Place(False, spans("Quist", changed.text)[nth])


def test_a_short_name_is_not_found_just_anywhere() -> None:
    assert locate(Document("In May it rains in Ellery, as everyone who lives there knows."), said("May")) is None


def test_corrections_are_kept_as_json() -> None:
    made: list[Correction] = [
        *TestAnotherVersion.MADE,
        SameAs(named("May"), named("May Lund"), created=datetime(2026, 3, 1, tzinfo=UTC)),
        NotAQuote(said("a toy")),
    ]
    blob = msgspec.json.encode(made)
    assert msgspec.json.decode(blob, type=list[Correction]) == made
