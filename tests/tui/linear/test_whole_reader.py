"""The whole reader in lines: what the screen does, done by typed words, however long the list and the article are."""

from __future__ import annotations

import msgspec
import pytest

from readers.library.rules.applying import Deed as RuleDeed
from readers.model import Enclosure, Image, Rule
from readers.model.people import Coverage
from readers.news.refresh import Finished, ServerDone
from tests.tui import fiction

QUOTE = "“We sold the one thing that made us a town, and we sold it cheaply,”"


class TestLongLists:
    def test_next_goes_beyond_what_was_fetched_first(self, hear, newsroom) -> None:
        newsroom.entries[:] = [msgspec.structs.replace(row, read=True) for row in fiction.rows(1200)]
        newsroom.entries[1100] = msgspec.structs.replace(newsroom.entries[1100], read=False)
        heard = hear("next", "next")
        assert heard.turns[1][0] == newsroom.entries[1100].title
        assert newsroom.entries[1100].read
        assert heard.last == ["Nothing unread is left in this list."]

    def test_all_are_marked_and_not_those_that_were_fetched_alone(self, hear, newsroom) -> None:
        newsroom.entries[:] = [msgspec.structs.replace(row, read=False) for row in fiction.rows(1200)]
        heard = hear("allread", "undo")
        assert heard.turns[1] == ["1200 marked read."]
        assert not any(row.read for row in newsroom.entries)

    def test_an_order_of_ones_own_is_of_the_whole_list(self, hear, newsroom) -> None:
        newsroom.entries[:] = fiction.rows(1200)
        heard = hear("order oldest", "order backwards", "order newest")
        assert newsroom.entries[-1].title in heard.turns[1][1]
        assert heard.turns[2] == ["Say how: order newest, oldest, title, feed, unread."]
        assert newsroom.entries[0].title in heard.turns[3][1]


