"""The store: one transaction at a time over all repositories."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, text

from bot.core.errors import StoreError
from bot.storage.alerts import SqlAlerts
from bot.storage.arrivals import SqlArrivals
from bot.storage.articles import SqlArticles
from bot.storage.buttons import SqlButtons
from bot.storage.chats import SqlChats
from bot.storage.engine import make_engine, parse_url, reading
from bot.storage.expiring import SqlExpiry
from bot.storage.failures import explained, place
from bot.storage.feedback import SqlFeedback
from bot.storage.feeds import SqlFeeds
from bot.storage.files import SqlFiles
from bot.storage.forgetting import SqlForgetting
from bot.storage.heads import SqlHeads
from bot.storage.hunts import SqlHunts
from bot.storage.inbox import SqlInbox
from bot.storage.invites import SqlInvites
from bot.storage.list_edits import SqlListEdits
from bot.storage.migrating import migrate, require_current, require_known, revision_state, state_of
from bot.storage.near_misses import SqlNearMisses
from bot.storage.outbox import SqlOutbox
from bot.storage.people import SqlPeople
from bot.storage.processes import SqlProcesses
from bot.storage.proposals import SqlProposals
from bot.storage.queues import SqlQueues
from bot.storage.regrouping import SqlRegrouping
from bot.storage.rewinding import rewind
from bot.storage.roles import SqlRoles
from bot.storage.rulings import SqlRulings
from bot.storage.schedules import SqlSchedules
from bot.storage.sessions import SqlSessions
from bot.storage.state import SqlState
from bot.storage.stories import SqlStories
from bot.storage.submissions import SqlSubmissions
from bot.storage.transcript import SqlTranscript
from bot.storage.trends import SqlTrends

_SIZES = {
    "SQLite": text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"),
    "PostgreSQL": text("SELECT pg_database_size(current_database())"),
}


_CLOCK = text("SELECT clock_timestamp()")
HELD_FOR = 10.0
"""Seconds without a statement after which a server ends a transaction that writes: what a process that hangs has locked
there, the turn to store articles among it, others wait for. Nothing takes nearly as long between two statements."""


class SqlUnit:
    """One transaction over all repositories."""

    def __init__(self, connection: Connection) -> None:
        self.arrivals = SqlArrivals(connection)
        self.articles = SqlArticles(connection)
        self.stories = SqlStories(connection)
        self.heads = SqlHeads(connection)
        self.rulings = SqlRulings(connection)
        self.regrouping = SqlRegrouping(connection)
        self.alerts = SqlAlerts(connection)
        self.trends = SqlTrends(connection)
        self.chats = SqlChats(connection)
        self.outbox = SqlOutbox(connection)
        self.inbox = SqlInbox(connection)
        self.schedules = SqlSchedules(connection)
        self.feeds = SqlFeeds(connection)
        self.submissions = SqlSubmissions(connection)
        self.people = SqlPeople(connection)
        self.state = SqlState(connection)
        self.files = SqlFiles(connection)
        self.buttons = SqlButtons(connection)
        self.roles = SqlRoles(connection)
        self.invites = SqlInvites(connection)
        self.forgetting = SqlForgetting(connection)
        self.expiry = SqlExpiry(connection)
        self.feedback = SqlFeedback(connection)
        self.list_edits = SqlListEdits(connection)
        self.proposals = SqlProposals(connection)
        self.hunts = SqlHunts(connection)
        self.near_misses = SqlNearMisses(connection)
        self.transcript = SqlTranscript(connection)
        self.sessions = SqlSessions(connection)
        self.queues = SqlQueues(connection)
        self.processes = SqlProcesses(connection)
        self._connection = connection

    @property
    def database(self) -> str:
        """See the port `Unit`."""
        return "SQLite" if self._connection.dialect.name == "sqlite" else "PostgreSQL"

    def now(self) -> datetime:
        """See the port `Unit`."""
        if self.database == "SQLite":
            return datetime.now(UTC)
        shown: datetime = self._connection.scalar(_CLOCK)
        return shown.astimezone(UTC)

    def size(self) -> int:
        """See the port `Unit`."""
        return int(self._connection.scalar(_SIZES[self.database]) or 0)

    def rewind(self, by: timedelta, now: datetime) -> None:
        """See the port `Unit`."""
        rewind(self._connection, by, now)


class SqlStore:
    """A database by its URL. Connects when first used; safe to share between threads."""

    def __init__(self, url: str, held_for: float = HELD_FOR) -> None:
        """`held_for` is for tests."""
        self.url = parse_url(url)
        self._held_for = held_for
        self._engine = make_engine(self.url)
        self._reader = reading(self._engine)
        self._fits = False

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[SqlUnit]:
        """One transaction: commits at the end, rolls back on an exception. See the port `Store`."""
        engine = self._reader if read_only else self._engine
        with explained(self.url), engine.begin() as connection:
            if not read_only:
                self._be_held_for(connection)
            if not self._fits:
                self._require(connection)
            yield SqlUnit(connection)

    @property
    def anew(self) -> Callable[[], "SqlStore"]:
        """Opens the same database in another process: what it is pickled to holds no connection."""
        return partial(SqlStore, self.url.render_as_string(hide_password=False))

    def check(self) -> None:
        """Raise StoreError when the database does not answer or is of another version."""
        with explained(self.url), self._reader.begin() as connection:
            self._require(connection)

    def close(self) -> None:
        """Let go of all connections; they come back when the store is used again."""
        self._engine.dispose()

    def _be_held_for(self, connection: Connection) -> None:
        """Until this transaction ends: one that only reads stands in nobody's way."""
        if connection.dialect.name != "sqlite":
            connection.exec_driver_sql(
                f"SET LOCAL idle_in_transaction_session_timeout = '{self._held_for * 1000:.0f}ms'"
            )

    def _require(self, connection: Connection) -> None:
        require_current(state_of(connection), self.url)
        self._fits = True


def open_store(url: str, *, auto_migrate: bool = False) -> SqlStore:
    """A store whose schema is current. SQLite is made and migrated by itself, a server only with `auto_migrate`.

    Raises StoreError when the database is away, locked, newer than the program, or has to be migrated first.
    """
    store = SqlStore(url)
    found = revision_state(url)
    require_known(found, store.url)
    if found != "current" and (auto_migrate or _embedded(store)):
        _make_folder(store)
        migrate(url)
    store.check()
    return store


def _embedded(store: SqlStore) -> bool:
    return store.url.get_backend_name() == "sqlite"


def _make_folder(store: SqlStore) -> None:
    """The folder and an empty file, which only their owner may read: they will hold what people write and say."""
    if not _embedded(store):
        return
    file = Path(str(store.url.database))
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "set RASID_HOME to a folder that this user may write to"
        message = f"{place(store.url)} cannot be made, its folder is refused: {reason}; {hint}"
        raise StoreError(message, permanent=True) from error
    with suppress(OSError):  # then SQLite says what is wrong; to what it keeps beside a file it gives the same mode
        file.touch(mode=0o600, exist_ok=False)
