"""How the words before or after a quotation call its speaker: by name, by a pronoun, by a description."""

from __future__ import annotations

from readers.annotate.quotes.lexicon import nouns
from readers.annotate.quotes.phrases import Phrase
from readers.annotate.quotes.speakers.described import Description
from readers.annotate.quotes.words import Words

_SOME = frozenset(["one", "another", "others", "some", "many", "both", "most", "those", "somebody", "someone"])
_PRONOUNS = {
    **dict.fromkeys(["he", "his", "him"], "he"),
    **dict.fromkeys(["she", "her"], "she"),
    **dict.fromkeys(["they", "their", "them"], "they"),
    **dict.fromkeys(["i", "we", "you", "me", "my", "our", "us"], "i"),
}


def called(words: Words, phrase: Phrase, description: Description | None) -> str:
    """How a phrase calls the speaker; see `Case`."""
    head, lower = phrase.head, words.lower[phrase.head]
    if words.kind(head) in ("PERSON", "ORG") and description is None:
        return "named"
    if lower in _PRONOUNS or words.tag[head] in ("PRP", "PRP$"):
        return _PRONOUNS.get(lower, "it")
    if words.tag[head] in ("WP", "WDT"):
        return "who"
    if words.mention[head] >= 0 and not (description is not None and description.person):
        return "place"
    if description is None:
        return "none"
    if description.head in nouns():
        return "text"
    if description.person or description.body:
        return "person" if description.person else "body"
    if words.tag[head] in ("NNP", "NNPS"):
        return "stranger"
    return "some" if lower in _SOME else "thing"
