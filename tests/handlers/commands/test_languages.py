"""No sentence is in the wrong language: every message that the bot has is walked through, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.message import Message
from bot.core.model import Language, Mute, Person
from bot.core.preferences import Preferences, Quiet
from bot.storage import SqlStore
from tests.bot.services.test_trends import SIGHTS
from tests.handlers.commands.conversing import ADMIN, ATTACK, HOUR, Room, room
from tests.handlers.commands.walking import Walk, latin_numbers, untranslated, wrong_words
from watchlists import Matcher

LANGUAGES: tuple[Language, ...] = ("ar", "en")
DAY = timedelta(days=1)
READER = Person("telegram", "2002", "Reader")
DENIAL = "نفت حركة طالبان مسؤوليتها عن تفجير قندهار، وقالت إن 25 شخصا قتلوا وأصيب 12 آخرون في سوق المدينة."
ENGLISH = "A suicide bombing killed 30 people in Kandahar on Sunday. Islamic State Khorasan claimed responsibility."


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    """Each of the two."""
    found: Language = request.param
    return found


@pytest.fixture
def chat(language: Language, sqlite_store: SqlStore, shipped_matcher: Matcher) -> Room:
    """An administrator's chat in a language, with nothing in it."""
    return room(sqlite_store, shipped_matcher, language)


def lived_in(chat: Room) -> Room:
    """The same after a while: articles, alerts, a digest, a mute, an unusual number, sources, chats that ask."""
    for said in ("/watch ISKP", "/watch list:groups", "/mute AQ 4h Ramadan quiet", "/digest daily 08:00"):
        chat.say(said)
    chat.say("/feeds add https://example.com/rss.xml Example outlet")
    chat.other("2").say("/start")
    chat.publish()
    chat.publish(DENIAL, timedelta(minutes=40), source="وكالة الظهيرة", title="طالبان تنفي")
    chat.publish(ENGLISH, timedelta(minutes=30), source="Harbour Post", title="Bombing in Kandahar")
    for day in range(7, 31, 2):
        chat.publish(SIGHTS[day % len(SIGHTS)], day * DAY + HOUR, source=f"قديم {day}", silent=True)
    for number, sight in enumerate(SIGHTS):
        chat.publish(sight, timedelta(minutes=number), source=f"منبر {number}")
    assert chat.parts.trends.look(chat.now)
    return chat


def told(chat: Room) -> Iterator[Message]:
    """What lies in the outbox, as it would be sent."""
    with chat.parts.store.begin() as unit:
        while claimed := unit.outbox.claim("telegram", chat.now + HOUR, 60, 100):
            for one in claimed:
                unit.outbox.sent(one.id, str(one.id), chat.now)
                yield one.message


def wrong(heard: list[tuple[str, Message]]) -> list[tuple[str, list[str]]]:
    return [(said, found) for said, message in heard if (found := wrong_words(message))]


def test_every_answer_is_in_the_language_of_its_chat(chat: Room, language: Language) -> None:
    """Of a chat with nothing in it, and of one that is lived in."""
    empty = Walk(replace(chat, address=replace(chat.address, chat="1002")), most=300).everything()
    heard = empty + Walk(lived_in(chat)).everything()
    assert len(heard) > 300
    assert {message.language for _, message in heard} == {language}
    assert wrong(heard) == []
    assert [said for said, message in heard if untranslated(message)] == []


def test_so_is_what_somebody_reads_who_may_not(chat: Room) -> None:
    chat.say("/start")
    with chat.parts.store.begin() as unit:
        unit.people.grant(READER, "viewer", chat.now)
    reader = Walk(replace(lived_in(chat), person=READER), most=300)
    assert wrong(reader.everything()) == []


def test_and_a_stranger(chat: Room, language: Language) -> None:
    heard = Walk(chat.other("9"), most=150).everything()
    assert heard
    assert wrong(heard) == []
    assert {message.language for _, message in heard} == {language}


def test_and_everything_that_comes_by_itself(chat: Room) -> None:
    """Alerts, what follows them, unusual numbers, digests, also after quiet hours, and notices to operators."""
    lived_in(chat)
    with chat.parts.store.begin() as unit:
        mine = unit.chats.find(chat.address)
        assert mine is not None
        unit.chats.mute(Mute(0, mine.id, "entity", "HAMAS", chat.now + DAY, ADMIN.label, "too loud"), chat.now)
        unit.chats.change(mine.id, preferences=replace(mine.preferences, quiet=Quiet("07:00", "20:00"), summary="long"))
    chat.publish(ATTACK.replace("21", "34"), timedelta(minutes=5), source="Radio Bridge")
    chat.say("/settings quiet off")
    chat.now += HOUR
    chat.parts.alerting.speak(chat.now)
    chat.now += DAY
    chat.parts.digests.post(chat.now)
    chat.parts.waking.post(chat.now)
    chat.parts.heartbeat.beat(chat.now, {"slack": "ConnectionError: refused"})
    heard = [("", message) for message in told(chat)]
    assert len(heard) > 5
    assert wrong(heard) == []
    assert [message.text for _, message in heard if untranslated(message)] == []


@pytest.mark.parametrize("language", ["ar"], indirect=True)
def test_all_numbers_are_in_the_digits_that_a_chat_chose(chat: Room) -> None:
    """But for ids, keys, and what is typed or quoted."""
    chat.say("/settings digits arabic")
    heard = Walk(lived_in(chat), most=400).everything()
    heard += [("", message) for message in told(chat)]
    mine = [(said, message) for said, message in heard if "digits" not in said and "/scan" not in said]
    assert [(said, found) for said, message in mine if (found := latin_numbers(message))] == []


def test_what_is_looked_for_is_found() -> None:
    """The walk would see a sentence in the wrong language."""
    from bot.core.message import Button, block

    arabic = Message((block("تنبيه alert"), block("\u2068ISKP\u2069 قرب")), "ar", ((Button("كتم now", "/x"),),))
    english = Message((block("Alert تنبيه \u2068قرب\u2069"),), "en", ((Button("كتم", "/x"),),))
    assert wrong_words(arabic) == ["alert", "now"]
    assert wrong_words(english) == ["تنبيه", "كتم"]
    assert untranslated(Message((block("Done."),), "ar"))
    assert latin_numbers(Message((block("\u206612\u2069 قصة · \u2068A17\u2069 · 3"),), "ar")) == ["12", "3"]
    assert Preferences().digits == "latin"
