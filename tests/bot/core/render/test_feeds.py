"""What is said of sources, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.bidi import ltr
from bot.core.feed_state import FeedState
from bot.core.feed_views import FeedsView, FeedView
from bot.core.model import Address, Destination, Feed, Language
from bot.core.render.feeds import A_PAGE, feed_message, feeds_message, feeds_page, state_clause, state_count
from tests.bot.core.render.scenes import DAY, HOUR, LANGUAGES, NOW, OVERRIDE, faults, texts

MINUTE = timedelta(minutes=1)
WELL = Feed(
    7,
    "https://reader:hunter2@outlet.example/rss",
    f"صوت{OVERRIDE} الميناء",
    polled=NOW - 3 * MINUTE,
    succeeded=NOW - 3 * MINUTE,
    fresh=NOW - HOUR,
    next_at=NOW + 2 * MINUTE,
)
FAILING = replace(WELL, id=8, title="Valley Echo", errors=4, error="HTTP 500", succeeded=NOW - 5 * HOUR)
NEVER = replace(FAILING, id=9, succeeded=None)
GIVEN_UP = replace(FAILING, id=10, off=True, error="HTTP 410: gone")
TURNED_OFF = replace(WELL, id=11, off=True)
SILENT = replace(WELL, id=12, fresh=NOW - 5 * DAY)
WAITING = Feed(13, "https://new.example/rss")
NOTED = replace(WELL, id=14, error="1 of 2 sitemaps could not be read", kind="sitemap", pages="always")
EVERY = (WELL, FAILING, NEVER, GIVEN_UP, TURNED_OFF, SILENT, WAITING, NOTED)


@pytest.mark.parametrize(
    ("feed", "english", "arabic"),
    [
        pytest.param(WELL, "read 3 minutes ago", f"قرئ قبل {ltr(3)} دقائق", id="well"),
        pytest.param(
            FAILING,
            "last read 5 hours ago; now: HTTP 500",
            f"آخر قراءة قبل {ltr(5)} ساعات، والآن: خادم الجهة الناشرة معطل (رمز {ltr(500)})",
            id="failing",
        ),
        pytest.param(
            NEVER,
            "never read so far: HTTP 500",
            f"لم تنجح قراءته بعد: خادم الجهة الناشرة معطل (رمز {ltr(500)})",
            id="never read",
        ),
        pytest.param(
            GIVEN_UP, "off: HTTP 410: gone", f"موقوف: أزالته الجهة الناشرة نهائيا (رمز {ltr(410)})", id="gone"
        ),
        pytest.param(TURNED_OFF, "turned off", "أوقفه مسؤول", id="turned off"),
        pytest.param(SILENT, "nothing new for 5 days", f"لا جديد فيه منذ {ltr(5)} أيام", id="silent"),
        pytest.param(WAITING, "not read yet", "لم يقرأ بعد", id="waiting"),
    ],
)
def test_states_in_words(feed: Feed, english: str, arabic: str) -> None:
    assert state_clause(feed, NOW, texts("en")) == english
    assert state_clause(feed, NOW, texts("ar")) == arabic


@pytest.mark.parametrize(
    ("n", "arabic"),
    [(1, "مصدر واحد بخير"), (2, "مصدران بخير"), (3, "{n} مصادر بخير"), (11, "{n} مصدرا بخير"), (100, "{n} مصدر بخير")],
)
def test_six_forms(n: int, arabic: str) -> None:
    assert state_count(FeedState.OK, n, texts("ar")) == arabic.format(n=ltr(n))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_has_faults(language: Language) -> None:
    chat = Destination(3, Address("telegram", "-100"), "allowed", "en", "UTC", "قناة Valley", listens=True)
    many = [replace(one, id=one.id + 100 * n) for n in range(250) for one in EVERY]
    messages = [
        feeds_message(FeedsView(NOW, ()), texts(language)),
        feeds_message(FeedsView(NOW, EVERY, [chat]), texts(language)),
        feeds_message(FeedsView(NOW, many), texts(language)),
        *(feeds_page(FeedsView(NOW, many), state, 2, texts(language)) for state in (None, *FeedState)),
        *(feed_message(FeedView(one, NOW, 3, 21), texts(language)) for one in EVERY),
    ]
    assert [faults(message) for message in messages] == [[]] * len(messages)
    assert "hunter2" not in "".join(str(message) for message in messages)
    assert max(len(message.text) for message in messages) < 4000


def test_those_that_need_somebody_come_first() -> None:
    said = feeds_message(FeedsView(NOW, EVERY), texts("en")).text
    order = [
        "2 sources are off",
        "2 sources fail",
        "1 source is silent",
        "1 source is not read yet",
        "2 sources are well",
    ]
    places = [said.index(line) for line in order]
    assert places == sorted(places)
    assert "Valley Echo" in said


def test_many_well_ones_are_only_counted() -> None:
    many = [replace(WELL, id=n, title=f"outlet {n}") for n in range(2000)]
    message = feeds_message(FeedsView(NOW, many), texts("en"))
    assert "2000 sources are well" in message.text
    assert "outlet 5" not in message.text
    assert [row[0].command for row in message.buttons] == ["/feeds ok"]


def test_pages_lead_to_the_end() -> None:
    view = FeedsView(NOW, [replace(WELL, id=n, title=f"outlet {n}") for n in range(2 * A_PAGE + 1)])
    pages = [feeds_page(view, None, page, texts("en")) for page in (1, 2, 3)]
    assert [len([one for one in page.blocks if one.shape == "item"]) for page in pages] == [A_PAGE, A_PAGE, 1]
    assert [[row[0].command for row in page.buttons] for page in pages] == [
        ["/feeds all page:2"],
        ["/feeds all page:3"],
        [],
    ]
    assert "Page 3 of 3" in pages[2].text


def test_one_in_detail() -> None:
    message = feed_message(FeedView(NOTED, NOW, 3, 21), texts("en"))
    assert message.text.splitlines()[2:] == [
        "read 3 minutes ago; 1 of 2 sitemaps could not be read",
        "Kind: news sitemap. Full text: always",
        "Asked every 5 minutes; next in 2 minutes",
        "Last news: 1 hour ago",
        "Articles in a day: 3",
        "Articles in a week: 21",
    ]
    assert message.blocks[1].spans[0].url == "https://outlet.example/rss"
    assert [button.command for button in message.buttons[0]] == ["/feeds retry 14", "/feeds off 14", "/feeds remove 14"]
    off = feed_message(FeedView(GIVEN_UP, NOW), texts("en"))
    assert [button.label for button in off.buttons[0]] == ["Turn on", "Remove"]
    assert "4 failures in a row" in off.text
    assert "Articles" not in off.text
