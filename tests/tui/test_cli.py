"""The command line's contract: JSON out, messages on standard error, exit codes, never a traceback."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer

from readers.library.library import Library
from readers.marks.anchors import anchor
from readers.model import Anchor, Annotations, Document, Entry, Feed, Note, Span
from readers.news.sources import load
from tests.inline import InlineWorker
from tests.newsstand import HERE, open_stand
from tui.cli import main


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path / "home"))
    return tmp_path


def quoth(*arguments: str | Path, given: str | bytes = "") -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def told(*arguments: str) -> dict[str, object]:
    """The one thing that a command gives, if all is well."""
    result = quoth(*arguments)
    assert result.exit_code == 0, result.stderr
    found: dict[str, object] = json.loads(result.stdout)
    return found


def lines(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


class TestAnnotate:
    def test_json_lines_come_back_in_order_with_offsets_into_the_given_text(self, home: Path) -> None:
        texts = {"a": "  Menu\n\nAnna Lindqvist smiled.", "b": "“No,” said Graham Pell.\r\n"}
        given = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items())
        answers = lines(quoth("annotate", "--jsonl", "-", given=given))
        assert [answer["id"] for answer in answers] == ["a", "b"]
        for answer in answers:
            text = texts[answer["id"]]
            assert answer["text"] == text
            for entity in answer["entities"]:
                for mention in entity["mentions"]:
                    assert text[mention["start"] : mention["end"]] == mention["text"]
        (quote,) = answers[1]["quotes"]
        assert (quote["text"], quote["kind"]) == ("No,", "direct")
        assert answers[1]["entities"][quote["speaker"]]["name"] == "Graham Pell"

    def test_a_bad_line_gives_its_own_error_and_the_stream_goes_on(self, home: Path) -> None:
        given = (
            b'{"id": "1", "text": "Anna Lindqvist smiled."}\nnonsense\n{"id": "3"}\n\n{"id": "4", "text": ""}\n\xff\n'
        )
        answers = lines(quoth("annotate", "--jsonl", "-", given=given))
        assert [answer["id"] for answer in answers] == ["1", "line 2", "3", "4", "line 6"]
        assert ["error" in answer for answer in answers] == [False, True, True, False, True]

    def test_html_lines_are_extracted_first(self, home: Path) -> None:
        page = (HERE / "harbour.html").read_text(encoding="utf-8")
        given = json.dumps({"id": 7, "html": page, "url": "https://courier.example/harbour"}) + "\n"
        (answer,) = lines(quoth("annotate", "--jsonl", "-", given=given))
        assert answer["title"] == "Port Ellery to close its old harbour to cargo"
        assert "Anna Lindqvist" in [entity["name"] for entity in answer["entities"]]

    @pytest.mark.parametrize("style", ["markdown", "html", "webannotation", "csv", "ansi"])
    def test_every_format_names_the_speaker(self, home: Path, style: str) -> None:
        result = quoth("annotate", HERE / "harbour.html", "--format", style)
        assert result.exit_code == 0
        assert "Lindqvist" in result.stdout

    def test_a_text_on_standard_input_is_a_source(self, home: Path) -> None:
        result = quoth(
            "annotate", "-", given="Tides\n\nAnna Lindqvist said the tide was late, and that she would wait for it.\n"
        )
        assert "Anna Lindqvist" in result.stdout

    def test_a_text_in_another_language_is_told_of_and_not_guessed_at(self, home: Path) -> None:
        german = (
            "Der Hafen von Salzbucht gehört wieder der Stadt. Das sagte Anna Lindquist am Montag vor dem Rathaus, " * 2
        )
        result = quoth("annotate", "--jsonl", "-", given=json.dumps({"id": "a", "text": german}))
        assert json.loads(result.stdout)["entities"] == []
        told = "In German, for which no model is installed (quoth doctor): no names and quotes were looked for."
        assert result.stderr == f"quoth: a: {told}\n"


class TestReadPlain:
    def test_in_a_pipe_an_article_is_its_text_its_names_and_its_quotes_without_any_escape(self, home: Path) -> None:
        result = quoth("read", "--plain", HERE / "harbour.html")
        assert result.exit_code == 0
        assert result.stdout.startswith("Port Ellery to close its old harbour to cargo\n")
        text, _, names = result.stdout.partition("\nPeople: ")
        assert "The harbour belongs to the people who walk along it." in text
        assert "Anna Lindqvist" in names
        assert "\x1b" not in result.stdout

    def test_the_terminal_format_keeps_its_styles_when_asked_for_by_name(self, home: Path) -> None:
        assert "\x1b[1" in quoth("annotate", HERE / "harbour.html", "--format", "ansi").stdout


class TestNotes:
    @pytest.fixture(autouse=True)
    def some(self, home: Path) -> None:
        document = Document("The pier is long.", title="Piers", url="https://courier.example/pier")
        with Library.open(home / "home" / "library.db") as library:
            library.add_note(document, Note(0, anchor(document, Span(4, 8)), "How long? #pier", ("pier",)))
            library.add_note(document, Note(0, Anchor(""), "Read again #later", ("later",)))

    def test_they_are_listed_across_articles_the_newest_first(self, home: Path) -> None:
        found = json.loads(quoth("notes", "--json").stdout)
        assert [(one["title"], one["text"], one["body"], one["tags"]) for one in found] == [
            ("Piers", "", "Read again #later", ["later"]),
            ("Piers", "pier", "How long? #pier", ["pier"]),
        ]
        assert found[0]["url"] == "https://courier.example/pier"
        assert found[0]["row"] is None

    @pytest.mark.parametrize(
        ("options", "count"),
        [
            (["--about", "long"], 1),
            (["--tag", "later"], 1),
            (["--tag", "#pier", "--about", "again"], 0),
            (["--limit", "1"], 1),
        ],
    )
    def test_by_word_and_tag(self, home: Path, options: list[str], count: int) -> None:
        assert len(json.loads(quoth("notes", *options).stdout)) == count

    def test_what_is_saved_has_them(self, home: Path) -> None:
        page = home / "pier.md"
        page.write_text("# Piers\n\nAnna Lindqvist said that the pier of Port Ellery is long.\n", "utf-8")
        document = asyncio.run(load(str(page), None, worker=InlineWorker()))
        at = document.text.index("the pier")
        with Library.open(home / "home" / "library.db") as library:
            library.add_note(document, Note(0, anchor(document, Span(at, at + 8)), "Is it?"))
        saved = Path(quoth("save", page).stdout.strip())
        assert "[^note-1]:\n    > the pier\n\n    Is it? ^n1\n" in saved.read_text("utf-8")


def test_what_was_changed_by_hand_and_could_not_stay_is_told_with_where_it_is(home: Path) -> None:
    page = home / "pier.txt"
    page.write_text(
        "Piers\n\nAnna Lindqvist said that the pier of Port Ellery is long, and that it will stay.\n", "utf-8"
    )
    first = quoth("save", page)
    path = Path(first.stdout.strip())
    assert first.stderr == ""
    mine = path.read_text("utf-8").replace("is long", "is short")
    path.write_text(mine, "utf-8")
    second = quoth("save", page)
    assert (second.exit_code, second.stdout) == (0, first.stdout)
    copy = Path(second.stderr.split()[-1].rstrip("."))
    assert copy.read_text("utf-8") == mine
    assert quoth("save", page).stderr == ""


class TestExtract:
    def test_a_page_is_its_article_alone(self, home: Path) -> None:
        answer = json.loads(quoth("extract", HERE / "telescope.html").stdout)
        assert answer["title"] == "Mountain telescope reopens after fire"
        assert answer["authors"] == ["Dana Whitcomb"]
        assert answer["published"].startswith("2026-03-1")
        assert "vending machine" in answer["text"]
        assert "Terms of service" not in answer["text"]
        assert "entities" not in answer

    def test_one_line_a_source_whose_id_is_the_source_as_given(self, home: Path) -> None:
        sources = [str(HERE / "harbour.html"), str(HERE / "nowhere.html"), str(HERE / "telescope.html")]
        answers = lines(quoth("extract", "--jsonl", *sources))
        assert [answer["id"] for answer in answers] == sources
        assert ["error" in answer for answer in answers] == [False, True, False]


class TestPreview:
    def test_a_feed_by_its_address_is_shown_and_not_subscribed_to(self, home: Path, httpserver: HTTPServer) -> None:
        shown = json.loads(quoth("preview", open_stand(httpserver)).stdout)
        assert shown["title"] == "The Ellery Courier"
        assert [entry["id"] for entry in shown["entries"]] == ["courier-1", "courier-2"]
        assert json.loads(quoth("feeds").stdout) == []


def opml(folder: Path, *urls: str) -> Path:
    """A list of feeds as another reader exports it."""
    outlines = "".join(f'<outline type="rss" xmlUrl="{url}"/>' for url in urls)
    listed = folder / "feeds.opml"
    listed.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
    return listed


class TestSubscriptions:
    def test_opml_goes_out_and_comes_in_again(self, home: Path, httpserver: HTTPServer) -> None:
        feed = open_stand(httpserver)
        quoth("add", feed, "--folder", "Coast/Papers")
        exported = home / "feeds.opml"
        exported.write_bytes(quoth("export").stdout_bytes)
        assert json.loads(quoth("import", exported).stdout)["already_there"] == 1
        quoth("remove", feed)
        (added,) = json.loads(quoth("import", exported).stdout)["added"]
        assert (added["url"], added["folder"]) == (feed, ["Coast", "Papers"])

    def test_a_site_leads_to_its_feed(self, home: Path, httpserver: HTTPServer) -> None:
        feed = open_stand(httpserver)
        (added,) = json.loads(quoth("add", feed.replace("feed.xml", "harbour.html")).stdout)
        assert added["url"] == feed

    def test_of_a_sites_several_feeds_the_first_is_taken_and_all_are_told(
        self, home: Path, httpserver: HTTPServer
    ) -> None:
        feed = open_stand(httpserver)
        other = httpserver.url_for("/sport.xml")
        httpserver.expect_request("/sport.xml").respond_with_data((HERE / "feed.xml").read_bytes())
        announced = "".join(
            f'<link rel="alternate" type="application/rss+xml" href="{url}" title="{title}">'
            for url, title in ((feed, "News"), (other, "Sport"))
        )
        httpserver.expect_request("/front").respond_with_data(announced, content_type="text/html")
        result = quoth("add", httpserver.url_for("/front"))
        assert [added["url"] for added in json.loads(result.stdout)] == [feed]
        assert f"  {other}  Sport" in result.stderr.splitlines()
        result = quoth("add", "--all", httpserver.url_for("/front"))
        assert [added["url"] for added in json.loads(result.stdout)] == [feed, other]

    def test_a_feed_that_fails_does_not_stop_the_others_and_is_told_of(
        self, home: Path, httpserver: HTTPServer
    ) -> None:
        feed = open_stand(httpserver)
        other = httpserver.url_for("/other.xml")
        httpserver.expect_request("/other.xml").respond_with_data("Out of paper.", status=500)
        quoth("import", opml(home, other, feed))
        summary = json.loads(quoth("refresh").stdout)
        assert summary["fetched"] == 1
        assert [failure["url"] for failure in summary["failed"]] == [other]
        (problem,) = json.loads(quoth("feeds", "--problems").stdout)
        assert problem["problem"]

    def test_pages_of_new_entries_are_read_ahead_when_asked_for(self, home: Path, httpserver: HTTPServer) -> None:
        page = httpserver.url_for("/page")
        rss = f"<rss><channel><title>C</title><item><title>A</title><link>{page}</link></item></channel></rss>"
        httpserver.expect_request("/feed").respond_with_data(rss)
        said = "“The bridge is closed until May,” said Anna Lindqvist, who leads the council."
        html = "<html><body><article><h1>A</h1>" + f"<p>{said}</p>" * 9 + "</article></body></html>"
        httpserver.expect_request("/page").respond_with_data(html, content_type="text/html")
        quoth("add", httpserver.url_for("/feed"))
        assert json.loads(quoth("refresh", "--all", "--full").stdout)["read_ahead"] == 1
        assert json.loads(quoth("quotes", "--by", "Lindqvist").stdout)

    def test_what_a_refresh_leaves_alone_is_told_with_its_reason(self, home: Path, httpserver: HTTPServer) -> None:
        feed, busy = open_stand(httpserver), httpserver.url_for("/busy.xml")
        httpserver.expect_request("/busy.xml").respond_with_data("", status=429, headers={"Retry-After": "7200"})
        quoth("add", feed)
        quoth("import", opml(home, busy))
        assert [one["url"] for one in json.loads(quoth("refresh", "--no-annotate").stdout)["failed"]] == [busy]
        later = json.loads(quoth("refresh", "--all", "--no-annotate").stdout)
        assert (later["fetched"], later["failed"]) == (0, []), "one host asked for rest, for all of its feeds"
        reasons = {one["url"]: one["reason"] for one in later["skipped"]}
        assert reasons == dict.fromkeys([feed, busy], "its server asked to be left alone for another 2 h")
        assert all(one["until"] for one in later["skipped"])

    def test_names_and_folders_are_imported_again_and_go_out(self, home: Path, httpserver: HTTPServer) -> None:
        feed = open_stand(httpserver)
        listed = home / "urls"
        listed.write_text(f'{feed} "Town" "~My paper" "daily"\n', encoding="utf-8")
        assert len(json.loads(quoth("import", listed).stdout)["added"]) == 1
        quoth("refresh", "--all", "--no-annotate")
        (shown,) = json.loads(quoth("feeds").stdout)
        assert (shown["name"], shown["title"]) == ("My paper", "The Ellery Courier")
        assert (shown["folder"], shown["also_in"]) == (["Town"], [["daily"]])
        out = home / "out.opml"
        out.write_text(quoth("export").stdout, encoding="utf-8")
        listed.write_text(f'{feed} "River" "~The paper"\n', encoding="utf-8")
        again = json.loads(quoth("import", listed).stdout)
        assert ([one["name"] for one in again["updated"]], again["added"]) == (["The paper"], [])
        assert json.loads(quoth("import", out).stdout)["updated"][0] == shown

    def test_the_configured_interval_counts(self, home: Path, httpserver: HTTPServer) -> None:
        quoth("add", open_stand(httpserver))
        (told,) = json.loads(quoth("refresh", "--no-annotate").stdout)["skipped"]
        assert told["reason"].startswith("it was fetched ")
        with closing(sqlite3.connect(home / "home" / "library.db")) as connection:
            connection.execute("UPDATE feeds SET checked = checked - 6 * 60 * 1000000")
            connection.commit()
        assert json.loads(quoth("refresh", "--no-annotate").stdout)["fetched"] == 0
        (home / "home" / "config.toml").write_text("[refresh]\nminutes = 1\n", encoding="utf-8")
        assert json.loads(quoth("refresh", "--no-annotate").stdout)["fetched"] == 1
        assert json.loads(quoth("refresh", "--no-annotate").stdout)["fetched"] == 0, "five minutes are the least"


@pytest.mark.parametrize("command", ["extract", "annotate", "preview"])
class TestBadInput:
    """Each is a clear message on standard error and exit code 1, and nothing on standard output."""

    def refused(self, command: str, source: str | Path, *words: str) -> None:
        result = quoth(command, source)
        assert result.exit_code == 1
        assert result.stdout == ""
        assert result.stderr.startswith("quoth: ")
        assert "Traceback" not in result.stderr
        for word in words:
            assert word.lower() in result.stderr.lower()

    def test_a_missing_file(self, home: Path, command: str) -> None:
        self.refused(command, home / "nowhere.html", "nowhere.html")

    def test_a_folder(self, home: Path, command: str) -> None:
        self.refused(command, home, str(home))

    def test_a_binary_file(self, home: Path, command: str) -> None:
        picture = home / "picture.png"
        picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
        self.refused(command, picture, "picture.png")

    def test_an_empty_file(self, home: Path, command: str) -> None:
        (home / "empty.html").touch()
        self.refused(command, home / "empty.html", "empty")

    def test_an_address_that_is_not_there(self, home: Path, command: str, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/gone.html").respond_with_data("No.", status=404)
        self.refused(command, httpserver.url_for("/gone.html"), "404")

    def test_a_refused_connection(self, home: Path, command: str) -> None:
        self.refused(command, "http://127.0.0.1:9/feed.xml", "127.0.0.1")

    def test_a_host_without_an_address(self, home: Path, command: str) -> None:
        self.refused(command, "http://no-such-host.invalid/", "no-such-host.invalid")


def test_a_page_is_not_a_feed(home: Path) -> None:
    result = quoth("preview", HERE / "harbour.html")
    assert result.exit_code == 1
    assert "feed" in result.stderr


def test_broken_xml_still_gives_the_entries_before_the_break(home: Path) -> None:
    whole = (HERE / "feed.xml").read_text(encoding="utf-8")
    broken = home / "broken.xml"
    broken.write_text(whole[: whole.index("<title>Mountain")], encoding="utf-8")
    shown = json.loads(quoth("preview", broken).stdout)
    assert shown["entries"][0]["id"] == "courier-1"
    assert shown["problems"]


class TestTags:
    def tagged(self, home: Path, httpserver: HTTPServer) -> int:
        """Subscribe to the stand and put its newest entry under a tag; gives the entry's number."""
        quoth("add", open_stand(httpserver))
        with Library.open(home / "home" / "library.db") as library:
            entry_id = library.rows()[0].id
            library.tag(entry_id, ["Harbour"])
        return entry_id

    def test_search_finds_by_tag_with_words_or_without(self, home: Path, httpserver: HTTPServer) -> None:
        entry_id = self.tagged(home, httpserver)
        (found,) = json.loads(quoth("search", "--tag", "harbour").stdout)
        assert (found["id"], found["tags"]) == (entry_id, ["Harbour"])
        word = next(word for word in found["title"].split() if word.isalpha() and len(word) > 4)
        assert [hit["id"] for hit in json.loads(quoth("search", word, "--tag", "#harbour").stdout)] == [entry_id]
        assert json.loads(quoth("search", "--tag", "moon").stdout) == []
        assert quoth("search").exit_code == 2

    def test_what_is_under_a_tag_is_saved_with_it(self, home: Path, httpserver: HTTPServer) -> None:
        self.tagged(home, httpserver)
        (path,) = quoth("save", "--tag", "harbour", "--to", home / "saved").stdout.splitlines()
        assert 'tags:\n  - "Harbour"' in Path(path).read_text(encoding="utf-8")

    def test_a_tag_that_nothing_is_under_is_told_of(self, home: Path, httpserver: HTTPServer) -> None:
        self.tagged(home, httpserver)
        result = quoth("save", "--tag", "moon")
        assert result.exit_code == 1
        assert "'moon'" in result.stderr
        assert "#Harbour" in result.stderr
        assert quoth("save").exit_code == 2


