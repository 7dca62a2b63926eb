"""Jinja with Markdown's escape instead of HTML's, wherever Jinja joins words with what is ready to print.

All strings are plain words, and escaped when they are printed or put together with what is ready, but for two kinds:
`Markdown` is ready, and keeps its kind through whatever is done to it; `Literal` stands in the template itself, and is
its author's Markdown. What is made of words, in whatever way, is words again: nothing has to be marked to be harmless.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import nodes, pass_environment, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import Environment
from jinja2.filters import do_indent, make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from readers.save.escaping import escape

_OF_HTML = ("tojson", "urlize", "xmlattr")
"""Filters of Jinja's that make HTML of words and mark it as ready."""


class Literal(str):
    """A string that stands in a template."""

    __slots__ = ()


class Markdown(Markup):
    """What is ready to be printed; whatever is added to it is escaped as Markdown."""

    __slots__ = ()

    @classmethod
    def escape(cls, s: Any, /) -> Markdown:  # noqa: ANN401  (whatever a template has)
        """A value as Markdown that shows it, unless it is ready or the template's own."""
        if hasattr(s, "__html__"):
            return s if isinstance(s, cls) else cls(s)
        return cls(s) if isinstance(s, Literal) else cls.of_words(s)

    @classmethod
    def of_words(cls, value: object) -> Markdown:
        """A value as Markdown that shows it; spaces around it stay, for it may be between others."""
        text = str(value)
        inside = text.strip(" ")
        if not inside:
            return cls(text)
        before, _, after = text.partition(inside)
        return cls(f"{before}{escape(inside)}{after}")

    def translate(self, table: Mapping[int, str | int | None], /) -> str:  # type: ignore[override]
        """Plain words: what the table puts in is not escaped."""
        return str.translate(self, table)


def joined(parts: Iterable[object], between: object = "") -> str:
    """Some parts as one: ready if any of them is, and words otherwise."""
    parts = list(parts)
    if any(hasattr(one, "__html__") for one in (between, *parts)):
        return Markdown.escape(between).join(map(Markdown.escape, parts))
    return str(between).join(map(str, parts))


class _Generator(CodeGenerator):
    """Templates as Python, with the kinds of strings told apart."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  (Jinja's)
        super().visit_Template(node, frame)
        # Instead of Jinja's own of these names: what a template does looks them up when it is filled.
        self.writeline(f"from {__name__} import Literal, Markdown as Markup, joined as markup_join")

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:  # noqa: N802  (Jinja's)
        if isinstance(node.value, str):
            self.write(f"Literal({node.value!r})")
        else:
            super().visit_Const(node, frame)


class Escaping(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, whose templates make Markdown.

    Args:
        **options: Jinja's.
    """

    code_generator_class = _Generator

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  (Jinja's)
        # Unoptimized: constants would be escaped as HTML when the template is compiled.
        super().__init__(finalize=_printed, autoescape=True, optimized=False, **options)
        for name in _OF_HTML:
            del self.filters[name]
        self.filters |= _FILTERS

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401, N805  (Jinja's)
        """What a macro, a block or anything else gives: ready if Jinja says so, but nothing of the template's own."""
        given = super().call(__context, __obj, *args, **kwargs)
        if type(given) is Literal:  # Jinja's `format` gives what it was called on, with words in it.
            return str(given)
        return Markdown(given) if type(given) is Markup else given


@pass_eval_context
def _printed(_: EvalContext, value: object) -> Markdown:
    """What is printed; told of the context, so that constants are not made HTML of before."""
    return Markdown.escape(value)


def _escape(value: object) -> Markdown:
    return value if isinstance(value, Markdown) else Markdown.of_words(value)


def _safe(value: object) -> Markdown:
    return Markdown(value)


@pass_environment
def _join(environment: Environment, value: Iterable[object], d: str = "", attribute: str | int | None = None) -> str:
    parts = value if attribute is None else map(make_attrgetter(environment, attribute), value)
    return joined(parts, d)


def _replace(s: object, old: object, new: object, count: int | None = None) -> str:
    """What is ready in exchange for words makes the whole ready: names can be made links so."""
    many = -1 if count is None else count
    if isinstance(s, Markdown):
        return s.replace(Markdown.escape(old), Markdown.escape(new), many)
    if isinstance(new, Markdown):
        return Markdown.of_words(s).replace(Markdown.of_words(old), new, many)
    return str(s).replace(str(old), str(new), many)


def _indent(s: str, width: int | str = 4, first: bool = False, blank: bool = False) -> str:
    """Jinja's, which takes what lines are moved by as ready if they are."""
    if not isinstance(s, Markdown):
        return do_indent(str(s), width, first, blank)
    return Markdown(do_indent(s, Markdown.escape(width) if isinstance(width, str) else width, first, blank))


_FILTERS: dict[str, Callable[..., Any]] = {
    "e": _escape,
    "escape": _escape,
    "forceescape": Markdown.of_words,
    "indent": _indent,
    "join": _join,
    "replace": _replace,
    "safe": _safe,
}
"""Instead of Jinja's, which escape as HTML."""
