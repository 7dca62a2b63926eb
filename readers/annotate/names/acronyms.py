"""``World Trade Organisation (WTO)``: short forms told by the text itself."""

from __future__ import annotations

from readers.annotate.names.view import Name, View

SMALL = frozenset(
    {"of", "the", "and", "for", "to", "in", "on", "de", "du", "des", "la", "le", "&", "-", "'s", "sans", "against"}
)


def expand(view: View, names: list[Name]) -> list[Name]:
    """Name both sides of every short form in brackets."""
    found: list[Name] = []
    pairs = pairs_in(view)
    if not pairs:
        return names
    label_at = {i: n.label for n in names for i in range(n.start, n.end)}
    for full, short in pairs:
        labels = [label_at[i] for i in range(*full) if i in label_at]
        label = next((x for x in labels if x in {"ORG", "PRODUCT", "LAW", "EVENT", "GPE", "FAC"}), "ORG")
        if label == "GPE" and full[1] - full[0] > 2:
            label = "ORG"
        found += [Name(*full, label), Name(*short, label)]
    covered = {i for n in found for i in range(n.start, n.end)}
    kept = [n for n in names if not covered.intersection(range(n.start, n.end))]
    return sorted(kept + found)


def pairs_in(view: View) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Every ``full name (SHORT)`` of the text, as two ranges of tokens."""
    pairs = []
    for i in range(1, len(view) - 2):
        if (
            view.words[i] in {"(", "["}
            and view.words[i + 2] in {")", "]", ";", ","}
            and is_short_form(view.words[i + 1])
        ):
            start = _full_form(view, i, view.words[i + 1])
            if start is not None:
                pairs.append(((start, i), (i + 1, i + 2)))
    return pairs


def is_short_form(word: str) -> bool:
    """Whether a word may be a short form: two to eight letters, mostly capitals."""
    letters = [c for c in word if c.isalpha()]
    return 2 <= len(word.replace(".", "")) <= 8 and sum(c.isupper() for c in letters) >= max(2, len(letters) - 2)


def _full_form(view: View, bracket: int, short: str) -> int | None:
    """Where the full form before a bracket begins, if its initials spell the short one."""
    wanted = [c.lower() for c in short if c.isalnum() and (c.isupper() or c.isdigit())]
    i = bracket - 1
    if i >= 0 and view.words[i] in {'"', "”", "'"}:
        i -= 1
    begin = None
    while i >= 0 and not view.gap[i] and bracket - i <= 2 * len(wanted) + 4 and wanted:
        word = view.lower[i]
        if word in SMALL:
            if wanted and word[0] == wanted[-1] and len(wanted) > 1 and word not in {"the", "'s", "-"}:
                pass
        elif word[0] == wanted[-1]:
            wanted.pop()
            begin = i
        elif (
            len(word) > 1
            and view.capital[i]
            and any(c == wanted[-1] for c in word[1:])
            and len(wanted) > 1
            and word[0] == wanted[-2]
        ):
            wanted = wanted[:-2]
            begin = i
        elif not view.capital[i]:
            return None
        i -= 1
    return begin if not wanted and begin is not None and view.capital[begin] else None
