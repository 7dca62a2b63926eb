"""The real newsroom: library, network and background processes behind the protocol that the screen knows.

A module each for what is asked about `articles`, `news`, the `archive` as a whole, `feeds`, `rules`, and the screen's
own `memory`; `base` holds what all work with. The first frame waits for this room, so it imports no more than it must:
the library and the workers come with the first question, when the screen is already there. Begin with `desk`.
"""

from tui.desk.desk import Desk
from tui.desk.opening import open_reader

__all__ = ["Desk", "open_reader"]
