"""The face of background work: what can be asked, of whom never mind.

Whoever needs work done takes a `JobRunner` and imports this module alone, which loads nothing heavy. Who does it is
said where everything is put together: a `readers.work.worker.Worker` in a process of its own, several of them
(`readers.work.pool`), or one for a command without an event loop (`readers.work.apart`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Literal, Self, overload

from readers.config import USUAL_REFRESH, Refresh
from readers.feeds.discover import FoundFeed
from readers.model import Annotations, Article, Comparison, Document, EntryRow, ParsedFeed, Subscription
from readers.save.images.embedded import Picture

JobName = Literal[
    "parse_feed",
    "extract_page",
    "annotate",
    "load_model",
    "fill_template",
    "load_source",
    "load_saved",
    "fetch_entry",
    "renew_entry",
    "compare_entry",
    "subscribe",
    "read_later",
    "picture",
    "draw_card",
    "picture_file",
]

Jobs = Mapping[JobName, Callable[..., Any]]
"""Who can do what: plain functions of keyword arguments (`readers.work.jobs`, `readers.news.errands`)."""

RESULT_TYPES: Mapping[JobName, Any] = {
    "parse_feed": ParsedFeed,
    "extract_page": Document,
    "annotate": Annotations,
    "load_model": str,
    "fill_template": str,
    "load_source": Document,
    "load_saved": Article | None,
    "fetch_entry": Document,
    "renew_entry": Document,
    "compare_entry": Comparison | None,
    "subscribe": Subscription | tuple[FoundFeed, ...],
    "read_later": EntryRow,
    "picture": bytes,
    "draw_card": bytes,
    "picture_file": Picture,
}
"""What the jobs' answers are decoded to."""

ARGUMENT_TYPES: Mapping[str, Any] = {
    "document": Document,
    "body": bytes,
    "given": bytes,
    "entry_id": int,
    "known": dict[str, str] | None,
    "full": bool | None,
    "choose": bool,
    "wish": Refresh,
    "typed": bool,
    "templates": dict[str, str],
    "values": dict[str, Any],
    "article": Article,
    "number": int,
    "dark": bool,
    "programs": bool,
}
"""What the jobs' arguments are decoded to, by name; all others are strings."""


class JobRunner(ABC):
    """Whoever can be asked to do jobs."""

    @overload
    async def call(
        self, job: Literal["parse_feed"], *, priority: int = 0, body: bytes, url: str = "", content_type: str = ""
    ) -> ParsedFeed: ...
    @overload
    async def call(
        self, job: Literal["extract_page"], *, priority: int = 0, body: bytes, url: str = "", content_type: str = ""
    ) -> Document: ...
    @overload
    async def call(
        self,
        job: Literal["annotate"],
        *,
        priority: int = 0,
        document: Document,
        model: str = "",
        known: dict[str, str] | None = None,
    ) -> Annotations: ...
    @overload
    async def call(self, job: Literal["load_model"], *, priority: int = 0, model: str = "") -> str: ...
    @overload
    async def call(
        self,
        job: Literal["fill_template"],
        *,
        priority: int = 0,
        templates: dict[str, str],
        template: str,
        values: dict[str, Any],
        whose: str = "",
    ) -> str: ...
    @overload
    async def call(
        self, job: Literal["load_source"], *, priority: int = 0, source: str, given: bytes = b""
    ) -> Document: ...
    @overload
    async def call(
        self, job: Literal["load_saved"], *, priority: int = 0, source: str, given: bytes = b""
    ) -> Article | None: ...
    @overload
    async def call(
        self, job: Literal["fetch_entry"], *, priority: int = 0, library: str, entry_id: int, full: bool | None = None
    ) -> Document: ...
    @overload
    async def call(
        self, job: Literal["renew_entry"], *, priority: int = 0, library: str, entry_id: int
    ) -> Document: ...
    @overload
    async def call(
        self, job: Literal["compare_entry"], *, priority: int = 0, library: str, entry_id: int
    ) -> Comparison | None: ...
    @overload
    async def call(
        self,
        job: Literal["subscribe"],
        *,
        priority: int = 0,
        library: str,
        url: str,
        choose: bool = False,
        wish: Refresh = USUAL_REFRESH,
        programs: bool = False,
    ) -> Subscription | tuple[FoundFeed, ...]: ...
    @overload
    async def call(self, job: Literal["read_later"], *, priority: int = 0, library: str, url: str) -> EntryRow: ...
    @overload
    async def call(
        self, job: Literal["picture_file"], *, priority: int = 0, url: str, typed: bool = False
    ) -> Picture: ...
    @overload
    async def call(self, job: Literal["picture"], *, priority: int = 0, url: str, typed: bool = False) -> bytes: ...
    @overload
    async def call(
        self, job: Literal["draw_card"], *, priority: int = 0, article: Article, number: int, dark: bool = False
    ) -> bytes: ...
    async def call(self, job: JobName, *, priority: int = 0, **arguments: Any) -> Any:
        """Run one job and give its answer.

        Args:
            job: which.
            priority: the higher goes first among those waiting; equals go in order of arrival.
            arguments: the job's own, see the overloads.

        Raises:
            QuothError: what the job itself raises; `AnnotateError` if its process died twice.
            asyncio.CancelledError: if the caller was cancelled; the job then is too.
        """
        return await self.run(job, priority, arguments)

    @abstractmethod
    async def run(self, job: JobName, priority: int, arguments: dict[str, Any]) -> object:
        """Do what `call` was asked for."""

    @abstractmethod
    async def close(self) -> None:
        """End what runs. Safe to call twice."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
