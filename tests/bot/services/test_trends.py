"""Unusual numbers of mentions, from the articles to the chats that hear of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from bot.core.bidi import strip_controls
from bot.core.model import Destination, Incoming
from bot.core.preferences import Preferences, Quiet
from bot.core.trends import Trend
from bot.services.trends import Trends
from bot.storage import SqlStore
from tests.bot.services.newsroom import DAY, HOUR, NOW, Newsroom, article, matcher, texts

# No two share enough to be one story.
SIGHTS = (
    "شوهد قارب مهجور قرب الرصيف الشرقي وعليه شعار داعش خراسان مطليا بالأزرق",
    "روت معلمة متقاعدة كيف فقدت مكتبتها حين دخل داعش خراسان قريتها الجبلية",
    "كتب باحث فنلندي أطروحة عن منشورات داعش خراسان المطبوعة بالطبشور",
    "عرض متحف صغير دراجة هوائية قيل إن داعش خراسان استعملها ساعي بريد",
    "سأل نائب مستقل الحكومة عن كلفة ترميم جسر نسفه داعش خراسان قبل عقد",
    "نفى تاجر سجاد أن يكون داعش خراسان قد اشترى منه خيوط صوف",
    "أغلقت بلدية ساحلية شارعا بعدما ظهر اسم داعش خراسان على لافتة محل",
    "صادر موظفو الجمارك شحنة زعفران نسبها محقق إلى داعش خراسان",
    "أعاد طبيب بيطري رواية هروبه من حظيرة احتلها داعش خراسان شتاء",
    "تراجع عدد المتابعين لقناة هواة تتبع بيانات داعش خراسان لاسلكيا",
    "أوصت لجنة تعليمية بحذف فصل عن داعش خراسان من كتاب الجغرافيا",
    "انتقد عازف عود أغنية ساخرة من داعش خراسان لأنها بلا لحن",
)
WIRE = "ذكرت وكالة أن داعش خراسان نشر تسجيلا صوتيا مدته سبع دقائق يتحدث فيه عن محاصيل الخريف وأسواق القرى البعيدة."


@dataclass
class Desk(Newsroom):
    """A newsroom whose clock moves, and what it tells of unusual numbers."""

    looking: Trends
    now: datetime = NOW

    def month(self, every: int = 2) -> None:
        """A mention every so many days, at this hour; lately none, of which today's would be copies."""
        days = range(7, 31, every)
        self.take(*(_said(SIGHTS[day % 12], f"قديم {day}", self.now - day * DAY - HOUR, silent=True) for day in days))

    def surge(self, number: int = 10, outlets: int = 1) -> None:
        """So many stories in this hour, each by so many outlets."""
        told = [(f"منبر {at}-{by}", text) for at, text in enumerate(SIGHTS[:number]) for by in range(outlets)]
        self.take(*(_said(text, source, self.now - HOUR / 2) for source, text in told), now=self.now)

    def look(self, later: timedelta = timedelta(0)) -> int:
        self.now += later
        return self.looking.look(self.now)

    def trends(self) -> Sequence[Trend]:
        with self.store.begin() as unit:
            return unit.trends.since(NOW - 100 * DAY)

    def prefer(self, chat: Destination, preferences: Preferences) -> None:
        with self.store.begin() as unit:
            unit.chats.change(chat.id, preferences=preferences)


def _said(text: str, source: str, published: datetime, **given: bool) -> Incoming:
    return replace(article(text, source, published=published), **given)  # type: ignore[arg-type]


@pytest.fixture(name="desk")
def _desk(store: SqlStore) -> Desk:
    desk = Desk(store, Trends(store, matcher, texts()))
    desk.month()
    return desk


