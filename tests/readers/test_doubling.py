"""Twice the text takes twice the time: no string makes a function that reads foreign text take time by its square.

What takes time is a measurement, for a machine with nothing else to do: ``QUOTH_TEST_HARD=1`` runs it, some minutes.
That no function that reads foreign text is forgotten is always tested.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import math
import os
import re
import time
from collections.abc import Iterator, Sequence

import pytest

from readers.errors import QuothError
from readers.feeds.zones import zone_named
from readers.marks.corrections.edges import name_alone
from readers.model import Span
from readers.pages.html import extract_html
from readers.pages.lines import Line
from readers.pages.snippet import lay_out_html
from tests.readers.foreign import (
    EXEMPT,
    HARD,
    HARDEST,
    UNITS_OF_OTHER_LANGUAGES,
    WITHIN,
    Call,
    call_of,
    hard_text,
    is_exempt,
    reading_functions,
)

ALL = bool(os.environ.get("QUOTH_TEST_HARD"))
STEEPEST = 1.2 if ALL else 1.5
"""The exponent of the size in the time: 1 for what is linear, 2 for a square, and more than 1.2 for either where
something else takes the machine's caches meanwhile."""
SIZE = 8000
"""Code points of the text that everything is tried on."""
TIMES = 4
"""How much longer one of two texts is: what else the machine does weighs half as much as with texts twice as long."""
LONG = 0.05
"""Seconds at work on such a text. What takes less is quick enough, and is not looked at any further."""
PARTS = 8
"""One of so many strings is tried on each feed, page and text, another one on the next of them."""
CALLS = {name: call for name, function in reading_functions() if (call := call_of(function)) and not is_exempt(name)}


@pytest.fixture(autouse=True)
def _no_collection() -> Iterator[None]:
    """Garbage of other tests is collected in nobody's time."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def seconds(call: Call, text: str) -> float:
    """Processor time of a call, which a busy machine changes little; an error of ours is an answer."""
    began = time.process_time()
    with contextlib.suppress(QuothError):
        call(text)
    return time.process_time() - began


def exponent(small: float, large: float) -> float:
    """Of the size in the time, from the times for two texts, one `TIMES` as long as the other."""
    return math.log(max(1e-4, large) / max(1e-4, small), TIMES)


def growth(call: Call, string: tuple[str, str], size: int, idle: float) -> float:
    """The exponent between a size and `TIMES` it, from the least of three times each.

    No text is given twice: a cache would answer.
    """
    small, large = (
        min(seconds(call, hard_text(*string, many + more)) for more in range(3)) for many in (size, TIMES * size)
    )
    return exponent(small - idle, large - idle)


def steepness(call: Call, string: tuple[str, str], size: int = SIZE, idle: float = 0.0) -> float:
    """The exponent of the size in the time; 0 for what is quick.

    One look at a text and a part of it tells a square apart, whose time grows sixteenfold, even on a busy machine. What
    looks steep is measured with care, and then with larger texts: a bound may lie just above.
    """
    whole = seconds(call, hard_text(*string, size)) - idle
    if whole <= LONG:
        return 0.0
    found = exponent(seconds(call, hard_text(*string, size // TIMES)) - idle, whole)
    for smaller in (size // TIMES, size // 2, 2 * size):
        if found > STEEPEST:
            found = growth(call, string, smaller, idle)
    return found


def steep(call: Call, strings: Sequence[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """The strings on which a call takes more than linear time, with the exponents."""
    idle = min(seconds(call, hard_text("", " ", size)) for size in range(3))
    found = {string: steepness(call, string, idle=idle) for string in strings}
    return {string: power for string, power in found.items() if power > STEEPEST}


def test_a_square_is_found() -> None:
    assert growth(re.compile(r"\s+\d").search, ("", " "), 2000, 0.0) > 1.5
    assert steep(re.compile(r"(?<!\s)\s+\d").search, HARDEST) == {}


def test_no_function_that_reads_foreign_text_is_forgotten() -> None:
    """One whose arguments are all text is called as it is; another needs a place in `WITHIN`, or a reason not to be."""
    assert [name for name, _ in reading_functions() if name not in CALLS and not is_exempt(name)] == []


def test_every_reason_is_about_something_that_there_is() -> None:
    for name in EXEMPT:
        try:
            importlib.import_module(name)
        except ModuleNotFoundError:
            module, _, function = name.rpartition(".")
            assert hasattr(importlib.import_module(module), function), name


@pytest.mark.parametrize("name", CALLS)
def test_functions_take_linear_time(name: str) -> None:
    assert steep(CALLS[name], HARD if ALL else HARDEST) == {}


@pytest.mark.parametrize(("number", "name"), enumerate(WITHIN))
def test_feeds_pages_and_texts_take_linear_time(number: int, name: str) -> None:
    assert steep(WITHIN[name], HARD if ALL else HARDEST[number % PARTS :: PARTS]) == {}


@pytest.mark.parametrize(
    "unit",
    ["<span>word</span> ", "<a href='/x'>word</a> ", "<b>w</b>", "word<br>", "<li>word</li>", "<td>w</td>"],
)
def test_crowded_pages_take_linear_time(unit: str) -> None:
    def page(text: str) -> object:
        around = "<p>The bridge over the river stays closed, which the town did not expect at all.</p>" * 8
        return extract_html(f"<html><body><article><h1>T</h1>{around}<p>{text}</p>{around}</article></body></html>")

    crowded = 600 * len(unit)
    for call in (page, lay_out_html):
        assert steepness(call, ("", unit), 2 * crowded, seconds(call, "")) <= STEEPEST


@pytest.mark.parametrize("head", ["", "- ", "« "])
def test_articles_in_other_languages_take_linear_time(head: str) -> None:
    strings = [(head, unit) for unit in UNITS_OF_OTHER_LANGUAGES]
    assert steep(WITHIN["other language"], strings) == {}


def test_names_of_any_length_take_linear_time() -> None:
    def name_of_person(text: str) -> object:
        return name_alone(text, Span(0, len(text)), person=True)

    assert steep(name_of_person, HARDEST) == {}


def test_what_is_no_name_of_a_zone_is_not_looked_for() -> None:
    assert zone_named("a/" * 5000) is None
    assert zone_named("../../etc/passwd") is None
    assert zone_named("America/Argentina/Buenos_Aires") is not None


def test_credits_take_linear_time() -> None:
    assert steep(lambda text: Line(f"The bridge. A{text}", 0).caption, [("", "/"), ("", "A/"), ("", " /")]) == {}


def test_a_crowded_paragraph_keeps_its_links_and_words() -> None:
    words = " ".join(f"<a href='/{number}'>word</a> and more <span>of it</span>" for number in range(400))
    around = "<p>The bridge over the river stays closed, which the town did not expect at all.</p>" * 4
    found = extract_html(
        f"<html><body><article><h1>T</h1>{around}<p>{words}.</p>{around}</article></body></html>",
        url="https://a.example/",
    )
    assert found.text.count("word and more of it") == 400
    assert len(found.links) == 400
