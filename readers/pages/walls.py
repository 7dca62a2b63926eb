"""Pages that stand in front of an article: for subscribers, asking for consent, or asking whether we are a machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from readers.pages.lines import Line

_SHORT = 220
"""Words below which what was found beside a wall is a teaser rather than the article."""

_PAYWALL = re.compile(
    r"""\b(?:subscribe|sign\ up|log\ in|register|become\ a\ (?:member|subscriber))\b.{0,40}\b(?:to\ (?:continue|keep|read|unlock|access|view)|
        for\ (?:full|unlimited)\ access)
    | \b(?:this|the\ (?:full\ )?)\s?(?:article|content|story|page)\ is\ (?:\w+\ )?(?:reserved\ for|(?:only\ )?(?:available|open)\ to|only\ for|for)\ (?:\w+\ )?
        (?:subscribers|members|registered)
    | \b(?:subscriber|member)s?[ -](?:only|exclusive)\b | \bto\ continue\ reading\b | \bcontinue\ reading\ with\ a\b | \balready\ a\ (?:subscriber|member)\b
    | \byou(?:\W?ve|\ have)\ (?:reached|read|used)\b.{0,30}\b(?:free\ )?articles?\b | \bunlock\ (?:this|the\ full)\ (?:article|story)\b
    | \bweiterlesen\ mit\b | \bjetzt\ (?:abonnieren|weiterlesen|freischalten)\b | \breserved\ to\ subscribers\b
    | \br[ée]serv[ée]e?\ aux\ abonn[ée]s\b | \bexclusivo\ para\ suscriptores\b | \bkun\ for\ abonnenter\b""",
    re.I | re.X,
)
_MACHINE = re.compile(
    r"""\bare\ you\ a\ (?:robot|human)\b | \bverify\ (?:that\ )?you\ are\ (?:a\ )?human\b | \bchecking\ your\ browser\b | \bjust\ a\ moment\b
    | \b(?:please\ )?enable\ javascript\b | \bunusual\ (?:traffic|activity)\b | \bcaptcha\b | \baccess\ denied\b | \bpress\ and\ hold\b""",
    re.I | re.X,
)
_CONSENT = re.compile(
    r"""\b(?:accept|reject|manage|allow)\ (?:all\ )?(?:cookies|and\ continue|preferences)\b | \bwe\ (?:and\ our\ partners\ )?(?:use|store)\b.{0,60}\bcookies\b
    | \bconsent\b.{0,60}\b(?:cookies|data|partners|purposes)\b | \byour\ privacy\ (?:choices|is\ important)\b | \bcookie\ (?:policy|settings|consent)\b
    | \balle\ akzeptieren\b | \beinwilligung\b | \btout\ accepter\b""",
    re.I | re.X,
)


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
    own = sum(line.words for line in lines if line.notice or _CONSENT.search(line.text))
    whole = " \n".join(page)
    if _MACHINE.search(whole) and words < 120 and len(whole) < 3000:
        return Wall("asks whether we are a machine and did not show its article. Open it in the browser instead.")
    if own > 0.5 * words and any(_CONSENT.search(text) for text in page):
        return Wall("shows only a question about cookies, not its article. Open it in the browser instead.")
    if free is False or _PAYWALL.search(whole):
        message = "shows its article to subscribers only. Open it in the browser to read it there."
        return Wall(message, teaser=any(line.prose and line.words >= 15 for line in lines))
    return None
