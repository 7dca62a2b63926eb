"""What the reader wants of a refresh."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

import msgspec

from readers.config import Config, Keep, Refresh
from readers.model import FeedOptions


class Terms(msgspec.Struct, frozen=True):
    """What the reader wants of a refresh; what publishers ask for comes before it.

    Attributes:
        refresh: how often a feed is fetched, and how many pages a day are read ahead.
        keep: what of a feed stays in the library.
        full: read the pages of every feed's new entries ahead, and not those of the feeds alone that were chosen.
        programs: run the programs that feeds come from; see `readers.feeds.programs`.
    """

    refresh: Refresh = Refresh()
    keep: Keep = Keep()
    full: bool = False
    programs: bool = False

    @classmethod
    def of(cls, config: Config, *, full: bool = False) -> Self:
        """As it is configured."""
        return cls(config.refresh, config.keep, full, config.commands.feeds)

    @property
    def interval(self) -> timedelta:
        """Between two fetches of a feed whose publisher asks for nothing longer."""
        return self.refresh.interval

    def interval_of(self, options: FeedOptions) -> timedelta:
        """The same for one feed."""
        return timedelta(minutes=options.minutes) if options.minutes else self.interval

    def keep_of(self, options: FeedOptions) -> Keep:
        """What stays of one feed."""
        return Keep(options.days or self.keep.days, options.entries or self.keep.entries)


USUAL = Terms()
