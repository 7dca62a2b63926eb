"""Across articles: who was in the news, what they said, what the reader noted, and what is decided of names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from readers.errors import QuothError
from readers.library.notebook import Jotting
from readers.model import EntryRow
from readers.model.people import Decision, Deed, Dossier, Name, Saying
from tui.actions.shelves.writing import write
from tui.dialogs import card
from tui.dialogs.across import Across, Help, copied, notes_lines, quotes_lines
from tui.dialogs.choice import Choice
from tui.dialogs.decided import Decided, told
from tui.dialogs.dossier import DossierScreen, Wish, lines, names_lines, title
from tui.dialogs.glance import Glance

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from tui.dialogs.choice import Line
    from tui.stage import Stage


@dataclass(frozen=True)
class Made:
    """A decision that can be taken back."""

    decision: Decision

    def undo(self, stage: Stage) -> None:
        """Take it back."""
        stage.work(_take_back(stage, self.decision), "mark", "", exclusive=False)


# Commands


def today(stage: Stage) -> None:
    """The news at a glance."""
    stage.work(_today(stage), "card", "looking…")


def look_up(stage: Stage) -> None:
    """The dossier of somebody whose name is typed."""

    def named(text: str | None) -> None:
        if text and text.strip():
            stage.work(_look_up(stage, text), "card", "")

    stage.ask("who is", "", None, named)


def quotes_across(stage: Stage) -> None:
    """What was said in all articles."""

    async def find(words: str) -> Sequence[Line]:
        return quotes_lines(await stage.newsroom.quotes(words), stage.size.width)

    empty = "no quotes: they come from articles whose text has been read"
    title = "Quotes · type words, a name or a query; Enter opens, ^y copies"
    stage.app.push_screen(Across(title, find, _help(stage), empty=empty, note=lambda: _covered(stage)), _chosen(stage))


async def _covered(stage: Stage) -> str:
    """How much of the library is read, if not all: quotes are complete only there."""
    return (await stage.newsroom.coverage()).told


def notes_across(stage: Stage) -> None:
    """The reader's notes in all articles."""

    async def find(words: str) -> Sequence[Line]:
        return notes_lines(await stage.newsroom.jottings(words), stage.size.width)

    empty = f"no notes: {stage.keymap.of('highlight')} highlights, {stage.keymap.of('note')} writes one"
    title = "Notes · type words or a query; Enter opens, ^y copies"
    stage.app.push_screen(Across(title, find, _help(stage), empty=empty), _chosen(stage))


def _help(stage: Stage) -> Help:
    from tui.actions.queries import finding  # noqa: PLC0415  (only where a query is typed)

    return Help(lambda line: finding.completed(stage, line), lambda line: finding.hint(stage, line), finding.wrong_part)


def next_naming(stage: Stage) -> None:
    """The next article, back in time, that names whoever is at hand."""
    stage.work(_step(stage, 1), "card", "")


def previous_naming(stage: Stage) -> None:
    """The article after it in time."""
    stage.work(_step(stage, -1), "card", "")


def decided(stage: Stage) -> None:
    """What the reader decided of names."""
    stage.work(_decided(stage), "card", "")


# Dossiers


def show_dossier(stage: Stage, dossier: Dossier, here: Sequence[Line] = ()) -> None:
    """Show a dossier; whatever is chosen in it is opened, copied, saved or decided."""
    stage.following = dossier.id

    def given(value: Any) -> None:  # noqa: ANN401  (what a line or key stands for)
        if isinstance(value, Wish):
            _act(stage, dossier, value)
        else:
            _open(stage, value)

    shown = lines(dossier, stage.size.width, here)
    stage.app.push_screen(DossierScreen(title(dossier), shown, note=lambda: _covered(stage)), given)


def show_card(stage: Stage, number: int) -> None:
    """Show the dossier of somebody named in the article at hand, with what that article has of them."""
    stage.work(_show_card(stage, number), "card", "")


