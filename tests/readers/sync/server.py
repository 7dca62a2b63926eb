"""A server of feeds on loopback that speaks as Miniflux, FreshRSS and Nextcloud News do, in the forms they answer in.

One set of books stands behind them, so that a test is the same for each.
"""

from __future__ import annotations

import base64
import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

from tests.readers.sync import nextcloud

USER, PASSWORD, TOKEN = "anna", "s3cret ö&=", "t0ken"
_TICKET = "anna/0123456789abcdef"
_TAG = "tag:google.com,2005:reader/item/"
_SPELLED = str.maketrans("&?/'", "＆？／’")


@dataclass
class Item:
    """An entry as the server has it."""

    id: int
    feed: int
    title: str
    url: str
    content: str = "<p>The bridge stays closed.</p>"
    published: float = 1_760_000_000.0
    read: bool = False
    starred: bool = False
    changed: float = 0.0


@dataclass
class Feed:
    """A feed as the server has it."""

    id: int
    url: str
    title: str
    folder: str
    link: str = "https://paper.example/"


@dataclass
class Books:
    """What a server has; every change is made through here, and dated."""

    feeds: dict[int, Feed] = field(default_factory=dict)
    items: dict[int, Item] = field(default_factory=dict)
    categories: dict[int, str] = field(default_factory=lambda: {1: "All"})
    lock: threading.RLock = field(default_factory=threading.RLock)
    ahead: float = 0.0
    page: int = 10_000
    asked: list[tuple[str, str]] = field(default_factory=list)
    trouble: Callable[[str, str], int] | None = None
    unreadable: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    forgets: bool = False
    """Whether a feed is kept by the address that is told, from the second time on."""
    stock: dict[str, tuple[str, list[dict[str, Any]]]] = field(default_factory=dict)
    """Address → what its publisher calls the feed, and the entries that it has."""

    @property
    def now(self) -> float:
        return time.time() + self.ahead

    def subscribe(self, url: str, title: str = "", folder: str = "All") -> Feed:
        with self.lock:
            number = max(self.feeds, default=0) + 1
            self.feeds[number] = Feed(number, url, title or f"Paper {number}", folder)
            if folder and folder not in self.categories.values():
                self.categories[max(self.categories) + 1] = folder
            return self.feeds[number]

    def take(self, url: str) -> Feed | None:
        """Subscribe as asked to: to where the feed has moved, and not to what there is already or cannot be read."""
        url = self.moved.pop(url, url) if self.forgets else self.moved.get(url, url)
        if url in self.unreadable or any(one.url == url for one in self.feeds.values()):
            return None
        title, items = self.stock.get(url, (f"Feed at {urlsplit(url).netloc}", []))
        feed = self.subscribe(url, title)
        for item in items:
            self.publish(feed, **item)
        return feed

    def place(self, number: int, folder: str) -> None:
        """Put a feed into a folder, which may be new."""
        self.feeds[number].folder = folder
        if folder and folder not in self.categories.values():
            self.categories[max(self.categories) + 1] = folder

    def unsubscribe(self, number: int) -> None:
        with self.lock:
            del self.feeds[number]
            self.items = {key: one for key, one in self.items.items() if one.feed != number}

    def publish(self, feed: Feed, count: int = 1, **more: Any) -> list[Item]:
        with self.lock:
            made = []
            for _ in range(count):
                number = max(self.items, default=1000) + 1
                url = more.get("url", f"https://paper.example/2026/{feed.id}/story-{number}")
                known = {"title": f"Story {number}", "published": 1_760_000_000.0 + number, **more, "url": url}
                self.items[number] = Item(number, feed.id, changed=self.now, **known)
                made.append(self.items[number])
            return made

    def mark(self, number: int, **values: bool) -> None:
        with self.lock:
            if (item := self.items.get(number)) is not None:
                for name, value in values.items():
                    setattr(item, name, value)
                item.changed = self.now

    def marks(self) -> dict[str, tuple[bool, bool]]:
        """Every entry's marks, by its title."""
        with self.lock:
            return {one.title: (one.read, one.starred) for one in self.items.values()}


