"""What the notes over all articles are to hold: the index of the folder, and a note for each person."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from readers.config import Markdown
from readers.save.escaping import is_plain, note_name
from readers.save.notebook.facts import Facts, Note, Told
from readers.save.notebook.linking import Links, folded, links, root


class QuotedShown(msgspec.Struct, frozen=True, kw_only=True):
    """A quote of a person: its ``id``, and how it is ``embed``-ded, ready to print."""

    id: str
    embed: str


class SavedShown(msgspec.Struct, frozen=True, kw_only=True):
    """A saved article: what its properties say, a ``link`` to it that is ready to print, and quotes of the person."""

    file: str
    link: str
    title: str
    source: str
    url: str
    date: str
    month: str
    tags: tuple[str, ...]
    people: tuple[str, ...]
    speakers: tuple[LinkedShown, ...] = ()
    quotes: tuple[QuotedShown, ...] = ()


class LinkedShown(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody: ``name``, ``link`` to their note, ready to print, how many ``articles`` and ``quotes`` there are."""

    name: str
    link: str
    articles: int = 0
    quotes: int = 0


class PersonShown(msgspec.Struct, frozen=True, kw_only=True):
    """What the template of a person can print: ``name``, and the ``articles`` that name them, the newest first."""

    name: str
    articles: tuple[SavedShown, ...]


class IndexShown(msgspec.Struct, frozen=True, kw_only=True):
    """What the template of the index can print: all ``articles``, the newest first, and the ``people`` in them."""

    name: str
    articles: tuple[SavedShown, ...]
    people: tuple[LinkedShown, ...]


class Wanted(msgspec.Struct, frozen=True):
    """A note over all articles.

    Attributes:
        path: where it is or is to be.
        template: its name.
        values: what the template can print.
        identity: what its front matter tells.
        is_new: whether it is made if it is not there.
    """

    path: Path
    template: str
    values: PersonShown | IndexShown
    identity: str
    is_new: bool = True


def plan(folder: Path, articles: Sequence[Facts], notes: Sequence[Note], settings: Markdown) -> list[Wanted]:
    """All notes over all articles that are wanted, and those that there are of people who are in no article any more.

    Args:
        folder: of the saved articles.
        articles: in it, the newest first.
        notes: in it.
        settings: which are wanted.
    """
    wanted: list[Wanted] = []
    names = dict.fromkeys(name for one in articles for name, _ in one.people)
    leading = leading_to(notes, names, settings, folder)
    if settings.index:
        whose = identity_of("index", "")
        usual = folder / f"{note_name(settings.index) or 'Index'}.md"
        there = next((note.path for note in notes if note.identity == whose), usual)
        wanted.append(Wanted(there, "index", _index(there, articles, leading), whose))
    if settings.people != "none":
        wanted += _people(folder, articles, notes, leading, settings)
    return wanted


def identity_of(kind: str, name: str) -> str:
    """Sixteen hexadecimal digits that tell a note over all articles from all others."""
    return hashlib.sha256(f"{kind}\n{folded(name)}".encode("utf-8", "replace")).hexdigest()[:16]


def leading_to(notes: Iterable[Note], names: Iterable[str], settings: Markdown, folder: Path | None = None) -> Links:
    """How names are linked: as configured, and to the notes on people by what the reader has renamed them to."""
    wanted = links(settings, folder)
    told = {note.identity: note.path.stem for note in notes if note.identity and "person" in note.blocks}
    found = dict(wanted.own_names)
    for name in names if told else ():
        note = wanted.note(name)
        stem = told.get(identity_of("person", note), "")
        if note and stem and stem != note.rpartition("/")[2]:
            found[folded(name)] = stem
    return msgspec.structs.replace(wanted, own_names=found)


