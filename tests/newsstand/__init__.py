"""A small fictional newspaper: pages and a feed, and a loopback server that sells them."""

from __future__ import annotations

from pathlib import Path

from pytest_httpserver import HTTPServer

HERE = Path(__file__).parent


def open_stand(server: HTTPServer) -> str:
    """Serve the feed and its pages; gives the feed's address."""
    base = server.url_for("").rstrip("/")
    for page in HERE.glob("*.html"):
        server.expect_request(f"/{page.name}").respond_with_data(page.read_bytes(), content_type="text/html")
    feed = (HERE / "feed.xml").read_text(encoding="utf-8").replace("BASE", base)
    server.expect_request("/feed.xml").respond_with_data(feed, content_type="application/rss+xml")
    return f"{base}/feed.xml"
