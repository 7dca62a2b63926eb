"""An article → its record."""

from __future__ import annotations

import importlib.metadata
import re
from functools import cache
from typing import Any

import msgspec

from readers.marks.notes import of_article
from readers.model import Annotations, Article
from readers.save import layout
from readers.save.contract import document_to_json, to_json
from readers.save.identity import identity
from readers.save.origins import Origins
from readers.save.record.shape import FORMAT, Provenance

_CONTROLS = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def to_record(article: Article) -> dict[str, Any]:
    """Everything about an article, as the builtins that its JSON is made of; see `readers.save.record.shape.Record`."""
    document, found = article.document, article.annotations
    origins = Origins(article)
    content = to_json(article)
    shown = found or Annotations("")
    meant = {one.entity: one for one in article.meant}
    for part, entity in zip(content["entities"], shown.entities, strict=True):
        part["origin"] = origins.of_entity(entity)
        if (one := meant.get(entity.id)) is not None:
            part["meant"] = {"name": one.name, "confidence": round(one.confidence, 4)}
    for part, quote in zip(content["quotes"], shown.quotes, strict=True):
        part["origin"] = origins.of_quote(quote)
    whole = document_to_json(document)
    ordered = of_article(article)
    for part, note in zip(
        content.get("notes", ()), (*ordered.whole, *(one.note for one in ordered.placed), *ordered.lost), strict=True
    ):
        part["anchor"] = note.anchor
    return {
        "format": FORMAT,
        "id": layout.address(article) or document.digest,
        "identity": identity(article),
        **{key: content[key] for key in ("title", "authors", "published", "url", "language")},
        "outlet": layout.outlet(article) or None,
        **({"problem": document.problem} if document.problem else {}),
        **({"tags": content["tags"]} if "tags" in content else {}),
        **({"starred": True} if article.row and article.row.starred else {}),
        **({"from_feed": True} if document.from_feed else {}),
        "provenance": provenance(article),
        "text": document.text,
        "blocks": whole["blocks"],
        "links": whole["links"],
        **({"images": whole["images"]} if document.images else {}),
        **({"cut": list(document.cut)} if document.cut else {}),
        **({"annotated": False} if found is None else {}),
        **({"foreign": found.language} if found and found.language else {}),
        **({"rules": found.rules} if found and found.rules else {}),
        "entities": content["entities"],
        "quotes": content["quotes"],
        **({"notes": content["notes"]} if article.notes else {}),
        **({"found": article.found} if article.found and article.corrections else {}),
        **({"corrections": article.corrections} if article.corrections else {}),
        **({"versions": article.versions} if article.versions else {}),
    }


def provenance(article: Article) -> Provenance:
    """When and by what an article came to be as it is."""
    found = article.annotations
    return Provenance(
        published=layout.published(article),
        fetched=article.document.fetched,
        annotated=found.made if found else None,
        saved=article.saved,
        annotator=(found.version or None) if found else None,
        program=program(),
    )


@cache
def program() -> str:
    """Quoth and its version."""
    try:
        return f"Quoth {importlib.metadata.version('quoth')}"
    except importlib.metadata.PackageNotFoundError:  # run from its sources, or what was installed cannot be read
        return "Quoth"


def to_record_text(article: Article) -> str:
    """`to_record` as an indented JSON file."""
    return harmless(msgspec.json.format(msgspec.json.encode(to_record(article)), indent=2).decode()) + "\n"


def harmless(json: str) -> str:
    """The same JSON with what a terminal would obey as escapes; it stands in strings alone."""
    return _CONTROLS.sub(lambda hit: f"\\u{ord(hit[0]):04x}", json)
