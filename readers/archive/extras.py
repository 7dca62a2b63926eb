"""The engines: an extra, imported when it is used, with a word for whoever does not have it."""

from __future__ import annotations

import importlib
from typing import Any

from readers.errors import ArchiveError


def engine(module: str) -> Any:  # noqa: ANN401  (none of them has types)
    """Import a module of the extra ``archive``, such as ``pyarrow.parquet``.

    Raises:
        ArchiveError: it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        name = module.partition(".")[0]
        raise ArchiveError(
            f"{name} is needed for archives and cannot be loaded ({error}). Install it: pip install 'quoth[archive]'"
        ) from error