class TestLists:
    def test_a_filter_leaves_what_has_the_words_or_what_a_search_finds(self, hear) -> None:
        heard = hear("filter comet", "allread", "filter", 'filter "comet that"', "filter (")
        assert heard.turns[1][0].startswith("All, with comet: ")
        assert all("comet" in line.casefold() for line in heard.turns[1][1:-1])
        marked = int(heard.turns[2][0].split()[0])
        assert 0 < marked < 32
        assert heard.turns[3][0] == f"All: 40 entries, {32 - marked} unread."
        assert heard.turns[4][0].startswith('All, with "comet that": ')
        assert heard.turns[5][0].startswith("The search cannot be understood: ")

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("search zzyzx", "Search: zzyzx: nothing was found. all lists everything again."),
            ("filter zzyzx", "All: nothing in it has zzyzx. filter alone lists all again."),
        ],
    )
    def test_where_nothing_is_found_that_is_told_and_not_that_feeds_want_fetching(self, hear, typed, told) -> None:
        assert hear(typed).last == [told]
        assert hear(typed, "").last == [told]

    def test_only_what_is_unread_of_a_feed(self, hear) -> None:
        heard = hear("feeds", "4", "only", "only")
        assert heard.turns[2][0].startswith("Bay Courier: 10 entries, 8 unread")
        assert heard.turns[3][0].startswith("Bay Courier: 8 entries, 8 unread")
        assert heard.turns[4][0].startswith("Bay Courier: 10 entries")

    def test_a_search_is_kept_as_a_feed(self, hear, newsroom) -> None:
        heard = hear("keep", "search comet", "keep Comets", "feeds")
        assert heard.turns[1] == ["Search first: search WORDS."]
        assert heard.turns[3] == ["Kept: Comets. It is among the feeds."]
        assert any("Comets" in line for line in heard.last)

    def test_unread_entries_before_and_anywhere(self, hear, newsroom) -> None:
        heard = hear("2", "previous", "previous", "random")
        assert heard.turns[2][0] == fiction.HEADLINES[0][0]
        assert heard.turns[3] == ["Nothing unread is before this one."]
        assert sum(row.read for row in newsroom.entries) == 8 + 3

    def test_a_feed_is_renamed_moved_settled_and_left(self, hear, newsroom) -> None:
        heard = hear(
            "feeds", "4", "feed", "feed name Courier", "feed folder Home/Coast", "feed minutes 30", "feed ahead yes"
        )
        assert heard.turns[3][0].startswith("name: Bay Courier.")
        first = newsroom.feeds[0]
        assert (first.feed.name, first.feed.folder, first.options.minutes) == ("Courier", ("Home", "Coast"), 30)
        assert newsroom.ahead == {first.id}
        assert heard.turns[6] == ["minutes: 30."]
        newsroom.closed = False
        heard = hear("remove", "feeds", "4", "remove", "remove yes")
        assert heard.turns[1] == ["List a feed first: feeds, and its number."]
        assert heard.turns[4] == ["This leaves Courier. If you mean it: remove yes."]
        assert heard.last[0] == "Left Courier."
        assert first.id not in [feed.id for feed in newsroom.feeds]

    def test_a_feed_is_offered_to_a_server_and_no_longer(self, hear, newsroom) -> None:
        assert hear("feeds", "4", "feed offer").last == ["Problem: There is no server to sync with."]
        newsroom.servers = ["miniflux", "cloud.example.org"]
        heard = hear("feeds", "4", "feed", "feed offer miniflux", "feed offer")
        assert "offer: to have it on a server that you sync with: miniflux, cloud.example.org." in heard.turns[3]
        assert heard.turns[4] == ["It is offered to miniflux with the next sync."]
        assert heard.turns[5] == ["It is offered to no server any more."]
        assert hear("add new.example").last[-1] == "To have it on your server too: list it, then feed offer."
        newsroom.events = [ServerDone("miniflux", refused=["Mine: miniflux does not take it."]), Finished()]
        assert hear("refresh").last[-1] == "Problem: Mine: miniflux does not take it."

    def test_feeds_that_cannot_be_fetched_are_told_with_the_reason(self, hear, newsroom) -> None:
        newsroom.feeds[1] = msgspec.structs.replace(newsroom.feeds[1], problem="bay.example does not answer.")
        heard = hear("problems")
        assert heard.last[0] == "1 feed could not be fetched."
        assert heard.last[1].endswith(": bay.example does not answer.")


