"""Passwords of servers: whose is whose."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from readers.errors import SyncError
from readers.sync import accounts
from readers.sync.accounts import COMMAND, Account


def test_names_that_are_mail_addresses_keep_two_servers_apart() -> None:
    servers = [
        Account(0, "", "greader", url, "ann@mail.example") for url in ("https://old.example", "https://new.example")
    ]
    old, new = map(accounts._address, servers)
    assert old != new
    assert "old.example" in old


async def test_a_command_tells_the_password_and_nothing_else(tmp_path: Path) -> None:
    script = tmp_path / "ask.py"
    script.write_text(
        "import sys\nprint('careful', file=sys.stderr)\nprint('s3cret')\nsys.exit(len(sys.argv) - 1)", "utf-8"
    )
    told = f"{COMMAND}{sys.executable} {script}"
    assert await accounts.secret_of(tmp_path, Account(1, "home", "miniflux", "https://a.example", "", told)) == "s3cret"
    with pytest.raises(SyncError) as failed:
        await accounts.secret_of(tmp_path, Account(1, "home", "miniflux", "https://a.example", "", f"{told} fail"))
    assert "s3cret" not in str(failed.value)
