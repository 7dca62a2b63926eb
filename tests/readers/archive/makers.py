"""Inputs of an archive: short articles of which each names its own number, in every format that is read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

NAMES = ("Anna Lindqvist", "Ivo Brandt", "Mira Castell", "Doreen Kemp", "Tomas Haller")
TOWNS = ("Helsinki", "Lisbon", "Dublin", "Oslo")


def text_of(number: int) -> str:
    """A short article."""
    name, town = NAMES[number % len(NAMES)], TOWNS[number % len(TOWNS)]
    return (
        f"{name}, who runs the harbour of {town}, spoke on Monday about pier {number}.\n\n"
        f"“The pier number {number} is safe,” {name} said. The Port Union had asked for a report."
    )


def record_of(number: int) -> dict[str, object]:
    """The same as a record."""
    day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}T08:00:00Z"
    return {
        "id": f"a{number}",
        "title": f"Pier {number}",
        "text": text_of(number),
        "published": day,
        "outlet": "Courier",
    }


def page_of(number: int, paragraphs: int = 4) -> bytes:
    """The same as a page with what is around an article."""
    name = NAMES[number % len(NAMES)]
    told = "".join(
        f"<p>{text_of(number)} The council of the town will talk about it in paragraph {one}, as {name} had hoped for "
        "a long time, and the works should begin before the winter.</p>"
        for one in range(paragraphs)
    )
    return (
        f"<html lang=en><head><title>Pier {number} opens</title></head><body><nav><a href=/>Home</a></nav><article>"
        f"<h1>Pier {number} opens</h1>{told}</article><footer>All rights reserved</footer></body></html>"
    ).encode()


def warc_record(url: str, body: bytes, content_type: str = "text/html; charset=utf-8") -> bytes:
    """A response as crawlers write it."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <{url}>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}"
    )
    return f"{head}\r\n\r\n".encode() + http + b"\r\n\r\n"


def make_warc(path: Path, pages: int, paragraphs: int = 4) -> Path:
    """A WARC file of so many pages, each compressed by itself if the name says so."""
    press = gzip.compress if path.suffix == ".gz" else bytes
    with path.open("wb") as file:
        for number in range(pages):
            file.write(press(warc_record(f"https://courier.example/{number}", page_of(number, paragraphs))))
    return path


def make_lines(path: Path, articles: int) -> Path:
    """JSON lines of so many articles."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record_of(number)) + "\n" for number in range(articles))
    return path
