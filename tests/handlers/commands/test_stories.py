"""/story, /merge, /split and /undo as people use them, one after another."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.model import Mute
from bot.services.expiring import Expiring
from bot.storage import SqlStore
from tests.handlers.commands.conversing import HOUR, Room, bare_latin, commands_of, rows_of

MARKET = "اتهم وجهاء داعش خراسان بتفجير عبوة أمام مخزن حبوب في كابول ليلا، وقالوا إن الحارس نجا."
RAID = "اعتقلت قوات الأمن في كابول ثلاثة من داعش خراسان بعد مداهمة منزل في حي شعبي."
THREE = 3


def tell(room: Room) -> None:
    """S1 a bombing, S2 one in another city, S3 an arrest; alerts A1, A2 and A3."""
    room.say("/watch ISKP")
    room.publish(title="تفجير في قندهار", source="الأفق")
    room.publish(MARKET, title="انفجار يهز سوقا", source="الوادي", ago=HOUR / 2)
    room.publish(RAID, title="اعتقال ثلاثة", source="الضفة", ago=HOUR / 3)
    send(room)


def send(room: Room) -> list[str]:
    """Send all that waits; what kinds it was."""
    kinds = list[str]()
    with room.parts.store.begin() as unit:
        while claimed := unit.outbox.claim("telegram", room.now + HOUR, 60, 9):
            for one in claimed:
                unit.outbox.sent(one.id, f"{500 + one.id}", room.now + HOUR)
                kinds.append(one.kind)
    return kinds


def reports(room: Room, story_id: int) -> int:
    with room.parts.store.begin() as unit:
        story = unit.stories.get(story_id)
    return len(story.reports) if story else 0


def test_a_story_is_shown_with_its_numbered_reports_and_why_they_stand_there(english: Room) -> None:
    tell(english)
    english.say("/merge S1 S2")
    reply = english.say("/story S1")
    first, second = reply.text.index("1. "), reply.text.index("2. ")
    assert "Suicide bombing — Kandahar" in reply.text
    assert "Severity: critical; 2 reports, 2 sources; from 2026-03-05 07:00 to 2026-03-05 07:30." in reply.text
    assert "Alerts: A1, A2" in reply.text
    assert "الأفق" in reply.text[first:second]
    assert "began the story" in reply.text[first:second]
    assert "put here by a person" in reply.text[second:]
    assert "S2 was merged into S1 by telegram:1001 on 2026-03-05 08:00 (R1)." in reply.text
    assert commands_of(reply) == ["/mute S1 4h", "/merge S1", "/split S1"]


@pytest.mark.parametrize(
    "typed", ["/story S1", "/story s1", "/story 1", "/story S١", "قصة S1", "قصه S۱", "/story@rasid S1"]
)
def test_a_story_is_found_by_its_number_however_it_is_typed(typed: str, english: Room) -> None:
    tell(english)
    assert "Suicide bombing" in english.say(typed).text


def test_a_reply_to_an_alert_means_its_story(english: Room) -> None:
    tell(english)
    assert "Suicide bombing" in english.say("/story", replied_to="501").text
    assert "Which story?" in english.say("/story", replied_to="999").text


def test_many_reports_are_shown_in_pages(english: Room) -> None:
    tell(english)
    for number in range(20):
        text = f"نفذ تنظيم داعش خراسان تفجيرا انتحاريا في قندهار أسفر عن 21 قتيلا. الشاهد رقم {number} أكد ذلك."
        english.publish(text, title="تفجير في قندهار", source=f"وكالة {number}", ago=HOUR / 4)
    held = reports(english, 1)
    assert held > 15
    (more,) = [one for one in commands_of(english.say("/story S1")) if one.startswith("/story")]
    assert more == "/story S1 16"
    assert f"{held}. " in english.say(more).text


def test_stories_are_merged_and_the_merge_is_undone_by_its_button(english: Room, sqlite_store: SqlStore) -> None:
    tell(english)
    reply = english.say("/merge S1 S2")
    assert "S2 → S1, which now holds 2 reports." in reply.text
    assert (reports(english, 1), reports(english, 2)) == (2, 0)
    undo = commands_of(reply)[0]
    assert undo == "/undo R1"
    assert "S2 is a story of its own again." in english.say(undo).text
    assert (reports(english, 1), reports(english, 2)) == (1, 1)
    assert "R1 was taken back already." in english.say(undo).text
    done = [(action, details) for _, _, action, details in rows_of(sqlite_store)["audit"][:2]]
    assert done == [
        ("undo", {"ruling": 1, "kind": "merge", "story": 1, "other": 2}),
        ("merge", {"story": 1, "others": [2], "rulings": [1]}),
    ]


async def test_what_moved_reports_that_are_kept_no_longer_says_so(english: Room, sqlite_store: SqlStore) -> None:
    tell(english)
    english.say("/merge S1 S2")
    english.now += timedelta(days=40)
    english.parts.alerting.speak(english.now)
    with sqlite_store.begin() as unit:
        while claimed := unit.outbox.claim("telegram", english.now, 60, 99):
            for one in claimed:
                unit.outbox.sent(one.id, str(one.id), english.now)
    await Expiring(sqlite_store, 1, lambda: english.now, pause=0.0).work()
    reply = english.say("/undo R1")
    assert "kept no longer" in reply.text
    assert commands_of(reply) == []
    assert "was taken back already" in english.say("/undo R1").text


def test_several_stories_are_merged_at_once_and_undone_at_once(english: Room) -> None:
    tell(english)
    reply = english.say("/merge S1 S2 S3")
    assert "S2, S3 → S1, which now holds 3 reports." in reply.text
    assert commands_of(reply)[0] == "/undo R1 R2"
    english.say(commands_of(reply)[0])
    assert [reports(english, number) for number in (1, 2, 3)] == [1, 1, 1]


def test_whoever_names_a_merged_story_is_led_to_the_other_one(english: Room) -> None:
    tell(english)
    english.say("/merge S1 S2")
    led = "S2 was merged into S1."
    assert english.say("/story S2").text.startswith(led)
    assert "Story S1 is muted" in english.say("/mute S2 4h").text
    assert english.say("/mute S2 4h").text.startswith(led)
    with english.parts.store.begin() as unit:
        assert [(one.scope, one.key) for one in unit.chats.mutes(english.now)] == [("story", "1")]
    assert english.say("/unmute S2").text.startswith(led)
    assert english.say("/merge S2").text.startswith(led)
    why = english.say("/why A2").text
    assert "S2 was merged into S1 by telegram:1001" in why
    assert "Sources of story S1" in why
    assert "came in after this alert" not in why
    assert "S2 was merged into S1 by telegram:1001" in english.say("/why A1").text
    assert "merged" not in english.say("/why A3").text


def test_what_is_near_is_offered(english: Room) -> None:
    tell(english)
    reply = english.say("/merge S1")
    assert commands_of(reply) == ["/merge S1 S2", "/merge S1 S3"]
    assert "Arrest — Kabul" in reply.text
    english.say(commands_of(reply)[0])
    assert reports(english, 1) == 2


def test_reports_become_a_story_of_their_own_and_chats_are_not_alerted(english: Room) -> None:
    tell(english)
    english.say("/merge S1 S2 S3")
    english.now += HOUR
    english.parts.alerting.speak(english.now)
    assert send(english) == ["edit"]
    reply = english.say("/split S1 3")
    assert "1 report of S1 is now S4:" in reply.text
    assert "اعتقال ثلاثة" in reply.text
    assert commands_of(reply) == ["/undo R3", "/story S4"]
    english.now += HOUR
    english.parts.alerting.speak(english.now)
    assert set(send(english)) <= {"edit"}
    assert "Arrest — Kabul" in english.say("/story S4").text
    assert "S4 was taken out of S1 by telegram:1001" in english.say("/story S1").text
    assert "S4 is a part of S1 again." in english.say("/undo R3").text
    assert (reports(english, 1), reports(english, 4)) == (3, 0)
    assert english.say("/story S4").text.startswith("S4 was merged into S1.")


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        pytest.param("/split S1 2 3", 1, id="two reports"),
        pytest.param("/split S1 A2", 2, id="by an alert"),
        pytest.param("/split s١ a٢ ٣", 1, id="in Arabic digits"),
        pytest.param("فصل S1 2", 2, id="in Arabic"),
        pytest.param("/split S2 2", 2, id="by the number of a merged story"),
        pytest.param("/split S1 2 2 A2", 2, id="the same twice"),
    ],
)
def test_reports_are_named_by_number_or_alert(typed: str, left: int, english: Room) -> None:
    tell(english)
    english.say("/merge S1 S2 S3")
    english.say(typed)
    assert (reports(english, 1), reports(english, 4)) == (left, THREE - left)


def test_numbers_stay_while_reports_come_in(english: Room) -> None:
    tell(english)
    english.say("/merge S1 S2 S3")
    assert "2. ⁨الوادي⁩" in english.say("/split S1").text
    english.publish("نفذ تنظيم داعش خراسان تفجيرا انتحاريا في قندهار أسفر عن 21 قتيلا.", source="النجد", ago=9 * HOUR)
    english.say("/split S1 2")
    assert "انفجار يهز سوقا" in english.say("/story S4").text


def test_stories_far_apart_are_merged_at_a_second_press(english: Room) -> None:
    tell(english)
    english.now += timedelta(days=12)
    english.publish(RAID, title="اعتقال آخر", source="النجد")
    reply = english.say("/merge S1 S4")
    assert "apart. Merge them all the same?" in reply.text
    assert reports(english, 1) == 1
    yes, no = commands_of(reply)
    assert "Suicide bombing" in english.say(no).text
    assert "which now holds 2 reports" in english.say(yes).text
    assert reports(english, 1) == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("/story S99", "There is no story S99.", id="unknown story"),
        pytest.param("/story", "Which story?", id="no story"),
        pytest.param("/story S1 S3", "Which story?", id="two stories"),
        pytest.param("/merge S1 S99", "There is no story S99.", id="merge with an unknown story"),
        pytest.param("/merge S1 S1", "A story cannot be merged into itself: S1.", id="merge with itself"),
        pytest.param("/merge S1 S2", "S1, S2 are one story already: S1.", id="merge again"),
        pytest.param("/merge ISKP S1", "I did not understand that.", id="merge an entity"),
        pytest.param("/merge", "Which story shall take others in?", id="merge nothing"),
        pytest.param("/split", "Which story holds two happenings?", id="split nothing"),
        pytest.param("/split S99 1", "There is no story S99.", id="split an unknown story"),
        pytest.param("/split S1 1 2", "Nothing would be left in S1.", id="split everything"),
        pytest.param("/split S1 3", "S1 holds 2 reports: there is no number 3 in it.", id="a number out of range"),
        pytest.param("/split S1 0", "S1 holds 2 reports: there is no number 0 in it.", id="zero"),
        pytest.param("/split S1 A3", "A3 is about no report of S1.", id="an alert of another story"),
        pytest.param("/split S1 A99", "A99 is about no report of S1.", id="an unknown alert"),
        pytest.param("/split S1 second", "I did not understand that.", id="a word"),
        pytest.param("/split S3", "S3 holds one report only.", id="one report"),
        pytest.param("/undo", "I did not understand that.", id="undo nothing"),
        pytest.param("/undo R9", "There is no decision R9.", id="undo an unknown decision"),
        pytest.param("/undo", "/undo R3 for a merge or a split, /undo E12 for an edit", id="what can be undone"),
        pytest.param("/undo S1", "I did not understand that.", id="undo a story"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    typed: str, said: str, english: Room, sqlite_store: SqlStore
) -> None:
    tell(english)
    english.say("/merge S1 S2")
    before = rows_of(sqlite_store)
    assert said in english.say(typed).text
    assert rows_of(sqlite_store) == before
    assert [reports(english, number) for number in (1, 2, 3)] == [2, 0, 1]


def test_in_arabic_from_one_end_to_the_other(arabic: Room) -> None:
    tell(arabic)
    walk = [
        "قصة S١",
        "دمج S1",
        "دمج S1 S2",
        "قصة S2",
        "/mute S2 4h",
        "/why A2",
        "فصل S1",
        "فصل S1 2",
        "تراجع R٢",
        "تراجع R1",
    ]
    for line in walk:
        reply = arabic.say(line)
        assert reply.language == "ar"
        assert not bare_latin(reply), (line, reply.text)
        assert "لم أفهم" not in reply.text
    assert [reports(arabic, number) for number in (1, 2, 3)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("/story S99", "لا توجد قصة", id="unknown story"),
        pytest.param("/merge S1 S1", "لا تدمج قصة في نفسها", id="itself"),
        pytest.param("/split S1 1", "لن يبقى في", id="nothing left"),
        pytest.param("/split S1 4", "خبر واحد، ولا رقم", id="out of range"),
        pytest.param("/undo R9", "لا يوجد قرار", id="unknown decision"),
    ],
)
def test_refusals_in_arabic(typed: str, said: str, arabic: Room) -> None:
    tell(arabic)
    reply = arabic.say(typed)
    assert said in reply.text
    assert not bare_latin(reply)


def test_a_mute_is_shown_with_its_story(english: Room) -> None:
    tell(english)
    english.say("/mute S1 4h too much")
    assert "Story S1 — muted until 2026-03-05 12:00 by telegram:1001: “⁨too much⁩”" in english.say("/story S1").text
    assert "muted" not in english.other("-5", english.person).say("/story S1").text


def test_a_merged_story_keeps_its_mute(english: Room) -> None:
    tell(english)
    english.say("/mute S2 4h")
    english.say("/merge S1 S2")
    with english.parts.store.begin() as unit:
        mutes: list[Mute] = list(unit.chats.mutes(english.now))
    assert [one.key for one in mutes] == ["1"]
