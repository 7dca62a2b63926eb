"""Quotes and notes across articles: a list that is looked up anew with every word typed."""

from __future__ import annotations

from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Input, Static

from readers.errors import QueryError, QuothError
from tui.dialogs.choice import Choice, Line
from tui.dialogs.dossier import day, quote_lines, room_for
from tui.widgets.prompt import Mistake
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from readers.library.notebook import Jotting
    from readers.model.people import Saying
    from tui.dialogs.choice import Note

_LINES = 3


class Help(NamedTuple):
    """What helps typing a query.

    Attributes:
        completed: gives the line as Tab completes it.
        hint: what may come next, in words; empty for nothing.
        wrong: gives the part of the line in which a mistake is.
    """

    completed: Callable[[str], Awaitable[str]]
    hint: Callable[[str], Awaitable[str]]
    wrong: Callable[[str], tuple[int, int] | None]


class Across(Choice):
    """The list; gives what was chosen, or ``("copy", what)``.

    What is typed is a query. A mistake in it is underlined and told below the line, and the list stays as it was.
    """

    DEFAULT_CSS = """
    Across #told { color: $quiet; text-style: none; height: auto; max-height: 2; margin: 0 0 1 1; }
    Across #told.-wrong { color: $error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+y", "copy", "Copy", show=False, id="across.copy"),
        Binding("tab", "complete", "Complete", show=False, id="across.complete"),
    ]

    line = query_one(Input)
    told = query_one("#told", Static)

    def __init__(
        self,
        title: str,
        find: Callable[[str], Awaitable[Sequence[Line]]],
        help: Help,  # noqa: A002
        *,
        empty: str,
        note: Note = "",
    ) -> None:
        """Make the screen.

        Args:
            title: what is listed.
            find: gives the rows for a query.
            help: what helps typing one.
            empty: what it says when there are none.
            note: as for `Choice`.
        """
        super().__init__(title, (), empty=empty, note=note)
        self._find = find
        self._help = help

    def on_mount(self) -> None:
        """Show what there is without any words; what else is to be done then, `Choice` does."""
        self.lines.parent.mount(Static(id="told", markup=False), before=self.lines)  # type: ignore[union-attr]
        self.line.highlighter = Mistake(self._help.wrong)
        self.line.placeholder = "words, by:… about:… with:… since:7d feed:… tag:…"
        self._look("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for the words."""
        event.stop()
        event.prevent_default()
        self._look(event.value)

    def _look(self, words: str) -> None:
        # Given as a function: what is overtaken before it began leaves no coroutine behind.
        find: Callable[[], Awaitable[None]] = partial(self._show, words)
        self.run_worker(find, exclusive=True, name="across")

    async def _show(self, words: str) -> None:
        told, wrong = "", False
        try:
            self.fill(await self._find(words))
            told = await self._help.hint(words)
        except QueryError as error:
            told, wrong = await self._help.hint(words) or str(error), True
        except QuothError as error:
            self.give(error)
            return
        self.told.update(told)
        self.told.set_class(wrong, "-wrong")
        self._fit()

    async def action_complete(self) -> None:
        """Complete what is being typed."""
        typed = self.line.value
        completed = await self._help.completed(typed)
        if completed != typed == self.line.value:
            self.line.value = completed
            self.line.cursor_position = len(completed)

    def action_copy(self) -> None:
        """Copy what is under the cursor."""
        item = self.lines.item
        if item is not None and item.value is not None:
            self.give(("copy", item.value))


def quotes_lines(quotes: Sequence[Saying], width: int) -> list[Line]:
    """Rows for quotes of several people."""
    room = room_for(width)
    return [line for one in quotes for line in quote_lines(one, room, speaker=True)]


def notes_lines(notes: Sequence[Jotting], width: int) -> list[Line]:
    """Rows for notes: the words marked, what was written, and to what."""
    room = room_for(width)
    found = []
    for one in notes:
        marked = wrap(" ".join(one.text.split()), room - 4)[:_LINES]
        written = wrap(" ".join(one.body.split()), room - 4)[:_LINES]
        rows = [(part, "noted") for part in marked] + [(part, "") for part in written] or [("(an empty note)", "quiet")]
        outlet = one.row.outlet if one.row is not None else ""
        for number, (words, look) in enumerate(rows):
            value = one if not number else None
            found.append(Line(Row((("  ", ""), (words, look))), value, more=number > 0))
        where = f"{outlet}  {day(one.created)}".strip()
        found.append(Line(Row((("    ", ""), (one.title or one.url, "quiet")), ((where, "quiet"),)), more=True))
    return found


def copied(value: Any) -> str:  # noqa: ANN401  (whatever a line stands for)
    """A quote, note or article as text for the clipboard, with where it is from."""
    from readers.library.notebook import Jotting  # noqa: PLC0415  (only when something is copied)
    from readers.model import EntryRow  # noqa: PLC0415  (the same)
    from readers.model.people import Name, Saying  # noqa: PLC0415  (the same)

    match value:
        case Saying(row=row, speaker=speaker, text=text):
            return f"“{' '.join(text.split())}” – {speaker}, {row.outlet}, {day(row.published)}, {row.link}".rstrip(
                ", "
            )
        case Jotting(text=text, body=body, title=title, url=url):
            return "\n".join(filter(None, (text, body, f"{title} {url}".strip())))
        case EntryRow(title=title, link=link):
            return f"{title} {link}".strip()
        case Name(name=name):
            return name
    return ""
