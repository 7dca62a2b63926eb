"""What every part of the desk works with: the library, and the processes that do the heavy work."""

from __future__ import annotations

import asyncio
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from readers.config import Config
from readers.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readers.library.library import Library
    from readers.model import Versions
    from readers.work.worker import Worker


_FOR_TEMPLATES = 5.0
"""Seconds of work that a template may take; the largest article takes a tenth of them."""


class Base:
    """The library and the background processes.

    Args:
        config: folders, model, intervals.
        library: an open one to use, which the desk closes; ``None`` to open the configured one with the first question.
        given: what the source ``-`` stands for.
        config_file: where the configuration was read from; ``None`` for the usual place.

    Attributes:
        refused: told of a library that cannot be opened, before the error goes its way; without a library there is
            nothing to go on with.
    """

    def __init__(
        self, config: Config, library: Library | None = None, given: bytes = b"", config_file: Path | None = None
    ) -> None:
        self.config = config
        self.config_file = config_file
        self.refused: Callable[[LibraryError], object] = lambda _: None
        self._library = library
        self._opening = Lock()
        self._given = given
        self._settled: dict[str, str] | None = None
        self._typed: set[str] = set()
        self._pictures: dict[str, bytes] = {}
        self._kept: dict[Path, tuple[bytes, dict[str, str]]] = {}
        self._is_behind = False
        self._keeping = asyncio.Lock()  # savings overlap, and each would write the same notes
        self._log = config.library.parent / "background.log"
        self._correcting = asyncio.Lock()  # so that the last one made is the last one shown

    @property
    def library(self) -> Library:
        """The library, opened when first asked for.

        Raises:
            LibraryError: it cannot be opened.
        """
        with self._opening:
            if self._library is None:
                from readers.library.library import Library  # noqa: PLC0415  (see above)

                try:
                    self._library = Library.open(self.config.library)
                except LibraryError as error:
                    self.refused(error)
                    raise
            return self._library

    @cached_property
    def version(self) -> Versions:
        """The versions of annotations that are up to date."""
        from readers.annotate.pipeline import current_versions  # noqa: PLC0415  (see above)

        return current_versions(self.config.model)

    @cached_property
    def _errands(self) -> Worker:
        from readers.work.worker import Worker  # noqa: PLC0415  (see above)

        return Worker("readers.news.errands", log=self._log)

    @cached_property
    def _annotator(self) -> Worker:
        from readers.work.worker import Worker  # noqa: PLC0415  (see above)

        return Worker(log=self._log)

    @cached_property
    def _templates(self) -> Worker:
        from readers.work.worker import Worker  # noqa: PLC0415  (see above)

        return Worker(seconds=_FOR_TEMPLATES, log=self._log)

    async def _known_names(self) -> dict[str, str]:
        """What the archive knew when the reader was opened: asked once, for it takes longer than a frame."""
        if self._settled is None:
            self._settled = await asyncio.to_thread(self.library.settled_names)
        return self._settled

    async def close(self) -> None:
        """End the background processes and the connections."""
        started = [vars(self)[name] for name in ("_errands", "_annotator", "_templates") if name in vars(self)]
        await asyncio.gather(*(worker.close() for worker in started))
        if self._library is not None:
            self._library.close()
