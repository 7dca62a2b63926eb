"""The rows of `readers.save.datasets.rows` as a Parquet file, for pandas, DuckDB, R and the like."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, BinaryIO

from readers.errors import SaveError
from readers.model import Article
from readers.save.datasets.rows import Row, rows

_GROUP = 20_000
"""Rows that are written together."""
_TYPES = {"start": "int64", "end": "int64", "in_title": "bool_"} | dict.fromkeys(
    ("confidence", "salience", "sure"), "float64"
)
"""Of columns that are no text."""


class RowsAsParquet:
    """A Parquet file that is being written.

    Args:
        file: to write to.

    Raises:
        SaveError: the library that writes such files is not installed.
    """

    def __init__(self, file: BinaryIO) -> None:
        try:
            import pyarrow  # noqa: PLC0415  (an extra, and heavy: only when such a file is written)
            import pyarrow.parquet  # noqa: PLC0415
        except ImportError as error:
            raise SaveError(
                f"Parquet needs pyarrow, which cannot be loaded ({error}). Install it: pip install 'quoth[archive]'"
            ) from error
        types = {name: getattr(pyarrow, _TYPES.get(name, "string"))() for name in Row._fields}
        types |= dict.fromkeys(("published", "fetched", "annotated", "saved"), pyarrow.timestamp("us", tz="UTC"))
        self._arrow, self._schema = pyarrow, pyarrow.schema(list(types.items()))
        self._writer: Any = pyarrow.parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._waiting: list[Row] = []

    def add(self, article: Article) -> None:
        """Write the rows of an article."""
        self._waiting.extend(rows(article))
        if len(self._waiting) >= _GROUP:
            self._write()

    def close(self) -> None:
        """Write the last rows, and what tells where all are."""
        self._write()
        self._writer.close()

    def abandon(self) -> None:
        """Write no more rows."""
        self._waiting.clear()
        self._writer.close()

    def _write(self) -> None:
        columns = list(zip(*self._waiting, strict=True)) or [()] * len(Row._fields)
        told = {name: list(map(_value, column)) for name, column in zip(Row._fields, columns, strict=True)}
        self._writer.write_table(self._arrow.table(told, schema=self._schema))
        self._waiting.clear()


def _value(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return value.astimezone(UTC) if isinstance(value, datetime) else value
