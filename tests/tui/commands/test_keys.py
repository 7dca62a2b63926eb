"""Keys and sequences of keys."""

from __future__ import annotations

import pytest

from tui.commands.keys import Keymap, parse, shown
from tui.commands.pressing import complaint
from tui.commands.sequence import KeySequence
from tui.commands.table import BY_ID, COMMANDS

ARTICLE = ("article", "anywhere")
LIST = ("list", "anywhere")


@pytest.mark.parametrize("preset", ["vim", "newsboat"])
def test_no_preset_gives_a_key_to_two_commands(preset: str) -> None:
    assert Keymap(preset).problems == []  # type: ignore[arg-type]


def test_every_key_of_a_preset_can_be_pressed() -> None:
    """They are not looked at when the reader opens, as wishes are."""
    for command in COMMANDS:
        for keys in (*command.keys, *(command.newsboat or ())):
            assert keys
            assert complaint(keys, parse) == "", command.id


def test_a_sequence_runs_its_command_when_it_is_complete() -> None:
    keys = KeySequence(Keymap())
    assert keys.press("]", ARTICLE) == (True, None)
    assert keys.pending == ("]",)
    assert keys.press("e", ARTICLE) == (True, BY_ID["next_mention"])
    assert keys.pending == ()


def test_a_key_that_does_not_go_on_ends_the_sequence_and_does_nothing_else() -> None:
    keys = KeySequence(Keymap())
    keys.press("z", ARTICLE)
    assert keys.press("j", ARTICLE) == (True, None)
    assert keys.press("j", ARTICLE) == (True, BY_ID["down"])


def test_a_key_that_nobody_wants_is_left_to_others() -> None:
    assert KeySequence(Keymap()).press("ctrl+x", ARTICLE) == (False, None)


def test_keys_of_the_article_do_nothing_in_the_lists() -> None:
    keys = KeySequence(Keymap())
    assert keys.press("*", LIST) == (False, None)
    assert keys.press("*", ARTICLE) == (True, BY_ID["next_same"])


@pytest.mark.parametrize("preset", ["vim", "newsboat"])
def test_while_something_is_selected_keys_move_its_end_first(preset: str) -> None:
    keymap = Keymap(preset)  # type: ignore[arg-type]
    where = ("selection", "article", "anywhere")
    wanted = {
        "h": "select_left", "l": "select_right", "w": "select_word", "b": "select_word_back", "e": "select_word_end",
        ")": "select_sentence", "(": "select_sentence_back", "}": "select_paragraph", "{": "select_paragraph_back",
        "0": "select_line_start", "$": "select_line_end", "o": "select_other_end", "v": "stop_selecting",
        "escape": "stop_selecting", "H": "highlight", "a": "note", "y": "copy", "down": "down", "] e": "next_mention",
    }  # fmt: skip
    found = {keys: keymap.command(tuple(keys.split()), where) for keys in wanted}
    assert {keys: command.id for keys, command in found.items() if command} == wanted


def test_own_keys_replace_those_of_the_preset() -> None:
    keymap = Keymap(remaps={"save": ["w", "ctrl+s"]})
    assert keymap.command(("w",), ARTICLE) == BY_ID["save"]
    assert keymap.command(("s",), ARTICLE) is None
    assert keymap.of("save") == "w"


def test_sequences_are_understood_in_either_spelling() -> None:
    keymap = Keymap(remaps={"article.save": ["gs", "ctrl+s", "f2", "ö"]})
    assert keymap.problems == []
    for keys in (("g", "s"), ("ctrl+s",), ("f2",), ("ö",)):
        assert keymap.command(keys, ARTICLE) == BY_ID["save"]
    assert keymap.of("save") == "gs"


def test_conflicts_and_unknown_commands_are_told_in_words() -> None:
    keymap = Keymap(remaps={"save": ["j"], "dance": ["d"], "star": ["z"]})
    told = "\n".join(keymap.problems)
    assert "The key j is “Save”, as you want it, and no longer “Down”." in told
    assert "'dance'" in told
    assert "The key z is “Star”, as you want it, and no longer " in told
    assert "zz “Zen”" in told


def test_a_key_of_ones_own_never_loses_to_one_of_the_preset() -> None:
    keymap = Keymap(remaps={"quit": ["q"]})
    assert [keymap.command(("q",), where).id for where in (LIST, ARTICLE)] == ["quit", "quit"]
    assert keymap.keys["back"] == ()
    assert keymap.problems == ["The key q is “Quit”, as you want it, and no longer “Back”."]
    assert Keymap(remaps={"quit": ["q"], "back": ["Q"]}).problems == []
    both = Keymap(remaps={"quit": ["q"], "back": ["q"]})
    assert both.problems == ["The key q is wanted by “Back” and “Quit”; the first has it."]


