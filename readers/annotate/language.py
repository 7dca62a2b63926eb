"""Which language a text is in: an English model that reads German marks every noun."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LOOK_AT = 4_000
"""Code points of a text that are looked at, from its beginning."""
ENOUGH = 20
"""Words from which on the text alone decides; of fewer, the publisher must say the same."""
SURE = 0.9
"""How likely another language must be for the text alone to decide."""
LIKELIER = 100
"""How many times likelier than the model's the publisher's language must be for its word to count."""
DIALECTS = frozenset({"an", "ext", "gcf", "gcr", "lij", "vec", "wa"})
"""Languages without newspapers, each so near to a large one that its texts are taken for theirs."""


def foreign(text: str, told: str, own: str = "en") -> str:
    """The language of a text, if it is another than that of the model.

    Args:
        text: what is to be read.
        told: the language as the publisher gives it, a BCP 47 tag; empty if not given. Templates often give the wrong
            one, so it counts only where the text says the same.
        own: the model's language.

    Returns:
        An ISO 639-1 code such as ``de``; empty if the model can read the text, or if nobody knows. A few words that
        could be of several languages are taken to be of the publisher's, if they are that rather than the model's.

    Source: py3langid, after Lui and Baldwin (2012), "langid.py: An Off-the-shelf Language Identification Tool".
    """
    # as if there were no others; to teach the identifier so would cost 25 MB
    chances = {one: chance for one, chance in _identifier().rank(text[:LOOK_AT]) if one not in DIALECTS}
    language, chance = next(iter(chances.items()))
    chance /= sum(chances.values())
    if language == own:
        return ""
    if chance >= SURE and len(text[:LOOK_AT].split()) >= ENOUGH:
        return str(language)
    publishers = told.replace("_", "-").partition("-")[0].lower()
    rather = chances.get(publishers, 0.0) > LIKELIER * chances[own] if own in chances else False
    return publishers if publishers == language or rather else ""


@functools.cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  its model is read on import

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
