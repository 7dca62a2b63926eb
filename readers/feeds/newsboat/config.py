"""Newsboat's configuration: what of it is a setting of Quoth's, and what is not, with the reason."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from readers.feeds.newsboat.filters import Asked, UntranslatableError, both, of_feed, translate

OPERATIONS = {
    "open": "enter", "quit": "back", "hard-quit": "quit", "reload": "refresh", "reload-all": "refresh_all",
    "mark-feed-read": "mark_all_read", "mark-all-feeds-read": "mark_all_read", "mark-all-above-as-read": "mark_above",
    "save": "save", "next-unread": "next_unread", "prev-unread": "previous_unread", "next": "next_entry",
    "prev": "previous_entry", "open-in-browser": "browser", "help": "help", "toggle-article-read": "toggle_read",
    "toggle-show-read-feeds": "only_unread", "show-urls": "links", "open-search": "search",
    "edit-urls": "feed_settings",
    "cmdline": "palette", "set-filter": "filter", "clear-filter": "escape", "bookmark": "bookmark",
    "edit-flags": "tag", "next-unread-feed": "next_feed", "prev-unread-feed": "previous_feed", "pipe-to": "pipe",
    "sort": "order", "rev-sort": "sort", "up": "up", "down": "down", "pageup": "page_up", "pagedown": "page_down",
    "halfpageup": "half_up", "halfpagedown": "half_down", "home": "top", "end": "bottom", "switch-focus": "next_pane",
    "view-errors": "problems", "goto-url": "hints", "set-tag": "search", "select-tag": "search",
    "open-all-unread-in-browser": "browser", "random-unread": "random_unread", "enqueue": "enclosures",
}  # fmt: skip
"""Operation of newsboat's → the command that does the same, or what comes nearest."""

