"""/why: the reasons of an alert, by number or as a reply."""

from __future__ import annotations

import pytest

from bot.core.bidi import strip_controls
from bot.core.model import Delivery
from bot.core.render.how import explained
from bot.storage import SqlStore
from tests.handlers.commands.conversing import HOUR, Room, commands_of, room
from watchlists import Matcher
from watchlists.outlets import Outlet, Outlets

# No two share enough to be one story.
SIGHTS = (
    "شوهد قارب مهجور قرب الرصيف الشرقي وعليه شعار",
    "روت معلمة متقاعدة كيف فقدت مكتبتها حين دخل قريتها الجبلية",
    "كتب باحث فنلندي أطروحة عن منشورات طبعها بالطبشور",
    "عرض متحف صغير دراجة هوائية استعملها ساعي بريد",
    "سأل نائب مستقل الحكومة عن كلفة ترميم جسر هدمه قبل عقد",
    "نفى تاجر سجاد شراء خيوط صوف نادرة من",
    "أغلقت بلدية ساحلية شارعا بعد لافتة محل تحمل اسم",
    "صادر موظفو الجمارك شحنة زعفران نسبها محقق إلى",
    "أعاد طبيب بيطري رواية هروبه من حظيرة احتلها شتاء",
    "انتقد عازف عود أغنية ساخرة بلا لحن عن",
)
THRICE = "قصف داعش خراسان حيا. وقال سكان إن داعش خراسان انسحب. وأضافوا أن داعش خراسان عاد، وأن لداعش خراسان قتلى."


def words(codes: list[str], room: Room) -> str:
    """What the chat says of these codes of a match."""
    return explained(codes, room.parts.reader().watchlists, room.parts.texts["en"])


@pytest.mark.parametrize("typed", ["A1", "a1", "1", "A١"])
def test_an_alert_is_found_by_its_number(typed: str, english: Room) -> None:
    english.say("/watch ISKP")
    english.publish()
    text = english.say(f"/why {typed}").text
    assert "Why alert A1" in text
    assert "تفجيرا انتحاريا" in text
    assert words(["tanween"], english) in text
    assert "This chat asked for: Islamic State Khorasan Province (ISKP)" in text
    assert "outlet" in text


def test_a_reply_means_its_alert(english: Room) -> None:
    english.say("/watch ISKP")
    english.publish()
    with english.parts.store.begin() as unit:
        (delivery,) = unit.outbox.claim("telegram", english.now, 60, 9)
        unit.outbox.sent(delivery.id, "501", english.now)
    assert "Why alert A1" in english.say("/why", replied_to="501").text
    assert "Which alert?" in english.say("/why", replied_to="999").text


def test_the_alerts_own_button_leads_here(english: Room) -> None:
    english.say("/watch ISKP")
    english.publish()
    with english.parts.store.begin() as unit:
        (delivery,) = unit.outbox.claim("telegram", english.now, 60, 9)
    why = next(one for one in commands_of(delivery.message) if one.startswith("/why"))
    assert "Why alert A1" in english.say(why).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("A99", "There is no such alert", id="unknown"),
        pytest.param("A999999999999", "There is no such alert", id="far beyond"),
        pytest.param("", "Which alert?", id="none"),
        pytest.param("S1", "Which alert?", id="a story"),
        pytest.param("A1 A2", "Which alert?", id="two"),
        pytest.param("T9", "There is no T9", id="no trend"),
        pytest.param("A-1", "Which alert?", id="negative"),
    ],
)
def test_other_numbers_are_refused(typed: str, said: str, english: Room) -> None:
    english.publish()
    assert said in english.say(f"/why {typed}").text


def surge(room: Room, number: int = 10) -> None:
    """A month of past, then so many stories in an hour; what is unusual is told."""
    for day in range(7, 31, 3):
        room.publish(f"{SIGHTS[day % len(SIGHTS)]} داعش خراسان", ago=day * 24 * HOUR, source=f"قديم {day}", silent=True)
    for at, sight in enumerate(SIGHTS[:number]):
        room.publish(f"{sight} داعش خراسان", ago=HOUR, source=f"منبر {at}")
    room.parts.trends.look(room.now)


@pytest.mark.parametrize("typed", ["T1", "t1", "T١"])
def test_a_trend_is_found_by_its_number(typed: str, english: Room) -> None:
    english.say("/watch ISKP")
    surge(english)
    text = strip_controls(english.say(f"/why {typed}").text)
    assert text.startswith("Why T1: Islamic State Khorasan Province\n10 mentions in 2 hours, usually almost none")
    assert "Held against 84 windows of 2 hours, at the same time of the 28 days before:" in text


def test_the_buttons_of_a_trend_lead_somewhere(english: Room) -> None:
    english.say("/watch ISKP")
    surge(english)
    with english.parts.store.begin() as unit:
        waiting = list[Delivery]()
        while taken := unit.outbox.claim("telegram", english.now, 60, 9):
            waiting += taken
            for one in taken:
                unit.outbox.sent(one.id, "x", english.now)
    (message,) = (one.message for one in waiting if one.message.text.startswith("📈"))
    why, mute, status = commands_of(message)
    assert "Why T1" in english.say(why).text
    assert "Unusual: 10 mentions in 2 hours" in strip_controls(english.say(status).text)
    assert "is muted" in english.say(mute).text


def test_why_shows_what_the_severity_is_made_of(english: Room) -> None:
    english.publish()
    assert "Severity 80: Suicide bombing 80" in english.say("/why A1").text


def test_each_distinct_match_is_shown_once(english: Room) -> None:
    english.publish(THRICE)
    text = english.say("/why A1").text
    heads = [line for line in text.splitlines() if "Islamic State Khorasan" in line]
    assert len(heads) == 2, text
    assert words(["clitic:ل"], english) in text


def test_a_chat_without_a_subscription_is_told_so(english: Room) -> None:
    english.publish()
    assert "This chat has no subscription to it now." in english.say("/why A1").text


def test_the_outlets_given_are_known_when_an_article_comes_in_and_when_it_is_shown(
    sqlite_store: SqlStore, shipped_matcher: Matcher
) -> None:
    depths = Outlet("DEPTHS", {"ar": "أغوار", "en": "Depths"}, "militant", 4, group="ISIS")
    english = room(sqlite_store, shipped_matcher, outlets=Outlets((depths,)))
    english.say("/watch ISKP")
    english.publish("نفذ داعش خراسان تفجيرا انتحاريا في كابول وقتل 9 أشخاص.", source="أغوار")
    with sqlite_store.begin() as unit:
        (delivery,) = unit.outbox.claim("telegram", english.now, 60, 9)
    assert "Suicide bombing (claimed)" in delivery.message.text
    assert "Published by the group's own medium (Depths — " in delivery.message.text
    assert "Depths (militant, tier 4)" in english.say("/why A1").text
    assert " — Depths (militant), " in english.say("/latest").text
