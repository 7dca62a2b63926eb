"""From a page flattened to text, or a text somebody wrote, to an article."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.errors import PageError
from readers.model import Document
from readers.pages.plain import extract_text

TITLE = "Orlen bridge to stay closed as mayor faces questions over repairs"
STANDFIRST = "The town’s only crossing will not open before the spring, the mayor Ada Quill told the council on Monday"
PARAGRAPHS = [
    "The only bridge over the Orlen will stay closed until the spring, the mayor said, after cracks were found.",
    "“We cannot take the risk,” Ada Quill told the council. “Please trust us, and join us on the ferry.”",
    "The ferry, which has been running since October, takes forty people an hour, and there are long queues.",
    "It was raining.",
    "Nobody in the town had expected the works to take so long, and the shops have lost many customers.",
]
SUBHEADING = "A crossing older than the town"

SCRAPED = f"""\
Stay up to date with notifications from The Courier

Notifications can be managed in browser preferences.

{TITLE}

{STANDFIRST}

Ann Lee
Port Ellery
,Bo Ek
Monday 5 January 2026 21:45 BST
Comments
Watch: Ferry leaves the harbour

{PARAGRAPHS[0]}

{PARAGRAPHS[1]}

Read more: Ferry timetable changes again

{PARAGRAPHS[2]}

{SUBHEADING}

{PARAGRAPHS[3]}

{PARAGRAPHS[4]}

Join our commenting forum

Join thought-provoking conversations, follow other Courier readers and see their replies

Comments

Thank you for registering

Please refresh the page or navigate to another page on the site to be automatically logged in
"""

MENU = "\n".join(["News", "Sport", "Opinion", "Culture", "Travel", "Jobs", "Shop", "Weather"])
TEASERS = "\n\n".join(
    f"{headline}\n\nJanuary {day}, 2026\n\n{text}"
    for day, (headline, text) in enumerate(
        [
            ("Cat rescued from the roof of the town hall", "A cat that had lived there for a week was brought down."),
            ("Bakery wins a prize", "The bakery in Mill Lane has won the prize for the best bread in the county."),
        ],
        1,
    )
)  # fmt: skip
WHOLE_PAGE = f"""\
{TITLE} | The Courier

Skip to content

{MENU}

Search
Log in

{MENU}

{TITLE}

By Ann Lee, Town Reporter
PUBLISHED: 21:45, Mon, Jan 5, 2026 | UPDATED: 22:05, Mon, Jan 5, 2026
Share

{PARAGRAPHS[0]}

The bridge at dawn on Monday. (Image: Getty)

{PARAGRAPHS[1]}

Advertisement

{PARAGRAPHS[2]}

{PARAGRAPHS[4]}

Related articles

Ferry timetable changes again
Who pays for the bridge

Most read

{TEASERS}

