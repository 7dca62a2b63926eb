"""``quoth_identity``: which names are the same person, organisation or place.

Reads ``doc.ents`` (best after ``quoth_names``), sets ``doc._.quoth_entities``: a list of `EntityCluster`, most salient
first. People are grouped in `identity_people`, everything else in `identity_groups`; `salience` says how much the text
is about each, `gender` which pronoun a person takes.
"""

from __future__ import annotations

import collections

from spacy.language import Language
from spacy.tokens import Doc, Span

from readers.annotate.clusters import EntityCluster
from readers.annotate.extensions import register_extensions
from readers.annotate.identity import groups, owners, people
from readers.annotate.identity.gender import TITLE_GENDER, note_genders
from readers.annotate.identity.office import note_roles
from readers.annotate.identity.salience import weigh
from readers.annotate.names.acronyms import pairs_in
from readers.annotate.names.view import View

BRACKETS = str.maketrans("", "", "()[]")
"""Left out of a person's name, as in ``(Jo) Roe``; its mentions keep them."""


def make_identity(nlp: Language, name: str) -> IdentityComponent:  # noqa: ARG001  spaCy's signature of a factory
    """Make the component; spaCy calls this by way of `readers.annotate.quoth_spacy`."""
    register_extensions()
    return IdentityComponent()


class IdentityComponent:
    """The component: a callable from `Doc` to `Doc`."""

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.quoth_entities``, and ``ent_id_`` of each name to the number of its entity."""
        clusters = identify(doc)
        doc._.quoth_entities = clusters
        number = {start: str(n) for n, cluster in enumerate(clusters) for start, _ in cluster.mentions}
        ents = [
            Span(doc, e.start, e.end, e.label, kb_id=e.kb_id, span_id=number.get(e.start_char, "")) for e in doc.ents
        ]
        doc.set_ents(ents, default="unmodified")
        return doc


def identify(doc: Doc) -> list[EntityCluster]:
    """Group the names of a text into entities, most salient first."""
    people = [span for span in doc.ents if span.label_ == "PERSON"]
    others = [span for span in doc.ents if span.label_ != "PERSON"]
    view = View(doc)
    clusters = _people(doc, people) + _groups(view, others)
    note_roles(view, clusters)
    note_genders(view, clusters)
    weigh(view, clusters)
    return sorted(clusters, key=lambda c: (-c.salience, c.mentions[0]))


def _people(doc: Doc, spans: list[Span]) -> list[EntityCluster]:
    mentions = [
        people.Mention(s.start_char, s.end_char, s.text, TITLE_GENDER.get(doc[s.start - 1].lower_.rstrip("."), ""))
        if s.start
        else people.Mention(s.start_char, s.end_char, s.text)
        for s in spans
    ]
    return [
        EntityCluster(
            _fullest(p),
            "PERSON",
            [(m.start, m.end) for m in p.mentions],
            "f" if p.gender == "f" else "m" if p.gender == "m" else "",
        )
        for p in people.group(mentions)
    ]


def _fullest(person: people.Person) -> str:
    """The longest form of a name, rather not one in capitals."""
    best = max(person.mentions, key=lambda m: (len(m.pieces), not m.text.isupper(), len(m.text)))
    return " ".join(best.text.translate(BRACKETS).split())


def _groups(view: View, spans: list[Span]) -> list[EntityCluster]:
    doc = view.doc
    texts = owners.qualified(doc, spans)
    # the headline has short forms before the text explains them
    body = next((view.start[i] for i, gap in enumerate(view.gap) if gap), -1)
    ordered = sorted(zip(spans, texts, strict=True), key=lambda one: (one[0].start_char < body, one[0].start_char))
    names = list(dict.fromkeys((text, span.label_) for span, text in ordered))
    pairs = {groups.key(doc[a:b].text): groups.key(doc[c:d].text) for (c, d), (a, b) in pairs_in(view)}
    numbers = groups.group(names, pairs)
    members: dict[int, list[Span]] = collections.defaultdict(list)
    for span, text in zip(spans, texts, strict=True):
        members[numbers[text, span.label_]].append(span)
    return [
        EntityCluster(
            _longest(found), found[0].label_, [(s.start_char, s.end_char) for s in found], plural=_is_plural(found)
        )
        for found in members.values()
    ]


def _longest(spans: list[Span]) -> str:
    best = max(spans, key=lambda s: (not s.text.isupper(), len(s.text.split()), len(s.text)))
    return " ".join(best.text.split())


def _is_plural(spans: list[Span]) -> bool:
    """Whether a name stands for several: by its tag, or ``the Democrats``."""
    root = spans[0].root
    return root.tag_ in {"NNPS", "NNS"}
