"""``quoth_names``: which spans of a text are names, and of what kind.

The statistical model reads sentence by sentence; this component reads the whole text. It takes ``doc.ents`` of any
pipeline with ``ner`` (better with a tagger and a parser), and sets them anew. The passes, in order:

1. `names_edges`: a name is the name alone;
2. `names_orgs`: organisations put together from their pieces, kinds told by head words;
3. `names_persons`: people told by what stands before and in their names;
4. `names_acronyms`: short forms in brackets;
5. `names_kinds`: what kind each name is, on all evidence together;
6. `names_consistency`: the same words are the same name all over the text;
7. `names_short`: parts of longer names are what the longer names say.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.language import Language
from spacy.tokens import Doc, Span

from readers.annotate.names import acronyms, consistency, edges, kinds, organisations, persons, short_forms
from readers.annotate.names.view import Name, View, without_overlaps

STRUCTURE = (
    edges.clean,
    short_forms.without_description,
    organisations.join,
    organisations.by_head,
    persons.from_cues,
    acronyms.expand,
)
PASSES = (
    *STRUCTURE,
    kinds.judge,
    consistency.settle,
    short_forms.settle,
    short_forms.saints,
    edges.clean,
)


def make_names(nlp: Language, name: str) -> NamesComponent:  # noqa: ARG001  spaCy's signature of a factory
    """Make the component; spaCy calls this by way of `readers.annotate.quoth_spacy`."""
    return NamesComponent()


class NamesComponent:
    """The component: a callable from `Doc` to `Doc`.

    Attributes:
        known: names that earlier articles settled, with their kinds; evidence, not orders. Empty unless set.
    """

    def __init__(self) -> None:
        self.known: Mapping[str, str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc.ents`` anew."""
        view = View(doc, self.known)
        names = [Name(span.start, span.end, span.label_) for span in doc.ents]
        for each in PASSES:
            names = each(view, names)
        doc.set_ents([Span(doc, n.start, n.end, label=n.label) for n in without_overlaps(names)])
        return doc
