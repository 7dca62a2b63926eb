"""Programs of the reader's own: run without a shell, and never told by a feed what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers import outside
from readers.errors import CommandError

SHOW = f"{sys.executable} -c 'import sys; print(sys.argv[1:])'"


def test_fields_are_filled_into_arguments_of_their_own() -> None:
    command = outside.prepared("buku --add %u --title '%t (%f)' 100%%", url="https://a.example", title="A b", feed="C")
    assert command.arguments == ("buku", "--add", "https://a.example", "--title", "A b (C)", "100%")
    assert outside.prepared("x %z %u").arguments == ("x", "%z", "%u")
    assert outside.with_field("firefox", "u") == "firefox %u"
    assert outside.with_field("mpv %u --fs", "u") == "mpv %u --fs"


@given(st.text(max_size=60))
def test_a_headline_is_one_argument_whatever_is_in_it(title: str) -> None:
    command = outside.prepared("note %t", title=title)
    assert len(command.arguments) == 2
    assert not command.arguments[1].startswith("-")
    assert command.arguments[1].strip() == title.replace("\0", "").strip()


@pytest.mark.parametrize(
    "text",
    ["sh -c 'echo %t'", "bash -ec 'echo %t'", "/bin/sh -c %t", "env sh -c 'x %t'", "python3 -c %t", "perl -e '%t'"],
)
def test_what_a_shell_takes_for_code_has_nothing_of_a_feed_in_it(text: str) -> None:
    command = outside.prepared(text, title="; rm -rf ~")
    assert not any("rm -rf" in word for word in command.arguments)
    assert command.environment["QUOTH_TITLE"] == "; rm -rf ~"


def test_a_shell_has_the_fields_in_its_environment(tmp_path: Path) -> None:
    command = outside.prepared("""sh -c 'printf "%%s|%%s" "$QUOTH_TITLE" "$QUOTH_URL"'""", title="$(id) `id`", url="u")
    assert "%%s" in command.arguments[2], "code is left as it is"
    command = outside.prepared("""sh -c 'printf %s "$QUOTH_TITLE"'""", title="$(id) `id`")
    assert outside.output(command) == "$(id) `id`"


def test_a_program_is_given_a_text_and_says_what_it_makes_of_it() -> None:
    assert outside.output(outside.prepared("tr a-z A-Z"), "quay\n") == "QUAY\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "no command"), ("   ", "no command"), ("'x", "quotation"), ("/no/such/program", "Is it installed"),
     ("sh -c 'echo wrong; exit 3'", r"ended with an error \(3\): wrong")],
)  # fmt: skip
def test_what_cannot_be_run_is_told(text: str, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        outside.output(outside.prepared(text))


def test_a_program_that_goes_its_own_way_is_not_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "done"
    outside.start(outside.prepared(f"touch {file}"))
    for _ in range(200):
        if file.exists():
            break
        import time

        time.sleep(0.02)
    assert file.exists()
    with pytest.raises(CommandError):
        outside.start(outside.prepared("/no/such/program"))


def test_a_mark_before_it_asks_for_the_terminal() -> None:
    assert outside.prepared("!w3m %u", url="u") == (("w3m", "u"), True, {"url": "u"})
    assert not outside.prepared("w3m").on_terminal
