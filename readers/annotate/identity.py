"""``quoth_identity``: which names are the same person, organisation or place.

Reads ``doc.ents``, sets ``doc._.quoth_entities`` (a list of `EntityCluster`, most salient first).
"""

from __future__ import annotations

from spacy import Language
from spacy.tokens import Doc

from readers.annotate.clusters import EntityCluster, Gender
from readers.annotate.extensions import register_extensions

TITLE_GENDER: dict[str, Gender] = {"mr": "m", "mr.": "m", "sir": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f"}


@Language.factory("quoth_identity", requires=["doc.ents"], assigns=["doc._.quoth_entities"])
def make_identity(nlp: Language, name: str) -> IdentityComponent:  # noqa: ARG001  spaCy's signature of a factory
    """Make the component; spaCy calls this."""
    register_extensions()
    return IdentityComponent()


class IdentityComponent:
    """The component: a callable from `Doc` to `Doc`."""

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.quoth_entities``."""
        doc._.quoth_entities = identify(doc)
        return doc


def identify(doc: Doc) -> list[EntityCluster]:
    """Group the names of a text into entities, most salient first."""
    clusters: dict[tuple[str, str], EntityCluster] = {}
    for span in doc.ents:
        words = span.text.split()
        key = (span.label_, words[-1].casefold() if span.label_ == "PERSON" else span.text.casefold())
        cluster = clusters.setdefault(key, EntityCluster(span.text, span.label_, []))
        cluster.mentions.append((span.start_char, span.end_char))
        if len(span.text) > len(cluster.name):
            cluster.name = span.text
        if span.start:
            cluster.gender = cluster.gender or TITLE_GENDER.get(doc[span.start - 1].lower_, "")
    total = sum(len(c.mentions) for c in clusters.values()) or 1
    for cluster in clusters.values():
        cluster.salience = len(cluster.mentions) / total
    return sorted(clusters.values(), key=lambda c: (-c.salience, c.mentions[0]))
