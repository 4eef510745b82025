"""/audit: who changed what; and that nothing is changed without a line in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from sqlalchemy import select

from bot.core.render.audit import SENTENCES
from bot.storage import SqlStore
from bot.storage.chat_tables import invites, list_edits, proposals, roles
from bot.storage.engine import make_engine
from bot.storage.tables import destinations, feeds, mutes, people, rulings, schedules, subscriptions
from handlers.commands import registry
from tests.handlers.commands.conversing import STRANGER, Room, bare_latin, commands_of, rows_of

DECIDED = (
    *(destinations, feeds, mutes, people, rulings, schedules, subscriptions),
    *(invites, list_edits, proposals, roles),
)
"""The tables that hold what people decide."""

CHANGES: Sequence[tuple[str, str]] = (
    ("/watch ISKP", "watch"),
    ("/unwatch ISKP", "unwatch"),
    ("/mute ISKP 4h", "mute"),
    ("/unmute ISKP", "unmute"),
    ("/settings language ar", "language"),
    ("/settings language en", "language"),
    ("/settings timezone Asia/Baghdad", "timezone"),
    ("/settings quiet 22:00-07:00", "quiet"),
    ("/settings interval 10m", "interval"),
    ("/settings repeat 8h", "repeat"),
    ("/settings empty silent", "empty"),
    ("/settings trends off", "trends"),
    ("/digest daily 08:00", "digest"),
    ("/digest off", "digest off"),
    ("/feeds add https://8.8.8.8/rss.xml", "feed added"),
    ("/feeds off 1", "feed turned off"),
    ("/feeds retry 1", "feed retried"),
    ("/feeds remove 1 yes", "feed removed"),
    ("/users refuse 2", "refused"),
    ("/users allow 2", "allowed"),
    ("/users role telegram:9 viewer 2", "role"),
    ("/users admin telegram:9", "admin granted"),
    ("/users revoke telegram:9", "admin revoked"),
    ("/users invite", "invite"),
    ("/split S1 2", "split"),
    ("/undo R1", "undo"),
    ("/merge S1 S2", "merge"),
)


@pytest.fixture
def busy(english: Room) -> Room:
    """A chat with a story of two outlets and another one, and a stranger's chat."""
    english.say("/start")
    english.other("9").say("/start")
    english.publish(source="one")
    english.publish(source="two")
    english.publish("قالت حركة حماس إن وفدها وصل إلى القاهرة", source="three")
    return english


def decided(store: SqlStore) -> Mapping[str, list[Any]]:
    engine = make_engine(store.url)
    with engine.connect() as connection:
        found = {table.name: [tuple(row) for row in connection.execute(select(table))] for table in DECIDED}
    engine.dispose()
    return found


def lines(room: Room) -> list[tuple[str, Mapping[str, Any]]]:
    with room.parts.store.begin() as unit:
        return [(action, details) for _, _, action, details in unit.people.audit(1000)]


def test_everything_that_is_changed_is_written_down(busy: Room, sqlite_store: SqlStore) -> None:
    for line, action in CHANGES:
        before, written = decided(sqlite_store), lines(busy)
        busy.say(line)
        assert decided(sqlite_store) != before or action == "feed retried", f"{line} changed nothing"
        new = lines(busy)[: len(lines(busy)) - len(written)]
        assert [one for one, _ in new] == [action], line
        assert action in SENTENCES


@pytest.mark.parametrize("name", tuple(registry.commands()))
def test_no_command_changes_anything_without_a_line(name: str, busy: Room, sqlite_store: SqlStore) -> None:
    """Whatever it is: its example, and what the buttons of its answer say."""
    pending, seen = [registry.commands()[name].example.replace("A17", "A1"), f"/{name}"], set[str]()
    while pending and len(seen) < 12:
        line = pending.pop(0)
        if line in seen or line.startswith("/b "):
            continue
        seen.add(line)
        before, written = decided(sqlite_store), lines(busy)
        for reply in busy.replies(line):
            pending += commands_of(reply)
        new = lines(busy)[: len(lines(busy)) - len(written)]
        assert decided(sqlite_store) == before or new, f"{line} changed something, and nothing was written down"
        assert {action for action, _ in new} <= SENTENCES.keys(), f"no sentence for what {line} did"