def test_a_sequence_of_ones_own_wins_over_the_beginning_of_it_in_the_preset() -> None:
    keymap = Keymap(remaps={"save": ["q q"]})
    keys = KeySequence(keymap)
    assert keys.press("q", ARTICLE) == (True, None)
    assert keys.press("q", ARTICLE) == (True, BY_ID["save"])
    assert keymap.keys["back"] == ()


def test_a_key_that_means_something_else_in_one_pane_is_told() -> None:
    assert Keymap(remaps={"next_quote": ["q"]}).problems == [
        "The key q is “Next quote” in the article, and “Back” elsewhere."
    ]
    assert Keymap(remaps={"quit": ["x"]}).problems == ["The key x is “Full text” in the article, and “Quit” elsewhere."]


def test_keys_are_shown_as_readers_know_them() -> None:
    assert [shown(keys) for keys in ("] e", "ctrl+d", "enter", "f1", "G", "shift+tab")] == [
        "]e",
        "^d",
        "Enter",
        "F1",
        "G",
        "⇧Tab",
    ]


def test_every_key_of_the_design_has_its_command() -> None:
    keymap = Keymap()
    wanted = {
        "j": "down", "k": "up", "g g": "top", "G": "bottom", "ctrl+d": "half_down", "ctrl+u": "half_up",
        "space": "page_down", "h": "left", "l": "right", "tab": "next_pane", "escape": "escape", "enter": "enter",
        "n": "next_unread", "p": "previous_unread", "o": "browser", "y": "copy", "u": "links", "r": "refresh",
        "R": "refresh_all", "N": "toggle_read", "A": "mark_all_read", "ctrl+z": "undo", "f": "star", "/": "search",
        "?": "help", "q": "back", "Q": "quit", "] e": "next_mention", "[ e": "previous_mention", "*": "next_same",
        "#": "previous_same", "] q": "next_quote", "[ q": "previous_quote", "K": "card", "ctrl+o": "back_jump",
        "z p": "toggle_people", "z o": "toggle_organisations", "z l": "toggle_places", "z q": "toggle_quotes",
        "s": "save", "t": "tag", "F": "filter", "z z": "zen", ":": "palette",
        "v": "select", "H": "highlight", "a": "note", "] n": "next_note", "[ n": "previous_note", "4": "show_notes",
    }  # fmt: skip
    found = {keys: keymap.command(tuple(keys.split()), ARTICLE) for keys in wanted}
    assert {keys: command.id for keys, command in found.items() if command} == wanted


def test_commands_are_told_apart_by_id_and_explain_themselves() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    for command in COMMANDS:
        assert command.title
        assert command.help.endswith(".")


@pytest.mark.parametrize(
    ("wished", "told"),
    [
        ("entr", "Did you mean `enter`?"),
        ("Enter", "Did you mean `enter`?"),
        ("<C-n>", "Write `ctrl+n`."),
        ("ctrl+N", "arrives as `ctrl+n`"),
        ("ctrl+I", "arrives as `tab`"),
        ("ctrl+m", "arrives as `enter`"),
        ("shift+x", "arrives as `X`"),
        ("strg+n", "Did you mean `ctrl+n`?"),
        ("g strg+n", "Did you mean `ctrl+n`?"),
        (" ", "write that"),
        ("f99", "part them by spaces"),
    ],
)
def test_a_key_that_cannot_be_pressed_is_told_and_the_usual_ones_stay(wished: str, told: str) -> None:
    keymap = Keymap(remaps={"save": [wished]})
    assert told in "\n".join(keymap.problems)
    assert keymap.keys["save"] == BY_ID["save"].keys
    assert Keymap(remaps={"save": [wished, "w"]}).keys["save"] == ("w",)


@pytest.mark.parametrize("preset", ["vim", "newsboat"])
def test_all_usual_keys_can_be_pressed(preset: str) -> None:
    usual = {command.id: command.newsboat if preset == "newsboat" else command.keys for command in COMMANDS}
    assert Keymap(preset, {name: keys for name, keys in usual.items() if keys}).problems == Keymap(preset).problems  # type: ignore[arg-type]


def test_a_command_may_have_no_key_and_a_comma_has_a_name() -> None:
    keymap = Keymap(remaps={"save": [""], "star": ["comma"]})
    assert keymap.keys["save"] == ()
    assert keymap.command((",",), LIST) == BY_ID["star"]


def test_an_unknown_command_is_told_with_what_was_meant() -> None:
    assert "Did you mean `next_quote`?" in Keymap(remaps={"next_qoute": ["w"]}).problems[0]
