"""Pages that stand in front of an article: for subscribers, asking for consent, or asking whether we are a machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from readers.pages.lines import Line
from readers.pages.phrases import phrases

_SHORT = 220
"""Words below which what was found beside a wall is a teaser rather than the article."""


class Wall(NamedTuple):
    """What stands in front of an article.

    Attributes:
        message: the end of a sentence about the page.
        teaser: whether what was found is the article's beginning, worth showing with the message.
    """

    message: str
    teaser: bool = False


def find_wall(article: Sequence[str], page: Sequence[str], *, free: bool | None) -> Wall | None:
    """What stands in front of the article, or ``None``.

    Args:
        article: the blocks that were taken for the article.
        page: all blocks of the page.
        free: what the page itself declares (schema.org ``isAccessibleForFree``).
    """
    lines = [Line(text, 0) for text in article]
    words = sum(line.words for line in lines)
    if words >= _SHORT:
        return None
    own = sum(line.words for line in lines if line.notice or phrases("consent").search(line.text))
    whole = " \n".join(page)
    if phrases("machine").search(whole) and words < 120 and len(whole) < 3000:
        return Wall("asks whether we are a machine and did not show its article. Open it in the browser instead.")
    if (own > 0.5 * words or (words == 0 and len(whole) < 5000)) and any(
        phrases("consent").search(text) for text in page
    ):
        return Wall("shows only a question about cookies, not its article. Open it in the browser instead.")
    if free is False or phrases("paywall").search(whole):
        message = "shows its article to subscribers only. Open it in the browser to read it there."
        return Wall(message, teaser=any(line.prose and line.words >= 15 for line in lines))
    return None
