"""What went wrong: showing it, and doing something about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readers.model import Subscription
from tui.actions import network, news
from tui.actions.queries import rules
from tui.dialogs.problems import Problems, failing_feeds, lines
from tui.state.problems import Problem

if TYPE_CHECKING:
    from tui.stage import Stage


def show(stage: Stage) -> None:
    """Show what went wrong; then it counts as looked at."""
    for problem in stage.problems:
        problem.seen = True
    stage.status.tell(problems=0)
    stage.app.push_screen(Problems(lines(stage), stage.keymap), lambda given: _do(stage, given))


def _do(stage: Stage, given: Any) -> None:  # noqa: ANN401  (what a line stands for, or a command with it)
    match given:
        case "refresh", Subscription() as feed:
            network.refresh_feed(stage, feed.id)
        case "refresh_all", Subscription():
            network.refresh_feeds(stage, [feed.id for feed in failing_feeds(stage) if not feed.gone])
        case "remove", Subscription() as feed:
            network.remove_feed(stage, feed)
        case Problem(rule=int(number)):
            rules.show(stage, number)
        case Subscription() as feed:
            node = stage.feeds.node_of(feed.id)
            if node is not None:
                news.choose(stage, node)
