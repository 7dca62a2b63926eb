"""What the columns of an archive are: of its datasets, and of the one table that `readers.archive.rows` gives."""

from __future__ import annotations

from typing import Any

from readers.archive.extras import engine

DATASETS: dict[str, dict[str, tuple[str, str]]] = {
    "documents": {
        "document": ("int64", "number of the article in this archive"),
        "id": ("string", "as the input gives it; without one, its address or file, or the input and its place in it"),
        "url": ("string", "where it is published"),
        "title": ("string", "headline"),
        "authors": ("list<string>", "bylines"),
        "published": ("timestamp", "when, in UTC; null if unknown"),
        "outlet": ("string", "name of the publication; without one, the host of the address"),
        "language": ("string", "BCP 47 tag, as told or, if it is another than English, as found"),
        "text": ("string", "standfirst and body; spans are code points of it"),
        "problem": ("string", "why nothing was looked for in it; null if all is well"),
        "annotator": ("string", "model and components, with their versions"),
    },
    "entities": {
        "document": ("int64", "number of the article"),
        "entity": ("int32", "number of the entity in the article, most salient first"),
        "name": ("string", "fullest form in the article, without titles"),
        "kind": ("string", "PERSON ORG GPE LOC FAC NORP EVENT … (OntoNotes)"),
        "salience": ("double", "0 to 1: how much the article is about it"),
        "mentions": ("int32", "how often it is named"),
        "forms": ("list<string>", "the different words that name it"),
    },
    "mentions": {
        "document": ("int64", "number of the article"),
        "entity": ("int32", "of the article"),
        "start": ("int32", "first code point"),
        "end": ("int32", "one past the last"),
        "in_title": ("bool", "whether of the headline, and not of the text"),
        "text": ("string", "the words"),
    },
    "quotes": {
        "document": ("int64", "number of the article"),
        "start": ("int32", "first code point, inside the marks"),
        "end": ("int32", "one past the last"),
        "kind": ("string", "direct, fragment, turn or indirect"),
        "text": ("string", "the words"),
        "speaker": ("int32", "entity of the article; null if nobody is named"),
        "speaker_name": ("string", "its name"),
        "speaker_text": ("string", "what the text calls the speaker"),
        "cue": ("string", "said, according to …"),
        "confidence": ("double", "0 to 1: that the speaker is right"),
    },
    "rejects": {
        "document": ("int64", "the number that it would have"),
        "id": ("string", "as far as it could be read"),
        "input": ("string", "file that it stands in"),
        "reason": ("string", "what is the matter with it"),
    },
}
"""Dataset → column → its type and what it is."""

NESTED: dict[str, tuple[str, str]] = {
    **{name: told for name, told in DATASETS["documents"].items() if name != "document"},
    "entities": ("list<entity>", "who and what is named: the columns of the dataset but for the first"),
    "mentions": ("list<mention>", "where: the same"),
    "quotes": ("list<quote>", "who said what: the same"),
    "error": ("string", "why the record was set aside; null if it was not"),
}
"""The one table: a row a record."""


def of_dataset(name: str) -> Any:  # noqa: ANN401
    """The pyarrow schema of a dataset."""
    arrow = engine("pyarrow")
    return arrow.schema([_field(column, *told) for column, told in DATASETS[name].items()])


def nested() -> Any:  # noqa: ANN401
    """The pyarrow schema of the one table."""
    arrow = engine("pyarrow")
    return arrow.schema([_field(column, *told) for column, told in NESTED.items()])


def empty_frame() -> Any:  # noqa: ANN401
    """A pandas frame with the columns of the one table and no rows, which tells Dask what to expect."""
    return nested().empty_table().to_pandas()


def ddl() -> str:
    """The one table's columns as Spark is told them."""
    return ", ".join(f"{name} {_spark(kind)}" for name, (kind, _) in NESTED.items())


def described() -> dict[str, dict[str, dict[str, str]]]:
    """All of it for people and programs: dataset → column → type and meaning."""
    return {
        name: {column: {"type": kind, "meaning": told} for column, (kind, told) in columns.items()}
        for name, columns in (*DATASETS.items(), ("table", NESTED))
    }


def _field(name: str, kind: str, told: str) -> Any:  # noqa: ANN401
    return engine("pyarrow").field(name, _type(kind), metadata={"meaning": told})


def _type(kind: str) -> Any:  # noqa: ANN401
    arrow = engine("pyarrow")
    if kind == "timestamp":
        return arrow.timestamp("us", tz="UTC")
    if kind == "list<string>":
        return arrow.list_(arrow.string())
    if kind.startswith("list<"):
        return arrow.list_(arrow.struct([arrow.field(name, _type(one)) for name, one in _inner(kind)]))
    return getattr(arrow, {"double": "float64", "bool": "bool_"}.get(kind, kind))()


def _inner(kind: str) -> list[tuple[str, str]]:
    """The columns of a list of entities, mentions or quotes, and their types."""
    columns = DATASETS[{"entity": "entities", "mention": "mentions", "quote": "quotes"}[kind[5:-1]]]
    return [(name, one) for name, (one, _) in columns.items() if name != "document"]


def _spark(kind: str) -> str:
    if kind == "list<string>":
        return "array<string>"
    if kind.startswith("list<"):
        return f"array<struct<{', '.join(f'`{name}`: {_spark(one)}' for name, one in _inner(kind))}>>"
    return {"int32": "int", "int64": "bigint", "bool": "boolean"}.get(kind, kind)