_KEYS = {
    "ENTER": "enter", "SPACE": "space", "TAB": "tab", "ESC": "escape", "UP": "up", "DOWN": "down", "LEFT": "left",
    "RIGHT": "right", "PAGEUP": "pageup", "PPAGE": "pageup", "PAGEDOWN": "pagedown", "NPAGE": "pagedown",
    "HOME": "home", "END": "end", "BACKSPACE": "backspace", "BTAB": "shift+tab",
}  # fmt: skip
_TEXT_BROWSERS = frozenset(("w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "less", "vim", "nano"))
_SECRET = re.compile(r"auth|login|password|app-key")
_SIGNS = re.compile(r"[|;&$<>`(){}*?\n]")
_SILENT = frozenset(
    (
        "ignore-mode",
        "download-retries",
        "download-timeout",
        "reload-threads",
        "error-log",
        "cache-file",
        "cleanup-on-quit",
    )
)
"""What there is nothing to be settled about here: it is done as is fit."""

_LEFT = {
    "color": "colours come with a theme: `,` or `quoth config theme`",
    "highlight": "names and quotes are highlighted by who and what they are; `*` and `/` find words",
    "highlight-article": "a filter (`F`) or a tag (`t`) sets entries apart",
    "show-read-feeds": "`U` in the tree hides feeds without anything unread, and is remembered",
    "show-read-articles": "`U` in the list leaves out what is read, and is remembered",
    "article-sort-order": "`O` and `\\` order the list, and are remembered",
    "feed-sort-order": "`zu` and `zd` put the feeds in your order",
    "cookie-cache": "there is no such file; `quoth feed FEED --set cookies=FILE` sends a feed's servers their cookies",
    "proxy-auth": "write it into the address of the proxy: http://name:password@host:port",
    "unbind-key": "give the key to another command in `[keys.remap]`",
    "html-renderer": "articles are laid out by Quoth itself",
    "pager": "articles are shown by Quoth itself; `P` pipes one to a pager",
    "external-url-viewer": "`u` lists the links, `;` opens one by its letters",
    "run-on-startup": "the reader begins with the list that you left",
    "define-filter": "`F` filters a list",
    "confirm-exit": "leaving loses nothing, so nothing is asked",
}


class Translated(NamedTuple):
    """A configuration, understood.

    Attributes:
        settings: name of a setting of Quoth's → its value, as typed.
        keys: command → keys that do it too.
        macros: keys → steps.
        feed: options of every feed, as typed.
        left: what did not translate, each with the reason.
        ignored: which articles are to be passed over.
    """

    settings: dict[str, str]
    keys: dict[str, list[str]]
    macros: dict[str, str]
    feed: dict[str, str]
    left: list[str]
    ignored: list[Asked]


def read_config(text: str, folder: Path | None = None) -> Translated:
    """Understand a configuration of newsboat's.

    Args:
        text: the file.
        folder: where it lies, for what it includes.
    """
    done = Translated({}, {}, {}, {}, [], [])
    lines = list(_lines(text, folder, 5))
    told = {words[0]: words[1:] for words in lines}
    for words in lines:
        _take(done, words, told)
    return done


def _lines(text: str, folder: Path | None, deep: int) -> list[list[str]]:
    found: list[list[str]] = []
    for line in text.splitlines():
        words = _words(line)
        if len(words) == 2 and words[0] == "include" and folder is not None and deep:
            path = folder / Path(words[1]).expanduser()
            if path.is_file():
                found += _lines(path.read_text(encoding="utf-8", errors="replace"), path.parent, deep - 1)
                continue
        if words:
            found.append(words)
    return found


def _words(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="")
    lexer.whitespace_split, lexer.commenters, lexer.quotes, lexer.escapedquotes = True, "#", '"', '"'
    try:
        return list(lexer)
    except ValueError:  # a quotation mark without its partner
        return line.split()


def _take(done: Translated, words: Sequence[str], told: Mapping[str, Sequence[str]]) -> None:
    name, *rest = words
    value = rest[0] if rest else ""
    if name in _SETTINGS and rest:
        setting, kind = _SETTINGS[name]
        done.settings[setting] = kind(value)
    elif name in {"reload-time", "auto-reload"}:
        wanted = (told.get("auto-reload") or ["no"])[0] in {"yes", "true"}
        minutes = (told.get("reload-time") or ["60"])[0]
        bounded = str(max(5, min(10_080, int(minutes)))) if minutes.isdigit() else "60"
        done.settings["refresh.minutes"] = bounded if wanted else "0"
    elif name == "cookie-cache" and Path(value).expanduser().is_file():
        done.feed["cookies"] = str(Path(value).expanduser())
    elif name == "user-agent":
        done.feed["agent"] = value
    elif name in {"proxy", "use-proxy", "proxy-type"}:
        _take_proxy(done, told)
    elif name == "bind-key":
        _take_key(done, rest)
    elif name == "macro":
        _take_macro(done, rest)
    elif name == "ignore-article":
        _take_ignored(done, rest)
    elif name in {"notify-xterm", "notify-screen"}:
        pass  # the title of the terminal tells what is unread, whatever the terminal
    elif name not in _SILENT:
        shown = name if _SECRET.search(name) else " ".join(words)[:100]
        done.left.append(f"{shown}: {_LEFT.get(name, 'there is no such setting')}.")


def _take_ignored(done: Translated, words: Sequence[str]) -> None:
    """Articles of a feed, or of all, that a filter passes are passed over."""
    try:
        if len(words) != 2:
            raise UntranslatableError("a feed and a filter belong to it")
        done.ignored.append(both(of_feed(words[0]), translate(words[1])))
    except UntranslatableError as error:
        told = "`quoth rule add --mute QUERY`, or `zr` in the reader, makes a rule of what can be"
        done.left.append(f"ignore-article {' '.join(words)[:100]}: {error}; {told}.")


def _command(text: str) -> str:
    """A command as newsboat gives it to a shell, as one that is run without: or one for a shell, if it needs it."""
    program = PurePath(text.split(maxsplit=1)[0]).name if text.split() else ""
    alone = "!" if program in _TEXT_BROWSERS else ""
    if not _SIGNS.search(text.replace("%u", "").replace("%t", "")):
        return alone + re.sub(r"[\"']%u[\"']", "%u", text)
    script = re.sub(r"[\"']?%u[\"']?", '"$QUOTH_URL"', text)
    return f"{alone}sh -c {shlex.quote(script)} %u"


def _bookmark(text: str) -> str:
    return f"{text} %u %t '' %f"


def _notify(text: str) -> str:
    return f"{text} '%n new: %t'"


def _number(most: int) -> Callable[[str], str]:
    return lambda text: str(min(most, int(text))) if text.isdigit() else "0"


def _flag(text: str) -> str:
    return "true" if text in {"yes", "true"} else "false"


_SETTINGS: dict[str, tuple[str, Callable[[str], str]]] = {
    "browser": ("browser.command", _command),
    "bookmark-cmd": ("commands.bookmark", _bookmark),
    "notify-program": ("notify.command", _notify),
    "player": ("browser.media", _command),
    "mark-as-read-on-hover": ("read_on_hover", _flag),
    "goto-first-unread": ("first_unread", _flag),
    "save-path": ("saved", str),
    "download-path": ("downloads", str),
    "text-width": ("width", _number(500)),
    "keep-articles-days": ("keep.days", _number(100_000)),
    "max-items": ("keep.entries", _number(1_000_000)),
    "refresh-on-startup": ("refresh.at_start", _flag),
}


def _take_proxy(done: Translated, told: Mapping[str, Sequence[str]]) -> None:
    if (told.get("use-proxy") or ["no"])[0] in {"yes", "true"} and told.get("proxy"):
        kind = (told.get("proxy-type") or ["http"])[0]
        if kind.startswith("socks"):
            done.left.append(f"proxy-type {kind}: only http proxies can be used.")
        else:
            done.feed["proxy"] = f"http://{told['proxy'][0].partition('://')[2] or told['proxy'][0]}"


def key(name: str) -> str:
    """A key of newsboat's as Quoth calls it; empty if it has no counterpart."""
    if re.fullmatch(r"\^[A-Za-z]", name):
        return f"ctrl+{name[1].lower()}"
    if re.fullmatch(r"F\d{1,2}", name):
        return name.lower()
    return _KEYS.get(name, name if len(name) == 1 and name.isprintable() else "")


def _take_key(done: Translated, words: Sequence[str]) -> None:
    pressed, operation = (key(words[0]), words[1]) if len(words) >= 2 else ("", "")
    command = OPERATIONS.get(operation, "")
    other = next((one for one, keys in done.keys.items() if pressed in keys and one != command), "")
    if pressed and command and not other:
        done.keys.setdefault(command, [])
        if pressed not in done.keys[command]:
            done.keys[command].append(pressed)
    elif other and command:
        done.left.append(f"bind-key {' '.join(words)[:100]}: a key does the same everywhere; {pressed} is {other}.")
    else:
        why = f"the key {words[0]} has no name here" if words and not pressed else "nothing here does that"
        done.left.append(f"bind-key {' '.join(words)[:100]}: {why}.")


def _take_macro(done: Translated, words: Sequence[str]) -> None:
    pressed = key(words[0]) if words else ""
    steps, browser = [], ""
    for step in " ".join(_quoted(word) for word in words[1:]).split(" -- ")[0].split(";"):
        parts = _words(step)
        if not parts:
            continue
        if parts[:2] == ["set", "browser"] and len(parts) == 3:
            browser = _command(parts[2])
        elif parts[0] in {"open-in-browser", "open-in-browser-and-mark-read"} and browser:
            steps.append(f"run {browser if '%u' in browser else browser + ' %u'}")
        elif parts[0] == "pipe-to" and len(parts) == 2:
            steps.append(f"pipe {parts[1]}")
        elif parts[0] in OPERATIONS:
            steps.append(OPERATIONS[parts[0]])
        elif parts[0] != "set":
            steps = []
            break
    if pressed and steps and " ; " not in "".join(steps):
        done.macros[f", {pressed}"] = " ; ".join(steps)
    else:
        done.left.append(f"macro {' '.join(words)[:100]}: not all of its steps can be done here.")


def _quoted(word: str) -> str:
    bare = word.rstrip(";")  # which parts the steps, also right behind a quotation mark
    return f'"{bare}"{word[len(bare) :]}' if " " in word else word