class TestReadingOn:
    def test_enter_goes_on_in_what_was_told_last(self, hear) -> None:
        heard = hear("1", "list", "", "top", "")
        assert heard.turns[3][0].startswith("1. ")
        assert heard.turns[4][0] == fiction.HEADLINES[0][0]
        assert not heard.turns[5][0].startswith("1. ")

    def test_back_tells_what_was_before_the_last_portion_however_short_that_was(self, hear, newsroom) -> None:
        heard = hear("rest", sources=("harbour.html",))
        whole = [*heard.turns[0][1:-1], *heard.turns[1]]
        newsroom.places.clear()
        heard = hear("quotes", "13", "back", sources=("harbour.html",))
        told = heard.turns[2][1]
        before = heard.last[:-1]
        assert whole[whole.index(told) - len(before) : whole.index(told)] == before
        newsroom.places.clear()
        heard = hear("", "back", sources=("harbour.html",))
        assert heard.last[0] == heard.turns[0][1]

    def test_the_place_is_kept_at_the_end_too(self, hear, newsroom) -> None:
        heard = hear("1", "rest")
        newsroom.closed = False
        again = hear("1")
        assert "You stopped at paragraph" in again.turns[1][0]
        assert again.turns[1][1] == heard.turns[2][-2]
        assert again.turns[1][-1].startswith("The article ends here.")

    def test_letters_are_given_to_places_and_gone_back_to(self, hear, newsroom) -> None:
        heard = hear("", "remember b", "top", "recall b", "recall x", sources=("harbour.html",))
        assert heard.turns[4][0] == heard.turns[1][0]
        assert heard.last == ["Letters of this article: b."]
        newsroom.closed = False
        assert hear("recall b", sources=("harbour.html",)).last[0] == heard.turns[1][0]

    def test_words_are_found_and_noted(self, hear, newsroom) -> None:
        heard = hear("find last crane", "1", "note which one?", "find zeppelin", sources=("harbour.html",))
        assert "last crane" in heard.turns[1][1]
        assert heard.turns[3] == ["Kept. Note to “last crane”: which one?"]
        assert heard.last == ["zeppelin is not in this article."]

    def test_a_note_is_changed_by_its_number(self, hear) -> None:
        said = ("note first", "notes", "change 1 second #pier", "undo", "notes", "change 9 x")
        heard = hear(*said, sources=("harbour.html",))
        assert heard.turns[3] == ["Kept. To the whole article: second #pier"]
        assert heard.turns[4] == ["Taken back: the note says what it said."]
        assert heard.turns[5] == heard.turns[2]
        assert heard.last[0].startswith("List the notes first")

    def test_pictures_files_and_what_was_cut(self, hear, newsroom) -> None:
        document = msgspec.structs.replace(
            fiction.harbour(),
            images=(Image(0, "https://bay.example/crane.jpg", "A crane"),),
            cut=("Subscribe now",),
        )
        newsroom.sources["harbour.html"] = msgspec.structs.replace(newsroom.sources["harbour.html"], document=document)
        heard = hear("pictures", "cut", "files", sources=("harbour.html",))
        assert heard.turns[1] == ["1 picture.", "1. A crane"]
        assert heard.turns[2] == ["1 part cut from the page.", "Subscribe now"]
        assert heard.turns[3] == ["No entry is open."]
        newsroom.closed = False
        newsroom.files[newsroom.entries[0].id] = (Enclosure("https://bay.example/a.mp3", "audio/mpeg", 2_000_000),)
        heard = hear("1", "files", "1")
        assert heard.turns[2] == ["1 file.", "1. a.mp3, audio/mpeg, 2.0 megabytes"]
        assert heard.last[-1].startswith("Downloaded to ")

    def test_it_is_piped_to_a_command(self, hear) -> None:
        assert hear("pipe wc -l", sources=("harbour.html",)).last[0].strip().isdecimal()
        assert hear("pipe no-such-program", sources=("harbour.html",)).last[0].startswith("Problem: ")


class TestCorrecting:
    def choose(self, heard, words: str) -> str:
        """The number of what was offered last."""
        return next(line.split(".")[0] for line in heard.last if line.endswith(words))

    def offered(self, hear, newsroom, *typed: str):
        newsroom.closed = False
        return hear(*typed, sources=("harbour.html",))

    def test_a_name_is_of_another_kind_and_that_is_taken_back(self, hear, newsroom) -> None:
        typed = ("names", "1", "correct")
        number = self.choose(self.offered(hear, newsroom, *typed), "It is an organisation")
        heard = self.offered(hear, newsroom, *typed, number, "names", "undo", "names")
        assert heard.turns[4] == ["Ingrid Solheim is an organisation. undo takes it back."]
        listed = heard.turns[5]
        assert listed.index("Organisations:") < next(at for at, line in enumerate(listed) if "Ingrid Solheim" in line)
        assert heard.turns[7] == heard.turns[1][-len(heard.turns[7]) :]

    def test_two_names_are_one(self, hear, newsroom) -> None:
        typed = ["names", "1", "correct"]
        typed.append(self.choose(self.offered(hear, newsroom, *typed), "the same as another, listed next"))
        typed.append(self.choose(self.offered(hear, newsroom, *typed), "Marcus Thane"))
        heard = self.offered(hear, newsroom, *typed, "corrections", "1", "corrections")
        assert heard.turns[5] == ["Ingrid Solheim and Marcus Thane are one. undo takes it back."]
        assert heard.turns[6] == ["1 set right.", "1. Ingrid Solheim and Marcus Thane are one"]
        assert heard.turns[7] == ["Taken back: Ingrid Solheim and Marcus Thane are one."]
        assert heard.last == ["Nothing was set right in this article."]

    def test_a_quote_was_said_by_somebody_else(self, hear, newsroom) -> None:
        typed = ("quotes", "1", "correct")
        number = self.choose(self.offered(hear, newsroom, *typed), "It was said by Ruth Adeyemi")
        heard = self.offered(hear, newsroom, *typed, number, "quotes")
        assert f"1. Ruth Adeyemi: {QUOTE}" in heard.last

    def test_what_was_missed_is_found_and_added(self, hear, newsroom) -> None:
        typed = ("find finance committee", "1", "correct")
        number = self.choose(self.offered(hear, newsroom, *typed), "finance committee is an organisation")
        heard = self.offered(hear, newsroom, *typed, number, "names")
        assert any("finance committee, named once" in line for line in heard.last)

    def test_without_anything_chosen_it_says_how(self, hear) -> None:
        assert hear("correct", sources=("harbour.html",)).last[-1].startswith("Choose a name or a quote first")


