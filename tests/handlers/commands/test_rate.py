"""/rate, /more and /sources: what an alert's buttons do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.message import Message
from bot.core.model import Address, Person, Update
from tests.handlers.commands.conversing import ATTACK, HOUR, Room, commands_of

OMAR = Person("telegram", "1002", "Omar")
AGAIN = "قال ركاب حافلة في قندهار إن تفجيرا انتحاريا وقع عند الجسر مساء، ونسبه محافظ الإقليم إلى داعش خراسان."
FOILED = (
    "أعلنت الاستخبارات في كابول إحباط مخطط لداعش خراسان لتنفيذ تفجير انتحاري في العاصمة، وضبط سيارة محملة بالمتفجرات"
    " واعتقال شبكة كاملة."
)
LATER = "قال ركاب حافلة في مدينة مزار شريف إن تفجيرا انتحاريا وقع عند الجسر مساء، ونسبه محافظ الإقليم إلى داعش خراسان."


def alert(room: Room) -> Message:
    """The alert that this chat gets of a bombing."""
    room.say("/watch ISKP")
    room.publish(title="تفجير في قندهار", source="الأفق", url="https://horizon.example/1")
    with room.parts.store.begin() as unit:
        (delivery,) = unit.outbox.claim("telegram", room.now, 60, 9)
        unit.outbox.sent(delivery.id, "501", room.now)
    return delivery.message


def test_every_button_of_an_alert_is_answered(english: Room) -> None:
    commands = commands_of(alert(english))
    assert commands == [
        *(f"/{name} A1" for name in ("more", "sources", "why")),
        *(f"/rate A1 {said}" for said in ("yes", "no", "dup")),
        "/mute ISKP 4h",
        "/status ISKP",
    ]
    for command in commands:
        assert "understand" not in english.say(command).text


def test_a_second_press_changes_nothing_and_another_word_replaces_it(english: Room) -> None:
    alert(english)
    assert english.say("/rate A1 yes").text == "Noted, thank you."
    assert "already" in english.say("/rate A1 yes").text
    assert "instead of what you said before" in english.say("/rate A1 no").text
    english.say("/watch AQ")
    assert "already" in english.say("/rate A1 no").text
    assert "1 said not relevant." in english.say("/why A1").text


@pytest.mark.parametrize(
    ("typed", "replied", "said"),
    [
        pytest.param("/rate 1 yes", None, "Noted", id="a bare number"),
        pytest.param("/rate a١ نعم", None, "Noted", id="Arabic"),
        pytest.param("قيّم A1 غير مهم", None, "Noted", id="the Arabic command"),
        pytest.param("/rate no", "501", "Noted", id="a reply"),
        pytest.param("/rate", "501", "What do you say of A1?", id="a reply without a word"),
        pytest.param("/rate A1", None, "What do you say of A1?", id="no word"),
        pytest.param("/rate A1 perhaps", None, "Possible: yes, no, dup", id="another word"),
        pytest.param("/rate A9 yes", None, "There is no such alert", id="no such alert"),
        pytest.param("/rate yes", None, "Which alert?", id="no alert"),
    ],
)
def test_it_works_typed_and_as_a_reply(typed: str, replied: str | None, said: str, english: Room) -> None:
    alert(english)
    assert said in english.say(typed, replied_to=replied).text


def test_what_people_said_is_shown_with_its_aliases(english: Room) -> None:
    alert(english)
    omar = replace(english, person=OMAR)
    english.say("/rate A1 no")
    omar.say("/rate A1 no")
    text = english.say("/why A1").text
    assert "2 said not relevant" in text
    assert "Alias “\u2068داعش خراسان\u2069”: 2 of 2 called not relevant." in text


def test_the_answer_is_whispered_to_who_pressed(english: Room) -> None:
    alert(english)
    update = Update("telegram", "p1", english.address, english.person, "/rate A1 no", pressed=True, replied_to="501")
    (answer,) = english.parts.answering.answer(replace(update, whisper="press-1"), english.now)
    assert answer.mode == "whisper"


def test_a_duplicate_may_be_merged_at_once(english: Room) -> None:
    alert(english)
    english.publish(AGAIN, ago=HOUR / 2, source="الوادي")
    english.say(commands_of(english.say("/split S1"))[0])
    reply = english.say("/rate A1 dup")
    assert "Is it the same as S1?" in reply.text
    merge, show = commands_of(reply)
    assert show == "/story S1"
    assert "S1 → S2" in english.say(merge).text
    assert "pressed already" in english.say(merge).text


@pytest.mark.parametrize("text", [LATER, FOILED], ids=["another town", "a foiled plot elsewhere"])
def test_another_happening_is_not_offered(text: str, english: Room) -> None:
    alert(english)
    english.publish(text, ago=HOUR / 2, source="الوادي")
    with english.parts.store.begin() as unit:
        assert len(unit.stories.some([1, 2])) == 2
    for number in (1, 2):
        assert english.say(f"/rate A{number} dup").text == "Noted, thank you."


def test_viewers_are_not_offered_to_merge(english: Room) -> None:
    alert(english)
    english.publish(AGAIN, ago=HOUR / 2, source="الوادي")
    english.say(commands_of(english.say("/split S1"))[0])
    with english.parts.store.begin() as unit:
        unit.people.grant(OMAR, "viewer", english.now)
    assert replace(english, person=OMAR).say("/rate A1 dup").text == "Noted, thank you."


def test_the_longer_version_and_the_sources(english: Room) -> None:
    alert(english)
    more = english.say("/more A1")
    assert "Suicide bombing — Kandahar" in more.text
    assert "تبنى الهجوم" in more.text
    sources = english.say("وسائل 1")
    assert "الأفق" in sources.text
    assert [span.url for one in sources.blocks for span in one.spans if span.url] == ["https://horizon.example/1"]


def test_many_sources_are_shown_in_pages(english: Room) -> None:
    alert(english)
    for number in range(17):
        text = f"{ATTACK} الشاهد رقم {number} أكد ذلك."
        english.publish(text, title="تفجير في قندهار", source=f"وكالة {number}", ago=timedelta(minutes=40 - number))
    first = english.say("/sources A1")
    show, more = commands_of(first)
    assert (show, more) == ("/story S1", "/sources A1 16")
    assert "وكالة 16" in english.say(more).text
    assert "وكالة 16" not in first.text


def test_only_an_alert_that_the_chat_got_is_rated(english: Room) -> None:
    alert(english)
    group = replace(english, address=Address("telegram", "-5"), private=False)
    group.say("/start")
    assert "A1 was not sent to this chat" in group.say("/rate A1 no").text
    assert "was not sent" in group.say("/rate A1").text
    assert "Of this alert" not in english.say("/why A1").text
    assert "Noted" in english.say("/rate A1 no").text


def test_a_topic_and_its_chat_are_one_and_viewers_may(english: Room) -> None:
    group = replace(english, address=Address("telegram", "-5"), private=False)
    topic = replace(group, address=Address("telegram", "-5", "7"))
    topic.say("/watch AQ")
    group.say("/watch ISKP")
    english.publish()
    with english.parts.store.begin() as unit:
        unit.people.grant(OMAR, "viewer", english.now)
    assert "Noted" in replace(topic, person=OMAR).say("/rate A1 no").text
    assert "1 of 1 called not relevant" in group.say("/why A1").text


@pytest.mark.parametrize("name", ["more", "sources"])
def test_which_alert_is_asked(name: str, english: Room) -> None:
    alert(english)
    assert "Which alert?" in english.say(f"/{name}").text
    assert "Which alert?" in english.say(f"/{name} A1 x y").text
    assert "There is no such alert" in english.say(f"/{name} A77").text
    assert "S1" in english.say(f"/{name}", replied_to="501").text
