"""Decompression with an end: a few kilobytes may unpack to gigabytes, so output is counted while it is made."""

from __future__ import annotations

import zlib
from typing import Protocol

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
