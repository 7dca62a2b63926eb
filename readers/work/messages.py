"""What a worker and its child say to each other: MessagePack behind a four-byte big-endian length."""

from __future__ import annotations

import struct

import msgspec

from readers.work.runner import JobName

LENGTH = struct.Struct(">I")


class Request(msgspec.Struct):
    """A job to do, with its arguments by name."""

    job: JobName
    arguments: msgspec.Raw


class Reply(msgspec.Struct):
    """What came of it: the answer as JSON, for MessagePack's timestamps forget the time zone; or an error of ours."""

    result: bytes = b""
    error: str = ""
    error_kind: str = ""
