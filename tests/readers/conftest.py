"""Servers that misbehave in ways that no HTTP library would let them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

RawServer = Callable[[Callable[[asyncio.StreamWriter], Awaitable[None]]], Awaitable[str]]


@pytest.fixture
async def raw_server() -> AsyncIterator[RawServer]:
    """Start a server that answers every request with what a function writes; gives its address."""
    async with AsyncExitStack() as stack:

        async def start(answer: Callable[[asyncio.StreamWriter], Awaitable[None]]) -> str:
            async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                try:
                    await reader.readuntil(b"\r\n\r\n")
                    await answer(writer)
                except (ConnectionError, asyncio.IncompleteReadError):
                    pass
                finally:
                    writer.close()

            server = await asyncio.start_server(handle, "127.0.0.1", 0)
            stack.callback(server.close)
            host, port = server.sockets[0].getsockname()
            return f"http://{host}:{port}/"

        yield start
