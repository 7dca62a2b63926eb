"""Names lead to the notes that the reader has of them, or to none; the text itself is as it was."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.config import Markdown, Naming
from readers.errors import SourceError
from readers.model import Annotations, Article, Document, Entity, Quote, Span
from readers.save import unmarkdown
from readers.save.identity import identity, of_quote
from readers.save.layout import printable
from readers.save.markdown import to_markdown
from readers.save.notebook.linking import links
from tests.readers.save.conftest import TEXTS, articles, span
from tests.readers.save.record.test_record import full
from tests.readers.save.test_markdown import body, shown

OWN = Markdown(own_names={"anna  lindqvist": "People/Lindqvist, Anna", "The Courier": "", "Port Ellery": "Ellery"})


def text_of(article: Article, **changes: object) -> str:
    return to_markdown(article, links(msgspec.structs.replace(OWN, **changes)))


def test_a_name_leads_to_ones_own_note_with_the_words_of_the_text() -> None:
    text = text_of(full())
    assert "Mayor [[People/Lindqvist, Anna|Anna Lindqvist]] told" in text
    assert "added [[People/Lindqvist, Anna|Lindqvist]], of [[Ellery|Port Ellery]]" in text
    assert "### [[People/Lindqvist, Anna|Anna Lindqvist]]" in text


def test_one_that_has_no_note_is_left_as_it_is_written() -> None:
    assert "[The Courier](https://courier.example/about?a=1&b=%282%29)" in text_of(full())
    assert '"The Courier"' in text_of(full())


def test_the_properties_lead_there_too_and_tell_the_full_name() -> None:
    front = text_of(full()).split("\n---\n")[0]
    assert '  - "[[People/Lindqvist, Anna|Anna Lindqvist]]"' in front
    assert '  - "[[Ellery|Port Ellery]]"' in front


def test_the_first_mention_alone_or_none_at_all() -> None:
    first = text_of(full(), names="first")
    assert first.count("[[People/Lindqvist, Anna|Anna Lindqvist]] told") == 1
    assert "added Lindqvist, of [[Ellery|Port Ellery]]" in first
    assert "added **Lindqvist**, of **Port Ellery**" in text_of(full(), names="bold")
    plain = text_of(full(), names="plain", speakers=False)
    assert "added Lindqvist, of Port Ellery" in plain
    assert "### Anna Lindqvist" in plain
    assert "[[People" not in plain


def test_of_two_names_without_a_space_between_one_is_bold() -> None:
    entities = (Entity(0, "Ann", "PERSON", (Span(0, 3), Span(3, 6))),)
    article = Article(Document("AnnAnn sings."), Annotations("v", entities))
    assert "\n**Ann**Ann sings." in to_markdown(article, links(Markdown(names="bold")))


def test_what_cannot_stand_in_a_link_is_taken_out_of_ones_own_name() -> None:
    text = text_of(full(), own_names={"Anna Lindqvist": "a]]|[[b#^c\n<x>"})
    assert "[[a b c x|Anna Lindqvist]]" in text


@pytest.mark.parametrize("names", get_args(Naming))
def test_a_file_is_read_back_with_its_names_whatever_their_notes_are_called(names: Naming) -> None:
    article = full()
    back = unmarkdown.read_markdown(text_of(article, names=names), "saved.md")
    assert back is not None
    assert back.annotations is not None
    assert article.annotations is not None
    assert back.document.text == article.document.text
    found = {one.name: one.mentions for one in back.annotations.entities}
    assert "Anna Lindqvist" in found
    assert [quote.speaker for quote in back.annotations.quotes] == [
        0 if quote.speaker == 0 else None for quote in article.annotations.quotes
    ]
    every = article.annotations.entities[0].mentions
    assert found["Anna Lindqvist"] == {"linked": every, "first": every[:1], "bold": every[:2], "plain": ()}[names]


@settings(max_examples=100)
@given(articles(links=False), st.sampled_from(get_args(Naming)), st.booleans(), TEXTS)
def test_the_text_that_is_shown_is_the_same_however_names_are_linked(
    article: Article, names: Naming, speakers: bool, own: str
) -> None:
    bare = links(Markdown(names="plain"))
    found = article.annotations.entities if article.annotations else ()
    called = [printable(one.name) for one in found]
    wanted = links(Markdown(names=names, speakers=speakers, own_names=dict.fromkeys(called, own)))
    article = msgspec.structs.replace(article, annotations=msgspec.structs.replace(article.annotations, quotes=()))

    def words(text: str) -> str:
        linked = body(text)
        for name in called:
            note = wanted.note(name)
            linked = linked.replace(f"[[{note}|", "").replace(f"[[{note}]]", note) if note else linked
        return shown(linked).replace("]]", "")

    assert words(to_markdown(article, wanted)) == words(to_markdown(article, bare))


LOGSEQ = msgspec.structs.replace(links(OWN), logseq=True)


class TestANotebookOfLogseq:
    def test_links_quotes_and_the_headline_are_as_logseq_has_them(self) -> None:
        article = full()
        text = to_markdown(article, LOGSEQ)
        assert "added [Lindqvist]([[People/Lindqvist, Anna]]), of [Port Ellery]([[Ellery]])" in text
        assert "### [Anna Lindqvist]([[People/Lindqvist, Anna]])" in text
        said = of_quote(identity(article), 68, 101)
        assert f"“the harbour belongs to the people” — Anna Lindqvist told (direct, 0.91)\n  id:: {said}\n" in text
        assert '\nheadline: "Lindqvist closes the old quay"\n' in text
        assert not re.search(r"^title:|\[\[[^\[\]]*\||\^[pq]\d", text, re.MULTILINE)

    def test_it_is_read_back_like_any_other(self) -> None:
        article = full()
        back = unmarkdown.read_markdown(to_markdown(article, LOGSEQ), "saved.md")
        usual = unmarkdown.read_markdown(to_markdown(article, links(OWN)), "saved.md")
        assert back is not None
        assert back == usual

    def test_the_same_words_said_twice_are_known_apart_by_their_ids(self) -> None:
        text = "“No,” said Ann Roe. Nobody had asked. “No,” said Bo Quist, and went."
        entities = (
            Entity(0, "Ann Roe", "PERSON", (span(text, "Ann Roe"),), salience=0.5),
            Entity(1, "Bo Quist", "PERSON", (span(text, "Bo Quist"),), salience=0.3),
        )
        quotes = (Quote(1, 4, "direct", 1, confidence=0.9), Quote(39, 42, "direct", 0, confidence=0.9))
        article = Article(Document(text, title="Twice"), Annotations("v", entities, quotes))
        back = unmarkdown.read_markdown(to_markdown(article, LOGSEQ), "saved.md")
        assert back is not None
        assert back.annotations is not None
        assert [(quote.start, quote.speaker) for quote in back.annotations.quotes] == [(1, 1), (39, 0)]

    @settings(max_examples=100)
    @given(articles(links=False))
    def test_no_text_is_lost_or_becomes_a_property(self, article: Article) -> None:
        logseq, usual = links(Markdown()), links(Markdown())
        text = to_markdown(article, msgspec.structs.replace(logseq, logseq=True))
        found = article.annotations.quotes if article.annotations else ()
        quotes = text[text.rindex("<!-- quoth:quotes") :]
        assert len(re.findall(r"^  id:: [0-9a-f-]{36}$", quotes, re.MULTILINE)) == len(found)
        try:
            back, same = (unmarkdown.read_markdown(one, "x.md") for one in (text, to_markdown(article, usual)))
        except SourceError:
            return
        assert back is not None
        assert same is not None
        assert back.document.text == same.document.text

    @pytest.mark.parametrize(
        ("folders", "is_one"),
        [
            (["logseq/config.edn"], True),
            ([".obsidian"], False),
            (["logseq/config.edn", ".obsidian"], False),
            (["logseq"], False),
            ([], False),
        ],
    )
    def test_whose_a_folder_is_is_known_by_what_lies_in_it_or_above(
        self, tmp_path: Path, folders: list[str], is_one: bool
    ) -> None:
        for name in map(tmp_path.joinpath, folders):
            name.parent.mkdir(exist_ok=True)
            name.touch() if name.suffix == ".edn" else name.mkdir()
        assert links(Markdown(), tmp_path / "pages" / "news").logseq is is_one
