"""/audit: who changed what; and that nothing is changed without a line in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import handlers
from bot.core.audit import AuditFilter, AuditLine
from bot.core.bidi import outside
from bot.core.proposing import Effect, Proposal
from bot.core.render.audit import SENTENCES, change
from bot.locales import load_texts
from bot.storage import SqlStore
from bot.storage.engine import make_engine
from bot.storage.tables import (
    destinations,
    feedback,
    feeds,
    invites,
    list_edits,
    mutes,
    people,
    proposals,
    roles,
    rulings,
    schedules,
    subscriptions,
)
from handlers.commands import registry
from handlers.commands.settings_registry import SETTINGS
from tests.handlers.commands.conversing import STRANGER, Room, bare_latin, commands_of, rows_of

DECIDED = (
    *(destinations, feedback, feeds, mutes, people, rulings, schedules, subscriptions),
    *(invites, list_edits, proposals, roles),
)
"""The tables that hold what people decide."""

ROOT = Path(str(handlers.__file__)).parent
RAW = ("short", "medium", "long", "hold", "off", "on", "silent", "latin", "levant", "usual", "not_relevant")
"""Values of settings as they are kept."""

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
    ("/settings digits arabic", "digits"),
    ("/settings months levant", "months"),
    ("/settings severity critical", "severity"),
    ("/settings summary long", "summary"),
    ("/settings digest daily 08:00 + weekly sun 09:00", "digest"),
    ("/settings digest off", "digest"),
    ("/add save WADI مجلس حراس الوادي | Wadi Guards", "list edit"),
    ("/alias save WADI جنود السهل definite:yes unless:جنود السهل الخضر needs:الوادي min_score:80", "list edit"),
    ("/alias save WADI جنود السهل unless:جنود السهل الحمر", "list edit"),
    ("/alias save WADI جنود السهل min_score:90", "list edit"),
    ("/undo E4", "undo"),
    ("/remove save WADI جنود السهل", "list edit"),
    ("/remove save WADI", "list edit"),
    ("/proposals accept 1", "list edit"),
    ("/proposals decline 2", "decline proposal"),
    ("/rate A1 no", "rate"),
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
    english.say("/watch event:suicide_bombing")
    english.publish(source="one")
    english.publish(source="two")
    english.publish("قالت حركة حماس إن وفدها وصل إلى القاهرة", source="three")
    with english.parts.store.begin() as unit:
        for guard in ("داعش خراسان القديمة", "داعش خراسان الأولى"):
            effect = Effect(9, 4, 3, 0, 30)
            unit.proposals.add(Proposal(0, "unless", "ISKP", "داعش خراسان", guard, effect), english.now)
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


def as_kept(line: AuditLine, said: str) -> list[str]:
    """What of a sentence is how a program keeps it: braces, a name with its value, an action or a value as typed."""
    held = line.details.get("details", {})
    names = [f"{name}: " for name in (*line.details, *held) if name not in ("at", "edit")]
    raw = [str(one) for one in (line.details.get("to"), line.details.get("said")) if one in RAW]
    return [one for one in ("{", "}", "[", *names, *raw) if one in said]


def read(room: Room) -> list[AuditLine]:
    with room.parts.store.begin() as unit:
        return list(unit.people.lines(AuditFilter(), 1000, None))


def test_no_line_shows_what_is_kept_as_it_is_kept(busy: Room) -> None:
    for line, _ in CHANGES:
        busy.say(line)
    lists = busy.parts.lists().watchlists
    for texts in (load_texts()["ar"], load_texts()["en"]):
        for one in read(busy):
            said = change(one, lists, texts)
            assert as_kept(one, said) == [], (one.action, said)
            assert said.strip("\u2068\u2069") != one.action
            if texts.language == "ar":
                assert re.search("[A-Za-z]", outside(said)) is None, said


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: path.stem)
def test_what_any_command_records_has_a_sentence(path: Path) -> None:
    written = re.findall(r'\.record\([^"\n,]*, "([^"]+)"', path.read_text(encoding="utf-8"))
    assert set(written) <= SENTENCES.keys()


def test_every_setting_has_a_sentence() -> None:
    assert {one.name for one in SETTINGS} <= SENTENCES.keys()


@pytest.mark.parametrize(
    ("line", "said", "in_arabic"),
    [
        pytest.param("/settings quiet 22:00-07:00", "From 22:00 to 07:00 (Alerts wait)", "تنتظر", id="quiet hours"),
        pytest.param("/settings summary long", "length of summaries of chat 1: Long", "طول الملخصات", id="summary"),
        pytest.param("/settings interval 15m", "15 minutes", "دقيقة", id="a length"),
        pytest.param("/settings digest off", "No digests", "موجز", id="no digest"),
        pytest.param(
            "/alias save ISKP اسم آخر unless:كلمة", "(not where “كلمة” stands)", "لا حيث ترد", id="conditions"
        ),
        pytest.param("/rate A1 dup", "A1 called a duplicate in chat 1", "مكرر", id="a rating"),
        pytest.param("/proposals decline 2", "proposal 2 declined", "رفض المقترح", id="a proposal"),
    ],
)
def test_the_facts_are_told_in_words(line: str, said: str, in_arabic: str, busy: Room) -> None:
    busy.say("/settings digest daily 08:00")
    busy.say(line)
    assert said in busy.say("/audit 1").text.replace("\u2068", "").replace("\u2069", "")
    busy.say("/settings language ar")
    assert in_arabic in busy.say("/audit 2").text


def test_an_edit_that_an_earlier_version_noted_as_taken_back_is_told(busy: Room) -> None:
    with busy.parts.store.begin() as unit:
        unit.people.record(STRANGER, "undo", {"edit": 7}, busy.now)
    assert "watchlists: E7 taken back" in busy.say("/audit 1").text


def test_every_change_is_told_in_a_sentence_in_both_languages(busy: Room) -> None:
    for line, _ in CHANGES:
        busy.say(line)
    english, older = [], ["/audit 30"]
    while older:
        reply = busy.say(older.pop())
        english.append(reply.text)
        older += [one for one in commands_of(reply) if "before:" in one]
    busy.say("/settings language ar")
    arabic, older = "", ["/audit 30"]
    while older:
        reply = busy.say(older.pop())
        assert not bare_latin(reply)
        arabic += reply.text
        older += [one for one in commands_of(reply) if "before:" in one]
    for said in ("chat 1 watches", "digest of chat 1 at", "source 1 added", "taken out of S1", "made administrator"):
        assert said in "\n".join(english).replace("\u2068", "").replace("\u2069", "")
    for said in ("بدء متابعة", "إعادة طلب المصدر", "إنشاء دعوة"):
        assert said in arabic


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
