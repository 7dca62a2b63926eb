"""What went wrong, newest first, and the feeds that could not be fetched, with what can be done about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readers.model import Subscription
from tui.actions.news import refresh_feed, remove_feed
from tui.screens.choice import Choice, Line
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

_WIDTH = 84


class Problems(Choice):
    """The list; gives a feed and the key that says what to do with it."""

    def on_key(self, event: Any) -> None:  # noqa: ANN401  (textual.events.Key)
        """Fetch or leave the feed under the cursor; any other key is the list's."""
        line = self.lines.item
        if event.character in {"r", "D"} and line is not None and isinstance(line.value, Subscription):
            event.stop()
            event.prevent_default()
            self.give((event.character, line.value))


def show_problems(screen: ReaderScreen) -> None:
    """Show what went wrong; then it counts as looked at."""
    width = max(20, min(_WIDTH, screen.size.width - 12))
    feeds = {f"{feed.feed.title or feed.feed.url}: {feed.problem}": feed for feed in _failing(screen)}
    lines: list[Line] = []
    for problem in reversed(screen.problems):
        if problem not in feeds:
            lines += _lines(problem, problem, width)
    if feeds:
        lines.append(Line(Row((("Feeds that could not be fetched: r fetches again, D leaves the feed", "group"),))))
        for told, feed in feeds.items():
            lines += _lines(told, feed, width)
    screen.status.tell(problems=0)

    def chosen(given: Any) -> None:  # noqa: ANN401  (what a line stands for)
        if isinstance(given, tuple):
            key, feed = given
            refresh_feed(screen, feed.id) if key == "r" else remove_feed(screen, feed)

    screen.app.push_screen(Problems("Problems", lines, empty="nothing went wrong", search=False), chosen)


def _failing(screen: ReaderScreen) -> list[Subscription]:
    return [feed for feed in screen.feeds.subscriptions if feed.problem]


def _lines(problem: str, value: object, width: int) -> list[Line]:
    first, *rest = _wrapped(problem, width)
    lines = [Line(Row((("! ", "problem"), (first, ""))), value, problem)]
    return lines + [Line(Row((("  ", ""), (part, ""))), words=problem, more=True) for part in rest]


def _wrapped(text: str, width: int) -> list[str]:
    from textwrap import wrap  # noqa: PLC0415  (only here)

    return wrap(" ".join(text.split()), width) or [""]
