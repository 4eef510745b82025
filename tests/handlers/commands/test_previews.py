"""What an edit or an alias would do is found out while others write, and what they write is respected; on both
databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core.model import Person, Update
from bot.storage import SqlStore
from tests.fakes.stores import Gate, GatedReader, GatedStore
from tests.handlers.commands.conversing import HOUR, Room, commands_of, room
from watchlists import Matcher

OMAR = Person("telegram", "1002", "Omar")
ADD = "/add WADI مجلس حراس الوادي | Wadi Guards"


def talk(store: SqlStore, matcher: Matcher) -> Room:
    """A chat that has met the bot, which holds two articles."""
    chat = room(store, matcher)
    chat.say("/start")
    chat.publish()
    chat.publish("زار مجلس حراس الوادي مصنع الورق", ago=2 * HOUR, source="x")
    return chat


def gated(chat: Room, store: SqlStore, matcher: Matcher, gate: Gate) -> Room:
    """The same chat of a bot that meets the gate where it matches."""
    other = room(GatedStore(store, gate), GatedReader(matcher, gate))
    return replace(chat, parts=other.parts, said=100)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(ADD, id="a new entity"),
        pytest.param("/alias ISKP مصنع الورق", id="a new alias"),
        pytest.param("/alias raid مصنع الورق", id="a new phrase"),
        pytest.param("/alias ISKP داعش خراسان needs:ولاية", id="a condition"),
        pytest.param("/remove ISKP داعش خراسان", id="an alias that goes"),
        pytest.param("/test ISKP مصنع الورق | داعش خراسان", id="aliases that are tried"),
        pytest.param("/test قال داعش خراسان", id="a text"),
    ],
)
def test_another_connection_writes_while_a_preview_is_computed(
    line: str, store: SqlStore, open_stores: Callable[[], SqlStore], shipped_matcher: Matcher
) -> None:
    chat, other = talk(store, shipped_matcher), open_stores()

    def write() -> None:
        with other.begin() as unit:
            unit.state.put("meanwhile", line)

    gate = Gate(write)
    said = gated(chat, store, shipped_matcher, gate).say(line)
    assert gate.passed
    assert (said.text, len(commands_of(said))) == (chat.say(line).text, 0 if line.startswith("/test") else 1)
    with store.begin() as unit:
        assert unit.state.get("meanwhile") == line


@pytest.mark.parametrize(
    ("line", "meanwhile", "said"),
    [
        pytest.param(ADD, "/add save wadi كتيبة التل", "is taken", id="the key"),
        pytest.param(
            "/alias ISKP مصنع الورق", "/alias save ISKP مصنع الورق", "is an alias of it already", id="the alias"
        ),
        pytest.param(
            "/alias ISKP داعش خراسان needs:ولاية",
            "/alias save ISKP داعش خراسان needs:بيان",
            "Without the change: 0.",
            id="other conditions",
        ),
        pytest.param("/alias ISKP مصنع الورق", "/remove save ISKP", "There is no entity", id="the entity"),
        pytest.param(
            "/remove ISKP داعش خراسان", "/remove save ISKP داعش خراسان", "It has no alias", id="what shall go"
        ),
        pytest.param(
            "/test ISKP داعش خراسان",
            "/alias save ISKP داعش خراسان needs:ولاية",
            "found in 0 of the 2",
            id="what is tried",
        ),
    ],
)
def test_an_edit_that_is_saved_meanwhile_is_respected(
    line: str,
    meanwhile: str,
    said: str,
    store: SqlStore,
    open_stores: Callable[[], SqlStore],
    shipped_matcher: Matcher,
) -> None:
    """The answer is what it would be if it had been asked for afterwards."""
    chat = talk(store, shipped_matcher)
    other = replace(chat, parts=room(open_stores(), shipped_matcher).parts, said=200)
    assert said not in chat.say(line).text
    answer = gated(chat, store, shipped_matcher, Gate(lambda: other.say(meanwhile))).say(line)
    assert said in answer.text
    assert answer.text == chat.say(line).text


def test_a_text_is_said_to_be_matched_by_lists_that_were_changed_meanwhile(
    store: SqlStore, open_stores: Callable[[], SqlStore], shipped_matcher: Matcher
) -> None:
    chat = talk(store, shipped_matcher)
    other = replace(chat, parts=room(open_stores(), shipped_matcher).parts, said=200)
    change = "/alias save ISKP داعش خراسان unless:داعش خراسان القديم"
    said = gated(chat, store, shipped_matcher, Gate(lambda: other.say(change))).say("/test قال داعش خراسان القديم")
    assert "Islamic State Khorasan" in said.text
    assert "changed a moment ago" in said.text


@pytest.mark.parametrize("line", [ADD, "/alias ISKP مصنع الورق", "/remove ISKP داعش خراسان"])
def test_who_may_edit_no_more_is_shown_no_preview(
    line: str, store: SqlStore, open_stores: Callable[[], SqlStore], shipped_matcher: Matcher
) -> None:
    chat = talk(store, shipped_matcher)
    chat.say("/users admin telegram:1002")
    omar = chat.other("1002", OMAR)
    assert len(commands_of(omar.say(line))) == 1
    amina = replace(chat, parts=room(open_stores(), shipped_matcher).parts, said=200)
    asked = gated(omar, store, shipped_matcher, Gate(lambda: amina.say("/users revoke telegram:1002")))
    assert asked.say(line).text == "Only an administrator may do that."


def test_a_preview_that_another_process_gave_meanwhile_is_given_once(
    store: SqlStore, open_stores: Callable[[], SqlStore], shipped_matcher: Matcher
) -> None:
    chat = talk(store, shipped_matcher)
    other = room(open_stores(), shipped_matcher)
    asked = gated(chat, store, shipped_matcher, gate := Gate(lambda: other.parts.answering.work(chat.now)))
    asked.parts.answering.put(Update("telegram", "u1", chat.address, chat.person, ADD, private=True), chat.now)
    assert asked.parts.answering.work(chat.now) == 1
    assert gate.passed
    with store.begin() as unit:
        given = unit.outbox.claim("telegram", chat.now + HOUR, 60, 99)
    assert sum("would be added: WADI" in one.message.text for one in given) == 1
