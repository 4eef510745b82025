"""/add, /alias, /remove and /test: the watchlists are edited in chat, and taken back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace

import pytest

from bot.core.model import Person, Update
from bot.services.errands import Errands
from bot.storage import SqlStore
from tests.handlers.commands.conversing import HOUR, Room, bare_latin, commands_of, room, rows_of
from watchlists import Matcher, load, shipped
from watchlists.model import Watchlists

KEPT = {"ISIS", "ISKP", "AQ", "KABUL", "KANDAHAR", "bombing", "suicide_bombing", "arrest", "killing", "raid", "claim"}
OMAR = Person("telegram", "1002", "Omar")
WADI = "/add WADI مجلس حراس الوادي | Wadi Guards"


@pytest.fixture(scope="module", name="shipped_matcher")
def _shipped_matcher() -> Matcher:
    """A few of the shipped entries: what is changed of an entry has all of them compiled anew."""
    lists = [
        replace(
            one,
            entities=tuple(entity for entity in one.entities if entity.key in KEPT),
            events=tuple(event for event in one.events if event.key in KEPT),
        )
        for one in load((shipped(),)).lists
    ]
    return Matcher.compile(Watchlists(tuple(lists)))


def do(room: Room, line: str) -> str:
    """Ask for an edit and press its button; what the answer to that says. The lists follow."""
    (save,) = commands_of(room.say(line))
    reply = room.say(save)
    room.parts.lists.refresh()
    return reply.text


def edits(store: SqlStore) -> int:
    with store.begin() as unit:
        return len(unit.list_edits.in_force())


def test_a_new_entity_is_watched_at_once_and_taken_back(english: Room, sqlite_store: SqlStore) -> None:
    english.publish("زار مجلس حراس الوادي المدرسة القديمة", ago=3 * HOUR)
    english.publish("افتتح المعرض السنوي للكتاب", ago=2 * HOUR, source="x")
    offer = english.say(WADI)
    assert "would be added: WADI (organization)" in offer.text
    assert "found in 1 of the 2 newest articles of the last 30 days" in offer.text
    assert "المدرسة القديمة" in offer.text
    assert edits(sqlite_store) == 0

    assert do(english, WADI).startswith("Saved as E1: new: WADI")
    assert "This chat now watches Wadi Guards (WADI)" in english.say("/watch مجلس حراس الوادي").text
    english.publish("أعلن مجلس حراس الوادي تعيين ناطق جديد", source="y")
    with sqlite_store.begin() as unit:
        assert unit.alerts.last_id() == 1

    assert "Taken back" in english.say("/undo E1").text
    english.parts.lists.refresh()
    assert "Nothing of the watchlists" in english.say("/test قال مجلس حراس الوادي").text
    assert "E1 was taken back already." in english.say("/undo E1").text
    audit = [(one[2], one[3].get("edit")) for one in rows_of(sqlite_store)["audit"] if one[2] in ("undo", "list edit")]
    assert audit == [("undo", 1), ("list edit", 1)]


def test_the_save_button_is_the_askers_and_serves_once(english: Room, sqlite_store: SqlStore) -> None:
    (save,) = commands_of(english.say(WADI))
    assert "for the person who asked" in replace(english, person=OMAR).say(save).text
    assert edits(sqlite_store) == 0
    english.say(save)
    assert "pressed already" in english.say(save).text
    assert edits(sqlite_store) == 1


def test_an_alias_a_guard_and_their_end(english: Room) -> None:
    do(english, WADI)
    assert "E2" in do(english, "/alias wadi جنود السهل")
    assert "Wadi Guards" in english.say("/test قال جنود السهل").text
    english.publish("عاد جنود السهل الخضر إلى الملعب، وهم فريق للناشئين")
    offer = english.say("/alias WADI جنود السهل unless:جنود السهل الخضر")
    assert "found in 0 of the 1 newest article of" in offer.text
    assert "Without the change: 1." in offer.text
    assert "E3" in do(english, "/alias WADI جنود السهل unless:جنود السهل الخضر")
    assert "Nothing" in english.say("/test قال جنود السهل الخضر").text
    assert "Wadi Guards" in english.say("/test قال جنود السهل").text
    assert "E3 builds on it" in english.say("/undo E2").text
    assert "E4" in do(english, "/remove WADI جنود السهل")
    assert "Nothing" in english.say("/test قال جنود السهل").text


def test_an_entity_is_removed(english: Room) -> None:
    english.say("/watch ISKP")
    english.publish()
    offer = english.say("/remove ISKP")
    assert "By it 2 mentions were found in the last 30 days." in offer.text
    assert "1 chat watches it by name." in offer.text
    assert "E1" in do(english, "/remove ISKP")
    assert "Islamic State Khorasan" not in english.say("/test قال داعش خراسان").text
    english.say("/undo E1")
    english.parts.lists.refresh()
    assert "Islamic State Khorasan" in english.say("/test قال داعش خراسان").text


def test_a_phrase_of_an_event_type(english: Room) -> None:
    assert "E1" in do(english, "/alias raid تمشيط الأزقة")
    assert "Raid" in english.say("/test جرى تمشيط الأزقة").text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("/add iskp شيء جديد", "The key \u2068iskp\u2069 is taken", id="a key that is taken"),
        pytest.param("/add a! شيء جديد", "A key is one word", id="no key"),
        pytest.param("/add WADI", "did not understand", id="no name"),
        pytest.param("/add WADI ... !!", "holds no word", id="no word"),
        pytest.param("/add WADI الوادي part_of:NOBODY", "could be a part of", id="an unknown parent"),
        pytest.param(f"/add save WADI {'وادي ' * 60}", "a name has at most 200 letters", id="a long name"),
        pytest.param(f"/add WADI {'w' * 3900}", "Write the short form that articles use", id="a very long one"),
        pytest.param(f"/alias ISKP {'وادي ' * 60}", "a name has at most 200 letters", id="a long alias"),
        pytest.param(f"/test ISKP {'وادي ' * 60}", "a name has at most 200 letters", id="a long alias that is tried"),
        pytest.param(f"/add WADI {'الوادي | ' * 21}", "At most 20 names at a time", id="many names"),
        pytest.param("/alias NOBODY الوادي", "There is no entity", id="an unknown entity"),
        pytest.param("/alias ISKP داعش خراسان", "is an alias of it already", id="an alias that it has"),
        pytest.param("/alias ISKP الجدد match:odd", "do not take it", id="an unknown level"),
        pytest.param("/alias ISKP الجدد min_score:300", "0–100", id="a score beyond all"),
        pytest.param("/alias ISKP الجدد definite:maybe", "Possible: yes, no", id="neither yes nor no"),
        pytest.param("/alias ISKP الجدد unless:", "has to stand behind unless:", id="an empty condition"),
        pytest.param("/alias ISKP الجدد needs: , ", "has to stand behind needs:", id="a condition of commas"),
        pytest.param("/alias ISKP الجدد unless:ألف,الجُدد", "would never be found", id="a guard that is the alias"),
        pytest.param("/alias ISKP داعش خراسان unless:داعش خراسان", "would never be found", id="the same of one held"),
        pytest.param("/alias ISKP داعش خراسان needs:", "has to stand behind", id="nothing for one held"),
        pytest.param("/alias ISKP داعش خراسان definite:no", "has these conditions", id="what it is already"),
        pytest.param("/alias ISKP داعش خراسان match:odd", "do not take it", id="an unknown level of one held"),
        pytest.param("/alias ISKP داعش خُراسان", "“\u2068داعش خراسان\u2069” is an alias", id="other marks"),
        pytest.param("/alias ISKP iskp", "“\u2068ISKP\u2069” is an alias", id="another case"),
        pytest.param("/remove ISIS", "is a part of it: remove that first", id="a parent"),
        pytest.param("/remove ISKP سين", "It has no alias", id="an alias that it has not"),
        pytest.param("/remove ISKPP", "Did you mean", id="nearly a key"),
        pytest.param("/undo E9", "There is no decision E9", id="no such edit"),
        pytest.param("/proposals accept 9", "There is no proposal 9", id="no such proposal"),
        pytest.param("/proposals perhaps", "did not understand", id="no such word"),
    ],
)
def test_what_is_refused_changes_nothing(line: str, said: str, english: Room, sqlite_store: SqlStore) -> None:
    assert said in english.say(line).text
    assert edits(sqlite_store) == 0


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("جماعة الوادي | Wadi Group", "(organization): جماعة الوادي, Wadi Group", id="a group"),
        pytest.param("حركة أمل الجديدة", "(organization): حركة أمل الجديدة", id="a movement"),
        pytest.param("تنظيم الرعد", "(organization): تنظيم الرعد", id="an organization"),
        pytest.param("موقع الصخرة", "(organization): موقع الصخرة", id="a site"),
        pytest.param("شخص مجهول", "(organization): شخص مجهول", id="somebody"),
        pytest.param("Group 44", "(organization): Group 44", id="a number behind it"),
        pytest.param("Organisation of Wadi", "(organization): Organisation of Wadi", id="another spelling"),
        pytest.param("Place Vendôme", "(organization): Place Vendôme", id="a capital"),
        pytest.param("place | Wadi", "(organization): place, Wadi", id="a whole name"),
        pytest.param("person", "(organization): person", id="the only word"),
        pytest.param("person Omar Wadi", "(person): Omar Wadi", id="a kind behind the key"),
        pytest.param("place وادي الصخرة", "(place): وادي الصخرة", id="a place"),
        pytest.param("kind:person جماعة", "(person): جماعة", id="by its name"),
        pytest.param("Place Vendôme Kind:Place", "(place): Place Vendôme", id="at the end"),
        pytest.param("نوع:شخص عمر الوادي", "(person): عمر الوادي", id="in Arabic"),
        pytest.param("النوع:مكان وادي الصخرة", "(place): وادي الصخرة", id="with the article"),
    ],
)
def test_a_kind_is_taken_only_where_it_is_meant(typed: str, shown: str, english: Room) -> None:
    assert f"would be added: KN {shown}\n" in plain(english.say(f"/add KN {typed}").text)


@pytest.mark.parametrize("typed", ["kind:movement", "kind:", "نوع:قبيلة"])
def test_a_kind_that_there_is_not_is_refused(typed: str, english: Room, sqlite_store: SqlStore) -> None:
    said = english.say(f"/add save KN {typed} الوادي").text
    assert "Possible: organization, person, place, other" in said
    assert edits(sqlite_store) == 0


@pytest.mark.parametrize("key", "ALL HERE 7d high save csv 5 ٥ S1 Chat status الكل sun حالة".split())
def test_a_key_that_commands_read_otherwise_is_refused(key: str, english: Room, sqlite_store: SqlStore) -> None:
    said = english.say(f"/add save {key} قوات حماية الفلاة").text
    assert "otherwise; choose another key" in said
    assert edits(sqlite_store) == 0


@pytest.mark.parametrize("alias", ["1", "a", "و", "٣٤"])
def test_a_letter_or_a_number_is_warned_about(alias: str, english: Room) -> None:
    assert "one letter or a number" in english.say(f"/alias ISKP {alias}").text


def test_the_conditions_stand_in_the_offer_and_in_what_is_saved(english: Room) -> None:
    line = "/alias ISKP الجدد definite:yes match:exact unless:الجدد القدامى,الجدد الثلاثة needs:ولاية min_score:80"
    said = (
        "(matched letter by letter, only with the article, only beside “ولاية”,"
        " not where “الجدد القدامى”, “الجدد الثلاثة” stands, with a score of 80 or more)"
    )
    assert said in plain(english.say(line).text)
    assert said in plain(do(english, line))
    assert said in plain(english.say("/audit 1").text)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("needs:ولاية", "only beside “ولاية”"),
        ("definite:yes", "only with the article"),
        ("match:exact", "matched letter by letter"),
        ("unless:داعش خراسان القديم", "not where “داعش خراسان القديم” stands"),
        (
            "unless:داعش خراسان القديم,داعش خراسان الجديد min_score:80",
            "not where “داعش خراسان القديم”, “داعش خراسان الجديد” stands, with a score of 80 or more",
        ),
    ],
)
def test_an_alias_that_is_there_gets_conditions(options: str, said: str, english: Room) -> None:
    line, told = f"/alias ISKP داعش خراسان {options}", f"ISKP: conditions of the alias “داعش خراسان” ({said})"
    assert told in plain(english.say(line).text)
    assert told in plain(do(english, line))
    assert told in plain(english.say("/audit 1").text)
    assert "Taken back" in english.say("/undo E1").text


def test_a_condition_is_in_force_and_added_to(english: Room) -> None:
    do(english, "/add WADI جنود السهل")
    do(english, "/alias WADI جنود السهل needs:ولاية")
    assert "Nothing" in english.say("/test وصل جنود السهل مساء").text
    do(english, "/alias WADI جنود السهل needs:بيان definite:yes")
    assert "also without the article" in do(english, "/alias WADI جنود السهل definite:no")
    assert "This would be found" in english.say("/test وصل بيان جنود السهل").text
    assert "This would be found" in english.say("/test في ولاية جنود السهل").text


@pytest.mark.parametrize("line", ["/alias save ISKP الوزير", "/add save MIN الوزير"])
def test_what_is_saved_at_once_is_warned_about_too(line: str, english: Room) -> None:
    said = english.say(line).text
    assert "Saved as E1" in said
    assert "ordinary word" in said


def test_a_text_is_not_judged_by_old_lists_without_a_word(english: Room) -> None:
    line = "/test قال داعش خراسان القديم"
    english.say("/alias save ISKP داعش خراسان unless:داعش خراسان القديم")
    assert "changed a moment ago" in english.say(line).text
    english.parts.lists.refresh()
    assert "changed a moment ago" not in english.say(line).text


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_an_alias_is_removed_however_its_marks_are_typed(english: Room) -> None:
    do(english, "/alias ISKP جنود السهل")
    assert "without the alias “جنود السهل”" in plain(do(english, "/remove ISKP جُنود السهـل"))


def test_of_a_long_text_the_beginning_is_looked_at(english: Room) -> None:
    words = "كلام " * 500
    assert "Only the first 2000 characters" in english.say(f"/test {words} داعش خراسان").text
    assert "Islamic State Khorasan" not in english.say(f"/test {words} داعش خراسان").text
    said = english.say(f"/test داعش خراسان {words}").text
    assert "Islamic State Khorasan" in said
    assert "Only the first" in said
    assert "Only the first" not in english.say("/test داعش خراسان").text


def test_an_ordinary_word_is_warned_about(english: Room) -> None:
    assert "ordinary word" in english.say("/alias ISKP الوزير").text
    assert "ordinary word" in english.say("/test ISKP الوزير").text
    assert "ordinary word" not in english.say("/alias ISKP الوزير unless:الوزير الأول").text
    assert "ordinary word" not in english.say("/add WADI مجلس الوادي").text


def test_an_alias_that_another_entry_has_is_warned_about(english: Room) -> None:
    assert "is an alias of ISKP, too" in english.say("/alias AQ داعش خراسان").text
    assert "is an alias of" not in english.say("/alias AQ جنود السهل").text


def test_how_often_in_arabic_plurals(arabic: Room) -> None:
    arabic.publish()
    said = arabic.say("/alias ISKP الضاري").text
    assert "ما كان ليُعثر عليه في أي من أحدث خبر خلال آخر" in said


def test_how_often_an_alias_would_have_been_found(english: Room) -> None:
    english.publish("زار الوفد مصنع الورق في الضاحية")
    text = english.say("/test ISKP مصنع الورق").text
    assert "found in 1 of the 1 newest article of" in text
    assert "زار الوفد" in text
    assert "found in 0 of the 1 newest article of" in english.say("/test ISKP داعش خراسان").text


def test_only_administrators_edit(english: Room, sqlite_store: SqlStore) -> None:
    english.say("/start")
    for line in (WADI, "/alias ISKP شيء", "/remove ISKP", "/proposals"):
        assert replace(english, person=OMAR).say(line).text == "Only an administrator may do that."
    do(english, WADI)
    assert replace(english, person=OMAR).say("/undo E1").text == "Only an administrator may do that."
    assert edits(sqlite_store) == 1


def test_of_two_who_take_a_key_at_once_the_second_is_refused(store: SqlStore, shipped_matcher: Matcher) -> None:
    amina = room(store, shipped_matcher)
    omar = amina.other("1002", amina.person)
    for one in (amina, omar):
        one.say("/start")
    update = Update("telegram", "u1", amina.address, amina.person, "/add save WADI مجلس حراس الوادي", private=True)
    with ThreadPoolExecutor() as threads:
        with store.begin() as unit:
            (first,) = amina.parts.answering.respond(unit, update, amina.now, Errands())
            second = threads.submit(omar.say, "/add save wadi كتيبة حراس الوادي")
            wait([second], timeout=0.5)
        assert "Saved as E1" in first.message.text
        assert "is taken" in second.result().text
    assert edits(store) == 1


@pytest.mark.parametrize(
    "line",
    [
        WADI,
        "/alias ISKP ولاية جديدة unless:ولاية جديدة قديمة",
        "/alias ISKP داعش خراسان needs:ولاية match:exact",
        "/alias ISKP داعش خراسان definite:no",
        "/remove ISKP",
        "/test ISKP الوزير",
        "/test قال داعش خراسان",
        "/add ISKP x",
        "/undo E1",
    ],
)
def test_in_arabic(line: str, arabic: Room) -> None:
    do(arabic, "/add HILL جنود التل | Hill Guards | Hill Men")
    assert bare_latin(arabic.say(line)) == []
