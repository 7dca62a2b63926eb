"""What the reader has settled about the screen, and what of it cannot be."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec
from textual import constants

from readers.config import Browser, Commands, Notify
from readers.spelling import did_you_mean
from tui.commands.keys import Keymap
from tui.looks import themes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from textual.types import AnimationLevel

    from readers.config import Config, Motion, Preset, QuoteFormat, SaveFormat

_WHOLE = 10_000
"""A width that no terminal has."""


class Settings(msgspec.Struct, frozen=True):
    """What the user decides about the screen.

    Attributes:
        theme: the name of a theme; empty for ours.
        preset: whose keys to follow.
        keys: command id → sequences that replace the preset's.
        width: cells a line of text takes at most; 0 for the whole pane.
        format: of saved articles.
        quote: what a quote is copied as.
        refresh_at_start: whether feeds are fetched when the reader opens.
        browser: what addresses are opened with.
        commands: programs of the reader's own.
        notify: who is told of new entries.
        macros: key → the steps that it does.
        refresh_minutes: from one refresh to the next; 0 for none.
        glance: whether the reader begins with the news at a glance.
        motion: what may move of itself.
        read_on_hover: whether an entry is read when the cursor comes on it.
        first_unread: whether a list begins with the cursor on its first unread entry.
    """

    theme: str = ""
    preset: Preset = "vim"
    keys: Mapping[str, Iterable[str]] = MappingProxyType({})
    width: int = 80
    format: SaveFormat = "markdown"
    quote: QuoteFormat = "text"
    refresh_at_start: bool = True
    refresh_minutes: int = 0
    browser: Browser = Browser()
    commands: Commands = Commands()
    notify: Notify = Notify()
    macros: Mapping[str, str] = MappingProxyType({})
    glance: bool = False
    motion: Motion = "system"
    read_on_hover: bool = False
    first_unread: bool = False

    @property
    def columns(self) -> int:
        """Cells that a line of text takes at most."""
        return self.width or _WHOLE

    @classmethod
    def of(cls, config: Config) -> Settings:
        """Those of a configuration, where several keys of a command are parted by commas."""
        keys = {name: tuple(key.strip() for key in keys.split(",")) for name, keys in config.keys.remap.items()}
        refresh = config.refresh
        return cls(
            *(config.theme, config.keys.preset, keys, config.width, config.format),
            *(config.quote, refresh.at_start, round(refresh.interval.total_seconds() / 60) if refresh.minutes else 0),
            glance=config.glance,
            motion=config.motion,
            read_on_hover=config.read_on_hover,
            first_unread=config.first_unread,
            browser=config.browser,
            commands=config.commands,
            notify=config.notify,
            macros=config.keys.macros,
        )

    def carried_out(self, known: Collection[str]) -> tuple[Keymap, str]:
        """The keys and the theme in force; what cannot be as it was wished is among the problems of the keys.

        Args:
            known: the themes there are.
        """
        keymap = Keymap(self.preset, self.keys, self.macros)
        theme = self.theme or themes.DARK.name
        if theme in known:
            return keymap, theme
        hint = did_you_mean(theme, known)
        keymap.problems.append(f"There is no theme {theme!r}; {themes.DARK.name} is used instead.{hint}")
        return keymap, themes.DARK.name


def moving(motion: Motion) -> AnimationLevel:
    """What may move of itself, as Textual has it: scrolling, and the cursor of a line."""
    return constants.TEXTUAL_ANIMATIONS if motion == "system" else motion
