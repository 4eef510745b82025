"""What is removed of a person and of a chat, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.audit import FORGOTTEN, AuditFilter
from bot.core.material import Material
from bot.core.message import plain
from bot.core.model import Address, Mute, NewDelivery, Person, Subscription, Update
from bot.core.pressing import Special
from bot.ports import Unit
from bot.storage import SqlStore

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
RIM = Person("telegram", "9", "Rim")
OTHER = Person("telegram", "90", "Omar")
HOME, GROUP = Address("telegram", "9"), Address("telegram", "-5")


def met(unit: Unit, address: Address) -> int:
    chat, _ = unit.chats.meet(address, private=False, title="x", language="en", timezone="UTC", access="allowed")
    return chat.id


def fill(unit: Unit) -> tuple[int, int]:
    """Something of everything, of two people in a chat of one's own and in a group."""
    home, group = met(unit, HOME), met(unit, GROUP)
    for person in (RIM, OTHER):
        unit.people.grant(person, "analyst", NOW)
        unit.roles.grant(group, person, "analyst", "telegram:1001", NOW)
        unit.people.record(person, "watch", {"chat": group}, NOW)
        unit.people.record(Person("telegram", "1001"), "role", {"person": person.label, "chat": group}, NOW)
        unit.submissions.add(f"s{person.user}", group, person, Material("scan", text="x"), NOW)
        unit.inbox.put(Update("telegram", person.user, GROUP, person, "/list", private=False), NOW)
        unit.buttons.add(group, [Special("/list", person.label, once=False, expires=NOW + DAY)], NOW)
        unit.state.put(f"home:{person.label}", str(home))
        unit.state.put(f"asks:{person.user}", f"2026-03-05 {person.label}")
    unit.chats.mute(Mute(0, group, "all", "*", NOW + DAY, RIM.label), NOW)
    unit.chats.subscribe(Subscription(home, "all", "*", "low"), RIM, NOW)
    unit.outbox.add(NewDelivery("a", home, "notice", plain(["x"], "en")), NOW)
    unit.outbox.add(NewDelivery("b", group, "notice", plain(["x"], "en")), NOW)
    return home, group


def test_a_person_is_removed_and_another_one_stays(store: SqlStore) -> None:
    with store.begin() as unit:
        fill(unit)
        removed = unit.forgetting.person(RIM)
        assert (removed.gone["roles"], removed.gone["submissions"], removed.kept["audit"]) == (1, 1, 1)
        assert [one.person for one in unit.roles.all()] == [OTHER]
        assert [person for person, _ in unit.people.all()] == [OTHER]
        assert [update.person for _, update in unit.inbox.waiting()] == [OTHER]
        assert list(unit.state.all("home:")) == [f"home:{OTHER.label}"]
        assert unit.state.all("asks:") == {"asks:9": "2026-03-05", "asks:90": f"2026-03-05 {OTHER.label}"}
        assert [mute.author for mute in unit.chats.mutes(NOW)] == [FORGOTTEN]
        found = unit.people.lines(AuditFilter(), 10)
        assert [line.person.user for line in found if line.action == "watch"] == ["90", FORGOTTEN]
        assert [line.details["person"] for line in found if line.action == "role"] == [OTHER.label, FORGOTTEN]
        assert unit.submissions.unread(met(unit, GROUP)) == 1


def test_a_chat_is_removed_and_another_one_stays(store: SqlStore) -> None:
    with store.begin() as unit:
        home, group = fill(unit)
        removed = unit.forgetting.chat(home, NOW)
        assert (removed.gone["subscriptions"], removed.gone["messages"]) == (1, 1)
        assert not unit.chats.subscriptions(home)
        assert len(unit.chats.mutes(NOW, group)) == 1
        chat = unit.chats.get(home)
        assert chat is not None
        assert (chat.access, chat.title) == ("asked", "")
        (waiting,) = unit.outbox.claim("telegram", NOW, 60, 50)
        assert waiting.destination.id == group
        assert list(unit.forgetting.left()) == [home]
        assert [one.id for one in unit.chats.all()] == [group]
        assert list(unit.forgetting.left()) == []


