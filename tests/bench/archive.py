"""An archive of news in PostgreSQL, made by the server itself: 5,500 articles a day, as far back as they reach.

Nine of ten articles hold something: the three entities and the event of their story, and up to three others besides.
How often an entity is named falls with its rank (the first are in every fourth article, the last in one of 500);
stories have between one report and some forty. Every second story was told of, to four of fifty chats. Articles are
of the length of a feed's teaser, about 75 words. Ids rise with time.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, text

from bot.core.features import Features
from bot.core.message import Message
from bot.storage.columns import serialized, written
from bot.storage.searching import normal
from tests.bench.corpus import frequent
from tests.bench.newsstand import FREQUENT, NOW, OFTEN, RARELY
from watchlists.model import Event, Mention, Place, Watchlists

A_DAY = 5_500
SELDOM, NEVER = "كهرمانستان", "ياقوتستان"
"""Words: in one of a thousand articles, in none. OFTEN is in every tenth, RARELY in one of twenty thousand."""
APART = ("سنبلتان", "قنديلان")
"""Two words of which each stands in every tenth article, and never both."""
PAST = "مرجانستان"
"""A word of which every article spoke for a week, nine tenths of the archive ago, and none since."""
CHATS = 50
_SENTENCES, _TEMPLATES = 5_000, 400
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Archive:
    """So many articles, with the lists whose keys are named in them."""

    lists: Watchlists
    articles: int
    a_day: int = A_DAY

    @property
    def span(self) -> timedelta:
        """How far back it reaches."""
        return timedelta(days=self.articles / self.a_day)

    def fill(self, connection: Connection, told: Told) -> None:
        """Everything. Keys of other tables are not looked after meanwhile, and indexes are made when all rows are
        there: both take a fraction of the time."""
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("SELECT setseed(0.5)"))
        self._pools(connection)
        indexes = connection.execute(text(_INDEXES)).all()
        for name, _ in indexes:
            connection.execute(text(f"DROP INDEX {name}"))
        numbers = {
            "amount": self.articles,
            "now": NOW,
            "span": self.span,
            "chats": CHATS,
            "entities": len(self.lists.entities),
        }
        for statement in _STATEMENTS:
            told(" ".join(statement.split()[:4]))
            connection.execute(text(statement), {one: numbers[one] for one in numbers if f":{one}" in statement})
        for name, definition in indexes:
            told(f"index {name}")
            connection.execute(text(definition))
        for table in ("articles", "stories", "alerts", "deliveries"):
            connection.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))

    def _pools(self, connection: Connection) -> None:
        """What rows are put together from, drawn beforehand."""
        rng = random.Random(11)
        for statement in _POOLS:
            connection.execute(text(statement))
        connection.execute(text("INSERT INTO sentences VALUES (:id, :said, :normal)"), list(_sentences(rng)))
        connection.execute(text("INSERT INTO entities VALUES (:id, :key, :once, :twice)"), list(self._entities()))
        connection.execute(text("INSERT INTO events VALUES (:id, :key, :once, :twice)"), list(self._events()))
        connection.execute(text("INSERT INTO templates VALUES (:id, :features)"), list(_templates(rng)))
        message = serialized(written(Message(()).as_dict() | {"said": "خبر عاجل " * 40}))
        connection.execute(text("INSERT INTO messages VALUES (:message)"), {"message": message})

    def _entities(self) -> Iterator[dict[str, Any]]:
        keys = [FREQUENT, *(key for key in self.lists.entities if key != FREQUENT)]
        for number, key in enumerate(keys, 1):
            spans = [asdict(Mention(key, "الاسم", "الاسم", "text", at, at + 5, 98.0, ("clitic:ل",))) for at in (40, 90)]
            yield _pooled(number, key, spans)

    def _events(self) -> Iterator[dict[str, Any]]:
        place = (Place("قندهار", "KANDAHAR"),)
        for number, key in enumerate(self.lists.events, 1):
            spans = [
                asdict(Event(key, "هجوم", "هجوم", "text", at, at + 4, 97.0, (0, 82), places=place, killed=killed))
                for at, killed in ((33, 3), (70, None))
            ]
            yield _pooled(number, key, spans)


def rarest(lists: Watchlists) -> str:
    """The key that is named least."""
    return [key for key in lists.entities if key != FREQUENT][-1]


def _pooled(number: int, key: str, spans: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": number, "key": key, "once": json.dumps(spans[:1]), "twice": json.dumps(spans)}


def _sentences(rng: random.Random) -> Iterator[dict[str, Any]]:
    words, weights = frequent()
    for number in range(_SENTENCES):
        said = " ".join(rng.choices(words, cum_weights=weights, k=18)) + "."
        yield {"id": number, "said": said, "normal": normal(None, said)}


def _templates(rng: random.Random) -> Iterator[dict[str, Any]]:
    """Features of stories, as long as they are."""
    words, _ = frequent()
    for number in range(_TEMPLATES):
        shingles = frozenset(rng.randrange(2**32) for _ in range(60))
        made = Features(words=frozenset(rng.choices(words, k=100)), shingles=shingles)
        yield {"id": number, "features": serialized(written(made.as_dict()))}


_POOLS = (
    "CREATE TEMP TABLE sentences (id int PRIMARY KEY, said text, normal text)",
    "CREATE TEMP TABLE entities (id int PRIMARY KEY, key text, once jsonb, twice jsonb)",
    "CREATE TEMP TABLE events (id int PRIMARY KEY, key text, once jsonb, twice jsonb)",
    "CREATE TEMP TABLE templates (id int PRIMARY KEY, features jsonb)",
    "CREATE TEMP TABLE messages (message jsonb)",
)
# In each block of 600 articles, which is 2.6 hours, there are 200 stories, of which the first have most reports.
_DRAFTS = """
CREATE TEMP TABLE drafts AS
SELECT id, CAST(:now AS timestamptz) - :span * (1 - id / (:amount + 1.0)) AS published,
  'منبر ' || floor(120 * power(random(), 2)) AS source,
  CASE WHEN random() < 0.9 THEN id / 600 * 200 + 1 + floor(200 * power(random(), 2))::bigint END AS story,
  floor(5000 * random())::int AS s1, floor(5000 * random())::int AS s2,
  floor(5000 * random())::int AS s3, floor(5000 * random())::int AS s4,
  CASE WHEN random() < 0.1 THEN ' {often}' ELSE '' END ||
  CASE WHEN random() < 0.001 THEN ' {seldom}' ELSE '' END ||
  CASE WHEN id % 20000 = 7 THEN ' {rarely}' ELSE '' END ||
  CASE WHEN id % 10 = 3 THEN ' {one}' WHEN id % 10 = 6 THEN ' {other}' ELSE '' END ||
  CASE WHEN id BETWEEN :amount / 10 AND :amount / 10 + 38500 THEN ' {past}' ELSE '' END AS more
