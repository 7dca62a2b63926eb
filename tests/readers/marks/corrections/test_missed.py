"""What was not found, or not whole, is added: in place of the pieces that were found, and wherever it stands."""

from __future__ import annotations

import msgspec
import pytest

from readers.marks.anchors import Place, anchor, places, wording
from readers.marks.corrections import carry_out
from readers.model import (
    Annotations,
    Correction,
    Document,
    Entity,
    MissedName,
    MissedQuote,
    Named,
    NotAQuote,
    Quote,
    SaidBy,
    Span,
    WrongKind,
)
from tests.readers.marks.corrections.story import spans, speakers

TEXT = (
    "Kelso Harbour Trust wants the quay. “It is ours,” the Kelso Harbour Trust said. Kelso is a town of sailors.\n\n"
    "Ada Quist of Northline disagreed with Kelso\nHarbour Trust. The mayor said the quay was hers. "
    "“Not so fast,” Mayor Quist told the Kelso Harbour Trust’s lawyer. “I will wait.” Kelsos everywhere wept."
)
STORY = Document(TEXT, title="Kelso Harbour Trust wants it all")
TRUST = "Kelso Harbour Trust"


def at(words: str, nth: int = 0) -> Span:
    return spans(words, TEXT)[nth]


def words(exact: str, nth: int = 0, *, title: bool = False) -> MissedName:
    """Words that were missed as an organisation's name."""
    span = spans(exact, STORY.title)[0] if title else at(exact, nth)
    return MissedName(anchor(STORY, span, in_title=title), "ORG")


def named(name: str, exact: str | None = None, nth: int = 0) -> Named:
    return Named(name, anchor(STORY, at(exact or name, nth)))


def missed_quote(exact: str, speaker: Named | None = None) -> MissedQuote:
    return MissedQuote(anchor(STORY, at(exact)), speaker)


def story() -> Annotations:
    """What was found: Kelso alone wherever it stands, a mayor with her title, and one quote."""
    kelso = tuple(span for span in spans("Kelso", TEXT) if TEXT[span.end] != "s")
    ours = at("It is ours,")
    return Annotations(
        "test-1",
        (
            Entity(0, "Kelso", "GPE", kelso, (Span(0, 5),), 0.6),
            Entity(1, "Ada Quist", "PERSON", (at("Ada Quist"),), (), 0.2),
            Entity(2, "Mayor Quist", "PERSON", (at("Mayor Quist"),), (), 0.1),
        ),
        (Quote(ours.start, ours.end, "direct", 0, kelso[1], at("said"), 0.9, (ours,)),),
    )


def right(*corrections: Correction, found: Annotations | None = None) -> Annotations:
    outcome = carry_out(STORY, found or story(), corrections)
    assert outcome.unfit == ()
    return outcome.annotations


def called(found: Annotations) -> dict[str, list[str]]:
    return {entity.name: [wording(STORY, place) for place in places(entity)] for entity in found.entities}


