"""Where saved quotes stand in their text."""

from __future__ import annotations

from readers.model import Span
from readers.save import places
from readers.save.identity import of_quote
from readers.save.places import Places, found


def test_equal_words_are_told_apart_by_their_ids() -> None:
    text = "“No,” she said. “No,” he said."
    second = Span(text.rindex("No"), text.rindex("No") + 2)
    assert Places(text, "whose").known("No", str(of_quote("whose", second.start, second.end))) == second
    assert Places(text, "another").known("No", str(of_quote("whose", second.start, second.end))) is None
    assert found("No", text, 0) == Span(1, 3)


def test_ids_that_are_nowhere_are_looked_for_once(monkeypatch) -> None:
    counted = []
    monkeypatch.setattr(places, "of_quote", lambda *where: counted.append(where) or str(where))
    known = Places("a" * 20_000, "whose")
    for number in range(300):
        assert known.known("a", f"id {number}") is None
        assert known.known("aa", f"id {number}") is None
    assert len(counted) == 5_000
