"""Templates of anybody's: what they write, what is told of what is wrong in them, and all that they cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from readers.errors import SaveError
from readers.model import Article
from readers.save.files import save, saved_as
from readers.save.identity import identity
from readers.save.markdown import to_markdown
from readers.save.notebook.linking import USUAL as BY_DEFAULT
from readers.save.notebook.linking import Links
from readers.save.renewing.blocks import blocks
from readers.save.renewing.renew import renew
from readers.save.templates import own
from readers.save.templates.example import example
from readers.save.templates.filling import fill
from readers.save.templates.variables import of_article
from readers.work.apart import Apart
from readers.work.worker import Worker
from tests.readers.save.conftest import articles
from tests.readers.save.record.test_record import full
from tests.readers.save.renewing.test_renew import edition

USUAL = {f"default/{name}{own.ENDING}": own.usual(name) for name in own.NAMES}
ARTICLE = "/notes/article.md.jinja"

MINE = """\
---
{{ properties }}
rating:
---
My heading

{% renewed "article" %}
{{ title }}

{{ body }}
{% endrenewed %}

Said:
{% renewed "quotes" %}
{% for quote in quotes %}
* {{ quote.said }} / {{ quote.speaker }} ^{{ quote.id }}
{% endfor %}
{% endrenewed %}
"""


LOGSEQ = Links(logseq=True)


def filled(article: Article, text: str | None = None, links: Links = BY_DEFAULT) -> str:
    templates = ({ARTICLE: text} if text is not None else {}) | USUAL
    values = msgspec.to_builtins(of_article(article, links))
    return fill(templates, own.first(templates, "article"), values, identity(article))


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Apart(lambda: Worker(seconds=1.0, background=False)) as made:
        yield made


def filled_apart(apart: Apart, text: str) -> str:
    values = msgspec.to_builtins(of_article(full()))
    return apart.run(
        apart.worker.call("fill_template", templates={ARTICLE: text} | USUAL, template=ARTICLE, values=values)
    )


class TestWhatTheyWrite:
    @settings(max_examples=150)
    @given(articles())
    def test_the_usual_ones_write_what_is_written_without_any(self, article: Article) -> None:
        assert filled(article) == to_markdown(article)

    def test_the_usual_ones_write_notes_corrections_and_tags_too(self) -> None:
        for article in (full(), example()):
            assert filled(article) == to_markdown(article)
            assert filled(article, links=LOGSEQ) == to_markdown(article, LOGSEQ)

    @settings(max_examples=100)
    @given(articles())
    def test_no_article_can_end_or_begin_a_block_of_a_template(self, article: Article) -> None:
        found = list(blocks(filled(article, MINE)))
        assert [one.name for one in found] == ["article", "quotes"]
        assert all(one.intact for one in found)

    def test_words_of_the_article_are_escaped_and_a_property_is_quoted(self) -> None:
        article = full()
        article = msgspec.structs.replace(article, document=msgspec.structs.replace(article.document, title='*a* "b"'))
        text = filled(article, "---\nmine: {{ title | yaml }}\nall: {{ authors | yaml }}\n---\n{{ title }}\n")
        assert 'mine: "*a* \\"b\\""' in text
        assert text.endswith('\\*a\\* "b"\n')
        assert 'all: ["Pia Rask"' in text

    def test_macros_sets_and_includes_escape_once(self) -> None:
        article = full()
        article = msgspec.structs.replace(article, document=msgspec.structs.replace(article.document, title="a*b"))
        text = "{% macro m(x) %}<{{ x }}>{% endmacro %}{% set y %}{{ title }}{% endset %}{{ m(title) }} {{ y }}"
        assert filled(article, text) == "<a\\*b> a\\*b"

    def test_moments_are_written_as_wanted(self) -> None:
        assert filled(example(), '{{ published | date("%d.%m.%Y") }}') == "01.03.2026"

    def test_one_may_take_the_usual_one_of_its_own_name(self) -> None:
        text = filled(full(), '{% include "default/article.md.jinja" %}\nMine.\n')
        assert text == to_markdown(full()) + "Mine.\n"


EVIL = "A & B! [pay](http://evil.example) <b>*now*</b>"
WAYS = (
    "{{ title }}",
    "{{ link ~ ' — ' ~ title }}",
    "{{ link ~ (title | upper | lower) }}",
    "{{ link + title }} {{ title + link }}",
    "{{ [link, title] | join(' & ') }}",
    "{{ [link, link] | join(title) }}",
    "{{ link | replace('Anna', title) }}",
    "{{ title | replace('now', link) }}",
    "{{ link | indent(title) }}{{ (link ~ '\n' ~ link) | indent(title) }}",
    "{{ '%s' | format(title) }}{{ '%s' % title }}{{ '{}'.format(title) }}",
    "{{ (link ~ ': %s') | format(title) }}{{ (link ~ ' {}').format(title) }}",
    "{{ link.join([title, title]) }}{{ link.translate({65: title}) }}",
    "{{ title | e }}{{ title | escape }}{{ title | forceescape }}",
    "{% for one in title | list %}{{ one ~ link[:0] }}{% endfor %}",
    "{% set both %}{{ title }}{% endset %}{{ both ~ title }}{{ both + title }}",
    "{% macro m(x) %}{{ caller() ~ x }}{% endmacro %}{% call m(title) %}{{ title }}{% endcall %}",
    "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(title) + title }}{{ m(title) | replace('B', title) }}",
    "{% block b %}{{ title }}{% endblock %}{{ self.b() + title }}",
    "{% filter replace('x', title) %}x{% endfilter %}",
    "{% import 'quotes.md.jinja' as q with context %}{{ q ~ title }}",
    "{% autoescape false %}{{ link ~ title }}{{ title }}{% endautoescape %}",
    "{{ title | wordwrap(9, wrapstring=link) }}{{ title | truncate(60) ~ link }}{{ title | center(99) ~ link }}",
    "{{ title | striptags ~ link }}{{ [title] | map('upper') | join(link) }}",
    "{{ '{x}'.format_map({'x': title}) ~ link }}{{ {}.get('', title) ~ link }}{{ [link, title] | list }}",
)
"""Ways to print words of an article, alone and with what is ready."""


def shown(markdown: str) -> tuple[str, list[str]]:
    """A text as a reader sees it, and the addresses and tags in it."""
    inline = [one for token in MarkdownIt("commonmark").parse(markdown) for one in token.children or ()]
    made = [str(one.attrGet("href") or one.content) for one in inline if one.type in ("link_open", "html_inline")]
    return "".join(one.content for one in inline if one.type == "text"), made


class TestWhatIsPrinted:
    """The link, which is ready, is one to a note of the notebook."""

    def print(self, text: str) -> str:
        values = msgspec.to_builtins(of_article(full())) | {"title": EVIL, "link": "[[Anna]]"}
        return fill({ARTICLE: text} | USUAL, ARTICLE, values, identity(full()))

    @pytest.mark.parametrize("way", WAYS)
    def test_words_of_an_article_are_escaped_in_whatever_way_they_are_printed(self, way: str) -> None:
        text, made = shown(self.print(way))
        assert made == []
        assert "[pay](http://evil.example)" in text.lower().replace("[[anna]]", "") or "replace" in way or "wrap" in way
        assert "&amp;" not in self.print(way)

    def test_what_is_ready_stays_so_and_words_are_escaped_once(self) -> None:
        once = self.print("{{ title }}")
        assert shown(once)[0] == EVIL
        assert self.print("{{ title | e | e }}") == once
        assert self.print("{{ link ~ ' & ' ~ title }}") == f"[[Anna]] & {once}"
        assert self.print("{{ [link, title] | join(' — ') }}") == f"[[Anna]] — {once}"
        assert self.print("{% macro m() %}{{ title }}{% endmacro %}{{ m() ~ link + m() }}") == f"{once}[[Anna]]{once}"
        assert self.print("{{ title | replace('A & B', link) }}") == once.replace("A & B", "[[Anna]]")

    def test_what_stands_in_the_template_beside_what_is_ready_is_markdown(self) -> None:
        assert (
            self.print("{{ '**' ~ link ~ '**' }}{{ [link, link] | join('\n- ') }}")
            == "**[[Anna]]**[[Anna]]\n- [[Anna]]"
        )
        assert self.print("{{ '& *' if title }}{{ '& *' }}") == "& *& *"

    def test_words_that_are_put_together_are_the_same_words(self) -> None:
        assert self.print("{{ 'yes' if title ~ '!' == title + '!' and title in [title | trim ~ ''] }}") == "yes"

    @pytest.mark.parametrize("name", ["urlize", "tojson", "xmlattr"])
    def test_filters_that_make_html_are_not_there(self, name: str) -> None:
        with pytest.raises(SaveError, match=f"line 1: No filter named '{name}'"):
            self.print(f"{{{{ title | {name} }}}}")


class TestRenewed:
    def test_own_text_and_own_properties_outlive_a_hundred_renewals(self) -> None:
        content = filled(edition(0), MINE).replace("rating:", "rating: 5").replace("Said:", "Said by them:")
        now = (content + "\nMine, too.\n").encode()
        for number in range(1, 101):
            found = renew(now, filled(edition(number), MINE).encode())
            assert found is not None
            assert not found.changed_by_hand
            now = found.content
        text = now.decode()
        assert text.count("rating:") == 1
        assert "rating: 5" in text
        assert "\nSaid by them:\n" in text
        assert text.endswith("\nMine, too.\n")
        assert "Edition 100." in text
        assert "Edition 99." not in text

    def test_an_article_is_found_again_and_a_changed_block_is_kept(self, tmp_path: Path) -> None:
        path = save(edition(0), tmp_path, content=filled(edition(0), MINE).encode()).path
        moved = tmp_path / "mine.md"
        path.rename(moved)
        assert saved_as(edition(0), tmp_path) == moved
        moved.write_text(moved.read_text().replace("* ", "* I say: ", 1))
        saved = save(edition(1), tmp_path, content=filled(edition(1), MINE).encode())
        assert saved.path == moved
        assert saved.copy is not None
        assert "* I say: " in saved.copy.read_text()
        assert "Edition 1." in moved.read_text()

    def test_without_blocks_and_properties_what_is_put_between_lines_stays(self, tmp_path: Path) -> None:
        bare = "# {{ title }}\n\n{{ body }}\n"
        path = save(edition(0), tmp_path, content=filled(edition(0), bare).encode()).path
        path.write_text(path.read_text() + "\nMine.\n")
        saved = save(edition(1), tmp_path, content=filled(edition(1), bare).encode())
        assert saved[:2] == (path, None)
        assert path.read_text().endswith("\nMine.\n")
        assert "Edition 1." in path.read_text()

    def test_a_file_without_properties_may_tell_whose_it_is_in_another_way(self, tmp_path: Path) -> None:
        for line in ("<!-- quoth: {{ identity }} -->", "quoth:: {{ identity }}"):
            path = save(full(), tmp_path, content=filled(full(), f"{line}\n{{{{ title }}}}\n").encode()).path
            moved = path.rename(tmp_path / "mine.md")
            assert saved_as(full(), tmp_path) == moved
            moved.unlink()


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("a\n\n{{ titel }}\n", f"{ARTICLE}, line 3: 'titel' is undefined"),
            ("a\n{% for x in quotes %}\n", f"{ARTICLE}, line 2: Unexpected end of template"),
            ("{{ title | nothing }}", f"{ARTICLE}, line 1: No filter named 'nothing'"),
            ("\n{{ quotes.said.x }}", f"{ARTICLE}, line 2: "),
            ("\n\n{% include 'other.md.jinja' %}", "line 3: there is no template other.md.jinja"),
            ("{{ 1 / 0 }}", f"{ARTICLE}, line 1: division by zero"),
            (
                "{% renewed 'No such' %}{% endrenewed %}",
                f"{ARTICLE}, line 1: a renewed block is named in small letters",
            ),
            ("{% renewed 'a' %}", f"{ARTICLE}, line 1: "),
            ("{{ title | date }}", f"{ARTICLE}, line 1: Invalid isoformat"),
        ],
    )
    def test_it_is_told_with_file_and_line(self, text: str, told: str) -> None:
        with pytest.raises(SaveError) as caught:
            filled(full(), text)
        assert told in str(caught.value)

    def test_in_a_file_that_another_takes_in_the_line_is_that_files(self) -> None:
        templates = {ARTICLE: "\n\n{% include 'quotes.md.jinja' %}", "/notes/quotes.md.jinja": "\n{{ nobody }}"} | USUAL
        with pytest.raises(SaveError, match=r"/notes/quotes\.md\.jinja, line 2: 'nobody' is undefined"):
            fill(templates, ARTICLE, msgspec.to_builtins(of_article(full())), "")


HOSTILE = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.system('touch /tmp/x') }}",
    "{{ ('{0.__class__.__init__.__globals__}').format(title) }}",
    "{{ title | attr('__class__') }}{{ (title | attr('__class__')).mro() }}",
    "{% include '/etc/passwd' %}",
    "{% include '../../config.toml' %}",
    "{% import 'os' as os %}{{ os.system('id') }}",
    "{{ quotes.append(1) }}",
    "{% for x in range(99999999) %}{% endfor %}",
    "{% include 'article.md.jinja' %}",
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
]

ENDLESS = [
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
    "{% set n = namespace(s='x') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
    "{{ 'x' * 10 ** 11 }}",
    "{{ 9 ** (9 ** (9 ** 9)) }}",
    "{{ '%99999999999d' % 1 }}",
    "{{ 'x'.center(10 ** 11) }}",
    "{% for a in range(9999) %}{% for b in range(9999) %}{{ body }}{% endfor %}{% endfor %}",
]


class TestWhatTheyCannotDo:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_run_code_or_read_files(self, apart: Apart, text: str) -> None:
        with pytest.raises(SaveError, match=r"^The template "):
            filled_apart(apart, text)

    @pytest.mark.parametrize("text", ENDLESS)
    def test_go_on_for_ever_or_take_all_memory(self, apart: Apart, text: str) -> None:
        with pytest.raises(SaveError, match=r"^The template "):
            filled_apart(apart, text)

    def test_the_next_one_is_filled_all_the_same(self, apart: Apart) -> None:
        with pytest.raises(SaveError):
            filled_apart(apart, ENDLESS[0])
        assert filled_apart(apart, "{{ title }}") == "Lindqvist closes the old quay"
