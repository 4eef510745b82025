"""How serious a story is with all its reports, where it is looked at."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.core.features import Features
from bot.core.grouping import Grouping
from bot.core.model import Incoming, NewArticle
from bot.core.open_stories import Placed
from bot.core.score import Of
from bot.core.trends import HOURS, Baseline, Count, Trend, Verdict
from bot.storage import SqlStore
from tests.bot.services.newsroom import ALWAYS, DAY, HOUR, NOW, Newsroom, article, matcher
from watchlists.model import Document

CORE = "ألقت الشرطة القبض على عنصرين من داعش خراسان في حي الجامعة بكابول."
OWN = (
    "بجعة ذكية تسبح شمالا",
    "قطار بطيء يعبر سهلا",
    "مزارع يبيع رمانا",
    "طفلة ترسم سفينة",
    "حداد يصلح بابا",
    "فلكي يرصد مذنبا",
    "نجار يصنع كرسيا",
    "خباز يعجن دقيقا",
    "صياد يرتق شبكة",
    "راع يعد أغنامه",
)


@pytest.fixture(name="room")
def _room(store: SqlStore) -> Newsroom:
    room = Newsroom(store)
    room.chat("5", "ISKP", language="en")
    return room


def told(number: int, words: str) -> str:
    return f"{CORE} {words} وراقب {words[::-1]} {number}"


def join(store: SqlStore, items: Sequence[Incoming]) -> None:
    """Put articles into the only story, whatever they say."""
    found = [matcher().match(Document(one.text)) for one in items]
    new = [NewArticle(one, str(at), str(at), found[at]) for at, one in enumerate(items)]
    with store.begin() as unit:
        (story,) = unit.stories.recent((), ALWAYS, 9)
        added = [one for one in unit.articles.add(new, NOW) if one]
        some = [Placed(one.article, Features(), "medium", NOW, story.id, Grouping.SAME_EVENT) for one in added]
        unit.stories.put(some)


def unusual(store: SqlStore, mentions: int) -> None:
    with store.begin() as unit:
        past = Baseline((1,) * 84, 28, 1.0)
        unit.trends.add(Trend(0, "ISIS", HOURS, NOW - HOUR, Verdict.FIRST, Count(mentions), past))


def parts(store: SqlStore) -> list[list[tuple[str, int]]]:
    """Of every alert."""
    with store.begin() as unit:
        spoken = [alert for story in unit.stories.recent((), ALWAYS, 9) for alert in story.spoken]
    return [[(one["of"], one["points"]) for one in alert.known["severity"]["parts"]] for alert in spoken]


def test_many_outlets_and_an_unusual_day_make_an_arrest_high(room: Newsroom, store: SqlStore) -> None:
    unusual(store, 12)
    room.report(article(told(0, OWN[0]), "منبر 0"))
    join(store, [article(told(at, words), f"منبر {at}") for at, words in enumerate(OWN)])
    room.alerting().speak(NOW + HOUR)
    with store.begin() as unit:
        (story,) = unit.stories.recent((), ALWAYS, 9)
    assert (story.severity, [one.severity for one in story.spoken]) == ("high", ["medium", "high"])
    assert [one.reason for one in story.spoken] == ["first", "severity"]
    assert parts(store)[1] == [(Of.TYPE, 40), (Of.SOURCES, 8), (Of.UNUSUAL, 4)]


def test_copies_leave_it_as_it_is(room: Newsroom, store: SqlStore) -> None:
    room.report(*(article(told(0, OWN[0]), f"منبر {at}") for at in range(12)))
    assert parts(store) == [[(Of.TYPE, 40)]]


def test_what_was_unusual_two_days_ago_does_not_count(room: Newsroom, store: SqlStore) -> None:
    unusual(store, 12)
    room.report(article(told(0, OWN[0]), "منبر 0", published=NOW + 2 * DAY), now=NOW + 2 * DAY)
    assert parts(store) == [[(Of.TYPE, 40)]]