async def _show_card(stage: Stage, number: int) -> None:
    reading, article = stage.view.reading, stage.view.article
    if reading is None:
        return
    entity = reading.marks.entities[number]
    dossier = await stage.newsroom.dossier_of(entity.name, entity.kind, article.row if article is not None else None)
    if not dossier.kind:
        dossier = Dossier(entity.name, entity.kind)
    show_dossier(stage, dossier, card.lines(reading, number, min(card.AROUND, stage.size.width // 4)))


def _chosen(stage: Stage) -> Any:  # noqa: ANN401  (a callback)
    def given(value: Any) -> None:  # noqa: ANN401  (what a line stands for)
        if isinstance(value, QuothError):
            stage.note_problem(str(value))
        elif isinstance(value, tuple):
            _copy(stage, value[1])
        else:
            _open(stage, value)

    return given


def _open(stage: Stage, value: Any) -> None:  # noqa: ANN401  (what a line stands for)
    """Go to what was chosen."""
    if isinstance(value, Name):
        stage.work(_show(stage, value.id), "card", "")
    elif isinstance(value, Saying):
        stage.work(_open_at(stage, value.row, value.start), "open", "opening…")
    elif isinstance(value, EntryRow):
        stage.open_row(value)
    elif isinstance(value, Jotting):
        if value.row is None:
            stage.say("its article is in the library no longer")
        else:
            stage.open_row(value.row)
    elif value is not None:  # a mark of the article on the screen
        stage.view.take(value)
        stage.go_to("article")


def _act(stage: Stage, dossier: Dossier, wish: Wish) -> None:
    match wish.what:
        case "copy":
            _copy(stage, wish.value)
        case "save":
            _save(stage, wish.value)
        case "next":
            next_naming(stage)
        case "previous":
            previous_naming(stage)
        case "merge":
            _ask_merge(stage, dossier)
        case "split":
            _ask_split(stage, dossier)
        case "rename":
            _ask_rename(stage, dossier)
        case "not_a_name":
            _decide(stage, "not_a_name", dossier)


def _copy(stage: Stage, value: Any) -> None:  # noqa: ANN401  (what was under the cursor)
    text = copied(value)
    if text:
        stage.app.copy_to_clipboard(text)
        stage.say("copied")
    else:
        stage.say("nothing to copy here: choose a quote or an article")


def _save(stage: Stage, value: Any) -> None:  # noqa: ANN401  (what was under the cursor)
    row = value.row if isinstance(value, Saying) else value
    if isinstance(row, EntryRow):
        stage.work(_save_row(stage, row), "save", "saving…", exclusive=False)
    else:
        stage.say("nothing to save here: choose a quote or an article")


async def _save_row(stage: Stage, row: EntryRow) -> None:
    article = await stage.newsroom.open(row)
    if article.annotations is None:
        article = await stage.newsroom.annotate(article)
    await write(stage, article)


async def _show(stage: Stage, number: int) -> None:
    show_dossier(stage, await stage.newsroom.dossier(number))


async def _look_up(stage: Stage, text: str) -> None:
    found = await stage.newsroom.dossier_of(text.strip())
    if not found.articles:
        stage.say(f"nobody called “{text.strip()}” is in the library")
    else:
        show_dossier(stage, found)


async def _open_at(stage: Stage, row: EntryRow, place: int) -> None:
    stage.show_article(await stage.newsroom.open(row), place)


async def _today(stage: Stage) -> None:
    found = await stage.newsroom.today()
    stage.app.push_screen(Glance(found, stage.size.width), lambda value: _open(stage, value))


async def _step(stage: Stage, forward: int) -> None:
    """Go to another article that names whoever is at hand, or was looked up last."""
    dossier = await _at_hand(stage)
    if dossier is None or not dossier.appearances:
        stage.say("no name at hand: choose one first")
        return
    stage.following = dossier.id
    rows = [one.row for one in dossier.appearances]
    shown = stage.view.article.row if stage.view.article is not None else None
    at = next((n for n, row in enumerate(rows) if shown is not None and row.id == shown.id), None)
    to = (0 if forward > 0 else len(rows) - 1) if at is None else at + forward
    if not 0 <= to < len(rows):
        stage.say(f"no {'earlier' if forward > 0 else 'later'} article names {dossier.name}")
        return
    stage.open_row(rows[to])
    stage.say(f"{dossier.name} · article {to + 1} of {dossier.articles}")


async def _at_hand(stage: Stage) -> Dossier | None:
    reading, article = stage.view.reading, stage.view.article
    if reading is not None and reading.entity >= 0:
        entity = reading.marks.entities[reading.entity]
        found = await stage.newsroom.dossier_of(entity.name, entity.kind, article.row if article else None)
        return found if found.articles else None
    return await stage.newsroom.dossier(stage.following) if stage.following else None


# Deciding


def _ask_merge(stage: Stage, dossier: Dossier) -> None:
    def named(text: str | None) -> None:
        if text and text.strip():
            stage.work(_choose_other(stage, dossier, text), "card", "")

    stage.ask(f"{dossier.name} is the same as", "", None, named)


async def _choose_other(stage: Stage, dossier: Dossier, text: str) -> None:
    others = [one for one in await stage.newsroom.find_names(text) if one.id != dossier.id]
    if not others:
        stage.say(f"nobody else called “{text.strip()}” is in the library")
        return

    def chosen(other: Name | None) -> None:
        if other is not None:
            _decide(stage, "merge", dossier, other=other.id)

    stage.app.push_screen(Choice(f"{dossier.name} is the same as", names_lines(others), search=False), chosen)


def _ask_split(stage: Stage, dossier: Dossier) -> None:
    from tui.dialogs.answers import Answer, Answers  # noqa: PLC0415  (only when a name is parted)

    shown = stage.view.article.row if stage.view.article is not None else None
    here = shown if any(shown is not None and one.row.id == shown.id for one in dossier.appearances) else None
    answers = [Answer(str(n), one.name, (one.name, None)) for n, one in enumerate(dossier.names[:9], 1)]
    groups = [("Which name means another, everywhere?", answers)]
    if here is not None:
        keys = "abcdefghi"
        alone = [Answer(keys[n], one.name, (one.name, here.id)) for n, one in enumerate(dossier.names[:9])]
        groups.append(("Or in the article on the screen alone", alone))

    def chosen(value: tuple[str, int | None] | None) -> None:
        if value is not None:
            _decide(stage, "split", dossier, name=value[0], entry_id=value[1])

    stage.app.push_screen(Answers(f"Part a name from {dossier.name}", groups), chosen)


def _ask_rename(stage: Stage, dossier: Dossier) -> None:
    def named(text: str | None) -> None:
        if text and text.strip() and text.strip() != dossier.name:
            _decide(stage, "rename", dossier, name=text.strip())

    stage.ask("to be called", dossier.name, None, named, edit=True)


def _decide(
    stage: Stage, what: Deed, dossier: Dossier, *, other: int = 0, name: str = "", entry_id: int | None = None
) -> None:
    deciding = stage.newsroom.decide(what, dossier.id, other=other, name=name, entry_id=entry_id)
    stage.work(_do(stage, deciding, other or dossier.id), "mark", "", exclusive=False)


async def _do(stage: Stage, deciding: Awaitable[Decision], shown: int) -> None:
    made = await deciding
    stage.undoable.append(Made(made))
    stage.say(f"{told(made)} · {stage.keymap.of('undo')} takes it back")
    await _look_again(stage)
    if made.what != "not_a_name":
        await _show(stage, shown)


async def _take_back(stage: Stage, decision: Decision) -> None:
    await stage.newsroom.undo_decision(decision.id)
    stage.say(f"taken back: {told(decision)}")
    await _look_again(stage)


async def _look_again(stage: Stage) -> None:
    from tui.actions.listing import look_again  # noqa: PLC0415  (only when something was decided)

    await look_again(stage)


async def _decided(stage: Stage) -> None:
    made = await stage.newsroom.decisions()

    def chosen(value: Any) -> None:  # noqa: ANN401  (what a line stands for)
        if isinstance(value, tuple):
            stage.work(_take_back_and_show(stage, value[1]), "mark", "", exclusive=False)
        elif isinstance(value, Decision):
            stage.work(_show(stage, (value.other or value.who).id), "card", "")

    stage.app.push_screen(Decided(made), chosen)


async def _take_back_and_show(stage: Stage, decision: Decision) -> None:
    await _take_back(stage, decision)
    if await stage.newsroom.decisions():
        await _decided(stage)
