"""W3C Web Annotations: anchored twice, and found again in the text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from pyld import jsonld

from readers.model import Article
from readers.save.record.writing import program
from readers.save.webannotation import to_webannotation
from tests.readers.save.conftest import articles
from tests.readers.save.record.test_record import WHEN, full


def test_a_mention_says_who_and_what(article: Article) -> None:
    collection = json.loads(to_webannotation(article))
    assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == 9
    first = items[0]
    assert (first["type"], first["motivation"]) == ("Annotation", "identifying")
    assert [(body["purpose"], body["value"]) for body in first["body"]] == [
        ("identifying", "Anna Lindqvist"),
        ("classifying", "PERSON"),
    ]
    assert first["target"] == {
        "source": "https://courier.example/quay",
        "state": {
            "type": "TimeState",
            "cached": f"urn:sha256:{hashlib.sha256(article.document.text.encode()).hexdigest()}",
        },
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": "Anna Lindqvist",
                "prefix": "he old quay is to go.\n\nMayor ",
                "suffix": " told The Courier that “the harb",
            }
            | {"prefix": "The old quay is to go.\n\nMayor "},
            {"type": "TextPositionSelector", "start": 30, "end": 44},
        ],
    }


def test_a_quote_says_whose_it_is_and_how_it_is_attributed(article: Article) -> None:
    items = json.loads(to_webannotation(article))["first"]["items"]
    quotes = [item for item in items if item["motivation"] == "highlighting"]
    assert [(body["purpose"], body["value"]) for body in quotes[1]["body"]] == [
        ("classifying", "direct quote"),
        ("identifying", "Anna Lindqvist"),
        ("describing", "she said"),
    ]


def test_ids_are_the_same_every_time_and_no_two_alike(article: Article) -> None:
    first, again = (json.loads(to_webannotation(article)) for _ in range(2))
    assert first == again
    ids = [first["id"], first["first"]["id"], *(item["id"] for item in first["first"]["items"])]
    assert len(set(ids)) == len(ids)


@settings(max_examples=100)
@given(articles())
def test_both_selectors_lead_to_the_same_words(article: Article) -> None:
    text = article.document.text
    for item in json.loads(to_webannotation(article))["first"]["items"]:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            words, position = target["selector"]
            assert text[position["start"] : position["end"]] == words["exact"]
            around = words["prefix"] + words["exact"] + words["suffix"]
            assert text.startswith(around, position["start"] - len(words["prefix"]))
            assert len(words["prefix"]) == min(32, position["start"])
            assert len(words["suffix"]) == min(32, len(text) - position["end"])


def test_positions_are_those_of_a_text_that_is_told_and_in_the_file(article: Article) -> None:
    collection = json.loads(to_webannotation(article))
    text = collection["record"]["text"]
    for item in collection["first"]["items"]:
        target = item["target"]
        assert target["state"]["cached"] == f"urn:sha256:{hashlib.sha256(text.encode()).hexdigest()}"
        words, position = target["selector"]
        assert text[position["start"] : position["end"]] == words["exact"]


STANDARD = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": "@id",
    "type": "@type",
}
"""Of W3C's context what leads from a collection to the bodies of its annotations, by W3C's names."""
STANDARD |= {
    "first": "as:first",
    "items": {"@id": "as:items", "@container": "@list"},
    "body": "oa:hasBody",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
}


def _standard(url: str, _: object) -> dict[str, object]:
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": STANDARD}}


def test_what_confidence_is_of_is_told_in_terms_that_a_foreign_processor_knows_what_to_do_with() -> None:
    (collection,) = jsonld.expand(json.loads(to_webannotation(full())), {"documentLoader": _standard})
    text = json.dumps(collection)
    value, own = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value", "urn:quoth:terms:"
    sure = {}
    for body in _bodies(collection):
        if own + "confidence" in body:
            (confidence,) = body[own + "confidence"]
            assert confidence["@type"] == "http://www.w3.org/2001/XMLSchema#double"
            sure[body[value][0]["@value"], confidence["@value"]] = own + "knownAs" in body
    assert sure == {("Anna Lindqvist", 0.8765): True, ("Port Ellery", 1.0): True, ("Anna Lindqvist", 0.9123): False}
    assert "Anna Lindqvist-Berg" in text
    assert "Sign up!" not in text, "the record is passed over"


def _bodies(value: Any) -> Iterator[dict[str, Any]]:  # expanded JSON-LD
    if isinstance(value, dict):
        yield from value.get("http://www.w3.org/ns/oa#hasBody", ())
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _bodies(one)


def test_it_says_when_and_by_which_version_it_was_written() -> None:
    collection = json.loads(to_webannotation(full()))
    assert collection["generated"] == (WHEN + timedelta(hours=1)).isoformat()
    assert collection["generator"]["name"] == program()
