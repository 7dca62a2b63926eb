"""The configuration: one TOML file, all of it optional, and the folders that hold everything else.

The environment variable ``QUOTH_HOME`` puts configuration, library and saved articles into one folder; otherwise they
lie where the operating system wants them. An example::

    theme = "nord"
    saved = "~/notes/news"

    [refresh]
    minutes = 30

    [keys]
    preset = "vim"
    [keys.remap]
    "article.next_quote" = "ctrl+n"
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from readers.errors import ConfigError

Preset = Literal["vim", "newsboat"]
SaveFormat = Literal["markdown", "json", "html", "webannotation", "csv", "ansi"]


def default_config() -> Path:
    """Where the configuration is read from."""
    home = _home()
    return home / "config.toml" if home else _platform("user_config_path") / "config.toml"


def default_library() -> Path:
    """Where the library is kept."""
    home = _home()
    return home / "library.db" if home else _platform("user_data_path") / "library.db"


def default_saved() -> Path:
    """Where saved articles go."""
    home = _home()
    if home:
        return home / "saved"
    import platformdirs  # noqa: PLC0415  # 10 ms, not needed when the folders are named

    return platformdirs.user_documents_path() / "Quoth"


def _home() -> Path | None:
    named = os.environ.get("QUOTH_HOME")
    return Path(named).expanduser() if named else None


def _platform(folder: Literal["user_config_path", "user_data_path"]) -> Path:
    import platformdirs  # noqa: PLC0415  # 10 ms, not needed when the folders are named

    paths = {"user_config_path": platformdirs.user_config_path, "user_data_path": platformdirs.user_data_path}
    return paths[folder]("quoth", appauthor=False)


def _told(description: str, ge: int | None = None, le: int | None = None) -> msgspec.Meta:
    """What a setting is for, beside its definition: `readers.configuring` makes sample and screen of it."""
    return msgspec.Meta(description=description, ge=ge, le=le)


class Keys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which keys do what; each attribute says what it is for."""

    preset: Annotated[Preset, _told("the set of keys to start from")] = "vim"
    remap: Annotated[
        dict[str, str],
        _told("the name of a command and its key or keys, parted by commas, in place of those of the preset"),
    ] = {}


_USUAL_MINUTES = 60
_FEWEST_MINUTES = 5
"""No publisher wants to be asked more often, and none has news so fast."""


class Refresh(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When feeds are fetched; each attribute says what it is for."""

    minutes: Annotated[
        int,
        _told(
            "from one fetch of a feed to the next, unless its publisher asks for more; at least 5. 0: the open reader "
            "fetches nothing by itself, and `quoth refresh` what is an hour old",
            ge=0,
            le=10_080,
        ),
    ] = _USUAL_MINUTES
    at_start: Annotated[bool, _told("fetch what is due when the reader opens, too")] = True
    pages_a_day: Annotated[
        int,
        _told(
            "pages fetched ahead in a day, of the feeds whose articles are to be there before they are opened",
            ge=0,
            le=100_000,
        ),
    ] = 500

    @property
    def interval(self) -> timedelta:
        """From one fetch of a feed to the next, as far as the reader has a say in it."""
        return timedelta(minutes=max(_FEWEST_MINUTES, self.minutes) if self.minutes else _USUAL_MINUTES)


USUAL_REFRESH = Refresh()


class Keep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stays in the library of the entries that a feed has brought and does not have any more.

    What was starred, tagged, noted, set right or saved always stays.
    """

    days: Annotated[int, _told("entries older than so many days go; 0: age is no reason", ge=0, le=100_000)] = 0
    entries: Annotated[
        int,
        _told(
            "of a feed's entries the newest so many stay; 0: as many as the library keeps of one feed at most",
            ge=0,
            le=1_000_000,
        ),
    ] = 0


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What can be configured; each attribute says what it is for."""

    library: Annotated[Path, _told("the library file: all that came, was read and written")] = msgspec.field(
        default_factory=default_library
    )
    saved: Annotated[Path, _told("the folder for saved articles")] = msgspec.field(default_factory=default_saved)
    theme: Annotated[str, _told("the colours: quoth-dark, quoth-light, quoth-contrast, or any of Textual's")] = ""
    model: Annotated[str, _told("the spaCy model; empty for the best that is installed")] = ""
    width: Annotated[int, _told("of the article's text, in cells; 0 for the whole pane", ge=0, le=500)] = 80
    format: Annotated[SaveFormat, _told("what articles are saved as")] = "markdown"
    keys: Keys = Keys()
    refresh: Refresh = Refresh()
    keep: Keep = Keep()


def load(path: Path | None = None) -> Config:
    """Read the configuration.

    Args:
        path: the file; ``None`` for the default place, where it may be missing.

    Raises:
        ConfigError: the file named is missing, is not TOML, or a key or value in it is wrong.
    """
    file = default_config() if path is None else path
    try:
        text = file.read_bytes()
    except FileNotFoundError as error:
        if path is None:
            return Config()
        raise ConfigError(f"There is no configuration file {file}. Check its name.") from error
    except OSError as error:
        raise ConfigError(f"The configuration {file} cannot be read: {error.strerror}.") from error
    try:
        return msgspec.toml.decode(text, type=Config, dec_hook=_from_toml)
    except msgspec.ValidationError as error:
        raise ConfigError(f"In the configuration {file}: {_readable(error)}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"The configuration {file} is not TOML: {error}. Mend that line, or remove it.") from error


_CHOICES: dict[str, Any] = {"format": SaveFormat, "keys.preset": Preset}
"""Where only some words are understood."""


def _from_toml(kind: type, value: Any) -> Any:  # noqa: ANN401  # msgspec's hook takes and gives anything
    if kind is Path and isinstance(value, str) and value:
        return Path(value).expanduser()
    raise ValueError(f"Expected a path in quotation marks, got {value!r}")


def _readable(error: msgspec.ValidationError) -> str:
    """A message of msgspec, with the place as TOML writes it."""
    message, _, place = str(error).partition(" - at `")
    message = message.replace("Object contains unknown field", "there is no setting")
    where = place.removesuffix("`").removeprefix("$").removeprefix(".")
    if where in _CHOICES:
        message = f"{message}, known are {', '.join(get_args(_CHOICES[where]))}"
    return f"{message} (in `{where}`)." if where else f"{message}."
