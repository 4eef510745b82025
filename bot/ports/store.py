"""The database as transactions over all repositories."""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol

from bot.ports.alerts import Alerts
from bot.ports.arrivals import Arrivals
from bot.ports.articles import Articles
from bot.ports.chats import Chats, Schedules
from bot.ports.conversation import Buttons, Files
from bot.ports.expiring import Expiry
from bot.ports.feedback import Feedback, Proposals
from bot.ports.feeds import Feeds
from bot.ports.forgetting import Forgetting
from bot.ports.heads import Heads
from bot.ports.hunting import Hunts
from bot.ports.inbox import Inbox, Submissions
from bot.ports.list_edits import ListEdits
from bot.ports.metering import Queues
from bot.ports.outbox import Outbox
from bot.ports.people import Invites, People, Roles
from bot.ports.processes import Processes
from bot.ports.rulings import Regrouping, Rulings
from bot.ports.spellings import NearMisses
from bot.ports.state import State
from bot.ports.stories import Stories
from bot.ports.transcript import Sessions, Transcript
from bot.ports.trends import Trends


class Unit(Protocol):
    """One transaction over everything."""

    @property
    def arrivals(self) -> Arrivals: ...
    @property
    def articles(self) -> Articles: ...
    @property
    def stories(self) -> Stories: ...
    @property
    def heads(self) -> Heads: ...
    @property
    def rulings(self) -> Rulings: ...
    @property
    def regrouping(self) -> Regrouping: ...
    @property
    def alerts(self) -> Alerts: ...
    @property
    def trends(self) -> Trends: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def schedules(self) -> Schedules: ...
    @property
    def feeds(self) -> Feeds: ...
    @property
    def submissions(self) -> Submissions: ...
    @property
    def people(self) -> People: ...
    @property
    def state(self) -> State: ...
    @property
    def files(self) -> Files: ...
    @property
    def buttons(self) -> Buttons: ...
    @property
    def roles(self) -> Roles: ...
    @property
    def invites(self) -> Invites: ...
    @property
    def forgetting(self) -> Forgetting: ...
    @property
    def expiry(self) -> Expiry: ...
    @property
    def feedback(self) -> Feedback: ...
    @property
    def list_edits(self) -> ListEdits: ...
    @property
    def proposals(self) -> Proposals: ...
    @property
    def hunts(self) -> Hunts: ...
    @property
    def near_misses(self) -> NearMisses: ...
    @property
    def transcript(self) -> Transcript: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def queues(self) -> Queues: ...
    @property
    def processes(self) -> Processes: ...

    @property
    def database(self) -> str:
        """What the database is called: `SQLite`, `PostgreSQL`."""
        ...

    def now(self) -> datetime:
        """What the database's clock shows, aware UTC: on a server one clock for all its machines."""
        ...

    def size(self) -> int:
        """How many bytes the database takes, without what its log holds."""
        ...

    def rewind(self, by: timedelta, now: datetime) -> None:
        """The clock was set back by so much to `now`: move back what is planned for later than that."""
        ...


class Store(Protocol):
    """The database."""

    def begin(self, *, read_only: bool = False) -> AbstractContextManager[Unit]:
        """Open a transaction. Raises StoreError when the database is locked, away or of another version.

        One that only reads sees one state of the database and waits for no writer; a write in it is refused.
        """
        ...

    def check(self) -> None:
        """Raise StoreError when the database does not answer."""
        ...