class TestAcross:
    def test_settings_are_told_and_changed(self, hear, newsroom) -> None:
        heard = hear("settings width", "1", "set width 72", "set width many", "set")
        assert any(line.endswith("width: 80") for line in heard.turns[1])
        assert "set width VALUE changes it" in heard.turns[2][0]
        assert heard.turns[3] == ["width: 72."]
        assert heard.turns[4][0].startswith("Problem: ")
        assert "72" in newsroom.config_file.read_text()

    def test_the_news_all_quotes_notes_and_decisions(self, hear) -> None:
        heard = hear(
            "glance", "allquotes harbour", "allnotes", "decide", "decide nobody", "who Ingrid Solheim", "decide nobody"
        )
        assert heard.turns[1][0].startswith("The news since ")
        assert heard.turns[2] == ["0 quotes."]
        assert heard.turns[3] == ["0 notes."]
        assert heard.turns[4] == ["0 decisions. A number takes one back."]
        assert heard.turns[5] == ["Say first of whom: who NAME."]
        assert heard.last == ["Somebody is no name. undo takes it back."]

    def test_how_much_of_the_library_is_read(self, hear, newsroom) -> None:
        newsroom.covered = Coverage(316, 210, 204)
        heard = hear("allquotes harbour", "who Ingrid Solheim")
        assert heard.turns[1] == ["0 quotes.", "204 of 316 articles read in full."]
        assert "204 of 316 articles read in full." in heard.turns[2]

    def test_rules_are_listed_switched_and_tell(self, hear, newsroom) -> None:
        newsroom.kept_rules = {
            4: Rule(4, "harbour", "tag", "port", enabled=True, touched=2),
            7: Rule(7, "by:solheim", "notify", problem="no such name"),
        }
        newsroom.tidings = [RuleDeed(newsroom.kept_rules[7], newsroom.entries[0])]
        heard = hear("rules", "2", "2", "rules")
        listed = heard.turns[1]
        assert listed[0] == "2 rules."
        assert "harbour: tags them with #port; on, has touched 2 entries." in listed[1]
        assert "by:solheim: tells of them; off, has touched 0 entries. Problem: no such name" in listed[2]
        assert listed[3].startswith(f"By the rule by:solheim: {newsroom.entries[0].title}")
        assert "tells of them; on" in heard.turns[2][0]
        assert "tells of them; off" in heard.turns[3][0]
        assert len(heard.turns[4]) == 3  # what is told is told once

    def test_an_address_is_kept_for_later(self, hear, newsroom) -> None:
        hear("later https://bay.example/pier")
        assert newsroom.later == ["https://bay.example/pier"]
