"""Rules in the reader's hand: listed, made, tried out, switched, changed, undone, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readers.errors import CommandError, QueryError
from tui.actions import elsewhere
from tui.actions.queries import finding
from tui.dialogs.rules import Rules, Tried, Wish
from tui.layout.told import does

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from readers.model import Rule, RuleAction
    from tui.stage import Stage

_TAG, _COMMAND = "put new entries under the tag", "run for each (%u address, %t headline, %f feed)"


def show(stage: Stage, at: int = 0) -> None:
    """Show all rules; the cursor stands on one of them, by its number."""
    stage.work(_show(stage, at), "card", "")


async def _show(stage: Stage, at: int) -> None:
    rules = await stage.newsroom.rules()
    stage.app.push_screen(Rules(rules, stage.size.width, at), lambda wish: _do(stage, wish))


def _do(stage: Stage, wish: Wish | None) -> None:
    if wish is None:
        return
    what, rule = wish
    if what == "add":
        _ask_query(stage, None, stage.listing.sought)
    elif rule is None:
        show(stage)
    elif what == "change":
        _ask_query(stage, rule, rule.query)
    elif what == "try" or (what == "switch" and not rule.enabled):
        _work(stage, _try(stage, rule))  # what it would do is seen before it is switched on
    elif what in ("switch", "settle"):
        _work(stage, _switch(stage, rule))
    elif what == "undo":
        _work(stage, _undo(stage, rule))
    else:
        _ask_removal(stage, rule)


def _work(stage: Stage, task: Coroutine[Any, Any, None]) -> None:
    stage.work(task, "card", "")


async def _try(stage: Stage, rule: Rule) -> None:
    try:
        trial = await stage.newsroom.try_rule(rule.query)
    except QueryError as error:
        stage.say_wrong(str(error))
        _ask_query(stage, rule, rule.query)
        return

    def given(value: Any) -> None:  # noqa: ANN401  (a wish, or an entry)
        if isinstance(value, Wish):
            _do(stage, value)
        elif value is not None:
            stage.open_row(value)
        else:
            show(stage, rule.id)

    stage.app.push_screen(Tried(rule, trial, stage.size.width), given)


async def _switch(stage: Stage, rule: Rule) -> None:
    now = await stage.newsroom.switch_rule(rule.id, on=not rule.enabled)
    stage.note_rule(rule.id, "")
    stage.say("it is on, for what arrives from now on" if now.enabled else "it is off; what it did stays")
    await _show(stage, rule.id)


async def _undo(stage: Stage, rule: Rule) -> None:
    taken = await stage.newsroom.undo_rule(rule.id)
    entries = "1 entry" if taken == 1 else f"{taken} entries"
    stage.say(f"taken back: it {does(rule.action, rule.argument, entries)}" if taken else "nothing to take back")
    await elsewhere.look(stage)
    await _show(stage, rule.id)


# Making and changing one


def _ask_query(stage: Stage, rule: Rule | None, value: str) -> None:
    """Ask what is looked for, then what is done with it; ``None`` for a new rule."""

    def done(text: str | None) -> None:
        if text is None:
            show(stage, rule.id if rule is not None else 0)
        else:
            # Not from within the prompt, which is gone when the answer comes.
            stage.call_later(_ask_deed, stage, rule, text.strip())

    finding.ask(stage, "new entries that have", value, done, edit=bool(value))


def _ask_deed(stage: Stage, rule: Rule | None, query: str) -> None:
    from tui.dialogs.answers import Answer, Answers  # noqa: PLC0415  (only when a rule is made)

    deeds: tuple[tuple[str, RuleAction, str], ...] = (
        ("r", "read", "mark them read"),
        ("m", "mute", "mute them: read, and listed in their feed alone"),
        ("s", "star", "star them"),
        ("t", "tag", "put them under a tag"),
        ("n", "notify", "tell of them"),
        ("x", "run", "run a command"),
    )
    groups = [("What is done with them?", [Answer(key, words, action) for key, action, words in deeds])]
    if rule is not None:
        groups.insert(0, ("", [Answer("k", f"as before: it {does(rule.action, rule.argument)}", "keep")]))

    def chosen(action: Any) -> None:  # noqa: ANN401  (what an answer stands for)
        if action is None:
            show(stage, rule.id if rule is not None else 0)
        elif action == "keep" and rule is not None:
            _make(stage, rule, query, rule.action, rule.argument)
        elif action in ("tag", "run"):
            _ask_argument(stage, rule, query, action)
        else:
            _make(stage, rule, query, action, "")

    stage.app.push_screen(Answers(query, groups), chosen)


def _ask_argument(stage: Stage, rule: Rule | None, query: str, action: RuleAction, wrong: str = "") -> None:
    before = rule.argument if rule is not None and rule.action == action else ""

    def done(text: str | None) -> None:
        if text and text.strip():
            _make(stage, rule, query, action, text.strip())
        else:
            stage.call_later(_ask_deed, stage, rule, query)

    known = tuple(stage.feeds.tags) if action == "tag" else ()
    stage.ask(_TAG if action == "tag" else _COMMAND, before, None, done, edit=bool(before), known=known)
    if wrong:
        stage.say_wrong(wrong)


def _make(stage: Stage, rule: Rule | None, query: str, action: RuleAction, argument: str) -> None:
    _work(stage, _keep(stage, rule, query, action, argument))


async def _keep(stage: Stage, rule: Rule | None, query: str, action: RuleAction, argument: str) -> None:
    """Keep a rule, and try it out."""
    try:
        if rule is None:
            made = await stage.newsroom.add_rule(query, action, argument)
        else:
            made = await stage.newsroom.change_rule(rule.id, query, action, argument)
            stage.note_rule(rule.id, made.problem)
    except CommandError as error:
        _ask_argument(stage, rule, query, action, str(error))
        return
    await _try(stage, made)


def _ask_removal(stage: Stage, rule: Rule) -> None:
    from tui.dialogs.answers import Answer, Answers  # noqa: PLC0415  (only when a rule is removed)

    answers = [Answer("y", "remove it; what it did stays", "remove"), Answer("n", "keep it", "")]
    if rule.touched and rule.action not in ("notify", "run"):
        answers.insert(1, Answer("z", "take back what it did, and remove it", "undo"))

    def answered(what: str | None) -> None:
        if what:
            _work(stage, _remove(stage, rule, undo=what == "undo"))
        else:
            show(stage, rule.id)

    stage.app.push_screen(Answers(f"Remove the rule “{rule.query}”?", [("", answers)]), answered)


async def _remove(stage: Stage, rule: Rule, *, undo: bool) -> None:
    if undo:
        await stage.newsroom.undo_rule(rule.id)
    await stage.newsroom.remove_rule(rule.id)
    stage.note_rule(rule.id, "")
    stage.say(f"removed: {rule.query}")
    if undo:
        await elsewhere.look(stage)
    await _show(stage, 0)
