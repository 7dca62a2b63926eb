"""The application: themes, and the one screen that is always there.

Importing this module pulls in nothing heavy but Textual; help, cards and palette come when they are asked for.
"""

from __future__ import annotations

import time
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import App

from tui.commands.keys import Keymap, Preset
from tui.looks import themes
from tui.screens.reader import ReaderScreen
from tui.state import pauses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from readers.config import Config, SaveFormat
    from tui.newsroom import Newsroom


_WHOLE = 10_000
"""A width that no terminal has."""


class Settings(NamedTuple):
    """What the user decides about the screen.

    Attributes:
        theme: the name of a theme; empty for ours.
        preset: whose keys to follow.
        keys: command id → sequences that replace the preset's.
        width: cells a line of text takes at most; 0 for the whole pane.
        format: of saved articles.
        refresh_at_start: whether feeds are fetched when the reader opens.
        refresh_minutes: from one refresh to the next; 0 for none.
    """

    theme: str = ""
    preset: Preset = "vim"
    keys: Mapping[str, Iterable[str]] = MappingProxyType({})
    width: int = 80
    format: SaveFormat = "markdown"
    refresh_at_start: bool = True
    refresh_minutes: int = 0

    @classmethod
    def of(cls, config: Config) -> Settings:
        """Those of a configuration, where several keys of a command are parted by commas."""
        keys = {name: tuple(key.strip() for key in keys.split(",")) for name, keys in config.keys.remap.items()}
        refresh = config.refresh
        return cls(
            *(config.theme, config.keys.preset, keys, config.width, config.format),
            *(refresh.at_start, round(refresh.interval.total_seconds() / 60) if refresh.minutes else 0),
        )


class QuothApp(App[None]):
    """The reader.

    Args:
        newsroom: what the news comes from; closed when the reader leaves.
        opening: sources to open directly, without the feeds beside them.
        settings: what the user decided.
    """

    TITLE = "Quoth"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar = set()
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar = []

    def __init__(
        self,
        newsroom: Newsroom,
        opening: Sequence[str] = (),
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self.newsroom = newsroom
        self._opening = list(opening)
        self.settings = settings or Settings()
        self._keys = Keymap(self.settings.preset, self.settings.keys)
        theme = self.settings.theme or themes.DARK.name
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
        self._reader.text_width = self.settings.width or _WHOLE
        self._reader.save_format = self.settings.format
        self._reader.refresh_at_start = self.settings.refresh_at_start
        self._reader.refresh_minutes = self.settings.refresh_minutes
        return self._reader

    def on_ready(self) -> None:
        """The first frame is there: see to it that nothing interrupts from now on."""
        if not self.is_headless:
            pauses.settle()
            self.set_interval(pauses.EVERY, self._tidy, name="tidy")

    def _tidy(self) -> None:
        pauses.tidy(time.monotonic() - self._reader.last_key)

    def action_command_palette(self) -> None:
        """Show the commands, in a palette that is left once however fast one types."""
        from tui.dialogs.leaving import Palette  # noqa: PLC0415  (when it is asked for)

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def search_themes(self) -> None:
        """Show the themes, in a palette of the same kind."""
        from textual.theme import ThemeProvider  # noqa: PLC0415  (when it is asked for)

        from tui.dialogs.leaving import Palette  # noqa: PLC0415  (likewise)

        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))

    async def action_quit(self) -> None:
        """Leave as the reader's own key does."""
        self._reader.run_id("quit")

    def action_help_quit(self) -> None:
        """Tell the way out, where nothing is covered by it."""
        self._reader.say(f"{self._keys.of('quit')} leaves the reader")

    async def on_unmount(self) -> None:
        """Let go of files and processes."""
        await self.newsroom.close()
