"""The commands that go from name to name and quote to quote, and set them right."""

from __future__ import annotations

from tui.commands.command import NAMES, Command

NAMES_COMMANDS = (
    Command(
        "next_mention",
        ("] e",),
        "Next name",
        "The next mention of anyone.",
        "article",
        NAMES,
        footer="name",
        hinted=("article",),
    ),
    Command("previous_mention", ("[ e",), "Previous name", "The mention of anyone before this one.", "article", NAMES),
    Command(
        "next_same",
        ("*",),
        "Same name again",
        "The next mention of the focused name.",
        "article",
        NAMES,
        footer="same",
        hinted=("article",),
    ),
    Command(
        "previous_same",
        ("#",),
        "Same name before",
        "The mention of the focused name before this one.",
        "article",
        NAMES,
    ),
    Command(
        "next_quote",
        ("] q",),
        "Next quote",
        "The next quote, and who said it.",
        "article",
        NAMES,
        footer="quote",
        hinted=("article",),
    ),
    Command(
        "previous_quote", ("[ q",), "Previous quote", "The quote before this one, and who said it.", "article", NAMES
    ),
    Command("back_jump", ("ctrl+o",), "Jump back", "Back to where the last jump was made from.", group=NAMES),
    Command(
        "card",
        ("K", "g d"),
        "Who is this?",
        "All that the library knows of the focused name: quotes, articles, companions, other names.",
        group=NAMES,
        newsboat=("g d",),
        footer="who",
        hinted=("article", "panel"),
    ),
    Command(
        "correct",
        ("c",),
        "Set right",
        "Set the name or quote at hand right, or say what selected words are that were missed; ^z takes it back.",
        "article",
        NAMES,
        footer="correct",
        hinted=("article", "panel", "selection"),
    ),
    Command(
        "corrections",
        ("z c",),
        "Corrections",
        "What was set right in this article and whether it still fits; each can be taken back.",
        group=NAMES,
    ),
    Command(
        "show_people",
        ("1", "g e"),
        "People",
        "The people and organisations of the article.",
        group=NAMES,
        footer="people",
        hinted=("panel", "notes"),
    ),
    Command(
        "show_quotes",
        ("2",),
        "Quotes",
        "The quotes of the article, by speaker.",
        group=NAMES,
        footer="quotes",
        hinted=("panel", "notes"),
    ),
    Command(
        "show_places",
        ("3",),
        "Places",
        "Places and everything else with a name.",
        group=NAMES,
        footer="places",
        hinted=("panel", "notes"),
    ),
    Command("toggle_people", ("z p",), "Mark people", "Show or hide the marks of people.", group=NAMES),
    Command(
        "toggle_organisations", ("z o",), "Mark organisations", "Show or hide the marks of organisations.", group=NAMES
    ),
    Command("toggle_places", ("z l",), "Mark places", "Show or hide the marks of places.", group=NAMES),
    Command("toggle_quotes", ("z q",), "Mark quotes", "Show or hide the marks of quotes.", group=NAMES),
)
