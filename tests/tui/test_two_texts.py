"""An article that is not whole, its two texts, and what was cut from its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from readers.model import Article
from tests.tui import fiction
from tests.tui.conftest import SIZES

if TYPE_CHECKING:
    from tests.tui.fake import FakeNewsroom

PROBLEM = "The page is for subscribers only."


@pytest.mark.parametrize("size", [SIZES["small"], SIZES["medium"]], ids=["small", "medium"])
async def test_what_is_not_the_whole_article_says_why(reader, newsroom: FakeNewsroom, size) -> None:
    partly = msgspec.structs.replace(fiction.harbour(), problem=PROBLEM)
    newsroom.sources["part.html"] = Article(partly)
    async with reader(size, opening=["part.html"]) as app:
        lines = [line.strip() for line in app.text.splitlines()]
        assert any(line.startswith(PROBLEM) for line in lines)
        assert app.status == f"not the whole article: {PROBLEM}"
        await app.press("] e", "] e")
        assert app.status == "Ingrid Solheim 1 of 5", "names are found where they stand all the same"
