"""What the reader decides, killed at any moment: decisions of names, kept searches, rules, and what rules did."""

from __future__ import annotations

from pathlib import Path

from readers.library.dossiers import who
from readers.library.library import Library
from readers.library.people import decisions
from readers.library.query import smart
from readers.library.rules import applying, keeping
from readers.model import RuleAction
from tests.kills.telling import GAZETTE, LIBRARY, NOW, Say, Told, entry
from tests.readers.library.conftest import spoken

_SPEAKERS = ("Anna Lindqvist", "A. Lindqvist", "John Barrow", "Marta Ruiz", "Barrow Trust", "Anna B. Lindqvist")


def said_before(folder: Path, _: int) -> None:
    """Two dozen articles, in each of which somebody speaks and others are named."""
    with Library.open(folder / LIBRARY) as library:
        feed = library.subscribe(GAZETTE, now=NOW)
        library.store_entries(feed.id, GAZETTE, [entry(number) for number in range(24)], now=NOW)
        for row in library.rows():
            _annotate(library, row.id)


def _annotate(library: Library, number: int) -> None:
    speaker = _SPEAKERS[number % len(_SPEAKERS)]
    kind = "ORG" if "Trust" in speaker else "PERSON"
    document, found = spoken(speaker, f"We heard of it {number}.", kind=kind, others=("Harbour Board",))
    library.store_document(number, document)
    library.store_annotations(document.digest, found, entry_id=number)


def decide(folder: Path, say: Say) -> None:
    """Names are made one, called otherwise, parted, said to be none; some of it is taken back, and articles come."""
    with Library(Told(folder / LIBRARY, say)) as library:
        base = library.database
        for number in range(6):
            anna, john = who(library, "Anna Lindqvist").id, who(library, "John Barrow").id
            trust, marta = who(library, "Barrow Trust").id, who(library, "Marta Ruiz").id
            decisions.merge(base, trust, john)
            decisions.rename(base, anna, f"Mayor Lindqvist {number}")
            decisions.undo(base)
            decisions.split(base, john, "Barrow Trust")
            decisions.undo(base)
            decisions.split(base, john, "Barrow Trust", entry_id=4)
            decisions.not_a_name(base, marta)
            for _ in range(3):
                decisions.undo(base)
            (feed,) = library.subscriptions()
            library.store_entries(feed.id, GAZETTE, [entry(100 + number)], now=NOW)
            _annotate(library, library.rows(limit=1)[0].id)


def keep_searches(folder: Path, say: Say) -> None:
    """Searches are kept, called otherwise, counted while entries come and are read, and removed."""
    with Library(Told(folder / LIBRARY, say)) as library:
        base, (feed,) = library.database, library.subscriptions()
        for number in range(8):
            kept = smart.keep(base, f"person:lindqvist or title:{number}", f"Search {number}", now=NOW)
            library.store_entries(feed.id, GAZETTE, [entry(200 + 3 * number + one) for one in range(3)], now=NOW)
            smart.smart_feeds(base, now=NOW)
            newest = library.rows(limit=2)
            _annotate(library, newest[0].id)
            library.mark_read([row.id for row in newest])
            library.tag(newest[1].id, ["seen"])
            smart.smart_feeds(base, now=NOW)
            smart.rename(base, kept.id, f"Found {number}")
            if number % 2:
                smart.remove(base, kept.id)


def _deeds(number: int) -> tuple[tuple[RuleAction, str], ...]:
    return ("read", ""), ("mute", ""), ("star", ""), ("tag", f"t{number}"), ("notify", "")


def rule(folder: Path, say: Say) -> None:
    """Rules are made, switched, changed and removed; entries come and are touched, and what was done is taken back."""
    with Library(Told(folder / LIBRARY, say)) as library:
        base, (feed,) = library.database, library.subscriptions()
        for number in range(5):
            made = [
                keeping.add(base, f"title:story -title:none{number}", action, argument, enabled=True)
                for action, argument in (
                    ("read", ""),
                    ("mute", ""),
                    ("star", ""),
                    ("tag", f"t{number}"),
                    ("notify", ""),
                )
            ]
            named = keeping.add(base, "by:lindqvist or by:barrow", "tag", f"named{number}", enabled=True)
            library.store_entries(feed.id, GAZETTE, [entry(300 + 4 * number + one) for one in range(4)], now=NOW)
            applying.apply(base, now=NOW)
            applying.claim(base, "notify", most=2)
            for row in library.rows(limit=2):
                _annotate(library, row.id)
                applying.apply(base, now=NOW)
            applying.told(base, made[4].id, "no bell")
            for one in made:
                applying.undo(base, one.id)
            keeping.switch(base, named.id, on=False)
            keeping.change(base, made[0].id, f"title:quay{number}", "read")
            for one in made[1:]:
                keeping.remove(base, one.id)
