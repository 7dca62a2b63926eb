"""How we present ourselves to a server: our name, and what the reader has settled for one feed alone."""

from __future__ import annotations

import base64
import urllib.request
from functools import lru_cache
from http.cookiejar import LoadError, MozillaCookieJar
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from readers import passwords
from readers.clean import http_url, origin_of
from readers.errors import FetchError, SecretError
from readers.model import FeedOptions

_PAGES = ("contact", "homepage", "repository", "issues")
"""Labels of the package's pages, the best to reach its maker first."""


def user_agent() -> str:
    """What we call ourselves: name, version and, where the package names one, a page where its maker is reached.

    The page stands in one place, ``[project.urls]`` in ``pyproject.toml``: ``Contact`` goes before ``Homepage``.
    """
    try:
        about = metadata.metadata("quoth")
    except metadata.PackageNotFoundError:
        return "Quoth (terminal news reader)"
    named = [entry.partition(",") for entry in about.get_all("Project-URL") or []]
    pages = {label.strip().lower(): http_url(url) for label, _, url in named if http_url(url)}
    best = next((pages[label] for label in _PAGES if label in pages), next(iter(pages.values()), ""))
    page = f"; +{best}" if best else ""
    return f"Quoth/{about['Version']} (terminal news reader{page})"


class Manners(NamedTuple):
    """What one feed's servers are told, and how they are reached.

    Attributes:
        origin: the feed's own; headers and login are told it alone.
        options: what the reader has settled.
        address: the feed's.
    """

    origin: str = ""
    options: FeedOptions = FeedOptions()
    address: str = ""

    @classmethod
    def of(cls, url: str, options: FeedOptions) -> Manners:
        """Those of a feed."""
        return cls(origin_of(url), options, url)

    def told(self, url: str) -> dict[str, str]:
        """What is told at an address, each hop of a redirect by itself.

        It may wait for the system's keyring, if `is_slow`.

        Raises:
            FetchError: the cookies file cannot be read, or the keyring does not give the password.
        """
        options = self.options
        fields = {"User-Agent": options.agent} if options.agent else {}
        if origin_of(url) == self.origin:
            fields |= dict(options.headers)
            if options.login:
                fields["Authorization"] = f"Basic {base64.b64encode(self._login().encode()).decode()}"
        if options.cookies:
            request = urllib.request.Request(url)  # noqa: S310  (never opened: it takes the cookies that fit)
            _jar(options.cookies, _changed(options.cookies)).add_cookie_header(request)
            cookies = request.get_header("Cookie")
            fields |= {"Cookie": cookies} if cookies else {}
        return fields

    @property
    def is_slow(self) -> bool:
        """Whether the keyring is asked, which may have to be unlocked by hand first."""
        return self.options.login == passwords.KEYRING

    def _login(self) -> str:
        if not self.is_slow:
            return self.options.login
        try:
            return passwords.login_for(self.address)
        except SecretError as error:
            raise FetchError(str(error), url=self.address) from error


def _changed(file: str) -> float:
    try:
        return Path(file).expanduser().stat().st_mtime
    except OSError:
        return 0.0


@lru_cache(maxsize=8)
def _jar(file: str, changed: float) -> MozillaCookieJar:  # noqa: ARG001  (read anew when it has changed)
    jar = MozillaCookieJar(Path(file).expanduser())
    try:
        jar.load(ignore_discard=True, ignore_expires=True)
    except (OSError, LoadError, UnicodeDecodeError) as error:
        told = f"The cookies file {file} cannot be read: {error}. Export it anew, or take it from the feed."
        raise FetchError(told, url="") from error
    for cookie in jar:
        cookie.expires = cookie.expires or None  # 0: browsers write so what holds until they end
    return jar
