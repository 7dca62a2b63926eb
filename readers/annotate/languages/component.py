"""The spaCy component that finds names, identity and quotations in another language than English."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from readers.annotate.clusters import EntityCluster
from readers.annotate.extensions import register_extensions
from readers.annotate.identity.salience import weigh_in
from readers.annotate.languages import SUPPORTED
from readers.annotate.languages.identity import clusters_of
from readers.annotate.languages.lexicon import Lexicon, lexicon
from readers.annotate.languages.names import find_names
from readers.annotate.languages.quotes import find_quotes
from readers.annotate.languages.text import Word, words_of
from readers.annotate.quotes.component import keep_quotes
from readers.errors import AnnotateError


def make_languages(nlp: Language, name: str, spans_key: str = "quotes") -> LanguagesComponent:  # noqa: ARG001  spaCy's
    """Make the component; spaCy calls this by way of `readers.annotate.quoth_spacy`.

    Raises:
        AnnotateError: there are no rules for the pipeline's language.
    """
    register_extensions()
    lex = lexicon(nlp.lang or "")
    if lex is None:
        known = ", ".join(SUPPORTED.values())
        raise AnnotateError(
            f"The component 'quoth_languages' has no rules for the language {nlp.lang!r}. It knows {known}; for "
            "English there are 'quoth_names', 'quoth_identity' and 'quoth_quotes'."
        )
    return LanguagesComponent(lex, spans_key)


class LanguagesComponent:
    """The component: a callable from `Doc` to `Doc`."""

    def __init__(self, lex: Lexicon, spans_key: str = "quotes") -> None:
        """Take the words of a language, and the key of ``doc.spans`` under which the quotes are to stand."""
        self.lex, self.spans_key = lex, spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc.ents`` anew, ``doc._.quoth_entities`` and ``doc._.quoth_quotes``."""
        text = doc.text
        words = words_of(text)
        pos = {token.idx: token.pos_ for token in doc}
        names = find_names(words, self.lex, pos, [(e.start_char, e.end_char, e.label_) for e in doc.ents])
        clusters = clusters_of(text, words, names, self.lex)
        weigh_in(text, clusters, _speaking(words, clusters, self.lex))
        clusters.sort(key=lambda cluster: (-cluster.salience, cluster.mentions[0]))
        number = {start: str(n) for n, cluster in enumerate(clusters) for start, _ in cluster.mentions}
        spans = [(doc.char_span(start, end, label=kind), start) for start, end, kind in names]
        # a name that begins or ends within one of spaCy's words is known to our attribute alone
        doc.set_ents([Span(doc, s.start, s.end, label=s.label, span_id=number[at]) for s, at in spans if s is not None])
        doc._.quoth_entities = clusters
        return keep_quotes(doc, find_quotes(text, words, clusters, self.lex), self.spans_key)


def _speaking(words: list[Word], clusters: list[EntityCluster], lex: Lexicon) -> set[int]:
    """Where names end that a verb of saying stands beside: ``dit Roe``, ``Roe a dit``."""
    verbs = {i for i, word in enumerate(words) if word.low in lex.verbs}
    begins = {word.start: i for i, word in enumerate(words)}
    ends = {word.end: i for i, word in enumerate(words)}
    mentions = [mention for cluster in clusters for mention in cluster.mentions]
    return {b for a, b in mentions if verbs & {begins[a] - 1, begins[a] - 2, ends[b] + 1, ends[b] + 2}}
