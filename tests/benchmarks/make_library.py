"""A library of 100,000 invented entries, as large as years of reading make it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from readers.library.library import Library
from readers.model import Annotations, Document, Entity, Entry, Feed, Quote, Span

NOW = datetime(2026, 3, 1, tzinfo=UTC)
VERSION = "benchmark-1"
FEEDS = 300
BATCH = 250

_SYLLABLES = ("ba", "den", "ho", "lin", "mar", "no", "pel", "ri", "so", "tor", "und", "vey", "wick", "yar")


class Inventor:
    """Words, names and articles with a long tail, the same every time.

    Attributes:
        words: the most frequent first.
        names: of people, the most frequent first.
    """

    def __init__(self) -> None:
        self._dice = random.Random(7)  # noqa: S311  # not a secret
        self.words = [self._word() for _ in range(20_000)]
        self.names = [f"{self._word().title()} {self._word().title()}" for _ in range(30_000)]
        self._firms = [f"{self._word().title()} {self._word().title()} Group" for _ in range(10_000)]

    def _word(self) -> str:
        return "".join(self._dice.choices(_SYLLABLES, k=self._dice.randint(1, 4)))

    def _pick(self, words: list[str]) -> str:
        return words[int(len(words) * self._dice.random() ** 3)]  # the first in every twenty-seventh draw

    def entry(self, number: int) -> Entry:
        """An entry with a headline and a summary of twenty words."""
        title = " ".join(self._pick(self.words) for _ in range(8)).capitalize()
        summary = " ".join(self._pick(self.words) for _ in range(20))
        published = NOW - timedelta(minutes=5 * number)
        link = f"https://feed.example/{number}"
        return Entry(str(number), title, link, published=published, summary=f"<p>{summary}</p>")

    def article(self, title: str) -> tuple[Document, Annotations]:
        """An article of 300 words with twelve names and four quotes."""
        entities: list[Entity] = []
        quotes: list[Quote] = []
        text = ""
        names = dict.fromkeys(self._pick(self.names) for _ in range(8))
        names |= dict.fromkeys(self._pick(self._firms) for _ in range(4))
        for number, name in enumerate(names):
            text += "\n\n" if text else ""
            mention = Span(len(text), len(text) + len(name))
            kind = "ORG" if name.endswith("Group") else "PERSON"
            entities.append(Entity(number, name, kind, (mention,), salience=round(0.3 / (number + 1), 3)))
            said = " ".join(self._pick(self.words) for _ in range(22))
            text += f"{name} said: “"
            if number < 4:
                cue = Span(mention.end + 1, mention.end + 5)
                quotes.append(Quote(len(text), len(text) + len(said), "direct", number, mention, cue, 0.9))
            text += said + "”"
        return Document(text, title), Annotations(VERSION, tuple(entities), tuple(quotes))


def make_library(path: Path, entries: int) -> None:
    """Make a library with so many entries in 300 feeds, all of them with annotated articles, a third read."""
    inventor = Inventor()
    with Library.open(path) as library:
        feeds = [
            library.subscribe(Feed(f"https://feed.example/{n}", f"Feed {n}", folder=(f"Folder {n % 20}",)), now=NOW).id
            for n in range(FEEDS)
        ]
        for start in range(0, entries, BATCH):
            feed_id = feeds[start // BATCH % FEEDS]
            batch = [inventor.entry(number) for number in range(start, min(entries, start + BATCH))]
            library.store_entries(feed_id, Feed(""), batch, now=NOW)
        for row in library.rows(limit=entries):
            document, annotations = inventor.article(row.title)
            library.store_document(row.id, document)
            library.store_annotations(document.digest, annotations, entry_id=row.id)
        library.mark_read([row.id for row in library.rows(limit=entries)[::3]])