FROM generate_series(1, :amount) AS id
"""
_ARTICLES = """
INSERT INTO articles (id, identity, edition, fingerprint, published, received, matched, source, language, url, title,
  text, normal)
SELECT d.id, md5(d.id::text), 1, md5('f' || d.id), d.published, d.published, d.story IS NOT NULL, d.source, 'ar',
  'https://outlet.example/news/' || d.id, 'خبر رقم ' || d.id,
  concat_ws(' ', a.said, b.said, c.said, e.said) || d.more || '.',
  concat_ws(' ', 'خبر رقم ' || d.id, a.normal, b.normal, c.normal, e.normal) || d.more
FROM drafts AS d JOIN sentences AS a ON a.id = s1 JOIN sentences AS b ON b.id = s2 JOIN sentences AS c ON c.id = s3
JOIN sentences AS e ON e.id = s4 ORDER BY d.id
"""
_DRAWN = """
CREATE TEMP TABLE drawn AS
SELECT story, min(id) AS first, min(published) AS opened, max(published) AS latest, count(*) AS number,
  power(:entities, random())::int AS e1, power(:entities, random())::int AS e2, power(:entities, random())::int AS e3,
  1 + floor(power(random(), 2) * (SELECT count(*) FROM events))::int AS event,
  (ARRAY['low', 'medium', 'high', 'critical'])[1 + floor(4 * random())::int] AS severity
FROM drafts WHERE story IS NOT NULL GROUP BY story
"""
_STORIES = """
INSERT INTO stories (id, opened, latest, due, severity, articles, features)
SELECT story, opened, latest, CASE WHEN latest > CAST(:now AS timestamptz) - interval '1 hour' THEN latest END,
  severity, number, features || jsonb_build_object('keys', jsonb_build_array(a.key, b.key, c.key, events.key),
  'events', jsonb_build_array(events.key))
FROM drawn JOIN templates ON templates.id = story % 400 JOIN entities AS a ON a.id = e1 JOIN entities AS b ON b.id = e2
JOIN entities AS c ON c.id = e3 JOIN events ON events.id = event ORDER BY story
"""
_MATCHES = """
INSERT INTO matches (article_id, kind, key, published, source, amount, spans)
SELECT d.id, found.kind, found.key, d.published, d.source, CASE WHEN found.often THEN 2 ELSE 1 END,
  CASE WHEN found.often THEN found.twice ELSE found.once END
