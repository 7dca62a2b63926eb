"""Highlights and notes: making, changing, deleting them, and going to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from readers.marks.anchors import Place, anchor, wording
from readers.marks.notes import is_to_the_whole, tags_in
from readers.model import Anchor, Note, Span
from tui.layout import marks as found

if TYPE_CHECKING:
    from readers.model import Article
    from tui.layout.page import Page
    from tui.stage import Stage
    from tui.widgets.notes_panel import Line

_LONGEST = 40


@dataclass(frozen=True)
class Noted:
    """A note that was made, changed or deleted.

    Attributes:
        article: whose.
        before: the note as it was; ``None`` if it was made.
        after: as it is now; ``None`` if it was deleted.
        told: what was done, in words.
    """

    article: Article
    before: Note | None
    after: Note | None
    told: str

    def undo(self, stage: Stage) -> None:
        """Have the note as it was."""
        stage.work(_take_back(stage, self), "mark", "", exclusive=False)


# Commands


def highlight(stage: Stage) -> None:
    """Highlight what is selected or at hand; a highlight is taken away."""
    article = _article(stage)
    if article is None:
        return
    selected = stage.view.selected
    place = _selected(stage)
    if selected is not None and place is None:
        return
    known = _to_place(stage, place) if place is not None else _at_hand(stage)
    if known is not None and known.body:
        keys = stage.keymap.of("note"), stage.keymap.of("show_notes"), stage.keymap.of("delete_note")
        stage.say("there is a note to these words: {} changes it, {} and {} delete it".format(*keys))
    elif known is not None and not is_to_the_whole(known):
        _do(stage, Noted(article, known, None, "highlight taken away"))
    elif (place := place or _place_at_hand(stage)) is not None:
        _do(stage, Noted(article, None, _note(article, place), f"highlighted {_short(article, place)}"))
    else:
        stage.say(f"nothing at hand to highlight: {stage.keymap.of('select')} selects words")


def note(stage: Stage) -> None:
    """Write a note to what is selected or at hand, or to the whole article; or change the one there is."""
    _write_note(stage, in_editor=False)


def note_in_editor(stage: Stage) -> None:
    """The same in an editor of the reader's own."""
    _write_note(stage, in_editor=True)


def _write_note(stage: Stage, *, in_editor: bool) -> None:
    article = _article(stage)
    if article is None:
        return
    place = _selected(stage)
    if stage.view.selected is not None and place is None:
        return
    known = _to_place(stage, place) if place is not None else _at_hand(stage)
    if known is None and place is None:
        place = _place_at_hand(stage)
    if known is None and place is None:
        known = next((one for one in reversed(article.notes) if is_to_the_whole(one)), None)
    about = "the whole article" if place is None else _short(article, place)
    if known is not None:
        about = "the whole article" if is_to_the_whole(known) else _quoted(known.anchor.exact)

    def written(text: str | None) -> None:
        stage.view.release_selection(again=text is None)
        if text is not None:
            _write(stage, article, known, place, " ".join(text.split()))

    stage.view.hold_selection()
    if in_editor:
        from tui.actions.outside import programs  # noqa: PLC0415  (nothing of it is needed for the first frame)

        written(programs.edit(stage, known.body if known else ""))
        return
    stage.ask(f"note to {about} · #word is a tag", known.body if known else "", None, written, edit=True)


def select(stage: Stage) -> None:
    """Begin to select, with what is at hand."""
    stage.go_to("article")
    if not stage.view.start_selecting():
        stage.say("nothing to select here")


def delete_note(stage: Stage) -> None:
    """Delete the note at hand in the panel, or in the article."""
    article = _article(stage)
    if article is None:
        return
    known = _at_hand(stage)
    if known is None:
        stage.say("no note at hand: choose one first")
    else:
        _do(stage, Noted(article, known, None, "note deleted" if known.body else "highlight taken away"))


def next_note(stage: Stage) -> None:
    """The next note or highlight."""
    _step(stage, forward=True)


def previous_note(stage: Stage) -> None:
    """The one before."""
    _step(stage, forward=False)


def show_notes(stage: Stage) -> None:
    """The notes to the article."""
    stage.panel.tab = "notes"
    stage.go_to("panel")


def _step(stage: Stage, *, forward: bool) -> None:
    reading = stage.view.reading
    if reading is not None and not stage.view.step(reading.noted, forward=forward):
        stage.say(f"nothing noted here: {stage.keymap.of('highlight')} highlights, {stage.keymap.of('note')} notes")


# The panel


def preview(stage: Stage, line: Line) -> None:
    """The panel's cursor is on a note: show its words strongly."""
    mark = _mark(stage, line)
    if mark is not None:
        stage.view.take(mark, remember=False)


def jump(stage: Stage, line: Line) -> None:
    """A note was chosen in the panel: go to its words."""
    mark = _mark(stage, line)
    if mark is not None:
        stage.view.take(mark)
    elif line.note is not None and not is_to_the_whole(line.note):
        stage.say("these words are no longer in the text")
        return
    stage.go_to("article")


def _mark(stage: Stage, line: Line) -> found.Mark | None:
    reading = stage.view.reading
    if reading is None or line.note is None:
        return None
    return next((mark for mark in reading.noted if mark.number == line.note.id), None)


# What is at hand


