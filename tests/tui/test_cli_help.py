"""``quoth help`` and the manual page: made of what the program itself says."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from readers.config import default_config
from readers.configuring import settings
from tests.tui.test_cli import quoth
from tests.tui.test_cli_tables import on_a_terminal
from tui.cli import main
from tui.commands.table import COMMANDS
from tui.manual import roff, topics
from tui.manual.blocks import Heading, Literal, Paragraph, Terms, read
from tui.manual.words import to_text


def told(*arguments: str) -> str:
    """What help says, on one line."""
    done = quoth("help", *arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    return " ".join(done.stdout.split())


def test_without_a_topic_all_are_listed() -> None:
    listed = told()
    assert all(f"{topic.name} {topic.about}" in listed for topic in topics.TOPICS)


@pytest.mark.parametrize("topic", [topic.name for topic in topics.TOPICS])
def test_every_topic_says_something_in_lines_that_fit(topic: str) -> None:
    done = quoth("help", topic)
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) > 5
    assert not re.search(r"\{\w+\}", done.stdout), "a key that was not put in"
    assert not [one for one in topics.TOPICS if one.name != topic and topic in one.also]


def test_the_keys_are_those_in_force() -> None:
    listed = told("keys")
    assert all(f"{command.title} (`{command.id}`): {command.help}" in listed for command in COMMANDS)
    default_config().write_text('[keys.remap]\nsave = "ctrl+e"\n')
    assert "^e Save (`save`)" in told("keys")
    assert told("saving").startswith("ANNOTATED ARTICLES AS FILES, AND WHAT BECOMES OF WHAT YOU ADD TO THEM `^e` in")


def test_every_command_that_prose_names_by_its_key_exists() -> None:
    known = {command.id for command in COMMANDS}
    for topic in topics.TOPICS:
        asked: list[str] = []
        path = Path(topics.__file__).parent.parent / "data" / "help" / f"{topic.name}.txt"
        list(read(path.read_text("utf-8"), lambda name, asked=asked: asked.append(name) or name))  # type: ignore[misc]
        assert set(asked) <= known, topic.name


def test_every_setting_is_explained() -> None:
    listed = told("config")
    for setting in settings():
        assert f" {setting.name.rpartition('.')[2]} " in listed
        assert setting.meaning[1:40] in listed


def test_it_is_given_whatever_is_wrong_with_the_configuration() -> None:
    default_config().write_text("theme = \n")
    assert "QUOTH_HOME" in told("environment")


@pytest.mark.parametrize("word", ["queries", "filters", "KEYS", "configuration"])
def test_other_words_lead_there_too(word: str) -> None:
    assert told(word)


def test_a_command_is_explained_as_by_its_own_help() -> None:
    assert told("export") == " ".join(quoth("export", "--help").stdout.split())
    both = told("notes")
    assert "Highlights, notes and tags".upper() in both
    assert "--about" in both


def test_an_unknown_word_is_answered_with_the_one_that_was_meant() -> None:
    done = quoth("help", "serch")
    assert done.exit_code == 2
    assert "Did you mean `search`?" in done.stderr


def test_on_a_terminal_too_small_for_it_a_pager_shows_it_and_in_a_pipe_none_does() -> None:
    assert "paged: " in on_a_terminal("help", "keys", PAGER="sed 's/^/paged: /'")
    assert "paged: " not in on_a_terminal("help", "files", PAGER="sed 's/^/paged: /'")
    assert "paged: " not in quoth("help", "keys").stdout


class TestManualPage:
    def test_it_has_every_command_option_key_and_setting(self) -> None:
        page = quoth("help", "--man").stdout.replace("\\-", "-")
        assert page.startswith('.TH QUOTH 1 "" "Quoth ')
        context = click.Context(main)
        for name in main.list_commands(context):
            command = main.get_command(context, name)
            assert command is not None
            if name != "help":
                assert f'.SS "quoth {name} ' in page
                for parameter in command.params:
                    assert all(option in page for option in parameter.opts if option.startswith("--"))
        assert all(command.id in page for command in COMMANDS)
        assert all(setting.name.rpartition(".")[2] in page for setting in settings())

    def test_no_line_of_text_is_taken_for_a_request(self) -> None:
        terms = Terms(((".de x", "'br"), ("b", "")))
        given = [Heading('a "b" \\c'), Paragraph(".so /etc/passwd"), terms, Literal(".ex\n'\n\\")]
        page = roff.page([("N", given)], "1")
        requests = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}
        assert requests == {".TH", ".SH", ".SS", ".PP", ".TP", ".RS", ".nf", ".fi", ".RE"}
        assert "\\c" not in page.replace("\\ec", "")

    @pytest.mark.skipif(shutil.which("mandoc") is None and shutil.which("groff") is None, reason="nobody to read it")
    def test_those_who_read_such_pages_find_nothing_wrong(self) -> None:
        page = quoth("help", "--man").stdout
        command = "mandoc -T lint -W warning" if shutil.which("mandoc") else "groff -man -ww -z -Kutf8"
        done = subprocess.run(command.split(), input=page, capture_output=True, text=True, check=False)
        assert done.stdout + done.stderr == ""


@pytest.mark.parametrize("width", [20, 40, 80])
def test_lines_are_no_longer_than_the_width_unless_a_word_is(width: int) -> None:
    blocks = [Paragraph("`a b` " + "word " * 40), Terms((("term", "meaning " * 20), ("a longer term", "x")))]
    assert max(map(len, to_text(blocks, width).splitlines())) <= width
