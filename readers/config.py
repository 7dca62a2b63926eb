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
from typing import Annotated, Literal, NamedTuple

import msgspec

from readers.errors import ConfigError

Preset = Literal["vim", "newsboat"]
Motion = Literal["system", "full", "none"]
Terminal = Literal["off", "osc9", "osc777"]
People = Literal["none", "quoted", "all"]
Naming = Literal["linked", "first", "bold", "plain"]
SaveFormat = Literal[
    "markdown", "json", "html", "webannotation", "csv", "ansi", "csl", "ris", "bibtex", "epub"
]  # fmt: skip
QuoteFormat = Literal["text", "markdown", "csl", "ris", "bibtex"]


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


def default_downloads() -> Path:
    """Where files of entries go."""
    return default_saved() / "files"


def default_templates() -> Path:
    """Where the reader's own templates are."""
    return default_config().parent / "templates"


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
    macros: Annotated[
        dict[str, str],
        _told(
            "a key and what it does, one after the other, parted by ` ; `: names of commands, `run PROGRAM`, "
            "`pipe PROGRAM`"
        ),
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


class Browser(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What addresses are opened with: commands, run without a shell; each attribute says what it is for."""

    command: Annotated[
        str,
        _told(
            "opens articles and links: %u is the address, ! before it gives it the terminal; empty: the system's own"
        ),
    ] = ""
    picture: Annotated[str, _told("the same for pictures; empty for the one above")] = ""
    media: Annotated[str, _told("the same for podcasts and films, as in mpv %u; empty for the one above")] = ""


class Commands(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Programs of the reader's own, run without a shell; each attribute says what it is for."""

    bookmark: Annotated[
        str,
        _told("keeps a bookmark: %u is the address, %t the headline, %f the outlet, as in buku --add %u --title %t"),
    ] = ""
    pipe: Annotated[str, _told("what the article is offered to be piped to")] = ""
    editor: Annotated[str, _told("notes are written with; empty for $VISUAL or $EDITOR")] = ""
    feeds: Annotated[
        bool,
        _told(
            "run programs for feeds whose address is exec:COMMAND or filter:COMMAND:ADDRESS. The risk: they run as "
            "you, with all that you may do, at every refresh; say true only if you know what they do"
        ),
    ] = False


class Notify(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is told of new entries; each attribute says what it is for."""

    command: Annotated[
        str,
        _told("is run when there are new entries: %n is how many, %t the newest headline, as in notify-send Quoth %t"),
    ] = ""
    terminal: Annotated[
        Terminal, _told("the open reader has the terminal tell of new entries, by the sequence that it knows")
    ] = "off"
    all_feeds: Annotated[bool, _told("of all feeds; else of those alone that are set to notify")] = True


class Markdown(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How articles are saved as Markdown; each attribute says what it is for."""

    templates: Annotated[
        Path, _told("the folder of your own templates, *.md.jinja; `quoth templates` tells of them")
    ] = msgspec.field(default_factory=default_templates)
    names: Annotated[
        Naming,
        _told(
            "people, organisations and places in the text: `linked` to the notes of their names, only the `first` "
            "mention of each, `bold`, or `plain`"
        ),
    ] = "linked"
    speakers: Annotated[bool, _told("link the speakers of quotes to the notes of their names")] = True
    people: Annotated[
        People,
        _told("keep a note for each person in saved articles, with their quotes: who is `quoted`, `all`, or `none`"),
    ] = "none"
    people_folder: Annotated[str, _told("where such notes are made, within the folder for saved articles")] = "People"
    index: Annotated[str, _told("keep a note of this name that lists all saved articles; empty for none")] = ""
    own_names: Annotated[
        dict[str, str],
        _told("a name, and what your note of it is called, perhaps with its folder; an empty one is not linked"),
    ] = {}


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What can be configured; each attribute says what it is for."""

    library: Annotated[Path, _told("the library file: all that came, was read and written")] = msgspec.field(
        default_factory=default_library
    )
    saved: Annotated[Path, _told("the folder for saved articles")] = msgspec.field(default_factory=default_saved)
    downloads: Annotated[Path, _told("the folder for podcasts and other files of entries")] = msgspec.field(
        default_factory=default_downloads
    )
    theme: Annotated[str, _told("the colours: quoth-dark, quoth-light, quoth-contrast, or any of Textual's")] = ""
    model: Annotated[str, _told("the spaCy model; empty for the best that is installed")] = ""
    width: Annotated[int, _told("of the article's text, in cells; 0 for the whole pane", ge=0, le=500)] = 80
    format: Annotated[SaveFormat, _told("what articles are saved as")] = "markdown"
    quote: Annotated[QuoteFormat, _told("what a quote is copied as")] = "text"
    pictures: Annotated[bool, _told("fetch the pictures of articles into the pages and books that are saved")] = False
    linear: Annotated[
        bool, _told("a reader of lines and typed words, for screen readers and braille; nothing is drawn")
    ] = False
    motion: Annotated[
        Motion, _told("what may move of itself: all, or nothing; `system`: as TEXTUAL_ANIMATIONS says")
    ] = "system"
    glance: Annotated[bool, _told("begin with the news at a glance when the reader opens")] = False
    read_on_hover: Annotated[bool, _told("mark an entry as read as soon as the cursor comes on it")] = False
    first_unread: Annotated[bool, _told("begin a list with the cursor on its first unread entry")] = False
    keys: Keys = Keys()
    refresh: Refresh = Refresh()
    keep: Keep = Keep()
    browser: Browser = Browser()
    commands: Commands = Commands()
    notify: Notify = Notify()
    markdown: Markdown = msgspec.field(default_factory=Markdown)


class Examined(NamedTuple):
    """A configuration file, looked through.

    Attributes:
        file: where it is or would be.
        config: what is right in it, and for the rest what is usual.
        problems: everything that is wrong with it, in words.
    """

    file: Path
    config: Config
    problems: tuple[str, ...] = ()


def load(path: Path | None = None) -> Config:
    """Read the configuration.

    Args:
        path: the file; ``None`` for the default place, where it may be missing.

    Raises:
        ConfigError: the file named is missing, is not TOML, or keys or values in it are wrong; all are named.
    """
    found = examine(path)
    if found.problems:
        raise ConfigError(" ".join(found.problems))
    return found.config


def examine(path: Path | None = None) -> Examined:
    """Read the configuration, and find all that is wrong with it.

    Args:
        path: the file; ``None`` for the default place, where it may be missing.
    """
    file = default_config() if path is None else path
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        missing = () if path is None else (f"There is no configuration file {file}. Check its name.",)
        return Examined(file, Config(), missing)
    except OSError as error:
        return Examined(file, Config(), (f"The configuration {file} cannot be read: {error.strerror}.",))
    from readers.examining import Look, from_toml  # noqa: PLC0415  (only where there is something to look at)

    try:
        return Examined(file, msgspec.toml.decode(text, type=Config, dec_hook=from_toml))
    except msgspec.ValidationError:  # told in full below
        table = msgspec.toml.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        wrong = f"The configuration {file} is not TOML: {error}. Mend that line, or remove it."
        return Examined(file, Config(), (wrong,))
    look = Look(text.decode("utf-8"), Config)
    config: Config = look.through(table, Config)
    return Examined(file, config, (f"In the configuration {file}: {look.problems[0]}", *look.problems[1:]))