class TestNames:
    def test_a_name_is_added_wherever_its_words_stand(self) -> None:
        found = right(words("Northline"))
        assert called(found)["Northline"] == ["Northline"]
        assert [one.kind for one in found.entities if one.name == "Northline"] == ["ORG"]

    def test_the_longer_name_replaces_the_piece_of_it_that_was_found(self) -> None:
        found = right(words(TRUST))
        assert called(found)[TRUST] == [TRUST] * 5
        assert called(found)["Kelso"] == ["Kelso"]

    def test_a_line_break_within_the_words_does_not_matter_but_the_end_of_a_paragraph_does(self) -> None:
        other = Document("Oak Street is long.\n\nOak\n\nStreet. Oak\nStreet.")
        found = carry_out(other, Annotations("x"), [MissedName(anchor(other, Span(0, 10)), "FAC")]).annotations
        assert found.entities[0].mentions == (Span(0, 10), Span(34, 44))

    def test_or_in_one_place_alone(self) -> None:
        found = right(msgspec.structs.replace(words(TRUST, 1), alone=True))
        assert called(found)[TRUST] == [TRUST]
        assert called(found)["Kelso"] == ["Kelso"] * 5

    def test_a_part_of_a_longer_word_is_another_word(self) -> None:
        found = right(words("Kelsos"))
        assert called(found)["Kelsos"] == ["Kelsos"]
        assert called(found)["Kelso"] == ["Kelso"] * 6

    def test_what_is_a_part_of_a_longer_name_stays_in_it(self) -> None:
        somebody = MissedName(anchor(STORY, at("Kelso", 2)), "PERSON")
        found = right(words(TRUST), somebody)
        assert called(found)[TRUST] == [TRUST] * 5
        assert called(found)["Kelso"] == ["Kelso"]

    def test_a_name_that_is_cut_up_by_one_within_it_is_given_up(self) -> None:
        found = right(words(TRUST), words("Harbour"))
        assert called(found)["Harbour"] == ["Harbour"] * 5
        assert TRUST not in called(found)

    def test_the_headline_counts_too(self) -> None:
        found = right(words(TRUST, title=True))
        entity = next(one for one in found.entities if one.name == TRUST)
        assert entity.title_mentions == (Span(0, len(TRUST)),)
        assert len(entity.mentions) == 4

    def test_a_quote_whose_speaker_is_called_so_is_theirs(self) -> None:
        found = right(words(TRUST))
        assert speakers(found) == [TRUST]
        assert found.quotes[0].speaker_span == at(TRUST, 1)
        assert found.quotes[0].confidence == 0.9

    def test_and_so_are_those_that_were_nobodys(self) -> None:
        before = story()
        nobodys = msgspec.structs.replace(
            before,
            entities=before.entities[1:],
            quotes=(msgspec.structs.replace(before.quotes[0], speaker=None, speaker_span=at(f"the {TRUST}")),),
        )
        assert speakers(right(words(TRUST), found=nobodys)) == [TRUST]
        elses = msgspec.structs.replace(
            nobodys, quotes=(msgspec.structs.replace(nobodys.quotes[0], speaker=1, speaker_span=at(f"the {TRUST}")),)
        )
        assert speakers(right(words(TRUST), found=elses)) == ["Ada Quist"]

    def test_whoever_has_no_name_left_was_the_same_under_a_wrong_one(self) -> None:
        before = story()
        hers = msgspec.structs.replace(
            before, quotes=(msgspec.structs.replace(before.quotes[0], speaker=2, speaker_span=at("The mayor")),)
        )
        shorter = MissedName(anchor(STORY, at("Quist", 1)), "PERSON")
        found = right(shorter, found=hers)
        assert called(found)["Quist"] == ["Quist"]
        assert "Mayor Quist" not in called(found)
        assert speakers(found) == ["Quist"]
        place = MissedName(anchor(STORY, at("Quist", 1)), "GPE")
        assert speakers(right(place, found=hers)) == [None]

    def test_it_may_be_somebodys_who_was_found(self) -> None:
        shorter = MissedName(anchor(STORY, at("Quist", 1)), "PERSON", named("Ada Quist"))
        found = right(shorter)
        assert called(found) == {"Kelso": ["Kelso"] * 6, "Ada Quist": ["Ada Quist", "Quist"]}
        mayor = MissedName(anchor(STORY, at("Quist", 1)), "PERSON", named("Mayor Quist"))
        assert called(right(mayor))["Quist"] == ["Quist"]
        longer = MissedName(anchor(STORY, at(TRUST)), "ORG", named("Kelso"))
        found = right(longer)
        assert called(found)[TRUST] == [TRUST, TRUST, TRUST, "Kelso", TRUST, TRUST]
        assert speakers(found) == [TRUST]

    def test_a_name_of_the_same_words_and_kind_is_the_same_one(self) -> None:
        before = story()
        but_one = msgspec.structs.replace(before.entities[0], mentions=before.entities[0].mentions[:1])
        missed = msgspec.structs.replace(before, entities=(but_one, *before.entities[1:]))
        town = MissedName(anchor(STORY, at("Kelso", 2)), "LOC")
        assert called(right(town, found=missed))["Kelso"] == ["Kelso"] * 6
        person = msgspec.structs.replace(town, kind="PERSON")
        kinds = {one.kind: len(places(one)) for one in right(person, found=missed).entities if one.name == "Kelso"}
        assert kinds == {"GPE": 2, "PERSON": 4}

    def test_a_name_that_was_too_long_in_the_same_way_elsewhere_is_set_right_there(self) -> None:
        text = "Yesterday Oda ran. Yesterday Oda sang. Dear Oda wept. Oda."
        other = Document(text)
        found = Annotations(
            "x",
            (
                Entity(0, "Yesterday Oda", "PERSON", spans("Yesterday Oda", text), (), 0.5),
                Entity(1, "Dear Oda", "PERSON", spans("Dear Oda", text), (), 0.5),
            ),
        )
        who = Named("Yesterday Oda", anchor(other, Span(0, 13)))
        made = MissedName(anchor(other, spans("Oda", text)[0]), "PERSON", who)
        now = carry_out(other, found, [made]).annotations
        assert {one.name: len(one.mentions) for one in now.entities} == {"Oda": 3, "Dear Oda": 1}

    def test_salience_goes_with_the_words(self) -> None:
        whole = right(words(TRUST))
        assert sum(one.salience for one in whole.entities) == pytest.approx(0.9)
        assert {one.name: round(one.salience, 3) for one in whole.entities}[TRUST] == 0.5
        fresh = right(words("Northline"))
        assert sum(one.salience for one in fresh.entities) == pytest.approx(0.9)
        assert {one.name: round(one.salience, 3) for one in fresh.entities}["Northline"] == 0.1
        alone = carry_out(STORY, Annotations("x"), [words("Northline")]).annotations
        assert [one.salience for one in alone.entities] == [1.0]

    def test_later_corrections_can_be_about_it(self) -> None:
        kind = WrongKind(named(TRUST), "FAC")
        found = right(words(TRUST), kind)
        assert {one.name: one.kind for one in found.entities}[TRUST] == "FAC"
        assert carry_out(STORY, story(), [kind]).unfit == (kind,)  # once it is taken back

    def test_words_that_stand_no_longer_or_name_somebody_who_is_not_there_fit_no_longer(self) -> None:
        elsewhere = msgspec.structs.replace(words(TRUST).words, exact="Kelso Harbour Ltd")
        gone = MissedName(elsewhere, "ORG")
        nobody = MissedName(words("Northline").words, "ORG", Named("Bo", elsewhere))
        assert carry_out(STORY, story(), [gone, nobody]).fits == ("unfit", "unfit")

    def test_words_that_moved_are_found_wherever_they_stand_unless_one_place_was_meant(self) -> None:
        other = Document("Many years later, somebody bought the old Northline office for a song.")
        everywhere = words("Northline")
        assert carry_out(other, Annotations("x"), [everywhere]).annotations.entities[0].name == "Northline"
        alone = msgspec.structs.replace(everywhere, alone=True)
        assert carry_out(other, Annotations("x"), [alone]).fits == ("unfit",)


