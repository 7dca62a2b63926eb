"""The settings: looked at and changed in the reader, kept in the configuration file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.configuring import as_toml, settings, value_of
from tui.state.settings import moving

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readers.config import Config
    from readers.configuring import Setting
    from tui.dialogs.fields import Field
    from tui.stage import Stage

_FROM_THE_NEXT_START = frozenset(("library", "saved", "model", "linear"))


def show(stage: Stage) -> None:
    """Show all settings over the screen."""
    stage.work(_show(stage), "settings", "")


async def _show(stage: Stage) -> None:
    from tui.dialogs.fields import Fields  # noqa: PLC0415  (nothing of it is needed for the first frame)

    async def change(name: str, value: str) -> Sequence[Field]:
        config = await stage.newsroom.configure(name, value or None)
        await take_over(stage, config)
        told = " from the next start on" if name in _FROM_THE_NEXT_START else ""
        stage.say(f"{name} = {as_toml(value_of(config, name))}{told}")
        return _fields(config, stage.app.available_themes)

    config = await stage.newsroom.configuration()
    stage.app.push_screen(Fields("Settings", _fields(config, stage.app.available_themes), change))


async def take_over(stage: Stage, config: Config) -> None:
    """Hold to what is configured now."""
    theme = config.theme or "quoth-dark"
    if theme in stage.app.available_themes:
        stage.app.theme = theme
    stage.app.animation_level = moving(config.motion)
    stage.take_over(config)


async def keep_theme(stage: Stage, name: str) -> None:
    """Keep the colours that were chosen."""
    if (await stage.newsroom.configuration()).theme != name:
        await stage.newsroom.configure("theme", name)
        stage.say(f"{name} · kept in the configuration")


def _fields(config: Config, themes: Iterable[str]) -> list[Field]:
    return [_field(setting, config, themes) for setting in settings()]


def _field(setting: Setting, config: Config, themes: Iterable[str]) -> Field:
    from tui.dialogs.fields import Field  # noqa: PLC0415  (as above)

    value = value_of(config, setting.name)
    text = str(value) if isinstance(value, str) or not isinstance(value, bool | dict) else as_toml(value)
    choices = setting.choices or (("true", "false") if setting.kind is bool else ())
    if setting.name == "theme":
        choices = ("", *sorted(themes))
    table, _, label = setting.name.rpartition(".")
    bounds = f" ({setting.bounds})" if setting.bounds and not setting.choices else ""
    meaning = f"{setting.meaning[0].upper()}{setting.meaning[1:]}{bounds}."
    return Field(
        setting.name, label, meaning, text, choices, _GROUPS.get(table, table.title()), value == setting.default
    )


_GROUPS = {
    "": "The reader",
    "keys": "Keys",
    "refresh": "Fetching",
    "keep": "Keeping",
    "browser": "Opened with",
    "commands": "Programs",
    "notify": "Telling of what is new",
}