def _index(path: Path, articles: Sequence[Facts], leading: Links) -> IndexShown:
    counted: dict[str, list[int]] = {}
    for one in articles:
        for name, _ in one.people:
            count = counted.setdefault(name, [0, 0])
            count[0] += 1
            count[1] += len(one.said.get(name, ()))
    people = [
        LinkedShown(name=name, link=leading.link(name, name), articles=count[0], quotes=count[1])
        for name, count in sorted(counted.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))
    ]
    shown = tuple(_saved(one, leading) for one in articles)
    return IndexShown(name=path.stem, articles=shown, people=tuple(people))


def _saved(one: Facts, leading: Links, quotes: Iterable[Told] = ()) -> SavedShown:
    stem = one.path.stem
    words = " ".join((one.title if is_plain(one.title) else note_name(one.title)).split())
    return SavedShown(
        file=stem,
        link=leading.to(stem, words if words and is_plain(words) else stem),
        title=one.title,
        source=one.source,
        url=one.url,
        date=one.date,
        month=one.date[:7],
        tags=one.tags,
        people=tuple(name for name, _ in one.people),
        speakers=tuple(LinkedShown(name=name, link=leading.link(name, name)) for name in one.said),
        quotes=tuple(QuotedShown(id=quote.id, embed=_embed(stem, quote, leading)) for quote in quotes),
    )


def _embed(stem: str, quote: Told, leading: Links) -> str:
    """A quote as the program shows it in another note, by an id that it has in its own."""
    if quote.uuid and (leading.logseq or not quote.id):
        return f"{{{{embed (({quote.uuid}))}}}}"
    return f"![[{stem}#^{quote.id}]]"


def _people(
    folder: Path, articles: Sequence[Facts], notes: Sequence[Note], leading: Links, settings: Markdown
) -> Iterator[Wanted]:
    places = _Places(folder, notes, settings)
    found: dict[Path, tuple[str, dict[Path, tuple[Facts, list[Told]]]]] = {}
    for one in articles:
        for name, own in one.people:
            note = own if own != name else leading.note(name)
            if note:
                named = found.setdefault(places.of(note), (note, {}))[1]
                named.setdefault(one.path, (one, []))[1].extend(one.said.get(name, ()))
    there = {note.path for note in notes if "person" in note.blocks}
    for path, (note, named) in found.items():
        if path in there or settings.people == "all" or any(quotes for _, quotes in named.values()):
            values = PersonShown(
                name=path.stem, articles=tuple(_saved(one, leading, quotes) for one, quotes in named.values())
            )
            yield Wanted(path, "person", values, identity_of("person", note))
    for path in sorted(there - found.keys()):
        yield Wanted(path, "person", PersonShown(name=path.stem, articles=()), "", is_new=False)


class _Places:
    """Where the notes on people are: those there are, the reader's own in the whole notebook, or new ones.

    Args:
        folder: of saved articles.
        notes: in it.
        settings: where new ones are made.
    """

    def __init__(self, folder: Path, notes: Sequence[Note], settings: Markdown) -> None:
        mine = [note for note in notes if "person" in note.blocks]
        self._folder = folder
        self._new = folder / settings.people_folder
        self._by_identity = {note.identity: note.path for note in mine if note.identity}
        self._by_stem = {folded(note.path.stem): note.path for note in reversed(mine)}
        self._elsewhere: dict[str, Path] | None = None

    def of(self, note: str) -> Path:
        """Where the note of a name is or is to be."""
        stem = note.rpartition("/")[2]
        there = self._by_identity.get(identity_of("person", note)) or self._by_stem.get(folded(stem))
        if there is None and self._elsewhere is None:
            self._elsewhere = dict(_notes_of(root(self._folder)))
        return there or (self._elsewhere or {}).get(folded(stem)) or self._new / f"{stem}.md"


def _notes_of(root: Path) -> Iterator[tuple[str, Path]]:
    """All notes of a notebook by their names; of two of one name the one that is higher up counts."""
    found: list[tuple[str, Path]] = []
    for place, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [(folded(name[:-3]), Path(place, name)) for name in sorted(names) if name.endswith(".md")]
    yield from reversed(found)
