"""What is wrong in a configuration file, told with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

import msgspec

from readers.spelling import did_you_mean

T = TypeVar("T", bound=msgspec.Struct)


def from_toml(kind: type, value: Any) -> Any:  # noqa: ANN401  # msgspec's hook takes and gives anything
    """A path of a string; the hook of msgspec."""
    if kind is Path and isinstance(value, str) and value:
        return Path(value).expanduser()
    raise ValueError(f"Expected a path in quotation marks, got {value!r}")


class Look:
    """A look through a file that has something wrong in it.

    Args:
        text: of the file.
        whole: what the file is to hold.

    Attributes:
        problems: what was found so far.
    """

    def __init__(self, text: str, whole: type[msgspec.Struct]) -> None:
        self._lines = text.splitlines()
        self._whole = whole
        self.problems: list[str] = []

    def through(self, table: dict[str, Any], kind: type[T], where: str = "") -> T:
        """What is right in a section, whose name is ``where``."""
        fields = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
        good: dict[str, Any] = {}
        for name, value in table.items():
            place = f"{where}.{name}" if where else name
            if name not in fields:
                self._unknown(place, value, fields)
            elif _is_section(fields[name]):
                if isinstance(value, dict):
                    good[name] = self.through(value, fields[name], place)
                else:
                    self._tell(place, f"`{place}` is a section: write `[{place}]` on a line of its own.")
            elif isinstance(value, dict) and get_origin(_bare_type(fields[name])) is dict:
                of = get_args(_bare_type(fields[name]))[1]
                found = {key: self._value(f"{place}.{key}", one, of) for key, one in value.items()}
                good[name] = {key: one for key, one in found.items() if one is not None}
            elif (found_one := self._value(place, value, fields[name])) is not None:
                good[name] = found_one
        return kind(**good)

    def _value(self, place: str, value: object, kind: Any) -> Any:  # noqa: ANN401
        """A value of the right kind, or ``None`` for one that is told of."""
        try:
            return msgspec.convert(value, kind, dec_hook=from_toml)
        except msgspec.ValidationError as error:
            message = str(error).partition(" - at `")[0]
            if get_origin(choices := _bare_type(kind)) is Literal:
                hint = did_you_mean(value, get_args(choices)) if isinstance(value, str) else ""
                message = f"{message}, known are {', '.join(get_args(choices))}.{hint}"
            self._tell(place, f"{message.removesuffix('.')} (in `{place}`).")
            return None

    def _unknown(self, place: str, value: object, fields: Iterable[str]) -> None:
        section, _, name = place.rpartition(".")
        elsewhere = [one for one in _places(self._whole) if one.rpartition(".")[2] == name]
        hint = did_you_mean(name, fields)
        if elsewhere and not hint:
            there = elsewhere[0].rpartition(".")[0]
            hint = f" It belongs under `[{there}]`." if there else " It belongs before the first section."
        what = (
            f"There is no section `[{place}]`."
            if isinstance(value, dict)
            else f"There is no setting `{name}`" + (f" in `[{section}]`." if section else ".")
        )
        self._tell(place, what + hint)

    def _tell(self, place: str, problem: str) -> None:
        line = _line_of(place, self._lines)
        self.problems.append(f"Line {line}: {problem}" if line else problem)


def _bare_type(kind: Any) -> Any:  # noqa: ANN401  # whatever stands behind a colon
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _is_section(kind: Any) -> bool:  # noqa: ANN401  # the same
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _places(kind: type[msgspec.Struct], where: str = "") -> Iterator[str]:
    """Every setting there is, with its section: ``keys.preset``."""
    for field in msgspec.structs.fields(kind):
        place = f"{where}{field.encode_name}"
        if _is_section(field.type):
            yield from _places(field.type, f"{place}.")
        else:
            yield place


_LINE = re.compile(r"""\s*(?:\[\s*(?P<section>[^\[\]]+?)\s*\]|(?P<name>[\w.\s"'-]+?)\s*=)""")


def _line_of(place: str, lines: Sequence[str]) -> int:
    """The line on which a setting or section is written; 0 if that is not plain to see."""
    found, section = [], ""
    for number, line in enumerate(lines, 1):
        match = _LINE.match(line)
        if match is None:
            continue
        if match["section"] is not None:
            section = _bare(match["section"])
        named = section if match["name"] is None else ".".join(filter(None, (section, _bare(match["name"]))))
        if named == place:
            found.append(number)
    return found[0] if len(found) == 1 else 0


def _bare(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))
