"""What the data commands print on a terminal: the data that a pipe is given, as tables fitted to the width.

The only importer of rich among the commands, and imported only when there is a terminal to draw on. Whatever stands in
a cell is made safe and never read as markup; without colours (``NO_COLOR``) nothing is lost, since nothing is told by
colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from readers.clean import clean, clean_line

Drawn = Literal[
    "entries",
    "changed",
    "quotes",
    "voices",
    "notes",
    "feeds",
    "who",
    "today",
    "preview",
    "import",
    "refresh",
    "doctor",
    "rules",
]
"""What there is a table for."""

Row = Mapping[str, Any]
"""What JSON calls an object."""

_WIDE, _MEDIUM = 110, 70
"""Cells of the terminal from which columns of less weight have room."""


class _Column(NamedTuple):
    """A column: its heading, what stands in it, and from which width of the terminal on it is shown."""

    heading: str
    cell: Callable[[Row], Text | str]
    least: int = 0
    style: str = ""
    whole: bool = False
    """Never broken into lines."""
    right: bool = False


def draw(value: Any, kind: Drawn) -> bool:  # noqa: ANN401  # whatever JSON can say
    """Print data as tables on standard output.

    Args:
        value: what `tui.verbs.common.print_value` would print, as JSON's own types.
        kind: what it is.

    Returns:
        Whether there was anything to print.
    """
    if not value or (kind == "who" and not value["kind"]):
        return False
    _DRAWN[kind](Console(highlight=False, markup=False, emoji=False), value)
    return True


def remark(words: str) -> None:
    """Print something quietly below the tables."""
    Console(highlight=False, markup=False, emoji=False).print(Text(words, style="dim"))


def line(value: object) -> str:
    """A value in one line of safe text; nothing for what is missing."""
    return "" if value is None else clean_line(str(value))


def _table(console: Console, columns: Sequence[_Column], rows: Iterable[Row], title: str = "") -> None:
    """Print one table, without the columns that have no room or nothing in them; nothing at all without rows."""
    wanted = [column for column in columns if console.width >= column.least]
    lines = [[_text(column.cell(row)) for column in wanted] for row in rows]
    if not lines:
        return
    filled = [number for number in range(len(wanted)) if any(cells[number] for cells in lines)]
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        collapse_padding=True,
        header_style="bold",
        show_header=any(wanted[number].heading for number in filled),
    )
    for column in (wanted[number] for number in filled):
        table.add_column(
            column.heading,
            style=column.style,
            no_wrap=column.whole,
            overflow="ellipsis" if column.whole else "fold",
            justify="right" if column.right else "left",
        )
    for cells in lines:
        table.add_row(*(cells[number] for number in filled))
    if title:
        console.print(Text(f"\n{title}", style="bold"))
    console.print(table)


def _text(cell: Text | str) -> Text:
    return cell if isinstance(cell, Text) else Text(cell)


def _get(name: str) -> Callable[[Row], str]:
    return lambda row: line(row.get(name))


def _of_entry(name: str) -> Callable[[Row], str]:
    """Something of the entry that a row belongs to, which may be none."""
    return lambda row: line((row.get("row") or {}).get(name))


def _time(value: object, *, here: bool = False) -> str:
    """A moment as its publisher gave it; or, of what we did ourselves, ``here``, where the reader is."""
    if not isinstance(value, str):
        return ""
    moment = datetime.fromisoformat(value)
    return f"{moment.astimezone() if here else moment:%Y-%m-%d %H:%M}"


def _published(row: Row) -> str:
    return _time(row.get("published"))


def _tags(row: Row) -> str:
    return " ".join(f"#{line(tag)}" for tag in row.get("tags") or ())


def _found(row: Row) -> Text:
    """The headline, and under it the words found, those that were looked for stronger."""
    told = Text(line(row.get("title")))
    excerpt = str(row.get("excerpt") or "")
    if excerpt.strip():
        under = Text(clean(excerpt), style="dim")
        for mark in row.get("marks") or () if clean(excerpt) == excerpt else ():
            under.stylize("bold not dim", mark["start"], mark["end"])
        under.rstrip()
        told.append("\n").append_text(under)
    return told


_ENTRY = (
    _Column("id", _get("id"), whole=True, right=True),
    _Column("published", _published, _MEDIUM, whole=True),
    _Column("outlet", _get("outlet"), _MEDIUM, "italic"),
    _Column("title", _found),
    _Column("people", lambda row: ", ".join(line(name) for name in row.get("people") or ()), _WIDE),
    _Column("tags", _tags, _WIDE),
)
_CHANGED = (*_ENTRY[:-2], _Column("changed", lambda row: _time(row.get("changed"), here=True), whole=True))
_QUOTES = (
    _Column("id", _get("quote"), whole=True, right=True),
    _Column("published", lambda row: _published(row.get("row") or {}), _MEDIUM, whole=True),
    _Column("outlet", _of_entry("outlet"), _MEDIUM, "italic"),
    _Column("speaker", _get("speaker"), 0, "bold"),
    _Column("quote", _get("text")),
    _Column("kind", _get("kind"), _WIDE, whole=True),
    _Column("sure", lambda row: f"{row.get('confidence', 0):.0%}", _WIDE, whole=True, right=True),
)
_VOICES = (
    _Column("id", lambda row: str(row["id"] or ""), _MEDIUM, whole=True, right=True),
    _Column("name", _get("name"), 0, "bold"),
    _Column("kind", _get("kind"), _MEDIUM, whole=True),
    _Column("quotes", lambda row: str(row["quotes"]), whole=True, right=True),
    _Column("articles", lambda row: str(row["articles"]), whole=True, right=True),
)
_NOTES = (
    _Column("article", _of_entry("id"), _MEDIUM, whole=True, right=True),
    _Column("made", lambda row: _time(row.get("created"), here=True), _MEDIUM, whole=True),
    _Column("title", _get("title"), 0, "italic"),
    _Column("marked", _get("text")),
    _Column("note", lambda row: clean(str(row.get("body") or ""))),
    _Column("tags", _tags, _WIDE),
)
_RULES = (
    _Column("id", _get("id"), whole=True, right=True),
    _Column("", lambda row: "on" if row["enabled"] else "off", whole=True),
    _Column("does", lambda row: line(f"{row['action']} {row.get('argument', '')}".strip()), 0, "bold"),
    _Column("with what is found by", _get("query")),
    _Column("touched", _get("touched"), _MEDIUM, whole=True, right=True),
    _Column("problem", _get("problem")),
)
_FEEDS = (
    _Column("id", _get("id"), whole=True, right=True),
    _Column("unread", lambda row: f"{row.get('unread', 0)}/{row.get('total', 0)}", whole=True, right=True),
    _Column("feed", lambda row: line(row.get("name") or row.get("title") or row.get("url")), 0, "bold"),
    _Column("folder", lambda row: " / ".join(line(part) for part in row.get("folder") or ()), _MEDIUM),
    _Column("fetched", lambda row: _time(row.get("checked"), here=True), _WIDE, whole=True),
    _Column("address", _get("url"), _MEDIUM),
    _Column("problem", lambda row: line(row.get("problem")) or ("gone" if row.get("gone") else "")),
)
_APPEARANCES = (
    _Column("article", _of_entry("id"), whole=True, right=True),
    _Column("published", lambda row: _published(row.get("row") or {}), _MEDIUM, whole=True),
    _Column("outlet", _of_entry("outlet"), _MEDIUM, "italic"),
    _Column("title", _of_entry("title")),
    _Column("mentions", _get("mentions"), whole=True, right=True),
)
_PREVIEWED = (
    _Column("published", _published, whole=True),
    _Column("title", _get("title")),
    _Column("authors", lambda row: ", ".join(line(name) for name in row.get("authors") or ()), _WIDE),
    _Column("address", _get("link"), _MEDIUM),
)
_RISING = (
    _Column("name", lambda row: line(row["name"]["name"]), 0, "bold"),
    _Column("articles", lambda row: line(row["name"]["articles"]), whole=True, right=True),
    _Column("before", _get("before"), _MEDIUM, whole=True, right=True),
    _Column("times usual", lambda row: f"×{row['times']:g}" if row["times"] else "new", whole=True, right=True),
)
_QUOTED = (
    _Column("name", lambda row: line(row["name"]["name"]), 0, "bold"),
    _Column("quotes", _get("quotes"), whole=True, right=True),
    _Column("on", lambda row: ", ".join(line(word) for word in row["words"])),
)
_TOLD_BY = (
    _Column("outlets", lambda row: line(len(row["outlets"])), whole=True, right=True),
    _Column("id", lambda row: line(row["rows"][0]["id"]), whole=True, right=True),
    _Column("title", lambda row: line(row["rows"][0]["title"])),
)
_TOLD = (
    _Column("feed", _get("url")),
    _Column("", _get("what"), whole=True),
    _Column("why", lambda row: line(row.get("problem") or row.get("reason"))),
)


def _plain(columns: Sequence[_Column]) -> Callable[[Console, Any], None]:
    return lambda console, value: _table(console, columns, value)


def _who(console: Console, found: Row) -> None:
    told = Text(line(found["name"]), style="bold")
    told.append(f"  {line(found['kind'])}: {found['mentions']} mentions in {found['articles']} articles", "not bold")
    console.print(told)
    for label, key, field in (("Called", "names", "name"), ("Told to be", "offices", "office")):
        if found[key]:
            console.print(
                Text(f"{label}: " + ", ".join(f"{line(one[field])} ({one['articles']})" for one in found[key]))
            )
    for label, names in (("With", found["companions"]), ("Also of this name", found["others"])):
        if names:
            listed = ", ".join(f"{line(one['name'])} ({one['articles']})" for one in names)
            console.print(Text(f"{label}: {listed}"))
    _table(console, _APPEARANCES, found["appearances"], "Articles")
    _table(console, _QUOTES, found["sayings"], "Quotes")


def _today(console: Console, found: Row) -> None:
    read = "" if found["read"] >= found["articles"] else f", {found['read']} of them read in full"
    console.print(Text(f"{found['articles']} articles since {_time(found['since'], here=True)}{read}"))
    named = [("Most in the news", found["most"]), ("New", found["new"])]
    for label, names in named:
        if names:
            listed = ", ".join(f"{line(one['name'])} ({one['articles']})" for one in names)
            console.print(Text(f"{label}: {listed}"))
    _table(console, _RISING, found["rising"], "Rising")
    _table(console, _QUOTED, found["quoted"], "Quoted most")
    _table(console, _TOLD_BY, found["stories"], "Told by several")


def _preview(console: Console, feeds: Row | Sequence[Row]) -> None:
    for feed in [feeds] if isinstance(feeds, Mapping) else feeds:
        told = Text(line(feed["title"]), style="bold")
        told.append(f"  {line(feed['format'])}  {line(feed['link'])}", "not bold")
        console.print(told)
        _table(console, _PREVIEWED, feed["entries"])
        for problem in feed["problems"]:
            console.print(Text(f"! {line(problem)}"))


def _import(console: Console, done: Row) -> None:
    console.print(Text(f"{len(done['added'])} added, {done['already_there']} were there already."))
    _table(console, _FEEDS, done["added"], "Added")
    _table(console, _FEEDS, done["updated"], "Taken over, folder or name")
    for one in done["left_out"]:
        console.print(Text(f"! left out: {line(one)}"))


def _refresh(console: Console, done: Row) -> None:
    counts = [f"{number} {name.replace('_', ' ')}" for name, number in done.items() if isinstance(number, int)]
    console.print(Text(", ".join(counts) + "."))
    rows = [{**one, "what": what} for what in ("failed", "skipped", "problems") for one in done[what]]
    _table(console, _TOLD, rows)


def _doctor(console: Console, report: Row) -> None:
    facts = {name: value for name, value in report.items() if name != "problems"}
    packages, largest = facts.pop("packages", {}), facts.pop("largest_bytes", {})
    languages = facts.pop("languages", {})
    rows = [{"name": name, "value": value} for name, value in facts.items()]
    rows += [{"name": f"language {name}", "value": value} for name, value in languages.items()]
    rows += [{"name": f"bytes of {name}", "value": size} for name, size in largest.items()]
    rows += [{"name": name, "value": version or "not installed"} for name, version in packages.items()]
    _table(console, (_Column("", _get("name"), whole=True), _Column("", _get("value"))), rows)
    for problem in report["problems"]:
        console.print(Text(f"! {line(problem)}"))
    if not report["problems"]:
        console.print(Text("Nothing is wrong."))


_DRAWN: Mapping[Drawn, Callable[[Console, Any], None]] = {
    "entries": _plain(_ENTRY),
    "changed": _plain(_CHANGED),
    "quotes": _plain(_QUOTES),
    "voices": _plain(_VOICES),
    "notes": _plain(_NOTES),
    "feeds": _plain(_FEEDS),
    "who": _who,
    "today": _today,
    "preview": _preview,
    "import": _import,
    "refresh": _refresh,
    "doctor": _doctor,
    "rules": _plain(_RULES),
}
