"""The one-assertion feeds of other parsers' own test suites: feedparser's ``tests`` and gofeed's ``testdata``.

They are not part of this project. Put copies of those folders into one folder and name it:

    QUOTH_FEED_SUITES=/path/to/folder pytest tests/readers/feeds/test_other_suites.py -s

Every file must parse or be refused in words, and the table says where we differ from what a suite expects, and why.
"""

from __future__ import annotations

import ast
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from readers.clean import clean_line, strip_tags
from readers.errors import FeedError
from readers.feeds.parse import parse_feed
from readers.model import ParsedFeed

FOLDER = os.environ.get("QUOTH_FEED_SUITES", "")
HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
EXPECT = re.compile(
    r"Expect:\s+(?:not bozo and )?(feed|entries\[0\])\['(title|link|id)'\] == (u?(?:'.*'|\".*\"))\s*$", re.M
)
FIELDS = {("feed", "title"), ("feed", "link"), ("entry", "title"), ("entry", "link"), ("entry", "id")}

pytestmark = pytest.mark.skipif(not FOLDER, reason="QUOTH_FEED_SUITES names no folder")


class Claim(NamedTuple):
    """What a suite says about one field."""

    where: str
    field: str
    value: str


def files() -> Iterator[Path]:
    for path in sorted(Path(FOLDER).rglob("*")):
        if path.is_file() and path.suffix in (".xml", ".json", ".z", ".gz") and "dates" not in path.name:
            yield path


def claims(path: Path, body: bytes) -> Iterator[Claim]:
    """From the comment at a file's head, or the file of the same name that holds the expected result."""
    if match := EXPECT.search(body.decode("utf-8", "replace")):
        try:
            value = ast.literal_eval(match[3])
        except (ValueError, SyntaxError):
            return
        yield Claim("feed" if match[1] == "feed" else "entry", match[2], str(value))
    expected = path.with_suffix(".json")
    if path.suffix == ".xml" and expected.exists():
        wanted = json.loads(expected.read_text(encoding="utf-8"))
        for field in ("title", "link"):
            if isinstance(value := wanted.get(field), str):
                yield Claim("feed", field, value)
        first = next(iter(wanted.get("items") or wanted.get("entries") or []), {})
        for field, name in (("title", "title"), ("link", "link"), ("id", "guid"), ("id", "id")):
            if isinstance(value := first.get(name), str):
                yield Claim("entry", field, value)


def ours(parsed: ParsedFeed, claim: Claim) -> str | None:
    if claim.where == "feed":
        return str(getattr(parsed.feed, claim.field, "")) if claim.field != "id" else None
    return str(getattr(parsed.entries[0], claim.field)) if parsed.entries else None


def reason(claim: Claim, got: str | None) -> str:
    """Why our answer is another one, or "unexplained"."""
    if got is None:
        return "there is no such field, or no entry, with us"
    if claim.field == "title" and got == strip_tags(claim.value):
        return "titles are plain text: markup is taken out and entities are resolved"
    if got == clean_line(claim.value):
        return "white space and control characters are tidied"
    if claim.field == "link" and not re.match(r"https?://", claim.value, re.I):
        return "only absolute addresses of the web are kept"
    if claim.field in ("link", "id") and got.startswith("https://suite.example/"):
        return "relative addresses are resolved against the address that the feed came from"
    if not got:
        return "feedparser reads nothing there, in a file that is not well-formed"
    return "unexplained"


def test_all_feeds_of_other_suites() -> None:
    outcomes: Counter[str] = Counter()
    differences: Counter[str] = Counter()
    unexplained = []
    for path in files():
        body = path.read_bytes()
        try:
            parsed = parse_feed(body, url="https://suite.example/feed.xml")
        except FeedError:
            outcomes["refused in words"] += 1
            continue
        outcomes["parsed"] += 1
        assert not HARMFUL.search(json.dumps(msgspec.to_builtins(parsed), ensure_ascii=False)), path
        for claim in claims(path, body):
            got = ours(parsed, claim)
            outcomes["claims"] += 1
            if got == claim.value:
                outcomes["claims met"] += 1
                continue
            why = reason(claim, got)
            differences[why] += 1
            if why == "unexplained":
                unexplained.append(f"{path}: {claim.where} {claim.field}: {claim.value[:70]!r}, ours {str(got)[:70]!r}")
    for name, count in [*outcomes.items(), *differences.most_common()]:
        print(f"{count:6}  {name}")
    print(*unexplained[:60], sep="\n")
    assert outcomes["parsed"] > 0
