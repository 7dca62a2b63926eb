"""The corpora: articles with what is right, a line of JSON each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"
Text = dict[str, Any]


def read(name: str) -> list[Text]:
    """The articles of one file of the corpus, called without its ending."""
    return lines(CORPUS / f"{name}.jsonl")


def lines(file: Path) -> list[Text]:
    """The articles of a file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def with_names(text: Text) -> Text:
    """An article as one of names: those written for speakers tell them by entity."""
    if "mentions" in text:
        return text
    mentions = [
        {"start": start, "end": end, "kind": c["kind"], "entity": key}
        for key, c in text["clusters"].items()
        for start, end in c["mentions"]
    ]
    return {"id": text["id"], "text": text["text"], "mentions": mentions, "ignore": text.get("ignore", [])}
