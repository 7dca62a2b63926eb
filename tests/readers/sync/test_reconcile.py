"""Two replicas, changed at random and met with at random moments, broken off or not: equal in the end, and rightly."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from readers.sync.reconcile import Mark, settle, settle_folder


@dataclass
class Side:
    """One mark, and when it was last changed."""

    value: bool = False
    at: int = 0


@dataclass
class Pair:
    """This side, the other, and what this side keeps of their last agreement."""

    tells_when: bool
    here: Side
    there: Side
    agreed: bool | None = None
    touched: int | None = None
    told: bool = False
    clock: int = 1

    def change(self, here: bool, value: bool) -> None:
        self.clock += 1
        side = self.here if here else self.there
        if side.value != value:
            side.value, side.at = value, self.clock
            if here:
                self.touched = self.clock

    def meet(self) -> None:
        """Learn what is there, and store what holds, as one."""
        there = self.there.value
        changed = self.there.at if self.tells_when else None
        holds = settle(Mark(self.here.value, self.agreed, self.touched, self.told), there, changed)
        if self.agreed is None and holds != there:
            self.touched = self.clock
        self.here.value, self.agreed, self.told = holds, there, False
        if holds == there:
            self.touched = None

    def tell(self, *, noted: bool, reached: bool = True) -> None:
        """Tell the other side; ``noted``: and live to store that it was told; ``reached``: if it comes there at all."""
        self.clock += 1
        if self.here.value != self.agreed:
            self.told = True
            if reached and self.there.value != self.here.value:
                self.there.value, self.there.at = self.here.value, self.clock
            if noted:
                self.agreed, self.touched, self.told = self.here.value, None, False

    def sync(self) -> None:
        self.meet()
        self.tell(noted=True)


_CHANGES = st.tuples(st.sampled_from(["here", "there"]), st.booleans())
_STEPS = st.lists(st.one_of(_CHANGES, st.sampled_from(["meet", "told", "told and killed"])), max_size=30)


def play(pair: Pair, steps: list) -> None:
    for step in steps:
        match step:
            case "meet":
                pair.meet()
            case "told" | "told and killed":
                if pair.agreed is not None:
                    pair.tell(noted=step == "told")
            case side, value:
                pair.change(side == "here", value)


@given(st.booleans(), st.booleans(), st.booleans(), _STEPS)
def test_after_a_sync_both_are_equal_and_stay_so(when: bool, here: bool, there: bool, steps: list) -> None:
    pair = Pair(when, Side(here), Side(there))
    play(pair, steps)
    pair.sync()
    assert pair.here.value == pair.there.value == pair.agreed
    before = pair.here.value
    pair.sync()
    assert pair.here.value == pair.there.value == before


@given(st.booleans(), st.booleans(), _STEPS, st.lists(_CHANGES, max_size=6))
def test_what_one_side_alone_changed_holds(when: bool, start: bool, steps: list, changes: list) -> None:
    pair = Pair(when, Side(start), Side(start))
    play(pair, steps)
    pair.sync()
    side = changes[0][0] if changes else "here"
    for _, value in changes:
        pair.change(side == "here", value)
    wanted = (pair.here if side == "here" else pair.there).value
    pair.sync()
    assert pair.here.value == pair.there.value == wanted


@given(st.booleans(), _STEPS, st.lists(_CHANGES, min_size=1, max_size=8))
def test_a_set_mark_is_taken_only_by_whoever_takes_it(when: bool, steps: list, changes: list) -> None:
    """Where nobody took a mark away since the last agreement, and somebody set it or had it, it is set in the end."""
    pair = Pair(when, Side(), Side())
    play(pair, steps)
    pair.sync()
    had = pair.here.value
    given = [(side, value) for side, value in changes if value]
    for side, value in given:
        pair.change(side == "here", value)
    pair.meet()
    pair.tell(noted=False)
    pair.sync()
    assert pair.here.value == pair.there.value == (had or bool(given))


@given(st.booleans(), _STEPS, st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=8))
def test_what_the_reader_did_last_holds_however_often_telling_it_was_broken_off(
    when: bool, steps: list, done: list
) -> None:
    pair = Pair(when, Side(), Side())
    play(pair, steps)
    pair.sync()
    for value, reached in done:
        pair.change(True, value)
        pair.meet()
        pair.tell(noted=False, reached=reached)
    pair.change(True, value)
    pair.sync()
    assert pair.here.value == pair.there.value == value


@given(_STEPS, st.lists(_CHANGES, max_size=8))
def test_the_later_change_wins_where_the_other_side_tells_when(steps: list, changes: list) -> None:
    pair = Pair(True, Side(), Side())
    play(pair, steps)
    pair.sync()
    agreed = pair.agreed
    for side, value in changes:
        pair.change(side == "here", value)
    # A change there that was changed back leaves no trace of what it was about: what was done here holds then.
    if pair.there.value == agreed:
        wanted = pair.here.value
    else:
        wanted = max(pair.here, pair.there, key=lambda side: side.at).value
    pair.sync()
    assert pair.here.value == pair.there.value == wanted


@given(st.booleans(), st.booleans(), st.booleans())
def test_at_the_first_meeting_nothing_is_lost(when: bool, here: bool, there: bool) -> None:
    pair = Pair(when, Side(here), Side(there))
    pair.sync()
    assert pair.here.value == pair.there.value == (here or there)


@given(*[st.sampled_from(["", "News", "Sea"])] * 3)
def test_a_folder_moved_on_one_side_is_moved_and_on_both_the_servers(here: str, there: str, agreed: str) -> None:
    assert settle_folder(here, there, agreed) == (there if there != agreed else here)
