"""What the screen remembers from one start to the next."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.desk.base import Base

if TYPE_CHECKING:
    from readers.config import Config


class Memory(Base):
    """What the reader once did, and how the screen was left."""

    async def is_new(self) -> bool:
        """Whether the first keys were never used."""
        return self.library.setting("hinted") is None

    async def no_longer_new(self) -> None:
        """Remember that they were used."""
        await asyncio.to_thread(self.library.set_setting, "hinted", "yes")

    async def remembered(self, what: str) -> str:
        """What was last to be remembered of something."""
        return self.library.setting(f"screen.{what}") or ""

    async def remember(self, what: str, value: str) -> None:
        """Remember something from one start to the next."""
        await asyncio.to_thread(self.library.set_setting, f"screen.{what}", value)

    async def configuration(self) -> Config:
        """What is configured."""
        return self.config

    async def configure(self, name: str, value: str | None) -> Config:
        """Change a setting in the configuration file; the library that is open stays open."""
        from readers.configuring import change  # noqa: PLC0415  (only here)

        self.config = await asyncio.to_thread(change, name, value, self.config_file)
        return self.config
