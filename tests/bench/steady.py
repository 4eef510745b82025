"""From article to send while articles come in steadily: the whole bot with its own loops, and a local platform.

What a chat's own spacing (one message a second) makes a message wait is told apart from the rest. An article's clock
starts when its turn comes, not when the bot gets round to it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.app import App, Bells, Team
from bot.clocks import SharedClock, utc_now
from bot.config import Settings
from bot.core.material import Material
from bot.core.message import Message
from bot.core.model import Address, Delivery, Feed, Incoming
from bot.core.pace import Limits
from bot.core.processes import ROLES
from bot.core.submission import Opened
from bot.metrics import Metrics
from bot.parts import Parts
from bot.platforms import Adapter
from bot.ports import Front, Polled, Receiver
from bot.storage import SqlStore
from bot.storage.duties import claimed
from bot.storage.engine import make_engine
from bot.storage.tables import alerts, articles, deliveries
from handlers.web import WebChat
from tests.bench.memory import resident

# Seconds: what a call to a platform takes, how long the last messages may take, between two looks for them.
_CALL, _DRAIN, _LOOK = 0.05, 30.0, 0.25


@dataclass(slots=True)
class Steady:
    """What was measured. Each message: seconds from article to send, and how many of them its chat's spacing took."""

    rate: float
    articles: int
    sent: list[tuple[float, float]] = field(default_factory=list)
    told: list[float] = field(default_factory=list)
    left: int = 0
    late: float = 0.0
    memory: float = 0.0

    def lines(self) -> Iterator[str]:
        """The figures, a line each."""
        own, waits = [whole - wait for whole, wait in self.sent], [wait for _, wait in self.sent]
        yield (
            f"steady: {self.articles:,} articles at {self.rate:g}/s, {len(self.sent):,} messages sent, "
            f"{self.left:,} left after {_DRAIN:g} s; {self.memory:,.0f} MiB"
        )
        yield f"  article to send, without the wait for the chat's turn  {_both(own)}"
        yield f"  the wait for the chat's turn ({sum(map(bool, waits)):,} messages had one)  {_both(waits)}"
        yield f"  article to send in all  {_both([whole for whole, _ in self.sent])}"
        yield f"  article to the look at its story  {_both(self.told)}"
        yield f"  the last article was stored {self.late:.2f} s after its turn"


class LocalPlatform:
    """A platform that takes everything after the time of a call, and says nothing itself. A chat gets a message a
    second, as on both platforms; what Telegram lets through over all chats is arithmetic (30 a second) and no matter of
    the bot's speed, so here there is no such limit."""

    platform = "telegram"
    limits = Limits(spacing=1.0)
    hooks = ()
    trouble: str | None = None

    def __init__(self) -> None:
        self.sent, self.listening = 0, asyncio.Event()

    def parts(self, message: Message, tight: int = 0) -> Sequence[Message]:
        return (message,)

    async def send(self, _delivery: Delivery) -> str:
        await asyncio.sleep(_CALL)
        self.sent += 1
        return str(self.sent)

    async def remove(self, _address: Address, _message_id: str) -> None: ...

    def attend(self, _front: Front) -> None: ...

    async def listen(self, _receive: Receiver) -> None:
        self.listening.set()
        await asyncio.Event().wait()

    async def close(self) -> None: ...


class _NoFeeds:
    async def poll(self, feed: Feed, _now: datetime) -> Polled:
        return Polled((), feed)

    async def complete(self, _feed: Feed, items: Sequence[Incoming], _now: datetime) -> Sequence[Incoming]:
        return items


class _Unopened:
    async def open(self, _platform: str, _material: Material, _now: datetime) -> Opened:
        return Opened()


async def steady(
    parts: Parts, store: SqlStore, platform: LocalPlatform, items: Sequence[Incoming], rate: float, home: Path
) -> Steady:
    """Run the bot and give it these articles, so many a second."""
    with claimed(store.url.render_as_string(hide_password=False)) as claim:
        app = _app(Team(store, claim, ROLES, SharedClock(), embedded=True), parts, platform, home)
        return await _run(app, store, platform, items, rate)


def _app(team: Team, parts: Parts, platform: LocalPlatform, home: Path) -> App:
    settings = Settings(home=home, http_port=0, admins="telegram:1")
    web = WebChat(parts.store, utc_now)
    adapters: list[Adapter] = [platform, web]
    given = (parts, adapters, _NoFeeds(), _Unopened(), Metrics([platform.platform, web.platform]))
    return App(settings, *given, team, Bells(), ROLES, web)


async def _run(app: App, store: SqlStore, platform: LocalPlatform, items: Sequence[Incoming], rate: float) -> Steady:
    stop, started = asyncio.Event(), utc_now()
    running = asyncio.create_task(app.run(stop))
    await asyncio.wait([running, asyncio.create_task(platform.listening.wait())], return_when=asyncio.FIRST_COMPLETED)
    done = Steady(rate, len(items))
    done.late = await _feed(app, items, rate)
    done.left = await _drained(store)
    stop.set()
    await running
    done.memory = resident()
    _measure(done, store, started)
    return done


async def _feed(app: App, items: Sequence[Incoming], rate: float) -> float:
    """Hand over each article at its time, one after the other; how late the last one was, in seconds."""
    first, begun = utc_now(), time.perf_counter()
    for number, item in enumerate(items):
        turn = number / rate
        await asyncio.sleep(max(0.0, begun + turn - time.perf_counter()))
        await asyncio.to_thread(app.take, [replace(item, published=None)], first + timedelta(seconds=turn))
    return time.perf_counter() - begun - turn


async def _drained(store: SqlStore) -> int:
    """Wait until everything is sent, at most _DRAIN seconds; how much is left."""
    for _ in range(int(_DRAIN / _LOOK)):
        if not await asyncio.to_thread(_open, store):
            return 0
        await asyncio.sleep(_LOOK)
    return await asyncio.to_thread(_open, store)


def _open(store: SqlStore) -> int:
    with store.begin(read_only=True) as unit:
        due = len(unit.stories.due(utc_now()))
        return due + sum(
            number for (_, state), number in unit.outbox.counts().items() if state in {"pending", "sending"}
        )


def _measure(done: Steady, store: SqlStore, started: datetime) -> None:
    """Read off the database when each message was sent, in the order in which its chat got them."""
    times = select(deliveries.c.destination_id, articles.c.received, deliveries.c.created, deliveries.c.finished)
    joined = times.join(alerts, alerts.c.id == deliveries.c.alert_id).join(
        articles, articles.c.id == alerts.c.article_id
    )
    sent = joined.where(
        deliveries.c.kind == "alert", deliveries.c.state == "sent", deliveries.c.created >= started
    ).order_by(deliveries.c.finished)
    looked = select(articles.c.received, alerts.c.created).join(alerts, alerts.c.article_id == articles.c.id)
    engine, last = make_engine(store.url), dict[int, datetime]()
    with engine.connect() as connection:
        for chat, received, written, finished in connection.execute(sent):
            turn = max(written, last.get(chat, written) + LocalPlatform.limits.pause if chat in last else written)
            done.sent.append(((finished - received).total_seconds(), (turn - written).total_seconds()))
            last[chat] = finished
        spoken = connection.execute(looked.where(alerts.c.created >= started))
        done.told = [(created - received).total_seconds() for received, created in spoken]
    engine.dispose()


def _both(seconds: Sequence[float]) -> str:
    """The median and what 95 % stay below."""
    ordered = sorted(seconds)
    if not ordered:
        return "no message"
    middle, most = (ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.95))
    return f"p50 {middle:.2f} s, p95 {most:.2f} s"
