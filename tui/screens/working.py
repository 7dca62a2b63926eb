"""Work in the background of a screen: what goes on, what was done, and what went wrong."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from inspect import CORO_CREATED, getcoroutinestate
from typing import TYPE_CHECKING, Any

from textual.getters import query_one
from textual.screen import Screen
from textual.worker import WorkerError, WorkerState

from readers.errors import QuothError
from tui.state.problems import MOST, Problem, unseen, without, without_rule
from tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Collection, Coroutine, Iterable, Iterator

    from textual.worker import Worker


class WorkingScreen(Screen[None]):
    """A screen with a status line, which tells of its work.

    Attributes:
        problems: what went wrong, newest last.
    """

    status = query_one(StatusLine)

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[Problem] = []
        self._doing: dict[str, str] = {}
        self._tasks: dict[Worker[None], Coroutine[Any, Any, None]] = {}

    def work(self, task: Coroutine[Any, Any, None], group: str, doing: str, *, exclusive: bool = True) -> None:
        """Run something in the background; another of the same group ends it.

        Args:
            task: what to do; it tells its result by a message.
            group: what it is one of: ``open``, ``annotate``, ``list``, ``refresh``, ``mark`` …
            doing: what the status line says meanwhile.
            exclusive: whether it ends what is going on in its group.
        """
        self._doing[group] = doing
        worker = self.run_worker(
            task, name=group, group=group, description=doing, exclusive=exclusive, exit_on_error=False
        )
        self._tasks[worker] = task

    def _let_go(self, workers: Iterable[Worker[None]]) -> None:
        """Forget what is over, and close what was ended before it began, for nobody else does."""
        for worker in workers:
            task = self._tasks.pop(worker)
            if getcoroutinestate(task) == CORO_CREATED:
                task.close()

    def on_unmount(self) -> None:
        """Leave nothing behind."""
        self._let_go(list(self._tasks))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what goes on, and what went wrong."""
        # Whoever was ended before it began never says that it is over: it is there no more.
        self._let_go([worker for worker in self._tasks if worker.is_finished or worker not in self.workers])
        if event.worker.is_finished and not any(
            worker.group == event.worker.group and not worker.is_finished for worker in self.workers
        ):
            self._doing.pop(event.worker.group, None)
        self.tell_doing("", "")
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            self.trouble(str(error) if isinstance(error, QuothError) else f"Unexpected: {error!r}")

    def tell_doing(self, group: str, doing: str) -> None:
        """Say how far the work of a group is."""
        if group in self._doing:
            self._doing[group] = doing
        self.status.tell(doing=next((text for text in reversed(self._doing.values()) if text), ""))

    def stop_work(self, group: str) -> None:
        """End what is going on in a group."""
        self.workers.cancel_group(self, group)

    async def finish_work(self, groups: Collection[str]) -> None:
        """Wait for what is going on in some groups; what goes wrong there is told as ever."""
        for worker in [worker for worker in self.workers if worker.group in groups]:
            with suppress(WorkerError):
                await worker.wait()

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Tell of what goes wrong in what is done at once; what is unexpected is not caught."""
        try:
            yield
        except QuothError as error:
            self.trouble(str(error))

    def say(self, message: str) -> None:
        """Tell of something that was done."""
        self.status.tell(said=message)

    def trouble(self, message: str) -> None:
        """Tell of something that went wrong, and keep it in the list of problems."""
        self.note_problem(message)
        self.say_wrong(message)

    def say_wrong(self, message: str) -> None:
        """Tell of something that went wrong without keeping it."""
        self.status.tell(said=message, wrong=True)

    def note_problem(self, message: str, feed_id: int | None = None) -> None:
        """Keep something that went wrong, perhaps with a feed, in the list of problems."""
        self.problems = [*without(self.problems, feed_id), Problem(message, datetime.now(UTC), feed_id)][-MOST:]
        self.status.tell(problems=unseen(self.problems))

    def solved(self, feed_id: int) -> None:
        """Forget what went wrong with a feed."""
        self.problems = without(self.problems, feed_id)
        self.status.tell(problems=unseen(self.problems))

    def note_rule(self, number: int, problem: str) -> None:
        """Keep why a rule cannot do what it is for, once; or forget it, if that is empty."""
        if any(one.rule == number and one.told == problem for one in self.problems):
            return
        self.problems = without_rule(self.problems, number)
        if problem:
            self.problems = [*self.problems, Problem(problem, datetime.now(UTC), rule=number)][-MOST:]
        self.status.tell(problems=unseen(self.problems))
