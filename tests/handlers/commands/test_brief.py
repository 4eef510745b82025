"""/brief: one page on an entity, whole in itself, in both languages, whatever outlets write."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from bot.core.message import Message
from tests.handlers.commands.conversing import ATTACK, HOUR, Room, commands_of

DAY = timedelta(days=1)
EVIL = '<script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover="x'


class Page(HTMLParser):
    """The elements of a page with their attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub("[\u2066-\u2069]", "", " ".join(" ".join(self.words).split()))


def source(room: Room, message: Message) -> str:
    assert message.file is not None
    assert message.file.media_type == "text/html"
    content = room.parts.making.content(message.file)
    assert content is not None
    return content.decode()


def page(room: Room, typed: str = "ISKP") -> Page:
    return Page(source(room, room.say(f"/brief {typed}")))


def test_everything_is_on_it(english: Room) -> None:
    english.publish(source="Echo", title="Attack in Kandahar", url="https://echo.example/1")
    english.publish(ATTACK.replace("21", "23"), ago=HOUR / 2, source="Valley", title="More dead in Kandahar")
    text = page(english).text
    for words in (
        "Islamic State Khorasan Province",
        "Brief · ISKP",
        "7 days, until 2026-03-05 08:00 (UTC)",
        "Also called تنظيم الدولة الإسلامية في خراسان",
        "Part of Islamic State",
        "24 hours 4 mentions",
        "Suicide bombing — Kandahar",
        "critical · S1 ·",
        "Echo Attack in Kandahar",
        "Valley More dead in Kandahar",
        "S1: responsibility is claimed by Islamic State Khorasan Province",
        "Named with it Kandahar 2",
        "Sources Echo 1 Valley 1",
        "Made by Rasid from 2 articles, 2026-03-05 08:00 (UTC).",
    ):
        assert words in text, words


def test_what_is_not_known_is_said(english: Room) -> None:
    english.publish("وقع تفجير انتحاري. وذكر داعش خراسان.")
    text = page(english).text
    assert "What is not known S1: one source alone reports it" in text
    assert "no source says where" in text
    assert "Nothing from before 2026-03-05 07:00 (UTC) is stored." in text


def test_in_arabic_from_the_right(arabic: Room) -> None:
    arabic.publish(source="صدى الوادي")
    shown = page(arabic)
    assert ("html", {"lang": "ar", "dir": "rtl"}) in shown.elements
    body = shown.text.split("إيجاز · ISKP")[-1]
    assert "أخطر القصص" in body
    names = {"Islamic", "State", "Khorasan", "Province", "ISIS"}  # what it is called in English, too
    assert set(re.findall("[A-Za-z]{3,}", body)) - names == {"UTC"}


def test_what_outlets_write_is_words_and_nothing_else(english: Room) -> None:
    english.publish(title=EVIL, source=f"Echo{EVIL}", url="javascript:alert(1)")
    english.publish(
        ATTACK + " ", ago=HOUR / 2, title="\u202eعنوان", source="\u202eValley", url='https://x.example/"><b>'
    )
    shown = page(english)
    assert {tag for tag, _ in shown.elements} & {"script", "img", "iframe", "object", "base", "form", "b "} == set()
    assert [name for _, given in shown.elements for name in given if name.startswith("on")] == []
    assert {given["href"] for tag, given in shown.elements if tag == "a"} == {'https://x.example/"><b>'}
    assert "\u202e" not in shown.text
    assert "<script>alert(1)</script>" in shown.text


def test_it_loads_nothing(english: Room) -> None:
    english.publish(url="https://echo.example/1")
    html = source(english, english.say("/brief ISKP"))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": policy}) in Page(html).elements
    assert re.findall(r"(?:src|@import|url\()", html.split("</head>")[1]) == []
    assert [tag for tag, _ in Page(html).elements if tag in ("link", "script", "img")] == []


def test_the_picture_is_part_of_the_page(english: Room) -> None:
    english.publish(ago=2 * DAY)
    elements = page(english).elements
    bars = [given["class"] for tag, given in elements if tag == "rect"]
    assert bars == ["bar partial", *["bar"] * 6, "bar partial"]
    assert "critical" in [given.get("class") for tag, given in elements if tag == "path"]


@pytest.mark.parametrize("typed", ["AQ", "suicide_bombing", "event:suicide_bombing 24h", "KABUL 30d"])
def test_of_nothing_there_is_a_page_too(typed: str, english: Room) -> None:
    text = page(english, typed).text
    assert "No story in this window." in text
    assert "Nothing was found about it yet." in text


def test_what_goes_with_it(english: Room) -> None:
    english.publish()
    reply = english.say("/brief ISKP 24h")
    assert reply.text.splitlines()[:2] == [
        "Brief: Islamic State Khorasan Province (ISKP)",
        "24 hours: 1 article, 1 story",
    ]
    assert reply.file is not None
    assert (reply.file.name, reply.file.unmade) == ("rasid-brief-ISKP-2026-03-05.html", False)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("", "A brief of what? For example: /brief ISKP 7d", id="nothing"),
        pytest.param("7d", "A brief of what?", id="no name"),
        pytest.param("ISKP pdf", "Possible: 24h, 7d, 30d", id="a form"),
        pytest.param("xqzw", "I know no “\u2068xqzw\u2069”.", id="unknown"),
    ],
)
def test_what_is_no_brief(typed: str, said: str, english: Room) -> None:
    reply = english.say(f"/brief {typed}")
    assert said in reply.text
    assert reply.file is None


def test_a_misspelling_is_asked_back(english: Room) -> None:
    assert "/brief ZAWAHIRI" in commands_of(english.say("/brief الضواهري"))
