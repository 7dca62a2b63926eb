"""Keys: which keys, or sequences of keys, run which command.

A sequence is written with spaces (``] e``). A key is a character, or one of Textual's names for those that have none
(``enter``, ``ctrl+d``, ``shift+tab``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.keys import key_to_character

from readers.spelling import did_you_mean
from tui.commands.command import MACROS
from tui.commands.pressing import NAMES, complaint
from tui.commands.table import BY_ID, COMMANDS, Command

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

    from textual import events

Preset = Literal["vim", "newsboat"]

_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "space": "Space",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "delete": "Del",
}


def token(event: events.Key) -> str:
    """What a key press is called here: its character if it prints one, else Textual's name."""
    return event.character if event.is_printable and event.character and event.character != " " else event.key


def parse(keys: str) -> tuple[str, ...]:
    """The keys of a sequence: parted by spaces (``] e``), or written together (``]e``, ``gg``) if none has a name."""
    if " " in keys.strip() or len(keys) == 1 or "+" in keys[:-1] or keys in NAMES or _character(keys) != keys:
        return tuple(map(_character, keys.split())) or (keys,)
    return tuple(keys)


def _character(key: str) -> str:
    """The character that a key prints whose name was given (``comma``, which parts sequences); else the key itself."""
    found = key_to_character(key) if len(key) > 1 and "+" not in key else None
    return found if found is not None and found.isprintable() and found != " " else key


def shown(keys: str) -> str:
    """A sequence as the reader knows it: ``]e``, ``^d``, ``Enter``."""
    return "".join(
        f"^{key[5:]}" if key.startswith("ctrl+") else _NAMES.get(key, key.upper() if len(key) > 1 else key)
        for key in parse(keys)
    )


