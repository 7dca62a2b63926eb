"""Bring openly licensed corpora of names into one form.

    python -m readers.annotate.training.corpora OUT.jsonl FOLDER

FOLDER holds ``wikigold.conll.txt`` (WikiGold, CC BY 4.0), ``*.iob2`` (Universal NER's English Web Treebank, CC BY-SA
4.0) and ``crossner/DOMAIN/{train,dev,test}.txt`` (CrossNER, MIT). Each line of the result is ``{"id", "text",
"mentions": [{"start", "end", "kind"}], "ignore": [[start, end]]}`` with kinds ``PERSON``, ``ORG``, ``OTHER``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KINDS = dict.fromkeys(
    ("PER", "person", "politician", "writer", "musicalartist", "scientist", "researcher"), "PERSON"
) | dict.fromkeys(("ORG", "organisation", "politicalparty", "band", "university"), "ORG")
UNSURE = frozenset({"magazine", "academicjournal"})
"""Kinds that are an organisation here and none there: nothing is learned from them."""
SENTENCES = 6
"""Sentences in a text, where a corpus does not say which belong together."""
TIGHT = re.compile(r"[,.;:!?)\]%’”]+|n't|['’](s|re|ve|ll|d|m)?|'+", re.I)
OPENING = frozenset("([$£€“‘#@")

Sentence = list[tuple[str, str]]


def text_of(sentences: list[Sentence]) -> dict[str, Any]:
    """A text with its mentions, from sentences of words and IOB tags; a sentence is a line."""
    text = ""
    mentions: list[dict[str, Any]] = []
    ignore: list[dict[str, Any]] = []
    for sentence in sentences:
        text += "\n" if text else ""
        before, quoted, kind = "", False, ""
        for word, tag in sentence:
            glued = not before or TIGHT.fullmatch(word) or before in OPENING
            if word in {'"', "``", "''"}:
                word = '"'  # noqa: PLW2901  the corpora write it in three ways
                glued, quoted = quoted or not before, not quoted
            elif before == '"' and quoted:
                glued = True
            text += "" if glued else " "
            start = len(text)
            text += word
            if tag == "O":
                kind = ""
            elif tag[0] == "I" and kind == tag[2:]:
                (ignore if kind in UNSURE else mentions)[-1]["end"] = len(text)
            else:
                kind = tag[2:]
                one = {"start": start, "end": len(text), "kind": KINDS.get(kind, "OTHER")}
                (ignore if kind in UNSURE else mentions).append(one)
            before = word
    return {"text": text, "mentions": mentions, "ignore": [[i["start"], i["end"]] for i in ignore]}


def sentences_of(lines: list[str], word: int, tag: int) -> Iterator[Sentence]:
    """Sentences between empty lines, from columns ``word`` and ``tag``."""
    now: Sentence = []
    for line in [*lines, ""]:
        columns = line.split("\t") if "\t" in line else line.split()
        if len(columns) > max(word, tag % max(1, len(columns))) and not line.startswith("#"):
            now.append((columns[word], columns[tag]))
        elif now and not line.startswith("#"):
            yield now
            now = []


def documents(path: Path) -> Iterator[list[Sentence]]:
    """The texts of one file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".iob2":
        for part in re.split(r"^# newdoc.*$", "\n".join(lines), flags=re.M):
            yield list(sentences_of(part.splitlines(), 1, 2))
    elif path.name.startswith("wikigold"):
        now: list[Sentence] = []
        for sentence in sentences_of(lines, 0, -1):
            if sentence[0][0] == "-DOCSTART-":
                yield now
                now = []
            else:
                now.append(sentence)
        yield now
    else:
        every = list(sentences_of(lines, 0, 1))
        for at in range(0, len(every), SENTENCES):
            yield every[at : at + SENTENCES]


def main() -> None:
    """Read the corpora, write one file."""
    out, folder = map(Path, sys.argv[1:])
    with out.open("w", encoding="utf-8") as file:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in {".txt", ".iob2"}):
            name = "-".join(path.relative_to(folder).with_suffix("").parts)
            for number, sentences in enumerate(s for s in documents(path) if s):
                one = {"id": f"{name}/{number}", **text_of(sentences)}
                file.write(json.dumps(one, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
