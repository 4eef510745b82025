"""What is asked in passing: who is let in, what they are offered, and that nothing is changed by it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.core.model import Address, Person
from bot.core.offer import Offer
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from handlers.commands.front import FrontDesk
from tests.handlers.commands.conversing import ADMIN, HOME, NOW, STRANGER, Room, commands_of, room, rows_of
from watchlists import Matcher

AWAY = Address("telegram", "9")
AQ_NEWS = "قال تنظيم القاعدة في جزيرة العرب إن مقاتليه انسحبوا من شبوة"


def front(one: Room, rules: AccessRules | None = None) -> FrontDesk:
    parts, admins = one.parts, AccessRules(frozenset({ADMIN.label}))
    return FrontDesk(parts.store, parts.reader, parts.texts, rules or admins, lambda: one.now, "en")


def asked(one: Room, typed: str, person: Person = ADMIN, home: Address = HOME, language: str = "") -> Offer:
    return front(one).inline(person, home, typed, language)


def titles(offer: Offer) -> list[str]:
    return [choice.title for choice in offer.choices]


@pytest.fixture(name="english")
def _english(english: Room) -> Room:
    english.say("/watch ISKP")
    english.publish()
    english.publish(AQ_NEWS)
    return english


def test_an_entity_is_offered_with_its_newest_stories(english: Room) -> None:
    status, story = asked(english, "ISKP").choices
    assert "Islamic State – Khorasan" in status.title or "Khorasan" in status.title
    assert "1 mention" in status.description or "2 mentions" in status.description
    assert "ISKP" in status.message.text
    assert "Suicide bombing" in status.message.text
    assert "Suicide bombing" in story.title
    assert "outlet" in story.message.text
    assert not status.message.buttons + story.message.buttons


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("iskp", "Khorasan", id="in small letters"),
        pytest.param("داعش خراسان", "Khorasan", id="by an alias"),
        pytest.param("داعش خراسان ٧ أيام", "Khorasan", id="with a window"),
        pytest.param("suicide_bombing", "Suicide bombing", id="an event type"),
        pytest.param("  ISKP\n", "Khorasan", id="with blanks"),
        pytest.param("\N{RIGHT-TO-LEFT OVERRIDE}ISKP", "Khorasan", id="turned around"),
        pytest.param("ISKPP", "Khorasan", id="misspelt"),
    ],
)
def test_what_is_typed(typed: str, first: str, english: Room) -> None:
    assert first in titles(asked(english, typed))[0]


def test_without_a_word_what_the_own_chat_watches(english: Room) -> None:
    english.say("/watch AQAP")
    english.say("/watch all")
    english.say("/watch list:groups")
    assert len(titles(asked(english, ""))) == 2
    assert english.other("7").say("/start")
    assert asked(english, "", ADMIN, Address("telegram", "7")).choices == ()


def test_what_nobody_wrote_of_is_said_to_be_so(english: Room) -> None:
    [moscow] = asked(english, "MOSCOW").choices
    assert "Nothing was found" in moscow.description


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("🧨🧨 👩🏽‍🚀", id="emoji"),
        pytest.param("س" * 256, id="256 letters"),
        pytest.param("x'; DROP TABLE articles; --", id="SQL"),
        pytest.param("<b>x</b> <script>", id="HTML"),
        pytest.param("\0 \ud800", id="what no database keeps"),
        pytest.param("%s {name} {0.__class__}", id="format strings"),
        pytest.param("\N{RIGHT-TO-LEFT OVERRIDE}", id="nothing but a control"),
    ],
)
def test_rubbish_changes_nothing(typed: str, english: Room, sqlite_store: SqlStore) -> None:
    before = rows_of(sqlite_store)
    offer = asked(english, typed)
    assert rows_of(sqlite_store) == before
    if not offer.choices:
        assert "can be watched" in offer.hint


@pytest.mark.parametrize("typed", ["", "ISKP", "داعش"])
def test_a_stranger_learns_nothing(typed: str, english: Room, sqlite_store: SqlStore) -> None:
    before = rows_of(sqlite_store)
    assert asked(english, typed, STRANGER, AWAY) == Offer(hint="Ask the bot for access")
    english.other("9").say("/start")
    assert asked(english, typed, STRANGER, AWAY) == Offer(hint="Ask the bot for access")
    assert [chat for chat in rows_of(sqlite_store)["chats"] if chat not in before["chats"]], "only by writing to it"


def test_who_is_let_in(english: Room) -> None:
    english.other("9").say("/start")
    english.say("/users allow 2")
    assert asked(english, "ISKP", STRANGER, AWAY).choices
    english.say("/users refuse 2")
    with english.parts.store.begin() as unit:
        unit.people.grant(STRANGER, "analyst", english.now)
    assert not asked(english, "ISKP", STRANGER, AWAY).choices, "refused is refused"
    assert asked(english, "ISKP", STRANGER, Address("telegram", "77")).choices, "a role suffices"
    anybody = front(english, AccessRules(mode="open"))
    assert anybody.inline(Person("telegram", "5"), Address("telegram", "5"), "ISKP", "").choices


@pytest.mark.parametrize(
    ("language", "arabic"), [("ar", True), ("ar-IQ", True), ("en", False), ("fr", False), ("", False)]
)
def test_in_the_language_that_they_use(language: str, arabic: bool, english: Room) -> None:
    with english.parts.store.begin() as unit:
        unit.people.grant(STRANGER, "analyst", english.now)
    said = asked(english, "ISKP", STRANGER, AWAY, language).choices[0]
    assert bool(re.search("[\u0621-\u064a]", said.description)) is arabic
    assert said.message.language == ("ar" if arabic else "en")
    own = asked(english, "ISKP", ADMIN, HOME, language).choices[0]
    assert own.message.language == "en", "that of the own chat goes first"


def test_administrators_by_platform(english: Room) -> None:
    with english.parts.store.begin() as unit:
        unit.people.grant(Person("slack", "U5"), "admin", english.now)
        unit.people.grant(Person("slack", "U6"), "analyst", english.now)
    assert set(front(english).admins("telegram")) == {"1001"}
    assert set(front(english).admins("slack")) == {"U5"}


# --- the page of the app ---


def test_the_page_shows_what_is_watched_and_what_was_told(english: Room) -> None:
    english.now += timedelta(minutes=1)
    english.say("/watch list:groups high")
    english.say("/watch all critical")
    sections = front(english).home(ADMIN, HOME)
    text = "\n".join(one.text for one in sections)
    said = [command for one in sections for command in commands_of(one)]
    assert {"/status ISKP", "/unwatch ISKP", "/unwatch list:groups", "/unwatch all", "/why A1", "/settings"} <= set(
        said
    )
    assert "/status list:groups" not in said
    assert "Suicide bombing" in text
    assert text.index("What you watch") < text.index("Khorasan") < text.index("Latest alerts") < text.index("A1")


def test_every_button_of_the_page_is_understood(english: Room) -> None:
    sections = front(english).home(ADMIN, HOME)
    for command in dict.fromkeys(command for one in sections for command in commands_of(one)):
        reply = english.say(command)
        assert "did not understand" not in reply.text
        assert "I know no" not in reply.text


def test_an_old_alert_and_nothing_watched(english: Room) -> None:
    english.say("/unwatch ISKP")
    english.now = NOW + timedelta(days=8)
    text = "\n".join(one.text for one in front(english).home(ADMIN, HOME))
    assert "You watch nothing yet." in text
    assert "No alert in the last week." in text


@pytest.mark.parametrize("person", [STRANGER, Person("telegram", "1002")])
def test_a_strangers_page_says_how_to_ask(person: Person, english: Room, sqlite_store: SqlStore) -> None:
    before = rows_of(sqlite_store)
    [section] = front(english).home(person, Address("telegram", person.user))
    assert "private" in section.text
    assert not section.buttons
    assert rows_of(sqlite_store) == before


def test_many_subscriptions_are_counted(english: Room) -> None:
    for key in "AQ AQAP AQIM SHABAAB BOKO TTP HTS HOUTHI HEZBOLLAH HAMAS PKK".split():
        english.say(f"/watch {key}")
    text = "\n".join(one.text for one in front(english).home(ADMIN, HOME))
    assert "and 2 more" in text


def test_everything_is_said_in_arabic(sqlite_store: SqlStore, shipped_matcher: Matcher) -> None:
    arabic = room(sqlite_store, shipped_matcher, "ar")
    arabic.say("/watch ISKP")
    arabic.publish()
    shown = [*front(arabic).home(ADMIN, HOME), *(one.message for one in asked(arabic, "ISKP").choices)]
    assert all(re.search("[\u0621-\u064a]", one.text) for one in shown)
    assert not [
        word
        for one in shown
        for word in re.findall("[A-Za-z]{3,}", re.sub("[\u2066\u2068][^\u2069]*\u2069", "", one.text))
    ]
