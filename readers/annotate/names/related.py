"""What the names of a text say of each other: whose surname one is, and whose given name, and what it is short for."""

from __future__ import annotations

import collections

from readers.annotate.given import GIVEN_SURE
from readers.annotate.names.evidence import GROUPS, SURE, Features
from readers.annotate.names.organisations import HEADS, OF_HEADS
from readers.annotate.names.persons import may_be_personal
from readers.annotate.names.reading import KINDS
from readers.annotate.names.view import PARTICLES, Name, View, without_generation


class Related:
    """The names of a text by their first and last words, and its short forms."""

    def __init__(self, view: View, groups: dict[str, list[Name]], shorts: dict[str, str]) -> None:
        self.firsts: dict[str, set[str]] = collections.defaultdict(set)
        self.lasts: dict[str, set[str]] = collections.defaultdict(set)
        self.person_like: dict[str, float] = {}
        self.seen_persons: set[str] = set()
        self.shorts = shorts
        self.alone = {
            key: {
                kind: sum(GROUPS.get(s.label) == kind for s in spans) / len(spans)
                for kind in ("PERSON", "ORG", "PLACE")
            }
            for key, spans in groups.items()
        }
        self.keys = set(groups)
        for key, spans in groups.items():
            inside = without_generation(view.pieces(spans[0]))
            if len(inside) > 1:
                self.firsts[inside[0]].add(key)
                self.lasts[inside[-1]].add(key)
                if len(inside) > 2 and inside[-2].lower() in PARTICLES:
                    self.lasts[" ".join(inside[-2:])].add(key)
                persons = sum(span.label == "PERSON" for span in spans)
                likely = 0.5 * persons / len(spans) + 0.5 * (inside[0].lower() in GIVEN_SURE)
                shaped = all(may_be_personal(word) for word in inside[:1] + inside[-1:]) and len(inside) <= 5
                headed = inside[-1] in HEADS or inside[0] in OF_HEADS
                self.person_like[key] = likely if shaped and not headed else 0.0
                if view.chances is not None:
                    seen = view.chances[spans[0].start : spans[0].end, KINDS.index("PERSON")]
                    self.seen_persons |= {key} if seen.min() > SURE else set()

    def of(self, key: str, view: View, span: Name) -> Features:
        """The features of a name that come from other names."""
        found: Features = {}
        inside = view.pieces(span)
        if len(inside) == 1 or (len(inside) == 2 and inside[0].lower() in PARTICLES):
            found["last of person"] = max((self.person_like[k] for k in self.lasts[key]), default=0.0)
            found["first of person"] = max((self.person_like[k] for k in self.firsts[key]), default=0.0)
            if self.firsts[key] & self.seen_persons:
                found["first of seen person"] = 1.0
            if self.lasts[key] or self.firsts[key]:
                found["part of longer"] = 1.0
        else:
            if inside[-1] in self.keys:
                found["last alone"] = 1.0
                for label in ("PERSON", "ORG", "PLACE"):
                    found[f"last alone {label}"] = self.alone[inside[-1]].get(label, 0.0)
            if inside[0] in self.keys:
                found["first alone"] = 1.0
            if len(self.lasts[inside[-1]]) > 1:
                found["last shared"] = 1.0
        short = self.shorts.get(key)
        if short:
            found[f"short {short}"] = 1.0
        return {name: value for name, value in found.items() if value}
