"""What the reader sets right: it is applied to what was found, and holds when text or annotator change."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from readers.anchors import Place, anchor, locate, places, wording
from readers.corrections import apply, carry_out
from readers.model import (
    Anchor,
    Annotations,
    Correction,
    Document,
    Entity,
    Named,
    NotAName,
    NotAQuote,
    NotSame,
    Quote,
    SaidBy,
    SameAs,
    Span,
    WrongKind,
)

TEXT = (
    "Mayor Ada Quist opened the Quist Bridge on May Day. Quist said: “It will stand.”\n\n"
    "Her brother, Bo Quist, called it “a toy”. “I paid for it,” Mr Quist said. May Lund of Northline was not there."
)
STORY = Document(TEXT, title="Quist opens her bridge", url="https://courier.example/bridge")


def spans(words: str, text: str = TEXT) -> tuple[Span, ...]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return tuple(found)


def story() -> Annotations:
    """What an annotator that is often wrong found: one Quist, the bridge a person, Northline a place."""
    ada, bo = spans("Ada Quist")[0], spans("Bo Quist")[0]
    bridge = spans("Quist Bridge")[0]
    inside = (ada, bo, bridge)
    alone = [span for span in spans("Quist") if not any(span.overlaps(other) for other in inside)]
    first, second = alone
    toy, stand, paid = (spans(words)[0] for words in ("a toy", "It will stand.", "I paid for it,"))
    return Annotations(
        "test-1",
        (
            Entity(0, "Ada Quist", "PERSON", tuple(sorted((ada, bo, *alone))), (Span(0, 5),), 0.6),
            Entity(1, "Quist Bridge", "PERSON", (bridge,), (), 0.2),
            Entity(2, "May", "PERSON", spans("May ")[:1], (), 0.1),
            Entity(3, "May Lund", "PERSON", spans("May Lund"), (), 0.06),
            Entity(4, "Northline", "GPE", spans("Northline"), (), 0.04),
        ),
        (
            Quote(stand.start, stand.end, "direct", 0, first, spans("said")[0], 0.9),
            Quote(toy.start, toy.end, "fragment", 0, bo, spans("called")[0], 0.8),
            Quote(paid.start, paid.end, "direct", 0, second, spans("said")[1], 0.7),
        ),
    )


def named(name: str, words: str | None = None, nth: int = 0) -> Named:
    return Named(name, anchor(STORY, spans(words or name)[nth]))


def said(words: str) -> Anchor:
    return anchor(STORY, spans(words)[0])


def right(*corrections: Correction) -> Annotations:
    outcome = carry_out(STORY, story(), corrections)
    assert outcome.unfit == ()
    return outcome.annotations


def called(found: Annotations) -> dict[str, list[str]]:
    """Name → its mentions in words, the most salient first."""
    return {entity.name: [wording(STORY, place) for place in places(entity)] for entity in found.entities}


def speakers(found: Annotations) -> list[str | None]:
    return [None if quote.speaker is None else found.entities[quote.speaker].name for quote in found.quotes]


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


# Whatever was found and whatever is set right


WORDS = ("Ada", "Bo", "Ada Quist", "Quist", "Northline", "May", "said", "“yes”", "that", "the")


@st.composite
def articles(draw: st.DrawFn) -> tuple[Document, Annotations]:
    """A text of few words, so that they stand often, with any of them taken for names and quotes."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
    text, marked = "", []
    for word in words:
        text += " " if text else ""
        marked.append(Span(len(text), len(text) + len(word)))
        text += word
    owners = draw(st.lists(st.integers(-1, 4), min_size=len(words), max_size=len(words)))
    in_title = draw(st.booleans())
    names = draw(st.lists(st.sampled_from(WORDS), min_size=5, max_size=5))
    entities: list[Entity] = []
    for owner in range(5):
        mine = tuple(span for span, of in zip(marked, owners, strict=True) if of == owner)
        if mine:
            title = mine[:1] if in_title else ()
            salience = draw(st.floats(0, 0.2))
            entities.append(
                Entity(len(entities), names[owner], draw(st.sampled_from(["PERSON", "ORG"])), mine, title, salience)
            )
    quotes = []
    for start, end in draw(st.lists(st.tuples(*[st.integers(0, len(text))] * 2), max_size=4)):
        if start < end:
            speaker = draw(st.none() | st.sampled_from(entities)) if entities else None
            span = draw(st.none() | st.sampled_from(marked))
            quotes.append(Quote(start, end, "direct", speaker.id if speaker else None, span, confidence=0.5))
    quotes.sort(key=lambda quote: quote.start)
    return Document(text, title=text if in_title else ""), Annotations("any", tuple(entities), tuple(quotes))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Document, Annotations, list[Correction]]:
    """An article and corrections of it, some made for another."""
    document, found = draw(articles())
    other, other_found = draw(articles())
    made: list[Correction] = []
    for _ in range(draw(st.integers(0, 5))):
        on, what = draw(st.sampled_from([(document, found), (document, found), (other, other_found)]))
        made += [correction] if (correction := draw(corrections(on, what))) else []
    return document, found, made


