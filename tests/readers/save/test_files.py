"""Files: named by us, complete or not there, and an article's own is written over."""

from __future__ import annotations

import errno
import os
import re
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readers.errors import SaveError
from readers.model import Article, Document, EntryRow
from readers.save import drafts, files
from readers.save.files import name_of
from readers.save.formats import FORMATS, PACKED, extension_of, written
from readers.save.merging import merge
from tests.readers.library.test_opening import unprivileged
from tests.readers.save.conftest import TEXTS


def save(article: Article, folder: Path, style: str = "markdown") -> Path:
    """Save an article; gives the file."""
    return files.save(article, folder, style).path


def named(title: str, **fields: object) -> Article:
    return Article(Document("Tea.", title=title, **fields))  # type: ignore[arg-type]


@pytest.mark.parametrize("format_", [*FORMATS, *PACKED])
def test_every_format_makes_a_file_of_its_own(article: Article, tmp_path: Path, format_: str) -> None:
    path = save(article, tmp_path / "new" / "folder", format_)
    assert path.read_bytes() == written(article, format_)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.name.endswith(extension_of(format_))


def test_a_name_is_date_headline_and_a_mark(article: Article, tmp_path: Path) -> None:
    path = save(article, tmp_path)
    assert re.fullmatch(r"2026-03-01-lindqvist-closes-the-old-quay-[0-9a-f]{6}\.md", path.name)


def test_saved_again_an_article_is_written_over_and_another_is_not(article: Article, tmp_path: Path) -> None:
    first = save(article, tmp_path)
    longer = msgspec.structs.replace(article.document, text=article.document.text + "\n\nCorrected.")
    assert save(Article(longer), tmp_path) == first
    assert "Corrected" in first.read_text(encoding="utf-8")
    other = save(Article(msgspec.structs.replace(longer, url="https://other.example/quay")), tmp_path)
    assert other != first
    assert len(list(tmp_path.iterdir())) == 2


EVENING = datetime(2026, 11, 18, 19, 5, tzinfo=timezone(timedelta(hours=-5)))


def test_the_day_is_that_of_the_place_where_it_was_published() -> None:
    assert name_of(named("Tea", published=EVENING)).startswith("2026-11-18-tea-")


def test_an_article_is_one_file_by_whatever_way_it_was_reached(tmp_path: Path) -> None:
    link = "https://courier.example/tea"
    first = save(named("Tea", published=EVENING, url=f"{link}?utm_source=rss"), tmp_path)
    for published in (EVENING, EVENING.astimezone(UTC)):
        assert save(named("Tea", published=published, url=link), tmp_path) == first


def test_two_articles_at_one_address_are_two_files(tmp_path: Path) -> None:
    link = "https://courier.example/live"
    for title, days in (("Tea", 0), ("Coffee", 0), ("Tea", 2)):
        save(named(title, published=EVENING + timedelta(days=days), url=link), tmp_path)
    assert len(list(tmp_path.iterdir())) == 3


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.mark.parametrize("style", [*FORMATS, *PACKED])
def test_what_was_written_by_hand_is_in_the_file_or_in_a_copy_beside_it(
    article: Article, tmp_path: Path, style: str
) -> None:
    longer = Article(msgspec.structs.replace(article.document, text=article.document.text + "\n\nCorrected."))
    path = save(article, tmp_path, style)
    path.write_bytes(path.read_bytes() + "\n\nMine — \u00e9\r\n".encode())
    assert save(longer, tmp_path, style) == path
    together = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert together.count("\n\nMine — \u00e9\r\n".encode()) == 1
    path.write_bytes(b"Mine first.\n" + path.read_bytes())
    whole = path.read_bytes()
    done = files.save(article, tmp_path, style)
    if style in ("markdown", "html"):
        assert (path.read_bytes()[:12], done.copy) == (b"Mine first.\n", None)
    else:
        assert done.copy is not None
        assert done.copy.read_bytes() == whole


def test_added_at_the_end_of_markdown_it_stays_there(article: Article, tmp_path: Path) -> None:
    longer = Article(msgspec.structs.replace(article.document, text=article.document.text + "\n\nCorrected."))
    path = save(article, tmp_path)
    path.write_bytes(path.read_bytes() + b"\n## Mine\n")
    for _ in range(2):
        save(longer, tmp_path)
    assert path.read_bytes() == FORMATS["markdown"].render(longer).encode() + b"\n## Mine\n"
    assert list(tmp_path.iterdir()) == [path]


