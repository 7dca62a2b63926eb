"""Refused requests in words for the reader: what happened, to which address, what to do."""

from __future__ import annotations

import errno
import ssl
from http import HTTPStatus

import httpcore

from readers.clean import host_of, parts_of

_STATUS = {
    401: "asks for a name and a password. Put them into its address: https://name:password@…",
    402: "is for paying readers only.",
    403: "refuses to be read by us (403). Open it in the browser instead.",
    404: "does not exist (404). Check the address.",
    408: "was too slow to answer (408). Try again later.",
    410: "is gone for good (410).",
    429: "has been asked too often (429) and wants a rest.",
    451: "is blocked for legal reasons (451).",
    500: "has an error on its server (500). Try again later.",
    502: "is not reachable behind its gateway (502). Try again later.",
    503: "is out of service for the moment (503). Try again later.",
    504: "is not reachable behind its gateway (504). Try again later.",
}


def describe_status(status: int, url: str, rest: float | None = None) -> str:
    """An HTTP status that is no success, as a sentence about its address.

    Args:
        status: 300–599.
        url: the address that was asked for.
        rest: seconds the server wants to be left alone.
    """
    said = _STATUS.get(status)
    if said is None:
        try:
            phrase = f" {HTTPStatus(status).phrase}"
        except ValueError:
            phrase = ""
        said = f"answered with {status}{phrase}."
    if rest:
        said += f" It may be asked again in {_duration(rest)}."
    return f"{url} {said}"


def concerns_tls(error: Exception) -> bool:
    """Whether a connection failed since the other side could not prove who it is."""
    return any(isinstance(cause, ssl.SSLError) for cause in _causes(error)) or "CERTIFICATE" in str(error).upper()


def describe_failure(error: Exception, url: str) -> str:
    """A request without an answer, as a sentence about its address."""
    host = parts_of(url).netloc or url
    if isinstance(error, httpcore.ConnectTimeout):
        return f"{host} could not be reached in time. Check the connection, or try again later."
    if isinstance(error, httpcore.TimeoutException):
        return f"{url} stopped answering. Try again later."
    causes = _causes(error)
    if concerns_tls(error):
        reason = next((cause for cause in causes if isinstance(cause, ssl.SSLError)), error)
        return f"{host} could not prove who it is, so nothing was read from it ({_brief(reason)})."
    codes = {cause.errno for cause in causes if isinstance(cause, OSError)}
    if errno.ECONNREFUSED in codes or "connection attempts failed" in str(error):
        return f"{host} refused the connection. Check the address, or try again later."
    if codes & {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}:
        return f"{host} cannot be reached. Check the network connection."
    if isinstance(error, httpcore.ConnectError) and "is not known" in str(error):
        return f"The name {host_of(url)} is not known. Check the address and the network connection."
    if isinstance(error, httpcore.RemoteProtocolError):
        return f"{host} broke off its answer, or does not speak HTTP ({_brief(error)}). Try again later."
    return f"{url} could not be fetched ({_brief(error)}). Check the address and the network connection."


def _causes(error: BaseException | None) -> list[BaseException]:
    """The error and what it came from, as deep as it goes."""
    found: list[BaseException] = []
    while error is not None and error not in found and len(found) < 10:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _brief(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return text[:120] if text else type(error).__name__


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 90 else f"{minutes / 60:.0f} h"