def test_wrong_use_is_exit_code_2(home: Path) -> None:
    assert quoth("annotate").exit_code == 2
    assert quoth("no-such-command").exit_code == 2


def test_whoever_names_an_article_where_a_command_stands_is_told_how_it_is_read(home: Path) -> None:
    (home / "page.html").write_text("<p>Tea.</p>")
    for source in (str(home / "page.html"), "https://courier.example/quay"):
        refused = quoth(source)
        assert refused.exit_code == 2
        assert f"quoth read {source}" in refused.stderr
    assert "quoth read" not in quoth("nonsense").stderr


def test_a_library_from_the_future_is_left_alone(home: Path) -> None:
    quoth("feeds")
    library = home / "home" / "library.db"
    content = bytearray(library.read_bytes())
    content[60:64] = (9999).to_bytes(4, "big")  # user_version, https://www.sqlite.org/fileformat.html
    library.write_bytes(content)
    result = quoth("feeds")
    assert result.exit_code == 1
    assert "newer" in result.stderr
    assert library.read_bytes() == bytes(content)


def test_the_doctor_names_the_files_and_the_model(home: Path) -> None:
    report = json.loads(quoth("doctor").stdout)
    assert report["library"].endswith("library.db")
    assert report["annotator"].startswith("en_core_web")
    assert report["languages"] == {}
    assert report["problems"] == []


