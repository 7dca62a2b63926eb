"""What the screen remembers from one start to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from readers.config import Config


class Memory(Protocol):
    """What the reader once did, and how the screen was left."""

    async def is_new(self) -> bool:
        """Whether the reader has never used the keys that one is told of at first."""
        ...

    async def no_longer_new(self) -> None:
        """Remember that they were used."""
        ...

    async def remembered(self, what: str) -> str:
        """What was last to be remembered of something; empty if nothing was."""
        ...

    async def remember(self, what: str, value: str) -> None:
        """Remember something from one start of the reader to the next."""
        ...

    async def configuration(self) -> Config:
        """What is configured."""
        ...

    async def configure(self, name: str, value: str | None) -> Config:
        """Change a setting in the configuration file; gives the configuration as it is then.

        Args:
            name: of the setting, as in ``refresh.minutes``.
            value: as typed; ``None`` for the usual one.

        Raises:
            ConfigError: it cannot be that, or the file cannot be changed.
        """
        ...
