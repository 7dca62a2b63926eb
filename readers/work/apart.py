"""Jobs in a process of their own, for whoever has no event loop: the command line, which waits for each of them.

One that takes too long or too much memory is that source's error, and the next is done by another process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

from readers.model import Document, ParsedFeed
from readers.work.worker import Worker

T = TypeVar("T")


class Apart:
    """A worker and the event loop that it needs; a context manager, which ends both.

    Args:
        make: gives the worker.

    Attributes:
        worker: for coroutines that are run here.
    """

    def __init__(self, make: Callable[[], Worker] = lambda: Worker(background=False)) -> None:
        self._runner = asyncio.Runner()
        self.worker = make()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._runner.run(self.worker.close())
        self._runner.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine to its end."""
        return self._runner.run(work)

    def parse_feed(self, body: bytes, *, url: str = "", content_type: str = "") -> ParsedFeed:
        """Read a feed; see `readers.feeds.parse.parse_feed`."""
        return self.run(self.worker.call("parse_feed", body=body, url=url, content_type=content_type))

    def extract_page(self, html: str, *, url: str = "") -> Document:
        """Find the article in a web page; see `readers.pages.html.extract_html`."""
        body = html.encode("utf-8", "replace")
        return self.run(self.worker.call("extract_page", body=body, url=url, content_type="text/html; charset=utf-8"))
