"""Write the month and day names of many languages, from the Unicode CLDR by way of Babel, for the dates of feeds.

    python -m tests.make_calendar_names

Babel is needed for this alone. The CLDR is under the Unicode License v3, whose notice stands in the file written.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from readers.feeds.dates import folded

TARGET = Path(__file__).parent.parent / "readers" / "feeds" / "calendar_names.json"
NOTICE = (
    "Names from the Unicode CLDR. Copyright © 1991-2025 Unicode, Inc. "
    "Distributed under the Unicode License v3, https://www.unicode.org/license.txt"
)
LANGUAGES = """
    af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ka kk km kn ky
    lo
    lt lv mk ml mn mr ms my nb ne nl nn pa pl ps pt ro ru si sk sl sq sr sr_Latn sv sw ta te th tr uk ur uz zu lb gd fo
    br
    eo mt so ku rm fy ast oc ha yo ig xh
""".split()  # noqa: SIM905


def main() -> None:
    """Write the table."""
    from babel import Locale, UnknownLocaleError

    months: defaultdict[str, dict[str, int]] = defaultdict(dict)
    days: defaultdict[str, set[int]] = defaultdict(set)
    for language in LANGUAGES:
        try:
            locale = Locale.parse(language)
        except UnknownLocaleError:
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    if len(word := folded(name)) > 1 and not any(sign.isdigit() for sign in word):
                        months[word].setdefault(language.partition("_")[0], number)
                for number, name in locale.days[context][width].items():
                    if len(word := folded(name)) > 1:
                        days[word].add(number)
    settled = {word: next(iter(found.values())) for word, found in months.items() if len(set(found.values())) == 1}
    unsettled = {word: found for word, found in months.items() if word not in settled}
    table = {
        "notice": NOTICE,
        "months": dict(sorted(settled.items())),
        "months_by_language": dict(sorted(unsettled.items())),
        "days": {word: sorted(numbers) for word, numbers in sorted(days.items())},
    }
    TARGET.write_text(
        json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace('},"', '},\n"') + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