def _article(stage: Stage) -> Article | None:
    if stage.view.article is None:
        stage.say("no article to note anything in")
    return stage.view.article


def _selected(stage: Stage) -> Place | None:
    """What is selected; says so if that is none of the article's words."""
    selected, reading = stage.view.selected, stage.view.reading
    if selected is None or reading is None:
        return None
    place = _place(reading.page, *selected)
    if place is None:
        stage.say("only headline and text can be marked")
    return place


def _place(page: Page, start: int, end: int) -> Place | None:
    """Where a stretch of the page is in the document: that part of it which is text or, failing that, headline."""
    left, right = max(start, page.body), min(end, page.end)
    if left < right:
        stretch = page.text[left:right]
        left, right = left + len(stretch) - len(stretch.lstrip()), right - len(stretch) + len(stretch.rstrip())
        if left < right:
            return Place(False, Span(page.to_document(left), page.to_document(right)))
    title = next((paragraph for paragraph in page.paragraphs if paragraph.kind == "title"), None)
    if title is not None and start < title.end and end > title.start:
        return Place(True, Span(max(start, title.start), min(end, title.end)))
    return None


def _place_at_hand(stage: Stage) -> Place | None:
    """The mention, quote or match at hand; in the panel, also the first mention of the name under its cursor."""
    reading = stage.view.reading
    if reading is None:
        return None
    mark = reading.mark
    if mark is None and stage.pane == "panel" and stage.panel.tab in {"people", "places"}:
        mark = next(iter(reading.marks.of(reading.entity)), None)
    return _place(reading.page, mark.start, mark.end) if mark is not None else None


def _at_hand(stage: Stage) -> Note | None:
    """The note at hand: that of the panel's row, or the one over what is at hand in the text."""
    reading, article = stage.view.reading, stage.view.article
    if reading is None or article is None:
        return None
    if stage.pane == "panel" and stage.panel.tab == "notes":
        line = stage.panel.notes.item
        return line.note if line is not None else None
    number = reading.note
    if not number and reading.mark is not None:
        over = found.at(reading.noted, reading.mark.start)
        number = over.number if over is not None and reading.mark.end <= over.end else 0
    return next((one for one in article.notes if one.id == number), None)


def _to_place(stage: Stage, place: Place) -> Note | None:
    """The note to exactly these words."""
    reading = stage.view.reading
    placed = reading.notes.placed if reading is not None else ()
    return next((one.note for one in placed if one.place == place), None)


# Doing and undoing


def _note(article: Article, place: Place | None, body: str = "") -> Note:
    where = Anchor("") if place is None else anchor(article.document, place.span, in_title=place.in_title)
    return Note(0, where, body, tags_in(body))


def _write(stage: Stage, article: Article, known: Note | None, place: Place | None, body: str) -> None:
    if known is None:
        if body:
            _do(stage, Noted(article, None, _note(article, place, body), "noted"))
        elif place is not None:
            _do(stage, Noted(article, None, _note(article, place), f"highlighted {_short(article, place)}"))
    elif not body and is_to_the_whole(known):
        _do(stage, Noted(article, known, None, "note deleted"))
    elif body != known.body:
        after = msgspec.structs.replace(known, body=body, tags=tags_in(body), modified=datetime.now(UTC))
        _do(stage, Noted(article, known, after, "note changed" if body else "note taken away, highlight left"))


def _do(stage: Stage, noted: Noted) -> None:
    stage.work(_keep(stage, noted), "mark", "", exclusive=False)


async def _keep(stage: Stage, noted: Noted) -> None:
    after = await _put(stage, noted.article, noted.before, noted.after)
    # What was found in the article is not needed to take a note back, and is the largest part of it.
    article = msgspec.structs.replace(noted.article, annotations=None, notes=())
    stage.undoable.append(replace(noted, article=article, after=after))
    stage.view.stop_selecting()
    stage.say(f"{noted.told} · {stage.keymap.of('undo')} takes it back")


async def _take_back(stage: Stage, noted: Noted) -> None:
    await _put(stage, noted.article, noted.after, noted.before)
    stage.say(f"taken back: {noted.told}")


async def _put(stage: Stage, article: Article, before: Note | None, after: Note | None) -> Note | None:
    """Have one note instead of another, in the library and on the screen; gives it as the library has it."""
    if after is None:
        if before is not None:
            await stage.newsroom.delete_note(before)
    elif before is None:
        after = await stage.newsroom.add_note(article, after)
    else:
        await stage.newsroom.change_note(after)
    shown = stage.view.article
    if shown is not None and shown.document == article.document:
        gone = {one.id for one in (before, after) if one is not None}
        notes = [one for one in shown.notes if one.id not in gone]
        show(stage, sorted([*notes, *([after] if after else [])], key=lambda one: one.id))
    return after


def show(stage: Stage, notes: list[Note]) -> None:
    """Show these notes to the article on the screen."""
    stage.view.note(notes)
    stage.panel.show_notes(stage.view.reading)


def _short(article: Article, place: Place) -> str:
    return _quoted(wording(article.document, place))


def _quoted(words: str) -> str:
    # Quotation marks within quotation marks are single ones.
    words = " ".join(words.split()).translate({ord("“"): "‘", ord("”"): "’"})
    return f"“{words}”" if len(words) <= _LONGEST else f"“{words[:_LONGEST].rsplit(' ', 1)[0]}…”"
