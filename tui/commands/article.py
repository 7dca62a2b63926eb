"""The commands for the article at hand."""

from __future__ import annotations

from tui.commands.command import ARTICLE, Command

ARTICLE_COMMANDS = (
    Command(
        "search",
        ("/",),
        "Find",
        "Find words in the article; in the list, search all articles; in the tree of feeds, narrow it.",
        group=ARTICLE,
    ),
    Command(
        "browser",
        ("o",),
        "Open in browser",
        "Open the article's address in the browser.",
        group=ARTICLE,
        footer="browser",
        hinted=("article",),
    ),
    Command(
        "copy",
        ("y",),
        "Copy",
        "Copy what is selected, else the article's address.",
        group=ARTICLE,
        footer="copy",
        hinted=("selection",),
    ),
    Command(
        "full_text",
        ("x",),
        "Full text",
        "The page's text instead of the feed's own, and back again; the choice is kept.",
        "article",
        ARTICLE,
    ),
    Command(
        "toggle_cut",
        ("z b",),
        "What was cut",
        "Show or hide, under the article, what was cut from its page: menus, notices, comments.",
        "article",
        ARTICLE,
    ),
    Command(
        "changes",
        ("z v",),
        "What has changed",
        "The article beside its version before, by words: what went and what came since its feed corrected it.",
        "article",
        ARTICLE,
    ),
    Command(
        "hints",
        (";",),
        "Open a link",
        "Letters over the links and pictures on the screen: type one to open it.",
        "article",
        ARTICLE,
    ),
    Command("links", ("u",), "Links", "List the article's links and pictures.", group=ARTICLE),
    Command("picture", ("i",), "Picture", "Fetch and show the picture nearest to the middle.", "article", ARTICLE),
    Command(
        "save",
        ("s",),
        "Save",
        "Save the article with its names, quotes and notes.",
        group=ARTICLE,
        footer="save",
        hinted=("article",),
    ),
    Command(
        "save_as",
        ("S",),
        "Save as …",
        "Ask for format and folder, and show what will be written; of several entries that are selected, of the first.",
        group=ARTICLE,
    ),
    Command("wider", (">",), "Wider text", "Set the text in longer lines.", "article", ARTICLE, counted=True),
    Command("narrower", ("<",), "Narrower text", "Set the text in shorter lines.", "article", ARTICLE, counted=True),
)
