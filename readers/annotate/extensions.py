"""The attributes our components add to spaCy's `Doc`.

``doc._.quoth_entities``
    list of `EntityCluster`, most salient first; set by ``quoth_identity``.
``doc._.quoth_quotes``
    list of `QuoteFound`, by start; set by ``quoth_quotes``.
``doc._.quoth_json``
    both as plain lists and mappings: ``doc.to_json(underscore=["quoth_json"])``.

On the spans of ``doc.spans["quotes"]``, whose labels are the kinds, ``span._.quoth_speaker`` is the name of who speaks
or ``None``, and ``span._.quoth_confidence`` how sure that is, 0-1; these go along into ``Doc.from_docs`` and
``span.as_doc(copy_user_data=True)``. The ``ent_id_`` of a name is the number of its entity in ``doc._.quoth_entities``.

Both live in ``doc.user_data`` as plain lists and mappings, so that a `Doc` survives ``to_bytes`` (``nlp.pipe`` with
several processes, `DocBin`). So reading gives fresh objects: to change something, set the whole list again.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from spacy.tokens import Doc, Span

from readers.annotate.clusters import EntityCluster, QuoteFound

T = TypeVar("T")


def register_extensions() -> None:
    """Add the attributes to `Doc`; may be called any number of times."""
    _register("quoth_entities", EntityCluster)
    _register("quoth_quotes", QuoteFound)
    if not Doc.has_extension("quoth_json"):
        Doc.set_extension("quoth_json", getter=_plain)
    if not Span.has_extension("quoth_speaker"):
        Span.set_extension("quoth_speaker", default=None)
        Span.set_extension("quoth_confidence", default=0.0)


def _plain(doc: Doc) -> dict[str, Any]:
    """Both lists as JSON can have them."""
    return {"entities": doc.user_data.get("quoth_entities", []), "quotes": doc.user_data.get("quoth_quotes", [])}


def _register(name: str, item: type[T]) -> None:
    def get(doc: Doc) -> list[T]:
        return msgspec.convert(doc.user_data.get(name, []), list[item])  # type: ignore[valid-type]

    def put(doc: Doc, items: list[T]) -> None:
        plain: Any = msgspec.to_builtins(items)
        doc.user_data[name] = plain

    if not Doc.has_extension(name):
        Doc.set_extension(name, getter=get, setter=put)
