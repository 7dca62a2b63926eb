"""The application: themes, and the one screen that is always there.

Importing this module pulls in nothing heavy but Textual; help, cards and palette come when they are asked for.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App

from tui.actions.outside import telling
from tui.looks import themes
from tui.screens.reader import ReaderScreen
from tui.state import pauses, terminal, threads
from tui.state.settings import Settings, moving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.theme import Theme

    from tui.newsroom import Newsroom


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
        self.settings = settings or Settings()
        self._keys, theme = self.settings.carried_out(themes.names())
        # Before anything is made for another theme, which all styles would be read once more for.
        self.set_reactive(App.theme, theme)
        super().__init__()
        self.newsroom = newsroom
        self._opening = list(opening)
        for ours in themes.OURS:
            self.register_theme(ours)
        self.animation_level = moving(self.settings.motion)

    def get_theme(self, theme_name: str) -> Theme | None:
        """A theme by its name; ours are known before they can be registered."""
        return next((ours for ours in themes.OURS if ours.name == theme_name), None) or super().get_theme(theme_name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What a theme that is not ours lacks."""
        return themes.defaults(self.current_theme)

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme, changed where they could not be read; ours are made so that all can be."""
        variables = super().get_css_variables()
        if self.current_theme not in themes.OURS:
            from tui.looks import contrast  # noqa: PLC0415  (not before the first frame, as a rule)

            self.theme_variables = variables = contrast.readable(variables)
        return variables

    def get_default_screen(self) -> ReaderScreen:
        """The reader's screen."""
        self._reader = ReaderScreen(self.newsroom, self._opening, self._keys, self.settings)
        return self._reader

    def on_load(self) -> None:
        """Nothing was asked of the library yet."""
        if not self.is_headless:
            self._threads = threads.few()

    def on_ready(self) -> None:
        """The first frame is there: see to it that nothing interrupts from now on."""
        if not self.is_headless:
            terminal.watch(self._leave_the_terminal)
            telling.write(self, f"{telling.KEEP_TITLE}{telling.title(0)}")
            from tui.state.giving_back import share  # noqa: PLC0415  (nothing of it is needed for the first frame)

            share()
            threads.start(self._threads)
            pauses.settle()
            self._gave_back = time.monotonic()
            self.set_interval(pauses.EVERY, self._tidy, name="tidy")

    def _tidy(self) -> None:
        now = time.monotonic()
        if pauses.tidy(now - self._reader.last_key, now - self._gave_back):
            self._gave_back = now

    def action_command_palette(self) -> None:
        """Show the commands, in a palette that is left once however fast one types."""
        from tui.dialogs.leaving import Palette  # noqa: PLC0415  (when it is asked for)

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())  # without an id: an earlier one may not be gone yet

    # Textual's own has an overload for each way of waiting; whatever it is given passes through.
    def push_screen(self, screen: Any, callback: Any = None, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        """Show a dialog; what cannot be done with its answer is told by the reader's screen."""

        def answered(result: Any) -> Any:  # noqa: ANN401
            with self._reader.telling():
                return callback(result)

        return super().push_screen(screen, answered if callback is not None else None, *arguments, **options)

    def search_themes(self) -> None:
        """Show the themes, as the reader's own command does."""
        self._reader.run_id("theme")

    async def action_quit(self) -> None:
        """Leave as the reader's own key does."""
        self._reader.run_id("quit")

    def _leave_the_terminal(self) -> None:
        telling.silence(self)
        self.call_later(self.terminal_gone)

    def terminal_gone(self) -> None:
        """Leave: nobody sees this any more. What was being written is kept."""
        self._reader.asking.keep()
        self._reader.run_id("quit")

    def action_help_quit(self) -> None:
        """Tell the way out, where nothing is covered by it."""
        self._reader.say(f"{self._keys.of('quit')} leaves the reader")

    async def on_unmount(self) -> None:
        """Let go of files and processes, and of the terminal's title."""
        telling.write(self, telling.TITLE_OF_BEFORE)
        await self.newsroom.close()
