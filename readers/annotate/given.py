"""Given names of people from many countries, in lower case: evidence that a person is named, and which pronoun fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.annotate.words import sections, words

if TYPE_CHECKING:
    from readers.annotate.clusters import Gender

GIVEN = words("given_names") | words("accented_names")
"""All of them; some are words or places too."""
GIVEN_SURE = words("accented_names").union(*(v for k, v in sections("given_names").items() if not k.endswith("?")))
"""Those that are hardly anything else."""
GENDER: dict[str, Gender] = {
    name: ("f" if section.startswith("f") else "m")
    for file in ("given_names", "accented_names")
    for section, names in sections(file).items()
    if section[0] in "fm"
    for name in names
}
"""Those that nine in ten of the people who bear them share a gender with."""