def test_the_doctor_tells_what_to_install_for_the_languages_of_ones_feeds(home: Path) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    with Library.open(home / "home" / "library.db") as library:
        for language in ("fr-CA", "it", "en-GB", ""):
            feed = Feed(f"https://{language or 'x'}.example/feed.xml", language=language)
            number = library.subscribe(feed, now=now).id
            library.store_entries(number, feed, [Entry("1", title="Il porto")], now=now)
        unread = next(row.id for row in library.rows(feed_id=number))
        library.store_annotations("d", Annotations("no model for de", language="de"), entry_id=unread)
    report = json.loads(quoth("doctor").stdout)
    assert report["problems"] == []
    assert list(report["languages"]) == ["de", "fr", "it"]
    assert report["languages"]["fr"].startswith("fr_core_news_")
    assert report["languages"]["it"] == "not read: Quoth has no rules for it"
    assert report["languages"]["de"].endswith("-m spacy download de_core_news_sm (articles in it: 1)")


def test_the_doctor_tells_everything_that_is_wrong_with_the_configuration(home: Path) -> None:
    file = home / "home" / "config.toml"
    file.parent.mkdir()
    file.write_text('theme = "nrod"\nwdth = 3\n[keys.remap]\nsav = "w"\nstar = "j"\nsearch = "entr"\n')
    done = quoth("doctor")
    report = json.loads(done.stdout)
    assert (done.exit_code, report["configuration"], report["configured"]) == (1, str(file), True)
    told = "\n".join(report["problems"])
    for words in ("`width`?", "`nord`?", "`save`?", "“Down”", "`enter`?"):
        assert words in told
    assert len(report["problems"]) == 5
