"""Programs of the reader's own: opened with, piped to, edited in."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from readers import outside
from readers.errors import CommandError
from readers.save.sharing import quotes
from tui.actions.outside import sharing
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from readers.outside import Command
    from tui.stage import Stage

_MEDIA = (".mp3", ".m4a", ".ogg", ".opus", ".flac", ".wav", ".aac", ".mp4", ".m4v", ".webm", ".mkv", ".mov")


def open_address(stage: Stage, url: str, kind: str = "article") -> None:
    """Open an address with the program for its kind, or in the system's browser.

    Args:
        stage: the reader's screen.
        url: of the web.
        kind: ``article``, ``picture`` or ``media``.
    """
    if not url.startswith(("http://", "https://")):
        stage.say("this has no web address")
        return
    browsers = stage.settings.browser
    if kind == "article" and url.partition("?")[0].lower().endswith(_MEDIA):
        kind = "media"
    text = {"picture": browsers.picture, "media": browsers.media}.get(kind, "") or browsers.command
    if text:
        _run(stage, outside.prepared(outside.with_field(text, "u"), **about(stage, url)), f"opened {url}")
    else:
        stage.app.open_url(url)
        stage.say(f"opened {url}")


def about(stage: Stage, url: str = "") -> dict[str, str]:
    """What a command can be told of: the entry or the article at hand."""
    row, article = stage.row, stage.view.article
    if row is not None:
        return {"url": url or row.link, "title": row.title, "feed": row.outlet}
    if article is not None:
        return {"url": url or article.document.url, "title": article.document.title, "feed": article.document.site}
    return {"url": url, "title": "", "feed": ""}


def _run(stage: Stage, command: Command, done: str) -> None:
    if command.on_terminal:
        on_terminal(stage, command)
        stage.say(done)
        return
    stage.work(_start(stage, command, done), "outside", "", exclusive=False)


async def _start(stage: Stage, command: Command, done: str) -> None:
    await asyncio.to_thread(outside.start, command)
    stage.say(done)


def on_terminal(stage: Stage, command: Command, given: str | None = None) -> None:
    """Give the terminal to a program until it ends."""
    from textual.app import SuspendNotSupported  # noqa: PLC0415  (only here)

    try:
        with stage.app.suspend():
            code = outside.take_over(command, given)
    except SuspendNotSupported as error:
        raise CommandError("Programs that need the terminal cannot be run in a browser.") from error
    stage.app.refresh(repaint=True)
    if code:
        stage.say_wrong(f"{command.arguments[0]} ended with an error ({code})")


def text_at_hand(stage: Stage) -> tuple[str, str]:
    """What is selected, else the quote at hand, else the article: what it is, and its text."""
    if selected := stage.get_selected_text():
        return "what is selected", selected
    if quote := quote_at_hand(stage):
        return "the quote", quote
    article = stage.view.article
    if article is None or stage.pane not in {"article", "panel"}:
        return "", ""
    document = article.document
    authors = ", ".join(document.authors)
    head = [one for one in (document.title, authors, document.site, document.url) if one]
    return "the article", "\n".join(head) + f"\n\n{document.text}\n"


def quote_at_hand(stage: Stage) -> str:
    """The quote at hand with its speaker, outlet, date and address; empty if there is none."""
    found = sharing.at_hand(stage)
    return quotes.shared(*found, "text") if found else ""


def copy_quote(stage: Stage) -> None:
    """Copy the quote at hand with who said it, where and when, in the configured form."""
    sharing.copy(stage, stage.settings.quote)


def share_quote(stage: Stage) -> None:
    """Ask in which form the quote at hand is to be copied."""
    sharing.ask(stage)


def pipe(stage: Stage) -> None:
    """Ask for a command, and give it what is selected, the quote or the article at hand."""
    what, text = text_at_hand(stage)
    if not text:
        stage.say("nothing at hand to pipe: open an article")
        return
    before = stage.settings.commands.pipe
    stage.ask(f"pipe {what} to (! before it: on the terminal)", before, None, lambda line: pipe_to(stage, line))


def pipe_to(stage: Stage, line: str | None) -> None:
    """Give what is at hand to a command, and show what it says."""
    _, text = text_at_hand(stage)
    if not line or not line.strip() or not text:
        return
    command = outside.prepared(line, **about(stage))
    if command.on_terminal:
        on_terminal(stage, command, text)
    else:
        stage.work(_pipe(stage, command, text), "outside", f"{command.arguments[0]}…", exclusive=False)


async def _pipe(stage: Stage, command: Command, text: str) -> None:
    said = await asyncio.to_thread(outside.output, command, text)
    lines = said.rstrip().splitlines()
    if len(lines) <= 1:
        stage.say(f"{command.arguments[0]}: {lines[0] if lines else 'done'}")
        return
    from tui.dialogs.choice import Choice, Line  # noqa: PLC0415  (nothing of it is needed for the first frame)
    from tui.dialogs.dossier import room_for  # noqa: PLC0415  (likewise)

    rows: list[Line] = []
    for number, line in enumerate(lines, 1):
        for part, words in enumerate(
            wrap(line.expandtabs(), room_for(stage.size.width), drop_whitespace=False) or [""]
        ):
            rows.append(Line(Row(((words, ""),)), number if not part else None, line, more=part > 0))
    stage.app.push_screen(Choice(" ".join(command.arguments), rows))


def bookmark(stage: Stage) -> None:
    """Give the address at hand to the bookmark command."""
    text, told = stage.settings.commands.bookmark, about(stage)
    if not text:
        stage.say("commands.bookmark in the settings says what keeps bookmarks, like: buku --add %u --title %t")
    elif not told["url"]:
        stage.say("this has no web address")
    else:
        command = outside.prepared(outside.with_field(text, "u"), **told)
        if command.on_terminal:
            on_terminal(stage, command)
        else:
            stage.work(_bookmark(stage, command), "outside", "", exclusive=False)


async def _bookmark(stage: Stage, command: Command) -> None:
    said = await asyncio.to_thread(outside.output, command)
    stage.say(f"bookmarked{': ' + said.strip().splitlines()[-1] if said.strip() else ''}")


def edit(stage: Stage, text: str) -> str | None:
    """Let the reader write in an editor of their own; ``None`` if nothing was changed.

    Raises:
        CommandError: there is no editor, or the terminal cannot be given away.
    """
    editor = stage.settings.commands.editor or os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    handle, name = tempfile.mkstemp(prefix="quoth-", suffix=".md")
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        on_terminal(stage, outside.prepared(outside.with_field(f"!{editor.lstrip('!')}", "p"), path=name))
        written = path.read_text(encoding="utf-8", errors="replace")
    finally:
        path.unlink(missing_ok=True)
    return None if written.strip() == text.strip() else written.strip()


def enclosures(stage: Stage) -> None:
    """List the files of the entry at hand."""
    from tui.actions.outside import enclosures  # noqa: PLC0415  (nothing of it is needed for the first frame)

    enclosures.show(stage, lambda url: open_address(stage, url, "media"))


def suspend(stage: Stage) -> None:
    """Put the reader into the background; `fg` brings it back."""
    stage.app.action_suspend_process()
