"""Which models for other languages are installed, told by their files: none of them is imported, nor is spaCy."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from readers.annotate.languages import SUPPORTED

SIZES = ("lg", "md", "sm")
"""Of the models that spaCy's makers train on news, the best first."""
RULES = 1
"""Version of the rules: raise it whenever they, or a data file, find something else than before."""


class InstalledModel(NamedTuple):
    """A spaCy model that is installed.

    Attributes:
        name: of its package, as `spacy.load` takes it.
        language: ISO 639-1.
        version: its own.
    """

    name: str
    language: str
    version: str

    @property
    def annotates_as(self) -> str:
        """What annotations made with it have as their version: ``fr_core_news_sm-3.8.0+languages1``."""
        return f"{self.name}-{self.version}+languages{RULES}"


class _Meta(msgspec.Struct):
    lang: str
    name: str
    version: str


@cache
def installed(language: str) -> InstalledModel | None:
    """The best model for a language that is installed; ``None`` if there is none, or no rules for the language.

    A package of such a name that holds no model of that language does not count.
    """
    if language not in SUPPORTED:
        return None
    return next((model for size in SIZES if (model := named(f"{language}_core_news_{size}", language))), None)


def named(name: str, language: str) -> InstalledModel | None:
    """The model of that name for that language, if it is installed."""
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        return None
    try:
        meta = msgspec.json.decode((Path(found.origin).parent / "meta.json").read_bytes(), type=_Meta)
    except (OSError, msgspec.MsgspecError):
        return None
    is_it = (meta.lang, f"{meta.lang}_{meta.name}") == (language, name)
    return InstalledModel(name, language, meta.version) if is_it else None


def versions() -> dict[str, str]:
    """Language → the version of annotations that its best installed model makes; for those alone that have one."""
    return {code: model.annotates_as for code in SUPPORTED if (model := installed(code))}


def advice(language: str) -> str:
    """What to do for a language that no installed model reads, in words; empty if there is nothing to be done.

    A package of another maker may have the model's name in a registry, so it is spaCy that is asked to fetch it.
    """
    if language == "en" or installed(language):
        return ""
    if language not in SUPPORTED:
        return "not read: Quoth has no rules for it"
    return f"no model for it; to install one: {sys.executable} -m spacy download {language}_core_news_sm"