FROM drafts AS d JOIN drawn USING (story) CROSS JOIN LATERAL (
  SELECT 'entity' AS kind, key, once, twice, random() < 0.35 AS often FROM entities
  WHERE entities.id IN (e1, e2, e3, d.s1 % :entities + 1,
    CASE d.s2 % 3 WHEN 0 THEN power(:entities, d.s3 / 5000.0)::int END,
    CASE d.s3 % 2 WHEN 0 THEN power(:entities, d.s4 / 5000.0)::int END)
  UNION ALL SELECT 'event', key, once, twice, random() < 0.5 FROM events WHERE events.id = event
) AS found ORDER BY d.id
"""
_KEYS = """
INSERT INTO story_keys (story_id, key, latest)
SELECT story_id, key, max(latest) FROM stories JOIN story_articles ON story_articles.story_id = stories.id
JOIN matches USING (article_id) GROUP BY story_id, key
"""
_PLACED = """
INSERT INTO story_articles (article_id, story_id, published, reason, grounds)
SELECT id, story, published, 'same_event', '{"overlap": 0.417, "words": 33, "headlines": 1.64, "agree": ["party"]}'
FROM drafts WHERE story IS NOT NULL ORDER BY id
"""
_MARKS = """
INSERT INTO story_marks (story_id, mark, seen)
SELECT story, CASE WHEN n <= 14 THEN 'b' || n % 8 || ':' || left(md5(story || '.' || n), 8)
  ELSE 'w:' || left(md5((floor(20000 * power(random(), 2)))::text), 6) END, opened
FROM drawn CROSS JOIN generate_series(1, 20) AS n ON CONFLICT DO NOTHING
"""
_ALERTS = """
INSERT INTO alerts (id, story_id, article_id, number, created, reason, severity, known)
SELECT row_number() OVER (ORDER BY latest), story, first, 1, latest, 'first', severity, '{}' FROM drawn
WHERE story % 2 = 0
"""
_DELIVERIES = """
INSERT INTO deliveries (key, destination_id, state, priority, created, ready_at, finished, kind, alert_id, message_id,
  message, trace)
SELECT 'alert:' || alerts.id || ':' || chat, chat, CASE WHEN random() < 0.0005 THEN 'dead' ELSE 'sent' END, 3, created,
  created, created + interval '2 seconds', 'alert', alerts.id, (alerts.id * 10 + n)::text, message, 's' || story_id
FROM alerts CROSS JOIN generate_series(0, 3) AS n CROSS JOIN messages
CROSS JOIN LATERAL (SELECT 1 + (alerts.id * 7 + n * 13) % :chats AS chat) AS whom ORDER BY alerts.id, n
"""
_WAITING = """
UPDATE deliveries SET state = 'pending', finished = NULL, message_id = NULL
WHERE id > (SELECT max(id) FROM deliveries) - 40
"""
_CALLS = """
INSERT INTO calls (delivery_id, part, platform, chat, started, finished, message_id)
SELECT deliveries.id, 0, platform, chat, created, deliveries.finished, deliveries.message_id
FROM deliveries JOIN destinations ON destinations.id = destination_id WHERE state = 'sent' ORDER BY deliveries.id
"""
_HOLDINGS = """
INSERT INTO holdings (alert_id, destination_id, created, verdict)
SELECT id, 1 + id * 7 % :chats, created, CASE id % 8 WHEN 0 THEN 'muted' ELSE 'digest' END FROM alerts WHERE id % 4 = 0
"""
_WORDS = {"often": OFTEN, "seldom": SELDOM, "rarely": RARELY, "one": APART[0], "other": APART[1], "past": PAST}
# Those that hold nothing to be unique.
_INDEXES = """
SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE relnamespace = 'public'::regnamespace AND NOT indisunique ORDER BY relname
"""
_STATEMENTS = (
    _DRAFTS.format(**_WORDS),
    "ANALYZE drafts",
    _ARTICLES,
    _DRAWN,
    "ANALYZE drawn",
    _STORIES,
    _MATCHES,
    _PLACED,
    "ANALYZE matches, story_articles, stories",
    _KEYS,
    _MARKS,
    _ALERTS,
    _DELIVERIES,
    _WAITING,
    _CALLS,
    _HOLDINGS,
)
