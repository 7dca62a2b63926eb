"""Pages flattened to text whose matter is a list, or is written in a script without capitals."""

from __future__ import annotations

import pytest

from readers.model import Document
from readers.pages.plain import extract_text

MENU = "Home\nNews\nSport\nWeather\nPolitics\nBusiness\nCulture\nTravel\nJobs\nCars\nHomes\nPodcasts\nVideo"
END = "Read more\nMost read\nShare this on Facebook\nPrivacy policy\n© 2026 Bay Courier"
INTRODUCTION = "The town of Saltmarsh Bay invites everybody to its spring programme, which begins on Monday."
LISTS = {
    "calendar": (
        "What is on in Saltmarsh Bay",
        "Monday 2 March\nCouncil meeting, Town Hall, 18:00\nBook club, Library, 19:30\n\n"
        "Tuesday 3 March\nFarmers' market, Quay Square, 08:00\nChoir practice, St Olaf's, 20:00",
    ),
    "prices": (
        "Ferry fares from May",
        "Adult single  4.50\nAdult return  8.00\nChild single  2.20\nBicycle  1.50\nCar up to 5 m  18.00",
    ),
    "plan": (
        "Plan for the renewal of the harbour",
        "1. Survey of the piers (January)\n2. Tender (February to April)\n3. Piling (May to September)\n4. Opening",
    ),
    "results": (
        "Results of the regatta",
        "Dinghies\n1 Ida Solheim 1:02:11\n2 Marta Roe 1:03:40\n\nKeelboats\n1 Harbour Girl 2:10:02\n2 Gannet 2:15:31",
    ),
}


def blocks(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


@pytest.mark.parametrize("introduction", ["", INTRODUCTION], ids=["alone", "introduced"])
@pytest.mark.parametrize("name", LISTS)
def test_a_scraped_list_is_read_without_the_page_around_it(name: str, introduction: str) -> None:
    title, listing = LISTS[name]
    text = "\n\n".join(filter(None, (MENU, title, introduction, listing, END)))
    document = extract_text(text)
    assert document.title == title
    items = [" ".join(line.split()) for line in listing.splitlines() if line]
    assert blocks(document) == [*filter(None, [introduction]), *items]


def test_dates_and_groups_head_their_lines() -> None:
    for name, heads in (("calendar", ["Monday 2 March", "Tuesday 3 March"]), ("results", ["Dinghies", "Keelboats"])):
        document = extract_text(f"{MENU}\n\n{LISTS[name][0]}\n\n{LISTS[name][1]}\n\n{END}")
        assert [
            one for one, block in zip(blocks(document), document.blocks, strict=True) if block.kind == "heading"
        ] == heads


def test_figures_beside_an_article_are_no_part_of_it() -> None:
    article = "\n\n".join([INTRODUCTION, *(f"{INTRODUCTION[:-1]}, as in {year}." for year in range(2015, 2024))])
    stocks = "Markets\nHarbour Fisheries 12.40\nFjord Shipping 8.15\nBay Cement 3.02\nNorthern Rope 1.11"
    document = extract_text(f"{MENU}\n\nSpring programme opens\n\n{article}\n\n{stocks}\n\n{END}")
    assert not any("Cement" in one for one in blocks(document))


SCRIPTS = {
    "Chinese without full stops": (
        "首页 新闻 体育 登录 天气 财经 文化 旅游 视频 图片 汽车 房产 招聘",
        "旧桥将于五月关闭",
        "盐沼湾的旧桥将于五月关闭，市议会周一在一场持续到深夜的辩论之后作出了这一决定\n\n"
        "市长说，这座桥由四个桥墩支撑，其中两个自二〇一七年以来下沉了九厘米",
    ),
    "Chinese": (
        "首页 新闻 体育 登录 天气 财经 文化 旅游 视频 图片 汽车 房产 招聘",
        "旧桥将于五月关闭",
        "盐沼湾的旧桥将于五月关闭，市议会周一在一场持续到深夜的辩论之后作出了这一决定。\n\n"
        "市长说，这座桥由四个桥墩支撑，其中两个自二〇一七年以来下沉了九厘米。",
    ),
    "Hindi": (
        "होम समाचार खेल मौसम राजनीति व्यापार संस्कृति यात्रा नौकरी वीडियो चित्र संपर्क खोज",
        "पुराना पुल मई में बंद होगा",
        "सॉल्टमार्श खाड़ी का पुराना पुल मई में बंद कर दिया जाएगा, परिषद ने सोमवार को देर रात तक चली "
        "बहस के बाद यह निर्णय लिया।\n\n"
        "महापौर ने कहा कि पुल चार खंभों पर टिका है, जिनमें से दो सन् 2017 से नौ सेंटीमीटर धँस चुके हैं।",
    ),
    "Urdu": (
        "ہوم خبریں کھیل موسم سیاست کاروبار ثقافت سفر ملازمت ویڈیو تصاویر رابطہ تلاش",
        "پرانا پل مئی میں بند ہو گا",
        "سالٹ مارش خلیج کا پرانا پل مئی میں بند کر دیا جائے گا، کونسل نے پیر کو رات گئے تک جاری رہنے "
        "والی بحث کے بعد یہ فیصلہ کیا۔\n\n"
        "میئر نے کہا کہ پل چار ستونوں پر کھڑا ہے، جن میں سے دو نو سینٹی میٹر دھنس چکے ہیں۔",
    ),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_text_in_another_script_is_told_from_the_menu_around_it(name: str) -> None:
    menu, title, text = SCRIPTS[name]
    items = "\n".join(menu.split())
    document = extract_text(f"{items}\n\n{title}\n\n{text}\n\n{items}")
    assert (document.title, blocks(document)) == (title, text.split("\n\n"))
