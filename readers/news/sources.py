"""What the reader names → a `Document`: a file, an ``http(s)`` address, standard input, or an entry of a feed."""

from __future__ import annotations

import asyncio
import codecs
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from urllib.parse import unquote

import msgspec

from readers.clean import clean_line, parts_of
from readers.errors import FetchError, SourceError
from readers.feeds.endings import page_breaks_off
from readers.model import Article, Document, Entry, Feed, Image
from readers.pages.snippet import lay_out_html

if TYPE_CHECKING:
    from readers.feeds.client import Accept, Client
    from readers.library.library import Library
    from readers.work.runner import JobRunner

LARGEST = 15_000_000
"""Bytes of a file; the same bound as for what comes over the network."""

BROKEN_OFF = "The page breaks off before its end. Open it again later."
"""What is told of such a page."""

_MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "an archive or office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"\x7fELF": "a programme",
    b"SQLite format 3": "a data base",
}
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title)\b[^<]*>", re.I)
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf|channel)\b", re.I)
_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd"}
_PAGES = {".html", ".htm", ".xhtml", ".mhtml"}
_PROMOTION = re.compile(
    r"^The post .{1,300} (?:appeared first|first appeared) on .{1,100}\.?$|^(?:Continue reading|Read more)\b.{0,200}$"
)
_WHOLE_WORDS = 250
_BROKEN_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|(?:read|see|continue)\b[^.]{0,40})\W*$", re.I)


class Body(NamedTuple):
    """What a source holds, as it came.

    Attributes:
        content: never empty, not binary.
        url: the address it came from in the end; empty for a file and for standard input.
        content_type: the header, or empty.
        name: the file's name, or the last part of the address's path.
        whole: whether it is known to have come to its end; see `readers.feeds.client.Response.whole`.
    """

    content: bytes
    url: str = ""
    content_type: str = ""
    name: str = ""
    whole: bool = True


async def load(source: str, client: Client | None, stdin: BinaryIO | None = None, *, worker: JobRunner) -> Document:
    """The article that a source holds.

    Args:
        source: a path, an ``http(s)`` address, or ``-`` for standard input.
        client: for addresses; without one they are an error.
        stdin: in place of the process's own standard input.
        worker: extracts web pages.

    Raises:
        SourceError: missing, unreadable, binary, empty, not to be fetched (`FetchError`).
        PageError: no article in it.
    """
    return (await load_article(source, client, stdin, worker=worker)).document


async def load_article(
    source: str, client: Client | None, stdin: BinaryIO | None = None, *, worker: JobRunner
) -> Article:
    """The article that a source holds, as `load`; of a file that Quoth saved, with all that was found and noted in it.

    What is on the network is no file of the reader's, whatever it says it is.

    Raises:
        SourceError, PageError: as for `load`.
    """
    body = await read_body(source, client, stdin)
    if not body.url and (saved := await asyncio.to_thread(_read_back, body.content, source)) is not None:
        return saved
    document = await _found_in(body, source, worker)
    return Article(msgspec.structs.replace(document, fetched=datetime.now(UTC)))


async def load_saved(source: str, stdin: BinaryIO | None = None) -> Article | None:
    """The article of a file that Quoth saved, with all that was found and noted in it; ``None`` of any other source.

    What is on the network is no file of the reader's, whatever it says it is.

    Raises:
        SourceError: missing, unreadable, or saved by Quoth but damaged.
    """
    if is_address(source):
        return None
    body = await read_body(source, None, stdin)
    return await asyncio.to_thread(_read_back, body.content, source)


def is_address(source: str) -> bool:
    """Whether a source is an ``http(s)`` address, rather than a file."""
    return re.match(r"https?://", source, re.I) is not None


def _read_back(content: bytes, source: str) -> Article | None:
    from readers.save.back import read_back  # noqa: PLC0415  (only where something is read)

    return read_back(content, "What came on standard input" if source == "-" else source)


async def _found_in(body: Body, source: str, worker: JobRunner) -> Document:
    kind = _kind_of(body, source)
    if kind == "page":
        document = await worker.call(
            "extract_page", priority=1, body=body.content, url=body.url, content_type=body.content_type
        )
        cut = not body.whole and page_breaks_off(body.content)
        return msgspec.structs.replace(document, problem=document.problem or BROKEN_OFF) if cut else document
    text = decode(body.content, body.content_type)
    if kind == "markdown":
        from readers.pages.markdown import extract_markdown  # noqa: PLC0415

        return extract_markdown(text, url=body.url)
    from readers.pages.plain import extract_text  # noqa: PLC0415

    return extract_text(text, url=body.url)


async def read_body(
    source: str, client: Client | None, stdin: BinaryIO | None = None, *, accept: Accept = "page"
) -> Body:
    """What a source holds, without looking for an article in it.

    Args:
        source: a path, an ``http(s)`` address, or ``-`` for standard input.
        client: for addresses.
        stdin: in place of the process's own standard input.
        accept: what an address is asked for.

    Raises:
        SourceError: missing, unreadable, a directory, empty, binary, or not to be fetched (`FetchError`).
    """
    if source == "-":
        content = await asyncio.to_thread((stdin or sys.stdin.buffer).read, LARGEST + 1)
        body = Body(content)
    elif is_address(source):
        if client is None:
            raise FetchError(f"{source} is on the network, which is not to be used here.", url=source)
        answer = await client.get(source, accept=accept, user_typed=True)
        name = unquote(parts_of(answer.url).path.rpartition("/")[2])
        body = Body(answer.body, answer.url, answer.content_type, name, answer.whole)
    else:
        body = await asyncio.to_thread(_read_file, source)
    _check(body, "Standard input" if source == "-" else source)
    return body


