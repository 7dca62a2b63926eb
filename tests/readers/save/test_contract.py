"""The JSON that scripts rely on."""

from __future__ import annotations

import msgspec

from readers.model import Article, Document
from readers.save.contract import document_to_json, to_json


def test_an_annotated_article(article: Article) -> None:
    text = article.document.text
    content = to_json(article)
    assert {key: content[key] for key in ("title", "authors", "published", "url", "language")} == {
        "title": "Lindqvist closes the old quay",
        "authors": ["Pia Rask", "Jo O'Neill"],
        "published": "2026-03-01T23:11:00+01:00",
        "url": "https://courier.example/quay",
        "language": "en-GB",
    }
    assert content["text"] == text
    lindqvist, courier, *_ = content["entities"]
    assert lindqvist == {
        "id": 0,
        "name": "Anna Lindqvist",
        "kind": "PERSON",
        "salience": 0.5124,
        "mentions": [
            {"start": 30, "end": 44, "text": "Anna Lindqvist"},
            {"start": 177, "end": 186, "text": "Lindqvist"},
        ],
        "title_mentions": [{"start": 0, "end": 9, "text": "Lindqvist"}],
    }
    assert "title_mentions" not in courier
    assert content["quotes"][1] == {
        "start": 122,
        "end": 140,
        "text": "We began in March,",
        "kind": "direct",
        "speaker": 0,
        "speaker_span": {"start": 142, "end": 145, "text": "she"},
        "cue": {"start": 146, "end": 150, "text": "said"},
        "confidence": 0.9123,
        "pieces": [[122, 140]],
    }
    nobodys = content["quotes"][3]
    assert (nobodys["speaker"], nobodys["speaker_span"], nobodys["cue"]) == (None, None, None)


def test_what_is_unknown_is_null() -> None:
    content = to_json(Article(Document("Tea.")))
    assert content == {
        "title": None,
        "authors": [],
        "published": None,
        "url": None,
        "language": None,
        "text": "Tea.",
        "entities": [],
        "quotes": [],
    }


def test_a_document_alone_has_its_structure(article: Article) -> None:
    document = msgspec.structs.replace(article.document, cut=("Sign up!",))
    content = document_to_json(document)
    assert "entities" not in content
    assert content["blocks"][2] == {"kind": "heading", "start": 105, "end": 119, "level": 1}
    assert content["links"] == [{"start": 50, "end": 61, "url": "https://courier.example/about?a=1&b=(2)"}]
    assert (content["site"], content["cut"]) == ("The Ellery Courier", ["Sign up!"])


def test_what_is_not_the_whole_article_says_why(article: Article) -> None:
    partly = msgspec.structs.replace(article.document, problem="The page is for subscribers only.")
    assert to_json(msgspec.structs.replace(article, document=partly))["problem"] == "The page is for subscribers only."
    assert "problem" not in to_json(article)
