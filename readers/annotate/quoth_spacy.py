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
    "quoth_quotes": ["doc._.quoth_quotes", "doc.spans"],
    "quoth_languages": ["doc.ents", "doc._.quoth_entities", "doc._.quoth_quotes", "doc.spans"],
}
"""What each component sets."""
_REQUIRES = {
    "quoth_names": ["doc.ents"],
    "quoth_identity": ["doc.ents"],
    "quoth_quotes": ["doc.ents", "doc._.quoth_entities"],
    "quoth_languages": ["doc.ents"],
}
"""What each needs to have been set before it: ``nlp.analyze_pipes()`` tells where it is not."""
_CONFIG: dict[str, dict[str, Any]] = {
    "quoth_names": {"known": {}},
    "quoth_identity": {},
    "quoth_quotes": {"spans_key": "quotes"},
    "quoth_languages": {"spans_key": "quotes"},
}
"""What ``nlp.add_pipe(…, config=…)`` may set: ``known``, names with their kinds (``{"Eastmarch Post": "ORG"}``) that
are evidence for new ones; ``spans_key``, where in ``doc.spans`` the quotes stand."""


def _made(component: str) -> Callable[..., Any]:
    """What makes a component for a pipeline."""

    def make(nlp: Language, name: str, **config: Any) -> Any:  # noqa: ANN401  (a callable from Doc to Doc)
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
        return factory(nlp, name, **config)

    return make


def make_names(nlp: Language, name: str, known: dict[str, str]) -> Any:  # noqa: ANN401  (as above)
    """Make ``quoth_names``."""
    return _made("quoth_names")(nlp, name, known=known)


def make_identity(nlp: Language, name: str) -> Any:  # noqa: ANN401  (as above)
    """Make ``quoth_identity``."""
    return _made("quoth_identity")(nlp, name)


def make_quotes(nlp: Language, name: str, spans_key: str) -> Any:  # noqa: ANN401  (as above)
    """Make ``quoth_quotes``."""
    return _made("quoth_quotes")(nlp, name, spans_key=spans_key)


def make_languages(nlp: Language, name: str, spans_key: str) -> Any:  # noqa: ANN401  (as above)
    """Make ``quoth_languages``, which does the work of the other three in another language than English."""
    return _made("quoth_languages")(nlp, name, spans_key=spans_key)


_FACTORIES: tuple[Callable[..., Any], ...] = (make_names, make_identity, make_quotes, make_languages)
for _component, _make in zip(_ASSIGNS, _FACTORIES, strict=True):
    # This module is imported under two names, and spaCy lets nobody register twice.
    if not Language.has_factory(_component):
        Language.factory(
            _component,
            default_config=_CONFIG[_component],
            assigns=_ASSIGNS[_component],
            requires=_REQUIRES[_component],
            func=_make,
        )