@st.composite
def corrections(draw: st.DrawFn, document: Document, found: Annotations) -> Correction | None:
    def anyone() -> Named:
        entity = draw(st.sampled_from(found.entities))
        place = draw(st.sampled_from(places(entity)))
        return Named(entity.name, anchor(document, place.span, in_title=place.in_title))

    if found.quotes and draw(st.booleans()):
        quote = draw(st.sampled_from(found.quotes))
        words = anchor(document, Span(quote.start, quote.end))
        if draw(st.booleans()):
            return NotAQuote(words)
        return SaidBy(words, anyone() if found.entities and draw(st.booleans()) else None)
    if not found.entities:
        return None
    alone = draw(st.booleans())
    return draw(
        st.sampled_from(
            [
                WrongKind(anyone(), "LOC"),
                NotAName(anyone().mention, alone),
                SameAs(anyone(), anyone()),
                NotSame(anyone(), alone),
            ]
        )
    )


def check(document: Document, found: Annotations) -> None:
    assert [entity.id for entity in found.entities] == list(range(len(found.entities)))
    assert [entity.salience for entity in found.entities] == sorted(
        (one.salience for one in found.entities), reverse=True
    )
    for entity in found.entities:
        assert entity.name
        assert entity.mentions or entity.title_mentions
        for spans_, text in ((entity.mentions, document.text), (entity.title_mentions, document.title)):
            assert list(spans_) == sorted(set(spans_))
            assert all(0 <= span.start < span.end <= len(text) for span in spans_)
    for quote in found.quotes:
        assert quote.speaker is None or 0 <= quote.speaker < len(found.entities)
    assert list(found.quotes) == sorted(found.quotes, key=lambda quote: quote.start)


@given(cases())
def test_whatever_is_set_right_annotations_stay_sound(case: tuple[Document, Annotations, list[Correction]]) -> None:
    document, found, made = case
    outcome = carry_out(document, found, made)
    if len(outcome.unfit) < len(made):
        check(document, outcome.annotations)
    else:
        assert outcome.annotations is found
    assert outcome == carry_out(document, found, made)


@given(cases())
def test_setting_the_same_right_again_changes_nothing(case: tuple[Document, Annotations, list[Correction]]) -> None:
    document, found, made = case
    for correction in made:
        once = apply(document, found, [correction])
        assert apply(document, once, [correction]) == once
        assert apply(document, found, [correction, correction]) == once


@given(cases())
def test_what_is_left_out_could_as_well_never_have_been_made(
    case: tuple[Document, Annotations, list[Correction]],
) -> None:
    document, found, made = case
    outcome = carry_out(document, found, made)
    assume(len(set(made)) == len(made))
    fitting = [one for one in made if one not in outcome.unfit]
    assert carry_out(document, found, fitting) == (outcome.annotations, ())
