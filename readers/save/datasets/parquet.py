"""The rows of `readers.save.datasets.rows` as a Parquet file, for pandas, DuckDB, R and the like."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, BinaryIO

from readers.errors import SaveError
from readers.model import Article
from readers.save.datasets.rows import Row, rows

_BATCH = 1_000
"""Rows that are kept as Python's before they become Arrow's, which take a tenth of that."""
_GROUP = 20_000
"""Rows that are written together, at least: readers skip whole groups, and small ones pack badly."""
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
        self._batches: list[Any] = []

    def add(self, article: Article) -> None:
        """Write the rows of an article."""
        for row in rows(article):
            self._waiting.append(row)
            if len(self._waiting) >= _BATCH:
                self._pack()
        if sum(batch.num_rows for batch in self._batches) >= _GROUP:
            self._write()

    def close(self) -> None:
        """Write the last rows, and what tells where all are."""
        if self._waiting:
            self._pack()
        self._write()
        self._writer.close()

    def abandon(self) -> None:
        """Write no more rows."""
        self._waiting.clear()
        self._batches.clear()
        self._writer.close()

    def _pack(self) -> None:
        """Make a batch of Arrow's of the rows that wait."""
        columns = zip(Row._fields, zip(*self._waiting, strict=True), strict=True)
        told = {name: list(map(_value, column)) for name, column in columns}
        self._batches.append(self._arrow.RecordBatch.from_pydict(told, schema=self._schema))
        self._waiting.clear()

    def _write(self) -> None:
        table = self._arrow.Table.from_batches(self._batches, schema=self._schema)
        self._batches.clear()
        self._writer.write_table(table, row_group_size=max(1, table.num_rows))


def _value(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return value.astimezone(UTC) if isinstance(value, datetime) else value
