"""The attributes our components add to spaCy's `Doc`.

``doc._.quoth_entities``
    list of `EntityCluster`, most salient first; set by ``quoth_identity``.
``doc._.quoth_quotes``
    list of `QuoteFound`, by start; set by ``quoth_quotes``.

Both live in ``doc.user_data`` as plain lists and mappings, so that a `Doc` survives ``to_bytes`` (``nlp.pipe`` with
several processes, `DocBin`). So reading gives fresh objects: to change something, set the whole list again.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from spacy.tokens import Doc

from readers.annotate.clusters import EntityCluster, QuoteFound

T = TypeVar("T")


def register_extensions() -> None:
    """Add the attributes to `Doc`; may be called any number of times."""
    _register("quoth_entities", EntityCluster)
    _register("quoth_quotes", QuoteFound)


def _register(name: str, item: type[T]) -> None:
    def get(doc: Doc) -> list[T]:
        return msgspec.convert(doc.user_data.get(name, []), list[item])  # type: ignore[valid-type]

    def put(doc: Doc, items: list[T]) -> None:
        plain: Any = msgspec.to_builtins(items)
        doc.user_data[name] = plain

    if not Doc.has_extension(name):
        Doc.set_extension(name, getter=get, setter=put)
