"""Rules on what has arrived, carried out: in the library, and by the programs that rules of the reader's own run."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from readers import outside
from readers.errors import CommandError
from readers.library.rules import applying

if TYPE_CHECKING:
    from readers.library.library import Library

_MOST_AT_ONCE = 20
"""Programs that are started in one go; those of other entries wait for the next."""


async def apply_rules(library: Library) -> int:
    """Apply the rules to what has arrived since; gives how many entries were touched.

    What is wrong with a rule stops nothing: it is kept with the rule.

    Raises:
        LibraryError: the library cannot be read or written.
    """
    return await asyncio.to_thread(_apply, library)


def _apply(library: Library) -> int:
    touched = applying.apply(library.database)
    for deed in applying.claim(library.database, "run", most=max(0, _MOST_AT_ONCE - outside.running())):
        row = deed.row
        try:
            outside.start(outside.prepared(deed.rule.argument, url=row.link, title=row.title, feed=row.outlet))
        except CommandError as error:
            applying.told(library.database, deed.rule.id, str(error))
    return touched
