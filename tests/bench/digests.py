"""What a digest costs beside many stories.

    python -m tests.bench.digests [--stories 10000] [--postgres]

A store of so many stories of two weeks, each of one to four articles of about 3 kB, half of them held back; then the
digests of a day and of a week are made for a chat that follows one entity and for one that follows everything, in
turns. The medians are printed beside what the process holds in memory; where others work on the machine too, the time
of the processor says what it could do alone (with SQLite, which works in this process).
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.features import Features
from bot.core.grouping import Grouping
from bot.core.model import Address, Destination, Incoming, NewAlert, NewArticle, Person, Reading, Subscription
from bot.core.open_stories import Placed
from bot.ports import Unit, Window
from bot.services.digest_contents import compose
from bot.storage import SqlStore
from bot.storage.store import open_store
from tests.bench.bulk import Spent
from tests.bench.memory import resident
from tests.fakes.postgres import postgres_server
from watchlists import load, shipped
from watchlists.model import SEVERITIES, Event, Findings, Mention, Watchlists

NOW = datetime(2026, 3, 15, 8, tzinfo=UTC)
DAY = timedelta(days=1)
_SPREAD = timedelta(days=14)
_TURNS, _TOGETHER, _OUTLETS = 5, 200, 60
_TEXT = "قال شهود إن الطريق إلى السوق القديمة أغلق صباحا، ثم عادت الحركة إليه بعد الظهر. " * 38
_OPERATOR = Person("telegram", "1", "bench")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, a line each."""
    options = _options(arguments)
    lists = load((shipped(),))
    with _store(options.postgres) as store:
        chats = _fill(store, lists, options.stories)
        print(f"digests: {options.stories:,} stories on {'PostgreSQL' if options.postgres else 'SQLite'}")
        for name, chat in chats.items():
            for days in (1, 7):
                print(_line(store, lists, f"{name}, {days} d", chat, Window(NOW - days * DAY, NOW)))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.digests", description="What a digest costs.")
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--postgres", action="store_true")
    return parser.parse_args(arguments)


@contextmanager
def _store(postgres: bool) -> Iterator[SqlStore]:
    with ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory(prefix="rasid-digests-")))
        url = f"sqlite:///{home / 'rasid.sqlite3'}"
        if postgres:
            server = stack.enter_context(postgres_server())
            url = server.url(server.create_database())
        store = open_store(url, auto_migrate=True)
        stack.callback(store.close)
        yield store


def _line(store: SqlStore, lists: Watchlists, name: str, chat: Destination, window: Window) -> str:
    views, spent = [], []
    for _ in range(_TURNS):
        with store.begin(read_only=True) as unit:
            spent.append(Spent.by(lambda: views.append(compose(unit, chat, window, lists))))
    clock, processor = (statistics.median(getattr(one, by) for one in spent) for by in ("clock", "processor"))
    return (
        f"  {name:<12}{views[-1].stories:>6,} stories, {clock * 1000:>7,.0f} ms at the median, "
        f"{processor * 1000:>6,.0f} of the processor; {resident():,.0f} MiB"
    )


def _fill(store: SqlStore, lists: Watchlists, amount: int) -> dict[str, Destination]:
    rng = random.Random(7)
    with store.begin() as unit:
        chats = {wish: _chat(unit, wish) for wish in ("ISKP", "all")}
    for at in range(0, amount, _TOGETHER):
        with store.begin() as unit:
            _stories(unit, rng, lists, range(at, min(at + _TOGETHER, amount)), list(chats.values()))
    return chats


def _chat(unit: Unit, wish: str) -> Destination:
    settings = {"private": True, "title": wish, "language": "ar", "timezone": "UTC", "access": "allowed"}
    chat, _ = unit.chats.meet(Address("telegram", wish), **settings)  # type: ignore[arg-type]
    scope, key = ("all", "*") if wish == "all" else ("entity", wish)
    unit.chats.subscribe(Subscription(chat.id, scope, key, "low"), _OPERATOR, NOW)  # type: ignore[arg-type]
    return chat


def _stories(unit: Unit, rng: random.Random, lists: Watchlists, numbers: range, chats: Sequence[Destination]) -> None:
    """Each spoken of once; every second alert was held back from all chats."""
    placed = [one for number in numbers for one in _story(unit, rng, lists, number)]
    ids = dict.fromkeys(unit.stories.put(placed))
    told = unit.stories.some(list(ids))
    alerts = unit.alerts.add_all([NewAlert(story, "first") for story in told], NOW - DAY / 2)
    unit.alerts.hold_all([(alert, chat.id, "digest") for alert in list(alerts.values())[::2] for chat in chats])


def _story(unit: Unit, rng: random.Random, lists: Watchlists, number: int) -> list[Placed]:
    """Articles of one story, about one of the watched entities; the first of them are named most."""
    entity = list(lists.entities)[min(int(rng.expovariate(0.1)), len(lists.entities) - 1)]
    kind, severity = rng.choice(list(lists.events)), rng.choice(SEVERITIES)
    began = NOW - rng.random() * _SPREAD
    own = Features(keys=frozenset({entity, kind}))
    readings = [_article(unit, rng, f"{number}/{turn}", entity, kind, began) for turn in range(rng.randint(1, 4))]
    return [Placed(one.article, own, severity, None, -1 - number, Grouping.SAME_WORDS) for one in readings]


def _article(unit: Unit, rng: random.Random, name: str, entity: str, kind: str, began: datetime) -> Reading:
    published = min(began + rng.random() * timedelta(hours=6), NOW - timedelta(minutes=1))
    mentions = tuple(Mention(entity, "السوق", "السوق", "text", at, at + 5, 98.0) for at in (25, 108))
    event = Event(kind, "أغلق", "أغلق", "text", 33, 37, 97.0, (0, 82), actors=(entity,), killed=rng.choice((None, 3)))
    incoming = Incoming(f"منبر {rng.randrange(_OUTLETS)}", f"{name} {_TEXT}", published=published)
    new = NewArticle(incoming, name, name, Findings(mentions, (event,), "ar"))
    (reading,) = unit.articles.add([new], published)
    assert reading is not None
    return reading


if __name__ == "__main__":
    main()
