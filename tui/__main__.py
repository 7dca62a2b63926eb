"""``python -m tui`` and the ``quoth`` command.

The reader alone is opened without Click, which nothing on the way to its first frame needs.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Open the reader, or do what the command line says."""
    if len(sys.argv) > 1 or "_QUOTH_COMPLETE" in os.environ:
        from tui import cli  # noqa: PLC0415

        cli.main()
        return
    from readers.errors import QuothError  # noqa: PLC0415
    from tui.desk import open_reader  # noqa: PLC0415

    try:
        raise SystemExit(open_reader(None))
    except QuothError as error:
        sys.exit(f"quoth: {error}")


if __name__ == "__main__":
    # With -m the current folder comes first: nothing there is ours, unless we ourselves lie there.
    if not sys.flags.safe_path and os.path.realpath(sys.path[0]) != os.path.realpath(f"{__file__}/../.."):
        del sys.path[0]
    main()