About us
Privacy policy
© The Courier 2026. All rights reserved.
"""


def shown(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


class TestScrapedArticle:
    def test_the_head_is_read(self) -> None:
        document = extract_text(SCRAPED)
        assert document.title == TITLE
        assert document.authors == ("Ann Lee", "Bo Ek")
        assert document.published == datetime(2026, 1, 5, 21, 45, tzinfo=timezone(timedelta(hours=1)))

    def test_the_body_is_the_article_and_nothing_else(self) -> None:
        assert shown(extract_text(SCRAPED)) == [
            ("standfirst", STANDFIRST),
            ("paragraph", PARAGRAPHS[0]),
            ("paragraph", PARAGRAPHS[1]),
            ("paragraph", PARAGRAPHS[2]),
            ("heading", SUBHEADING),
            ("paragraph", PARAGRAPHS[3]),
            ("paragraph", PARAGRAPHS[4]),
        ]

    def test_what_is_cut_is_kept_in_order(self) -> None:
        assert extract_text(SCRAPED).cut == (
            "Stay up to date with notifications from The Courier",
            "Notifications can be managed in browser preferences.",
            "Comments",
            "Watch: Ferry leaves the harbour",
            "Read more: Ferry timetable changes again",
            "Join our commenting forum",
            "Join thought-provoking conversations, follow other Courier readers and see their replies",
            "Comments",
            "Thank you for registering",
            "Please refresh the page or navigate to another page on the site to be automatically logged in",
        )


class TestWholePage:
    def test_menus_teasers_and_notices_are_cut(self) -> None:
        assert shown(extract_text(WHOLE_PAGE)) == [("paragraph", PARAGRAPHS[index]) for index in (0, 1, 2, 4)]

    def test_the_head_is_read(self) -> None:
        document = extract_text(WHOLE_PAGE)
        assert (document.title, document.authors) == (TITLE, ("Ann Lee",))
        assert document.published == datetime(2026, 1, 5, 21, 45, tzinfo=UTC)

    def test_comments_are_cut(self) -> None:
        comments = "\n\n".join(
            f"reader{number} says:\n\nJanuary {number}, 2026 at 6:34 am\n\nI have always said that it should be "
            "pulled down and a new one built beside it, as in the old plan."
            for number in range(1, 9)
        )
        text = WHOLE_PAGE.replace("Related articles", f"8 responses to “{TITLE}”\n\n{comments}\n\nRelated articles")
        assert shown(extract_text(text)) == shown(extract_text(WHOLE_PAGE))

    @pytest.mark.parametrize(
        "sentence",
        [
            "The browser will block cookies of other companies, the regulator said on Monday.",
            "She left the paper to write a newsletter about the river and the people who live on it.",
            "The virus was written in JavaScript by a pupil of the town’s only school, the police believe.",
            "The court held that the advertisers had paid a commission, and that the subscribers knew.",
            "“Sign up for our newsletter and follow us on the way to the ferry,” the mayor shouted.",
        ],
    )
    def test_news_about_such_things_is_news(self, sentence: str) -> None:
        document = extract_text(WHOLE_PAGE.replace(PARAGRAPHS[2], sentence))
        assert ("paragraph", sentence) in shown(document)

    def test_nothing_is_lost(self) -> None:
        for text in (SCRAPED, WHOLE_PAGE):
            document = extract_text(text)
            kept = {line for _, line in shown(document)} | set(document.cut) | {document.title}
            missing = {line.strip() for line in text.split("\n") if line.strip()} - kept
            assert all("Ann Lee" in line or "Bo Ek" in line or "2026" in line or "Ellery" in line for line in missing)


class TestTextAsItIs:
    """What somebody wrote as a text is left alone."""

    @pytest.mark.parametrize(
        "text",
        [
            "Hello there",
            "Roses are red,\nViolets are blue,\nSugar is sweet,\nAnd so are you.",
            "Ann: Did you read the news?\nBo: No.\nAnn: They closed the bridge.\nBo: Again?",
            "One paragraph that says that the mayor has signed up for the newsletter of the ferry company.",
            "News.\n\n\n\nMore news.",
        ],
    )
    def test_all_of_it_is_kept(self, text: str) -> None:
        document = extract_text(text)
        assert [line for _, line in shown(document)] == [line for line in text.split("\n") if line]
        assert document.cut == ()

    def test_a_headline_and_a_byline_are_read(self) -> None:
        document = extract_text(f"Bridge closed\n\nBy Ann Lee\n\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[3]}\n")
        assert (document.title, document.authors) == ("Bridge closed", ("Ann Lee",))
        assert shown(document) == [("paragraph", PARAGRAPHS[0]), ("paragraph", PARAGRAPHS[3])]

    def test_lines_broken_to_a_width_are_one_paragraph(self) -> None:
        text = (
            "The only bridge over the Orlen will stay closed until the\n"
            "spring, the mayor said on Monday, after engineers had found\n"
            "cracks in two of its pillars.\n\nIt was raining.\n"
        )
        assert [line for _, line in shown(extract_text(text))] == [
            "The only bridge over the Orlen will stay closed until the spring, the mayor said on Monday, "
            "after engineers had found cracks in two of its pillars.",
            "It was raining.",
        ]

    @pytest.mark.parametrize("text", ["", " \n\t\n", "\u200b\n\ufeff"])
    def test_nothing(self, text: str) -> None:
        with pytest.raises(PageError, match="nothing to read"):
            extract_text(text)


@given(st.text(alphabet=st.sampled_from("aA .\n,:“”|-1Comments©By"), max_size=400))
def test_any_text_gives_sound_spans_or_an_error(text: str) -> None:
    try:
        document = extract_text(text)
    except PageError:
        return
    assert document.text == "\n\n".join(line for _, line in shown(document))


@pytest.mark.parametrize(
    "unit",
    ["the latest news ", "a", "by ", "“", "a\n", ". "],
)
def test_hostile_texts_take_linear_time(unit: str) -> None:
    hostile = unit * 50_000
    started = time.process_time()
    extract_text(SCRAPED + hostile)
    assert time.process_time() - started < 5


def test_control_characters_do_not_get_through() -> None:
    document = extract_text(SCRAPED.replace("mayor", "ma\x1b[31myor\u202e\x9b"))
    assert not set("\x1b\x9b\u202e") & set(document.text + document.title + "".join(document.cut))
