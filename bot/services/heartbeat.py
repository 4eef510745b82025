"""The bot looks at itself, so that silence is not mistaken for death: what is wrong is told to its admins, once.

What they were told of stands in the database until it is over; only then the same may be told again.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.core.baseline import Pace
from bot.core.health import ALARM, DEAD_IS_NEWS, HOME, Alarm, Signs, Unread, absence, alarms
from bot.core.language import Texts, spoken
from bot.core.model import Address, Destination, Language, NewDelivery
from bot.core.processes import missing
from bot.core.render.health import notice
from bot.core.routing import watched
from bot.ports import Reader, Store, Unit
from bot.services.paces import quick_pace

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
        """Each admin's own chat: where they last spoke to the bot alone, else a direct message, of which on both
        platforms a person's id serves as the address."""
        granted = {person.label for person, role in unit.people.all() if role == "admin"}
        wanted = sorted(self.labels | granted)
        chats = [self._chat(unit, label) for label in wanted if label.partition(":")[0] in self.platforms]
        return [chat for chat in chats if chat.access != "gone"]

    def _chat(self, unit: Unit, label: str) -> Destination:
        home = unit.state.get(HOME + label)
        known = unit.chats.get(int(home)) if home else None
        if known is not None and known.private:
            return known
        platform, _, user = label.partition(":")
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
    _lost: dict[str, datetime] = field(default_factory=dict)
    _paces: dict[str, Pace] = field(default_factory=dict)
    _counted: datetime | None = None
    _started: bool = False
    _untold: list[Alarm] = field(default_factory=list)
    stopped: Mapping[str, str] = field(default_factory=dict)
    """Platforms that refuse the token for sending, with the reason, as of the last look."""

    def beat(self, now: datetime, troubles: Mapping[str, str], unread: Unread | None = None) -> int:
        """One look; `troubles` says what is wrong with a part of the bot, by its name, `unread` what is wrong with the
        files of the lists. Returns how many messages were written."""
        self._note_troubles(troubles, now)
        self._count(now)
        with self.store.begin() as unit:
            self._note_roles(unit, now)
            last = last_beat(unit)
            if last is not None and now < last - _SET_BACK:
                log.warning("clock.set_back", seconds=round((last - now).total_seconds()))
                unit.rewind(last - now, now)
            unit.state.put(BEAT, now.isoformat())
            self.stopped = unit.outbox.stopped(now)
            away = None if self._started else absence(last, now)
            self._untold += [away] if away else []
            self._started = True
            return self._tell(unit, alarms(self._signs(unit, now, unread)), now)

    def _note_troubles(self, troubles: Mapping[str, str], now: datetime) -> None:
        known = self._since
        self._since = {name: (known.get(name, (now, ""))[0], problem) for name, problem in troubles.items()}

    def _note_roles(self, unit: Unit, now: datetime) -> None:
        """Where nobody gave a sign of life, one process does everything."""
        processes = unit.processes.all()
        lost = missing(processes, now) if processes else ()
        self._lost = {role: self._lost.get(role, now) for role in lost}

    def _count(self, now: datetime) -> None:
        """The day's mentions of everything that a chat watches by name or by list; seldom, for it takes a while."""
        if self._counted is not None and timedelta(0) <= now - self._counted < _COUNT_EVERY:
            return
        watchlists = self.reader().watchlists
        with self.store.begin(read_only=True) as unit:
            wanted = watched(unit.chats.subscriptions(), watchlists)
            self._paces = {key: quick_pace(unit, watchlists.family(key), _DAY, now) for key in wanted}
        self._counted = now

    def _signs(self, unit: Unit, now: datetime, unread: Unread | None) -> Signs:
        return Signs(
            now=now,
            parts=self._since,
            gone=[chat for chat in unit.chats.all() if chat.access == "gone"],
            oldest=unit.outbox.oldest(now),
            dead=unit.outbox.died(now - DEAD_IS_NEWS),
            feeds=unit.feeds.all(),
            last_article=unit.articles.last_received(),
            paces=self._paces,
            unread=unread,
            roles=self._lost,
            unmatched=unit.arrivals.oldest("fresh"),
            aside=unit.arrivals.lately_aside(now - DEAD_IS_NEWS),
        )

    def _tell(self, unit: Unit, found: Sequence[Alarm], now: datetime) -> int:
        """What nobody can be told of now is told as soon as an admin can be reached."""
        stored = unit.state.all(ALARM)
        known = _known(stored)
        for alarm in [*found, *self._untold]:
            if alarm.name not in known:
                log.warning("alarm", trouble=alarm.trouble, subject=alarm.subject, detail=alarm.detail)
        new = [*self._untold, *(alarm for alarm in found if not known.get(alarm.name))]
        chats = self.admins.chats(unit) if new else []
        _keep(unit, _as_stored(found, known, told=bool(chats)), stored)
        for chat in chats:
            message = notice(new, self.reader().watchlists, chat.timezone, spoken(self.texts, chat))
            unit.outbox.add(NewDelivery(f"notice:{now.isoformat()}:{chat.id}", chat.id, "notice", message), now)
        if chats:
            self._untold = []
        return len(chats)


def _known(stored: Mapping[str, str]) -> dict[str, bool]:
    """The alarms that are kept, by name, with whether somebody was told."""
    values = map(json.loads, stored.values())
    return {Alarm.from_dict(value).name: bool(value["told"]) for value in values}


def _as_stored(found: Sequence[Alarm], known: Mapping[str, bool], *, told: bool) -> dict[str, str]:
    """What is wrong now, as it is kept."""
    kept = {one.name: {**one.as_dict(), "told": told or known.get(one.name, False)} for one in found}
    return {ALARM + name: json.dumps(value) for name, value in kept.items()}


def _keep(unit: Unit, wanted: Mapping[str, str], stored: Mapping[str, str]) -> None:
    """Keep what is wrong now, and forget what is over; what stands as it is is not written again at every look."""
    for name in stored.keys() - wanted.keys():
        unit.state.drop(name)
    for name, value in wanted.items():
        if stored.get(name) != value:
            unit.state.put(name, value)


def last_beat(unit: Unit) -> datetime | None:
    """When a running bot gave its last sign of life; None before its first."""
    value = unit.state.get(BEAT)
    return datetime.fromisoformat(value) if value else None
