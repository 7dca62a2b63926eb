"""What entries of every format have in common: an identity."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

import msgspec

from readers.model import Entry


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def digest_id(*parts: str) -> str:
    """An id for an entry without one: a digest of what it says."""
    return f"sha256:{_digest(*parts)[:32]}"


def with_unique_ids(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], int]:
    """Make ids unique within a feed, so that no entry hides another.

    Some publishers give all entries one id (their home page's). Those are kept apart by a digest of link and title,
    or of the text where even these are the same. An entry that is simply there twice is kept once.

    Returns:
        The entries in their order, and how many were left out as repeats.
    """
    entries = tuple(entries)
    once = tuple(dict.fromkeys(entries))
    ids = Counter(entry.id for entry in once)
    names = Counter((entry.id, entry.link, entry.title) for entry in once)
    unique = []
    for entry in once:
        if ids[entry.id] > 1:
            alike = names[entry.id, entry.link, entry.title] > 1
            parts = (entry.link, entry.title, entry.summary, entry.content) if alike else (entry.link, entry.title)
            unique.append(msgspec.structs.replace(entry, id=f"{entry.id}#{_digest(*parts)[:12]}"))
        else:
            unique.append(entry)
    kept = {entry.id: entry for entry in unique}  # two that differ in a date alone are still one
    return tuple(kept.values()), len(entries) - len(kept)
