"""An article as JSON that carries everything, and the way back; what does not fit together is refused."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.errors import SourceError
from readers.marks.anchors import anchor
from readers.marks.corrections import carry_out
from readers.marks.notes import tags_in
from readers.model import (
    Anchor,
    Annotations,
    Article,
    Document,
    EntryRow,
    Image,
    Link,
    Meant,
    MissedName,
    Named,
    NotAQuote,
    Note,
    SaidBy,
    Span,
    Version,
)
from readers.save.back import read_back
from readers.save.datasets.tables import to_csv
from readers.save.html import to_html
from readers.save.layout import printable, web_address
from readers.save.origins import Origins
from readers.save.record.embedding import record_in_page
from readers.save.record.reading import read_record
from readers.save.record.schema import json_schema
from readers.save.record.writing import to_record_text
from readers.save.webannotation import to_webannotation
from tests.readers.save.conftest import TEXTS, articles, span, spans, whole

WHEN = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
CARRIERS: dict[str, Callable[[Article], str]] = {
    "json": to_record_text,
    "html": to_html,
    "webannotation": to_webannotation,
}
WILD = settings(max_examples=120)


def full() -> Article:
    """An article with all that there can be."""
    article = whole()
    document = msgspec.structs.replace(
        article.document,
        images=(Image(0, "https://courier.example/quay.jpg", "The quay", 10), Image(30, "https://courier.example/2")),
        cut=("Sign up!",),
        problem="The page is for subscribers only.",
        from_feed=True,
        fetched=WHEN - timedelta(hours=2),
    )
    text = document.text
    assert article.annotations
    found = msgspec.structs.replace(article.annotations, made=WHEN - timedelta(hours=1))
    corrections = (
        SaidBy(anchor(document, span(text, "We are not done,")), None, created=WHEN),
        NotAQuote(anchor(document, span(text, "No ship shall lie here after sunset")), created=WHEN),
        MissedName(
            anchor(document, span(text, "dock")),
            "FAC",
            Named("Anna Lindqvist", anchor(document, span(text, "Lindqvist", 1))),
            created=WHEN,
        ),
    )
    outcome = carry_out(document, found, corrections)
    notes = (
        Note(1, Anchor(""), "Read *again* [[Harbour]] #quay", ("quay",), WHEN, WHEN),
        Note(2, anchor(document, span(text, "began in March")), "line one\nline two", (), WHEN, WHEN),
        Note(3, anchor(document, span(document.title, "old"), in_title=True), "", (), WHEN, WHEN),
        Note(4, Anchor("sold for a song", "was ", " at last", 7), "", (), WHEN, WHEN),
    )
    earlier = Version(Document("The quay stays.", title="Quay to stay", url=document.url), WHEN)
    row = EntryRow(7, 1, "The Ellery Courier", document.title, document.url, starred=True, tags=("harbour", "late"))
    return Article(
        document,
        outcome.annotations,
        row,
        notes,
        found=found,
        corrections=corrections,
        versions=(earlier,),
        saved=WHEN + timedelta(hours=1),
        meant=(Meant(0, "Anna Lindqvist-Berg", 0.87654), Meant(2, "Port Ellery", 1.0)),
    )


def same(one: Article, other: Article) -> bool:
    """Whether two articles say the same; notes are numbered by the library, confidence has four decimals."""
    return bare(one) == bare(other)


def bare(article: Article) -> dict[str, Any]:
    content = json.loads(to_record_text(article))
    content["notes"] = sorted(content.get("notes", []), key=str)
    return content


@pytest.mark.parametrize("carrier", CARRIERS)
def test_everything_comes_back(carrier: str) -> None:
    article = full()
    back = read_back(CARRIERS[carrier](article).encode(), "saved")
    assert back is not None
    assert back.document == article.document
    assert same(back, article)
    assert back.corrections == article.corrections
    assert back.found is not None
    assert article.found is not None
    assert back.found == article.found
    assert back.versions == article.versions
    assert back.saved == article.saved
    assert back.meant == (Meant(0, "Anna Lindqvist-Berg", 0.8765), Meant(2, "Port Ellery", 1.0))
    assert {(note.anchor, note.body, note.tags, note.created) for note in back.notes} == {
        (note.anchor, note.body, note.tags, note.created) for note in article.notes
    }
    assert back.row is not None
    assert (back.row.outlet, back.row.tags, back.row.starred) == ("The Ellery Courier", ("harbour", "late"), True)


@pytest.mark.parametrize("style", [to_csv, lambda _: "# A heading\n\nMine.\n", lambda _: '{"title": "mine"}'])
def test_what_holds_no_article_of_ours_is_none(style: Callable[[Article], str]) -> None:
    assert read_back(style(full()).encode(), "saved") is None


def test_each_name_says_whom_it_means_and_how_sure_that_is_if_it_is_known() -> None:
    content = json.loads(to_record_text(full()))
    assert {entity["name"]: entity.get("meant") for entity in content["entities"]} == {
        "Anna Lindqvist": {"name": "Anna Lindqvist-Berg", "confidence": 0.8765},
        "The Courier": None,
        "Port Ellery": {"name": "Port Ellery", "confidence": 1.0},
        "March": None,
    }
    assert all("confidence" not in entity for entity in content["entities"]), "no number is made up"


def test_each_name_and_quote_says_by_whom_it_is_there() -> None:
    content = json.loads(to_record_text(full()))
    assert {entity["name"]: entity["origin"] for entity in content["entities"]} == {
        "Anna Lindqvist": "corrected",
        "The Courier": "found",
        "Port Ellery": "found",
        "March": "found",
    }
    assert [(quote["text"][:6], quote["origin"]) for quote in content["quotes"]] == [
        ("the ha", "found"),
        ("We beg", "found"),
        ("We are", "corrected"),
    ]
    assert content["provenance"]["annotator"] == "test-1"
    moments = ("published", "fetched", "annotated", "saved")
    assert all(datetime.fromisoformat(content["provenance"][moment]) for moment in moments)
    assert Origins(whole()).of_entity(whole().annotations.entities[0]) == "found"  # type: ignore[union-attr]


class TestSchema:
    """What is published of the shape is true of what is written."""

    def test_a_full_article_fits_it(self) -> None:
        jsonschema.Draft202012Validator.check_schema(json_schema())
        jsonschema.validate(json.loads(to_record_text(full())), json_schema(), jsonschema.Draft202012Validator)
        jsonschema.validate(json.loads(to_record_text(Article(Document("Tea.")))), json_schema())

    @settings(max_examples=40)
    @given(articles())
    def test_any_article_fits_it(self, article: Article) -> None:
        jsonschema.validate(json.loads(to_record_text(article)), json_schema(), jsonschema.Draft202012Validator)

    def test_it_knows_every_field_that_is_written(self) -> None:
        known = json_schema()["$defs"]["Record"]["properties"]
        assert set(json.loads(to_record_text(full()))) <= set(known)

    @pytest.mark.parametrize(("field", "value"), [("format", "other"), ("text", 3), ("entities", {}), ("quotes", [1])])
    def test_what_it_refuses_is_refused_by_us_too(self, field: str, value: object) -> None:
        content = json.loads(to_record_text(full())) | {field: value}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(content, json_schema())
        with pytest.raises(SourceError):
            read_record(json.dumps(content).encode(), "saved.json")


def set_at(content: Any, path: str, value: object) -> None:
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in way:
        content = content[step]
    content[last] = value


HOSTILE = {
    "quotes.0.end": 10**9,
    "quotes.1.start": -1,
    "quotes.0.speaker": 99,
    "quotes.0.pieces": [[0, 10**7]],
    "quotes.0.kind": "shout",
    "quotes.0.speaker_span": {"start": 0, "end": 10**7, "text": ""},
    "quotes.0.confidence": 7,
    "entities.0.mentions": [{"start": 9, "end": 3, "text": "?"}],
    "entities.0.title_mentions": [{"start": 0, "end": 9000, "text": "?"}],
    "entities.1.id": 0,
    "entities.0.salience": "much",
    "blocks.0.end": 10**8,
    "blocks.1.start": 0,
    "blocks.0.level": -5,
    "links.0.end": 10**8,
    "images.0.at": 10**8,
    "found.entities.0.mentions": [{"start": 0, "end": 10**8}],
    "found.quotes.0.end": 10**8,
    "corrections.0.what": "explode",
    "versions.0.document.blocks": [{"kind": "paragraph", "start": 0, "end": 10**8}],
    "notes.1.anchor.start": -3,
    "published": "yesterday",
    "provenance.saved": "0001-01-01T00:00:00+14:00",
    "provenance.fetched": "9999-12-31T23:00:00-12:00",
    "notes.1.created": "0001-01-01T00:00:00+14:00",
    "text": None,
    "authors": "Pia",
}


@pytest.mark.parametrize("path", HOSTILE)
def test_what_does_not_fit_together_is_refused_and_the_place_is_told(path: str) -> None:
    content = json.loads(to_record_text(full()))
    set_at(content, path, HOSTILE[path])
    with pytest.raises(SourceError, match=r"saved\.json is no saved article that Quoth can read: .*\$") as refused:
        read_record(json.dumps(content).encode(), "saved.json")
    assert path.split(".", maxsplit=1)[0] in str(refused.value)


@pytest.mark.parametrize(
    "content",
    [
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole.replace(b'"text"', b'"te\xff"', 1),
        lambda whole: whole[:40] + b'"deep": ' + b"[" * 100_000 + b"]" * 100_000 + b"," + whole[40:],
        lambda whole: (
            whole.replace(b'"offset"', b"", 1)[:-3] + b', "extra": ' + b'{"a":' * 90 + b"1" + b"}" * 90 + b"}"
        ),
    ],
)
def test_a_damaged_file_is_refused_in_words(content: Callable[[bytes], bytes]) -> None:
    with pytest.raises(SourceError, match=r"saved\.json is (not whole|no saved article)"):
        read_record(content(to_record_text(full()).encode()), "saved.json")


def test_nothing_that_could_do_harm_comes_in() -> None:
    content = json.loads(to_record_text(full()))
    for path, value in {
        "url": "javascript:alert(1)",
        "links.0.url": "file:///etc/passwd",
        "images.1.url": "data:text/html,x",
        "title": content["title"][:-1] + "\x1b",
        "text": content["text"].replace("a", "\u202e", 1),
        "notes.0.body": "\x1b]0;x\x07 fine",
        "outlet": "The\nCourier\x9b",
        "tags": ["two words", "\x1b[31m"],
    }.items():
        set_at(content, path, value)
    article = read_record(json.dumps(content).encode(), "saved.json")
    assert article.document.url == ""
    assert article.document.links == ()
    assert [image.url for image in article.document.images] == ["https://courier.example/quay.jpg"]
    everything = msgspec.json.encode(article).decode()
    assert not any(mark in everything for mark in ("\\u001b", "\u202e", "\\u009b", "\x9b", "\\u0007"))
    assert article.row is not None
    assert article.row.outlet == "The Courier\N{REPLACEMENT CHARACTER}"


@st.composite
def wild_articles(draw: st.DrawFn) -> Article:
    """Hostile articles with notes, at the edges, overlapping, gone, and corrections."""
    article = draw(articles())
    document = article.document
    notes = []
    for number in range(1, draw(st.integers(0, 3)) + 1):
        body = draw(TEXTS)
        where = draw(
            spans(len(document.text)).map(lambda one: anchor(document, one))
            | TEXTS.map(lambda words: Anchor(words, "before", "after", 3))
        )
        notes.append(Note(number, where, body, tags_in(body), WHEN, WHEN))
    return msgspec.structs.replace(article, notes=tuple(notes))


@WILD
@given(wild_articles(), st.sampled_from(sorted(CARRIERS)))
def test_any_article_comes_back_letter_for_letter(article: Article, carrier: str) -> None:
    back = read_back(CARRIERS[carrier](article).encode("utf-8", "replace"), "saved")
    assert back is not None
    document, found = article.document, article.annotations
    assert back.document.text == printable(document.text)
    assert len(back.document.text) == len(document.text)
    assert back.document.title == " ".join(printable(document.title).split("\n")).replace("\t", " ")
    assert back.document.blocks == document.blocks
    assert back.document.links == tuple(
        Link(link.start, link.end, printable(link.url)) for link in document.links if web_address(printable(link.url))
    )
    assert isinstance(found, Annotations)
    assert isinstance(back.annotations, Annotations)
    assert [entity.mentions for entity in back.annotations.entities] == [entity.mentions for entity in found.entities]
    assert [(q.start, q.end, q.speaker, q.cue_span, q.speaker_span) for q in back.annotations.quotes] == [
        (q.start, q.end, q.speaker, q.cue_span, q.speaker_span) for q in found.quotes
    ]
    assert sorted(note.anchor.exact for note in back.notes) == sorted(printable(n.anchor.exact) for n in article.notes)
    again = read_back(CARRIERS[carrier](back).encode(), "saved")
    assert again is not None
    assert same(again, back)


@WILD
@given(wild_articles())
def test_nothing_ends_the_comment_of_a_page_before_its_end(article: Article) -> None:
    page = to_html(article)
    comment = page[page.index("<!--quoth-article-1") :]
    words = comment[comment.index("-->") :].split()
    assert words[:3] == ["-->", "<!--", "/quoth:page"]
    assert words[4:] == ["-->", "</body>", "</html>"]


def test_a_page_that_begins_a_record_a_thousand_times_costs_no_more_than_its_length() -> None:
    def look(times: int) -> float:
        page = b'<meta name="quoth">' + b"<!--quoth-article-1 {" * times
        began = time.process_time()
        assert record_in_page(page) is None
        return time.process_time() - began

    assert look(200_000) < 1


def test_a_note_written_by_hand_into_the_json_needs_no_anchor() -> None:
    content = json.loads(to_record_text(Article(Document("The old quay."))))
    content["notes"] = [
        {"start": 4, "end": 7, "text": "old", "body": "How old?", "created": None, "modified": None},
    ]
    (note,) = read_record(json.dumps(content).encode(), "saved.json").notes
    assert note.anchor == anchor(Document("The old quay."), Span(4, 7))
