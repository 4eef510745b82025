"""What an operator must be told of: a pure decision from what is known of the bot's parts, sources and chats."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from bot.core.baseline import Pace
from bot.core.model import Destination, Feed
from bot.core.urls import without_login

# Own choices, all of them. A delivery that waits for longer than this, with nothing that keeps it back, is late.
LATE = timedelta(minutes=10)
# A failed delivery, and an article put aside, is told of while it is this young.
DEAD_IS_NEWS = timedelta(hours=1)
# An article that is fresh and waits for longer than this to be matched.
UNMATCHED = timedelta(minutes=10)
# A part of the bot that stands still for longer than this is told of; shorter trouble mends itself.
PATIENCE = timedelta(minutes=1)
# A feed is stale when it failed for as long as ten of its waits, at least an hour, or held nothing new for days.
_WAITS, _SHORTEST_STALE = 10, timedelta(hours=1)
NOTHING_NEW = timedelta(days=3)
# A feed that could not be read even once is told of after so many tries.
_NEVER_READ = 3
# A day without a mention is unusual for who is mentioned this often on a usual day: by chance (Poisson) such a day
# comes once in three thousand.
OFTEN = 8.0
# No article at all for this long, while sources are read, is told of in place of every single silence.
QUIET = timedelta(hours=12)
# The bot was away when its last sign of life is older than this.
AWAY = timedelta(minutes=10)


ALARM = "alarm:"
"""What the names of alarms begin with where they are kept."""


HOME = "home:"
"""What begins the name under which it is kept where an admin speaks to the bot alone."""


class Trouble(StrEnum):
    """What is wrong."""

    PART = "part"
    GONE = "gone"
    LATE = "late"
    DEAD = "dead"
    FEED = "feed"
    STALE = "stale"
    OFF = "off"
    QUIET = "quiet"
    SILENT = "silent"
    AWAY = "away"
    LISTS = "lists"
    ROLE = "role"
    UNMATCHED = "unmatched"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something to tell an operator once. `subject` is who or what it is about; `since`, `number` and `detail` are what
    is known of it."""

    trouble: Trouble
    subject: str = ""
    since: datetime | None = None
    number: float | None = None
    detail: str = ""

    @property
    def name(self) -> str:
        """Two alarms of one name are about the same: who was told of one is not told of the other."""
        return f"{self.trouble}:{self.subject}"

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` is its inverse."""
        return {**asdict(self), "since": self.since.isoformat() if self.since else None}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The alarm that `as_dict` was made from."""
        since = datetime.fromisoformat(data["since"]) if data["since"] else None
        return cls(Trouble(data["trouble"]), data["subject"], since, data["number"], data["detail"])


@dataclass(frozen=True, slots=True)
class Unread:
    """Since when the files of the lists are not taken up as they are, and the first fault: file, line, how to mend."""

    since: datetime
    problem: str


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known at a moment. `parts` says what is wrong with a part of the bot, and since when; `oldest` is when
    the longest waiting delivery was written; `dead` counts those that failed lately, with the last time; `paces` are
    those of a day. `roles` says of those that no process has since when; `unmatched` is when the longest waiting fresh
    article came in; `aside` counts those put aside lately, with the last time."""

    now: datetime
    parts: Mapping[str, tuple[datetime, str]]
    gone: Iterable[Destination]
    oldest: datetime | None
    dead: tuple[int, datetime | None]
    feeds: Iterable[Feed]
    last_article: datetime | None
    paces: Mapping[str, Pace]
    unread: Unread | None = None
    roles: Mapping[str, datetime] = field(default_factory=dict)
    unmatched: datetime | None = None
    aside: tuple[int, datetime | None] = (0, None)


def alarms(signs: Signs) -> list[Alarm]:
    """Everything that is wrong now."""
    return [
        *_of_parts(signs),
        *_of_lists(signs),
        *_of_roles(signs),
        *_of_arrivals(signs),
        *_of_deliveries(signs),
        *feed_alarms(signs.feeds, signs.now),
        *_of_silence(signs),
    ]


def feed_alarms(feeds: Iterable[Feed], now: datetime) -> Iterator[Alarm]:
    """The sources that are off, fail for long, or have held nothing new for days."""
    for feed in feeds:
        name = feed.title or without_login(feed.url)
        stale = max(_WAITS * timedelta(seconds=feed.wait), _SHORTEST_STALE)
        if feed.off:
            yield Alarm(Trouble.OFF, name, feed.succeeded, detail=feed.error or "")
        elif feed.errors and feed.succeeded and now - feed.succeeded > stale:
            yield Alarm(Trouble.FEED, name, feed.succeeded, detail=feed.error or "")
        elif feed.errors >= _NEVER_READ and feed.succeeded is None:
            yield Alarm(Trouble.FEED, name, detail=feed.error or "")
        elif feed.fresh and now - feed.fresh > NOTHING_NEW:
            yield Alarm(Trouble.STALE, name, feed.fresh)


def absence(last_beat: datetime | None, now: datetime) -> Alarm | None:
    """What a bot that starts finds: that it was away, and since when."""
    if last_beat is None or now - last_beat < AWAY:
        return None
    return Alarm(Trouble.AWAY, last_beat.isoformat(), last_beat)


def _of_parts(signs: Signs) -> Iterator[Alarm]:
    for part, (since, problem) in signs.parts.items():
        if signs.now - since >= PATIENCE:
            yield Alarm(Trouble.PART, part, since, detail=problem)


def _of_lists(signs: Signs) -> Iterator[Alarm]:
    """At once: whoever wrote the files is still there."""
    if signs.unread is not None:
        yield Alarm(Trouble.LISTS, since=signs.unread.since, detail=signs.unread.problem)


def _of_roles(signs: Signs) -> Iterator[Alarm]:
    for role, since in signs.roles.items():
        if signs.now - since >= PATIENCE:
            yield Alarm(Trouble.ROLE, role, since)


def _of_arrivals(signs: Signs) -> Iterator[Alarm]:
    if signs.unmatched is not None and signs.now - signs.unmatched > UNMATCHED:
        yield Alarm(Trouble.UNMATCHED, since=signs.unmatched)
    number, last = signs.aside
    if last is not None:  # those of another hour are told of anew
        yield Alarm(Trouble.ASIDE, f"{last:%Y-%m-%dT%H}", number=number)


def _of_deliveries(signs: Signs) -> Iterator[Alarm]:
    for chat in signs.gone:
        thread = f"/{chat.address.thread}" if chat.address.thread else ""
        yield Alarm(Trouble.GONE, f"{chat.address.platform}:{chat.address.chat}{thread}", detail=chat.title)
    if signs.oldest is not None and signs.now - signs.oldest > LATE:
        yield Alarm(Trouble.LATE, since=signs.oldest)
    number, last = signs.dead
    if last is not None:  # those of another hour are told of anew
        yield Alarm(Trouble.DEAD, f"{last:%Y-%m-%dT%H}", number=number)


def _of_silence(signs: Signs) -> Iterator[Alarm]:
    last = signs.last_article
    if last is not None and signs.now - last > QUIET:
        yield Alarm(Trouble.QUIET, since=last)
        return
    for key, pace in signs.paces.items():
        if not pace.mentions and pace.usual is not None and pace.usual >= OFTEN:
            yield Alarm(Trouble.SILENT, key, number=pace.usual)
