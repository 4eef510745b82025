"""What removing old articles costs: `python -m tests.bench.retention [--articles N]`.

A made-up wire of news is stored on SQLite and then found too old, all of it. Told is how long the longest transaction
held the database, beside the longest in which articles were stored, and what became of the file.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.clocks import utc_now
from bot.parts import assemble
from bot.ports import Unit
from bot.services.expiring import Expiring
from bot.storage import SqlStore, open_store
from bot.storage.copying import backup
from handlers.commands.access import AccessRules
from tests.bench.bulk import Spent, bulk
from tests.bench.chats import settle, watching
from tests.bench.load import logged
from tests.bench.reports import STEP, wire
from tests.bench.sizing import CHATS


@dataclass
class Timed:
    """A store that notes how long each transaction was held, in seconds."""

    store: SqlStore
    held: list[float] = field(default_factory=list)

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[Unit]:
        """A transaction of the store."""
        with self.store.begin(read_only=read_only) as unit:
            begun = time.perf_counter()
            yield unit
        if not read_only:
            self.held.append(time.perf_counter() - begun)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.retention", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--entities", type=int, default=1_000)
    options = parser.parse_args(arguments)
    for line in retention(options.articles, options.entities):
        print(line, flush=True)


def retention(articles: int, entities: int) -> Iterator[str]:
    """The lines, as they are known."""
    with TemporaryDirectory(prefix="rasid-retention-") as folder, logged():
        home = Path(folder)
        store, bare = (open_store(f"sqlite:///{home / name}.db") for name in ("rasid", "bare"))
        timed = Timed(store)
        _fill(timed, bare, articles, entities)
        storing, timed.held = max(timed.held), []
        before = backup(f"sqlite:///{home / 'rasid.db'}", home / "before.db").size
        expiring, removed = Expiring(timed, 30, lambda: utc_now() + timedelta(days=90), pause=0.0), [0]
        spent = Spent.by(lambda: removed.append(asyncio.run(expiring.work())))
        yield (
            f"retention: {removed[-1]:,} rows of {articles:,} articles in {len(timed.held):,} transactions, "
            f"{spent.processor:.1f} s of the processor"
        )
        yield f"  the longest held the database {max(timed.held) / storing:.2f} × as long as the longest that stored"
        after = backup(f"sqlite:///{home / 'rasid.db'}", home / "after.db").size
        store.close()
        bare.close()
        kept = (home / "rasid.db").stat().st_size
        sizes = f"a copy has {after / 1e6:.1f} MB, before {before / 1e6:.1f} MB"
        yield f"  the file keeps its {kept / 1e6:.1f} MB for what comes; {sizes}"


def _fill(timed: Timed, bare: SqlStore, articles: int, entities: int) -> None:
    matcher, start = watching(entities), utc_now() - STEP * articles
    settle(timed, matcher, CHATS, start)
    parts = assemble(timed, matcher, AccessRules(frozenset(), "invite"), "ar", "UTC")
    bulk(parts, timed.store, bare, wire(matcher, start), articles, articles)


if __name__ == "__main__":
    main()
