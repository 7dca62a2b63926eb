"""The configuration explained, and changed in its file: what each setting means, a sample of all, one of them set.

All of it comes from the one definition in `readers.config`, so that nothing can be missing.
"""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec import inspect

from readers.config import Config, default_config, load
from readers.errors import ConfigError
from readers.private import make_folder
from readers.spelling import did_you_mean

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_WIDE = 96
"""Characters of a line of the sample."""


class Setting(NamedTuple):
    """One thing that can be configured.

    Attributes:
        name: with its table, as in ``refresh.minutes``.
        meaning: in words.
        kind: what its value is.
        default: its value where the file says nothing.
        choices: the only words that are understood; empty where any are.
        least: of a number; ``None`` for no bound.
        most: likewise.
    """

    name: str
    meaning: str
    kind: type
    default: Any
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    @property
    def bounds(self) -> str:
        """What values there may be, in words; empty if any."""
        if self.choices:
            return "one of " + ", ".join(one or '""' for one in self.choices)
        return "" if self.least is None or self.most is None else f"{self.least} to {self.most}"


def settings() -> list[Setting]:
    """All there are, in the order of their definition."""
    return list(_settings(inspect.type_info(Config), ""))


def _settings(struct: inspect.Type, table: str) -> Iterator[Setting]:
    assert isinstance(struct, inspect.StructType)  # noqa: S101
    for field in struct.fields:
        kind, meaning = field.type, ""
        if isinstance(kind, inspect.Metadata):
            meaning = (kind.extra_json_schema or {}).get("description", "")
            kind = kind.type
        name = f"{table}{field.encode_name}"
        if isinstance(kind, inspect.StructType):
            yield from _settings(kind, f"{name}.")
            continue
        default = field.default_factory() if field.default_factory is not msgspec.NODEFAULT else field.default
        if isinstance(kind, inspect.LiteralType):
            yield Setting(name, meaning, str, default, choices=tuple(str(one) for one in kind.values))
        elif isinstance(kind, inspect.IntType):
            yield Setting(name, meaning, int, default, least=kind.ge, most=kind.le)
        else:
            yield Setting(name, meaning, type(default), default)


def value_of(config: Config, name: str) -> Any:  # noqa: ANN401  (whatever the setting holds)
    """What a setting is now."""
    found: Any = config
    for part in name.split("."):
        found = getattr(found, part)
    return found


def as_toml(value: Any) -> str:  # noqa: ANN401
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | Path):
        return msgspec.json.encode(str(value)).decode()  # a basic string of TOML has the escapes of JSON
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{as_toml(key)} = {as_toml(one)}" for key, one in value.items()) + "}"
    return str(value)


def sample(config: Config | None = None) -> str:
    """A configuration file with every setting, its meaning above it.

    Args:
        config: what differs in it from the usual is set; all the rest stands there as a comment.
    """
    config = config or Config()
    lines = ["# The configuration of Quoth. What stands behind a # is what holds when nothing is said.", ""]
    table = ""
    for setting in settings():
        within, _, name = setting.name.rpartition(".")
        value = value_of(config, setting.name)
        if isinstance(setting.default, Mapping):
            lines += [*_meaning(setting), f"[{setting.name}]"]
            lines += [f"{as_toml(key)} = {as_toml(one)}" for key, one in value.items()] or [_EXAMPLES[setting.name]]
            table = setting.name
        else:
            if within != table:
                lines += [f"[{within}]"]
                table = within
            off = "# " if value == setting.default else ""
            lines += [*_meaning(setting), f"{off}{name} = {as_toml(value)}"]
        lines.append("")
    return "\n".join(lines)


_EXAMPLES = {
    "keys.macros": '# "f5" = "star ; run wallabag add %u"',
    "keys.remap": '# next_quote = "ctrl+n, gq"',
    "markdown.own_names": '# "Anna Lindqvist" = "People/Lindqvist, Anna"',
}
"""What an entry of a table looks like, where there is none."""


def _meaning(setting: Setting) -> list[str]:
    told = setting.meaning + (f" ({setting.bounds})" if setting.bounds else "")
    return [f"# {line}" for line in wrap(told[0].upper() + told[1:] + ".", _WIDE)]


