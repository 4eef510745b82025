"""What PostgreSQL does where it is told that tables are large: it goes by the index that is meant, and by no table from
end to end. An archive of a hundred days is small here, and said to be a thousand times as large: what is frequent and
what is rare, and how much a window holds, stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from sqlalchemy import make_url, text

from bot.core.features import Features
from bot.core.hunts import NewHunt
from bot.core.open_stories import Wanted
from bot.ports import Asked, Unit, Window
from bot.storage import SqlStore
from bot.storage.engine import make_engine
from bot.storage.store import SqlUnit
from bot.storage.tables import metadata
from tests.bench import chats
from tests.bench.archive import CHATS, Archive
from tests.bench.archive_sql import SELDOM
from tests.bench.asking import UndoneError
from tests.bench.newsstand import FREQUENT, NOW, RARELY, settle
from tests.bench.plans import Plan, explained
from tests.bot.storage.samples import DAY, join, put_article
from tests.fakes.postgres import PostgresServer
from watchlists import Matcher

WEEK, KEYS = Window(NOW - 7 * DAY, NOW), [FREQUENT, "KANDAHAR"]
ASKED = Asked(frozenset(KEYS), NOW - 7 * DAY, NOW - 5 * DAY)
EDGES = [NOW - 14 * DAY, NOW - 7 * DAY, NOW]
WANTED = Wanted(frozenset(KEYS), NOW - 5 * DAY, frozenset({"b1:00", "w:c4ca42"}))
_LARGE = ("articles", "matches", "stories", "story_keys", "story_marks", "story_articles", "deliveries")
# An index that holds only some rows says by itself which.
_PARTIAL = {
    one.name
    for table in metadata.tables.values()
    for one in table.indexes
    if one.kwargs["postgresql_where"] is not None
}
_LARGER = (
    "UPDATE pg_class SET reltuples = reltuples * 1000 WHERE relnamespace = 'public'::regnamespace AND reltuples > 0"
)

QUESTIONS: dict[str, tuple[Callable[[SqlUnit], object], str]] = {
    "latest": (lambda unit: unit.articles.latest(KEYS, 9), "ix_matches_reach"),
    "latest of two": (lambda unit: unit.articles.latest([FREQUENT], 9, beside=["bombing"]), "pk_matches"),
    "latest of any": (lambda unit: unit.articles.latest((), 9), "ix_articles_published_id"),
    "newest": (lambda unit: unit.articles.newest(9, WEEK), "ix_articles_published_id"),
    "search": (lambda unit: unit.articles.search(RARELY, 9), "ix_articles_normal"),
    "search of two": (lambda unit: unit.articles.search(f"{RARELY} {SELDOM}", 9), "ix_articles_normal"),
    "search of two letters": (lambda unit: unit.articles.search("q7", 9), "ix_articles_published_id"),
    "mentions": (lambda unit: unit.articles.amounts(KEYS, EDGES), "ix_matches_reach"),
    "stories in spans": (lambda unit: unit.articles.stories([FREQUENT], EDGES), "ix_matches_reach"),
    "heard": (lambda unit: unit.articles.heard(KEYS), "ix_matches_reach"),
    "named with": (lambda unit: unit.articles.named_with(["KANDAHAR"], WEEK, 5), "pk_matches"),
    "sources": (lambda unit: unit.articles.by_source(KEYS, WEEK, 5), "ix_matches_reach"),
    "tally": (lambda unit: unit.heads.tally(ASKED), "ix_story_keys_key_latest_story_id"),
    "late findings": (lambda unit: unit.heads.tally(ASKED), "ix_matches_late"),
    "gravest": (lambda unit: unit.heads.gravest(ASKED, 9, readings=9), "ix_story_articles_story_id_published"),
    "recent": (lambda unit: unit.stories.recent((), WEEK, 9), "ix_stories_latest_id"),
    "reports": (lambda unit: unit.trends.reports([FREQUENT], WEEK), "ix_matches_reach"),
    "candidates by key": (lambda unit: unit.stories.candidates([WANTED]), "ix_story_keys_key_latest_story_id"),
    "candidates by mark": (lambda unit: unit.stories.candidates([WANTED]), "ix_story_marks_mark_seen_story_id"),
    "due": (lambda unit: unit.stories.due(NOW), "ix_stories_due_id"),
    "adding": (lambda unit: put_article(unit, "new"), "uq_articles_identity_fingerprint"),
    "putting": (lambda unit: join(unit, 1, (put_article(unit, "new"), Features())), "pk_stories"),
    "claim": (lambda unit: unit.outbox.claim("telegram", NOW, 60, 9), "ix_deliveries_state_destination_id_priority_id"),
    "oldest waiting": (lambda unit: unit.outbox.oldest(NOW), "ix_deliveries_state_destination_id_priority_id"),
    "told": (lambda unit: unit.outbox.told([2, 4]), "ix_deliveries_alert_id"),
    "sent": (lambda unit: unit.alerts.sent(1, WEEK), "ix_deliveries_destination_id_created"),
    "held": (lambda unit: unit.alerts.held(1, WEEK), "ix_holdings_destination_id_created"),
    "a hunt": (lambda unit: hunt(unit), "ix_articles_published_id"),
    "what is too old": (lambda unit: unit.expiry.articles(NOW - 90 * DAY, NOW - DAY, 0, 50), "ix_stories_merged_into"),
    "old deliveries": (lambda unit: unit.expiry.deliveries(NOW - 90 * DAY, 0, 50), "pk_deliveries"),
}


@pytest.fixture(scope="module", name="large")
def _large(postgres_server: PostgresServer, postgres_template: str, shipped_matcher: Matcher) -> Iterator[SqlStore]:
    """An archive of which only the statistics are large."""
    name = postgres_server.create_database(postgres_template)
    store = SqlStore(postgres_server.url(name))
    chats.settle(store, shipped_matcher, CHATS, NOW)
    engine = make_engine(make_url(store.url))
    with engine.begin() as connection:
        Archive(shipped_matcher.watchlists, 2_000, 20).fill(connection, lambda _: None)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        settle(connection)
        connection.execute(text(_LARGER))
    engine.dispose()
    yield store
    store.close()
    postgres_server.drop_database(name)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_goes_by_its_index(large: SqlStore, question: str) -> None:
    ask, meant = QUESTIONS[question]
    seen = plans(large, ask)
    assert meant in frozenset().union(*(one.indexes for one in seen))
    assert whole(seen) == []


@pytest.mark.parametrize(
    ("question", "index"),
    [
        pytest.param("gravest", "ix_story_articles_story_id_published", id="stories"),
        pytest.param("what is too old", "ix_stories_merged_into", id="merged-stories"),
        pytest.param("due", "ix_stories_due_id", id="due"),
        pytest.param("told", "ix_deliveries_alert_id", id="deliveries"),
        pytest.param("search", "ix_articles_normal", id="search"),
    ],
)
def test_without_the_index_a_table_is_read(large: SqlStore, question: str, index: str) -> None:
    assert whole(plans(large, QUESTIONS[question][0], f"DROP INDEX {index}"))


def plans(store: SqlStore, ask: Callable[[SqlUnit], object], first: str = "SELECT 1") -> list[Plan]:
    """Of all statements that the question takes; nothing of it is kept."""
    seen: list[Plan] = []
    with suppress(UndoneError), store.begin() as unit:
        unit.articles._connection.execute(text(first))
        with explained(store._engine) as seen:
            ask(unit)
        raise UndoneError
    return seen


def whole(seen: list[Plan]) -> list[str]:
    """Tables and indexes that are read from end to end."""
    found = [name for one in seen for name, _ in one.scans if name in _LARGE or name.startswith(("ix_", "pk_", "uq_"))]
    return [name for name in found if name not in _PARTIAL]


def hunt(unit: Unit) -> None:
    asked = unit.hunts.add(NewHunt(1, FREQUENT, "telegram:1", {}, NOW - 7 * DAY), NOW)
    unit.hunts.claim(NOW, DAY)
    unit.hunts.begin(asked.id, NOW)
