"""Offers on their way to a server: asked for, recognised among its feeds, and found again after a broken answer.

A server may keep a feed under quite another address than it was offered: where a redirect leads, or where the feed
itself says that it lives. Its answer tells which of its feeds that is. If the answer is lost, each of its feeds that is
new is compared with the one from here (`finding`). What is the same becomes one; what may be is left alone until that
is known; and of what is likely the server decides, when it is asked again: it takes another one, or says that it has
it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from readers.errors import FetchError, SyncError, UnreachableError
from readers.library import subscriptions
from readers.sync import feeds, offers
from readers.sync.finding import Compared, Finder
from readers.sync.likeness import Likeness
from readers.sync.offers import Offer
from readers.sync.protocol import RemoteFeed, Server
from readers.sync.speaking import NotTakenError, concerns_all

if TYPE_CHECKING:
    from readers.feeds.client import Client
    from readers.library.database import Database
    from readers.model import Subscription
    from readers.sync.accounts import Account

_HAS_IT = "it has it already, as another feed or by another address"
_HAS_IT_NO_LONGER = "it took it, and has it no longer"


class _Pair(NamedTuple):
    own: Subscription
    feed: RemoteFeed
    compared: Compared


class Offering:
    """The offers of one sync.

    Args:
        database: the library file.
        account: the server.
        server: the way to it.
        client: the network.

    Attributes:
        told: feeds that it has since they were offered in this sync.
    """

    def __init__(self, database: Database, account: Account, server: Server, client: Client) -> None:
        self._database = database
        self._account = account
        self._server = server
        self._finder = Finder(database, server, client)
        self._answers: dict[str, int] = {}
        self._refused: list[str] = []
        self._open: dict[int, str] = {}
        self._held = set[str]()
        self.told = 0

    async def merge(self, there: Sequence[RemoteFeed], *, now: datetime) -> None:
        """Have the feeds here that the server has, with those among them that it took when it was asked."""
        number = self._account.id
        accepted = await asyncio.to_thread(offers.accepted, self._database, number)
        taken = self._answers | await self._without_twins(there, accepted)
        found, held = await self._found(there, taken)
        taken |= found
        self._held = held
        await asyncio.to_thread(feeds.merge, self._database, number, there, now=now, taken=taken, held=held)
        await asyncio.to_thread(self._settle, there)

    async def ask(self) -> Sequence[RemoteFeed]:
        """Ask the server to take what it is offered and has not yet; gives its feeds as they are then.

        They are the empty list where none can have come since.
        """
        number, doubtful, answers = self._account.id, list[tuple[Offer, NotTakenError]](), self._answers
        for one in await asyncio.to_thread(offers.of_server, self._database, number):
            if one.problem:
                continue
            try:
                if not (url := await asyncio.to_thread(offers.begin, self._database, number, one.feed_id)):
                    continue  # it was taken back meanwhile
                remote = await self._server.subscribe(url)
                if remote in answers:
                    raise NotTakenError(self._account.url, url, _HAS_IT)
                answers[remote] = one.feed_id
                await asyncio.to_thread(offers.answered, self._database, number, one.feed_id, remote)
            except NotTakenError as error:  # it may say so of one that it has since it was asked before, or even now
                doubtful.append((one, error))
            except offers.NotOfferedError as error:
                await self._refuse(one, str(error))
            except (FetchError, SyncError) as error:
                await asyncio.to_thread(offers.unanswered, self._database, number, one.feed_id)
                if concerns_all(error):
                    raise
                # It may have the feed all the same: whether it has is seen with the next sync, or it is asked again.
                self._open[one.feed_id] = f"{one.called}: {error}"
                if isinstance(error, UnreachableError):  # each of the others may take as long
                    break
        if not answers and not doubtful:
            return ()
        there = await self._server.feeds()
        for one, problem in doubtful:
            await self._decide(one, problem, there)
        return there

    async def refused(self) -> list[str]:
        """Why it does not take feeds that it was offered, or what it said of those of which that is not known."""
        left = await asyncio.to_thread(offers.of_server, self._database, self._account.id)
        open_still = {one.feed_id for one in left if not one.problem}
        return [*self._refused, *(text for feed_id, text in self._open.items() if feed_id in open_still)]

    async def _refuse(self, one: Offer, problem: str) -> None:
        await asyncio.to_thread(offers.refused, self._database, self._account.id, one.feed_id, problem)
        self._refused.append(f"{one.called}: {problem}")

    async def _decide(self, one: Offer, problem: NotTakenError, there: Sequence[RemoteFeed]) -> None:
        """Say what became of an offer that is refused: whether the server has it all the same, since it was asked."""
        number = self._account.id
        taken = await asyncio.to_thread(offers.accepted, self._database, number)
        pairs = await self._pairs([one.feed_id], there, taken)
        best = max(pairs, key=_rank, default=None)
        if best is not None and best.compared.likeness >= Likeness.LIKELY:
            await asyncio.to_thread(offers.answered, self._database, number, one.feed_id, best.feed.remote)
        elif any(pair.compared.later for pair in pairs):
            await asyncio.to_thread(offers.unanswered, self._database, number, one.feed_id)
            self._open[one.feed_id] = (
                f"{one.called}: {problem} It may be among its new feeds: which is seen when these have entries."
            )
        else:
            await self._refuse(one, str(problem))

    async def _without_twins(self, there: Sequence[RemoteFeed], accepted: Mapping[str, int]) -> dict[str, int]:
        """See what the server took twice: some keep a feed by where a redirect leads first, and as told the next time.

        What it has taken last is left there again. Gives what it has accepted without that.
        """
        number, taken = self._account.id, dict(accepted)
        new = await asyncio.to_thread(feeds.new_ones, self._database, number, there) if taken else []
        for last in [one for one in new if one.remote in accepted and one.remote not in self._held]:
            for first in new:
                if first.remote not in taken and first != last and await self._finder.are_twins(first, last):
                    await asyncio.to_thread(
                        offers.instead, self._database, number, accepted[last.remote], first.remote, last
                    )
                    taken[first.remote] = taken.pop(last.remote)
                    if self._answers.pop(last.remote, None):
                        self._answers[first.remote] = taken[first.remote]
                    break
        return taken

    async def _found(self, there: Sequence[RemoteFeed], taken: Mapping[str, int]) -> tuple[dict[str, int], set[str]]:
        """Which new feeds there are of those that were asked for without an answer, and which may be."""
        unsure = await asyncio.to_thread(offers.unsure, self._database, self._account.id)
        pairs = await self._pairs(unsure, there, taken) if unsure else []
        found = dict[str, int]()
        for pair in sorted(pairs, key=_rank, reverse=True):
            free = pair.feed.remote not in found and pair.own.id not in found.values()
            if free and pair.compared.likeness is Likeness.SAME:
                found[pair.feed.remote] = pair.own.id
        waiting = {feed_id for feed_id, back in unsure.items() if not back} - set(found.values())
        held = {
            pair.feed.remote
            for pair in pairs
            if pair.own.id in waiting and pair.compared.likeness in {Likeness.LIKELY, Likeness.UNKNOWN}
        }
        return found, held - found.keys()

    async def _pairs(self, which: Iterable[int], there: Sequence[RemoteFeed], taken: Mapping[str, int]) -> list[_Pair]:
        """Some feeds from here, each with every feed there that is new and stands under no address from here."""
        strangers = await asyncio.to_thread(feeds.strangers, self._database, self._account.id, there)
        strangers = [one for one in strangers if one.remote not in taken]
        if not strangers:
            return []
        plainly = {feeds.plain(one.url) for one in there}
        known = {one.id: one for one in await asyncio.to_thread(subscriptions.subscriptions, self._database)}
        wanted = [known[one] for one in which if one in known and one not in taken.values()]
        return [
            _Pair(own, feed, await self._finder.compare(own, feed))
            for own in wanted
            if feeds.plain(own.feed.url) not in plainly
            for feed in strangers
        ]

    def _settle(self, there: Sequence[RemoteFeed]) -> None:
        """Ask no more for what it says it took, and is still no feed of its: it had that before, as another feed here.

        Nor look any longer for what was taken back.
        """
        number, now_there = self._account.id, {one.remote for one in there}
        accepted = {feed_id: remote for remote, feed_id in offers.accepted(self._database, number).items()}
        for one in offers.of_server(self._database, number):
            if one.feed_id in accepted and not one.problem:
                why = _HAS_IT if accepted[one.feed_id] in now_there else _HAS_IT_NO_LONGER
                problem = str(NotTakenError(self._account.url, one.url, why))
                offers.refused(self._database, number, one.feed_id, problem)
                self._refused.append(f"{one.called}: {problem}")
        self.told = len(set(self._answers.values()) - accepted.keys())
        offers.forget_taken_back(self._database, number)


def _rank(pair: _Pair) -> tuple[int, int]:
    return pair.compared.likeness, pair.compared.common
