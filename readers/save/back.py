"""Reading back what was saved: whose file it is, and the article in it."""

from __future__ import annotations

from readers.model import Article
from readers.save.record.embedding import record_in_json, record_in_page
from readers.save.record.reading import read_record
from readers.save.unmarkdown import read_markdown


def read_back(content: bytes, name: str) -> Article | None:
    """The article of a file that Quoth saved; ``None`` if it is no such file, or one that holds no whole article (CSV).

    Args:
        content: the file.
        name: what it is called in messages.

    Raises:
        SourceError: it is one, but damaged, or its parts do not fit together.
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    start = content[:200].lstrip()
    if b"<!-- quoth:article " in content:
        return read_markdown(content.decode("utf-8", "replace"), name)
    record = None
    if start.startswith(b"{"):
        record = record_in_json(content)
    elif start.startswith(b"<"):
        record = record_in_page(content)
    return read_record(record, name) if record is not None else None
