"""The garbage collector works while nobody feels it."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from tui.state import pauses

if TYPE_CHECKING:
    from collections.abc import Iterator


class Circle:
    """Something that no count of references takes away."""

    alive = 0

    def __init__(self) -> None:
        self.itself = self
        Circle.alive += 1

    def __del__(self) -> None:
        Circle.alive -= 1


@pytest.fixture
def settled() -> Iterator[None]:
    """The collector as the reader has it after its first frame; as it was, after the test."""
    before = gc.get_threshold()
    gc.collect()
    pauses.settle()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_nothing_is_collected_by_counting_before_the_first_frame() -> None:
    before = gc.get_threshold()
    gc.collect()
    try:
        pauses.wait()
        for _ in range(20_000):
            Circle()
        assert Circle.alive == 20_000
        gc.collect()
        pauses.settle()
        for _ in range(40_000):
            Circle()
        assert Circle.alive < 40_000
    finally:
        gc.enable()
        gc.unfreeze()
        gc.set_threshold(*before)
        gc.collect()


@pytest.mark.parametrize(
    ("quiet", "young", "middle", "generation"),
    [
        (0.0, 11, 30, None),  # somebody types
        (0.2, 11, 30, None),
        (0.3, 0, 0, None),  # nothing to do
        (0.3, 2, 0, None),
        (0.3, 3, 0, 1),  # between two keys, a little
        (0.3, 3, 7, 1),
        (0.9, 3, 8, 1),
        (1.0, 0, 8, 2),  # much has come together
        (3.0, 1, 0, 2),  # the reader rests
        (3.0, 0, 1, 2),
        (60.0, 0, 0, None),  # and has rested before
    ],
)
def test_the_longer_the_pause_the_more_is_collected(
    quiet: float, young: int, middle: int, generation: int | None
) -> None:
    assert pauses.wanted(quiet, young, middle) == generation


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("quiet", [0.3, 3.0], ids=["a pause between two keys", "a rest"])
def test_circles_that_have_grown_older_go_in_a_pause(quiet: float) -> None:
    kept = [Circle() for _ in range(1000)]
    for _ in range(4):
        gc.collect(0)  # as counting does: they are no longer young
    kept.clear()
    gc.collect(0)
    pauses.tidy(0.1)
    assert Circle.alive == 1000
    pauses.tidy(quiet)
    assert Circle.alive == 0


@pytest.mark.usefixtures("settled")
def test_without_any_pause_there_is_a_bound() -> None:
    most = 0
    for _ in range(400):
        kept = [[Circle()] for _ in range(2000)]
        most = max(most, Circle.alive)
        kept.clear()
    assert most < 200_000
    gc.collect()
    assert Circle.alive == 0


@pytest.mark.parametrize(
    ("quiet", "since", "given"), [(1.0, 60.0, True), (0.9, 1000.0, False), (100.0, 59.0, False), (3.0, 61.0, True)]
)
def test_memory_is_given_back_once_a_minute_when_no_key_comes(
    settled: None, quiet: float, since: float, given: bool
) -> None:
    assert pauses.tidy(quiet, since) is given
