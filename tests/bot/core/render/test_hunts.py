"""Hunts in words, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.bidi import strip_controls
from bot.core.hunts import BEGINNING, Hunt, Sighting
from bot.core.language import Texts
from bot.core.message import LONGEST_COMMAND, Message
from bot.core.model import Article, Reading
from bot.core.render.hunts import HuntView, digest, finished, progress, state_line
from bot.locales import load_texts
from tests.handlers.commands.conversing import bare_latin, commands_of
from watchlists.model import Entity, Findings, Mention, Watchlist, Watchlists

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
TEXT = "اجتمع الأهالي في الساحة ثم قال مجلس حراس الوادي إن الطريق إلى السوق القديم مفتوح لجميع القوافل."
HUNT = Hunt(3, 1, "WADI", "running", "telegram:1", {}, NOW - 90 * DAY, NOW, 41, 100, 100, 41, 7, begun=NOW)
LISTS = Watchlists(
    (Watchlist("x", {}, (Entity("WADI", "organization", {"ar": "مجلس حراس الوادي", "en": "Wadi Guards"}),)),)
)


def reading(text: str = TEXT, field: str = "text") -> Reading:
    at, name = text.index("مجلس"), "مجلس حراس الوادي"
    found = Mention("WADI", name, name, field, at, at + len(name), 100.0)  # type: ignore[arg-type]
    article = Article(1, "", 1, "صدى الوادي", "خبر من الوادي", text, None, "ar", NOW, NOW)
    return Reading(article, Findings((found,), (), "ar"))


def view(found: int = 7, **given: object) -> HuntView:
    hunt = replace(HUNT, looked=100, state="done", found=found, aliases={"مجلس حراس الوادي": found}, ended=NOW)
    seen = [Sighting(NOW - at * 9 * DAY, f"منبر {at % 3}", at % 2 or None) for at in reversed(range(found))]
    return HuntView(replace(hunt, **given), LISTS, "UTC", seen, [reading()] if found else [])  # type: ignore[arg-type]


def told(message: Message) -> str:
    return strip_controls(message.text)


ENGLISH, ARABIC = load_texts()["en"], load_texts()["ar"]


def test_how_far_it_is() -> None:
    said = told(progress(HuntView(HUNT, LISTS), ENGLISH))
    assert said.splitlines() == [
        "Hunt H3: Wadi Guards",
        "In 100 articles of the last 90 days…",
        "▰▰▰▰▱▱▱▱▱▱▱▱ 41% · found so far: 7",
    ]
    assert commands_of(progress(HuntView(HUNT, LISTS), ENGLISH)) == ["/hunt stop H3"]
    assert "It begins at once" in told(progress(HuntView(replace(HUNT, begun=None), LISTS), ENGLISH))


@pytest.mark.parametrize(
    ("total", "days", "said"),
    [
        (1, 1, "في مقال واحد من اليوم الأخير…"),
        (2, 2, "في مقالين من آخر يومين…"),
        (3, 7, "في 3 مقالات من آخر 7 أيام…"),
        (29_011, 90, "في 29011 مقالا من آخر 90 يوما…"),
        (29_000, 100, "في 29000 مقال من آخر 100 يوم…"),
        (0, 90, "لا مقالات من آخر 90 يوما…"),
    ],
)
def test_in_how_much_in_arabic(total: int, days: int, said: str) -> None:
    hunt = replace(HUNT, total=total, since=NOW - days * DAY)
    assert told(progress(HuntView(hunt, LISTS), ARABIC)).splitlines()[1] == said


def test_everything_that_is_kept() -> None:
    hunt = replace(HUNT, since=BEGINNING)
    assert "In 100 articles that are kept…" in told(progress(HuntView(hunt, LISTS), ENGLISH))
    assert "في 100 مقال من كل المحفوظ…" in told(progress(HuntView(hunt, LISTS), ARABIC))


def test_what_was_found() -> None:
    message = digest(view(known=2), ENGLISH)
    assert told(message).splitlines() == [
        "Hunt H3: Wadi Guards",
        "New in 7 articles. Looked through 100 articles.",
        "Known already in 2 articles.",
        "3 outlets, 1 story; first on 2026-01-10 08:00, last on 2026-03-05 08:00.",
        "By week:",
        "5 Jan: ▮▮▮▮▮▮▮▮▮▮ 1",
        "19 Jan: ▮▮▮▮▮▮▮▮▮▮ 1",
        "26 Jan: ▮▮▮▮▮▮▮▮▮▮ 1",
        "2 Feb: ▮▮▮▮▮▮▮▮▮▮ 1",
        "9 Feb: ▮▮▮▮▮▮▮▮▮▮ 1",
        "23 Feb: ▮▮▮▮▮▮▮▮▮▮ 1",
        "2 Mar: ▮▮▮▮▮▮▮▮▮▮ 1",
        "Found by: “مجلس حراس الوادي” (7)",
        "The newest of it:",
        "Wadi Guards — خبر من الوادي — صدى الوادي, 2026-03-05 08:00",
        TEXT,
        "Nobody is alerted of what a hunt finds.",
    ]
    assert commands_of(message) == ["/latest WADI 10", "/export WADI 90d csv"]


@pytest.mark.parametrize("texts", [ENGLISH, ARABIC, replace(ARABIC, digits="arabic")], ids=["en", "ar", "ar digits"])
@pytest.mark.parametrize("found", [0, 1, 2, 3, 11, 100])
def test_every_message_keeps_its_order_and_its_digits(texts: Texts, found: int) -> None:
    shown = view(found, known=found)
    for message in (digest(shown, texts), finished(shown, texts), progress(HuntView(HUNT, LISTS), texts)):
        if texts.language == "ar":
            assert bare_latin(message) == []
        if texts.digits == "arabic":
            assert not set("123456789") & set(told(message).replace("H3", ""))
        assert all(len(one.encode()) <= LONGEST_COMMAND for one in commands_of(message))


def test_nothing_found_is_said() -> None:
    assert told(digest(view(0), ENGLISH)).splitlines()[1:] == ["Nothing new was found. Looked through 100 articles."]
    assert commands_of(digest(view(0), ENGLISH)) == []
    assert commands_of(digest(view(0, known=3), ENGLISH)) == ["/latest WADI 10", "/export WADI 90d csv"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"state": "stopped", "looked": 41}, "Stopped at 41%. What was found until then stays."),
        ({"state": "stopped", "problem": "removed"}, "WADI is in the lists no longer"),
        ({"state": "stopped", "problem": "changed"}, "WADI was changed meanwhile"),
        ({"state": "failed", "problem": "crashed"}, "Something went wrong on my side"),
    ],
)
def test_why_it_ended_is_said(given: dict[str, object], said: str) -> None:
    assert said in told(digest(view(3, **given), ENGLISH))
    assert "/hunt WADI 90d" in commands_of(digest(view(3, **given), ENGLISH))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("waiting", "waits"),
        ("running", "41% done, found so far: 7"),
        ("done", "found in 7 articles"),
        ("stopped", "stopped at 41%, found: 7"),
        ("failed", "failed"),
    ],
)
def test_a_line_in_the_list(state: str, said: str) -> None:
    hunt = replace(HUNT, state=state)  # type: ignore[arg-type]
    assert strip_controls(state_line(HuntView(hunt, LISTS), ENGLISH)) == f"H3: Wadi Guards — {said}"


def test_the_words_around_end_at_words() -> None:
    long = replace(view(1), newest=[reading(f"{'كلمة طويلة ' * 9}{TEXT}{' وكلمة أخرى' * 9}")])
    quote = next(one for one in digest(long, ENGLISH).blocks if one.shape == "quote")
    said = strip_controls(quote.text)
    assert (said[0], said[-1]) == ("…", "…")
    assert "مجلس حراس الوادي" in said
    assert set(said.strip("…").split()) <= set(f"كلمة طويلة وكلمة أخرى {TEXT}".split())
    in_title = replace(view(1), newest=[reading(field="title")])
    assert all(one.shape != "quote" for one in digest(in_title, ENGLISH).blocks)
