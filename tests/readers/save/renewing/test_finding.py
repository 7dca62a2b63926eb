"""Among many files that of an article is found, whatever others do in between; the folder is not read for each."""

from __future__ import annotations

import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.model import Article, Document
from readers.save import drafts
from readers.save.files import save
from readers.save.identity import identity
from readers.save.renewing import finding
from readers.save.renewing.finding import find

TICK = 0.02
"""Seconds within which a file system may give two changes of a folder one time."""


def about(number: int, words: str = "The quay is shut.") -> Article:
    return Article(Document(words, title=f"Number {number}", url=f"https://courier.example/{number}"))


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that are read for all that is in them, by whatever is done."""
    seen: list[str] = []

    def watch(name: str) -> None:
        real = getattr(os, name)

        def watched(folder: str = ".") -> Any:
            seen.append(str(folder))
            return real(folder)

        monkeypatch.setattr(os, name, watched)

    watch("listdir")
    watch("scandir")
    return seen


@pytest.mark.parametrize("style", ["markdown", "html", "json", "csv"])
def test_many_are_saved_without_reading_any_folder_for_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: list[str], style: str
) -> None:
    monkeypatch.setattr(finding, "_SECONDS", 600.0)
    for edition in range(3):
        for number in range(40):
            save(about(number, f"Edition {edition}."), tmp_path, style)
    assert len(read) < 8
    assert len(files(tmp_path)) == 40


class TestOthersAtTheSameFolder:
    """Between two savings, while the folder is known."""

    def test_what_was_moved_and_renamed_is_found(self, tmp_path: Path) -> None:
        paths = [save(about(number), tmp_path).path for number in range(6)]
        (tmp_path / "harbour").mkdir()
        moved = [path.rename(tmp_path / "harbour" / f"mine {n}.md") for n, path in enumerate(paths)]
        assert [save(about(number, "It is open."), tmp_path).path for number in range(6)] == moved
        assert files(tmp_path) == sorted(moved)

    def test_what_was_moved_twice_is_found(self, tmp_path: Path) -> None:
        path = save(about(1), tmp_path).path
        for number in range(4):
            path = path.rename(tmp_path / f"mine {number}.md")
            save(about(10 + number), tmp_path)
            assert save(about(1, f"Edition {number}."), tmp_path).path == path

    def test_a_file_that_became_somebody_elses_is_left_alone(self, tmp_path: Path) -> None:
        path = save(about(1), tmp_path).path.rename(tmp_path / "mine.md")
        assert save(about(1), tmp_path).path == path
        path.write_text("My own words.\n")  # in place: no folder tells of it
        assert save(about(1), tmp_path).path != path
        assert path.read_text() == "My own words.\n"

    def test_a_file_that_has_come_to_tell_of_another_article_is_not_taken_for_the_first(self, tmp_path: Path) -> None:
        first, second = (save(about(number), tmp_path).path for number in (1, 2))
        mine = first.rename(tmp_path / "mine.md")
        assert save(about(1), tmp_path).path == mine
        whole = second.read_bytes()
        mine.write_bytes(whole)
        second.unlink()
        assert save(about(1, "It is open."), tmp_path).path == first
        assert mine.read_bytes() == whole
        assert save(about(2), tmp_path).path == mine

    def test_what_comes_from_outside_is_found(self, tmp_path: Path) -> None:
        kept = save(about(1), tmp_path / "elsewhere").path
        saved = tmp_path / "saved"
        save(about(2), saved)
        save(about(3), saved)
        time.sleep(TICK)
        (saved / "2026" / "03").mkdir(parents=True)
        came = kept.rename(saved / "2026" / "03" / "mine.md")
        assert save(about(1, "It is open."), saved).path == came

    def test_what_is_changed_in_place_is_seen_soon(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        other = save(about(1), tmp_path / "elsewhere").path.read_bytes()
        saved = tmp_path / "saved"
        (saved / "s").mkdir(parents=True)
        mine = saved / "s" / "mine.md"
        mine.write_text("Mine.\n")
        save(about(2), saved)
        mine.write_bytes(other)
        later = time.monotonic() + 60
        monkeypatch.setattr("readers.save.renewing.finding.time.monotonic", lambda: later)
        assert save(about(1), saved).path == mine

    def test_what_two_save_at_once_is_found(self, tmp_path: Path) -> None:
        with ThreadPoolExecutor(4) as several:
            paths = [one.path for one in several.map(lambda number: save(about(number), tmp_path), range(40))]
        moved = [path.rename(tmp_path / f"mine {n}.md") for n, path in enumerate(paths)]
        with ThreadPoolExecutor(4) as several:
            again = [one.path for one in several.map(lambda number: save(about(number, "New."), tmp_path), range(40))]
        assert again == moved
        assert len(files(tmp_path)) == 40

    @pytest.mark.parametrize("order", ["aAbBab", "aAbBba", "abABab", "abABba", "abBAba", "aAabBb"])
    def test_what_two_write_in_turns_is_found(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: str
    ) -> None:
        """A small letter: one of them begins or ends; a capital: it writes."""
        monkeypatch.setattr(finding, "_SECONDS", 600.0)
        article = {"a": about(1), "b": about(2)}
        whole = {name: save(one, tmp_path / "elsewhere").path for name, one in article.items()}
        saved = tmp_path / "saved"
        save(about(3), saved)
        assert find(saved, ".md", [identity(about(3))]) is not None
        path = {name: saved / f"{name}.md" for name in article}
        at_work: dict[str, Any] = {}
        for act in order:
            if act.isupper():
                drafts.replace(path[act.lower()], whole[act.lower()].read_bytes())
                time.sleep(TICK)
            elif act in at_work:
                at_work[act].__exit__(None, None, None)
            else:
                at_work[act] = finding.writing(path[act])
                at_work[act].__enter__()
        for name, one in article.items():
            assert find(saved, ".md", [identity(one)]) == path[name]
        assert len(files(saved)) == 3

    def test_what_was_read_while_it_was_written_is_found(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(finding, "_SECONDS", 600.0)
        whole = save(about(1), tmp_path / "elsewhere").path.read_bytes()
        saved, path = tmp_path / "saved", tmp_path / "saved" / "mine.md"
        save(about(2), saved)
        with finding.writing(path):
            assert find(saved, ".md", [identity(about(1))]) is None
            before = saved.stat()
            drafts.replace(path, whole)
            os.utime(saved, ns=(before.st_atime_ns, before.st_mtime_ns))  # within one tick of the file system's clock
        assert find(saved, ".md", [identity(about(1))]) == path

    def test_a_folder_that_is_called_another_way_is_the_same(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        moved = save(about(1), Path("saved")).path.rename(Path("saved", "mine.md"))
        assert moved == Path("saved/mine.md")
        assert save(about(1), Path("saved")).path == moved
        assert save(about(1), tmp_path / "saved").path == tmp_path / moved


ACTS = st.lists(
    st.tuples(st.sampled_from(["save", "move", "hide", "show", "copy", "delete", "own"]), st.integers(0, 3))
)


@settings(max_examples=25)
@given(st.lists(st.tuples(ACTS, st.integers(0, 3))))
def test_what_is_known_finds_what_reading_all_anew_finds(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("saved")
    for inner in ("in", ".hidden"):
        (folder / inner).mkdir()
    for step, (act, number) in enumerate(acts):
        article, own = about(number), f"{step}.md"
        here = find(folder, ".md", [identity(article)])
        if act == "save":
            save(msgspec.structs.replace(article, document=about(number, f"Edition {step}.").document), folder)
        elif act == "show" and (hidden := sorted((folder / ".hidden").iterdir())):
            time.sleep(TICK)
            hidden[0].rename(folder / "in" / own)
        elif here is not None and act == "move":
            here.rename(folder / "in" / own)
        elif here is not None and act == "hide":
            here.rename(folder / ".hidden" / own)
        elif here is not None and act == "copy":
            time.sleep(TICK)
            shutil.copy(here, folder / own)
        elif here is not None and act == "delete":
            here.unlink()
        elif here is not None and act == "own":
            here.write_text(f"My own words: {step}.\n")
        for one in map(about, range(4)):
            known, anew = find(folder, ".md", [identity(one)]), finding._Index(str(folder), ".md")
            assert (known and str(known)) == anew.paths.get(identity(one))