DONE = 1000
"""Added to a status: it is done, and answered so all the same."""
BEFORE, AFTER = -1, -2
"""In place of a status: the connection breaks, before what is asked is done or after it."""


def busy(method: str, path: str) -> int:
    """Trouble: out of service, whatever is asked."""
    return 503


class Request(NamedTuple):
    """What is asked."""

    method: str
    path: str
    query: str
    body: bytes
    headers: Any


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are sent one after the other
    books: Books

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Say nothing."""

    def _any(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        books = self.books
        books.asked.append((self.command, unquote(self.path)))
        status = books.trouble(self.command, parts.path) if books.trouble else 0
        with books.lock:
            done = status in {0, AFTER} or status > DONE
            answer = self._answer_for(parts.path, parts.query, body) if done else (status, "trouble")
        if status < 0:
            self.close_connection = True
            self.connection.close()
            return
        self._send(*((status % DONE, "trouble") if status else answer))

    do_GET = do_POST = do_PUT = do_DELETE = _any  # noqa: N815

    def date_time_string(self, timestamp: float | None = None) -> str:
        return formatdate(self.books.now, usegmt=True)

    def _send(self, status: int, answer: Any) -> None:
        text = answer if isinstance(answer, str) else json.dumps(answer)
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "600")
        if status in (301, 302):
            self.send_header("Location", text)
            text = ""
        self.send_header("Content-Type", "text/plain" if isinstance(answer, str) else "application/json")
        if status != 204:
            self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        if status != 204:
            self.wfile.write(text.encode())

    def _answer_for(self, path: str, query: str, body: bytes) -> tuple[int, Any]:
        if path.startswith("/v1/"):
            return _miniflux(self.books, Request(self.command, path, query, body, self.headers))
        if path.startswith(nextcloud.PATH):
            request = Request(self.command, path, query, body, self.headers)
            return nextcloud.answer_for(self.books, request, (USER, PASSWORD))
        path = path.removeprefix("/api/greader.php")
        return _reader(self.books, Request(self.command, path, query, body, self.headers))


@contextmanager
def serve(books: Books) -> Iterator[str]:
    """Serve books on loopback meanwhile; gives the address."""
    handler = type("Handler", (_Handler,), {"books": books})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


# Miniflux


def _miniflux(books: Books, request: Request) -> tuple[int, Any]:
    method, path, query, body, headers = request
    basic = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    if headers.get("X-Auth-Token") != TOKEN and headers.get("Authorization") != basic:
        return 401, {"error_message": "Access Unauthorized"}
    asked = {key: value[-1] for key, value in parse_qs(query).items()}
    given = json.loads(body) if body else {}
    match method, *path.removeprefix("/v1/").split("/"):
        case "GET", "me":
            return 200, {"id": 1, "username": USER, "is_admin": True}
        case "GET", "feeds":
            return 200, [_feed(books, one) for one in books.feeds.values()]
        case "POST", "feeds":
            if (taken := books.take(given["feed_url"])) is None:
                return 400, {"error_message": "This feed already exists."}
            return 201, {"feed_id": taken.id}
        case "PUT", "feeds", number:
            feed = books.feeds[int(number)]
            feed.folder = books.categories[given["category_id"]] if "category_id" in given else feed.folder
            feed.title = given.get("title", feed.title)
            return 201, _feed(books, books.feeds[int(number)])
        case "DELETE", "feeds", number:
            if int(number) not in books.feeds:
                return 404, {"error_message": "Resource Not Found"}
            books.unsubscribe(int(number))
            return 204, ""
        case "GET", "categories":
            return 200, [{"id": key, "title": name, "user_id": 1} for key, name in books.categories.items()]
        case "POST", "categories":
            number = max(books.categories) + 1
            books.categories[number] = given["title"]
            return 201, {"id": number, "title": given["title"], "user_id": 1}
        case "GET", "entries":
            return 200, _entries(books, asked)
        case "GET", "feeds", number, "entries":
            assert (asked["order"], asked["direction"]) == ("published_at", "desc")
            found = [one for one in books.items.values() if one.feed == int(number)]
            found.sort(key=lambda one: (-one.published, one.id))
            return 200, {"total": len(found), "entries": [_entry(books, one) for one in found[: int(asked["limit"])]]}
        case "PUT", "entries":
            known = [one for one in given["entry_ids"] if one in books.items]
            if not known:
                return 500, {"error_message": "store: nothing has been updated"}
            for number in known:
                books.mark(number, read=given["status"] == "read")
            return 204, ""
        case "GET", "entries", number:
            item = books.items.get(int(number))
            return (404, {"error_message": "Resource Not Found"}) if item is None else (200, _entry(books, item))
        case "PUT", "entries", number, "bookmark":
            books.mark(int(number), starred=not books.items[int(number)].starred)
            return 204, ""
    return 404, {"error_message": "Resource Not Found"}


def _time(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat().replace("+00:00", "Z")


def _feed(books: Books, feed: Feed) -> dict[str, Any]:
    category = next(key for key, name in books.categories.items() if name == (feed.folder or "All"))
    return {
        **{"id": feed.id, "user_id": 1, "feed_url": feed.url, "site_url": feed.link},
        **{"title": feed.title, "checked_at": _time(books.now), "parsing_error_count": 0, "icon": None},
        "category": {"id": category, "title": feed.folder or "All", "user_id": 1, "hide_globally": False},
    }


def _entry(books: Books, item: Item) -> dict[str, Any]:
    return {
        **{"id": item.id, "user_id": 1, "feed_id": item.feed, "status": "read" if item.read else "unread"},
        **{"hash": f"{item.id:064x}", "title": item.title, "url": item.url, "comments_url": "", "author": "Ann Lee"},
        **{"published_at": _time(item.published), "created_at": _time(item.published)},
        **{"changed_at": _time(item.changed), "content": item.content, "share_code": "", "starred": item.starred},
        **{"reading_time": 1, "enclosures": [], "tags": ["harbour"], "feed": _feed(books, books.feeds[item.feed])},
    }


def _entries(books: Books, asked: dict[str, str]) -> dict[str, Any]:
    after, since = int(asked.get("after_entry_id", 0)), int(asked.get("changed_after", 0))
    found = [one for one in books.items.values() if one.id > after and one.changed > since]
    found.sort(key=lambda one: one.id)
    page = found[: min(int(asked["limit"]), 100)]
    return {"total": len(found), "entries": [_entry(books, one) for one in page]}


# Google Reader, as FreshRSS speaks it


def _reader(books: Books, request: Request) -> tuple[int, Any]:
    method, path, query, body, headers = request
    asked, form = dict(parse_qsl(query)), parse_qs(body.decode()) if body else {}
    if path == "/accounts/ClientLogin":
        good = form.get("Email") == [USER] and form.get("Passwd") == [PASSWORD]
        return (200, f"SID={_TICKET}\nLSID=null\nAuth={_TICKET}\n") if good else (401, "Unauthorized!")
    if headers.get("Authorization") != f"GoogleLogin auth={_TICKET}":
        return 401, "Unauthorized!"
    match method, path.removeprefix("/reader/api/0/"):
        case "GET", "token":
            return 200, "0123456789ZZZZ\n"
        case "GET", "subscription/list":
            return 200, {"subscriptions": [_subscription(one) for one in books.feeds.values()]}
        case "GET", "stream/items/ids":
            return 200, _references(books, asked)
        case "POST", "stream/items/contents":
            wanted = [_number(one) for one in form["i"]]
            items = [_item(books, books.items[one]) for one in wanted if one in books.items]
            return 200, {"id": "user/-/state/com.google/reading-list", "updated": int(books.now), "items": items}
    if form.get("T") != ["0123456789ZZZZ"]:
        return 401, "Unauthorized!"
    match path.removeprefix("/reader/api/0/"):
        case "edit-tag":
            for one in form["i"]:
                for key, value in (("a", True), ("r", False)):
                    if key in form:
                        books.mark(_number(one), **{form[key][0].rpartition("/")[2]: value})
            return 200, "OK"
        case "subscription/edit":
            return _edit(books, form)
        case "subscription/quickadd":
            url = form["quickadd"][0]
            if (taken := books.take(url)) is None:
                return 200, {"numResults": 0, "error": f"Already subscribed! [{url}]"}
            taken.folder = ""
            told = {"query": taken.url, "streamId": f"feed/{taken.id}", "streamName": taken.title}
            return 200, {"numResults": 1, **told}
    return 400, "Bad Request!"


def _edit(books: Books, form: dict[str, list[str]]) -> tuple[int, Any]:
    label = form.get("a", [""])[0].removeprefix("user/-/label/")
    which = form["s"][0].removeprefix("feed/")
    match form["ac"][0]:
        case "unsubscribe":
            if int(which) not in books.feeds:
                return 400, "Bad Request!"
            books.unsubscribe(int(which))
        case "edit":
            if "a" in form or "r" in form:
                books.place(int(which), label)
            books.feeds[int(which)].title = form.get("t", [books.feeds[int(which)].title])[0]
    return 200, "OK"


def _subscription(feed: Feed) -> dict[str, Any]:
    label = [{"id": f"user/-/label/{feed.folder}", "label": feed.folder}] if feed.folder else []
    return {
        **{"id": f"feed/{feed.id}", "title": feed.title.translate(_SPELLED), "url": feed.url},
        **{"htmlUrl": feed.link},
        **{"categories": label, "iconUrl": "https://rss.example/f.php?1"},
    }


def _number(told: str) -> int:
    return int(told.removeprefix(_TAG), 16) if told.startswith(_TAG) else int(told)


def _references(books: Books, asked: dict[str, str]) -> dict[str, Any]:
    found = sorted(books.items.values(), key=lambda one: -one.id)
    if asked["s"].startswith("feed/"):
        found = [one for one in found if one.feed == int(asked["s"].removeprefix("feed/"))]
    if asked["s"].endswith("/starred"):
        found = [one for one in found if one.starred]
    if asked.get("xt", "").endswith("/read"):
        found = [one for one in found if not one.read]
    if "c" in asked:
        found = [one for one in found if one.id < int(asked["c"])]
    page = found[: min(int(asked["n"]), books.page)]
    more = {"continuation": str(page[-1].id)} if page and len(page) < len(found) else {}
    return {"itemRefs": [{"id": str(one.id)} for one in page], **more}


def _item(books: Books, item: Item) -> dict[str, Any]:
    states = ["reading-list", *(["read"] if item.read else []), *(["starred"] if item.starred else [])]
    return {
        **{"id": f"{_TAG}{item.id:016x}", "crawlTimeMsec": "1760000000000", "timestampUsec": "1760000000000000"},
        **{"published": int(item.published), "title": item.title, "author": "Ann Lee"},
        **{"canonical": [{"href": item.url}], "alternate": [{"href": item.url}], "summary": {"content": item.content}},
        "categories": [*(f"user/-/state/com.google/{one}" for one in states), "user/-/label/News", "harbour"],
        "origin": {"streamId": f"feed/{item.feed}", "title": books.feeds[item.feed].title},
    }


def meddle(books: Books, chance: random.Random, changes: int) -> None:
    """Somebody else reads on another device: random changes to random entries, and some news."""
    with books.lock:
        for _ in range(changes):
            which = chance.choice(list(books.items))
            name = "starred" if chance.random() < 0.1 else "read"
            books.mark(which, **{name: chance.random() < 0.7})
        if chance.random() < 0.5:
            books.publish(chance.choice(list(books.feeds.values())), chance.randint(1, 5))