TEXT = "The quay is shut.\n\nNobody is to cross it.\n\nSo says the mayor.\n\nShe will say more on Monday."
LINK = "https://gazette.example/quay"


def quay(text: str = TEXT) -> Article:
    return Article(Document(text, title="The quay is shut", url=LINK))


def between(path: Path, before: str, words: str) -> None:
    """Put some lines before one that is there, as an editor would."""
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, words + before), "utf-8")


class TestBetweenTheLines:
    """What was added by hand to saved Markdown."""

    def test_it_stays_where_it_was_however_often_the_article_is_saved(self, tmp_path: Path) -> None:
        path = save(quay(), tmp_path)
        between(path, "Nobody is", "Mine: is that so?\n\n")
        path.write_text("Mine at the top.\n" + path.read_text("utf-8") + "\nMine at the end, without its line's")
        mine = path.read_bytes()
        for _ in range(3):
            assert files.save(quay(), tmp_path) == files.Saved(path)
            assert path.read_bytes() == mine

    def test_it_stays_beside_the_same_paragraph_when_the_text_changes_around_it(self, tmp_path: Path) -> None:
        path = save(quay(), tmp_path)
        between(path, "So says", "Mine: does she?\n\n")
        changed = TEXT.replace("The quay is shut.", "The quay is shut.\n\nIt is old.").replace("on Monday", "on Friday")
        assert files.save(quay(changed), tmp_path) == files.Saved(path)
        text = path.read_text("utf-8")
        assert text.replace("Mine: does she?\n\n", "") == FORMATS["markdown"].render(quay(changed))
        assert "Nobody is to cross it.\n\nMine: does she?\n\nSo says the mayor." in text

    @pytest.mark.parametrize("gone", ["Nobody is to cross it.", "So says the mayor."])
    def test_of_two_neighbours_one_is_enough(self, tmp_path: Path, gone: str) -> None:
        path = save(quay(), tmp_path)
        between(path, "So says", "Mine: does she?\n\n")
        done = files.save(quay(TEXT.replace(gone, "Other words stand here.")), tmp_path)
        assert done.copy is None
        assert path.read_text("utf-8").count("Mine: does she?") == 1
        assert path.read_text("utf-8").index("shut.") < path.read_text("utf-8").index("Mine")

    def test_where_both_are_gone_the_file_is_copied_and_what_has_a_place_stays(self, tmp_path: Path) -> None:
        path = save(quay(), tmp_path)
        between(path, "So says", "Mine: does she?\n\n")
        between(path, "She will", "Mine: will she?\n\n")
        whole = path.read_bytes()
        changed = TEXT.replace("Nobody is to cross it.", "All may.").replace("So says the mayor.", "So says nobody.")
        done = files.save(quay(changed), tmp_path)
        assert done.copy is not None
        assert done.copy.read_bytes() == whole
        assert "Mine: will she?\n\nShe will" in path.read_text("utf-8")
        assert "Mine: does she?" not in path.read_text("utf-8")

    def test_where_a_block_was_changed_what_stands_around_the_blocks_stays(self, tmp_path: Path) -> None:
        path = save(quay(), tmp_path)
        text = path.read_text("utf-8").replace("Nobody is to cross it.", "All may cross it.")
        path.write_text(f"{text}\nMine, at the end.\n", "utf-8")
        for headline in ("Nobody is to pass it.", "Nobody is to see it."):
            done = files.save(quay(TEXT.replace("Nobody is to cross it.", headline)), tmp_path)
            assert path.read_text("utf-8").endswith("\nMine, at the end.\n")
        assert done.copy is None

    def test_a_line_that_was_changed_is_in_the_copy(self, tmp_path: Path) -> None:
        path = save(quay(), tmp_path)
        path.write_text(path.read_text("utf-8").replace("Nobody is", "Hardly anybody is"), "utf-8")
        whole = path.read_bytes()
        done = files.save(quay(), tmp_path)
        assert done.copy is not None
        assert done.copy.read_bytes() == whole
        assert path.read_text("utf-8") == FORMATS["markdown"].render(quay())
        assert files.save(quay(), tmp_path).copy is None, "it is told once"

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        places=st.lists(
            st.tuples(st.integers(0, 40), st.sampled_from(["", "x", "So says the mayor.", "---"])), max_size=6
        ),
        text=st.permutations(TEXT.split("\n\n")).map("\n\n".join) | st.just(TEXT) | st.text(max_size=30),
    )
    def test_whatever_is_added_is_in_the_file_or_in_the_copy(
        self, tmp_path_factory: pytest.TempPathFactory, places: list[tuple[int, str]], text: str
    ) -> None:
        folder = tmp_path_factory.mktemp("saved")
        path = save(quay(), folder)
        lines = path.read_text("utf-8").splitlines(keepends=True)
        for number, (place, words) in enumerate(places):
            lines.insert(min(place, len(lines)), f"Mine {number} {words}\n")
        path.write_text("".join(lines), "utf-8")
        whole = path.read_bytes()
        copy = files.save(quay(text), folder).copy
        found = path.read_text("utf-8")
        if copy is None:
            mine = [line for line in whole.decode().splitlines() if line.startswith("Mine ")]
            assert sorted(line for line in found.splitlines() if line.startswith("Mine ")) == sorted(mine)
        else:
            assert copy.read_bytes() == whole
        rest = "".join(line for line in found.splitlines(keepends=True) if not line.startswith("Mine "))
        assert rest == FORMATS["markdown"].render(quay(text)).replace("\r", "")

    def test_long_files_are_compared_in_time_that_grows_with_them(self, tmp_path: Path) -> None:
        lines = [b"" if at % 2 else b"- a line" if at % 3 else b"%d" % at for at in range(40_000)]
        before = b"\n".join(lines)
        now = b"\n".join([*lines[:20_000], b"Mine", *lines[20_000:]])
        started = time.process_time()
        merged = merge(before, now, b"\n".join([b"new", *lines[1:]]))
        assert (b"\nMine\n" in merged.content, merged.whole) == (True, True)
        assert time.process_time() - started < 5


def interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


class TestInterrupted:
    """Ended at any point, a saving is made good by the next one."""

    @pytest.mark.parametrize(
        ("style", "moment"),
        [("markdown", "drafts.replace"), ("csv", "announce"), ("csv", "drafts.replace"), ("csv", "remember")],
    )
    def test_what_was_added_by_hand_stays_where_it_was(
        self, article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, style: str, moment: str
    ) -> None:
        editions = [
            Article(msgspec.structs.replace(article.document, text=article.document.text + "\n\nMore." * number))
            for number in range(4)
        ]
        path = save(editions[0], tmp_path, style)
        path.write_bytes(path.read_bytes() + b"\n## Mine\n")
        for edition in editions[1:3]:
            with monkeypatch.context() as patch:
                patch.setattr(f"readers.save.files.{moment}", interrupt)
                with pytest.raises(KeyboardInterrupt):
                    save(edition, tmp_path, style)
        save(editions[3], tmp_path, style)
        assert path.read_bytes() == written(editions[3], style) + b"\n## Mine\n"
        assert list(tmp_path.iterdir()) == [path]

    @pytest.mark.parametrize("style", [*FORMATS, *PACKED])
    def test_what_was_changed_by_hand_is_copied_once(
        self, article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, style: str
    ) -> None:
        path = save(article, tmp_path, style)
        mine = b"Mine: " + path.read_bytes()
        path.write_bytes(mine)
        with monkeypatch.context() as patch:
            patch.setattr("readers.save.files.drafts.replace", interrupt)
            with pytest.raises(KeyboardInterrupt):
                save(article, tmp_path, style)
        save(article, tmp_path, style)
        if style == "html":  # before the page of ours, as after it, is the reader's own
            assert path.read_bytes() == mine
            return
        assert path.read_bytes() == written(article, style)
        assert [one.read_bytes() for one in tmp_path.iterdir() if one != path] == [mine]

    def test_the_draft_it_left_is_taken_away_and_nobody_elses(self, article: Article, tmp_path: Path) -> None:
        names = (".0123456789abcdef.part", ".fedcba9876543210.part", ".notes.part", "0123456789abcdef.part")
        for name in names:
            (tmp_path / name).write_text("half")
            os.utime(tmp_path / name, (0, 0))
        (tmp_path / names[1]).touch()  # somebody may be at it
        path = save(article, tmp_path)
        assert {one.name for one in tmp_path.iterdir()} == {path.name, *names[1:]}


