"""The reader in a browser: the page is served, and its socket shows the same screen and takes the same keys."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

PATIENCE = 30.0


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """A server of its own, on loopback."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tui", "serve", "--port", str(port)),
        env=os.environ | {"QUOTH_HOME": str(tmp_path)},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    _, writer = await asyncio.open_connection("localhost", port)
                except OSError:
                    await asyncio.sleep(0.1)
                else:
                    writer.close()
                    break
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        await process.wait()


async def screen_with(page: aiohttp.ClientWebSocketResponse, word: bytes) -> bytes:
    """What the app has drawn, as soon as a word is in it."""
    drawn = b""
    async with asyncio.timeout(PATIENCE):
        while word not in drawn:
            message = await page.receive()
            assert message.type in {aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT}, message
            drawn += message.data if isinstance(message.data, bytes) else message.data.encode()
    return drawn


async def test_the_same_keys_work_in_a_browser(address: str) -> None:
    async with aiohttp.ClientSession() as browser:
        async with browser.get(address) as page:
            assert page.status == 200
            assert "Quoth" in await page.text()
        async with browser.ws_connect(f"{address}/ws?width=100&height=30") as page:
            await screen_with(page, b"help")
            await page.send_str(json.dumps(["stdin", "?"]))
            await screen_with(page, b"Next name")
