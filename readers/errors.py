"""What can go wrong, in words for the reader.

::

    QuothError                 everything Quoth raises on purpose
    ├── SourceError            a file, address or standard input gives nothing to read
    │   └── FetchError         the network said no: too slow, too large, 404 …
    │       └── UnreachableError   nobody was there to say no: unknown name, connection refused, no network
    ├── FeedError              what came is not a feed
    ├── PageError              what came holds no article
    ├── PictureError           what came is not a picture, or none that can be shown
    ├── AnnotateError          the model is missing, or its process died
    │   └── UnfitError         one article cannot be annotated; others can
    ├── LibraryError           the library file cannot be opened, read or written
    ├── QueryError             what was asked of the library cannot be understood
    ├── ArchiveError           an archive, or one of its inputs, cannot be read or written, or an engine is missing
    ├── SecretError            the system's keyring is missing, locked, or has no such password
    ├── SyncError              a server refuses the login, or answers what nobody understands
    ├── SaveError              an article could not be written to a file
    └── ConfigError            the configuration file, or a value in it, is wrong
"""

from unicodedata import combining, east_asian_width


class QuothError(Exception):
    """The root. ``str(error)`` says what happened, to what, and what the user can do; it is shown as it is.

    What it quotes from outside (a header, a file's name, a library's complaint) is made fit to be shown here.
    """

    def __init__(self, message: str = "") -> None:
        from readers.clean import message as fit  # noqa: PLC0415  (regular expressions: not before the first frame)

        super().__init__(fit(message))


class SourceError(QuothError):
    """A file, address or standard input that gives nothing to read."""


class FetchError(SourceError):
    """A request that got no usable answer.

    Attributes:
        url: the address asked for.
        status: the HTTP status, or ``None`` if no answer came at all.
        retry_after: seconds the server asks us to stay away, or ``None``.
    """

    def __init__(
        self, message: str, *, url: str = "", status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.url = url
        self.status = status
        self.retry_after = retry_after


class UnreachableError(FetchError):
    """A host that could not be connected to: its name is unknown, it refuses, or there is no network at all."""


class FeedError(QuothError):
    """A body that is not a feed: a web page, broken beyond reading, or something else altogether."""


class PageError(QuothError):
    """A page or text in which no article was found."""


class PictureError(QuothError):
    """A picture that cannot be shown: something else came, or it is damaged, too large, or of an unknown format."""


class AnnotateError(QuothError):
    """The language model is missing or unfit, or the process that runs it died."""


class UnfitError(AnnotateError):
    """An article that cannot be annotated: it takes too long, too much memory, or ends the process that reads it."""


class LibraryError(QuothError):
    """The library file cannot be opened, read or written."""


class QueryError(QuothError):
    """A query that cannot be understood.

    Attributes:
        query: all that was typed.
        start: the first character of what is wrong.
        end: one past its last.
        hint: what might be meant, or what to do; empty for nothing.
    """

    def __init__(self, message: str, *, query: str = "", start: int = 0, end: int = 0, hint: str = "") -> None:
        super().__init__(f"{message}{f': {hint}' if hint else ''}.".replace(" ?.", "?"))
        self.query = query
        self.start = start
        self.end = end
        self.hint = hint

    @property
    def shown(self) -> str:
        """The query, as much of it as a line holds, and under it carets at what is wrong."""
        first = max(0, self.start - _BEFORE)
        line = "".join(sign if sign.isprintable() else " " for sign in self.query[first : first + 2 * _BEFORE])
        before, wrong = line[: self.start - first], line[self.start - first : self.end - first]
        return f"{line}\n{' ' * _cells(before)}{'^' * max(1, _cells(wrong))}"


_BEFORE = 50
"""Characters of a query that are shown before what is wrong in it, and about as many after."""


def _cells(text: str) -> int:
    """The width of a text in a terminal."""
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)


class SecretError(QuothError):
    """The system's keyring is missing, locked or out of reach, or has no such password."""


class SyncError(QuothError):
    """A server of feeds that refuses the login, answers what cannot be understood, or is not known by that name."""


class ArchiveError(QuothError):
    """An archive, or one of its inputs, that cannot be read or written; or the engine for it is not installed."""


class SaveError(QuothError):
    """An annotated article that could not be written to a file."""


class CommandError(QuothError):
    """A program of the reader's own that cannot be run, or ended with an error."""


class ConfigError(QuothError):
    """A configuration file that does not parse, or a value in it that makes no sense."""