@pytest.mark.parametrize("links", [True, False])
def test_a_copy_never_takes_the_place_of_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links on this disk")

    if not links:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "saved.yours-1.md"
    drafts.add(path, b"first")
    with pytest.raises(FileExistsError):
        drafts.add(path, b"second")
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_articles_without_an_address_are_told_apart_by_their_words() -> None:
    assert name_of(named("Tea")) == name_of(named("Tea"))
    assert name_of(named("Tea")) != name_of(Article(Document("Coffee.", title="Tea")))


def test_the_entry_gives_the_date_that_the_page_does_not(tmp_path: Path) -> None:
    row = EntryRow(1, 1, "Courier", "Tea", published=datetime(2026, 3, 2, tzinfo=UTC))
    assert name_of(Article(Document("Tea."), row=row)).startswith("2026-03-02-tea-")
    assert name_of(named("Tea")).startswith("undated-tea-")


@given(TEXTS | st.text())
def test_any_headline_makes_a_safe_name(title: str) -> None:
    assert re.fullmatch(r"undated-([a-z0-9-]{1,60}-)?[0-9a-f]{6}", name_of(named(title)))


def test_long_headlines_end_at_a_word() -> None:
    name = name_of(named("The harbour authority of Port Ellery has decided to close the old quay for good"))
    assert name.startswith("undated-the-harbour-authority-of-port-ellery-has-decided-to-close-")
    assert len(name_of(named("x" * 300))) < 80


class TestRefused:
    def test_an_unknown_format(self, article: Article, tmp_path: Path) -> None:
        with pytest.raises(SaveError, match=r"'pdf'.*markdown, json"):
            save(article, tmp_path, "pdf")

    def test_a_folder_that_is_a_file(self, article: Article, tmp_path: Path) -> None:
        (tmp_path / "notes").write_text("mine")
        for folder in (tmp_path / "notes", tmp_path / "notes" / "deep"):
            with pytest.raises(SaveError, match="Name another folder"):
                save(article, folder)
        assert (tmp_path / "notes").read_text() == "mine"

    @pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
    def test_a_folder_that_may_not_be_written_to(self, article: Article) -> None:
        with unprivileged() as folder:
            folder.chmod(0o500)
            with pytest.raises(SaveError, match="may not write there"):
                save(article, folder)
            folder.chmod(0o700)

    def test_a_link_of_that_name_is_replaced_and_not_followed(self, article: Article, tmp_path: Path) -> None:
        mine = tmp_path / "mine.txt"
        mine.write_text("mine")
        path = save(article, tmp_path / "saved")
        path.unlink()
        path.symlink_to(mine)
        assert save(article, tmp_path / "saved") == path
        assert not path.is_symlink()
        assert mine.read_text() == "mine"


@pytest.mark.parametrize("style", [*FORMATS, *PACKED])
def test_what_will_be_written_is_known_before_and_nothing_is_written_for_it(
    article: Article, tmp_path: Path, style: str
) -> None:
    plan = files.planned(article, tmp_path / "new", style)
    assert not plan.known
    assert not (tmp_path / "new").exists()
    assert save(article, tmp_path / "new", style) == plan.path
    assert plan.path.read_bytes() == plan.content
    again = files.planned(article, tmp_path / "new", style)
    assert again == plan._replace(known=True)


def test_what_was_added_and_changed_by_hand_is_in_what_will_be_written(article: Article, tmp_path: Path) -> None:
    path = save(article, tmp_path)
    path.write_bytes(path.read_bytes() + b"\nMy own words.\n")
    plan = files.planned(article, tmp_path)
    assert (plan.known, plan.copied) == (True, False)
    assert plan.content.endswith(b"\nMy own words.\n")
    path.write_bytes(path.read_bytes().replace(b"harbour", b"haven"))
    assert files.planned(article, tmp_path).copied
    assert files.save(article, tmp_path).copy is not None


@pytest.fixture
def full_disk(disk_of: Callable[[str], Path]) -> Path:
    """A real file system with no room, where it may be made."""
    return disk_of("64k")


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_full_disk_leaves_the_earlier_file_whole_and_no_half_one(article: Article, full_disk: Path) -> None:
    path = save(article, full_disk)
    before = path.read_bytes()
    longer = Article(msgspec.structs.replace(article.document, text="Tea. " * 50_000))
    with pytest.raises(SaveError, match=r"disk is full.*Free some space"):
        save(longer, full_disk)
    assert path.read_bytes() == before
    assert [file.name for file in full_disk.iterdir()] == [path.name]
