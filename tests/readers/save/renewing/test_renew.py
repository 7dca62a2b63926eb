"""Saved again: what is Quoth's is renewed, wherever the file is now, and what is the reader's stays byte for byte."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.model import Article, Document, Version
from readers.save.files import name_of
from readers.save.files import save as save_file
from readers.save.formats import FORMATS
from readers.save.renewing.blocks import block, blocks
from readers.save.renewing.renew import renew
from tests.readers.save.conftest import HOSTILE, TEXTS, articles
from tests.readers.save.record.test_record import full

MARKED = ("markdown", "html")
WHEN = datetime(2026, 3, 1, tzinfo=UTC)


def save(article: Article, folder: Path, style: str = "markdown") -> Path:
    return save_file(article, folder, style).path


def edition(number: int) -> Article:
    """The invented article as it is the nth time: with other words, and saved at another moment."""
    article = full()
    longer = msgspec.structs.replace(article.document, text=article.document.text + f"\n\nEdition {number}. <!-- x -->")
    return msgspec.structs.replace(article, document=longer, saved=WHEN + timedelta(days=number))


def renewed(old: bytes, new: bytes) -> bytes:
    found = renew(old, new)
    assert found is not None
    assert not found.changed_by_hand
    return found.content


@pytest.mark.parametrize("style", MARKED)
@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 8), TEXTS | HOSTILE), max_size=5))
def test_own_text_anywhere_outlives_a_hundred_renewals(style: str, mine: list[tuple[int, str]]) -> None:
    render = FORMATS[style].render
    text = render(edition(0))
    edges = [0, *(edge for one in blocks(text) for edge in (one.start, one.end)), len(text)]
    if style == "markdown":
        edges.remove(0)  # what stands before front matter makes it none
    own = [(edges[place % len(edges)], f"\n\nMine {number}: {words}\n\n") for number, (place, words) in enumerate(mine)]
    now = text
    for place, words in sorted(own, key=lambda one: -one[0]):
        now = now[:place] + words.replace("\r", "\n") + now[place:]
    content = now.encode()
    for number in range(1, 101):
        content = renewed(content, render(edition(number)).encode())
        if number in (1, 50):
            assert renewed(content, render(edition(number)).encode()) == content
    for _, words in own:
        assert words.replace("\r", "\n").encode() in content
    assert "Edition 100." in content.decode()
    assert "Edition 99." not in content.decode()
    last = renewed(content, render(edition(0)).encode())
    assert last == now.encode(), "with the first edition again, the file is as it was"


@settings(max_examples=60)
@given(articles(), st.sampled_from(MARKED))
def test_no_article_can_end_a_block_of_its_own(article: Article, style: str) -> None:
    text = FORMATS[style].render(article)
    found = list(blocks(text))
    assert [one.name for one in found] == (["article", "quotes", "notes"] if style == "markdown" else ["head", "page"])
    assert all(one.intact for one in found)


def test_code_that_holds_a_block_is_no_block() -> None:
    inner = block("article", "fake")
    text = block("article", f"```\n{inner}\n```")
    assert [one.whole for one in blocks(text)] == [text]


class TestFrontMatter:
    def test_other_keys_stay_and_ours_are_renewed(self) -> None:
        text = FORMATS["markdown"].render(edition(1))
        mine = 'cssclasses: [wide, "x"]\naliases:\n  - quay\n# a remark\nrating: 5\n'
        text = text.replace("authors:", f"{mine}authors:", 1)
        now = renewed(text.encode(), FORMATS["markdown"].render(edition(2)).encode()).decode()
        assert mine in now
        assert now.replace(mine, "") == FORMATS["markdown"].render(edition(2))

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ('  - "harbour"\n', '  - "harbour"\n  - "mine"\n'),
            ('tags:\n  - "harbour"\n  - "late"\n  - "quay"\n', "tags: [harbour, late, quay, mine]\n"),
            ('  - "quay"\n', "  - quay\n  - mine\n"),
        ],
    )
    def test_tags_added_by_hand_stay_however_they_are_written(self, before: str, after: str) -> None:
        text = FORMATS["markdown"].render(edition(1)).replace(before, after, 1)
        for _ in range(3):
            text = renewed(text.encode(), FORMATS["markdown"].render(edition(1)).encode()).decode()
        assert '  - "mine"\n' in text
        assert text.count("mine") == 1
        assert '  - "harbour"\n' in text

    def test_written_anew_by_another_program_it_is_not_changed_by_hand(self) -> None:
        text = FORMATS["markdown"].render(edition(1))
        bare = re.sub(r'^(  - |\w+: )"([\w .-]+)"$', r"\1\2", text, flags=re.MULTILINE)
        assert bare != text
        assert renewed(bare.encode(), FORMATS["markdown"].render(edition(1)).encode()).decode() == text

    def test_a_key_of_ours_changed_by_hand_is_told(self) -> None:
        text = FORMATS["markdown"].render(edition(1)).replace('source: "The', 'source: "My', 1)
        found = renew(text.encode(), FORMATS["markdown"].render(edition(1)).encode())
        assert found is not None
        assert found.changed_by_hand


def test_line_ends_of_windows_stay() -> None:
    text = FORMATS["markdown"].render(edition(1)).replace("\n", "\r\n") + "Mine.\r\n"
    now = renewed(text.encode(), FORMATS["markdown"].render(edition(2)).encode())
    assert now.decode() == FORMATS["markdown"].render(edition(2)).replace("\n", "\r\n") + "Mine.\r\n"


def test_a_block_that_was_taken_out_stays_out() -> None:
    text = FORMATS["markdown"].render(edition(1))
    quotes = next(one for one in blocks(text) if one.name == "quotes")
    now = renewed(text.replace(quotes.whole, "").encode(), FORMATS["markdown"].render(edition(2)).encode()).decode()
    assert "## Quotes" not in now
    assert "Edition 2" in now


@pytest.mark.parametrize("style", MARKED)
def test_a_block_changed_by_hand_is_kept_in_a_copy(tmp_path: Path, style: str) -> None:
    path = save(edition(1), tmp_path, style)
    changed = path.read_bytes().replace(b"The old quay is", b"My quay is", 1)
    path.write_bytes(changed)
    save(edition(2), tmp_path, style)
    copies = [one for one in tmp_path.iterdir() if one != path]
    assert [one.read_bytes() for one in copies] == [changed]
    assert path.read_bytes() == FORMATS[style].render(edition(2)).encode()
    save(edition(3), tmp_path, style)
    assert len(list(tmp_path.iterdir())) == 2


class TestTheSameFile:
    @pytest.mark.parametrize("style", ["markdown", "html", "json", "webannotation"])
    def test_it_is_found_however_it_was_called_and_moved(self, tmp_path: Path, style: str) -> None:
        path = save(edition(1), tmp_path, style)
        moved = tmp_path / "harbour" / f"My article{path.suffix}"
        moved.parent.mkdir()
        path.rename(moved)
        assert save(edition(2), tmp_path, style) == moved
        assert len([one for one in tmp_path.rglob("*") if one.is_file()]) == 1

    def test_its_headline_may_change(self, tmp_path: Path) -> None:
        article = edition(1)
        path = save(article, tmp_path)
        later = msgspec.structs.replace(
            article,
            document=msgspec.structs.replace(article.document, title="Quay closed"),
            versions=(Version(article.document, WHEN),),
        )
        assert save(later, tmp_path) == path

    def test_a_copy_beside_it_is_not_taken_for_it(self, tmp_path: Path) -> None:
        path = save(edition(1), tmp_path)
        copy = path.with_name(f"{path.stem}.yours-1.md")
        path.rename(copy)
        assert save(edition(2), tmp_path) == path
        assert "Edition 1" in copy.read_text(encoding="utf-8")

    def test_links_and_hidden_folders_are_not_followed(self, tmp_path: Path) -> None:
        path = save(edition(1), tmp_path / "elsewhere")
        (tmp_path / "saved" / ".trash").mkdir(parents=True)
        (tmp_path / "saved" / "link.md").symlink_to(path)
        (tmp_path / "saved" / ".trash" / "old.md").write_bytes(path.read_bytes())
        assert save(edition(2), tmp_path / "saved").name == path.name
        assert "Edition 1" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("Πλοία στο λιμάνι", "ploia-sto-limani"),
        ("Порт закрыт", "port-zakryt"),
        ("港口关闭", "gangkouguanbi"),
        ("Straße für Ölschiffe", "strasse-fur-olschiffe"),
        ("مرفأ مغلق", "mrf-mghlq"),
    ],
)
def test_a_headline_of_any_script_gives_words(headline: str, words: str) -> None:
    assert name_of(Article(Document("Tea.", title=headline))).startswith(f"undated-{words}-")
