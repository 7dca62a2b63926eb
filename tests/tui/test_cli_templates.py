"""``quoth templates``, and saving by templates and with links as configured, at the shell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from readers.save.files import save
from readers.save.notebook import keeping
from readers.save.templates import own
from tests.readers.save.record.test_record import full
from tui.cli import main


def quoth(*arguments: str | Path, code: int = 0) -> Result:
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exit_code == code, done.output
    return done


@pytest.fixture
def folder(quoth_home: Path) -> Path:
    return quoth_home / "templates"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """An article to be saved as Markdown, with everything found in it."""
    return save(full(), tmp_path, "json").path


def test_it_tells_which_there_are_and_prints_the_usual_ones(folder: Path) -> None:
    assert json.loads(quoth("templates").stdout) == dict.fromkeys(own.NAMES)
    assert "{{ properties }}" in quoth("templates", "article").stdout
    assert "There is no template" in quoth("templates", "nothing", code=2).stderr


def test_it_writes_examples_that_change_nothing_and_never_replaces_one(folder: Path, saved: Path) -> None:
    path = Path(quoth("save", saved).stdout.strip())
    before = path.read_text()
    quoth("templates", "--write")
    assert sorted(one.name for one in folder.iterdir()) == sorted(f"{name}.md.jinja" for name in own.NAMES)
    path.unlink()
    again = Path(quoth("save", saved).stdout.strip()).read_text()
    assert [line for line in again.split("\n") if not line.startswith(("saved:", "quoth:"))] == [
        line for line in before.split("\n") if not line.startswith(("saved:", "quoth:"))
    ]
    (folder / "article.md.jinja").write_text("mine")
    assert "was there already" in quoth("templates", "article", "--write").stderr
    assert (folder / "article.md.jinja").read_text() == "mine"


def test_an_article_is_saved_by_ones_own_and_renewed(folder: Path, saved: Path) -> None:
    folder.mkdir()
    (folder / "quotes.md.jinja").write_text("{% for one in quotes %}\n* {{ one.said }} ^{{ one.id }}\n{% endfor %}\n")
    path = Path(quoth("save", saved).stdout.strip())
    assert "\n* the harbour belongs to the people ^q1\n" in path.read_text()
    path.write_text(path.read_text() + "\nMine.\n")
    assert not quoth("save", saved).stderr
    assert path.read_text().endswith("\nMine.\n")


def test_a_mistake_is_told_with_its_line_and_nothing_is_written(folder: Path, saved: Path) -> None:
    path = Path(quoth("save", saved).stdout.strip())
    before = path.read_bytes()
    quoth("templates", "article", "--write")
    template = folder / "article.md.jinja"
    template.write_text(template.read_text().replace("{{ title }}", "{{ titel }}"))
    line = template.read_text().split("\n").index("# {{ titel }}") + 1
    for verb in (("save", saved), ("templates", "--check")):
        told = quoth(*verb, code=1).stderr
        assert f"The template {template}, line {line}: 'titel' is undefined" in told
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_check_shows_what_it_makes_and_what_will_be_missed(folder: Path) -> None:
    assert "There is no template" in quoth("templates", "--check", code=1).stderr
    folder.mkdir()
    (folder / "article.md.jinja").write_text("# {{ title }}\n")
    done = quoth("templates", "--check")
    assert done.stdout == "# Lindqvist closes the old quay\n"
    assert "nothing in it says whose it is" in done.stderr
    assert "renews lines, and not blocks" in done.stderr


@pytest.mark.parametrize("name", ["person", "index"])
def test_check_and_the_doctor_try_the_templates_of_notes_over_all_articles_too(folder: Path, name: str) -> None:
    quoth("templates", name, "--write")
    assert "Lindqvist" in quoth("templates", "--check").stdout
    assert json.loads(quoth("doctor").stdout)["problems"] == []
    template = folder / f"{name}.md.jinja"
    template.write_text(f'{{% renewed "{name}" %}}\n{{{{ nobody }}}}\n{{% endrenewed %}}\n')
    for told in (quoth("templates", "--check", code=1).stderr, *json.loads(quoth("doctor", code=1).stdout)["problems"]):
        assert f"The template {template}, line 2: 'nobody' is undefined" in told
    template.write_text("Nothing of it is renewed.\n")
    (problem,) = json.loads(quoth("doctor", code=1).stdout)["problems"]
    assert f'is marked as renewed "{name}"' in problem
    assert problem in quoth("templates", "--check").stderr


def test_the_doctor_tells_every_mistake_in_templates_with_its_line_and_those_that_cannot_be_read(folder: Path) -> None:
    quoth("templates", "--write")
    assert json.loads(quoth("doctor").stdout)["problems"] == []
    for name in ("quotes", "index"):
        (folder / f"{name}.md.jinja").write_text("\n{{ titel }}\n")
    problems = json.loads(quoth("doctor", code=1).stdout)["problems"]
    assert [
        f"{name}.md.jinja, line 2: 'titel' is undefined" in one
        for name, one in zip(("quotes", "index"), problems, strict=True)
    ] == [True, True]
    (folder / "index.md.jinja").write_bytes(b"\xff")
    (problem,) = json.loads(quoth("doctor", code=1).stdout)["problems"]
    assert "this is no UTF-8" in problem


def test_names_lead_to_notes_as_configured(saved: Path) -> None:
    quoth("config", "markdown.own_names.Anna Lindqvist", "People/Lindqvist")
    text = Path(quoth("save", saved).stdout.strip()).read_text()
    assert "[[People/Lindqvist|Anna Lindqvist]]" in text
    assert "### [[People/Lindqvist|Anna Lindqvist]]" in text
    assert '  - "[[People/Lindqvist|Anna Lindqvist]]"' in text
    quoth("config", "markdown.names", "plain")
    quoth("config", "markdown.speakers", "false")
    text = Path(quoth("save", saved).stdout.strip()).read_text()
    assert "[[People" not in text
    assert "### Anna Lindqvist" in text


def test_an_index_and_notes_on_people_are_kept_if_that_is_wished(quoth_home: Path, saved: Path) -> None:
    folder = quoth_home / "saved"
    path = Path(quoth("save", saved).stdout.strip())
    assert list(folder.iterdir()) == [path], "nothing of the kind without a wish"
    quoth("config", "markdown.people", "quoted")
    quoth("config", "markdown.index", "Home")
    assert not quoth("save", saved).stderr
    assert f"[[{path.stem}|" in (folder / "Home.md").read_text()
    person = folder / "People" / "Anna Lindqvist.md"
    person.write_text("Mine.\n\n" + person.read_text().replace("![[", "![[x", 1))
    path.rename(folder / "moved.md")
    quoth("index")
    assert person.read_text().startswith("Mine.\n\n")
    assert "![[moved#^q1]]" in person.read_text()
    assert "[[moved|" in (folder / "Home.md").read_text()


def test_many_are_saved_with_the_notes_over_all_written_once_also_if_some_cannot_be(
    quoth_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quoth("config", "markdown.people", "quoted")
    quoth("config", "markdown.index", "Home")
    sources = []
    for number in range(6):
        article = full()
        document = msgspec.structs.replace(article.document, url=f"https://courier.example/{number}")
        sources.append(save(msgspec.structs.replace(article, document=document), tmp_path / "from", "json").path)
    kept: list[str] = []
    keep = keeping.keep

    def counted(path: Path, *args: Any, **named: Any) -> Path | None:
        kept.append(path.name)
        return keep(path, *args, **named)

    monkeypatch.setattr(keeping, "keep", counted)
    told = quoth("save", *sources[:3], tmp_path / "none.json", *sources[3:], code=1)
    paths = [Path(line) for line in told.stdout.split()]
    assert len(paths) == 6
    assert kept.count("Home.md") == 1
    assert len(kept) == len(set(kept))
    text = (quoth_home / "saved" / "Home.md").read_text()
    assert all(f"[[{path.stem}|" in text for path in paths)


def test_a_template_of_ones_own_makes_the_index_and_a_mistake_in_it_leaves_all_as_it_was(
    quoth_home: Path, folder: Path, saved: Path
) -> None:
    quoth("save", saved)
    folder.mkdir()
    (folder / "index.md.jinja").write_text(
        '{% renewed "index" %}\n{% for one in articles %}\n* {{ one.link }}\n{% endfor %}\n{% endrenewed %}\n'
    )
    quoth("index", "--name", "All")
    listed = quoth_home / "saved" / "All.md"
    before = listed.read_text()
    assert "\n* [[" in before
    (folder / "index.md.jinja").write_text('{% renewed "index" %}\n{{ nobody }}\n{% endrenewed %}\n')
    assert "index.md.jinja, line 2: 'nobody' is undefined" in quoth("index", "--name", "All", code=1).stderr
    assert listed.read_text() == before


def test_an_index_of_no_folder_is_told(tmp_path: Path) -> None:
    assert "There is no folder" in quoth("index", "--to", tmp_path / "nowhere", code=1).stderr
