"""Filling a template: what Jinja's sandbox does with plain data. Called in a helper process alone, which has bounds."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from jinja2 import BaseLoader, Environment, TemplateError, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import StrictUndefined

from readers.errors import SaveError
from readers.save.escaping import note_name, yaml
from readers.save.renewing.blocks import block
from readers.save.renewing.frontmatter import signed
from readers.save.templates.escaped import Escaping, Markdown
from readers.save.templates.variables import READY

LARGEST = 20_000_000
"""Characters of a file that a template may make."""
_LONGEST_PATTERN = 200
_WRONG = (TemplateError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)
"""What filling a template that has something wrong in it raises."""
_NOT_GIVEN = ("lipsum",)


def fill(templates: Mapping[str, str], name: str, values: dict[str, Any], whose: str) -> str:
    """What a template makes of some values, as it stands in a file.

    Args:
        templates: the name of each that there is, as it is told in messages → its text.
        name: of the one to fill.
        values: plain data; see `readers.save.templates.variables`.
        whose: the identity that the file's front matter is to tell.

    Raises:
        SaveError: something is wrong with the template, told with its file and line.
    """
    try:
        text = _environment(templates).get_template(name).render(_ready({"identity": whose} | values))
    except MemoryError:
        raise
    except _WRONG as error:
        raise SaveError(_told(error, name)) from error
    if len(text) > LARGEST:
        raise SaveError(f"The template {name} makes more than {LARGEST / 1e6:.0f} MB of one article. Mend it.")
    # What cannot be written to a file would be no character of the article either.
    return signed(text.encode("utf-8", "replace").decode(), whose)


class _Given(BaseLoader):
    """Templates by name, from nowhere else."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self._templates = templates

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        path = next(
            (one for one in self._templates if template in (one, one.replace("\\", "/").rpartition("/")[2])), ""
        )
        if not path:
            raise TemplateNotFound(template)
        return self._templates[path], path, lambda: True


class _Renewed(Extension):
    """``{% renewed "name" %}…{% endrenewed %}``: what is renewed when the article is saved again."""

    tags = {"renewed"}  # noqa: RUF012  (Jinja's)

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        name = parser.parse_expression()
        body = parser.parse_statements(("name:endrenewed",), drop_needle=True)
        call = self.call_method("_block", [name], lineno=line)
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _block(self, name: str, caller: Callable[[], str]) -> Markdown:
        if not (name.isascii() and name.isalpha() and name.islower()):
            raise ValueError(f"a renewed block is named in small letters, not {name!r}")
        return Markdown(block(name, str(caller()).strip("\n")))


def _environment(templates: Mapping[str, str]) -> Environment:
    made = Escaping(
        loader=_Given(templates),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=[_Renewed],
    )
    for name in _NOT_GIVEN:
        del made.globals[name]
    made.filters |= {"date": _date, "yaml": _yaml, "note_name": note_name, "indented": _indented}
    del made.filters["random"]  # a file would change each time
    return made


def _ready(value: Any, key: str = "") -> Any:  # noqa: ANN401  (plain data)
    """Values as the template has them: what is Markdown already marked as such."""
    if isinstance(value, dict):
        return {name: _ready(one, name) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_ready(one, key) for one in value)
    return Markdown(value) if key in READY and isinstance(value, str) else value


def _date(moment: str, pattern: str = "%Y-%m-%d") -> str:
    """A moment as `datetime.strftime` writes it; empty if it is not known."""
    if len(pattern) > _LONGEST_PATTERN:
        raise ValueError("the pattern of a date is too long")
    return datetime.fromisoformat(moment).strftime(pattern) if moment else ""


def _yaml(value: object) -> Markdown:
    """A value as a property: a string in quotation marks, a list on one line."""
    if isinstance(value, list | tuple):
        return Markdown("[{}]").format(Markdown(", ").join(_yaml(one) for one in value))
    if value is None or isinstance(value, bool | int | float):
        return Markdown("null" if value is None else str(value).lower())
    return Markdown(yaml(str(value)))


def _indented(value: str, width: int = 4) -> Markdown:
    """Lines after the first moved to the right, as in lists and footnotes."""
    return Markdown(str(Markdown.escape(value)).replace("\n", "\n" + " " * min(max(0, width), 40)))


def _told(error: Exception, name: str) -> str:
    """What is wrong, where."""
    if isinstance(error, TemplateSyntaxError):
        where, line = error.filename or error.name or name, error.lineno
    else:
        frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename.endswith(_ENDING)]
        where, line = (frames[-1].filename, frames[-1].lineno or 0) if frames else (name, 0)
    what = str(error) or type(error).__name__
    if isinstance(error, SecurityError):
        what = f"{what}; templates may not do that"
    elif isinstance(error, TemplateNotFound):
        what = f"there is no template {error.message or ''} beside it"
    elif isinstance(error, RecursionError):
        what = "it goes too deep"
    at = f", line {line}" if line else ""
    return f"The template {where}{at}: {what.rstrip('.')}. Mend it, or take it away; nothing was saved."


_ENDING = ".jinja"
