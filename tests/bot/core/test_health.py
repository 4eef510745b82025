"""What an operator must be told of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.baseline import Pace
from bot.core.health import Alarm, Signs, Trouble, Unread, absence, alarms
from bot.core.model import Address, Destination, Feed

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FINE = Signs(NOW, {}, (), None, (0, None), (), NOW - HOUR, {})
FEED = Feed(1, "https://a.example/rss", "Echo", wait=300, succeeded=NOW - MINUTE, fresh=NOW - HOUR)
CHAT = Destination(3, Address("telegram", "5", "7"), "gone", "ar", "UTC", "Desk")


def feed(**changed: object) -> Signs:
    return replace(FINE, feeds=[replace(FEED, **changed)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        pytest.param(FINE, [], id="all is well"),
        pytest.param(
            replace(FINE, parts={"slack": (NOW - MINUTE, "refused")}),
            [Alarm(Trouble.PART, "slack", NOW - MINUTE, detail="refused")],
            id="a part that stands for a minute",
        ),
        pytest.param(replace(FINE, parts={"slack": (NOW - MINUTE / 2, "refused")}), [], id="a hiccup"),
        pytest.param(
            replace(FINE, unread=Unread(NOW, "a.yaml:3: wrong")),
            [Alarm(Trouble.LISTS, since=NOW, detail="a.yaml:3: wrong")],
            id="lists that cannot be read",
        ),
        pytest.param(
            replace(FINE, gone=[CHAT]), [Alarm(Trouble.GONE, "telegram:5/7", detail="Desk")], id="a chat left"
        ),
        pytest.param(
            replace(FINE, oldest=NOW - 11 * MINUTE), [Alarm(Trouble.LATE, since=NOW - 11 * MINUTE)], id="messages wait"
        ),
        pytest.param(replace(FINE, oldest=NOW - 9 * MINUTE), [], id="messages wait for a while"),
        pytest.param(
            replace(FINE, dead=(3, NOW)), [Alarm(Trouble.DEAD, "2026-03-01T12", number=3)], id="messages failed"
        ),
        pytest.param(
            replace(FINE, roles={"match": NOW - MINUTE, "chat": NOW - MINUTE / 2}),
            [Alarm(Trouble.ROLE, "match", NOW - MINUTE)],
            id="a role that nobody has for a minute",
        ),
        pytest.param(
            replace(FINE, unmatched=NOW - 11 * MINUTE),
            [Alarm(Trouble.UNMATCHED, since=NOW - 11 * MINUTE)],
            id="articles wait",
        ),
        pytest.param(replace(FINE, unmatched=NOW - 9 * MINUTE), [], id="articles wait for a while"),
        pytest.param(
            replace(FINE, aside=(2, NOW)),
            [Alarm(Trouble.ASIDE, "2026-03-01T12", number=2)],
            id="articles were put aside",
        ),
        pytest.param(feed(), [], id="a feed that is read"),
        pytest.param(
            feed(errors=9, succeeded=NOW - 2 * HOUR, error="HTTP 500"),
            [Alarm(Trouble.FEED, "Echo", NOW - 2 * HOUR, detail="HTTP 500")],
            id="a feed that fails for hours",
        ),
        pytest.param(feed(errors=1, succeeded=NOW - HOUR / 2), [], id="a feed that failed once"),
        pytest.param(
            feed(errors=3, succeeded=None, fresh=None, error="HTTP 404"),
            [Alarm(Trouble.FEED, "Echo", detail="HTTP 404")],
            id="a feed that could never be read",
        ),
        pytest.param(feed(errors=9, succeeded=NOW - 2 * DAY, wait=86_400), [], id="a feed that is read once a day"),
        pytest.param(
            feed(fresh=NOW - 4 * DAY), [Alarm(Trouble.STALE, "Echo", NOW - 4 * DAY)], id="a feed with nothing new"
        ),
        pytest.param(
            feed(fresh=NOW - 4 * DAY, off=True, errors=100, error="HTTP 404"),
            [Alarm(Trouble.OFF, "Echo", NOW - MINUTE, detail="HTTP 404")],
            id="a feed that was turned off",
        ),
        pytest.param(
            feed(title="", url="https://u:secret@a.example/rss", off=True, errors=100, succeeded=None),
            [Alarm(Trouble.OFF, "https://a.example/rss")],
            id="a feed without a name is called by its address, without the password",
        ),
        pytest.param(
            replace(FINE, last_article=NOW - 13 * HOUR), [Alarm(Trouble.QUIET, since=NOW - 13 * HOUR)], id="no article"
        ),
        pytest.param(replace(FINE, last_article=None), [], id="no article yet"),
    ],
)
def test_alarms(signs: Signs, expected: list[Alarm]) -> None:
    assert alarms(signs) == expected


@pytest.mark.parametrize(
    ("paces", "silent"),
    [
        pytest.param({"ISKP": Pace(0, 12.0)}, ["ISKP"], id="usually often"),
        pytest.param({"ISKP": Pace(1, 12.0)}, [], id="little is not nothing"),
        pytest.param({"ISKP": Pace(0, 3.0)}, [], id="usually seldom"),
        pytest.param({"ISKP": Pace(0, None)}, [], id="nothing to compare with"),
    ],
)
def test_unusual_silence(paces: Mapping[str, Pace], silent: list[str]) -> None:
    assert [one.subject for one in alarms(replace(FINE, paces=paces))] == silent


def test_where_nothing_comes_in_no_single_silence_is_told() -> None:
    signs = replace(FINE, last_article=NOW - DAY, paces={"ISKP": Pace(0, 12.0)})
    assert [one.trouble for one in alarms(signs)] == [Trouble.QUIET]


def test_an_alarm_is_the_same_whatever_is_known_of_it() -> None:
    assert Alarm(Trouble.DEAD, number=3).name == Alarm(Trouble.DEAD, number=4).name
    assert Alarm(Trouble.GONE, "telegram:5").name != Alarm(Trouble.GONE, "telegram:6").name


@pytest.mark.parametrize("alarm", [Alarm(Trouble.GONE, "a", detail="b"), Alarm(Trouble.LATE, since=NOW, number=2.5)])
def test_plain_data_and_back(alarm: Alarm) -> None:
    assert Alarm.from_dict(alarm.as_dict()) == alarm


@pytest.mark.parametrize(
    ("last", "away"),
    [
        pytest.param(None, False, id="the first start"),
        pytest.param(NOW - MINUTE, False, id="a restart"),
        pytest.param(NOW - HOUR, True, id="an hour"),
    ],
)
def test_absence(last: datetime | None, away: bool) -> None:
    assert (absence(last, NOW) is not None) is away
