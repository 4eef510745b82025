"""What is to be shown, before it is put into words: facts gathered by a service, turned into messages by render."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.claims import is_own_claim
from bot.core.feedback import AliasName, Rating, Tally
from bot.core.health import Alarm
from bot.core.model import Alert, Delivery, Destination, Mute, MuteScope, Reading, Story, Subscription
from bot.core.preferences import SummaryLength
from bot.core.rulings import Ruling
from bot.core.scoring import rank, severity_of
from bot.core.silences import Silence
from bot.core.team_views import NOBODY, TeamView
from watchlists.model import Event, Watchlists
from watchlists.outlets import NO_OUTLETS, Outlets


@dataclass(frozen=True, slots=True)
class AlertView:
    """An alert with the story it speaks of and the chosen words; `written` when a model wrote them.

    `before` is the alert that told the reader of the story before; `updated` is when a message that stands in a chat
    was brought up to date. `interest` is what of the story the chat watches most specifically.
    """

    story: Story
    alert: Alert
    summary: str | None
    watchlists: Watchlists
    timezone: str = "UTC"
    written: bool = False
    before: Alert | None = None
    updated: datetime | None = None
    outlets: Outlets = NO_OUTLETS
    interest: tuple[MuteScope, str] | None = None


@dataclass(frozen=True, slots=True)
class Unusual:
    """More mentions of an entity or event type than usual: so many in a `span`, and as many as are usual in one."""

    key: str
    span: timedelta
    mentions: int
    usual: float


@dataclass(frozen=True, slots=True)
class HeldView:
    """Alerts that a chat was not sent, for one reason. `listed` are the ids of those of their stories that the digest
    lists anyway, `others` the gravest of the rest, of which `more` are only counted."""

    verdict: str
    alerts: int
    listed: Sequence[int] = ()
    others: Sequence[Story] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class UntoldTrends:
    """Unusual numbers of mentions that a chat was not told of, for one reason: how many, and of which entities, each
    once, the newest first."""

    verdict: str
    number: int
    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class DigestView:
    """The news of a window for one chat. `listed` are the stories from `offset` on, the most important first, each with
    the key that it stands under; `tallies` say how many stories stand under a key, and how many did the window before.

    Where there are more stories than are read (`capped`), there are at least `stories`, and nothing to compare with:
    `before` is None and `tallies` are empty.
    """

    start: datetime
    end: datetime
    listed: Sequence[tuple[str, Story]]
    stories: int
    articles: int
    before: int | None
    watchlists: Watchlists
    tallies: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    offset: int = 0
    capped: bool = False
    held: Sequence[HeldView] = ()
    silent: Sequence[Silence] = ()
    trends: tuple[Unusual, ...] = ()
    untold: Sequence[UntoldTrends] = ()
    mutes: Sequence[Mute] = ()
    timezone: str = "UTC"
    summary: SummaryLength = "medium"
    """How much is told of each story."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell of the window itself: mutes in force and silent sources are no news."""
        return not (self.stories or self.held or self.trends or self.untold)


@dataclass(frozen=True, slots=True)
class HealthView:
    """How the bot is. `counts` are deliveries by (platform, state), `dead` those that failed, of which `failed` are the
    newest; `held` are chats that take nothing until a time; `team` are the processes and what waits between them."""

    now: datetime
    alarms: Sequence[Alarm]
    counts: Mapping[tuple[str, str], int]
    oldest: datetime | None
    held: Sequence[tuple[Destination, datetime]]
    failed: Sequence[Delivery]
    watchlists: Watchlists
    timezone: str = "UTC"
    team: TeamView = NOBODY

    @property
    def dead(self) -> int:
        """How many deliveries failed."""
        return sum(number for (_, state), number in self.counts.items() if state == "dead")


@dataclass(frozen=True, slots=True)
class WhyView:
    """What is known of the decision behind an alert. `story` is as it was then, `whole` as it is now; `since` counts
    the articles that it got later; `rulings` are what people decided of the story."""

    alert: Alert
    story: Story
    watchlists: Watchlists
    subscribed: Sequence[Subscription] = field(default_factory=tuple)
    timezone: str = "UTC"
    since: int = 0
    outlets: Outlets = NO_OUTLETS
    whole: Story | None = None
    rulings: Sequence[Ruling] = ()
    ratings: Mapping[Rating, int] = field(default_factory=dict)
    """What people said of the alert, …"""
    tallies: Mapping[AliasName, Tally] = field(default_factory=dict)
    """… and of the alerts of each of its aliases."""


def lead_reading(story: Story, watchlists: Watchlists) -> Reading:
    """The article that stands for a story: the most serious report, of the most serious kind of event, rather not by
    who did it, with figures, the newest."""

    def weight(reading: Reading) -> tuple[int, int, bool, bool, datetime, int]:
        event = lead_event(reading, watchlists)
        severity = rank(severity_of(reading.findings, watchlists))
        kind = _kind_rank(event, watchlists) if event else 0
        others = bool(event and not is_own_claim(event))
        return severity, kind, others, bool(event and event.killed), reading.article.published, reading.article.id

    reports = story.reports
    return reports[0] if len(reports) == 1 else max(reports, key=weight)


def lead_event(reading: Reading, watchlists: Watchlists) -> Event | None:
    """The event that stands for an article: of the most serious kind, then the one of which most is known."""
    return telling(reading.findings.events, watchlists)


def telling(events: Sequence[Event], watchlists: Watchlists) -> Event | None:
    """The event of the most serious kind, then the one of which most is known; None of none."""

    def weight(event: Event) -> tuple[int, int, float]:
        known = [event.actors, event.targets, event.places, event.killed, event.injured, event.arrested]
        return _kind_rank(event, watchlists), sum(bool(one) for one in known), event.score

    return max(events, key=weight, default=None)


def _kind_rank(event: Event, watchlists: Watchlists) -> int:
    kind = watchlists.events.get(event.event)
    return rank(kind.severity) if kind else 0
