"""The JSON Schema of a saved article."""

from __future__ import annotations

from typing import Any

import msgspec

from readers.save.record.shape import Record


def json_schema() -> dict[str, Any]:
    """What a saved JSON file holds, as JSON Schema 2020-12: made of `readers.save.record.shape`."""
    schema = msgspec.json.schema(Record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:quoth:article:1",
        "title": "An article saved by Quoth",
        **schema,
    }
