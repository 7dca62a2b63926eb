"""Which names mean the same: the rules are those of English (`people`, `groups`), the words those of the language."""

from __future__ import annotations

from collections import defaultdict

from readers.annotate.clusters import EntityCluster
from readers.annotate.identity import groups, people
from readers.annotate.languages.lexicon import Lexicon
from readers.annotate.languages.text import Word, span_of


def clusters_of(text: str, words: list[Word], names: list[tuple[int, int, str]], lex: Lexicon) -> list[EntityCluster]:
    """Group the names of a text into entities, by first mention.

    Args:
        text: the document.
        words: its words.
        names: spans with their kinds, sorted.
        lex: the language.
    """
    mentions = []
    for start, end, kind in names:
        if kind == "PERSON":
            before = span_of(words, start, end)[0] - 1
            if before >= 0 and words[before].text == ".":
                before -= 1
            mark = words[before].low if before >= 0 else ""
            told = lex.titles.get(mark, "") or lex.roles.get(mark, "")
            mentions.append(people.Mention(start, end, text[start:end], told))
    found = []
    for person in people.group(mentions):
        name = max((m.text for m in person.mentions), key=lambda each: len(each.split()))
        gender = person.gender or lex.given.get(name.split()[0].lower(), "")
        spans = [(m.start, m.end) for m in person.mentions]
        found.append(EntityCluster(name, "PERSON", spans, "f" if gender == "f" else "m" if gender == "m" else ""))
    others = [(text[start:end], kind) for start, end, kind in names if kind != "PERSON"]
    numbers = groups.group(list(dict.fromkeys(others)), {})
    members: dict[int, list[tuple[int, int]]] = defaultdict(list)
    kinds: dict[int, str] = {}
    for start, end, kind in names:
        if kind != "PERSON":
            number = numbers[text[start:end], kind]
            members[number].append((start, end))
            kinds[number] = kind
    for number, spans in members.items():
        name = max((text[a:b] for a, b in spans), key=lambda each: len(each.split()))
        found.append(EntityCluster(name, kinds[number], spans))
    return sorted(found, key=lambda cluster: cluster.mentions[0])
