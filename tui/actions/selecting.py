"""Selecting words of the article by keys; see `tui.layout.motions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.layout import motions

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.layout.motions import Units
    from tui.stage import Stage
    from tui.widgets.article_view import ArticleView


def stop_selecting(stage: Stage) -> None:
    """Select nothing."""
    stage.view.stop_selecting()


def _moving(move: Callable[[ArticleView], None], told: str) -> Callable[[Stage], None]:
    """A command that moves the end of the selection."""

    def act(stage: Stage) -> None:
        if stage.view.selecting:
            move(stage.view)
        else:
            stage.say(f"nothing is being selected: {stage.keymap.of('select')} begins")

    act.__doc__ = told
    return act


def _by(units: Units, *, forward: bool) -> Callable[[ArticleView], None]:
    return lambda view: view.extend(units, forward=forward)


select_right = _moving(lambda view: view.extend_by_character(forward=True), "A character more.")
select_left = _moving(lambda view: view.extend_by_character(forward=False), "A character less.")
select_word = _moving(_by(motions.words, forward=True), "A word more.")
select_word_back = _moving(_by(motions.words, forward=False), "A word less.")
select_word_end = _moving(lambda view: view.extend_to_end(motions.words), "To the end of the word.")
select_sentence = _moving(_by(motions.sentences, forward=True), "A sentence more.")
select_sentence_back = _moving(_by(motions.sentences, forward=False), "A sentence less.")
select_paragraph = _moving(_by(motions.paragraphs, forward=True), "A paragraph more.")
select_paragraph_back = _moving(_by(motions.paragraphs, forward=False), "A paragraph less.")
select_line_start = _moving(lambda view: view.extend_to_edge(end=False), "To the beginning of the line.")
select_line_end = _moving(lambda view: view.extend_to_edge(end=True), "To the end of the line.")
select_other_end = _moving(lambda view: view.turn_selection(), "Move the other end.")
