"""Markdown that Quoth saved, read back: as much as it tells, and none of its own lists as text."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import unquote

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.clean import clean
from readers.errors import SourceError
from readers.marks.anchors import anchor
from readers.model import Anchor, Annotations, Article, Document, Image, Note, Quote, SaidBy, Span
from readers.save.back import read_back
from readers.save.layout import printable
from readers.save.markdown import to_markdown
from readers.save.unmarkdown import read_markdown
from tests.readers.save.conftest import articles, spans
from tests.readers.save.record.test_record import full


def back(article: Article) -> Article:
    found = read_back(to_markdown(article).encode("utf-8", "replace"), "saved.md")
    assert found is not None
    return found


def test_text_names_quotes_notes_and_tags_come_back() -> None:
    article, found = full(), back(full())
    assert found.document.text == article.document.text
    for field in ("title", "authors", "published", "url", "site", "problem", "fetched"):
        assert getattr(found.document, field) == getattr(article.document, field), field
    assert [unquote(link.url) for link in found.document.links] == [link.url for link in article.document.links]
    assert found.annotations is not None
    assert article.annotations is not None
    marked = [entity for entity in article.annotations.entities if entity.kind != "DATE"]
    assert [(one.name, one.mentions) for one in found.annotations.entities] == [(e.name, e.mentions) for e in marked]
    said = [(quote.start, quote.end, quote.kind, quote.speaker) for quote in article.annotations.quotes]
    assert [(quote.start, quote.end, quote.kind, quote.speaker) for quote in found.annotations.quotes] == said
    assert {(note.anchor.exact, note.body, note.tags) for note in found.notes} == {
        (note.anchor.exact, note.body, note.tags) for note in article.notes
    }
    placed = {note.anchor for note in article.notes if note.anchor.exact in ("began in March", "old")}
    assert placed <= {note.anchor for note in found.notes}
    assert found.row is not None
    assert found.row.tags == ("harbour", "late")
    (correction,) = found.corrections
    assert isinstance(correction, SaidBy)
    assert correction.quote.exact == "We are not done,"


def test_the_words_of_a_picture_are_no_text_of_the_article() -> None:
    images = (
        Image(0, "https://courier.example/1.jpg", "The [old] quay", None),
        Image(24, "https://courier.example/2.jpg?a=(b)", "A crane, by *night*", None),
        Image(24, "https://courier.example/1.jpg", "The quay again", None),
    )
    document = Document("The old quay is to go.\n\nAnd its cranes.", title="Quay", images=images)
    found = back(Article(document, Annotations("v")))
    assert found.document.text == document.text
    assert [(image.alt, image.caption) for image in found.document.images] == [(one.alt, None) for one in images]


@pytest.mark.parametrize(
    "said", ["- one", "```\nx = 1\n```", "| a |", "Mine ^n7", "a\n\n1. b", "See.\n\n^n3", "*x* [[y]]"]
)
def test_a_note_comes_back_as_it_was_written_without_the_name_of_its_block(said: str) -> None:
    document = Document("Pier of old.")
    words, gone = anchor(document, Span(0, 4)), Anchor("sold for a song")
    notes = tuple(Note(number, at, said) for number, at in enumerate((words, gone), start=1))
    found = back(Article(document, notes=notes))
    assert [(note.anchor.exact, note.body) for note in found.notes] == [("Pier", said), ("sold for a song", said)]


def test_what_the_reader_wrote_around_is_no_text_of_the_article() -> None:
    mine = to_markdown(full()).replace("\n---\n\n", "\n---\n\nMine above.\n\n", 1) + "\nMine below.\n"
    found = read_markdown(mine, "saved.md")
    assert found is not None
    assert found.document.text == full().document.text


@pytest.mark.parametrize("attributed", [True, False])
@pytest.mark.parametrize("kind", ["direct", "indirect"])
def test_a_quote_with_a_dash_of_its_own_comes_back_whole(kind: Literal["direct", "indirect"], attributed: bool) -> None:
    text = "“I came — and went — home,” said Ann, and the pier — the old one — would close, she said."
    words = "I came — and went — home," if kind == "direct" else "the pier — the old one — would close"
    start = text.index(words)
    cue = text.index("said Ann" if kind == "direct" else "she said")
    spans = {"speaker_span": Span(cue, cue + 8), "cue_span": Span(cue, cue + 4)} if attributed else {}
    said = Quote(start, start + len(words), kind, None, confidence=0.9, **spans)
    found = back(Article(Document(text, title="Home"), annotations=Annotations("test", quotes=(said,))))
    assert found.annotations is not None
    assert [(one.start, one.end) for one in found.annotations.quotes] == [(said.start, said.end)]


def test_other_markdown_is_none_of_ours() -> None:
    assert read_markdown("---\ntitle: x\n---\n\n# Mine\n\n## Quotes\n", "mine.md") is None


def test_one_without_text_is_told() -> None:
    empty = re.sub(r"# .*?(?=<!-- /quoth:article)", "\n", to_markdown(Article(Document("Tea."))), count=1, flags=re.S)
    with pytest.raises(SourceError, match=r"saved\.md holds no text"):
        read_markdown(empty, "saved.md")


@st.composite
def highlighted(draw: st.DrawFn) -> Article:
    """Hostile articles with highlights, overlapping and at the edges."""
    article = draw(articles())
    notes = [
        Note(number, anchor(article.document, draw(spans(len(article.document.text)))), body)
        for number, body in enumerate(draw(st.lists(st.sampled_from(["", "Mine."]), max_size=3)), start=1)
    ]
    return msgspec.structs.replace(article, notes=tuple(note for note in notes if note.anchor.exact))


@settings(max_examples=150)
@given(highlighted())
def test_no_letter_of_any_text_is_lost_and_none_of_our_lists_comes_in(article: Article) -> None:
    words = "".join(clean(printable(article.document.text)).split())  # without soft hyphens, which no document has
    if not words:
        return
    found = back(article)
    # A table's rows get as many cells as the widest has, parted by bars.
    assert "".join(found.document.text.split()).replace("|", "") == words.replace("|", "")
    assert len(found.notes) <= len(article.notes) + 1
