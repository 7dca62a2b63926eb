"""What a refresh says at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readers.news.refresh import FeedFailed, FeedStarted, Finished
from tests.tui.conftest import SIZES

if TYPE_CHECKING:
    from tests.tui.fake import FakeNewsroom


@pytest.mark.parametrize("size", [SIZES["small"], SIZES["medium"]], ids=["small", "medium"])
async def test_without_a_network_one_reads_what_is_here(reader, newsroom: FakeNewsroom, size) -> None:
    newsroom.events = [FeedStarted(1), FeedFailed(1, "There is no network."), Finished(failed=1, offline=True)]
    async with reader(size) as app:
        assert app.status == "offline: reading what is here"


async def test_when_nothing_is_due_it_is_said_so(reader, newsroom: FakeNewsroom) -> None:
    newsroom.events = [Finished(skipped=5)]
    async with reader() as app:
        await app.press("R")
        assert app.status.startswith("nothing was due; all 5 feeds were fetched lately")


async def test_a_server_that_asked_for_rest_is_not_asked_by_hand_either(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        newsroom.events = [Finished(skipped=1)]
        await app.press("r")
        assert app.status == "its server asked to be left alone for a while: try again later"