def _read_file(source: str) -> Body:
    path = Path(source).expanduser()
    try:
        if path.is_dir():
            raise SourceError(f"{source} is a folder. Name the files in it.")
        if path.stat().st_size > LARGEST:
            raise SourceError(f"{source} is larger than {LARGEST / 1e6:.0f} MB and was not read.")
        return Body(path.read_bytes(), name=path.name)
    except FileNotFoundError:
        hint = " Write addresses with https:// in front." if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", source) else ""
        raise SourceError(f"There is no file {source}.{hint or ' Check the name.'}") from None
    except PermissionError:
        raise SourceError(f"{source} may not be read. Check its permissions.") from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise SourceError(f"{source} could not be read: {getattr(error, 'strerror', None) or error}.") from error


def _check(body: Body, what: str) -> None:
    """Refuse what cannot hold text.

    Raises:
        SourceError: empty, too large or binary.
    """
    content = body.content
    if not content.strip():
        raise SourceError(f"{what} is empty: there is nothing to read.")
    if len(content) > LARGEST:
        raise SourceError(f"{what} is larger than {LARGEST / 1e6:.0f} MB and was not read.")
    for magic, name in _MAGIC.items():
        if content.startswith(magic):
            raise SourceError(f"{what} is {name}, not a text. Quoth reads web pages, plain text and Markdown.")
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE))
    if b"\0" in content[:8192] and not wide:
        raise SourceError(f"{what} is binary, not a text. Quoth reads web pages, plain text and Markdown.")


def _kind_of(body: Body, source: str) -> str:
    """``page``, ``markdown`` or ``text``.

    Raises:
        SourceError: for a feed, which is no article.
    """
    head = body.content[:4096]
    media = body.content_type.split(";")[0].strip().lower()
    suffix = Path(body.name).suffix.lower()
    markup = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    if _FEED.search(head) and markup and not _HTML.match(head.lstrip()):
        raise SourceError(f"{source} is a feed, not an article. Subscribe to it, or look at it with `quoth preview`.")
    if media.startswith(("image/", "audio/", "video/", "application/pdf", "application/zip")):
        raise SourceError(f"{source} is of the type {clean_line(media)}, not a text.")
    if "html" in media or (suffix in _PAGES and not media) or (markup and _HTML.search(head)):
        return "page"
    if "markdown" in media or (suffix in _MARKDOWN and media in ("", "text/plain")):
        return "markdown"
    return "text"


def decode(content: bytes, content_type: str = "") -> str:
    """Text of unknown encoding: by its mark, as UTF-8, by the header, by its look, and at last as Windows-1252."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(name, errors="replace")
    named = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.I)
    for name in ["utf-8", named.group(1)] if named else ["utf-8"]:
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    from charset_normalizer import from_bytes  # noqa: PLC0415 - trafilatura brings it; rarely needed

    best = from_bytes(content[:200_000]).best()
    return content.decode(best.encoding if best else "cp1252", errors="replace")


def document_of(library: Library, entry_id: int) -> Document:
    """The article of an entry as the library has it, else what its feed says.

    Raises:
        LibraryError: there is no such entry, or the library cannot be read.
    """
    return library.document(entry_id) or document_from_entry(library.entry(entry_id), library.feed_of(entry_id))


def document_from_entry(entry: Entry, feed: Feed, *, problem: str = "") -> Document:
    """The article as far as the feed itself gives it.

    Args:
        entry: as published.
        feed: the feed it came by.
        problem: why this is not the full article, if it should be.
    """
    layout = lay_out_html(entry.content or entry.summary, entry.link or feed.link or feed.url)
    text = layout.text
    cut: tuple[str, ...] = ()
    blocks = layout.blocks
    if blocks and _PROMOTION.match(text[blocks[-1].start :]):
        cut = (text[blocks[-1].start :],)
        blocks = blocks[:-1]
        text = text[: blocks[-1].end] if blocks else ""
    return Document(
        text=text,
        title=entry.title,
        blocks=blocks,
        links=tuple(link for link in layout.links if link.end <= len(text)),
        images=_images(layout.images, entry, len(text), len(blocks)),
        authors=entry.authors,
        published=entry.published,
        url=entry.link,
        site=feed.title,
        language=feed.language,
        cut=cut,
        problem=problem,
        from_feed=True,
    )


def _images(found: tuple[Image, ...], entry: Entry, end: int, blocks: int) -> tuple[Image, ...]:
    """The pictures in an entry's text as far as that goes; the one that stands for the entry, if there are none."""
    if not found and entry.image:
        return (Image(at=0, url=entry.image),)
    return tuple(
        Image(min(image.at, end), image.url, image.alt, image.caption if (image.caption or 0) < blocks else None)
        for image in found
    )


def is_whole(document: Document) -> bool:
    """Whether a feed's own text seems to be the whole article rather than its beginning."""
    return len(document.text.split()) >= _WHOLE_WORDS and not _BROKEN_OFF.search(document.text[-200:])
