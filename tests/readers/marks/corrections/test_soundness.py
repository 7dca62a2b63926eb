"""Whatever was found and whatever is set right, annotations stay sound."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from readers.marks.anchors import anchor, locate, places
from readers.marks.corrections import apply, carry_out, carrying_out
from readers.model import (
    Annotations,
    Correction,
    Document,
    Entity,
    MissedName,
    MissedQuote,
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
def cases(draw: st.DrawFn, *, foreign: bool = True) -> tuple[Document, Annotations, list[Correction]]:
    """An article and corrections of it, some made for another if they may be ``foreign``."""
    document, found = draw(articles())
    articles_ = [(document, found), (document, found), draw(articles())] if foreign else [(document, found)]
    made: list[Correction] = []
    for _ in range(draw(st.integers(0, 5))):
        on, what = draw(st.sampled_from(articles_))
        made += [correction] if (correction := draw(corrections(on, what))) else []
    return document, found, made


@st.composite
def corrections(draw: st.DrawFn, document: Document, found: Annotations) -> Correction | None:
    def anyone() -> Named:
        entity = draw(st.sampled_from(found.entities))
        place = draw(st.sampled_from(places(entity)))
        return Named(entity.name, anchor(document, place.span, in_title=place.in_title))

    what = draw(st.sampled_from(["name", "quote", "missed name", "missed quote"]))
    if what.startswith("missed"):
        in_title = draw(st.booleans()) and bool(document.title)
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(document.text))] * 2)))
        if what == "missed name":
            edges = [0, len(document.text), *(at for at, sign in enumerate(document.text) if sign == " ")]
            start, end = sorted(draw(st.tuples(*[st.sampled_from(edges)] * 2)))
            start += document.text[start : start + 1] == " "
        if start >= end:
            return None
        words = anchor(document, Span(start, end), in_title=in_title)
        who = anyone() if found.entities and draw(st.booleans()) else None
        if what == "missed name":
            return MissedName(words, draw(st.sampled_from(["PERSON", "ORG", "GPE"])), who, alone=draw(st.booleans()))
        return MissedQuote(words, who)
    if found.quotes and what == "quote":
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
    assert sum(entity.salience for entity in found.entities) <= 1 + 1e-9
    for quote in found.quotes:
        assert 0 <= quote.start < quote.end <= len(document.text)
        assert all(quote.start <= piece.start < piece.end <= quote.end for piece in quote.pieces)
        assert quote.speaker is None or 0 <= quote.speaker < len(found.entities)
    assert list(found.quotes) == sorted(found.quotes, key=lambda quote: quote.start)


def overlaps(document: Document, found: Annotations) -> int:
    """How many pairs of mentions share a place."""
    mentions = [place for entity in found.entities for place in places(entity)]
    return sum(
        one.in_title == other.in_title and one.span.overlaps(other.span)
        for at, one in enumerate(mentions)
        for other in mentions[:at]
    )


@given(cases())
def test_whatever_is_set_right_annotations_stay_sound(case: tuple[Document, Annotations, list[Correction]]) -> None:
    document, found, made = case
    outcome = carry_out(document, found, made)
    if "holds" in outcome.fits:
        check(document, outcome.annotations)
    else:
        assert outcome.annotations is found
    assert outcome == carry_out(document, found, made)


@given(cases())
def test_no_two_names_come_to_stand_in_one_place(case: tuple[Document, Annotations, list[Correction]]) -> None:
    document, found, made = case
    assert overlaps(document, apply(document, found, made)) <= overlaps(document, found)


@given(cases(foreign=False))
def test_setting_the_same_right_again_changes_nothing(case: tuple[Document, Annotations, list[Correction]]) -> None:
    document, found, made = case
    for correction in made:
        if isinstance(correction, MissedName) and correction.who is not None:
            continue  # The mention by which it is known whom the words name may be given up for them.
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
    holding = [one for one, fit in zip(made, outcome.fits, strict=True) if fit == "holds"]
    assert carry_out(document, found, holding).annotations == outcome.annotations


@given(cases())
def test_what_a_reader_missed_is_there_then(case: tuple[Document, Annotations, list[Correction]]) -> None:
    document, found, made = case
    for correction in made:
        outcome = carry_out(document, found, [correction])
        if isinstance(correction, MissedName) and correction.words.exact in document.text and "holds" in outcome.fits:
            place = locate(document, correction.words)
            assert place is None or any(place in places(entity) for entity in outcome.annotations.entities)
        if isinstance(correction, MissedQuote) and "holds" in outcome.fits:
            assert any(quote.confidence == 1 for quote in outcome.annotations.quotes)


@given(cases())
def test_one_after_the_other_comes_to_the_same_as_all_at_once(
    case: tuple[Document, Annotations, list[Correction]],
) -> None:
    document, found, made = case
    for count in range(len(made)):
        carry_out(document, found, made[:count])
    step_by_step = carry_out(document, found, made)
    without = carry_out(document, found, made[1:])
    carrying_out._done.clear()  # what was carried out before
    assert carry_out(document, found, made) == step_by_step
    carrying_out._done.clear()
    assert carry_out(document, found, made[1:]) == without
