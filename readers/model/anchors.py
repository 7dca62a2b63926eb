"""Words of a document that can be found again."""

from __future__ import annotations

from readers.model.base import Model


class Anchor(Model, frozen=True):
    """Some words of a document, told so that they are found again in another version of it.

    A W3C ``TextQuoteSelector`` with a position to choose by where the words stand more than once. See
    `readers.marks.anchors.locate`.

    Attributes:
        exact: the words.
        prefix: up to 32 code points before them.
        suffix: up to 32 code points after them.
        start: where they stood.
        in_title: whether that is in the headline.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    in_title: bool = False
