"""Trying the reader's templates out: each that is theirs, on an invented article."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from readers.config import Markdown
from readers.save.formats import written
from readers.save.identity import HEAD, identity
from readers.save.notebook.facts import facts
from readers.save.notebook.linking import links
from readers.save.notebook.planning import plan
from readers.save.renewing.blocks import blocks
from readers.save.templates import own, variables
from readers.save.templates.example import example


class Trial(msgspec.Struct, frozen=True):
    """What is to be filled to try a template out.

    Attributes:
        name: of the template.
        templates: all there are, the reader's first.
        values: what it can print.
        whose: by what its note is found again.
    """

    name: str
    templates: Mapping[str, str]
    values: dict[str, Any]
    whose: str

    def missed(self, text: str) -> Iterator[str]:
        """What will be missed in what the template has made, each as a sentence."""
        renewed = {block.name for block in blocks(text)}
        if self.name != "article":
            if self.name not in renewed:
                yield f'Nothing in the template {self.name} is marked as renewed "{self.name}": no note can be kept so.'
            return
        if self.whose not in text[:HEAD]:
            yield "An article saved so is not found again once it is moved or renamed: nothing in it says whose it is."
        if not renewed:
            yield "Nothing in it is marked as renewed, so that saving again renews lines, and not blocks."


def trials(settings: Markdown) -> Iterator[Trial]:
    """One for each kind of note that the reader has a template of; none if there is none.

    Raises:
        SaveError: a template cannot be read.
    """
    article = example()
    if given := own.given(settings.templates):
        shown = variables.of_article(article, links(settings))
        yield Trial("article", given, msgspec.to_builtins(shown), identity(article))
    others = {name: given for name in ("person", "index") if (given := own.given(settings.templates, (name,)))}
    if not others:
        return
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "example.md").write_bytes(written(article, "markdown", links(settings)))
        wanted = msgspec.structs.replace(settings, people="quoted", index="Index")
        planned = {one.template: one for one in reversed(plan(Path(folder), *facts(Path(folder)), wanted))}
    for name, given in others.items():
        yield Trial(name, given, msgspec.to_builtins(planned[name].values), planned[name].identity)
