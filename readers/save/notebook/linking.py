"""How a name leads to the note of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from readers.config import Markdown, Naming
from readers.save.escaping import is_plain, note_name

_NO_LINK = re.compile(r"[\[\]#^|<>\\\x00-\x1f]")


class Links(msgspec.Struct, frozen=True):
    """What the reader wants to be linked.

    Attributes:
        naming: of names in the text.
        speakers: whether the speakers of quotes are linked.
        own_names: names, as `folded`, → what the reader's notes of them are called; empty for none.
    """

    naming: Naming = "linked"
    speakers: bool = True
    own_names: Mapping[str, str] = {}

    def note(self, name: str) -> str:
        """What the note of a name is called; empty if it has none."""
        own = self.own_names.get(folded(name))
        return note_name(name) if own is None else " ".join(_NO_LINK.sub(" ", own).split())

    def link(self, name: str, shown: str) -> str:
        """A link to the note of a name, showing some words; empty if there is none, or one of them cannot be."""
        note = self.note(name)
        own = folded(name) in self.own_names
        if not note or not (own or is_plain(note)) or not is_plain(shown):
            return ""
        return f"[[{note}]]" if note == shown else f"[[{note}|{shown}]]"

    def is_own(self, name: str) -> bool:
        """Whether the reader has named the note of a name, or that it has none."""
        return folded(name) in self.own_names

    def property(self, name: str) -> str:
        """A name among the properties: with its link if the reader calls its note otherwise, or else alone."""
        linked = self.is_own(name) and self.note(name) != name and (self.naming in ("linked", "first") or self.speakers)
        return (self.link(name, name) or name) if linked else name


USUAL = Links()


def links(settings: Markdown) -> Links:
    """What is linked, as configured."""
    return Links(settings.names, settings.speakers, {folded(name): own for name, own in settings.own_names.items()})


def folded(name: str) -> str:
    """A name as it is compared: neither case nor spaces tell two apart."""
    return " ".join(name.split()).casefold()
