"""An index and notes on people over all saved articles, kept up to date; what the reader wrote there stays."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.config import Markdown
from readers.errors import SaveError
from readers.model import Article, Entity
from readers.save.files import save
from readers.save.formats import written
from readers.save.notebook import facts, keeping, planning
from readers.save.renewing import blocks
from readers.save.renewing.blocks import block
from readers.save.templates import own
from readers.save.templates.filling import fill
from tests.readers.save.conftest import HOSTILE, TEXTS, articles
from tests.readers.save.record.test_record import full

ALL = Markdown(people="all", index="Index")
ANNA = "Anna Lindqvist"


def about(number: int, title: str = "", person: str = ANNA) -> Article:
    """The invented article once more, with another address."""
    article = full()
    title = title or f"Edition {number}"
    document = msgspec.structs.replace(
        article.document, url=f"https://courier.example/{number}", title=title, text=article.document.text
    )
    found = article.annotations
    assert found is not None
    entities = (msgspec.structs.replace(found.entities[0], name=person), *found.entities[1:])
    return msgspec.structs.replace(
        article, document=document, annotations=msgspec.structs.replace(found, entities=entities)
    )


def put(article: Article, folder: Path, wish: Markdown = ALL) -> Path:
    """Save an article, with links as they lead now."""
    assert article.annotations is not None
    names = [entity.name for entity in article.annotations.entities]
    leading = planning.leading_to(facts.facts(folder)[1], names, wish, folder)
    return save(article, folder, content=written(article, "markdown", leading)).path


def kept(folder: Path, wish: Markdown = ALL) -> list[Path]:
    """Bring all notes up to date; gives the copies that had to be made."""
    usual, copies = own.defaults(), []
    for one in planning.plan(folder, *facts.facts(folder), wish):
        text = fill(usual, own.first(usual, one.template), msgspec.to_builtins(one.values), one.identity)
        copies.append(keeping.keep(one.path, text, one.template, is_new=one.is_new))
    return [one for one in copies if one]


def note(folder: Path, name: str = ANNA) -> Path:
    return folder / "People" / f"{name}.md"


class TestNotesOnPeople:
    def test_it_embeds_the_quotes_of_the_person_by_the_ids_they_have_in_the_file(self, tmp_path: Path) -> None:
        path = put(about(1), tmp_path)
        kept(tmp_path)
        text = note(tmp_path).read_text()
        said = [line for line in text.split("\n") if line.startswith("![[")]
        assert said == [f"![[{path.stem}#^q{number}]]" for number in (1, 2)]
        assert all(f" ^q{number}\n" in path.read_text() for number in (1, 2))
        assert f"### [[{path.stem}|Edition 1]]" in text

    def test_in_a_notebook_of_logseq_it_embeds_them_as_logseq_does(self, tmp_path: Path) -> None:
        (tmp_path / "logseq").mkdir()
        (tmp_path / "logseq/config.edn").touch()
        folder = tmp_path / "pages"
        path = put(about(1), folder)
        kept(folder)
        text = note(folder).read_text()
        said = re.findall(r"^  id:: (.*)$", path.read_text(), re.MULTILINE)
        assert re.findall(r"^{{embed \(\((.*)\)\)}}$", text, re.MULTILINE) == said[:2]
        assert f"### [Edition 1]([[{path.stem}]])" in text
        assert "![[" not in text
        path.rename(folder / "mine.md")
        assert kept(folder) == []
        assert "### [Edition 1]([[mine]])" in note(folder).read_text()

    def test_a_notebook_that_becomes_one_of_logseq_is_written_anew_when_its_articles_are(self, tmp_path: Path) -> None:
        put(about(1), tmp_path)
        kept(tmp_path)
        (tmp_path / "logseq").mkdir()
        (tmp_path / "logseq/config.edn").touch()
        path = put(about(1), tmp_path)
        assert kept(tmp_path) == []
        assert "\ntitle:" not in path.read_text()
        assert "{{embed ((" in note(tmp_path).read_text()

    def test_who_only_is_named_has_a_note_if_all_shall_have_one(self, tmp_path: Path) -> None:
        article = full()
        found = article.annotations
        assert found is not None
        more = (*found.entities, Entity(9, "Doreen Kemp", "PERSON", (found.entities[0].mentions[0],)))
        put(msgspec.structs.replace(article, annotations=msgspec.structs.replace(found, entities=more)), tmp_path)
        kept(tmp_path, Markdown(people="quoted"))
        assert note(tmp_path).exists()
        assert not note(tmp_path, "Doreen Kemp").exists()
        kept(tmp_path, Markdown(people="all"))
        assert "### Named" in note(tmp_path, "Doreen Kemp").read_text()

    def test_a_note_of_ones_own_in_the_whole_notebook_gets_the_quotes_at_its_end(self, tmp_path: Path) -> None:
        (tmp_path / ".obsidian").mkdir()
        mine = tmp_path / "Who" / f"{ANNA}.md"
        mine.parent.mkdir()
        before = b"---\ntags: [a,  b]\ntitle: Mine\n---\r\nMayor since 2019. [[Harbour]]"
        mine.write_bytes(before)
        folder = tmp_path / "News"
        for number in (1, 2):
            put(about(number), folder)
            assert kept(folder) == []
        after = mine.read_bytes()
        assert after.startswith(before + b"\r\n\r\n<!-- quoth:person ")
        assert b"Edition 2" in after
        assert not note(folder).exists()

    def test_a_block_that_was_taken_out_stays_out(self, tmp_path: Path) -> None:
        put(about(1), tmp_path)
        kept(tmp_path)
        note(tmp_path).write_text("Mine alone.\n")
        put(about(2), tmp_path)
        assert kept(tmp_path) == []
        assert note(tmp_path).read_text() == "Mine alone.\n"

    def test_what_was_changed_within_is_kept_beside(self, tmp_path: Path) -> None:
        put(about(1), tmp_path)
        kept(tmp_path)
        changed = note(tmp_path).read_text().replace("The Ellery Courier", "The Courier, of course")
        note(tmp_path).write_text(changed)
        put(about(2), tmp_path)
        copies = kept(tmp_path)
        assert [one.read_text() for one in copies] == [changed]
        assert "Edition 2" in note(tmp_path).read_text()
        assert kept(tmp_path) == []

    def test_articles_moved_renamed_and_deleted_are_followed(self, tmp_path: Path) -> None:
        first, second = put(about(1), tmp_path), put(about(2), tmp_path)
        kept(tmp_path)
        (tmp_path / "2026").mkdir()
        first.rename(tmp_path / "2026" / "mine.md")
        second.unlink()
        assert kept(tmp_path) == []
        text, listed = note(tmp_path).read_text(), (tmp_path / "Index.md").read_text()
        for one in (text, listed):
            assert "[[mine|Edition 1]]" in one
            assert second.stem not in one
        (tmp_path / "2026" / "mine.md").unlink()
        kept(tmp_path)
        assert "*In no saved article.*" in note(tmp_path).read_text()
        assert "0 articles" in (tmp_path / "Index.md").read_text()

    def test_links_that_another_program_renamed_are_no_change_by_hand(self, tmp_path: Path) -> None:
        """Obsidian rewrites all links to a note when it is renamed there."""
        first = put(about(1), tmp_path)
        kept(tmp_path)
        for path in (note(tmp_path), tmp_path / "Index.md"):
            path.write_text(path.read_text().replace(f"[[{first.stem}", "[[mine"))
        first.rename(tmp_path / "mine.md")
        put(about(2), tmp_path)
        assert kept(tmp_path) == []
        assert "![[mine#^q1]]" in note(tmp_path).read_text()

    def test_a_note_that_was_renamed_is_found_and_names_lead_there(self, tmp_path: Path) -> None:
        put(about(1), tmp_path)
        kept(tmp_path)
        note(tmp_path).rename(tmp_path / "Lindqvist, the mayor.md")
        path = put(about(2), tmp_path)
        assert kept(tmp_path) == []
        assert f"[[Lindqvist, the mayor|{ANNA}]]" in path.read_text()
        assert "Edition 2" in (tmp_path / "Lindqvist, the mayor.md").read_text()
        assert not note(tmp_path).exists()
        put(about(1), tmp_path)
        kept(tmp_path)
        text = (tmp_path / "Lindqvist, the mayor.md").read_text()
        assert text.count("### ") == 2, "both articles in one note"

    def test_two_names_that_lead_to_one_note_share_it(self, tmp_path: Path) -> None:
        wish = msgspec.structs.replace(ALL, own_names={ANNA: "Who/Mayor", "A. Lindqvist": "Who/Mayor"})
        put(about(1), tmp_path, wish)
        put(about(2, person="A. Lindqvist"), tmp_path, wish)
        kept(tmp_path, wish)
        text = note(tmp_path, "Mayor").read_text()
        assert "Edition 1" in text
        assert "Edition 2" in text

    def test_a_note_that_is_no_text_is_told_and_left_alone(self, tmp_path: Path) -> None:
        put(about(1), tmp_path)
        note(tmp_path).parent.mkdir()
        note(tmp_path).write_bytes(b"\xff\xfe mine")
        with pytest.raises(SaveError, match="is no UTF-8"):
            kept(tmp_path)
        assert note(tmp_path).read_bytes() == b"\xff\xfe mine"

    def test_a_template_without_its_block_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(SaveError, match='renewed "person"'):
            keeping.keep(tmp_path / "a.md", "no block\n", "person")
        assert not (tmp_path / "a.md").exists()


class TestTheIndex:
    def test_it_lists_all_by_month_the_newest_first_and_is_found_again_when_moved(self, tmp_path: Path) -> None:
        paths = [put(about(number), tmp_path) for number in (1, 2)]
        kept(tmp_path)
        text = (tmp_path / "Index.md").read_text()
        assert "2 articles\n\n## 2026-03\n\n- 2026-03-01 [[" in text
        assert all(f"[[{path.stem}|" in text for path in paths)
        (tmp_path / "Index.md").rename(tmp_path / "Home.md")
        put(about(3), tmp_path)
        kept(tmp_path)
        assert "3 articles" in (tmp_path / "Home.md").read_text()
        assert not (tmp_path / "Index.md").exists()

    def test_the_same_again_writes_nothing(self, tmp_path: Path) -> None:
        put(about(1), tmp_path)
        kept(tmp_path)
        before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")}
        kept(tmp_path)
        assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")} == before

    def test_files_of_ones_own_are_not_listed(self, tmp_path: Path) -> None:
        put(about(1), tmp_path)
        (tmp_path / "mine.md").write_text("---\ntitle: Mine\n---\n# quoth\n")
        kept(tmp_path)
        assert "1 article\n" in (tmp_path / "Index.md").read_text()

    @settings(max_examples=40)
    @given(articles())
    def test_no_article_can_put_anything_into_it(
        self, tmp_path_factory: pytest.TempPathFactory, article: Article
    ) -> None:
        folder = tmp_path_factory.mktemp("saved")
        save(article, folder)
        assert kept(folder) == []
        for path in (folder / "Index.md", *folder.glob("People/*.md")):
            (found,) = blocks.blocks(path.read_text())
            assert found.intact
            assert "<" not in found.content.replace("\\<", "")
        assert kept(folder) == []


@settings(max_examples=30)
@given(st.lists(TEXTS | HOSTILE, min_size=2, max_size=2), st.booleans())
def test_own_text_outlives_a_hundred_renewals(
    tmp_path_factory: pytest.TempPathFactory, mine: list[str], windows: bool
) -> None:
    path = tmp_path_factory.mktemp("saved") / "Anna.md"
    before, after = (words.replace("\r", "\n") + "\n" for words in mine)

    def edition(number: int) -> str:
        return block("person", f"![[article-{number}#^q{number}]]") + "\n"

    whole = before + edition(0) + after
    path.write_bytes((whole.replace("\n", "\r\n") if windows else whole).encode())
    for number in range(1, 101):
        assert keeping.keep(path, edition(number), "person") is None
    whole = before + edition(100) + after
    assert path.read_bytes() == (whole.replace("\n", "\r\n") if windows else whole).encode()
