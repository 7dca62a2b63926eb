"""The main job from end to end, as a person at a shell does it: from a feed's address to a saved, annotated article."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.newsstand import open_stand

Quoth = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def quoth(tmp_path: Path) -> Quoth:
    """Run the real command with folders of its own."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tui", *arguments],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"QUOTH_HOME": str(tmp_path)},
        )

    return run


def test_from_a_feed_to_a_saved_annotated_article(quoth: Quoth, httpserver: HTTPServer, tmp_path: Path) -> None:
    feed = open_stand(httpserver)

    (added,) = json.loads(quoth("add", feed).stdout)
    assert added["title"] == "The Ellery Courier"
    quoth("refresh")
    (subscription,) = json.loads(quoth("feeds").stdout)
    assert (subscription["unread"], subscription["total"]) == (2, 2)

    unopened = json.loads(quoth("who", "Anna Lindqvist").stdout)
    assert unopened["articles"] == 0, "the feed itself names nobody"

    (found,) = json.loads(quoth("search", "harbour").stdout)
    saved = Path(quoth("save", str(found["id"])).stdout.strip())
    assert saved.parent == tmp_path / "saved"
    text = saved.read_text(encoding="utf-8")
    assert "# Port Ellery to close its old harbour to cargo" in text
    assert "cookies" not in text
    assert "newsletter" not in text
    for name in ("Anna Lindqvist", "Graham Pell", "Ruth Adeyemi", "Northgate Shipping"):
        assert name in text.partition("\n---\n")[0], f"the front matter names {name}"
    assert "The harbour belongs to the people who walk along it." in text.partition("## Quotes")[2]

    in_the_archive = json.loads(quoth("who", "Anna Lindqvist").stdout)
    assert "Port Ellery" in json.dumps(in_the_archive)
    said = json.loads(quoth("quotes", "--by", "Anna Lindqvist").stdout)
    assert any("coal dock" in quote["text"] for quote in said)

    requests = len(httpserver.log)
    assert quoth("save", str(found["id"])).stdout.strip() == str(saved), "saving again writes the same file"
    assert len(httpserver.log) == requests, "and asks the network nothing"
