"""What all tests share: one loaded model for the whole run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy import Language

    from readers.annotate.annotator import Annotator


@pytest.fixture(scope="session")
def annotator() -> Annotator:
    """The annotator with the small model, which every installation has."""
    from readers.annotate import pipeline
    from readers.annotate.annotator import Annotator

    return Annotator(pipeline.SMALL)


@pytest.fixture(scope="session")
def nlp(annotator: Annotator) -> Language:
    """Its spaCy pipeline."""
    return annotator.nlp
