"""The bot looks at itself, so that silence is not mistaken for death: what is wrong is told to its admins, once.

What they were told of stands in the database until it is over; only then the same may be told again.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.core.baseline import Pace
from bot.core.health import ALARM, DEAD_IS_NEWS, Alarm, Signs, absence, alarms
from bot.core.language import Texts
from bot.core.model import Address, Destination, Language, NewDelivery
from bot.core.render.health import notice
from bot.core.routing import watched
from bot.ports import Reader, Store, Unit
from bot.services.paces import pace

log = structlog.get_logger()

BEAT = "heartbeat"
# How often the mentions of what is watched are counted.
_COUNT_EVERY = timedelta(hours=1)
_DAY = timedelta(days=1)
# A clock that shows less than at the last beat by more than this was set back.
_SET_BACK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Admins:
    """Whom to tell. `labels` are those of RASID_ADMINS, `platforms` those that can be written on; the language and the
    time zone are those of a chat that is not known yet."""

    labels: frozenset[str]
    platforms: Sequence[str]
    language: Language
    timezone: str

    def chats(self, unit: Unit) -> list[Destination]:
        """Each admin's own chat. On both platforms a person's id serves as the address of a direct message."""
        granted = {person.label for person, role in unit.people.all() if role == "admin"}
        wanted = [label.partition(":") for label in sorted(self.labels | granted)]
        chats = [self._chat(unit, platform, user) for platform, _, user in wanted if platform in self.platforms]
        return [chat for chat in chats if chat.access != "gone"]

    def _chat(self, unit: Unit, platform: str, user: str) -> Destination:
        settings = {"private": True, "title": "", "language": self.language, "timezone": self.timezone}
        return unit.chats.meet(Address(platform, user), access="allowed", **settings)[0]  # type: ignore[arg-type]


@dataclass(slots=True)
class Heartbeat:
    """Looks and tells."""

    store: Store
    reader: Callable[[], Reader]
    texts: Mapping[Language, Texts]
    admins: Admins
    _since: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    _paces: dict[str, Pace] = field(default_factory=dict)
    _counted: datetime | None = None
    _started: bool = False

    def beat(self, now: datetime, troubles: Mapping[str, str]) -> int:
        """One look; `troubles` says what is wrong with a part of the bot, by its name. Returns how many messages were
        written."""
        self._note_troubles(troubles, now)
        self._count(now)
        with self.store.begin() as unit:
            last = last_beat(unit)
            if last is not None and now < last - _SET_BACK:
                log.warning("clock.set_back", seconds=round((last - now).total_seconds()))
                unit.rewind(last - now, now)
            unit.state.put(BEAT, now.isoformat())
            found = alarms(self._signs(unit, now))
            away = None if self._started else absence(last, now)
            written = self._tell(unit, [*([away] if away else []), *_new(unit, found)], now)
        self._started = True
        return written

    def _note_troubles(self, troubles: Mapping[str, str], now: datetime) -> None:
        known = self._since
        self._since = {name: (known.get(name, (now, ""))[0], problem) for name, problem in troubles.items()}

    def _count(self, now: datetime) -> None:
        """The day's mentions of everything that a chat watches by name or by list; seldom, for it takes a while."""
        if self._counted is not None and timedelta(0) <= now - self._counted < _COUNT_EVERY:
            return
        watchlists = self.reader().watchlists
        with self.store.begin(read_only=True) as unit:
            wanted = watched(unit.chats.subscriptions(), watchlists)
            self._paces = {key: pace(unit, watchlists.family(key), _DAY, now) for key in wanted}
        self._counted = now

    def _signs(self, unit: Unit, now: datetime) -> Signs:
        return Signs(
            now=now,
            parts=self._since,
            gone=[chat for chat in unit.chats.all() if chat.access == "gone"],
            oldest=unit.outbox.oldest(now),
            dead=unit.outbox.died(now - DEAD_IS_NEWS),
            feeds=unit.feeds.all(),
            last_article=unit.articles.last_received(),
            paces=self._paces,
        )

    def _tell(self, unit: Unit, new: Sequence[Alarm], now: datetime) -> int:
        if not new:
            return 0
        for alarm in new:
            log.warning("alarm", trouble=alarm.trouble, subject=alarm.subject, detail=alarm.detail)
        chats = self.admins.chats(unit)
        for chat in chats:
            message = notice(new, self.reader().watchlists, chat.timezone, self.texts[chat.language])
            key = f"notice:{now.isoformat()}:{chat.id}"
            unit.outbox.add(NewDelivery(key, chat.id, "notice", message), now)
        return len(chats)


def _new(unit: Unit, found: Sequence[Alarm]) -> list[Alarm]:
    """Note what is wrong and what is no more; returns what was not wrong before."""
    known = unit.state.all(ALARM)
    current = {ALARM + alarm.name: alarm for alarm in found}
    for name in known.keys() - current.keys():
        unit.state.drop(name)
    for name, alarm in current.items():
        unit.state.put(name, json.dumps(alarm.as_dict()))
    return [alarm for name, alarm in current.items() if name not in known]


def last_beat(unit: Unit) -> datetime | None:
    """When a running bot gave its last sign of life; None before its first."""
    value = unit.state.get(BEAT)
    return datetime.fromisoformat(value) if value else None
