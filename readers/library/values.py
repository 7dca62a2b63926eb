"""The model's values as the library's columns: moments as microseconds, lists and structs as JSON.

Structs are JSON rather than MessagePack, whose timestamps forget the time zone: an article of 23:11 BST stays one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import MAXYEAR, UTC, datetime, timedelta

import msgspec

from readers.model import Anchor, Annotations, Correction, Document, Entry, FeedOptions

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

pack = msgspec.json.Encoder().encode
unpack_entry = msgspec.json.Decoder(Entry).decode
unpack_document = msgspec.json.Decoder(Document).decode
unpack_annotations = msgspec.json.Decoder(Annotations).decode
unpack_anchor = msgspec.json.Decoder(Anchor).decode
unpack_correction: Callable[[bytes], Correction] = msgspec.json.Decoder(Correction).decode

_folders = msgspec.json.Decoder(tuple[tuple[str, ...], ...])
_options = msgspec.json.Decoder(FeedOptions)
_USUAL_OPTIONS = FeedOptions()
_names = msgspec.json.Decoder(tuple[str, ...])


def moment(when: datetime) -> int:
    """Whole microseconds since 1970 UTC; a moment without a time zone is taken as UTC.

    Raises:
        OverflowError: it is of a year that other zones tell as none that there is, and could not be read again.
    """
    if not 1 < when.year < MAXYEAR:
        raise OverflowError(f"the year {when.year}")
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return (when - _EPOCH) // _MICROSECOND


def moment_or_none(when: datetime | None) -> int | None:
    """`moment`, or ``None`` for ``None``."""
    return None if when is None else moment(when)


def when(moment: int) -> datetime:
    """The moment as a `datetime` in UTC."""
    return _EPOCH + timedelta(0, 0, moment)  # by place: half the time of a keyword, and lists have many rows


def when_or_none(moment: int | None) -> datetime | None:
    """`when`, or ``None`` for ``None``."""
    return None if moment is None else when(moment)


def to_json(names: tuple[str, ...] | tuple[tuple[str, ...], ...]) -> str:
    """A tuple of strings, or of folders, as a JSON array."""
    return msgspec.json.encode(names).decode()


def from_json(array: str) -> tuple[str, ...]:
    """A JSON array of strings as a tuple."""
    return _names.decode(array) if array != "[]" else ()


def folders_from_json(array: str) -> tuple[tuple[str, ...], ...]:
    """A JSON array of folders, each an array of names, as tuples."""
    return _folders.decode(array) if array != "[]" else ()


def unpack_options(text: str) -> FeedOptions:
    """What was settled about a feed."""
    return _options.decode(text) if text != "{}" else _USUAL_OPTIONS
