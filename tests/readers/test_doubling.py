"""Twice the text takes twice the time: no string makes a function that reads foreign text take time by its square."""

from __future__ import annotations

import contextlib
import gc
import importlib
import math
import time
from collections.abc import Iterable

import pytest
from _pytest.mark import ParameterSet

from readers.errors import QuothError
from readers.pages.html import extract_html
from readers.pages.snippet import lay_out_html
from tests.readers.foreign import EXEMPT, HARDEST, WITHIN, Call, call_of, hard_text, is_exempt, reading_functions

STEEPEST = 1.2
"""The exponent of the size in the time; 1 for what is linear."""
SIZE = 8000
"""Code points. What takes time by the square of so many steps takes more than `SUSPICIOUS`."""
SUSPICIOUS = 0.06
"""Seconds at work; what takes less, or little more than ordinary prose of the same size, is not looked at closely."""

UNTRIED = {
    "readers.annotate.quotes.spans.marks.find_within",
    "readers.feeds.zones.zone_named",
    "readers.marks.corrections.edges.name_alone",
    "readers.marks.corrections.edges.longer_or_shorter",
    "readers.marks.corrections.edges.quoted",
    *(name for name in WITHIN if name not in {"JSON feed", "OPML"}),
}
"""Found to be steep, or not found to be linear yet: they may fail."""


def _marked(names: Iterable[str]) -> list[ParameterSet]:
    mark = pytest.mark.xfail(reason="not known to be linear yet", strict=False)
    return [
        pytest.param(name, marks=mark if name in UNTRIED or name.startswith("readers.pages.") else ()) for name in names
    ]


CALLS = {name: call for name, function in reading_functions() if (call := call_of(function)) and not is_exempt(name)}


def seconds(call: Call, text: str, repeats: int = 1) -> float:
    """Processor time of a call, the least of some; an error of ours is an answer."""
    least = math.inf
    for _ in range(repeats):
        began = time.process_time()
        with contextlib.suppress(QuothError):
            call(text)
        least = min(least, time.process_time() - began)
    return least


def exponent(call: Call, head: str, unit: str) -> float:
    """How the time grows with the size, by least squares over three doublings; the least of three trials."""
    sizes = [SIZE, 2 * SIZE, 4 * SIZE]
    steepest = []
    for _ in range(3):
        points = [
            (math.log(size), math.log(max(1e-3, seconds(call, hard_text(head, unit, size), 2)))) for size in sizes
        ]
        middle = [sum(axis) / len(points) for axis in zip(*points, strict=True)]
        rise = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
        steepest.append(rise / sum((x - middle[0]) ** 2 for x, _ in points))
        if steepest[-1] <= STEEPEST:
            break
    return min(steepest)


def steep(call: Call, hard: tuple[tuple[str, str], ...]) -> dict[tuple[str, str], float]:
    """The strings on which a call takes more than linear time, with the exponents."""
    usual = seconds(call, hard_text("", "The bridge stays closed. ", SIZE), 3)
    gc.disable()
    try:
        suspects = [
            (head, unit)
            for head, unit in hard
            if seconds(call, hard_text(head, unit, SIZE)) > max(SUSPICIOUS, 5 * usual)
        ]
        grown = {(head, unit): exponent(call, head, unit) for head, unit in suspects}
    finally:
        gc.enable()
    return {string: steepness for string, steepness in grown.items() if steepness > STEEPEST}


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


@pytest.mark.parametrize("name", _marked(CALLS))
def test_functions_take_linear_time(name: str) -> None:
    assert steep(CALLS[name], HARDEST) == {}


@pytest.mark.parametrize("name", _marked(WITHIN))
def test_feeds_pages_and_texts_take_linear_time(name: str) -> None:
    assert steep(WITHIN[name], HARDEST) == {}


@pytest.mark.parametrize(
    "unit",
    ["<span>word</span> ", "<a href='/x'>word</a> ", "<b>w</b>", "word<br>", "<li>word</li>", "<td>w</td>"],
)
def test_crowded_pages_take_linear_time(unit: str) -> None:
    def page(text: str) -> object:
        around = "<p>The bridge over the river stays closed, which the town did not expect at all.</p>" * 8
        return extract_html(f"<html><body><article><h1>T</h1>{around}<p>{text}</p>{around}</article></body></html>")

    length = 1500 * len(unit) // SIZE + 1
    assert exponent(lambda text: page(text * length), "", unit) <= STEEPEST
    assert exponent(lambda text: lay_out_html(text * length), "", unit) <= STEEPEST


def test_a_crowded_paragraph_keeps_its_links_and_words() -> None:
    words = " ".join(f"<a href='/{number}'>word</a> and more <span>of it</span>" for number in range(400))
    around = "<p>The bridge over the river stays closed, which the town did not expect at all.</p>" * 4
    found = extract_html(
        f"<html><body><article><h1>T</h1>{around}<p>{words}.</p>{around}</article></body></html>",
        url="https://a.example/",
    )
    assert found.text.count("word and more of it") == 400
    assert len(found.links) == 400
