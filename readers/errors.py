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
    ├── LibraryError           the library file cannot be opened, read or written
    ├── SaveError              an article could not be written to a file
    └── ConfigError            the configuration file, or a value in it, is wrong
"""

from readers.clean import message as fit


class QuothError(Exception):
    """The root. ``str(error)`` says what happened, to what, and what the user can do; it is shown as it is.

    What it quotes from outside (a header, a file's name, a library's complaint) is made fit to be shown here.
    """

    def __init__(self, message: str = "") -> None:
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


class LibraryError(QuothError):
    """The library file cannot be opened, read or written."""


class SaveError(QuothError):
    """An annotated article that could not be written to a file."""


class ConfigError(QuothError):
    """A configuration file that does not parse, or a value in it that makes no sense."""
