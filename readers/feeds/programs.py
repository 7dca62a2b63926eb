"""Feeds that a program of the reader's own gives, ``exec:COMMAND``, or makes of another, ``filter:COMMAND:ADDRESS``.

As in newsboat, but without a shell. Whoever can put such an address into the list of feeds would run programs as the
reader; so none is run unless the reader has said so in the configuration (``commands.feeds``), no list from elsewhere
may bring one in, and what a program gives is read like any feed: by a process with bounds of its own.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, NamedTuple

from readers import outside
from readers.clean import clean_line, http_url
from readers.errors import FeedError, SourceError
from readers.feeds.manners import Manners
from readers.model import Validators

if TYPE_CHECKING:
    from readers.feeds.client import Client, Response
    from readers.model import Subscription

REFUSED = (
    "programs are not run for feeds. They would run as you, with all that you may do: if you wrote it or know what it "
    "does, `quoth config commands.feeds true` (or , in the reader) allows it"
)
"""Why no program is run, and what can be done about it."""

_SHELL = re.compile(r"[|;&$<>`()*?\[\]\n]")
_FILTER = re.compile(r"filter:(?P<command>.+?):(?P<source>https?://\S+)", re.IGNORECASE | re.DOTALL)


class Program(NamedTuple):
    """What an address says.

    Attributes:
        command: as typed at a shell.
        source: the address of the feed that it is given; empty if it is given none.
    """

    command: str
    source: str = ""


def is_program(url: str) -> bool:
    """Whether an address is one of a program."""
    return url[:7].lower().startswith(("exec:", "filter:"))


def program_of(url: str) -> Program:
    """The program that an address names.

    Raises:
        SourceError: it names none.
    """
    if url[:5].lower() == "exec:" and url[5:].strip():
        return Program(url[5:].strip())
    found = _FILTER.fullmatch(url.strip())
    source = http_url(found["source"]) if found else ""
    if found is None or not source or not found["command"].strip():
        told = f"{url!r} names no program. Write it like exec:~/bin/news or filter:~/bin/sift:https://example.org/feed."
        raise SourceError(told)
    return Program(found["command"].strip(), source)


def address_of(url: str, *, for_shell: bool = False) -> str:
    """An address of a program as it is kept.

    Args:
        url: as typed.
        for_shell: whether it was written for a shell, and needs one if there are signs in it that only a shell knows.

    Raises:
        SourceError: it names no program.
    """
    command, source = program_of(clean_line(url))
    outside.prepared(command)
    if for_shell and _SHELL.search(command):
        command = f"sh -c {shlex.quote(command)}"
    return f"filter:{command}:{source}" if source else f"exec:{command}"


async def fetch(subscription: Subscription, client: Client, *, allowed: bool) -> Response:
    """Run the program of a feed, and give what it says as an answer like any other.

    Args:
        subscription: to the feed.
        client: the network, for what a filter is given.
        allowed: whether the reader wants programs to be run.

    Raises:
        FeedError: they are not to be run.
        FetchError: what a filter is given cannot be had.
        CommandError: it cannot be run, ends with an error, or takes or gives too much.
    """
    from readers.feeds.client import Response  # noqa: PLC0415  (httpx: the interface imports this module too)

    url = subscription.feed.url
    if not allowed:
        raise FeedError(f"{url} was not fetched: {REFUSED}.")
    command, source = program_of(url)
    made = outside.prepared(command)
    if not source:
        return Response(url, 200, {}, await outside.produced(made), Validators())
    answer = await client.get(
        source,
        validators=subscription.validators,
        accept="feed",
        user_typed=True,
        manners=Manners.of(source, subscription.options),
    )
    if answer.not_modified:
        return Response(url, answer.status, answer.headers, b"", answer.validators, True, "", answer.max_age)
    body = await outside.produced(made, answer.body)
    return Response(url, 200, {}, body, answer.validators, max_age=answer.max_age)


def base_of(url: str) -> str:
    """What relative addresses in a feed are relative to; empty if nothing is known of it."""
    try:
        return program_of(url).source if is_program(url) else url
    except SourceError:
        return ""
