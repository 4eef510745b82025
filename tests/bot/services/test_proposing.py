"""From what people say of alerts to a change that administrators may accept, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.model import Delivery, Language, Person
from bot.core.proposing import Effect, Proposal
from bot.parts import assemble
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from tests.handlers.commands.conversing import ADMIN, HOUR, Room, bare_latin, commands_of
from watchlists import Matcher, load

LIST = """
version: 1
watchlist: groups
entities:
  - key: HAWK
    kind: organization
    name: {ar: كتائب الصقر الأسود}
    aliases: [{text: الصقر, guard: off}]
"""
WRONG = (
    "افتتحت شركة الصقر الذهبية مصنعا للزجاج قرب الميناء الشمالي",
    "باعت الصقر الذهبية أسهمها في بورصة العاصمة بسعر قياسي",
    "رعت الصقر الذهبية ماراثون الربيع للمدارس الثانوية",
    "وظفت الصقر الذهبية مهندسات من خريجات الجامعة",
    "أطلقت الصقر الذهبية تطبيقا لحجز تذاكر القطارات",
)
RIGHT = ("هاجم مسلحو الصقر نقطة تفتيش عند الجسر وقتلوا جنديين", "تبنى الصقر قصف الثكنة الجنوبية ليلا")
OMAR = Person("telegram", "1002", "Omar")


@pytest.fixture(name="matcher", scope="module")
def _matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    path: Path = tmp_path_factory.mktemp("lists") / "groups.yaml"
    path.write_text(LIST, encoding="utf-8")
    return Matcher.compile(load([path]))


def newsroom(store: SqlStore, matcher: Matcher, language: Language = "en") -> Room:
    """A chat of an administrator that heard of five companies (A1 to A5) and two attacks (A6, A7)."""
    rules = AccessRules(frozenset({ADMIN.label}))
    chat = Room(assemble(store, matcher, rules, language, "UTC", platforms=("telegram",)))
    chat.say("/watch HAWK")
    for number, text in enumerate((*WRONG, *RIGHT)):
        chat.publish(text, source=f"صحيفة {number}", ago=HOUR * (9 - number))
    return chat


def notices(chat: Room) -> Sequence[Delivery]:
    """What is written to administrators; everything that waits is taken out of the outbox."""
    chat.now += HOUR
    found = list[Delivery]()
    with chat.parts.store.begin() as unit:
        while claimed := unit.outbox.claim("telegram", chat.now, 60, 99):
            for one in claimed:
                unit.outbox.sent(one.id, str(one.id), chat.now)
                found.append(one)
    return [one for one in found if one.kind == "notice"]


def reject(chat: Room, *alerts: int, person: Person = ADMIN) -> None:
    for number in alerts:
        assert "Noted" in replace(chat, person=person).say(f"/rate A{number} no").text


def test_a_guard_is_proposed_accepted_and_taken_back(store: SqlStore, matcher: Matcher) -> None:
    chat = newsroom(store, matcher)
    reject(chat, 1, 2)
    reject(chat, 3, person=OMAR)
    chat.say("/rate A6 yes")
    assert chat.parts.proposing.look(chat.now) == 1
    assert chat.parts.proposing.look(chat.now) == 0
    (notice,) = notices(chat)
    assert "alias “\u2068الصقر\u2069”: not where “\u2068الصقر الذهبية\u2069” stands." in notice.message.text
    effect = "It would have silenced 5 of 7 mentions of the last 30 days: 3 of those called not relevant, 0 of those"
    assert effect in notice.message.text
    accept, decline, samples = commands_of(notice.message)
    assert "باعت الصقر الذهبية أسهمها" in chat.say(samples).text

    reply = chat.say(accept)
    assert "Saved as E1" in reply.text
    assert "decided of proposal 1 already" in chat.say(decline).text
    assert chat.parts.lists.refresh()
    chat.publish("دشنت الصقر الذهبية ملعبا جديدا للناشئين", source="نبأ")
    chat.publish("اغتال الصقر قاضيا أمام منزله في الحي الغربي", source="نبأ")
    with store.begin() as unit:
        assert unit.alerts.last_id() == len(WRONG) + len(RIGHT) + 1

    (undo,) = commands_of(reply)
    assert "Taken back" in chat.say(undo).text
    assert chat.parts.lists.refresh()
    assert "Possible" not in chat.say("/test دشنت الصقر الذهبية ملعبا").text
    assert "This would be found" in chat.say("/test دشنت الصقر الذهبية ملعبا").text
    with store.begin() as unit:
        assert [one[2] for one in unit.people.audit(4)][:2] == ["undo", "list edit"]


def test_what_was_declined_is_not_proposed_again(store: SqlStore, matcher: Matcher) -> None:
    chat = newsroom(store, matcher)
    reject(chat, 1, 2, 3, 4, 5)
    assert chat.parts.proposing.look(chat.now) == 1
    assert "Declined" in chat.say("/proposals decline 1").text
    reject(chat, 1, 2, person=OMAR)
    chat.parts.proposing.look(chat.now)
    with store.begin() as unit:
        again = [one.value for one in unit.proposals.of(("HAWK", "الصقر"))]
    assert again.count("الصقر الذهبية") == 1


@pytest.mark.parametrize(
    ("rejected", "by_omar", "relevant"),
    [
        pytest.param((1, 2), (), (), id="two alerts"),
        pytest.param((1, 2, 3), (), (), id="three by one person"),
        pytest.param((1, 2), (3,), (4, 5, 6), id="half called it relevant"),
        pytest.param((1,), (1,), (), id="one alert by two"),
    ],
)
def test_too_little_for_a_proposal(
    rejected: tuple[int, ...], by_omar: tuple[int, ...], relevant: tuple[int, ...], store: SqlStore, matcher: Matcher
) -> None:
    chat = newsroom(store, matcher)
    reject(chat, *rejected)
    reject(chat, *by_omar, person=OMAR)
    for number in relevant:
        chat.say(f"/rate A{number} yes")
    assert chat.parts.proposing.look(chat.now) == 0
    assert "Nothing is proposed now." in chat.say("/proposals").text


def test_a_viewer_alone_brings_about_no_proposal(store: SqlStore, matcher: Matcher) -> None:
    chat = newsroom(store, matcher)
    chat.say("/users role telegram:1002 viewer 1")
    reject(chat, 1, 2, 3, 4, 5, person=OMAR)
    assert chat.parts.proposing.look(chat.now) == 0
    reject(chat, 1)
    assert chat.parts.proposing.look(chat.now) == 1


def test_a_guard_that_would_silence_a_relevant_alert_is_never_proposed(store: SqlStore, matcher: Matcher) -> None:
    chat = newsroom(store, matcher)
    reject(chat, 1, 2, 3, 4)
    reject(chat, 3, person=OMAR)
    chat.say("/rate A5 yes")
    chat.parts.proposing.look(chat.now)
    with store.begin() as unit:
        assert [one.effect.relevant for one in unit.proposals.of(("HAWK", "الصقر"))] in ([], [0])
        assert "الصقر الذهبية" not in [one.value for one in unit.proposals.of(("HAWK", "الصقر"))]


def test_in_arabic(store: SqlStore, matcher: Matcher) -> None:
    chat = newsroom(store, matcher, "ar")
    for number in range(1, 6):
        chat.say(f"/rate A{number} no")
    assert chat.parts.proposing.look(chat.now) == 1
    (notice,) = notices(chat)
    for message in (notice.message, chat.say("/proposals"), chat.say("/proposals samples 1")):
        assert message.language == "ar"
        assert bare_latin(message) == []
    assert bare_latin(chat.say("/proposals accept 1")) == []


def test_what_is_open_still_is_shown_with_each_decision(store: SqlStore, matcher: Matcher) -> None:
    chat = newsroom(store, matcher)
    effect = Effect(9, 4, 3, 0, 30, ("حول الصقر",))
    with store.begin() as unit:
        for value in ("الصقر الورقي", "الصقر الملون"):
            unit.proposals.add(Proposal(0, "unless", "HAWK", "الصقر", value, effect), chat.now)
    both = chat.say("/proposals")
    assert [one.split()[1:] for one in commands_of(both)][::3] == [["accept", "1"], ["accept", "2"]]
    first = chat.say("/proposals decline 1")
    assert "الصقر الورقي" not in first.text
    assert "/proposals accept 2" in commands_of(first)
    assert commands_of(chat.say("/proposals accept 2")) == ["/undo E1"]
