"""Asking for commands, one after the other, until the reader leaves.

Commands run on a loop in a thread of its own, which goes on with what is in the background while the main thread waits
for a line: so that Ctrl-C breaks off a command, or a line, and not the reader.
"""

from __future__ import annotations

import asyncio
import io
import sys
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Any

from readers.errors import QuothError
from tui.linear import articles, lists
from tui.linear.commands import do
from tui.linear.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from readers.config import Config
    from tui.newsroom import Newsroom

PROMPT = "Quoth: "


def run(newsroom: Newsroom, config: Config, sources: Sequence[str] = ()) -> int:
    """Read in lines, on standard input and output, until the reader leaves; gives the exit code."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # what is typed in another encoding ends nothing
    with suppress(ImportError):  # not on every system; lines can be edited and repeated with it
        import readline  # noqa: F401, PLC0415  (when lines are asked for)
    return converse(newsroom, config, sources, lambda: input(PROMPT), lambda words: print(words, flush=True))  # noqa: T201


def converse(
    newsroom: Newsroom,
    config: Config,
    sources: Sequence[str],
    asked: Callable[[], str],
    say: Callable[[str], object],
) -> int:
    """Do one command after the other.

    Args:
        newsroom: what the news comes from; closed in the end.
        config: what is configured.
        sources: files and addresses to open, without the feeds.
        asked: gives the next line; raises `EOFError` when there will be no more.
        say: is told each line.
    """
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="linear", daemon=True)
    thread.start()

    def wait_for(task: Coroutine[Any, Any, bool]) -> bool:
        future = asyncio.run_coroutine_threadsafe(task, loop)
        try:
            return future.result()
        except KeyboardInterrupt:
            future.cancel()
            say("Stopped.")
            return True

    session = Session(newsroom, config, say)
    try:
        going = wait_for(_begin(session, sources))
        while going:
            try:
                line = asked()
            except KeyboardInterrupt:
                say("")
                say("quit leaves.")
                continue
            except EOFError:
                break
            going = wait_for(do(session, line))
    finally:
        wait_for(_end(session))
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
    return 0


async def _begin(session: Session, sources: Sequence[str]) -> bool:
    session.say("Quoth, in lines. help lists the commands, quit leaves.")
    try:
        if not sources:
            await lists.everything(session, "")
        else:
            session.number((source, source) for source in sources if len(sources) > 1)
            await articles.open_source(session, sources[0])
    except QuothError as error:
        session.say(f"Problem: {error}")
    return True


async def _end(session: Session) -> bool:
    try:
        await session.keep_place()
    finally:
        session.let_go()
        await session.newsroom.close()
    return False
