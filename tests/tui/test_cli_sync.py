"""``quoth sync`` at the shell, and what a refresh does with feeds that come by a server."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as Nobody

from readers.config import default_library
from readers.library.library import Library
from readers.model import Feed
from readers.sync import accounts, offers
from tests.drawer import Drawer
from tests.readers.sync.server import PASSWORD, TOKEN, USER, Books, busy, serve
from tests.tui.test_cli import quoth


@pytest.fixture
def books() -> Books:
    return Books()


@pytest.fixture
def address(books: Books) -> Iterator[str]:
    with serve(books) as url:
        yield url


@pytest.mark.parametrize("kind", ["miniflux", "greader", "nextcloud"])
def test_a_server_is_added_synced_with_and_removed(kind: str, books: Books, address: str, quoth_home: Path) -> None:
    books.publish(books.subscribe(f"{address}/feed.xml", folder="News"), 3)
    user = [] if kind == "miniflux" else ["--user", USER]
    secret = TOKEN if kind == "miniflux" else PASSWORD
    wrong = quoth("sync", "add", kind, address, *user, "--file", given="nonsense\n")
    assert wrong.exit_code == 1
    assert "refuses the login" in wrong.stderr
    assert not list(quoth_home.glob("secrets/*"))
    added = quoth("sync", "add", kind, address, *user, "--file", given=f"{secret}\n")
    assert added.exit_code == 0, added.stderr
    (kept,) = quoth_home.glob("secrets/*")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    (done,) = json.loads(quoth("sync").stdout)
    assert (done["new"], done["waiting"]) == (3, 0)
    with Library.open(default_library()) as library:
        library.mark_read([library.rows()[0].id])
    books.trouble = busy
    failed = quoth("sync")
    assert failed.exit_code == 1
    assert json.loads(failed.stdout)[0]["waiting"] == 1
    (told,) = json.loads(quoth("sync", "status", "--json").stdout)
    assert (told["waiting"], "503" in told["problem"]) == (1, True)
    books.trouble = None
    books.asked.clear()
    refreshed = json.loads(quoth("refresh", "--all", "--no-annotate").stdout)
    assert refreshed["servers"][0]["told"] == 1
    assert not [path for _, path in books.asked if path.endswith("feed.xml")], "the server fetches it, and nobody else"
    assert [one.read for one in books.items.values()].count(True) == 1
    assert quoth("sync", "remove").exit_code == 0
    assert not list(quoth_home.glob("secrets/*"))
    books.asked.clear()
    quoth("refresh", "--all", "--no-annotate")
    assert [path for _, path in books.asked] == ["/feed.xml"], "from here, from now on"


def test_a_program_may_tell_the_password(books: Books, address: str, quoth_home: Path) -> None:
    books.publish(books.subscribe("https://paper.example/feed"))
    assert quoth("sync", "add", "miniflux", address, "--command", f"echo {TOKEN}").exit_code == 0
    assert json.loads(quoth("sync").stdout)[0]["new"] == 1
    assert not list(quoth_home.glob("secrets/*"))


@pytest.mark.parametrize("kind", ["miniflux", "greader", "nextcloud"])
def test_the_keyring_keeps_the_password_until_the_server_is_removed(
    kind: str, drawer: Drawer, books: Books, address: str, quoth_home: Path
) -> None:
    books.publish(books.subscribe("https://paper.example/feed"))
    user, secret = ([], TOKEN) if kind == "miniflux" else (["--user", USER], PASSWORD)
    assert quoth("sync", "add", kind, address, *user, given=f"{secret}\n").exit_code == 0
    assert [login.partition(":")[2] for login in drawer.kept.values()] == [secret]
    assert json.loads(quoth("sync").stdout)[0]["new"] == 1
    held = b"".join(path.read_bytes() for path in quoth_home.rglob("*") if path.is_file())
    assert secret.encode() not in held, "it is in the keyring alone"

    drawer.locked = True
    (refused,) = json.loads(quoth("sync").stdout)
    assert "the collection is locked. Unlock it" in refused["problem"]
    assert "--file" in refused["problem"]
    assert quoth("sync", "remove").exit_code == 1, "the password cannot be removed, so the server stays"
    drawer.locked = False

    kept, drawer.kept = dict(drawer.kept), {}
    (missing,) = json.loads(quoth("sync").stdout)
    assert "the keyring does not have it. `quoth sync add`" in missing["problem"]
    assert "quoth password" not in missing["problem"]
    drawer.kept = kept
    assert quoth("sync", "remove").exit_code == 0
    assert drawer.kept == {}


def test_a_system_without_a_keyring_is_told_what_else_there_is(address: str) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(Nobody())
    try:
        refused = quoth("sync", "add", "miniflux", address, given=f"{TOKEN}\n")
    finally:
        keyring.set_keyring(before)
    assert refused.exit_code == 1
    assert "no keyring" in refused.stderr
    assert "`quoth sync add` with --file" in refused.stderr


def test_feeds_are_offered_by_name_or_folder_and_taken_back(books: Books, address: str) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    with Library.open(default_library()) as library:
        for name, folder in (("a", "Sea"), ("b", "Sea"), ("c", "")):
            path = (folder,) if folder else ()
            library.subscribe(Feed(f"https://{name}.example/feed", name.upper(), folder=path), now=now)
    nobody = quoth("sync", "offer", "C")
    assert nobody.exit_code == 1
    assert "quoth sync add" in nobody.stderr
    books.subscribe("https://a.example/feed")
    assert quoth("sync", "add", "miniflux", address, "--file", given=f"{TOKEN}\n").exit_code == 0
    quoth("sync")
    assert "by a server already" in quoth("sync", "offer", "A").stderr
    assert "no feed in a folder" in quoth("sync", "offer", "Land/").stderr
    offered = quoth("sync", "offer", "Sea/", "C")
    assert offered.stderr == (
        "quoth: B is offered to miniflux with the next sync.\nquoth: C is offered to miniflux with the next sync.\n"
    )
    assert quoth("sync", "offer", "--take-back", "B", "A").stderr == (
        "quoth: B is offered no longer.\nquoth: A is not offered.\n"
    )
    (told,) = json.loads(quoth("sync", "status", "--json").stdout)
    assert (told["waiting"], [one["name"] for one in told["offered"]]) == (1, ["C"])
    with Library.open(default_library()) as library:
        (account,) = accounts.accounts(library.database)
        offers.begin(library.database, account.id, told["offered"][0]["feed"])  # and the process was killed
    (told,) = json.loads(quoth("sync", "status", "--json").stdout)
    assert [(one["asking"], one["unsure"]) for one in told["offered"]] == [(False, True)]
    books.unreadable.add("https://c.example/feed")
    (done,) = json.loads(quoth("sync").stdout)
    assert "does not take https://c.example/feed" in done["refused"][0]
    books.unreadable.clear()
    quoth("sync", "offer", "C")
    refreshed = json.loads(quoth("refresh", "--no-annotate").stdout)
    assert "refused" not in json.dumps(refreshed)
    quoth("sync")
    assert [one.url for one in books.feeds.values()] == ["https://a.example/feed", "https://c.example/feed"]


def test_of_a_folder_what_cannot_be_offered_keeps_nothing_else_back(books: Books, address: str) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    with Library.open(default_library()) as library:
        for url in ("exec:cat feed.xml", "https://paper.example/feed/"):
            library.subscribe(Feed(url, folder=("Sea",)), now=now)
    assert quoth("sync", "add", "miniflux", address, "--file", given=f"{TOKEN}\n").exit_code == 0
    offered = quoth("sync", "offer", "Sea/")
    assert offered.exit_code == 1
    assert "https://paper.example/feed/ is offered to miniflux with the next sync." in offered.stderr
    assert "is offered no longer" in quoth("sync", "offer", "--take-back", "https://paper.example/feed/").stderr


def test_without_a_server_one_is_told_how_to_add_one() -> None:
    done = quoth("sync")
    assert done.exit_code == 1
    assert "quoth sync add" in done.stderr