def change(name: str, value: str | None, file: Path | None = None) -> Config:
    """Set one setting in the configuration file, which keeps its comments and whatever else is in it.

    Args:
        name: of the setting, as in ``refresh.minutes``; within a table of the reader's own words
            (``keys.remap.quit``) too.
        value: as typed; ``None`` takes it out of the file, so that the usual holds.
        file: ``None`` for the usual one, which is made if it is missing.

    Returns:
        The configuration as it is now.

    Raises:
        ConfigError: there is no such setting, it cannot be that, or the file cannot be read or written. Nothing was
            changed then.
    """
    import tomlkit  # noqa: PLC0415  (not needed to read)
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415

    path = default_config() if file is None else file
    setting = named(name)
    if path.exists():
        load(path)  # What is wrong already is told as such.
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        document = tomlkit.parse(before)
        within = [name.removeprefix(f"{setting.name}.")] if name != setting.name else []
        _put(document, [*setting.name.split("."), *within], None if value is None else _typed(setting, value, within))
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise ConfigError(f"The configuration {path} cannot be changed: {error}. Mend it by hand first.") from error
    _write(path, tomlkit.dumps(document))
    try:
        return load(file)
    except ConfigError:
        _write(path, before)
        raise


def named(name: str) -> Setting:
    """A setting by its name; also for a word within a table of the reader's own words.

    Raises:
        ConfigError: there is none.
    """
    for setting in settings():
        if setting.name == name or (isinstance(setting.default, Mapping) and name.startswith(f"{setting.name}.")):
            return setting
    hint = did_you_mean(name, [setting.name for setting in settings()])
    raise ConfigError(f"There is no setting {name!r}.{hint} `quoth config --list` names all of them.")


def write_sample(file: Path | None = None) -> Path:
    """Put the sample where the configuration is read from, if there is none; gives where.

    Raises:
        ConfigError: there is one already, or it cannot be written.
    """
    path = default_config() if file is None else file
    if path.exists():
        raise ConfigError(f"There is a configuration {path} already. `quoth config` prints the sample; take from it.")
    _write(path, sample())
    return path


def _typed(setting: Setting, value: str, within: list[str]) -> Any:  # noqa: ANN401
    """What was typed, as the kind of value that the setting has, or a word within its table.

    Raises:
        ConfigError: it is none.
    """
    meant = setting.bounds or _KINDS.get(setting.kind, "a word")
    wrong = ConfigError(f"{setting.name} cannot be {value!r}: it is {meant}.")
    if isinstance(setting.default, Mapping):
        return value if within else _table(setting, value)
    if setting.choices and value not in setting.choices:
        raise wrong
    if setting.kind is bool:
        if value.casefold() not in _WORDS:
            raise wrong
        return _WORDS[value.casefold()]
    if setting.kind is int:
        try:
            number = int(value)
        except ValueError:
            raise wrong from None
        # What has one bound has both.
        if setting.least is not None and setting.most is not None and not setting.least <= number <= setting.most:
            raise wrong
        return number
    if issubclass(setting.kind, Path) and not value.strip():
        raise ConfigError(f"{setting.name} needs a path.")
    return value


def _table(setting: Setting, value: str) -> dict[str, Any]:
    """An inline table, as TOML writes it."""
    try:
        found: dict[str, Any] = tomllib.loads(f"table = {value}")["table"]
    except tomllib.TOMLDecodeError:
        found = {"": None}
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise ConfigError(f'{setting.name} is written like {{name = "value", other = "value"}}, not like {value!r}.')
    return found


_WORDS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
_KINDS = {bool: "true or false", int: "a whole number"}


def _put(document: TOMLDocument, parts: list[str], value: Any) -> None:  # noqa: ANN401
    import tomlkit  # noqa: PLC0415  (as above)

    at: Any = document
    for part in parts[:-1]:
        if part not in at:
            if value is None:
                return
            at[part] = tomlkit.table()
        at = at[part]
    if value is None:
        at.pop(parts[-1], None)
    else:
        at[parts[-1]] = value


def _write(path: Path, text: str) -> None:
    """Write the whole file, or leave the one that is there as it is; a link stays one."""
    target = path.resolve()
    try:
        make_folder(target.parent)
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(text)
            if target.exists():
                Path(draft).chmod(target.stat().st_mode & 0o777)
            Path(draft).replace(target)
        except OSError:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        told = f"The configuration {path} cannot be written: {error.strerror}. Nothing was changed."
        raise ConfigError(told) from error
