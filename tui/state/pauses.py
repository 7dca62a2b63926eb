"""Keeping the garbage collector out of the reader's way.

A full collection walks every object of the process, most of which are modules that never go away: 15 to 40 ms, in the
middle of a jump if it so happens. So nothing is collected before the first frame, when nearly all that is made stays.
What is there after it is set aside for good, and of the rest only the young are collected by counting. The older ones
are collected while no key comes: a little in a pause between two keys as soon as there is something, everything when
the reader rests, or in a shorter lull if much has come together.

It cannot be left to the rests alone. Every line that Textual paints is part of a circle (a strip is among its own
cached parts), which no count of references takes away: somebody who never rests for three seconds would lose 2 MB with
each article. For those who do not pause at all, there is a bound by counting as well.

Textual 8 keeps the painted lines of widgets that are gone: the background colours of a widget are remembered for each
of its last thousand, and by the widget's own cache (`StylesCache.get_inner_outer` is a method, not of the class). That
is some 8 MB after three hundred prompts; it is forgotten whenever it is more than a screen full of widgets needs.
"""

from __future__ import annotations

import gc

EVERY = 1.0
"""Seconds between two looks whether it is quiet."""

_REST, _LULL, _PAUSE = 3.0, 1.0, 0.25
"""Seconds without a key after which a full collection, one that has become pressing, and a short one are not felt."""

_SOME, _MANY = 3, 8
"""Collections of the young after which a pause is used, and of the middle ones after which everything is collected."""

_GIVE_BACK = 60.0
"""Seconds from one time to the next that freed memory is given back to the system, in a lull."""

_WIDGETS = 64
"""Of so many widgets the colours may be remembered, gone or not."""

_YOUNG, _MIDDLE, _OLD = 10_000, 12, 40
"""New objects, and collections of the generation below, after which there is a collection even between two keys."""


def wait() -> None:
    """Collect nothing by counting until `settle`."""
    gc.disable()


def settle() -> None:
    """Set aside what is there, and collect by counting little else than what is young from now on."""
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
    gc.enable()


def tidy(quiet: float, since: float = 0.0) -> bool:
    """Collect what the time allows, and give memory back now and then.

    Args:
        quiet: seconds since the last key.
        since: seconds since memory was given back.

    Returns:
        Whether memory was given back.
    """
    forget_widgets()
    _, young, middle = gc.get_count()
    generation = wanted(quiet, young, middle)
    if generation is not None:
        gc.collect(generation)
    if quiet < _LULL or since < _GIVE_BACK:
        return False
    from tui.state.giving_back import give_back  # noqa: PLC0415  (nothing of it is needed for the first frame)

    give_back()
    return True


def forget_widgets() -> None:
    """Let go of widgets that are gone; the colours of those on the screen are found again as they are painted."""
    from textual._styles_cache import StylesCache  # noqa: PLC0415  (nothing public lets go of what it keeps)

    if StylesCache.get_inner_outer.cache_info().currsize > _WIDGETS:
        StylesCache.get_inner_outer.cache_clear()


def collect() -> None:
    """A full collection of what came since."""
    gc.collect()


def wanted(quiet: float, young: int, middle: int) -> int | None:
    """Which generation is to be collected, with those below it; ``None`` for none.

    Args:
        quiet: seconds since the last key.
        young: collections of the young since the last of the middle ones.
        middle: collections of the middle ones since the last full one.
    """
    if quiet >= _REST and (young or middle):
        return 2
    if quiet >= _LULL and middle >= _MANY:
        return 2
    return 1 if quiet >= _PAUSE and young >= _SOME else None