class TestQuotes:
    def test_words_in_quotation_marks_are_direct_speech_inside_the_marks(self) -> None:
        for selected in ("“Not so fast,”", "Not so fast,", "“Not so fast,", "Not so fast"):
            found = right(missed_quote(selected, named("Ada Quist")))
            quote = found.quotes[1]
            assert quote.kind == "direct"
            assert TEXT[quote.start : quote.end] == selected.strip("“”")
            assert (quote.confidence, quote.pieces) == (1.0, (Span(quote.start, quote.end),))
        assert speakers(found) == [None if name is None else name for name in ("Kelso", "Ada Quist")]

    def test_others_are_reported(self) -> None:
        found = right(missed_quote("the quay was hers.", named("Mayor Quist")))
        quote = found.quotes[1]
        assert (quote.kind, TEXT[quote.start : quote.end]) == ("indirect", "the quay was hers")
        assert speakers(found)[1] == "Mayor Quist"

    def test_or_said_by_nobody_who_is_named(self) -> None:
        assert speakers(right(missed_quote("the quay was hers"))) == ["Kelso", None]

    def test_what_he_said_interrupts_is_one_quote_of_two_pieces(self) -> None:
        whole = Span(at("“Not so fast").start, at("I will wait.”").end)
        found = right(MissedQuote(anchor(STORY, whole), named("Mayor Quist")))
        assert [TEXT[piece.start : piece.end] for piece in found.quotes[1].pieces] == ["Not so fast,", "I will wait."]

    def test_over_several_paragraphs_it_has_a_piece_in_each(self) -> None:
        text = "Bo said: “One.\n\n“Two,” and left."
        document = Document(text)
        whole = anchor(document, Span(text.index("“"), text.index(" and")))
        (quote,) = carry_out(document, Annotations("x"), [MissedQuote(whole)]).annotations.quotes
        assert (quote.kind, [text[piece.start : piece.end] for piece in quote.pieces]) == ("direct", ["One.", "Two,"])

    def test_a_quote_that_began_or_ended_wrongly_is_replaced_and_what_attributes_it_is_kept(self) -> None:
        before = story()
        cut = Quote(at("is ours").start, at("is ours").end, "fragment", 0, at("Kelso", 1), at("said"), 0.4)
        found = right(missed_quote("It is ours,", named("Kelso")), found=msgspec.structs.replace(before, quotes=(cut,)))
        (quote,) = found.quotes
        assert (TEXT[quote.start : quote.end], quote.kind) == ("It is ours,", "direct")
        assert (quote.speaker_span, quote.cue_span, quote.confidence) == (at("Kelso", 1), at("said"), 1.0)
        (other,) = right(missed_quote("It is ours,", named("Ada Quist"))).quotes
        assert other.speaker_span is None  # that is the name of another
        assert other.cue_span == at("said")

    def test_it_may_stand_beside_one_of_another_sort(self) -> None:
        text = "She said that “yes” was a word, and left."
        document = Document(text)
        reported = Quote(9, text.index(","), "indirect", confidence=0.5)
        made = MissedQuote(anchor(document, Span(15, 18)))
        found = carry_out(document, Annotations("x", (), (reported,)), [made]).annotations
        assert [quote.kind for quote in found.quotes] == ["indirect", "direct"]

    def test_once_added_it_can_be_set_right_again(self) -> None:
        made = missed_quote("the quay was hers", named("Mayor Quist"))
        by_ada = SaidBy(anchor(STORY, at("the quay was hers")), named("Ada Quist"))
        assert speakers(right(made, by_ada))[1] == "Ada Quist"
        assert right(made, NotAQuote(by_ada.quote)).quotes == story().quotes

    def test_nobody_is_quoted_in_a_headline_nor_by_somebody_who_is_not_there(self) -> None:
        headline = MissedQuote(anchor(STORY, Span(0, 20), in_title=True))
        nobody = missed_quote("the quay was hers", Named("Bo", anchor(STORY, Span(0, 20), in_title=True)))
        assert carry_out(STORY, Annotations("x"), [headline, nobody]).fits == ("unfit", "unfit")


class TestFit:
    """Whether a correction is why something is right, needless by now, or about what is gone."""

    def test_what_the_annotator_finds_by_itself_makes_a_correction_needless(self) -> None:
        made = [words(TRUST), missed_quote("the quay was hers", named("Mayor Quist"))]
        now = right(*made)
        assert carry_out(STORY, story(), made).fits == ("holds", "holds")
        again = carry_out(STORY, now, made)
        assert again.fits == ("needless", "needless")
        assert again.annotations is now

    def test_each_counts_after_those_before_it(self) -> None:
        made = [WrongKind(Named("Kelso", anchor(STORY, Span(0, 5))), kind) for kind in ("ORG", "GPE")]
        assert carry_out(STORY, story(), made).fits == ("holds", "holds")
        assert carry_out(STORY, story(), made[1:]).fits == ("needless",)


def test_a_place_is_marked_once() -> None:
    found = right(words(TRUST), words(TRUST, 2))
    entity = next(one for one in found.entities if one.name == TRUST)
    assert len(set(places(entity))) == len(places(entity)) == 5
    assert Place(False, at(TRUST)) in places(entity)
