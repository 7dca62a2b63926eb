"""What is said of annotations in another language than English: what was not looked for, and why."""

from __future__ import annotations

from readers.annotate.languages import SUPPORTED
from readers.model import Annotations


def remark(found: Annotations | None) -> str:
    """What the reader should know of how an article was read, in one sentence; empty if it was read in full."""
    if found is None:
        return ""
    if found.problem:
        return found.problem
    if found.language in SUPPORTED:
        called = SUPPORTED[found.language]
        return f"In {called}, for which no model is installed (quoth doctor): no names and quotes were looked for."
    if found.language:
        return f"In another language ({found.language}): no names and quotes were looked for."
    if found.rules:
        called = SUPPORTED.get(found.rules, found.rules)
        return f"Read as {called}: names, and what is in quotation marks; no reported speech, dates or works."
    return ""


def nothing_found(found: Annotations | None) -> str:
    """Why a list of what was found is empty, in a few words; empty if there is no such reason."""
    if found is None:
        return ""
    if found.problem:
        return "could not be annotated"
    if found.language in SUPPORTED:
        return f"in {SUPPORTED[found.language]}: no model for it"
    return f"in another language ({found.language})" if found.language else ""