def test_a_surge_is_told_to_whom_it_concerns(desk: Desk) -> None:
    for name, wish in {"it": "ISKP", "above": "ISIS", "list": "list:groups", "other": "TTP", "all": "all"}.items():
        desk.chat(name, wish, language="en")
    desk.chat("asked", "ISKP", access="asked")
    desk.surge()
    assert desk.look() == 4
    assert desk.told() == {"it": 1, "above": 1, "list": 1, "all": 1}
    one, *_ = (one for one, name in desk.outbox() if name == "it")
    assert (one.kind, one.alert_id, one.silent) == ("alert", None, False)
    lines = strip_controls(one.message.text).splitlines()
    assert lines[:3] == [
        "📈 Unusual: Islamic State Khorasan",
        "10 mentions in 2 hours, usually almost none",
        "10 stories, 10 sources:",
    ]
    assert lines[-2] == "and 5 more stories"
    assert lines[-1].startswith("T")


def test_thirty_copies_of_one_story_are_none(desk: Desk) -> None:
    desk.chat("it", "ISKP")
    desk.take(*(_said(WIRE, f"منبر {at}", NOW - HOUR / 2) for at in range(30)))
    assert desk.look() == 0
    assert desk.trends() == []


def test_it_is_told_once_until_it_is_over(desk: Desk) -> None:
    desk.chat("it", "ISKP")
    desk.surge(10)
    assert [desk.look(), desk.look(HOUR / 12), desk.look(HOUR / 12)] == [1, 0, 0]
    assert desk.look(4 * HOUR) == 0
    assert [(one.over is not None, one.verdict) for one in desk.trends()] == [(True, "first")]


def test_what_a_new_feed_held_already_is_no_surge(desk: Desk) -> None:
    desk.chat("it", "ISKP")
    desk.take(*(_said(text, f"منبر {at}", NOW - HOUR, silent=True) for at, text in enumerate(SIGHTS)))
    assert desk.look() == 0


def test_nobody_watches(desk: Desk) -> None:
    desk.surge()
    desk.chat("events", "event:arrest")
    assert desk.look() == 0
    assert desk.trends() == []


@pytest.mark.parametrize(
    ("quiet", "silent"),
    [
        pytest.param(Quiet("11:00", "13:00"), None, id="held"),
        pytest.param(Quiet("11:00", "13:00", "critical"), None, id="not critical"),
        pytest.param(Quiet("11:00", "13:00", "silent"), True, id="without a sound"),
        pytest.param(Quiet("13:00", "11:00"), False, id="at another time"),
    ],
)
def test_quiet_hours(desk: Desk, quiet: Quiet, silent: bool | None) -> None:
    chat = desk.chat("it", "ISKP")
    desk.prefer(chat, Preferences(quiet=quiet))
    desk.surge()
    desk.look()
    assert [one.silent for one, _ in desk.outbox()] == ([] if silent is None else [silent])
    (trend,) = desk.trends()
    assert trend.untold == ({chat.id: "quiet"} if silent is None else {})


def test_what_is_muted_is_noted(desk: Desk) -> None:
    muted, never, heard = (desk.chat(name, "ISKP") for name in ("muted", "never", "heard"))
    desk.mute(muted, "entity", "ISKP")
    desk.prefer(never, Preferences(trends=False))
    desk.surge()
    assert desk.look() == 1
    assert desk.told() == {"heard": 1}
    (trend,) = desk.trends()
    assert trend.untold == {muted.id: "muted"}
    assert heard.id not in trend.untold


def test_a_new_entity_has_no_usual(store: SqlStore) -> None:
    desk = Desk(store, Trends(store, matcher, texts()))
    desk.chat("it", "ISKP")
    desk.surge()
    assert desk.look() == 0


def test_what_is_unusual_makes_the_next_story_more_serious(desk: Desk) -> None:
    desk.chat("it", "ISKP")
    desk.surge()
    desk.look()
    desk.report(article("ألقت الشرطة القبض على عنصرين من داعش خراسان في حي الجامعة بكابول.", "صدى"), now=NOW)
    with desk.store.begin() as unit:
        alert = next(
            one
            for number in range(1, 20)
            if (one := unit.alerts.get(number)) and "severity" in one.known and one.severity == "medium"
        )
    assert [one["of"] for one in alert.known["severity"]["parts"]] == ["type", "unusual"]
