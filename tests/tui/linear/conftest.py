"""Somebody who reads in lines, and what they hear."""

from __future__ import annotations

import unicodedata

import pytest

from readers.config import Config
from tests.tui import fiction
from tests.tui.fake import FakeNewsroom
from tui.linear import session as sessions
from tui.linear.loop import converse

BOXES = "│─╭╮╰╯┊▏▌▎●★▸❝×·▣"


class Heard:
    """What was said to a reader who typed some lines."""

    def __init__(self, newsroom: FakeNewsroom, typed: list[str], sources: list[str]) -> None:
        self.newsroom = newsroom
        self.turns: list[list[str]] = [[]]
        waiting = iter(typed)

        def asked() -> str:
            line = next(waiting, None)
            if line is None:
                raise EOFError
            self.turns.append([])
            return line

        self.code = converse(newsroom, Config(), sources, asked, self._take)

    def _take(self, words: str) -> None:
        self.turns[-1].append(words)

    @property
    def last(self) -> list[str]:
        return self.turns[-1]


@pytest.fixture
def hear(newsroom: FakeNewsroom, monkeypatch):
    monkeypatch.setattr(sessions.Session.__init__, "__defaults__", (lambda: fiction.NOW,))

    def listen(*typed: str, sources: tuple[str, ...] = ()) -> Heard:
        heard = Heard(newsroom, list(typed), list(sources))
        assert newsroom.closed
        assert heard.code == 0
        every = "".join(line for turn in heard.turns for line in turn)
        assert not set(every) & set(BOXES)
        assert all(unicodedata.category(one) != "Cc" for one in every)
        return heard

    return listen
