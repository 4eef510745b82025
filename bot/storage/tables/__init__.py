"""The tables, a file a subject. What changes here needs a migration; a test compares the two.

No file has the name of a table, since here one would stand for the other.
"""

from bot.storage.tables.access import audit, invites, people, roles
from bot.storage.tables.alerting import alerts, holdings, trends
from bot.storage.tables.arriving import arrivals, processes
from bot.storage.tables.base import metadata
from bot.storage.tables.chats import destinations, mutes, schedule_runs, schedules, subscriptions
from bot.storage.tables.console import console_chats, console_lines, console_sessions
from bot.storage.tables.facts import state
from bot.storage.tables.grouping import rulings, stories, story_articles, story_keys, story_marks
from bot.storage.tables.incoming import inbox, submissions
from bot.storage.tables.lists import hunt_findings, hunts, list_edits, near_misses
from bot.storage.tables.news import articles, matches
from bot.storage.tables.outbox import buttons, calls, deliveries, files
from bot.storage.tables.rating import feedback, feedback_aliases, proposals
from bot.storage.tables.sources import feed_items, feeds

__all__ = [
    "alerts",
    "arrivals",
    "articles",
    "audit",
    "buttons",
    "calls",
    "console_chats",
    "console_lines",
    "console_sessions",
    "deliveries",
    "destinations",
    "feed_items",
    "feedback",
    "feedback_aliases",
    "feeds",
    "files",
    "holdings",
    "hunt_findings",
    "hunts",
    "inbox",
    "invites",
    "list_edits",
    "matches",
    "metadata",
    "mutes",
    "near_misses",
    "people",
    "processes",
    "proposals",
    "roles",
    "rulings",
    "schedule_runs",
    "schedules",
    "state",
    "stories",
    "story_articles",
    "story_keys",
    "story_marks",
    "submissions",
    "subscriptions",
    "trends",
]