def test_a_chat_may_be_forgotten_twice(store: SqlStore) -> None:
    with store.begin() as unit:
        home, _ = fill(unit)
        unit.forgetting.chat(home, NOW)
        assert unit.forgetting.chat(home, NOW + DAY).gone["messages"] == 0
        assert list(unit.forgetting.left()) == [home]


def test_the_log_is_looked_through_by_person_action_and_chat(store: SqlStore) -> None:
    with store.begin() as unit:
        for number in range(1200):
            unit.people.record(RIM if number % 2 else OTHER, f"deed {number % 3}", {"chat": number % 400}, NOW)
        wanted = AuditFilter(chat=7)
        assert [line.details["chat"] for line in unit.people.lines(wanted, 10)] == [7, 7, 7]
        first = unit.people.lines(AuditFilter(person=RIM.label, action="deed 1"), 2)
        assert {line.person for line in first} == {RIM}
        (second,) = unit.people.lines(AuditFilter(person=RIM.label, action="deed 1"), 1, before=first[0].id)
        assert second == first[1]


def test_that_somebody_may_only_read_outlasts_them(store: SqlStore) -> None:
    with store.begin() as unit:
        home, _ = fill(unit)
        unit.chats.change(home, private=True)
        unit.people.grant(RIM, "viewer", NOW)
        unit.roles.grant(home, RIM, "viewer", "telegram:1001", NOW)
        removed = unit.forgetting.person(RIM)
        unit.forgetting.chat(home, NOW)
        assert removed.kept["limits"] == 2
        assert list(unit.forgetting.left()) == []
        assert unit.forgetting.strangers(NOW + 40 * DAY, 50) == 0
        assert unit.people.role(RIM) == "viewer"
        assert unit.roles.of(HOME, RIM) == "viewer"
        assert {one.person.name for one in unit.roles.all()} == {"", "Omar"}


def test_messages_that_name_a_person_are_wiped_once_they_were_sent(store: SqlStore) -> None:
    with store.begin() as unit:
        _, group = fill(unit)
        for number, said in enumerate((f"Rim ({RIM.label}) asks.", f"Omar ({OTHER.label}) asks.", "nobody")):
            unit.outbox.add(NewDelivery(f"m{number}", group, "notice", plain([said], "en")), NOW)
        while claimed := unit.outbox.claim("telegram", NOW, 60, 50):
            for one in claimed:
                unit.outbox.sent(one.id, str(one.id), NOW)
        assert unit.forgetting.person(RIM).gone["named"] == 1
        assert unit.forgetting.person(RIM).gone["named"] == 0
        assert unit.forgetting.person(OTHER).gone["named"] == 1


def test_a_stranger_goes_a_month_after_they_were_answered_last(store: SqlStore) -> None:
    with store.begin() as unit:
        home, group = fill(unit)
        (asked, silent, channel) = (met(unit, Address("telegram", chat)) for chat in ("70", "71", "-72"))
        for one in (asked, silent, channel):
            unit.chats.change(one, access="asked")
        unit.outbox.add(NewDelivery("reply:1", asked, "reply", plain(["x"], "en")), NOW)
        unit.outbox.add(NewDelivery(f"asks:{asked}:{home}:x", home, "notice", plain(["x"], "en")), NOW)
        unit.outbox.add(NewDelivery(f"asks:{channel}:{home}", home, "notice", plain(["x"], "en")), NOW + DAY)
        assert unit.forgetting.strangers(NOW, 50) == 1
        assert [one.id for one in unit.chats.all()] == [home, group, asked, channel]
        assert unit.forgetting.strangers(NOW + DAY, 50) == 1
        assert [one.id for one in unit.chats.all()] == [home, group, channel]


def test_a_chat_that_asks_anew_after_it_was_removed_stays(store: SqlStore) -> None:
    with store.begin() as unit:
        home, _ = fill(unit)
        unit.forgetting.chat(home, NOW)
        unit.forgetting.stay(home)
        assert list(unit.forgetting.left()) == []
        assert unit.chats.get(home) is not None
