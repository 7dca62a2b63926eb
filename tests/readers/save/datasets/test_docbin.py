"""spaCy's documents: opened by spaCy alone, the text unchanged, every span exact."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import spacy
from hypothesis import given, settings
from spacy.tokens import DocBin

from readers.model import Annotations, Article
from readers.save.datasets.docbin import _document
from readers.save.layout import pieces, printable
from readers.save.record.reading import read_record
from readers.save.together import together
from tests.readers.save.conftest import articles
from tests.readers.save.record.test_record import full

ALONE = """
import json, sys
import spacy
from spacy.tokens import DocBin
assert not any(name.partition(".")[0] in ("readers", "tui", "quoth_spacy") for name in sys.modules)
(doc, _) = DocBin().from_disk(sys.argv[1]).get_docs(spacy.blank("en").vocab)
told = {key: [(one.text, one.label_, one.kb_id_) for one in doc.spans[key]] for key in doc.spans}
print(json.dumps({"text": doc.text, "ents": [(one.text, one.label_) for one in doc.ents], **told}))
"""


def test_spacy_alone_opens_it(article: Article, tmp_path: Path) -> None:
    file = tmp_path / "quay.spacy"
    with together(file) as collection:
        collection.add(article)
        collection.add(article)
    command = [sys.executable, "-c", ALONE, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    told = json.loads(done.stdout)
    assert told["text"] == article.document.text
    assert told["ents"][:2] == [["Anna Lindqvist", "PERSON"], ["The Courier", "ORG"]]
    assert told["quotes"][0] == ["the harbour belongs to the people", "direct", "Anna Lindqvist"]
    assert told["speakers"][1] == ["she", "speaker", "Anna Lindqvist"]
    assert [one[0] for one in told["cues"]] == ["told", "said", "added"]


def test_each_span_says_by_whom_and_how_surely() -> None:
    pipeline = spacy.blank("en")
    packed = DocBin(docs=[_document(pipeline, full())], store_user_data=True).to_bytes()
    (doc,) = DocBin().from_bytes(packed).get_docs(spacy.blank("en").vocab)
    names, quotes = doc.spans["names"], doc.spans["quotes"]
    told = zip(names, names.attrs["origin"], names.attrs["known_as"], names.attrs["sure"], strict=True)
    assert ("Anna Lindqvist", "corrected", "Anna Lindqvist-Berg", 0.87654) in [(one.text, *rest) for one, *rest in told]
    assert dict(zip(map(str, names), names.attrs["sure"], strict=True))["March"] is None
    assert quotes.attrs["origin"] == ["found", "found", "corrected"]
    assert quotes.attrs["confidence"][0] == 0.91234


@settings(max_examples=150)
@given(articles())
def test_every_span_is_where_it_was(article: Article) -> None:
    pipeline = spacy.blank("en")
    packed = DocBin(docs=[_document(pipeline, article)], store_user_data=True).to_bytes()
    (doc,) = DocBin().from_bytes(packed).get_docs(spacy.blank("en").vocab)
    found, text = article.annotations or Annotations(""), article.document.text
    assert doc.text == printable(text)
    names = [span for entity in found.entities for span in entity.mentions if span.start < span.end]
    assert [(one.start_char, one.end_char) for one in doc.spans["names"]] == [(one.start, one.end) for one in names]
    quotes = [piece for quote in found.quotes for piece in pieces(quote) if piece.start < piece.end]
    assert [(one.start_char, one.end_char) for one in doc.spans["quotes"]] == [(one.start, one.end) for one in quotes]
    back = read_record(doc.user_data["quoth"].encode(), "doc")
    assert back.annotations is not None
    assert len(back.annotations.quotes) == len(found.quotes)
