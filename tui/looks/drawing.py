"""Drawing pictures in the terminal, if the extra `images` is there: the only importer of textual_image.

With its import, textual_image asks the terminal what it can do, and reads the answer from the keyboard: not before the
first frame then, for that takes time, and never while Textual reads the keyboard too. So it is imported when the first
picture is to be seen, and the app steps aside for that moment.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import sys
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from readers.errors import PictureError

if TYPE_CHECKING:
    from textual.app import App
    from textual.widget import Widget

ADVICE = f"To see pictures here, install what draws them:\n{sys.executable} -m pip install textual-image"
"""By the name of what is missing, and into the environment that Quoth runs in: another ``quoth`` may be in an index."""

_WIDGETS = "textual_image.widget"


def is_installed() -> bool:
    """Whether pictures can be drawn at all."""
    return all(importlib.util.find_spec(name) is not None for name in ("textual_image", "PIL"))


async def widget_of(app: App[None], png: bytes) -> Widget:
    """A widget that shows a picture, as well as the terminal can: by kitty's graphics, by sixels, or by half cells.

    Args:
        app: steps aside while the terminal is asked, the first time. In a browser and in tests nobody is asked, and
            half cells are used.
        png: the picture.

    Raises:
        PictureError: the terminal gave an answer that makes no sense.
    """
    # Pillow is the larger part, and is imported where no key has to wait for it.
    image = await asyncio.to_thread(_opened, png)
    asked = True
    if _WIDGETS not in sys.modules:
        asked = _ask(app)
    widgets = importlib.import_module(_WIDGETS)
    drawn: Widget = (widgets.Image if asked and not _is_apart(app) else widgets.HalfcellImage)(image)
    return drawn


def _opened(png: bytes) -> object:
    from io import BytesIO  # noqa: PLC0415  (with the next)

    from PIL import Image  # noqa: PLC0415  (an extra)

    with Image.open(BytesIO(png), formats=["PNG"]) as image:
        image.load()
        return image


def _is_apart(app: App[None]) -> bool:
    """Whether there is no terminal behind the app."""
    return app.is_headless or app.is_web


def _ask(app: App[None]) -> bool:
    """Import what asks the terminal; gives whether it could be asked."""
    failed: Exception | None = None
    try:
        with app.suspend():
            try:
                importlib.import_module(_WIDGETS)
            except (ImportError, OSError, ValueError, RuntimeError) as error:
                failed = error  # Raised here, it would leave the app aside for good.
    except SuspendNotSupported:
        return False
    if failed is not None:
        raise PictureError(f"Pictures cannot be drawn in this terminal ({failed}). Open it in the browser instead.")
    return True
