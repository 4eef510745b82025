"""What the services ask all day is answered from indexes: no question reads a whole growing table."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import (
    Connection,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    event,
    text,
)

from bot.core.features import Features
from bot.core.model import Address, Incoming, Mute, NewArticle
from bot.core.open_stories import Wanted
from bot.ports import Asked, Unit, Window
from bot.storage import SqlStore
from bot.storage.store import SqlUnit
from bot.storage.tables import metadata
from tests.bot.storage.samples import DAY, HOUR, NOW, join, put_alert, put_article, put_chat, put_story, queue
from watchlists.model import Findings

WINDOW = Window(NOW - DAY, NOW)
WANTED = Wanted(frozenset({"ISKP", "AQ"}), NOW - DAY, frozenset({"b1:00", "w:صوف"}))
ASKED = Asked(frozenset({"ISKP", "AQ"}), NOW - DAY, NOW - DAY, frozenset({"bombing"}))
GRAVE = Asked(frozenset({"ISKP", "AQ"}), NOW - DAY, NOW, severities=frozenset({"high", "critical"}))
EDGES = [NOW - 2 * DAY, NOW - DAY, NOW]
GROWING = (
    "articles|matches|stories|story_keys|story_marks|story_articles|alerts|holdings|deliveries|inbox|submissions|"
    "schedule_runs|feedback|feedback_aliases|arrivals"
)
SCAN = re.compile(rf"SCAN ({GROWING})(_\d+)?$|Seq Scan on ({GROWING})\b")

QUESTIONS: dict[str, Callable[[Unit], object]] = {
    "latest": lambda unit: unit.articles.latest(["ISKP", "AQ"], 9),
    "latest in a window": lambda unit: unit.articles.latest(["ISKP"], 9, WINDOW, before=1),
    "latest of any entry": lambda unit: unit.articles.latest((), 9),
    "newest articles": lambda unit: unit.articles.newest(9, WINDOW),
    "latest of two": lambda unit: unit.articles.latest(["ISKP"], 9, beside=["AQ"]),
    "amounts": lambda unit: unit.articles.amounts(["ISKP", "AQ"], EDGES),
    "stories in spans": lambda unit: unit.articles.stories(["ISKP", "AQ"], EDGES),
    "tally": lambda unit: unit.heads.tally(ASKED),
    "gravest": lambda unit: unit.heads.gravest(Asked(frozenset({"ISKP"}), NOW - DAY, NOW), 9, readings=9),
    "gravest of some severities": lambda unit: unit.heads.gravest(GRAVE, 9, readings=9),
    "tally of some severities": lambda unit: unit.heads.tally(GRAVE),
    "newest heads": lambda unit: unit.heads.newest(ASKED, 9, readings=9),
    "stories by key": lambda unit: unit.heads.by_key(ASKED),
    "last alerts": lambda unit: unit.heads.last_alerts([1, 2]),
    "held by verdict": lambda unit: unit.alerts.held_by_verdict(1, ["ISKP"], WINDOW),
    "search": lambda unit: unit.articles.search("قندهار", 9),
    "per source": lambda unit: unit.articles.per_source(EDGES),
    "of a source": lambda unit: unit.articles.of_source("d", WINDOW, 9),
    "by alias": lambda unit: unit.articles.by_alias("ISKP", WINDOW),
    "last digest": lambda unit: unit.schedules.last_run(),
    "mentions": lambda unit: unit.articles.mentions(["ISKP", "AQ"], WINDOW),
    "mentions of any entry": lambda unit: unit.articles.mentions((), WINDOW),
    "named with": lambda unit: unit.articles.named_with(["ISKP", "AQ"], WINDOW, 5),
    "by source": lambda unit: unit.articles.by_source(["ISKP", "AQ"], WINDOW, 5),
    "heard": lambda unit: unit.articles.heard(["ISKP", "AQ"]),
    "since": lambda unit: unit.articles.since(),
    "all": lambda unit: list(unit.articles.all(WINDOW, 1)),
    "article": lambda unit: unit.articles.get(1),
    "adding": lambda unit: put_article(unit, "a", text="نص آخر"),
    "candidates": lambda unit: unit.stories.candidates([WANTED], [1]),
    "of identities": lambda unit: unit.stories.of_identities(["d", "e"]),
    "putting": lambda unit: join(unit, 1, (put_article(unit, "new"), Features(keys=frozenset({"AQ"})))),
    "due": lambda unit: unit.stories.due(NOW),
    "due of very many": lambda unit: unit.stories.due(NOW, 1),
    "taking stories": lambda unit: unit.stories.take([1, 2], NOW, NOW + HOUR),
    "letting stories go": lambda unit: unit.stories.let_go([1, 2]),
    "known articles": lambda unit: unit.articles.known([NewArticle(Incoming("s", "t"), "d", "x", Findings())], NOW),
    "story": lambda unit: unit.stories.get(1),
    "some stories": lambda unit: unit.stories.some([1, 2]),
    "settle": lambda unit: unit.stories.settle({1: 1, 2: 1}, None),
    "recent": lambda unit: unit.stories.recent(["ISKP"], WINDOW, 9),
    "recent of any entry": lambda unit: unit.stories.recent((), WINDOW, 9),
    "stirred": lambda unit: unit.stories.stirred(["ISKP"], WINDOW, WINDOW, 9),
    "stirred of any entry": lambda unit: unit.stories.stirred((), WINDOW, WINDOW, 9),
    "mutes": lambda unit: unit.chats.mutes(NOW),
    "last ids": lambda unit: (unit.articles.last_id(), unit.alerts.last_id()),
    "held": lambda unit: unit.alerts.held(1, WINDOW),
    "sent": lambda unit: unit.alerts.sent(1, WINDOW),
    "votes of an alias": lambda unit: unit.feedback.votes(("ISKP", "داعش خراسان")),
    "tallies of aliases": lambda unit: unit.feedback.of_aliases([("ISKP", "داعش خراسان"), ("AQ", "القاعدة")]),
    "ratings of an alert": lambda unit: unit.feedback.of_alert(1),
    "verdicts": lambda unit: unit.alerts.verdicts(1),
    "told": lambda unit: unit.outbox.told([1, 2]),
    "wake": lambda unit: unit.stories.wake(1, NOW - DAY, NOW),
    "kept back": lambda unit: unit.alerts.kept_back([1, 2], "quiet", WINDOW),
    "claim": lambda unit: unit.outbox.claim("telegram", NOW, 60, 9),
    "failed": lambda unit: unit.outbox.failed(),
    "oldest": lambda unit: unit.outbox.oldest(NOW),
    "counts": lambda unit: unit.outbox.counts(),
    "counts by state": lambda unit: unit.outbox.counts(("pending", "dead")),
    "queue depths": lambda unit: unit.queues.depths(NOW),
    "alert of": lambda unit: unit.outbox.alert_of(Address("telegram", "-100"), "7"),
    "waiting": lambda unit: unit.inbox.waiting(),
    "submissions": lambda unit: unit.submissions.waiting("scan", NOW, 9, [1]),
    "unread submissions": lambda unit: unit.submissions.unread(1),
    "keeping": lambda unit: unit.submissions.keep(1, None, NOW),
    "fingerprints": lambda unit: unit.articles.fingerprints(["a", "d"]),
    "rulings of a story": lambda unit: unit.rulings.of(1),
    "version of what is learned": lambda unit: unit.rulings.version(),
    "examples": lambda unit: unit.rulings.examples(),
    "where merged stories are": lambda unit: unit.rulings.survivors([1]),
    "reasons": lambda unit: unit.rulings.reasons(1),
    "who heard": lambda unit: unit.regrouping.heard([1]),
    "reports": lambda unit: unit.trends.reports(["ISKP", "AQ"], WINDOW),
    "fresh reports": lambda unit: unit.trends.reports(["ISKP", "AQ"], WINDOW, fresh=True),
    "lift": lambda unit: unit.stories.lift({1: "high"}),
    "trends": lambda unit: unit.trends.since(NOW - DAY, ["ISKP"]),
    "audit": lambda unit: unit.people.audit(),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_from_indexes(store: SqlStore, question: str) -> None:
    with store.begin() as unit:
        for name in "abc":
            put_article(unit, name, "ISKP", "AQ", published=NOW - HOUR)
        put_story(unit, put_article(unit, "d"))
        chat = put_chat(unit)
        queue(unit, "k", chat, alert=put_alert(unit, "e"))
        unit.chats.mute(Mute(0, chat.id, "story", "1", NOW + DAY, "slack:U1"), NOW)
    with store.begin() as unit:
        scans = [line for line in plans(unit, QUESTIONS[question]) if SCAN.search(line)]
    assert scans == []


def test_the_first_and_the_last_of_each_name_are_looked_up_by_themselves(store: SqlStore) -> None:
    with store.begin() as unit:
        seen = plans(unit, QUESTIONS["heard"])
    assert sum("CORRELATED" in line or "Limit" in line for line in seen) == 2  # not read off all that is in between


def test_a_scan_would_be_seen(store: SqlStore) -> None:
    def by_text(unit: Unit) -> None:
        connection_of(unit).execute(text("SELECT id FROM articles WHERE text = 'x'"))

    with store.begin() as unit:
        assert [line for line in plans(unit, by_text) if SCAN.search(line)]


def plans(unit: SqlUnit, ask: Callable[[Unit], object]) -> list[str]:
    """The lines of the plans of all statements that the question takes."""
    connection = connection_of(unit)
    asked: list[tuple[str, Any]] = []

    def record(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if statement.startswith(("SELECT", "WITH", "UPDATE")) and not many:
            asked.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", record)
    ask(unit)
    event.remove(connection, "before_cursor_execute", record)
    assert asked
    return [line for statement, parameters in asked for line in explain(connection, statement, parameters)]


def explain(connection: Connection, statement: str, parameters: Any) -> list[str]:
    if connection.dialect.name == "sqlite":
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    connection.execute(text("SET LOCAL enable_seqscan = off"))  # so that one is left only where no index serves
    return [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)]


def connection_of(unit: Any) -> Connection:
    connection: Connection = unit.articles._connection
    return connection


def test_whoever_removes_a_row_finds_by_an_index_what_refers_to_it() -> None:
    refers = {
        (table.name, key.column_keys[0]) for table in metadata.tables.values() for key in table.foreign_key_constraints
    }
    first = {(table.name, next(iter(one.columns)).name) for table in metadata.tables.values() for one in _keys(table)}
    assert refers - first == {("buttons", "destination_id")}  # hold a few days, and chats seldom go


def _keys(table: Table) -> list[Index | PrimaryKeyConstraint | UniqueConstraint]:
    unique = [one for one in table.constraints if isinstance(one, PrimaryKeyConstraint | UniqueConstraint)]
    return [*unique, *table.indexes]
