"""Questions in plain words: which command answers them, and what is no question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from bot.core.bidi import isolate
from bot.storage import SqlStore
from tests.handlers.commands.conversing import Room, commands_of, room, rows_of
from tests.handlers.commands.test_registry import RUBBISH, SORRY, closed, controls
from watchlists import Matcher
from watchlists.model import Document, Entity, EventType, Findings, Watchlists


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        pytest.param("ما وضع داعش خراسان؟", "/status ISKP", id="what is the state of"),
        pytest.param("وش صار مع داعش", "/status ISIS", id="what happened with"),
        pytest.param("وش صار بداعش اليوم", "/status ISIS 24h", id="a letter written on, and today"),
        pytest.param("show me ISKP", "/status ISKP", id="show me"),
        pytest.param("what about ISKP last 7 days", "/status ISKP 7d", id="what about"),
        pytest.param("ISKP 24h?", "/status ISKP 24h", id="a bare name with a window"),
        pytest.param("status of ISKP", "/status ISKP", id="a command and a word that leads to the name"),
        pytest.param("حالة داعش خراسان ٧ أيام", "/status ISKP 7d", id="an Arabic command"),
        pytest.param("آخر أخبار داعش خراسان", "/latest ISKP", id="latest news"),
        pytest.param("/آخر داعش خراسان 2", "/latest ISKP 2", id="behind a slash"),
        pytest.param("latest on ISIS-K", "/latest ISKP", id="latest on"),
        pytest.param("what's new", "/latest", id="of anything"),
        pytest.param("S1", "/story S1", id="a story"),
        pytest.param("show me s١", "/story S1", id="a story in a question"),
        pytest.param("A1", "/why A1", id="an alert"),
        pytest.param("/الحالة داعش خراسان", "/status ISKP", id="an Arabic command with the article"),
    ],
)
def test_a_question_is_answered_as_the_command_is(typed: str, command: str, english: Room) -> None:
    english.say("/watch ISKP")
    english.publish()
    answer = english.say(typed)
    assert answer == english.say(command)
    assert "did not understand" not in answer.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("تابع داعش خراسان", "now watches", id="watch"),
        pytest.param("follow ISKP from high", "severity high", id="follow, from a severity"),
        pytest.param("اكتم داعش خراسان ٤ ساعات", "is muted in this chat until 2026-03-05 12:00", id="mute"),
        pytest.param("stop watching ISKP", "does not watch", id="stop watching"),
        pytest.param("start watching ISKP", "now watches", id="start watching, which is no start"),
        pytest.param("keep an eye on ISKP", "now watches", id="keep an eye, which is no keep"),
        pytest.param("follow list:groups critical", "severity critical", id="a list"),
        pytest.param("راقب event:bombing", "now watches", id="an event type"),
        pytest.param("ألغِ متابعة داعش خراسان", "does not watch", id="unwatch"),
        pytest.param("ألغ كتم داعش خراسان", "is not muted here", id="unmute"),
        pytest.param("راقب الكل", "now watches all lists", id="everything"),
    ],
)
def test_a_wish_is_carried_out(typed: str, said: str, english: Room) -> None:
    assert said in english.say(typed).text


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("good morning", id="a greeting"),
        pytest.param("شكرا جزيلا لك", id="thanks"),
        pytest.param("what is this", id="a question without a name"),
        pytest.param("how are you?", id="a polite one"),
        pytest.param("قال شهود إن داعش خراسان نفذ هجوما في كابول أمس", id="a statement of a name"),
        pytest.param("should I follow ISKP?", id="a question about a verb"),
        pytest.param("القائمة السوداء طويلة", id="a command's word with its article"),
        pytest.param("وضع الجيش نقطة تفتيش جديدة", id="a verb that is a noun of questions, too"),
        pytest.param("آخر مرة تحدثنا فيها كانت قبل العيد", id="a statement that begins like a question"),
        pytest.param("ما " * 90, id="much of nothing"),
    ],
)
def test_what_is_no_question_is_answered_as_before_and_changes_nothing(
    typed: str, english: Room, sqlite_store: SqlStore
) -> None:
    english.say("/start")
    before = rows_of(sqlite_store)
    reply = english.say(typed)
    assert reply.text == "I did not understand that."
    assert commands_of(reply) == ["/help"]
    assert rows_of(sqlite_store) == before


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        pytest.param("الضواهري", "/status ZAWAHIRI", id="a bare name"),
        pytest.param("الضواهري ٧ أيام", "/status ZAWAHIRI 7d", id="with a window"),
        pytest.param("what about الضواهري last 3 days", "/status ZAWAHIRI 3d", id="in a question"),
        pytest.param("آخر أخبار الضواهري", "/latest ZAWAHIRI", id="in Arabic"),
        pytest.param("راقب الضواهري عالية", "/watch ZAWAHIRI high", id="in a wish"),
    ],
)
def test_a_close_misspelling_in_a_question_is_asked_back(typed: str, offered: str, english: Room) -> None:
    assert offered in commands_of(english.say(typed))


def test_behind_a_slash_an_unknown_name_is_named(english: Room) -> None:
    assert english.say("/آخر xqzw").text.startswith(f"I know no “{isolate('xqzw')}”.")


@dataclass(frozen=True)
class CountingReader:
    """A matcher that notes which names are looked up: each that is none is compared with every name there is."""

    matcher: Matcher
    looked_up: list[str] = field(default_factory=list)

    @property
    def watchlists(self) -> Watchlists:
        return self.matcher.watchlists

    def match(self, document: Document) -> Findings:
        return self.matcher.match(document)

    def match_many(self, documents: Sequence[Document]) -> Sequence[Findings]:
        return self.matcher.match_many(documents)

    def resolve(self, typed: str) -> tuple[Entity | EventType | None, tuple[str, ...]]:
        self.looked_up.append(typed)
        return self.matcher.resolve(typed)

    def holding(self, typed: str) -> Sequence[str]:
        return self.matcher.holding(typed)


@pytest.mark.parametrize("rubbish", RUBBISH)
@pytest.mark.parametrize("lead", ["", "show me ", "/status ", "/mute 4h ", "/latest on "])
def test_little_is_looked_up_for_rubbish(
    lead: str, rubbish: str, sqlite_store: SqlStore, shipped_matcher: Matcher
) -> None:
    reader = CountingReader(shipped_matcher)
    room(sqlite_store, reader).say(lead + rubbish)
    assert len(reader.looked_up) <= 24
    assert all(len(typed) <= 200 for typed in reader.looked_up)


@pytest.mark.parametrize("rubbish", RUBBISH)
@pytest.mark.parametrize("lead", ["", "show me ", "آخر أخبار ", "تابع ", "/"])
def test_rubbish_in_a_question_gets_a_polite_answer_and_changes_nothing(
    lead: str, rubbish: str, arabic: Room, sqlite_store: SqlStore
) -> None:
    arabic.say("/start")
    before = rows_of(sqlite_store)
    reply = arabic.say(lead + rubbish)
    assert rows_of(sqlite_store) == before
    assert reply.text.strip()
    assert len(reply.text) < 3500
    assert not controls(reply)
    assert closed(reply)
    assert SORRY not in reply.text
    assert "عطل" not in reply.text
