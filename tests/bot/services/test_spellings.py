"""From spellings in the news that the lists have not to aliases that an administrator accepts, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.bidi import strip_controls
from bot.core.message import Message
from bot.core.model import Language
from bot.core.spellings import A_DAY, KEEP, KEPT, SOURCE
from bot.parts import assemble
from bot.ports import Store
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from tests.fakes.stores import Gate, GatedStore
from tests.handlers.commands.conversing import ADMIN, HOUR, Room, bare_latin, commands_of
from watchlists import Matcher, load

LIST = """
version: 1
watchlist: groups
entities:
  - key: WADI
    kind: organization
    name: {ar: مجلس حراس الوادي}
  - key: CHIEF
    kind: person
    name: {ar: أبو سليم الكرزماني}
    part_of: WADI
    aliases: [{text: الكرزماني, needs: [مجلس حراس الوادي, الجبل]}]
  - key: BOSS
    kind: person
    name: {ar: الدرهبوني}
    part_of: WADI
  - key: LEADER
    kind: person
    name: {ar: البنجوري}
  - key: TOWN
    kind: place
    name: {ar: قرطبان}
"""
TEXTS = (
    "قال مجلس حراس الوادي إن زعيمه الجرزمانى يرفض الهدنة مع البلديات المجاورة للسد الكبير",
    "نعى مجلس حراس الوادي مساعد الجرزمانى الذي قضى في انهيار منجم قديم شرق المدينة",
    "نشر مجلس حراس الوادي صورا يظهر فيها الجرزمانى بين مقاتليه عند نبع الماء",
)
FURTHER = "ألقى الجرزمانى خطبة أمام مجلس حراس الوادي ثم غادر القرية على ظهر بغل"
SEEN = "الجرزمانى"


@pytest.fixture(name="matcher", scope="module")
def _matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    path: Path = tmp_path_factory.mktemp("lists") / "groups.yaml"
    path.write_text(LIST, encoding="utf-8")
    return Matcher.compile(load([path]))


def room(store: Store, matcher: Matcher, language: Language = "en") -> Room:
    rules = AccessRules(frozenset({ADMIN.label}))
    chat = Room(assemble(store, matcher, rules, language, "UTC", platforms=("telegram",)))
    chat.say("/help")
    return chat


def publish(chat: Room, texts: Sequence[str], source: str = "صحيفة", ago: timedelta = HOUR) -> None:
    for number, text in enumerate(texts):
        chat.publish(text, source=f"{source} {number}", ago=ago + HOUR * number)


def offered(chat: Room) -> list[Message]:
    """What administrators are told at a look; everything else that waits is taken out of the outbox."""
    chat.parts.spellings.look(chat.now)
    found = list[Message]()
    with chat.parts.store.begin() as unit:
        while claimed := unit.outbox.claim("telegram", chat.now + HOUR, 60, 99):
            for one in claimed:
                unit.outbox.sent(one.id, str(one.id), chat.now)
                found += [one.message] if one.kind == "notice" else []
    return found


def test_a_new_spelling_is_offered_accepted_found_and_taken_back(store: SqlStore, matcher: Matcher) -> None:
    chat = room(store, matcher)
    publish(chat, TEXTS[:2])
    assert offered(chat) == []
    publish(chat, TEXTS[2:], "نشرة")
    (notice,) = offered(chat)
    assert f"1. \u2068أبو سليم الكرزماني\u2069 is also written “\u2068{SEEN}\u2069”" in notice.text
    assert "3 different texts (sources: 3), beside “\u2068مجلس حراس الوادي\u2069”" in notice.text
    assert "would have found 3 further ones of the 3 newest articles" in notice.text
    assert "نعى مجلس حراس الوادي مساعد الجرزمانى الذي قضى" in notice.text
    accept, _, attempt = commands_of(notice)
    assert "It would have been found in 3 of the 3 newest articles" in chat.say(attempt).text
    assert offered(chat) == []
    assert SEEN in chat.say("/proposals").text

    reply = chat.say(accept)
    assert "Saved as E1" in reply.text
    assert chat.parts.lists.refresh()
    with store.begin() as unit:
        (made,) = unit.list_edits.in_force()
        assert (made.person.label, made.edit.action) == (ADMIN.label, "alias")
        held = made.edit.details["alias"]
    assert held["source"] == SOURCE
    assert held["needs"] == ["مجلس حراس الوادي", "الجبل"]
    assert "الكرزماني" in chat.say(f"/test {FURTHER}").text
    article = chat.publish(FURTHER, source="نبأ")
    with store.begin() as unit:
        reading = unit.articles.get(article or 0)
        assert reading is not None
        assert {one.alias for one in reading.findings.mentions if one.entity == "CHIEF"} == {SEEN}
    assert offered(chat) == []

    undo = next(one for one in commands_of(reply) if one.startswith("/undo"))
    assert "Taken back" in chat.say(undo).text
    assert chat.parts.lists.refresh()
    publish(chat, [FURTHER.replace("بغل", "حصان")], "بعد")
    assert offered(chat) == []  # it was offered once


def test_another_connection_writes_while_a_spelling_is_tried(
    store: SqlStore, open_stores: Callable[[], SqlStore], matcher: Matcher
) -> None:
    publish(room(store, matcher), TEXTS)
    other = open_stores()

    def write() -> None:
        with other.begin() as unit:
            unit.state.put("meanwhile", "written")

    gate = Gate(write)
    assert len(offered(room(GatedStore(store, gate), matcher))) == 1
    with store.begin() as unit:
        assert (gate.passed, unit.state.get("meanwhile")) == (True, "written")


def test_what_was_declined_is_not_offered_again(store: SqlStore, matcher: Matcher) -> None:
    chat = room(store, matcher)
    publish(chat, TEXTS)
    assert len(offered(chat)) == 1
    assert "Declined" in chat.say("/proposals decline 1").text
    publish(chat, [FURTHER], "نبأ")
    assert offered(chat) == []
    assert "Nothing is proposed now." in chat.say("/proposals").text


def test_copies_of_one_text_are_one(store: SqlStore, matcher: Matcher) -> None:
    chat = room(store, matcher)
    publish(chat, [TEXTS[0], f"{TEXTS[0]} عاجل", f"خاص: {TEXTS[0]}", TEXTS[1]])
    assert offered(chat) == []
    publish(chat, TEXTS[2:], "نشرة")
    assert "3 different texts" in offered(chat)[0].text


def test_an_alias_that_somebody_added_meanwhile_is_not_offered(store: SqlStore, matcher: Matcher) -> None:
    chat = room(store, matcher)
    publish(chat, TEXTS[:2])
    assert offered(chat) == []
    assert "Saved" in chat.say(f"/alias save CHIEF {SEEN}").text
    assert chat.parts.lists.refresh()
    publish(chat, TEXTS[2:], "نشرة")
    assert offered(chat) == []


def test_a_spelling_in_old_articles_is_not_offered(store: SqlStore, matcher: Matcher) -> None:
    chat = room(store, matcher)
    publish(chat, TEXTS, ago=KEEP + HOUR)
    assert offered(chat) == []


def test_a_spelling_that_would_bring_nothing_now_is_not_offered(store: SqlStore, matcher: Matcher) -> None:
    chat = room(store, matcher)
    publish(chat, TEXTS, ago=timedelta(days=40))
    assert offered(chat) == []
    publish(chat, [FURTHER], "نبأ")
    assert len(offered(chat)) == 1


def test_sightings_that_grew_old_do_not_count_and_go(store: SqlStore, matcher: Matcher) -> None:
    chat = room(store, matcher)
    publish(chat, TEXTS[:2])
    assert offered(chat) == []
    chat.now += KEEP
    publish(chat, TEXTS[2:], "نشرة")
    assert offered(chat) == []
    with store.begin() as unit:
        assert len(unit.near_misses.of("CHIEF", "الجرزماني", chat.now - KEEP * 3)) == 1


def test_the_newest_sightings_are_kept(store: SqlStore, matcher: Matcher) -> None:
    chat = room(store, matcher)
    publish(chat, [f"قال مجلس حراس الوادي إن الجرزمانى وصل مع {number} رجال" for number in range(KEPT + 4)])
    offered(chat)
    with store.begin() as unit:
        seen = unit.near_misses.of("CHIEF", "الجرزماني", chat.now - KEEP)
    assert len(seen) == KEPT
    assert [one.seen for one in seen] == sorted(
        (chat.now - HOUR * (number + 1) for number in range(KEPT)), reverse=True
    )


def test_no_more_than_a_few_a_day(store: SqlStore, matcher: Matcher) -> None:
    chat = room(store, matcher)
    for form in ("الجرزمانى", "الكرظمانى", "الجيرزماني", "الضرهابوني", "الدورهابوني"):
        publish(chat, [one.replace("الجرزمانى", form) for one in TEXTS], form)
    first = offered(chat)
    assert len(first) == A_DAY
    assert offered(chat) == []
    chat.now += timedelta(days=1, minutes=1)
    assert 0 < len(offered(chat)) <= A_DAY


def test_in_arabic(store: SqlStore, matcher: Matcher) -> None:
    chat = room(store, matcher, "ar")
    publish(chat, TEXTS)
    (notice,) = offered(chat)
    assert "وردت في 3 نصوص مختلفة" in strip_controls(notice.text)
    for message in (notice, chat.say("/proposals"), chat.say("/proposals samples 1"), chat.say("/proposals accept 1")):
        assert message.language == "ar"
        assert bare_latin(message) == []


def test_what_is_removed_goes_with_its_article(store: SqlStore, matcher: Matcher) -> None:
    chat = room(store, matcher)
    publish(chat, TEXTS[:2])
    offered(chat)
    far = chat.now + timedelta(days=400)
    with store.begin() as unit:
        assert unit.expiry.articles(far, far, 0, 99).removed == 2
        assert unit.near_misses.of("CHIEF", "الجرزماني", chat.now - KEEP) == []


def test_established_company_vouches_for_a_spelling(store: SqlStore, matcher: Matcher) -> None:
    chat = room(store, matcher)
    places = ("السوق", "الجسر", "المطحنة", "الميناء")
    publish(chat, [f"أمر الدرهبوني بإغلاق {one} في قرطبان حتى إشعار آخر" for one in places], "قديم", HOUR * 20)
    publish(chat, [f"أصدر مجلس حراس الوادي بيانا رقمه {number} عن المياه" for number in range(24)], "بيان")
    texts = (
        "شكا مزارعو قرطبان من رجال الدورهابونى الذين صادروا أغنامهم",
        "طلب وجهاء قرطبان من الدورهابونى أن يعيد إليهم مفاتيح المسجد",
        "غادر قرطبان موكب فيه الدورهابونى وعدد من مرافقيه قبيل الفجر",
    )
    publish(chat, texts, "جديد")
    (notice,) = offered(chat)
    assert "beside “\u2068قرطبان\u2069”" in notice.text


def test_an_organization_vouches_for_who_is_always_named_with_it(store: SqlStore, matcher: Matcher) -> None:
    """Also where the store has nothing but articles about it, and the lists do not say whose leader he is."""
    chat = room(store, matcher)
    places = ("السوق", "الجسر", "المطحنة", "الميناء")
    publish(chat, [f"أمر البنجوري زعيم مجلس حراس الوادي بإغلاق {one}" for one in places], "قديم", HOUR * 20)
    texts = (
        "دعا البنغورى أنصار مجلس حراس الوادي إلى تسليم بنادقهم",
        "نفى محامي البنغورى أن يكون مجلس حراس الوادي طلب وساطة",
        "زار وفد قبلي البنغورى في سجنه وبحث معه مستقبل مجلس حراس الوادي",
    )
    publish(chat, texts, "جديد")
    (notice,) = offered(chat)
    assert "beside “\u2068مجلس حراس الوادي\u2069”" in notice.text


def test_a_look_takes_up_where_the_last_one_ended(store: SqlStore, matcher: Matcher) -> None:
    chat = room(store, matcher)
    publish(chat, TEXTS)
    with store.begin() as unit:
        first, second = unit.near_misses.unread(0, 2)
        (third,) = unit.near_misses.unread(second.article.id, 9)
    assert [one.article.text for one in (first, second, third)] == list(TEXTS)
    assert len(offered(chat)) == 1
    with store.begin() as unit:
        assert unit.state.get("spellings.looked") == str(third.article.id)
