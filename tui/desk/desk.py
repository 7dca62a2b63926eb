"""The real newsroom."""

from __future__ import annotations

from tui.desk.archive import Archive
from tui.desk.articles import Articles
from tui.desk.feeds import Feeds
from tui.desk.memory import Memory
from tui.desk.news import News
from tui.desk.rules import Rules


class Desk(Articles, News, Feeds, Archive, Rules, Memory):
    """A newsroom over one library.

    Network, parsing and language model each live in a process of their own, started when first needed, so that
    nothing heavy is ever imported beside the event loop of the screen.
    """
