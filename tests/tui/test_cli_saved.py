"""``quoth annotate``, ``extract`` and ``read --plain`` of files that Quoth saved: what is in them counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from readers.save.contract import document_to_json, to_json
from readers.save.files import save
from tests.readers.save.record.test_record import full
from tui.cli import main

HARBOUR = Path(__file__).parent.parent / "newsstand" / "harbour.html"


def quoth(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exit_code == 0, done.output
    return done


@pytest.mark.parametrize("style", ["json", "html", "webannotation"])
def test_its_names_quotes_and_notes_are_given_and_not_looked_for_anew(tmp_path: Path, style: str) -> None:
    article = full()
    told = json.loads(quoth("annotate", save(article, tmp_path, style).path).stdout)
    assert told == json.loads(json.dumps(to_json(article)))
    assert told["notes"]


def test_among_other_sources_each_has_its_own_in_order(tmp_path: Path) -> None:
    saved = save(full(), tmp_path, "json").path
    lines = quoth("annotate", "--jsonl", saved, HARBOUR, saved).stdout.splitlines()
    told = [json.loads(line) for line in lines]
    assert [one["id"] for one in told] == [str(saved), str(HARBOUR), str(saved)]
    assert told[0] == told[2]
    assert {**told[0], "id": 0} == {**json.loads(json.dumps(to_json(full()))), "id": 0}
    assert told[1]["quotes"]


def test_printed_as_a_text_it_shows_its_notes(tmp_path: Path) -> None:
    article = full()
    plain = quoth("read", "--plain", save(article, tmp_path, "html").path).stdout
    assert article.notes[0].body.split("\n")[0] in plain


def test_the_text_alone_is_without_what_was_found(tmp_path: Path) -> None:
    article = full()
    told = json.loads(quoth("extract", save(article, tmp_path, "json").path).stdout)
    assert told == json.loads(json.dumps(document_to_json(article.document)))
