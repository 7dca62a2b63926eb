"""Everything the screen asks of the rest of the project, as one protocol, in a part for each room of the desk.

The screen knows this protocol and the structs of `readers.model`, and nothing of SQL, HTTP or language models. The
real newsroom is `tui.desk`; tests and benchmarks have one that lives in memory.

Every method is a coroutine, so that an implementation may answer at once or from another process. What goes wrong is
raised as a `readers.errors.QuothError`, whose text is shown to the reader as it is.
"""

from __future__ import annotations

from typing import Protocol

from tui.newsroom.archive import Archive
from tui.newsroom.articles import Articles
from tui.newsroom.feeds import Feeds
from tui.newsroom.memory import Memory
from tui.newsroom.news import News
from tui.newsroom.rules import Rules


class Newsroom(Articles, News, Feeds, Archive, Rules, Memory, Protocol):
    """What the screen can ask for."""

    async def close(self) -> None:
        """Finish what must be finished and let go of files and processes."""
        ...