def test_every_change_is_told_in_a_sentence_in_both_languages(busy: Room) -> None:
    for line, _ in CHANGES:
        busy.say(line)
    english = "\n".join(busy.say(text).text for text in ("/audit 30",))
    busy.say("/settings language ar")
    arabic = busy.say("/audit 30")
    assert not bare_latin(arabic)
    for said in ("chat 1 watches", "digest of chat 1 at", "source 1 added", "taken out of S1", "made administrator"):
        assert said in english.replace("\u2068", "").replace("\u2069", "")
    for said in ("بدء متابعة", "إعادة طلب المصدر", "إنشاء دعوة"):
        assert said in arabic.text


@pytest.mark.parametrize(
    ("typed", "shown", "hidden"),
    [
        pytest.param("watch", ["watches"], ["digest of"], id="an action"),
        pytest.param("digest", ["digest of", "no more digests"], ["watches"], id="actions that begin so"),
        pytest.param("telegram:1001", ["watches", "digest of"], ["telegram:9"], id="a person"),
        pytest.param("1", ["digest off", "no more digests"], ["watches"], id="how many"),
        pytest.param("chat 1", ["watches"], ["refused"], id="a chat"),
        pytest.param("chat 2", ["refused"], ["watches"], id="another chat"),
        pytest.param("5 chat ١", ["watches"], ["refused"], id="how many of a chat"),
    ],
)
def test_what_is_asked_for_is_shown(typed: str, shown: list[str], hidden: list[str], busy: Room) -> None:
    for line in ("/users refuse 2", "/watch ISKP", "/digest daily 08:00", "/digest off"):
        busy.say(line)
    text = busy.say(f"/audit {typed}").text
    assert any(one in text for one in shown)
    assert not any(one in text for one in hidden)


def test_it_is_paged_to_the_first_line(busy: Room) -> None:
    for number in range(12):
        busy.say(f"/settings timezone {'UTC' if number % 2 else 'Asia/Baghdad'}")
    seen, reply = list[str](), busy.say("/audit 5 timezone")
    while True:
        seen += [block.text for block in reply.blocks[1:]]
        older = [one for one in commands_of(reply) if "before:" in one]
        if not older:
            break
        reply = busy.say(older[0])
    assert len(seen) == 12


@pytest.mark.parametrize("typed", ["nonsense", "chat", "chat x", "<b>", "before:9999999999"])
def test_what_is_not_understood_changes_nothing(typed: str, busy: Room, sqlite_store: SqlStore) -> None:
    before = rows_of(sqlite_store)
    assert busy.say(f"/audit {typed}").text
    assert rows_of(sqlite_store) == before


def test_it_is_for_administrators_of_the_bot(busy: Room) -> None:
    busy.say("/users allow 2")
    assert busy.other("9", STRANGER).say("/audit").text == "Only an administrator may do that."


def test_an_admin_who_opens_a_chat_by_speaking_there_is_written_down_once(busy: Room) -> None:
    group = busy.other("-5", busy.person, private=False)
    group.say("/start")
    group.say("/help")
    assert [action for action, _ in lines(busy)].count("allowed") == 1  # the group, not the own chat


def test_a_line_of_an_action_without_a_sentence_is_shown_as_it_is_kept(busy: Room) -> None:
    with busy.parts.store.begin() as unit:
        unit.people.record(STRANGER, "some deed", {"chat": 1, "x": "<b>"}, busy.now)
        unit.people.record(STRANGER, "watch", {}, busy.now)
    assert "some deed chat: 1, x: <b>" in busy.say("/audit 2").text
