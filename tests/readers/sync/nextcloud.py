"""The interface of Nextcloud News, version 1.3, over the books of the tests' server."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from tests.readers.sync.server import Books, Feed, Item, Request

PATH = "/index.php/apps/news/api/v1-3/"


def answer_for(books: Books, request: Request, login: tuple[str, str]) -> tuple[int, Any]:
    """What is answered."""
    method, path, query, body, headers = request
    basic = "Basic " + base64.b64encode(":".join(login).encode()).decode()
    if headers.get("Authorization") != basic:
        return 401, {"message": "Current user is not logged in"}
    asked, given = dict(parse_qsl(query)), json.loads(body) if body else {}
    match method, *path.removeprefix(PATH).split("/"):
        case "GET", "version":
            return 200, {"version": "25.2.1"}
        case "GET", "folders":
            return 200, {"folders": _folders(books)}
        case "POST", "folders":
            if given["name"] in books.categories.values():
                return 409, {"message": "Folder exists"}
            books.categories[max(books.categories) + 1] = given["name"]
            return 200, {"folders": [_folders(books)[-1]]}
        case "GET", "feeds":
            return 200, {"feeds": [_feed(books, one) for one in books.feeds.values()], "starredCount": 0}
        case "POST", "feeds":
            taken = books.take(given["url"])
            return (409, {"message": "Feed exists"}) if taken is None else (200, {"feeds": [_feed(books, taken)]})
        case ("DELETE", "feeds", number) | ("POST", "feeds", number, _) if int(number) not in books.feeds:
            return 404, {"message": "Feed not found"}
        case "DELETE", "feeds", number:
            books.unsubscribe(int(number))
            return 200, []
        case "POST", "feeds", number, "move":
            books.place(int(number), books.categories[given["folderId"]] if given["folderId"] else "")
            return 200, []
        case "POST", "feeds", number, "rename":
            books.feeds[int(number)].title = given["feedTitle"]
            return 200, []
        case "GET", "items", *more:
            return 200, {"items": _items(books, asked, updated=bool(more))}
        case "POST", "items", deed, "multiple":
            field = "starred" if "star" in deed else "read"
            for number in given["itemIds"]:
                books.mark(number, **{field: not deed.startswith("un")})
            return 200, ""
    return 404, {"message": "Not found"}


def _folders(books: Books) -> list[dict[str, Any]]:
    return [{"id": key, "name": name, "opened": True, "feeds": []} for key, name in books.categories.items()]


def _feed(books: Books, feed: Feed) -> dict[str, Any]:
    folder = next((key for key, name in books.categories.items() if name == feed.folder), None)
    return {
        **{"id": feed.id, "url": feed.url, "title": feed.title, "link": feed.link, "folderId": folder},
        **{"faviconLink": None, "added": 1_760_000_000, "unreadCount": 0, "ordering": 0, "pinned": False},
        **{"updateErrorCount": 0, "lastUpdateError": None},
    }


def _items(books: Books, asked: dict[str, str], *, updated: bool) -> list[dict[str, Any]]:
    found = sorted(books.items.values(), key=lambda one: one.id)
    if asked["type"] == "0":
        assert (asked["oldestFirst"], asked["getRead"], asked["offset"]) == ("false", "true", "0")
        return [_item(one) for one in found[::-1] if one.feed == int(asked["id"])][: int(asked["batchSize"])]
    assert (asked["type"], asked["id"]) == ("3", "0")
    if updated:
        return [_item(one) for one in found if int(one.changed) >= int(asked["lastModified"])]
    assert (asked["oldestFirst"], asked["getRead"]) == ("true", "true")
    return [_item(one) for one in found if one.id > int(asked["offset"])][: int(asked["batchSize"])]


def _item(item: Item) -> dict[str, Any]:
    return {
        **{"id": item.id, "guid": f"guid-{item.id}", "guidHash": f"{item.id:032x}", "url": item.url},
        **{"title": item.title, "author": "Ann Lee", "pubDate": int(item.published), "updatedDate": None},
        **{"body": item.content, "enclosureMime": None, "enclosureLink": None, "mediaThumbnail": None},
        **{"feedId": item.feed, "unread": not item.read, "starred": item.starred, "rtl": False},
        **{"lastModified": int(item.changed), "fingerprint": "", "contentHash": ""},
    }
