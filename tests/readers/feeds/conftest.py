"""A client that is quick to give up."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from readers.feeds.client import Client, Limits

QUICK = Limits(connect=1.0, read=0.6, total=1.5, size=100_000)


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with Client(QUICK) as client:
        yield client
