"""Markdown files become documents with structure."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.errors import PageError
from readers.pages.markdown import extract_markdown

FILE = """---
title: "Bridge closed"
authors:
  - Ann Lee
  - By Bo Ek
date: 2026-01-05T21:45:00+01:00
url: https://courier.example/bridge
site: The Courier
---

# Bridge closed

The bridge over the [Orlen](/orlen) is *closed*
since Monday, they say.

> Quoted words.

- one
- two
  1. deep

| a | b |
|---|---|
| 1 | 2 |

```
code  here
```
"""


def test_structure_links_and_front_matter() -> None:
    document = extract_markdown(FILE)
    shown = [(block.kind, block.level, document.text[block.start : block.end]) for block in document.blocks]
    assert shown == [
        ("paragraph", 0, "The bridge over the Orlen is closed since Monday, they say."),
        ("quote", 0, "Quoted words."),
        ("list_item", 1, "one"),
        ("list_item", 1, "two"),
        ("list_item", 2, "deep"),
        ("table", 0, "a | b"),
        ("table", 0, "1 | 2"),
        ("code", 0, "code  here"),
    ]
    (link,) = document.links
    assert (document.text[link.start : link.end], link.url) == ("Orlen", "https://courier.example/orlen")
    assert (document.title, document.authors, document.site) == ("Bridge closed", ("Ann Lee", "Bo Ek"), "The Courier")
    assert document.published == datetime.fromisoformat("2026-01-05T21:45:00+01:00")


def test_the_first_heading_is_the_title() -> None:
    document = extract_markdown("Bridge closed\n=============\n\nNews.\n\n# Another\n\nMore.")
    assert (document.title, document.text) == ("Bridge closed", "News.\n\nAnother\n\nMore.")


def test_markup_of_other_kinds_is_text_or_nothing() -> None:
    document = extract_markdown(
        "<div>Raw <script>x()</script>HTML</div>\n\n![A picture](x.png) here <b>bold</b> \x1b[31m"
    )
    assert document.text == "Raw HTML\n\nA picture here bold [31m"


@pytest.mark.parametrize("text", ["", "\n\n", "---\n---\n"])
def test_nothing(text: str) -> None:
    with pytest.raises(PageError):
        extract_markdown(text)


@given(st.text(alphabet=st.sampled_from("ab #*->[]()|`\n1.!_<"), max_size=200))
def test_any_text_gives_sound_spans_or_an_error(text: str) -> None:
    try:
        document = extract_markdown(text)
    except PageError:
        return
    assert document.text == "\n\n".join(document.text[block.start : block.end] for block in document.blocks)
