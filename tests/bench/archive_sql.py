"""The statements by which PostgreSQL makes an archive (archive.py), and the words that some of its articles hold."""

from tests.bench.newsstand import OFTEN, RARELY

SELDOM, NEVER = "كهرمانستان", "ياقوتستان"
"""Words: in one of a thousand articles, in none. OFTEN is in every tenth, RARELY in one of twenty thousand."""
APART = ("سنبلتان", "قنديلان")
"""Two words of which each stands in every tenth article, and never both."""
PAST = "مرجانستان"
"""A word of which every article spoke for a week, nine tenths of the archive ago, and none since."""

POOLS = (
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
INDEXES = """
SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE relnamespace = 'public'::regnamespace AND NOT indisunique ORDER BY relname
"""
STATEMENTS = (
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
