"""The reader in lines: what is heard of lists, articles, names, quotes and notes, and what typed words do."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from tests.tui import fiction
from tui.linear.commands import WORDS


class TestLists:
    def test_the_newest_entries_are_told_in_words_with_numbers_to_choose_by(self, hear) -> None:
        lines = hear().turns[0]
        assert lines[1] == "All: 40 entries, 32 unread."
        assert lines[2] == (
            "1. Saltmarsh Bay wants its harbour back, and Ingrid Solheim means it. Bay Courier, 20 minutes ago, unread."
        )
        assert lines[5].endswith("Fenwick Weekly, 5 hours ago, starred.")
        assert lines[-1] == "30 more: Enter goes on."

    def test_enter_goes_on_and_tells_where_the_list_ends(self, hear) -> None:
        heard = hear("", "", "", "")
        assert heard.turns[1][0].startswith("1. ")
        assert heard.turns[3][-1] == "The list ends here."
        assert heard.turns[4] == ["The list ends here."]

    def test_a_feed_is_chosen_by_its_number(self, hear) -> None:
        heard = hear("feeds", "4")
        assert heard.turns[1][1:5] == [
            "1. All, 32 unread",
            "2. Unread, 32 unread",
            "3. Starred",
            "4. Bay Courier, 8 unread",
        ]
        assert heard.last[0].startswith("Bay Courier: 10 entries")

    def test_a_search_is_told_and_a_mistake_in_it_too(self, hear) -> None:
        heard = hear("search comet", "search (")
        assert heard.turns[1][0].startswith("Search: comet: 5 entries")
        assert heard.turns[2][0].startswith("The search cannot be understood: ")

    def test_a_quote_is_told_with_its_source_in_a_form(self, hear) -> None:
        heard = hear("1", "cite", "quotes", "1", "cite", "cite mark", "cite x")
        assert heard.turns[2] == ["Choose a quote first, by its number: quotes lists them."]
        assert heard.turns[5][0].startswith("“")
        assert "Bay Courier, “Saltmarsh Bay wants its harbour back" in heard.turns[5][-1]
        assert heard.turns[6][0].startswith("> “")
        assert heard.turns[7] == ["There is no form x: cite text, markdown, bibtex, ris or csl."]

    def test_marks_are_told_and_taken_back(self, hear, newsroom) -> None:
        heard = hear("allread", "undo")
        assert heard.turns[1:] == [["32 marked read."], ["Taken back: 32 marked read."]]
        assert sum(not row.read for row in newsroom.entries) == 32

    def test_star_and_tags_of_the_open_entry(self, hear, newsroom) -> None:
        heard = hear("star", "1", "star", "tag pier later", "list")
        assert heard.turns[1] == ["No entry is open."]
        assert heard.turns[3:5] == [["Starred."], ["Tags: #later #pier."]]
        assert newsroom.entries[0].starred
        assert heard.last[0].endswith("20 minutes ago, starred, #later #pier.")

    def test_marks_are_taken_back_as_notes_are(self, hear, newsroom) -> None:
        heard = hear("1", "star", "undo", "allread", "undo", "unread")
        assert heard.turns[3] == ["Taken back: the star."]
        assert not newsroom.entries[0].starred
        assert not any(one.read for one in newsroom.entries[1:3])


class TestArticles:
    def test_it_is_read_in_portions_to_its_end(self, hear) -> None:
        heard = hear("1", *[""] * 9)
        first = heard.turns[1]
        assert first[0] == fiction.HEADLINES[0][0]
        assert first[-1].endswith("paragraphs left: Enter goes on.")
        assert any("Heading: A price nobody will name" in line for turn in heard.turns for line in turn)
        assert heard.last == ["The article ends here. next opens the next unread entry."]

    def test_opening_marks_as_read_and_next_goes_on(self, hear, newsroom) -> None:
        heard = hear("1", "next")
        assert newsroom.entries[0].read
        assert newsroom.entries[1].read
        assert heard.last[0] == fiction.HEADLINES[1][0]

    def test_reading_goes_on_where_it_stopped(self, hear, newsroom) -> None:
        hear("1", "")
        newsroom.closed = False
        heard = hear("1", "top")
        assert "You stopped at paragraph" in heard.turns[1][0]
        assert heard.turns[2][0] == fiction.HEADLINES[0][0]

    def test_what_goes_wrong_is_told_and_the_reader_goes_on(self, hear, newsroom) -> None:
        newsroom.unreadable = {1}
        heard = hear("1", "names", "99", "nmaes", "2")
        assert heard.turns[1] == ["Problem: The page of entry 1 does not answer."]
        assert heard.turns[2] == ["No article is open."]
        assert heard.turns[3] == ["There is no 99. The last list has 10."]
        assert "names" in heard.turns[4][0]
        assert heard.last[0] == fiction.HEADLINES[1][0]

    def test_what_a_page_hides_in_its_headline_does_not_reach_the_terminal(self, hear, newsroom) -> None:
        newsroom.entries[0] = msgspec.structs.replace(newsroom.entries[0], title="\x1b]0;gone\x07 \u202e")
        assert "\x1b" not in "".join(hear().turns[0])

    def test_files_are_opened_directly_and_others_by_number(self, hear) -> None:
        heard = hear("2", sources=("harbour.html", "comet.txt"))
        assert heard.turns[0][1:3] == ["1. harbour.html", "2. comet.txt"]
        assert heard.turns[0][3] == fiction.HEADLINES[0][0]
        assert heard.last[0] == fiction.HEADLINES[1][0]


class TestNamesAndQuotes:
    def test_names_are_told_by_kind_with_how_often_and_their_quotes(self, hear) -> None:
        heard = hear("names", sources=("harbour.html",))
        lines = [line for line in heard.last if line != "Finding names and quotes."]  # unless it was done already
        assert lines[:2] == ["People:", "1. Ingrid Solheim, named 5 times, 4 quotes"]
        assert "Organisations:" in heard.last
        assert "Places:" in heard.last

    def test_a_name_tells_where_it_stands_and_what_they_said(self, hear) -> None:
        heard = hear("names", "1", "2", sources=("harbour.html",))
        assert heard.turns[2][0] == "Ingrid Solheim. Named here:"
        assert "Said here:" in heard.turns[2]
        assert heard.turns[3][0].startswith("Paragraph ")
        assert "Ingrid Solheim" in heard.turns[3][1]

    def test_a_quote_is_told_behind_its_speaker_and_read_in_its_paragraph(self, hear) -> None:
        heard = hear("quotes", "1", sources=("harbour.html",))
        assert "13 quotes." in heard.turns[1]
        assert (
            "1. Ingrid Solheim: “We sold the one thing that made us a town, and we sold it cheaply,”" in heard.turns[1]
        )
        assert any("(not sure)" in line for line in heard.turns[1])
        assert "“We sold the one thing" in heard.turns[2][1]

    def test_another_language_is_told(self, hear, newsroom) -> None:
        newsroom.language = "de"
        assert any("In German, for which no model" in line for line in hear("1", "names").last)


class TestNotes:
    def test_a_note_is_kept_to_the_quote_chosen_last_and_taken_back(self, hear, newsroom) -> None:
        heard = hear("quotes", "1", "note well said #pier", "notes", "undo", "notes", sources=("harbour.html",))
        kept = "Note to “We sold the one thing that made us a town, and we sold it cheaply,”: well said #pier"
        assert heard.turns[3] == [f"Kept. {kept}"]
        assert heard.turns[4] == ["1 note.", f"1. {kept}"]
        assert heard.last == ["0 notes."]

    def test_without_anything_chosen_it_is_one_to_the_whole_article(self, hear) -> None:
        heard = hear("note read again", "highlight", sources=("harbour.html",))
        assert heard.turns[1] == ["Kept. To the whole article: read again"]
        assert heard.turns[2] == ["Choose a name or quote first, by its number."]

    def test_one_is_deleted_by_its_number_and_brought_back(self, hear) -> None:
        heard = hear("note read again", "delete 1", "notes", "delete 1", "undo", "notes", sources=("harbour.html",))
        assert heard.turns[2][0].startswith("List the notes first")
        assert heard.turns[4] == ["Deleted."]
        assert heard.last[0] == "1 note."


def test_the_article_is_saved_with_what_was_found_in_it(hear, newsroom) -> None:
    heard = hear("save", sources=("harbour.html",))
    ((article, style),) = newsroom.saved
    assert style == "markdown"
    assert article.annotations is not None
    assert heard.last[-1] == f"Saved to {Path('saved') / 'article.md'}."


def test_the_help_has_every_word(hear) -> None:
    told = hear("help").last[2:]
    words = [line.split(":")[0].split()[0] for line in told[: len(WORDS)]]
    assert words == [word.name for word in WORDS]
    assert all(line.startswith(("Not here", "At the shell")) for line in told[len(WORDS) :])
    assert hear("help names").last == ["names: List who and what is named; a number tells where."]


@pytest.mark.parametrize("leave", ["quit", "q", "qui", "exit", "QUIT"])
def test_one_leaves_by_a_word(hear, leave: str) -> None:
    assert len(hear(leave, "help").turns) == 2


def test_on_a_terminal_it_draws_nothing_and_an_interrupt_ends_a_line_only(tmp_path: Path) -> None:
    article = tmp_path / "pier.txt"
    article.write_text("The pier\n\n“The pier is safe,” said Anna Weller on Monday, when it opened again.\n", "utf-8")
    environment = {**os.environ, "QUOTH_HOME": str(tmp_path / "home"), "TERM": "dumb"}
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "read", str(article)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        cwd=Path(__file__).parents[3],
        start_new_session=True,
        # Whatever was started in the background of a shell ignores interrupts, and so does all that it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  (one thread forks)
    )
    os.close(theirs)
    try:
        seen = heard(ours, b"Quoth: ")
        for _ in range(30):  # one that comes before the line is waited for, is heard with the next key alone
            process.send_signal(signal.SIGINT)
            if select.select([ours], [], [], 1)[0]:
                break
        seen += heard(ours, b"quit leaves.")
        os.write(ours, b"where\nquit\n")
        seen += heard(ours, b"Paragraph")
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    assert "“The pier is safe,”".encode() in seen
    assert b"Traceback" not in seen
    assert b"\x1b[" not in seen.replace(b"\x1b[?2004h", b"").replace(b"\x1b[?2004l", b"")


def heard(terminal: int, words: bytes) -> bytes:
    """What comes from a terminal until it has said some words."""
    seen, until = b"", time.monotonic() + 60
    while words not in seen:
        ready, _, _ = select.select([terminal], [], [], max(0, until - time.monotonic()))
        assert ready, seen
        seen += os.read(terminal, 65536)
    return seen
