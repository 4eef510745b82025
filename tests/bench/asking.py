"""What is asked of a large database, through the code that asks it in service; nothing but fresh articles is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Engine, select

from bot.core.grouping import OPEN_FOR
from bot.core.hunts import PIECE, NewHunt
from bot.core.model import Incoming
from bot.core.pace import Limits
from bot.parts import Parts, assemble
from bot.ports import Unit, Window
from bot.storage import SqlStore
from bot.storage.tables import matches
from handlers.commands.access import AccessRules
from tests.bench.answers import PERSON, ask
from tests.bench.archive import rarest
from tests.bench.archive_sql import APART, NEVER, PAST, SELDOM
from tests.bench.newsstand import FAMILY, FREQUENT, NOW, OFTEN, RARELY
from tests.bench.reports import wire
from tests.bench.sides import BATCH
from watchlists import Matcher
from watchlists.model import Document

_DAY = timedelta(days=1)
_WEEK, _MONTH = Window(NOW - 7 * _DAY, NOW), Window(NOW - 30 * _DAY, NOW)
# Telegram's own limits, which are counted in the log of calls.
_LIMITS = Limits(spacing=1.0, group_a_minute=20, all_a_second=30)


@dataclass
class Asker:
    """A bot on a database, and what a question has to know of it."""

    store: SqlStore
    matcher: Matcher
    bot: Parts = field(init=False)
    rare: str = field(init=False)
    deep: int = field(init=False)
    _held: Iterator[Incoming] = field(init=False)
    _empty: Iterator[Incoming] = field(init=False)

    def __post_init__(self) -> None:
        rules = AccessRules(frozenset({PERSON.label}))
        self.bot = assemble(self.store, self.matcher, rules, "ar", "UTC", platforms=("telegram",))
        self.rare = rarest(self.matcher.watchlists)
        with self.store.begin(read_only=True) as unit:
            self.deep, seed = _midst(unit), unit.articles.last_id()
        self._held, self._empty = (self._news(seed, holding=one) for one in (True, False))

    @property
    def engine(self) -> Engine:
        """By which the store asks."""
        return self.store._engine

    def typed(self, words: str) -> None:
        """A command, up to the finished message."""
        ask(self.bot, words)

    def tried(self, do: Callable[[Unit], object]) -> None:
        """A transaction that is not kept."""
        with suppress(UndoneError), self.store.begin() as unit:
            do(unit)
            raise UndoneError

    def take(self, *, holding: bool) -> None:
        """A batch of fresh articles, in all of which something is found or in none. They are kept."""
        self.bot.ingest.take(list(islice(self._held if holding else self._empty, BATCH)), NOW)

    def _news(self, seed: int, *, holding: bool) -> Iterator[Incoming]:
        fresh = wire(self.matcher, NOW - timedelta(hours=1), seed + holding)
        while some := list(islice(fresh, BATCH)):
            hits = self.matcher.hits_many([Document(one.text, one.title) for one in some])
            yield from (one for one, hit in zip(some, hits, strict=True) if bool(hit) == holding)


class UndoneError(Exception):
    """Ends a transaction that is not to be kept."""


def _midst(unit: Any) -> int:
    """The article of a frequent key before which 2,000 newer ones stand."""
    key = select(matches.c.article_id).where(matches.c.key == FREQUENT).order_by(matches.c.published.desc())
    return int(unit.articles._connection.scalar(key.offset(2_000).limit(1)) or 0)


def _typed(words: str) -> Callable[[Asker], None]:
    return lambda asker: asker.typed(words.replace("RARE", asker.rare).replace("DEEP", str(asker.deep)))


def _tried(do: Callable[[Unit], object]) -> Callable[[Asker], None]:
    return lambda asker: asker.tried(do)


def _begun(unit: Unit, days: int) -> None:
    """A hunt is asked for and begun, and its first piece is read."""
    with_all = NewHunt(1, FREQUENT, PERSON.label, {}, NOW - days * _DAY)
    hunt = unit.hunts.add(with_all, NOW)
    unit.hunts.claim(NOW, _DAY)
    begun = unit.hunts.begin(hunt.id, NOW)
    assert begun is not None
    unit.hunts.articles(begun, begun.cursor, begun.cursor + PIECE)


def _spoken(unit: Unit) -> None:
    """What alerting reads of the stories that are due."""
    due = unit.stories.due(NOW + _DAY)
    unit.stories.some(due)
    unit.outbox.told(due)


def _expired(unit: Unit) -> None:
    oldest = unit.expiry.oldest() or NOW
    unit.expiry.articles(oldest + _DAY, NOW - OPEN_FOR, 0, 50)
    unit.expiry.deliveries(oldest + _DAY, 0, 50)
    unit.expiry.rows(NOW - 900 * _DAY, NOW - 900 * _DAY, 50)


_COMMANDS = (
    f"/status {FREQUENT} 24h",
    f"/status {FREQUENT} 7d",
    f"/status {FREQUENT} 30d",
    f"/status {FAMILY} 7d",
    "/status RARE 30d",
    "/status event:bombing 7d",
    "/status all 24h",
    "/latest",
    f"/latest {FREQUENT} 20",
    f"/latest {FREQUENT} 20 before:DEEP",
    f"/latest bombing {FREQUENT}",
    "/latest bombing RARE",
    "/events 7d",
    f"/events bombing {FREQUENT} 7d",
    f"/export {FREQUENT} 7d",
    f"/brief {FREQUENT} 7d",
    f"/chart {FREQUENT} 7d",
    "/why A10",
    "/health",
    "/list",
    "/digest now",
    f"/search {OFTEN}",
    f"/search {OFTEN} before:DEEP",
    f"/search {SELDOM}",
    f"/search {RARELY}",
    f"/search {OFTEN} {SELDOM}",
    f"/search {APART[0]} {APART[1]}",
    f'/search "{OFTEN} {SELDOM}"',
    f'/search "{APART[0]} {OFTEN}"',
    f"/search {PAST}",
    f"/search {NEVER}",
    "/search q7",
)
QUESTIONS: Mapping[str, Callable[[Asker], object]] = {
    **{words: _typed(words) for words in _COMMANDS},
    "ingest of 64 that hold something": lambda asker: asker.take(holding=True),
    "ingest of 64 that hold nothing": lambda asker: asker.take(holding=False),
    "the stories that are due, read": _tried(_spoken),
    "the outbox, claimed": _tried(lambda unit: unit.outbox.claim("telegram", NOW, 60, 30, _LIMITS)),
    "a hunt of 30 days, begun": _tried(lambda unit: _begun(unit, 30)),
    "a hunt in everything, begun": _tried(lambda unit: _begun(unit, 9_000)),
    "a heartbeat": lambda asker: asker.bot.heartbeat.beat(NOW, {}),
    "unusual numbers, looked for": lambda asker: asker.bot.trends.look(NOW),
    "depths of the queues": _tried(lambda unit: unit.queues.depths(NOW)),
    "counts of the outbox": _tried(lambda unit: unit.outbox.counts(("pending", "sending", "dead"))),
    "articles of one source": _tried(lambda unit: unit.articles.of_source("منبر 7", _MONTH, 20)),
    "the last sources of a week": _tried(lambda unit: unit.articles.per_source([_WEEK.start, NOW])),
    "a page of what is too old": _tried(_expired),
}


def of(names: Sequence[str]) -> Mapping[str, Callable[[Asker], object]]:
    """Those whose names hold one of these; all for none."""
    return {name: do for name, do in QUESTIONS.items() if not names or any(one in name for one in names)}
