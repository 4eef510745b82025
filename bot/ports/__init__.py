"""What the services need from the outside, as protocols; storage, sources and platforms fill them.

A `Unit` is one transaction: it commits when its `with` block ends and rolls back on an exception. Its methods
block, so the loops call services in a thread. All times are aware UTC.
"""

from bot.ports.alerts import Alerts
from bot.ports.arrivals import Arrivals, Carried, Handle, Put, Stream, Waiting
from bot.ports.articles import Articles
from bot.ports.chats import Chats, Schedules
from bot.ports.conversation import Buttons, Files, Front
from bot.ports.feedback import Feedback, Proposals
from bot.ports.feeds import Feeds
from bot.ports.heads import Asked, Heads
from bot.ports.hunting import Hunts, Stored
from bot.ports.inbox import Inbox, Submissions
from bot.ports.list_edits import ListEdits
from bot.ports.metering import SILENT, Meter, Outcome, Queue, Queues, Way
from bot.ports.outbox import Outbox
from bot.ports.outside import (
    Artist,
    Downloader,
    Hook,
    HookReply,
    Listener,
    Messenger,
    Opener,
    Polled,
    Poller,
    Reader,
    Receiver,
    Summarizer,
    Summary,
)
from bot.ports.people import People
from bot.ports.processes import EVERY, Claim, Duties, Processes, Signals
from bot.ports.rulings import Regrouping, Rulings
from bot.ports.spellings import NearMisses
from bot.ports.state import State
from bot.ports.store import Store, Unit
from bot.ports.stories import Stories
from bot.ports.transcript import Sessions, Transcript
from bot.ports.trends import Trends
from bot.ports.window import Window

__all__ = [
    "EVERY",
    "SILENT",
    "Alerts",
    "Arrivals",
    "Articles",
    "Artist",
    "Asked",
    "Buttons",
    "Carried",
    "Chats",
    "Claim",
    "Downloader",
    "Duties",
    "Feedback",
    "Feeds",
    "Files",
    "Front",
    "Handle",
    "Heads",
    "Hook",
    "HookReply",
    "Hunts",
    "Inbox",
    "ListEdits",
    "Listener",
    "Messenger",
    "Meter",
    "NearMisses",
    "Opener",
    "Outbox",
    "Outcome",
    "People",
    "Polled",
    "Poller",
    "Processes",
    "Proposals",
    "Put",
    "Queue",
    "Queues",
    "Reader",
    "Receiver",
    "Regrouping",
    "Rulings",
    "Schedules",
    "Sessions",
    "Signals",
    "State",
    "Store",
    "Stored",
    "Stories",
    "Stream",
    "Submissions",
    "Summarizer",
    "Summary",
    "Transcript",
    "Trends",
    "Unit",
    "Waiting",
    "Way",
    "Window",
]
