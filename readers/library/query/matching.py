"""Words as SQLite's full-text search (FTS5) takes them: whatever was typed is quoted, and can mean nothing else."""

from __future__ import annotations

from collections.abc import Collection

from readers.library.query.fields import TEXTUAL
from readers.library.query.tree import And, Node, Not, Or, Term, terms

_MARKED = ("", "title", "person", "org", "place", "with", "by", "quote")
"""Fields whose words stand in the text."""


def phrase(words: str, *, prefix: bool = False) -> str:
    """Words that must follow one another; with ``prefix`` the last may be the beginning of one."""
    quoted = '"' + words.replace('"', " ").replace("\0", " ") + '"'
    return f"{quoted} *" if prefix else quoted


def expression(node: Node) -> str:
    """A part of a tree in the language of FTS5, if it asks for words alone and not only for what must not be there.

    Empty for any other.
    """
    if isinstance(node, Term):
        if node.field not in TEXTUAL:
            return ""
        return f"{'title : ' if node.field else ''}{phrase(node.text, prefix=node.prefix)}"
    if isinstance(node, Not):
        return ""
    if isinstance(node, Or):
        parts = [expression(part) for part in node.parts]
        return f"({' OR '.join(parts)})" if all(parts) else ""
    wanted = [expression(part) for part in node.parts if not isinstance(part, Not)]
    unwanted = [expression(part.part) for part in node.parts if isinstance(part, Not)]
    if not wanted or not all(wanted) or not all(unwanted):
        return ""
    return f"({' NOT '.join((' AND '.join(wanted).join('()'), *unwanted))})"


def words_apart(node: And) -> tuple[str, list[Node]]:
    """Of a conjunction, what asks for words alone as one expression, and the rest: FTS5 is quicker than we."""
    texts = [part for part in node.parts if not isinstance(part, Not) and expression(part)]
    without = [part for part in node.parts if isinstance(part, Not) and expression(part.part)] if texts else []
    rest = [part for part in node.parts if part not in texts and part not in without]
    return (expression(And((*texts, *without))) if texts else ""), rest


def to_be_marked(node: Node | None, fields: Collection[str] = _MARKED) -> str:
    """Any of the words that were looked for in some fields; empty if there are none."""
    found = dict.fromkeys(phrase(term.text, prefix=term.prefix) for term in terms(node) if term.field in fields)
    return " OR ".join(found)
