"""The commands that look across articles: who was in the news, what they said, what the reader noted."""

from __future__ import annotations

from tui.commands.command import ACROSS, Command

ACROSS_COMMANDS = (
    Command(
        "today",
        ("g t",),
        "News at a glance",
        "Since the last visit: who rises, who is new, who is quoted most and on what, what several outlets tell.",
        group=ACROSS,
    ),
    Command("look_up", ("g w",), "Who is …?", "The dossier of somebody whose name you type.", group=ACROSS),
    Command(
        "quotes_across",
        ("g q",),
        "All quotes",
        "What was said in all articles, by words of it, who said it, and whatever a search can ask.",
        group=ACROSS,
    ),
    Command(
        "notes_across",
        ("g n",),
        "All notes",
        "Your notes and highlights in all articles, by words and whatever a search can ask.",
        group=ACROSS,
    ),
    Command(
        "next_naming",
        ("] a",),
        "Next that names them",
        "The next article, back in time, that names whoever is at hand.",
        group=ACROSS,
        counted=True,
    ),
    Command(
        "previous_naming",
        ("[ a",),
        "Before that one",
        "The article after it in time that names whoever is at hand.",
        group=ACROSS,
        counted=True,
    ),
    Command(
        "decided",
        ("g c",),
        "Decided of names",
        "Whom you made one, parted, renamed, or said to be no name; each can be taken back.",
        group=ACROSS,
    ),
)