class Keymap:
    """The keys in force.

    Attributes:
        keys: command id → its sequences.
        problems: what was wrong with the wishes, in words.
    """

    def __init__(
        self,
        preset: Preset = "vim",
        remaps: Mapping[str, Iterable[str]] | None = None,
        macros: Mapping[str, str] | None = None,
    ) -> None:
        """Take a preset and lay the user's own keys over it.

        Args:
            preset: whose habits to follow.
            macros: key → the steps that it does, see `steps_of`.
            remaps: command id, with or without its pane (``article.save``) → sequences that replace the preset's.
        """
        own = {name.rpartition(".")[2] for name in remaps or ()}
        remaps = {name.rpartition(".")[2]: keys for name, keys in (remaps or {}).items()}
        self.problems: list[str] = []
        self.keys: dict[str, tuple[str, ...]] = {}
        self._table: dict[tuple[str, ...], dict[str, Command]] = {}
        for command in COMMANDS:
            keys = _usual(command, preset)
            wished = remaps.pop(command.id, None)
            self.keys[command.id] = keys if wished is None else self._pressable(command, wished, keys)
        for unknown in remaps:
            hint = did_you_mean(unknown, self.keys)
            self.problems.append(f"There is no command {unknown!r} to give keys to.{hint}")
        self.macros: dict[str, Command] = {}
        for key, steps in (macros or {}).items():
            macro = Command(f"macro {key}", (key,), f"Macro {shown(key)}", steps, group=MACROS)
            self.macros[macro.id], self.keys[macro.id] = macro, macro.keys
            self.problems += [f"The macro {shown(key)} has {told}." for told in wrong_steps(steps)]
        self._bind_all(own)
        self._tell_hidden(own, preset)
        for pressed in self._table:
            for length in range(1, len(pressed)):
                if (shorter := self._table.get(pressed[:length])) is not None:
                    names = ", ".join(sorted({command.title for command in shorter.values()}))
                    self.problems.append(
                        f"The key {shown(' '.join(pressed[:length]))} ({names}) hides {shown(' '.join(pressed))}."
                    )
        self._prefixes = {keys[:length] for keys in self._table for length in range(1, len(keys))}

    def _bind_all(self, own: Set[str]) -> None:
        """Bind the reader's own keys first: a key of the preset gives way to them, and that is told."""
        for command in (*self.macros.values(), *COMMANDS):
            if command.id in own or command.id in self.macros:
                for sequence in self.keys[command.id]:
                    self._bind(parse(sequence), command)
        taken = {pressed: dict(places) for pressed, places in self._table.items()}
        hidden: dict[str, list[str]] = {}
        for command in COMMANDS:
            if command.id in own:
                continue
            kept = []
            for keys in self.keys[command.id]:
                over = _over(parse(keys), command.where, taken)
                if over is None:
                    kept.append(keys)
                    self._bind(parse(keys), command)
                else:
                    key, winner = shown(" ".join(over)), taken[over][command.where].title
                    hidden.setdefault(f"The key {key} is “{winner}”, as you want it", []).append(
                        f"“{command.title}”" if key == shown(keys) else f"{shown(keys)} “{command.title}”"
                    )
            self.keys[command.id] = tuple(kept)
        self.problems += [f"{told}, and no longer {', '.join(lost)}." for told, lost in hidden.items()]

    def _pressable(self, command: Command, wished: Iterable[str], usual: tuple[str, ...]) -> tuple[str, ...]:
        """Those of some sequences that can be pressed; the usual ones if none can. An empty one is no key at all."""
        good, wrong = [], False
        for keys in filter(None, wished):
            told = complaint(keys, parse)
            if told:
                wrong = True
                self.problems.append(f"A key for “{command.title}” (`{command.id}`): {told}")
            else:
                good.append(keys)
        return tuple(good) if good or not wrong else usual

    def _bind(self, sequence: tuple[str, ...], command: Command) -> None:
        places = self._table.setdefault(sequence, {})
        other = places.setdefault(command.where, command)
        if other is not command:
            self.problems.append(
                f"The key {shown(' '.join(sequence))} is wanted by “{other.title}” and “{command.title}”; "
                "the first has it."
            )

    def _tell_hidden(self, own: Set[str], preset: Preset) -> None:
        """Tell where a key that the reader gave to a command of one pane has lost another meaning there."""
        for sequence, places in self._table.items():
            anywhere = places.get("anywhere")
            for where, command in places.items():
                # Those of a selection are meant to go first.
                if anywhere is None or where in {"anywhere", "selection"} or not own & {command.id, anywhere.id}:
                    continue
                if all(sequence in map(parse, _usual(one, preset)) for one in (command, anywhere)):
                    continue  # as it is without the reader's doing
                key = shown(" ".join(sequence))
                self.problems.append(
                    f"The key {key} is “{command.title}” in the {where}, and “{anywhere.title}” elsewhere."
                )

    def command(self, sequence: tuple[str, ...], where: Iterable[str]) -> Command | None:
        """What a sequence does where the reader is: the first of some places that has a use for it decides."""
        places = self._table.get(sequence, {})
        return next((places[place] for place in where if place in places), None)

    def goes_on(self, sequence: tuple[str, ...]) -> bool:
        """Whether some longer sequence starts so."""
        return sequence in self._prefixes

    def after(self, sequence: tuple[str, ...], where: Iterable[str]) -> list[tuple[str, str]]:
        """What goes on with the beginning of a sequence here: the keys that are left, and what they do."""
        places, length = set(where), len(sequence)
        return [
            (shown(" ".join(keys[length:])), next(iter(found)).title)
            for keys, commands in self._table.items()
            if keys[:length] == sequence
            and len(keys) > length
            and (found := [command for place, command in commands.items() if place in places])
        ]

    def of(self, command: str) -> str:
        """The first key of a command as the reader knows it; empty if it has none."""
        keys = self.keys.get(command, ())
        return shown(keys[0]) if keys else ""


def _usual(command: Command, preset: Preset) -> tuple[str, ...]:
    """The keys of a command in a preset."""
    return command.newsboat if preset == "newsboat" and command.newsboat is not None else command.keys


def steps_of(macro: str) -> list[str]:
    """The steps of a macro, which are parted by `` ; ``: names of commands, ``run PROGRAM``, ``pipe PROGRAM``."""
    return [step.strip() for step in macro.split(" ; ") if step.strip()]


def wrong_steps(macro: str) -> list[str]:
    """What in a macro is no step, in words."""
    steps = steps_of(macro)
    wrong = [step for step in steps if step not in BY_ID and step.partition(" ")[0] not in {"run", "pipe"}]
    return [f"the step {step!r}, which is no command, nor `run …` or `pipe …`" for step in wrong] or (
        [] if steps else ["no steps"]
    )


def _over(
    sequence: tuple[str, ...], where: str, taken: Mapping[tuple[str, ...], Mapping[str, Command]]
) -> tuple[str, ...] | None:
    """The reader's own keys that some of the preset give way to: the same, the beginning of them or more of them."""
    return next(
        (own for own, places in taken.items() if where in places and sequence[: len(own)] == own[: len(sequence)]),
        None,
    )
