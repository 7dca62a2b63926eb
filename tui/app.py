"""The application: themes, and the one screen that is always there.

Importing this module pulls in nothing heavy but Textual; help, cards and palette come when they are asked for.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from textual.app import App

from tui import pauses, themes
from tui.keys import Keymap, Preset
from tui.screens.reader import ReaderScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from textual.command import Provider

    from tui.newsroom import Newsroom


def _commands() -> type[Provider]:
    from tui.screens.palette import Commands  # noqa: PLC0415  (when the palette is opened)

    return Commands


class QuothApp(App[None]):
    """The reader.

    Args:
        newsroom: what the news comes from; closed when the reader leaves.
        opening: sources to open directly, without the feeds beside them.
        theme: the name of a theme.
        preset: whose keys to follow.
        keys: command id → sequences that replace the preset's.
    """

    TITLE = "Quoth"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar = []

    def __init__(
        self,
        newsroom: Newsroom,
        opening: Sequence[str] = (),
        *,
        theme: str = "quoth-dark",
        preset: Preset = "vim",
        keys: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        super().__init__()
        self.newsroom = newsroom
        self._opening = list(opening)
        self._keys = Keymap(preset, keys)
        for ours in themes.OURS:
            self.register_theme(ours)
        self.theme = theme if theme in self.available_themes else themes.DARK.name
        if theme not in self.available_themes:
            self._keys.problems.append(f"There is no theme {theme!r}; {themes.DARK.name} is used instead.")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What a theme that is not ours lacks."""
        return themes.defaults(self.current_theme)

    def get_default_screen(self) -> ReaderScreen:
        """The reader's screen."""
        self._reader = ReaderScreen(self.newsroom, self._opening, self._keys)
        return self._reader

    def on_ready(self) -> None:
        """The first frame is there: see to it that nothing interrupts from now on."""
        if not self.is_headless:
            pauses.settle()
            self.set_interval(pauses.EVERY, self._collect, name="collect")

    def _collect(self) -> None:
        if time.monotonic() - self._reader.last_key > pauses.QUIET:
            pauses.collect()

    async def on_unmount(self) -> None:
        """Let go of files and processes."""
        await self.newsroom.close()
