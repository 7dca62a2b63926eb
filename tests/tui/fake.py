"""A newsroom that lives in memory.

It imports what few tests need where they need it, so that the first frame is that of the screen alone.
"""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from readers.config import Config
from readers.errors import AnnotateError, FetchError, QuothError, SourceError, SyncError
from readers.model import (
    Annotations,
    Article,
    Comparison,
    Correction,
    Document,
    Enclosure,
    EntryRow,
    Feed,
    FeedOptions,
    Hit,
    Image,
    Kept,
    Note,
    Rule,
    RuleAction,
    SmartFeed,
    Span,
    Subscription,
)
from tests.tui import fiction

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence

    from readers.feeds.discover import FoundFeed
    from readers.library.notebook import Jotting
    from readers.library.query.completing import Completion
    from readers.library.query.tree import Node
    from readers.library.rules.applying import Deed as RuleDeed
    from readers.library.rules.applying import Trial
    from readers.marks.corrections import Outcome
    from readers.model.people import Coverage, Decision, Deed, Dossier, Name, Saying, Today
    from readers.news.downloading import Downloaded, Progress
    from readers.news.refresh import Event
    from readers.save.files import Plan, Saved


class FakeNewsroom:
    """Answers at once, and remembers what it was asked.

    Attributes:
        entries: all entries, newest first.
        saved: what was saved, and as what.
        copied: where saving puts a file that was changed by hand; ``None`` if none was.
        annotator: what annotating waits for; set at first.
        network: what subscribing waits for; set at first.
        events: what a refresh tells of, or ends with; where there is none, it waits for the network.
        broken: an error that annotating ends with, if any.
        unreadable: ids of entries that cannot be opened.
        full: whether the page's text was chosen last, by the entry's id.
        offline: whether no page can be had.
        annotated: headlines of what was annotated.
        corrections: digest → what was set right in that article.
        notes: digest → notes to that article, the oldest first.
        places: digest → offset.
        offered: the feeds of any site.
        closed: whether `close` was called.
        language: of all articles, if it is another than that of the model.
        unfit: why no article can be annotated, if none can.
        new: whether the first keys were never used.
        pictures: address → PNG.
        fetched: addresses of the pictures that were asked for.
        memory: what was to be remembered.
        files: id → what is attached to an entry.
        reordered: which feeds and folders were moved, and which way.
        config_file: where settings are kept.
        waiting: how many changes a server is to be told.
        servers: those that feeds may be offered to.
        offered_feeds: id of a feed → the server that it is offered to.
        changed: whether another process has stored something.
        asked: the queries that were asked.
        searches: the queries that are kept as feeds, by number.
        kept_rules: the rules, by number.
        tidings: what rules want to be told.
        outdated: ids of entries that their feeds have changed.
        corrected: what becomes of a document then.
        covered: how much of the library is read; ``None`` for all of nothing.
    """

    def __init__(self, entries: int = 40) -> None:
        self.entries = fiction.rows(entries)
        self.feeds = fiction.subscriptions(self.entries)
        self.sources: dict[str, Article] = {
            "harbour.html": Article(fiction.harbour()),
            "comet.txt": Article(fiction.comet()),
        }
        self.covered: Coverage | None = None
        self.saved: list[tuple[Article, str]] = []
        self.copied: Path | None = None
        self.cards: list[tuple[int, str, bool]] = []
        self.saved_in: list[Path | None] = []
        self.finished: list[int] = []
        self.annotator = asyncio.Event()
        self.annotator.set()
        self.network = asyncio.Event()
        self.network.set()
        self.cancelled = 0
        self.events: list[Event | QuothError | None] = []
        self.refreshed: list[Collection[int] | None] = []
        self.ahead: set[int] = set()
        self.later: list[str] = []
        self.caught_up: list[EntryRow] = []
        self.broken: str = ""
        self.unreadable: set[int] = set()
        self.full: dict[int, bool] = {}
        self.offline = False
        self.annotated: list[str] = []
        self.corrections: dict[str, list[Correction]] = {}
        self.notes: dict[str, list[Note]] = {}
        self._numbers = itertools.count(1)
        self.places: dict[str, int] = {}
        self.offered: list[FoundFeed] = []
        self.closed = False
        self.new = False
        self.language = ""
        self.unfit = ""
        self.pictures: dict[str, bytes] = {}
        self.fetched: list[str] = []
        self.memory: dict[str, str] = {}
        self.changed = False
        self.waiting = 0
        self.servers: list[str] = []
        self.offered_feeds: dict[int, str] = {}
        self.files: dict[int, Sequence[Enclosure]] = {}
        self.reordered: list[tuple[object, str]] = []
        self.asked: list[str] = []
        self.searches: dict[int, SmartFeed] = {}
        self.kept_rules: dict[int, Rule] = {}
        self.tidings: list[RuleDeed] = []
        self.config_file = Path(tempfile.mkdtemp()) / "config.toml"
        self.outdated: set[int] = set()
        self.corrected: Callable[[Document], Document] = lambda document: document

    async def subscriptions(self) -> Sequence[Subscription]:
        return [
            msgspec.structs.replace(feed, unread=sum(not row.read for row in self.entries if row.feed_id == feed.id))
            for feed in self.feeds
        ]

    async def to_sync(self) -> int:
        return self.waiting

    async def rows(
        self,
        *,
        feed_id: int | None = None,
        unread: bool = False,
        starred: bool = False,
        tag: str = "",
        search: str = "",
        limit: int = 200,
        before: EntryRow | None = None,
    ) -> Sequence[EntryRow]:
        if search:
            passed = set(await self.passing(search, [row.id for row in self.entries]))
            found = [row for row in self.entries if row.id in passed]
            start = 0 if before is None else [row.id for row in found].index(before.id) + 1
            mark = Span(3, 3 + len(search))
            return [
                Hit(**msgspec.structs.asdict(row), excerpt=f"of {search} it says", marks=(mark,))
                for row in found[start : start + limit]
            ]
        start = 0 if before is None else self._at(before.id) + 1
        wanted = (
            row
            for row in self.entries[start:]
            if (feed_id is None or row.feed_id == feed_id)
            and not (unread and row.read)
            and (row.starred or not starred)
            and (not tag or tag in row.tags)
        )
        return [row for row, _ in zip(wanted, range(limit), strict=False)]

    async def passing(self, query: str, entry_ids: Sequence[int]) -> Sequence[int]:
        from readers.library.query.tree import parse

        self.asked.append(query)
        node, known = parse(query), {row.id: row for row in self.entries}
        return [number for number in entry_ids if node is None or self._passes(node, known[number])]

    def _passes(self, node: Node, row: EntryRow) -> bool:
        from readers.library.query.tree import And, Not, Term

        if isinstance(node, Term):
            where = {"person": row.people, "is": ("read" if row.read else "unread",), "title": (row.title,)}
            return node.text.casefold() in " ".join(where.get(node.field, (row.title, *row.people))).casefold()
        if isinstance(node, Not):
            return not self._passes(node.part, row)
        passes = [self._passes(part, row) for part in node.parts]
        return all(passes) if isinstance(node, And) else any(passes)

    async def smart_feeds(self) -> Sequence[SmartFeed]:
        found = []
        for kept in self.searches.values():
            passed = set(await self.passing(kept.query, [row.id for row in self.entries]))
            unread = sum(row.id in passed and not row.read for row in self.entries)
            found.append(msgspec.structs.replace(kept, unread=unread))
        return found

    async def keep_search(self, query: str, name: str = "", number: int = 0) -> SmartFeed:
        number = number or next(self._numbers)
        self.searches[number] = SmartFeed(number, name or query, query)
        return self.searches[number]

    async def rename_search(self, number: int, name: str) -> None:
        self.searches[number] = msgspec.structs.replace(self.searches[number], name=name)

    async def remove_search(self, number: int) -> None:
        self.searches.pop(number, None)

    async def completed(self, query: str) -> Completion:
        from readers.library.query.completing import Completion, Option  # SQLite: not before the first frame

        name = "person:sol"
        return Completion(7, 10, (Option('"Ingrid Solheim"', "PERSON"),)) if query == name else Completion(0, 0)

    async def rules(self) -> Sequence[Rule]:
        return list(self.kept_rules.values())

    async def add_rule(self, query: str, action: RuleAction, argument: str = "") -> Rule:
        made = Rule(next(self._numbers), query, action, argument)
        self.kept_rules[made.id] = made
        return made

    def _rule(self, number: int, **changes: object) -> Rule:
        self.kept_rules[number] = msgspec.structs.replace(self.kept_rules[number], **changes)
        return self.kept_rules[number]

    async def change_rule(self, number: int, query: str, action: RuleAction, argument: str = "") -> Rule:
        return self._rule(number, query=query, action=action, argument=argument, enabled=False)

    async def try_rule(self, query: str) -> Trial:
        from readers.library.rules.applying import Trial  # SQLite: not before the first frame

        passed = await self.passing(query, [row.id for row in self.entries])
        return Trial(len(passed), tuple(row for row in self.entries if row.id in set(passed)))

    async def switch_rule(self, number: int, *, on: bool) -> Rule:
        return self._rule(number, enabled=on)

    async def undo_rule(self, number: int) -> int:
        touched = self.kept_rules[number].touched
        self._rule(number, touched=0)
        return touched

    async def remove_rule(self, number: int) -> Rule:
        return self.kept_rules.pop(number)

    async def to_be_told(self) -> Sequence[RuleDeed]:
        told, self.tidings = self.tidings, []
        return told

    async def rule_failed(self, number: int, problem: str) -> None:
        self._rule(number, problem=problem)

    async def changed_elsewhere(self) -> bool:
        changed, self.changed = self.changed, False
        return changed

    async def rows_again(self, entry_ids: Sequence[int]) -> Sequence[EntryRow]:
        known = {row.id: row for row in self.entries}
        return [known[entry_id] for entry_id in entry_ids if entry_id in known]

    async def open(self, what: EntryRow | str, *, full: bool | None = None) -> Article:
        article = self._open(what, full=full)
        outdated = article.row is not None and article.row.id in self.outdated
        notes = tuple(self.notes.get(article.document.digest, ()))
        return msgspec.structs.replace(article, notes=notes, outdated=outdated)

    def _open(self, what: EntryRow | str, *, full: bool | None, old: bool = False) -> Article:
        if isinstance(what, EntryRow):
            if what.id in self.unreadable:
                raise SourceError(f"The page of entry {what.id} does not answer.")
            self.full[what.id] = self.full.get(what.id, True) if full is None else full
            whole = fiction.article(what)
            if what.changed is not None and not old:
                whole = msgspec.structs.replace(whole, document=self.corrected(whole.document))
            if self.full[what.id] and not self.offline:
                return whole
            told = "There is no network." if full else ""
            own = msgspec.structs.replace(whole.document, text="In short.", blocks=(), links=(), problem=told)
            return Article(msgspec.structs.replace(own, from_feed=True), row=what)
        if what not in self.sources:
            raise SourceError(f"There is no file {what}.")
        return self.sources[what]

    async def renew(self, article: Article) -> Article:
        await self.network.wait()
        if self.offline:
            raise FetchError("There is no network.", url=article.row.link)
        self.outdated.discard(article.row.id)
        row = msgspec.structs.replace(article.row, changed=fiction.NOW)
        self.entries[self._at(row.id)] = row
        return await self.open(row)

    async def changes(self, article: Article) -> Comparison | None:
        if article.row is None or article.row.changed is None:
            return None
        from readers.marks.changes import compare

        return compare(self._open(article.row, full=None, old=True).document, article.document, replaced=fiction.NOW)

    async def annotate(self, article: Article, *, priority: int = 0) -> Article:
        try:
            await self.annotator.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if self.broken:
            raise AnnotateError(self.broken)
        self.annotated.append(article.document.title)
        return self._known(article)

    def _known(self, article: Article) -> Article:
        document = article.document
        if self.language:
            return msgspec.structs.replace(article, annotations=Annotations("fiction", language=self.language))
        if self.unfit:
            return msgspec.structs.replace(article, annotations=Annotations("fiction", problem=self.unfit))
        outcome = self._set_right(document)
        found = outcome.annotations
        people = tuple(entity.name for entity in found.entities if entity.kind in {"PERSON", "ORG"})[:3]
        for number, row in enumerate(self.entries):
            if article.row is not None and row.id == article.row.id:
                self.entries[number] = msgspec.structs.replace(row, people=people)
        return msgspec.structs.replace(article, annotations=found, unfit=outcome.unfit)

    def _set_right(self, document: Document) -> Outcome:
        from readers.marks.corrections import carry_out

        return carry_out(document, fiction.annotated(document), self.corrections.get(document.digest, ()))

    async def correct(self, article: Article, correction: Correction) -> Article:
        self.corrections.setdefault(article.document.digest, []).append(correction)
        return self._known(article)

    async def undo_correction(self, article: Article, which: Correction | None = None) -> Article:
        made = self.corrections.get(article.document.digest, [])
        if made:
            made.remove(which or made[-1])
        return self._known(article)

    async def corrections_of(self, article: Article) -> Sequence[Kept]:
        outcome = self._set_right(article.document)
        return [Kept(*one) for one in zip(outcome.corrections, outcome.fits, strict=True)]

    async def add_note(self, article: Article, note: Note) -> Note:
        note = note if note.id else msgspec.structs.replace(note, id=next(self._numbers))
        mine = self.notes.setdefault(article.document.digest, [])
        mine.append(note)
        mine.sort(key=lambda one: one.id)
        return note

    async def change_note(self, note: Note) -> None:
        for mine in self.notes.values():
            mine[:] = [note if one.id == note.id else one for one in mine]

    async def delete_note(self, note: Note) -> None:
        for mine in self.notes.values():
            mine[:] = [one for one in mine if one.id != note.id]

    async def reads_ahead(self, feed_id: int) -> bool:
        return feed_id in self.ahead

    async def read_ahead(self, feed_id: int, wanted: bool) -> None:
        self.ahead = self.ahead | {feed_id} if wanted else self.ahead - {feed_id}

    async def refresh(self, only: Collection[int] | None = None) -> AsyncGenerator[Event]:
        self.refreshed.append(only)
        for event in tuple(self.events):
            if event is None:
                await self.network.wait()
            elif isinstance(event, QuothError):
                raise event
            else:
                yield event

    async def catch_up(self) -> AsyncIterator[EntryRow]:
        for row in self.caught_up:
            yield row

    async def mark_read(self, entry_ids: Iterable[int], read: bool = True) -> list[int]:
        wanted = set(entry_ids)
        changed = [at for at, row in enumerate(self.entries) if row.id in wanted and row.read != read]
        for at in changed:
            self.entries[at] = msgspec.structs.replace(self.entries[at], read=read)
        return [self.entries[at].id for at in changed]

    def _at(self, entry_id: int) -> int:
        return next(at for at, row in enumerate(self.entries) if row.id == entry_id)

    async def mark_all_read(self, feed_id: int | None = None) -> list[int]:
        return await self.mark_read([row.id for row in self.entries if feed_id in {None, row.feed_id}])

    async def star(self, entry_id: int, starred: bool) -> None:
        at = self._at(entry_id)
        self.entries[at] = msgspec.structs.replace(self.entries[at], starred=starred)

    async def tag(self, entry_id: int, tags: Iterable[str]) -> tuple[str, ...]:
        at = self._at(entry_id)
        self.entries[at] = msgspec.structs.replace(self.entries[at], tags=tuple(tags))
        return self.entries[at].tags

    async def tags(self) -> Mapping[str, int]:
        return dict(sorted(Counter(tag for row in self.entries for tag in row.tags).items()))

    async def plan_save(self, article: Article, format: str, folder: Path | None = None) -> Plan:  # noqa: A002
        from readers.save.files import Plan  # the formats: not before the first frame
        from readers.save.formats import extension_of, written

        content = written(article, format)
        path = (folder or Path("saved")) / f"article{extension_of(format)}"
        return Plan(path, content, known=path.exists())

    async def save(
        self,
        article: Article,
        format: str,  # noqa: A002
        folder: Path | None = None,
        *,
        with_pictures: bool | None = None,
        one_of_many: bool = False,
    ) -> Saved:
        from readers.save.files import Saved  # the formats: not before the first frame

        self.saved.append((article, format))
        self.saved_in.append(folder)
        return Saved((folder or Path("saved")) / "article.md", self.copied)

    async def finish_saving(self) -> Sequence[tuple[Path, Path]]:
        self.finished.append(len(self.saved))
        return ()

    async def save_card(self, article: Article, number: int, style: str, *, dark: bool) -> Path:
        self.cards.append((number, style, dark))
        return Path(f"/saved/card-q{number}.{style}")

    async def add(self, url: str, *, choose: bool = True) -> Subscription | Sequence[FoundFeed]:
        if choose and self.offered:
            return self.offered
        await self.network.wait()
        subscription = Subscription(len(self.feeds) + 1, Feed(url, title="A new feed"))
        self.feeds.append(subscription)
        return subscription

    async def read_later(self, url: str) -> EntryRow:
        self.later.append(url)
        return self.entries[0]

    async def remove(self, feed_id: int) -> None:
        self.feeds = [feed for feed in self.feeds if feed.id != feed_id]
        self.entries = [row for row in self.entries if row.feed_id != feed_id]

    def _feed(self, feed_id: int, **changes: object) -> Subscription:
        at = next(at for at, feed in enumerate(self.feeds) if feed.id == feed_id)
        settled = {name: changes.pop(name) for name in ("options",) if name in changes}
        feed = msgspec.structs.replace(self.feeds[at].feed, **changes)
        self.feeds[at] = msgspec.structs.replace(self.feeds[at], feed=feed, **settled)
        return self.feeds[at]

    async def rename_feed(self, feed_id: int, name: str) -> Subscription:
        return self._feed(feed_id, name=name)

    async def move_feed(self, feed_id: int, folder: tuple[str, ...], also_in: tuple = ()) -> Subscription:
        return self._feed(feed_id, folder=folder, also_in=also_in)

    async def rename_folder(self, folder: tuple[str, ...], new: tuple[str, ...]) -> int:
        inside = [one for one in self.feeds if one.feed.folder[: len(folder)] == folder]
        for one in inside:
            self._feed(one.id, folder=(*new, *one.feed.folder[len(folder) :]))
        return len(inside)

    async def reorder(self, which: int | tuple[str, ...], way: str) -> bool:
        self.reordered.append((which, way))
        return way == "down"

    async def enclosures(self, entry_id: int) -> Sequence[Enclosure]:
        return self.files.get(entry_id, ())

    async def download(self, row: EntryRow, file: Enclosure) -> AsyncIterator[Progress | Downloaded]:
        from readers.news.downloading import Downloaded, Progress

        yield Progress(1_000_000, 2_000_000)
        await self.network.wait()
        yield Downloaded(f"files/{row.id}.mp3")

    async def settle_feed(self, feed_id: int, options: FeedOptions) -> Subscription:
        return self._feed(feed_id, options=options)

    async def servers_for(self, feed_id: int) -> Sequence[str]:
        return self.servers

    async def offer_feed(self, feed_id: int, server: str) -> str:
        if not server:
            raise SyncError("There is no server to sync with.")
        self.offered_feeds[feed_id] = server
        self.waiting += 1
        return server

    async def take_back(self, feed_id: int) -> bool:
        self.waiting -= feed_id in self.offered_feeds
        return self.offered_feeds.pop(feed_id, None) is not None

    async def is_new(self) -> bool:
        return self.new

    async def no_longer_new(self) -> None:
        self.new = False

    async def remembered(self, what: str) -> str:
        return self.memory.get(what, "")

    async def remember(self, what: str, value: str) -> None:
        self.memory[what] = value

    async def configuration(self) -> Config:
        from readers.config import load

        return load(self.config_file) if self.config_file.exists() else Config()

    async def configure(self, name: str, value: str | None) -> Config:
        from readers.configuring import change

        return change(name, value, self.config_file)

    async def place(self, article: Article) -> int:
        return self.places.get(article.document.digest, 0)

    async def keep_place(self, article: Article, offset: int) -> None:
        self.places[article.document.digest] = offset

    async def dossier_of(self, name: str, kind: str = "", row: EntryRow | None = None) -> Dossier:
        from readers.model.people import Appearance, Dossier

        named = tuple(Appearance(one, 1) for one in self.entries if name in one.people)
        return Dossier(name, kind or "PERSON", len(named), len(named), named, id=7)

    async def dossier(self, number: int) -> Dossier:
        from readers.model.people import Dossier

        return Dossier("Somebody", "PERSON", id=number)

    async def coverage(self) -> Coverage:
        from readers.model.people import Coverage

        return self.covered or Coverage()

    async def find_names(self, words: str) -> Sequence[Name]:
        return []

    async def decide(
        self, what: Deed, who: int, *, other: int = 0, name: str = "", entry_id: int | None = None
    ) -> Decision:
        from readers.model.people import Decision, Name

        return Decision(1, what, Name("Somebody", "PERSON", 1, who), name=name, entry_id=entry_id)

    async def undo_decision(self, number: int) -> None: ...

    async def decisions(self) -> Sequence[Decision]:
        return []

    async def quotes(self, words: str, limit: int = 200) -> Sequence[Saying]:
        return []

    async def jottings(self, words: str, limit: int = 200) -> Sequence[Jotting]:
        return []

    async def today(self) -> Today:
        from readers.model.people import Today

        return Today(fiction.NOW)

    async def picture(self, article: Article, image: Image) -> bytes:
        self.fetched.append(image.url)
        if image.url not in self.pictures:
            raise FetchError(f"{image.url} does not exist (404).", url=image.url)
        return self.pictures[image.url]

    async def close(self) -> None:
        self.closed = True
