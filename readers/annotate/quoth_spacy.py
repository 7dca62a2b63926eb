"""Our components for spaCy, under a name that nothing else has.

spaCy imports the entry points of every package that is installed whenever it makes a pipeline, in any project. Ours
lead here (the wheel has this module as ``quoth_spacy`` beside the packages), and from here nothing else of ours is
imported before one of the components is wanted: a project with a ``readers`` of its own has its spaCy all the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from spacy.language import Language

_ASSIGNS = {
    "quoth_names": ["doc.ents"],
    "quoth_identity": ["doc._.quoth_entities"],
    "quoth_quotes": ["doc.spans"],
}
"""What each component sets; all of them need ``doc.ents``."""


def _made(component: str) -> Callable[[Language, str], Any]:
    """What makes a component for a pipeline."""

    def make(nlp: Language, name: str) -> Any:  # noqa: ANN401  (a callable from Doc to Doc)
        part = component.removeprefix("quoth_")
        try:
            factory = getattr(import_module(f"readers.annotate.{part}.component"), f"make_{part}")
        except ModuleNotFoundError as error:
            other = getattr(sys.modules.get("readers"), "__file__", None)
            if other is None or not (error.name or "").startswith("readers."):
                raise
            raise ImportError(
                f"The spaCy component {component!r} is part of Quoth's package 'readers', and another one of that name "
                f"is in its way: {other}. Rename that, or start Python where it is not found first."
            ) from error
        return factory(nlp, name)

    return make


make_names, make_identity, make_quotes = (_made(component) for component in _ASSIGNS)

for _component, _make in zip(_ASSIGNS, (make_names, make_identity, make_quotes), strict=True):
    # This module is imported under two names, and spaCy lets nobody register twice.
    if not Language.has_factory(_component):
        Language.factory(_component, assigns=_ASSIGNS[_component], requires=["doc.ents"], func=_make)
