"""What somebody meant who wrote a word that is none of those known."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question, to be put behind the complaint; empty if nothing known looks like the word.

    Args:
        word: what was written.
        known: what could have been.
    """
    import difflib  # noqa: PLC0415  (only where something is wrong)

    by_small = {one.casefold(): one for one in known}
    close = difflib.get_close_matches(word.casefold(), by_small, n=1)
    return f" Did you mean `{by_small[close[0]]}`?" if close else ""
