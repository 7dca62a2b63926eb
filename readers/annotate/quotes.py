"""``quoth_quotes``: which words are quoted, and by whom."""

from __future__ import annotations

from spacy import Language
from spacy.tokens import Doc

from readers.annotate.extensions import register_extensions


@Language.factory("quoth_quotes", requires=["doc.ents"], assigns=["doc.spans"])
def make_quotes(nlp: Language, name: str) -> QuotesComponent:  # noqa: ARG001  spaCy's signature of a factory
    """Make the component; spaCy calls this."""
    register_extensions()
    return QuotesComponent()


class QuotesComponent:
    """The component: a callable from `Doc` to `Doc`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotes of a text."""
        return doc
