"""/settings: language, time zone, and when this chat is spoken to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.model import Destination
from bot.core.notifying import MOST_AT_ONCE
from bot.core.preferences import Preferences, Quiet
from bot.ports import Window
from tests.handlers.commands.conversing import ATTACK, HOME, HOUR, NOW, Room, bare_latin, commands_of, rows_of

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ALWAYS = Window(NOW - 100 * DAY, NOW + 100 * DAY)


def chat(room: Room) -> Destination:
    with room.parts.store.begin(read_only=True) as unit:
        found = unit.chats.find(HOME)
    assert found is not None
    return found


@pytest.mark.parametrize("typed", ["ar", "AR", "العربية", "arabic"])
def test_the_answer_comes_in_the_new_language(typed: str, english: Room) -> None:
    reply = english.say(f"/settings language {typed}")
    assert "بالعربية" in reply.text
    assert reply.language == "ar"
    assert commands_of(reply) == ["/settings language en"]
    assert not bare_latin(english.say("/status ISKP"))


def test_and_back_again(arabic: Room) -> None:
    assert arabic.say("/settings Language EN").text == "From now on I speak English here."
    assert "Nothing was found" in arabic.say("/status ISKP").text


def test_alone_it_shows_what_is_set(english: Room) -> None:
    english.say("/settings timezone asia/baghdad")
    reply = english.say("/settings")
    assert reply.text.splitlines()[1:-1] == [
        "Language: English",
        "Time zone: Asia/Baghdad",
        "No quiet hours.",
        "What is new in a story is gathered: 5 minutes.",
        "The same reason is given again after: 4 hours.",
        "A digest of nothing is one line.",
        "Unusual numbers of mentions are told.",
    ]
    assert commands_of(reply) == [
        "/settings language ar",
        "/settings language en",
        "/settings quiet 22:00-07:00",
        "/settings interval 5m",
        "/settings interval 1h",
        "/settings interval 0",
        "/settings empty silent",
        "/settings trends off",
    ]


def test_every_button_does_what_it_says(english: Room) -> None:
    for command in commands_of(english.say("/settings")):
        assert commands_of(english.say(command)) or command == "/settings language en"
    shown = english.say("/settings")
    assert {"/settings quiet off", "/settings empty line", "/settings trends on"} <= set(commands_of(shown))


def test_times_are_shown_in_the_chats_zone(english: Room) -> None:
    english.say("/settings timezone Asia/Baghdad")
    english.publish()
    assert "2026-03-05 10:00" in english.say("/latest ISKP").text


@pytest.mark.parametrize(
    ("typed", "preferences", "undo"),
    [
        pytest.param("quiet 22:00-07:00", Preferences(quiet=Quiet("22:00", "07:00")), "quiet off", id="quiet"),
        pytest.param(
            "quiet 9:30 – 11:00 critical",
            Preferences(quiet=Quiet("09:30", "11:00", "critical")),
            "quiet off",
            id="dash",
        ),
        pytest.param(
            "quiet 22:00 07:00 SILENT", Preferences(quiet=Quiet("22:00", "07:00", "silent")), "quiet off", id="no dash"
        ),
        pytest.param(
            "هدوء ٢٢:٠٠-٠٧:٠٠ حرجة", Preferences(quiet=Quiet("22:00", "07:00", "critical")), "quiet off", id="Arabic"
        ),
        pytest.param(
            "هدوء ٢٢:٠٠ إلى ٠٧:٠٠", Preferences(quiet=Quiet("22:00", "07:00")), "quiet off", id="Arabic, in words"
        ),
        pytest.param("interval 10m", Preferences(10 * MINUTE), "interval 5m", id="interval"),
        pytest.param("interval 0", Preferences(timedelta()), "interval 5m", id="no interval"),
        pytest.param("interval 0m", Preferences(timedelta()), "interval 5m", id="of no minutes"),
        pytest.param("interval 24h", Preferences(DAY), "interval 5m", id="the longest interval"),
        pytest.param("فاصل ١٠ دقائق", Preferences(10 * MINUTE), "interval 5m", id="interval in Arabic"),
        pytest.param("repeat 7d", Preferences(repeat_interval=7 * DAY), "repeat 4h", id="repeat"),
        pytest.param("تكرار ٠", Preferences(repeat_interval=timedelta()), "repeat 4h", id="repeat in Arabic"),
        pytest.param("empty silent", Preferences(empty="silent"), "empty line", id="empty"),
        pytest.param("فارغ صامت", Preferences(empty="silent"), "empty line", id="empty in Arabic"),
        pytest.param("trends off", Preferences(trends=False), "trends on", id="trends"),
        pytest.param("اتجاهات إيقاف", Preferences(trends=False), "trends on", id="trends in Arabic"),
    ],
)
def test_a_preference_is_kept_and_undone(typed: str, preferences: Preferences, undo: str, english: Room) -> None:
    reply = english.say(f"/settings {typed}")
    assert chat(english).preferences == preferences
    assert commands_of(reply) == [f"/settings {undo}"]
    assert reply.blocks[0].text in english.say("/settings").text
    back = english.say(commands_of(reply)[0])
    assert chat(english).preferences == Preferences()
    english.say(commands_of(back)[0])
    assert chat(english).preferences == preferences, "and undone once more"
    with english.parts.store.begin(read_only=True) as unit:
        actions = [action for _, _, action, _ in unit.people.audit()]
    assert actions == [undo.split()[0]] * 3


def test_preferences_do_not_touch_one_another(english: Room) -> None:
    english.say("/settings quiet 22:00-07:00 critical")
    english.say("/settings repeat 1h")
    assert chat(english).preferences == Preferences(repeat_interval=HOUR, quiet=Quiet("22:00", "07:00", "critical"))


@pytest.mark.parametrize(
    "typed",
    [
        "language",
        "language fr",
        "timezone Mars",
        "timezone",
        "colour red",
        "language ar en",
        "quiet",
        "quiet 22:00",
        "quiet 25:00-07:00",
        "quiet 22:00-07:00 loud",
        "quiet 22:00-22:00",
        "interval",
        "interval 25h",
        "interval soon",
        "repeat 8d",
        "repeat -1h",
        "empty",
        "empty full",
        "trends",
        "trends maybe",
    ],
)
@pytest.mark.parametrize("language", ["english", "arabic"])
def test_what_is_unknown_is_refused(typed: str, language: str, request: pytest.FixtureRequest) -> None:
    room: Room = request.getfixturevalue(language)
    room.say("/settings")
    before = rows_of(room.parts.store)  # type: ignore[arg-type]
    refusal = room.say(f"/settings {typed}")
    assert rows_of(room.parts.store) == before  # type: ignore[arg-type]
    assert "/settings" in refusal.text or "Asia/Baghdad" in refusal.text
    assert language == "english" or not bare_latin(refusal)


def test_quiet_hours_say_whose_hours_they_are(english: Room) -> None:
    english.say("/settings timezone Asia/Baghdad")
    assert "These are hours of Asia/Baghdad." in english.say("/settings quiet 22:00-07:00").text


def test_what_was_held_comes_when_quiet_hours_are_ended(english: Room) -> None:
    english.say("/watch ISKP")
    english.say("/settings quiet 07:00-20:00")
    english.publish()
    assert sent(english) == []
    english.say("/settings quiet off")
    english.parts.alerting.speak(english.now)
    assert sent(english) == ["first"]


def test_of_much_that_was_held_comes_one_digest(english: Room) -> None:
    english.say("/watch ISKP")
    english.say("/settings quiet 07:00-20:00")
    for number, place in enumerate("كابول غزة بغداد إدلب عدن مقديشو بيروت صنعاء طرابلس الخرطوم باماكو".split()):
        english.publish(ATTACK.replace("قندهار", place).replace("21", str(30 + 7 * number)), source=place)
    assert len(stories(english)) == MOST_AT_ONCE + 1
    english.now += MINUTE
    english.say("/settings quiet off")
    english.parts.alerting.speak(english.now)
    assert english.parts.waking.post(english.now) == 1
    assert english.parts.waking.post(english.now) == 0
    assert sent(english) == []


def test_what_waits_for_an_interval_comes_when_that_is_over(english: Room) -> None:
    english.say("/watch ISKP")
    english.publish()
    english.publish(ATTACK.replace("21", "30"), source="another outlet")
    assert sent(english) == ["first"]
    english.say("/settings interval 0")
    english.parts.alerting.speak(english.now)
    assert sent(english) == ["first", "toll"]


def test_what_was_muted_comes_when_that_is_ended(english: Room) -> None:
    english.say("/watch ISKP")
    english.say("/mute ISKP 4h")
    english.publish()
    english.say("/unmute ISKP")
    english.parts.alerting.speak(english.now)
    assert sent(english) == ["first"]


def sent(room: Room) -> list[str]:
    """The reasons of the alerts that the chat was sent."""
    with room.parts.store.begin(read_only=True) as unit:
        return [one.reason for one in unit.alerts.sent(chat(room).id, ALWAYS)]


def stories(room: Room) -> list[int]:
    with room.parts.store.begin(read_only=True) as unit:
        return [one.id for one in unit.stories.recent((), ALWAYS, 100)]
