"""Reports by entity, and the trends that are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.features import Features
from bot.core.grouping import Grouping
from bot.core.model import Incoming
from bot.core.open_stories import Placed
from bot.core.trends import DAY as A_DAY
from bot.core.trends import HOURS, Baseline, Count, Report, Trend, Verdict
from bot.ports import Unit, Window
from bot.storage import SqlStore
from tests.bot.storage.samples import ALWAYS, DAY, HOUR, NOW, TEXT, add, found, put_article, put_story

TREND = Trend(
    0, "ISKP", HOURS, NOW, Verdict.FIRST, Count(14, ((5, 3), (6, 1)), 11, 17), Baseline((0, 0, 3), 28, 1.3, 1.2)
)


def put_copy(unit: Unit, story_id: int, name: str, reason: Grouping, source: str) -> None:
    reading = put_article(unit, name, source=source)
    unit.stories.put([Placed(reading.article, Features(), "low", None, story_id, reason)])


def test_reports_with_their_stories_and_which_are_copies(store: SqlStore) -> None:
    with store.begin() as unit:
        first = put_story(unit, put_article(unit, "a", "ISKP", "AQ", published=NOW - HOUR))
        second = put_story(unit, put_article(unit, "b", published=NOW - 2 * HOUR, source="صدى"))
        put_story(unit, put_article(unit, "c", "AQ"))
        put_article(unit, "in no story")
        for name, reason in {"d": Grouping.SAME_TEXT, "e": Grouping.NEAR_TEXT, "f": Grouping.SAME_WORDS}.items():
            put_copy(unit, first, name, reason, name)
    with store.begin(read_only=True) as unit:
        told = unit.trends.reports({"ISKP"}, ALWAYS)
    assert told[:2] == [Report(NOW - 2 * HOUR, second, "صدى"), Report(NOW - HOUR, first, "وكالة الأفق")]
    assert sorted((one.source, one.copy) for one in told[2:]) == [("d", True), ("e", True), ("f", False)]


def test_the_window_and_several_keys(store: SqlStore) -> None:
    with store.begin() as unit:
        for number in range(4):
            put_story(unit, put_article(unit, f"a{number}", ("AQ", "ISKP")[number % 2], published=NOW - number * HOUR))
    with store.begin(read_only=True) as unit:
        found = unit.trends.reports({"ISKP", "AQ"}, Window(NOW - 2 * HOUR, NOW))
    assert [one.published for one in found] == [NOW - 2 * HOUR, NOW - HOUR]


def test_what_a_feed_held_when_it_was_first_read_is_not_fresh(store: SqlStore) -> None:
    with store.begin() as unit:
        old = add(unit, Incoming("صدى", TEXT, published=NOW, silent=True), "old", "old", found("ISKP"))
        assert old is not None
        put_story(unit, old)
        put_story(unit, put_article(unit, "new"))
        every, fresh = (unit.trends.reports({"ISKP"}, ALWAYS, fresh=one) for one in (False, True))
    assert [one.source for one in every] == ["صدى", "وكالة الأفق"]
    assert [one.source for one in fresh] == ["وكالة الأفق"]


def test_a_later_edition_counts_instead_of_the_one_before(store: SqlStore) -> None:
    with store.begin() as unit:
        story = put_story(unit, put_article(unit, "a", published=NOW - HOUR))
        later = put_article(unit, "a", text="أعلن تنظيم داعش خراسان شيئا آخر. وقع تفجيرا انتحاريا.")
        unit.stories.put([Placed(later.article, Features(), "low", None, story, Grouping.EDITION)])
        found = unit.trends.reports({"ISKP"}, ALWAYS)
    assert [one.published for one in found] == [NOW]


def test_a_trend_is_kept_as_it_was_found(store: SqlStore) -> None:
    with store.begin() as unit:
        kept = unit.trends.add(TREND)
    assert kept == replace(TREND, id=kept.id)
    with store.begin() as unit:
        unit.trends.change(replace(kept, over=NOW + HOUR, untold={7: "muted"}))
    with store.begin(read_only=True) as unit:
        assert unit.trends.get(kept.id) == replace(kept, over=NOW + HOUR, untold={7: "muted"})
        assert unit.trends.get(kept.id + 1) is None


@pytest.mark.parametrize(
    ("since", "keys", "found"),
    [
        pytest.param(2 * DAY, None, ["ISKP", "AQ", "ISKP"], id="all"),
        pytest.param(DAY / 2, None, ["ISKP"], id="the newest"),
        pytest.param(2 * DAY, {"AQ", "TTP"}, ["AQ"], id="of some entities"),
        pytest.param(2 * DAY, (), [], id="of none"),
    ],
)
def test_those_of_late(store: SqlStore, since: object, keys: object, found: list[str]) -> None:
    with store.begin() as unit:
        for key, ago in (("ISKP", 0), ("AQ", 1), ("ISKP", 1.5)):
            unit.trends.add(replace(TREND, key=key, span=A_DAY, created=NOW - ago * DAY))
        some = unit.trends.since(NOW - since, keys)  # type: ignore[operator, arg-type]
    assert sorted(one.key for one in some) == sorted(found)
    assert [one.created for one in some] == sorted(one.created for one in some)


def test_a_story_is_lifted(store: SqlStore) -> None:
    with store.begin() as unit:
        first, second = (put_story(unit, put_article(unit, name), severity="medium") for name in "ab")
        unit.stories.lift({first: "critical"})
        unit.stories.lift({})
    with store.begin(read_only=True) as unit:
        assert [one.severity for one in unit.stories.some([first, second])] == ["critical", "medium"]
