"""How a name leads to the note of its own, in the way of the program whose notes they are.

Obsidian takes ``[[note|shown]]`` for a link that shows other words; to Logseq that is a note of such a name, and the
link is ``[shown]([[note]])``. There a block that is embedded has a UUID as its property ``id::``, and no ``^q3``; and
what the property ``title`` says is the name of the note, which the name of the file is otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from readers.config import Markdown, Naming
from readers.save.escaping import is_plain, note_name

_OBSIDIAN, _LOGSEQ = ".obsidian", "logseq/config.edn"
"""The folder and the file by which a notebook of these programs is known; any folder may be called ``logseq``."""
_HIGHEST = 6
_NO_LINK = re.compile(r"[\[\]#^|<>\\\x00-\x1f]")


class Links(msgspec.Struct, frozen=True):
    """What the reader wants to be linked.

    Attributes:
        naming: of names in the text.
        speakers: whether the speakers of quotes are linked.
        own_names: names, as `folded`, → what the reader's notes of them are called; empty for none.
        logseq: whether the notes are Logseq's; otherwise they are as Obsidian and most others have them.
    """

    naming: Naming = "linked"
    speakers: bool = True
    own_names: Mapping[str, str] = {}
    logseq: bool = False

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
        return self.to(note, shown)

    def to(self, note: str, shown: str) -> str:
        """A link to a note, showing some words that mean nothing in Markdown."""
        if note == shown:
            return f"[[{note}]]"
        return f"[{shown}]([[{note}]])" if self.logseq else f"[[{note}|{shown}]]"

    def is_own(self, name: str) -> bool:
        """Whether the reader has named the note of a name, or that it has none."""
        return folded(name) in self.own_names

    def property(self, name: str) -> str:
        """A name among the properties: with its link if the reader calls its note otherwise, or else alone."""
        linked = self.is_own(name) and self.note(name) != name and (self.naming in ("linked", "first") or self.speakers)
        return (self.link(name, name) or name) if linked else name


USUAL = Links()


def links(settings: Markdown, folder: Path | None = None) -> Links:
    """What is linked, as configured, in the way of the program to whose notebook a folder belongs."""
    own_names = {folded(name): own for name, own in settings.own_names.items()}
    return Links(settings.names, settings.speakers, own_names, folder is not None and is_of_logseq(folder))


def root(folder: Path) -> Path:
    """The folder of the notebook that a folder lies in: that of Obsidian or Logseq or, failing that, itself."""
    above = [folder, *folder.absolute().parents][:_HIGHEST]
    return next((one for one in above if (one / _OBSIDIAN).is_dir() or (one / _LOGSEQ).is_file()), folder)


def is_of_logseq(folder: Path) -> bool:
    """Whether a folder lies in a notebook of Logseq, and of Logseq alone."""
    top = root(folder)
    return (top / _LOGSEQ).is_file() and not (top / _OBSIDIAN).is_dir()


def folded(name: str) -> str:
    """A name as it is compared: neither case nor spaces tell two apart."""
    return " ".join(name.split()).casefold()
