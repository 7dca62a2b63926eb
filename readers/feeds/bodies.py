"""Decompression with an end: a few kilobytes may unpack to gigabytes, so output is counted while it is made."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Mapping
from typing import Protocol

from readers.errors import FetchError

ACCEPTED = "gzip, deflate"
"""What we tell servers: exactly what can be decoded here with a bound."""


class TooLargeError(ValueError):
    """More came, or would come out, than is allowed."""


class Decoder(Protocol):
    """Takes a body's chunks as they come over the wire."""

    def feed(self, chunk: bytes) -> bytes:
        """Decode a chunk.

        Raises:
            TooLargeError: when the whole would exceed the bound.
            zlib.error: when it is not what the header said.
        """

    def finish(self) -> None:
        """Say that no more comes.

        Raises:
            zlib.error: when the end is missing.
        """


def decoder_for(encoding: str, limit: int) -> Decoder:
    """A decoder for a ``Content-Encoding``.

    Args:
        encoding: the header's value; empty or ``identity`` for none.
        limit: most bytes that may come out, over all chunks.

    Raises:
        LookupError: for an encoding that we did not ask for.
    """
    names = [name.strip().lower() for name in encoding.split(",") if name.strip().lower() not in ("", "identity")]
    if not names:
        return _Plain(limit)
    if len(names) == 1 and names[0] in {"gzip", "x-gzip", "deflate"}:
        return _Zlib(limit, raw_allowed=names[0] == "deflate")
    raise LookupError(encoding)


async def receive(
    chunks: AsyncIterator[bytes], headers: Mapping[str, str], *, limit: int, url: str, status: int
) -> bytes:
    """A body, decompressed.

    Args:
        chunks: as they come over the wire.
        headers: names in lower case.
        limit: most bytes, before and after decompression.
        url: what was asked for, to say so.
        status: of the answer, likewise.

    Raises:
        FetchError: too large, damaged, or in a compression that we did not ask for.
    """
    too_large = f"{url} is larger than {limit / 1e6:.0f} MB and was not read."
    announced = headers.get("content-length", "")
    if announced.isdecimal() and (len(announced) > 15 or int(announced) > limit):
        raise FetchError(too_large, url=url, status=status)
    try:
        decoder = decoder_for(headers.get("content-encoding", ""), limit)
        parts = [decoder.feed(chunk) async for chunk in chunks]
        decoder.finish()
    except TooLargeError:
        raise FetchError(too_large, url=url, status=status) from None
    except LookupError as error:
        message = f"{url} is sent in the compression {error}, which was not asked for and cannot be read."
        raise FetchError(message, url=url, status=status) from None
    except zlib.error as error:
        raise FetchError(f"{url} came damaged ({error}). Try again later.", url=url, status=status) from None
    return b"".join(parts)


class _Plain:
    def __init__(self, limit: int) -> None:
        self._left = limit

    def feed(self, chunk: bytes) -> bytes:
        self._left -= len(chunk)
        if self._left < 0:
            raise TooLargeError
        return chunk

    def finish(self) -> None:
        """Nothing to check: the transport counts what a header announced."""


class _Zlib:
    """gzip (with several members) and deflate (with and without the zlib header that some servers leave out)."""

    def __init__(self, limit: int, *, raw_allowed: bool) -> None:
        self._left = limit
        self._raw_allowed = raw_allowed
        self._machine = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._started = False

    def feed(self, chunk: bytes) -> bytes:
        parts: list[bytes] = []
        while chunk:
            try:
                part = self._machine.decompress(chunk, self._left + 1)
            except zlib.error:
                if self._started or not self._raw_allowed:
                    raise
                self._machine, self._raw_allowed = zlib.decompressobj(-zlib.MAX_WBITS), False
                continue
            self._started = True
            self._left -= len(part)
            if self._left < 0:
                raise TooLargeError
            parts.append(part)
            chunk = self._machine.unconsumed_tail
            if self._machine.eof:
                chunk = self._machine.unused_data
                if not chunk.startswith(b"\x1f\x8b"):
                    break  # padding after the last member, which gzip itself ignores too
                self._machine = zlib.decompressobj(zlib.MAX_WBITS | 32)
        return b"".join(parts)

    def finish(self) -> None:
        if self._started and not self._machine.eof:
            raise zlib.error("the compressed data is cut off")
