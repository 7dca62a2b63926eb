"""The one way out to the network: a polite HTTP client. With `readers.feeds.guard`, the only importer of httpx.

Polite means: an honest name, conditional GET, a few connections in all and one or two per host, ``Retry-After``
respected for the whole host, no cookies, no referrer. Careful means: every answer is bounded in size (after
decompression), time and redirects, and nobody but the reader can make us ask a private network.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import ssl
import time
import urllib.request
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal, Self
from urllib.parse import unquote, urlunsplit

import httpcore
import httpx

from readers.clean import clean_line, host_of, http_url, joined, origin_of, parts_of, without_password
from readers.errors import FetchError, UnreachableError
from readers.feeds import policy
from readers.feeds.answers import Answer, Limits, Response, Wish
from readers.feeds.bodies import ACCEPTED, receive
from readers.feeds.guard import GuardedBackend, GuardedTransport, PrivateAddressError, Resolve, is_private, resolve
from readers.feeds.manners import Manners, user_agent
from readers.feeds.refusals import concerns_tls, describe_failure, describe_status
from readers.model import Validators

__all__ = ["Accept", "Client", "Limits", "Response", "user_agent"]

Accept = Literal["feed", "page", "image", "media"]

_ACCEPT: dict[Accept, str] = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.3, */*;q=0.1",
    "page": "text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.8, */*;q=0.1",
    "image": "image/webp, image/png, image/jpeg, image/gif, image/avif;q=0.5, image/*;q=0.3",
    "media": "*/*",
}
_MOST_HOPS = 10
_TRANSPORT_ERRORS = (
    httpx.TransportError,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpcore.ProxyError,
)
_BROKEN_OFF = (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError)


class Client:
    """An asynchronous context manager; one for the life of the programme, so that hosts get their rest.

    Args:
        limits: bounds; the defaults fit a person's reader.
        agent: another User-Agent, for the few servers that insist.
        resolve: how host names become addresses.
        refused: which addresses may be reached only at hosts that the user typed.
    """

    def __init__(
        self,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        *,
        agent: str = "",
        resolve: Resolve = resolve,
        refused: Callable[[str], bool] = is_private,
    ) -> None:
        self.limits = limits
        self._agent = agent or user_agent()
        self._resolve = resolve
        self._refused = refused
        self._all = asyncio.Semaphore(limits.connections)
        self._turns: dict[str, asyncio.Semaphore] = {}
        self._resting: dict[str, float] = {}
        self._ways: dict[str, httpx.AsyncBaseTransport] = {}
        self._exit = contextlib.AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._exit.aclose()

    async def get(
        self,
        url: str,
        *,
        validators: Validators = Validators(),  # noqa: B008 - frozen
        accept: Accept = "feed",
        user_typed: bool = False,
        manners: Manners = Manners(),  # noqa: B008 - frozen
        part: tuple[int, int] | None = None,
    ) -> Response:
        """Fetch an address, following redirects.

        Args:
            url: an ``http(s)`` address. A name and a password in it (``https://name:password@host/``) are sent to that
                host alone, and named in no message.
            validators: from the last answer; makes the request conditional, at the origin that they came from alone.
            accept: what is hoped for.
            user_typed: the user gave this host (or subscribed to it), so it may be in a private network.
            part: the first and the last byte that are wanted; its server may send all the same (status 200).
            manners: what the reader has settled for the feed that this is, or is a page of.

        Raises:
            FetchError: with a message that says what happened, to which address, and what to do.
        """
        address, credentials = _without_credentials(http_url(url))
        if not address:
            raise FetchError(f"{url!r} is not a web address; only http and https are fetched.", url=url)
        headers = {
            "User-Agent": self._agent,
            "Accept": _ACCEPT[accept],
            "Accept-Encoding": ACCEPTED,
        }
        if part is not None:  # of what lies there, not of a compressed form of it
            headers |= {"Accept-Encoding": "identity", "Range": f"bytes={part[0]}-{part[1]}"}
        # What is meant for one origin: a redirect to another one takes none of it along.
        own: dict[str, dict[str, str]] = {}
        if credentials:
            secret = base64.b64encode(credentials.encode()).decode()
            own[origin_of(address)] = {"Authorization": f"Basic {secret}"}
        asked = origin_of(validators.url or address)
        own[asked] = own.get(asked, {}) | policy.conditions(validators, feed=accept == "feed")
        answer = await self._follow(
            Wish(address, headers, own, validators, host_of(address) if user_typed else "", manners)
        )
        # The new address would be without them.
        return replace(answer, moved_to="") if credentials or manners.options.login else answer

    async def ask(
        self,
        method: Literal["GET", "POST", "PUT", "DELETE"],
        url: str,
        *,
        told: Mapping[str, str],
        body: bytes = b"",
        once: bool = False,
    ) -> Response:
        """Ask the programming interface of a server that the user named; a redirect is an error, and not followed.

        Args:
            method: of the request.
            url: an ``http(s)`` address without a name and a password in it.
            told: header fields: who asks, and what the body is.
            body: of the request.
            once: never to be said twice, not even where the connection broke before an answer came.

        Raises:
            FetchError: as in `get`.
        """
        address = http_url(url)
        headers = {"User-Agent": self._agent, "Accept-Encoding": ACCEPTED, "Accept": "*/*", **told}
        tries = 1 if once else 2
        wish = Wish(address, headers, {}, Validators(), host_of(address), Manners(), method, body, tries, follows=False)
        return await self._follow(wish)

    def resting(self, host: str) -> float:
        """Seconds for which a host asked to be left alone."""
        return max(0.0, self._resting.get(host, 0.0) - time.monotonic())

    async def _follow(self, wish: Wish) -> Response:
        url = start = wish.url
        permanent, left = True, self.limits.total
        for hop in range(_MOST_HOPS + 1):
            host, own = host_of(url), wish.own.get(origin_of(url), {})
            async with self._turn(host):
                if (rest := self.resting(host)) > 0:
                    raise FetchError(describe_status(429, start, rest), url=start, status=429, retry_after=rest)
                began = time.monotonic()
                try:
                    async with asyncio.timeout(left):
                        manners = wish.manners
                        said = await asyncio.to_thread(manners.told, url) if manners.is_slow else manners.told(url)
                        told = wish.headers | said | own
                        typed, proxy = host == wish.typed_host, manners.options.proxy
                        answer = await self._ask(url, told, wish, typed=typed, proxy=proxy)
                except TimeoutError:
                    message = f"{start} took longer than {self.limits.total:.0f} s and was given up. Try again later."
                    raise FetchError(message, url=start) from None
                left -= time.monotonic() - began
            location = answer.headers.get("location", "")
            if answer.status in {301, 302, 303, 307, 308} and location and not wish.follows:
                where = without_password(clean_line(joined(url, location)[:200]))
                raise FetchError(f"{start} redirects to {where}. Give that address instead.", url=start)
            if answer.status in {301, 302, 303, 307, 308} and location:
                permanent = permanent and answer.status in {301, 308}
                target = _without_credentials(http_url(joined(url, location)))[0]
                if not target:
                    where = clean_line(location[:200])
                    raise FetchError(f"{start} redirects to {where!r}, which is not a web address.", url=start)
                url = target
                continue
            asked = wish.validators if origin_of(wish.validators.url or start) == origin_of(url) else Validators()
            return self._judge(start, answer, asked, moved=bool(hop) and permanent)
        raise FetchError(f"{start} redirects more than {_MOST_HOPS} times, perhaps in a circle.", url=start)

    def _judge(self, start: str, answer: Answer, sent: Validators, *, moved: bool) -> Response:
        """Turn a final answer into a `Response` or an error."""
        now, status, headers = datetime.now(UTC), answer.status, answer.headers
        unchanged = status == 304 and sent != Validators()
        if not unchanged and not 200 <= status < 300:
            rest = policy.retry_after(headers, now)
            if status in {429, 503} and rest:
                self._resting[host_of(answer.url)] = time.monotonic() + rest
            raise FetchError(describe_status(status, start, rest), url=start, status=status, retry_after=rest)
        fresh = policy.validators(headers)
        if unchanged:
            fresh = Validators(etag=fresh.etag or sent.etag, last_modified=fresh.last_modified or sent.last_modified)
        if origin_of(answer.url) != origin_of(start) and fresh != Validators():
            fresh = Validators(fresh.etag, fresh.last_modified, url=answer.url)
        return Response(
            url=answer.url,
            status=status,
            headers=headers,
            body=answer.body,
            validators=fresh,
            not_modified=unchanged,
            moved_to=answer.url if moved else "",
            max_age=policy.max_age(headers, now),
        )

    async def _ask(self, url: str, told: dict[str, str], wish: Wish, *, typed: bool, proxy: str) -> Answer:
        """One request, one answer, its body read within bounds. A connection that breaks off is tried once more."""
        start = wish.url
        for left in reversed(range(wish.tries)):
            try:
                way = self._way(url, typed=typed, proxy=proxy)
                return (await self._answer(self._request(url, told, wish), start, way))._replace(url=url)
            except PrivateAddressError:
                inside = f"{host_of(url)} is inside a private network"
                message = f"{start} leads elsewhere, and {inside}; that was not followed."
                if url == start:
                    message = f"{start} was not fetched: {inside}. Give its address yourself to read it."
                raise FetchError(message, url=start) from None
            except _BROKEN_OFF as error:
                if not left:
                    raise FetchError(describe_failure(error, start), url=start) from error
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                kind = FetchError if concerns_tls(error) else UnreachableError
                raise kind(describe_failure(error, start), url=start) from error
            except (*_TRANSPORT_ERRORS, httpx.InvalidURL, UnicodeError) as error:
                raise FetchError(describe_failure(error, start), url=start) from error
        raise AssertionError  # every attempt returns or raises

    async def _answer(self, request: httpx.Request, start: str, way: httpx.AsyncBaseTransport) -> Answer:
        """One request, one answer, no slower than is allowed: its head in time, and then a body that comes on."""
        begun = False
        try:
            async with asyncio.timeout(self.limits.connect + self.limits.read) as patience:
                answer = await way.handle_async_request(request)
                async with contextlib.aclosing(answer):
                    begun = True
                    named = {
                        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers.raw
                    }
                    status, body = answer.status_code, b""
                    if 200 <= status < 300:
                        chunks = self._paced(answer.aiter_raw(), patience)
                        body = await receive(chunks, named, limit=self.limits.size, url=start, status=status)
                    return Answer("", status, named, body)
        except TimeoutError:
            told = "sends so slowly that it was given up" if begun else "stopped answering"
            raise FetchError(f"{start} {told}. Try again later.", url=start) from None

    async def _paced(self, chunks: AsyncIterator[bytes], patience: asyncio.Timeout) -> AsyncIterator[bytes]:
        """A body's chunks, each of which puts the end of our patience off by what it brings."""
        begun, received = asyncio.get_running_loop().time(), 0
        async for chunk in chunks:
            if not received:
                begun = asyncio.get_running_loop().time()
            received += len(chunk)
            patience.reschedule(begun + self.limits.grace + received / self.limits.slowest)
            yield chunk

    def _request(self, url: str, headers: dict[str, str], wish: Wish) -> httpx.Request:
        # As bytes, so that an ETag goes back as it came, and without a client of httpx around the transport, which
        # would add cookies and an opinion about redirects.
        raw = [(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in headers.items()]
        limits = self.limits
        timeout = httpx.Timeout(limits.read, connect=limits.connect, pool=None)
        return httpx.Request(
            wish.method, url, headers=raw, content=wish.body or None, extensions={"timeout": timeout.as_dict()}
        )

    @contextlib.asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a place at this host, then for one in all, so that a queue at one host holds up no other."""
        turn = self._turns.setdefault(host, asyncio.Semaphore(self.limits.per_host))
        async with turn, self._all:
            yield

    def _way(self, url: str, *, typed: bool, proxy: str) -> httpx.AsyncBaseTransport:
        """The connections to use: kept apart, so that none made for a typed host serves a redirect to it.

        Args:
            url: to be fetched.
            typed: the user gave its host.
            proxy: that the user wants for it; empty for the one of the system, if any.
        """
        scheme, host = parts_of(url).scheme, host_of(url)
        proxies = urllib.request.getproxies()
        named = proxy
        proxy = named or proxies.get(scheme) or proxies.get("all") or ""
        if proxy and (named or not urllib.request.proxy_bypass(host)):
            # The proxy looks the name up, so only what the name itself says can be judged here.
            if not typed and _sounds_private(host):
                raise PrivateAddressError(host)
            return self._open(f"proxy {proxy}", lambda: httpx.AsyncHTTPTransport(proxy=proxy, verify=self._tls))
        if typed:
            return self._open("typed", lambda: self._guarded(lambda _: False))
        return self._open("public", lambda: self._guarded(self._refused))

    def _open(self, name: str, make: Callable[[], httpx.AsyncBaseTransport]) -> httpx.AsyncBaseTransport:
        """A set of connections, made when first needed and closed with the client."""
        if name not in self._ways:
            self._ways[name] = make()
            self._exit.push_async_callback(self._ways[name].aclose)
        return self._ways[name]

    def _guarded(self, refused: Callable[[str], bool]) -> GuardedTransport:
        backend = GuardedBackend(self._resolve, refused)
        return GuardedTransport(backend, self._tls, connections=self.limits.connections)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()


def _without_credentials(url: str) -> tuple[str, str]:
    """An address without the name and password in it, and these as ``name:password``."""
    parts = parts_of(url)
    if "@" not in parts.netloc:
        return url, ""
    before, _, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=host)), unquote(before)


def _sounds_private(host: str) -> bool:
    try:
        return is_private(host)
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".lan", ".home.arpa"))
