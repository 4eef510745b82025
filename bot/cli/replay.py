"""`rasid replay`: match the stored articles again, and say what would have been alerted."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import common
from bot.cli.progress import progress

if TYPE_CHECKING:
    from bot.core.model import Reading
    from watchlists import Matcher
    from watchlists.model import Findings

_SAMPLES = 3
_BATCH = 64


def replay(
    since: Annotated[str, typer.Option(help="How far back, for example 30d.")] = "30d",
    watchlist: Annotated[
        list[Path] | None, typer.Option(help="A watchlist file or folder instead of the settings' one.")
    ] = None,
    entity: Annotated[str | None, typer.Option(help="Only this entity or event.")] = None,
) -> None:
    """Match the stored articles again, and say what would have been alerted. Changes nothing."""
    from bot.ports import Window

    length = common.duration(since)
    settings = common.settings()
    store = common.store(settings)
    matcher = common.matcher(watchlist or [], settings)
    matcher = matcher if watchlist else common.in_force(store, matcher)
    keys = _keys(entity, matcher)
    now = datetime.now(UTC)
    tally = Tally(keys)
    with store.begin(read_only=True) as unit, progress("replay", None) as bar:
        for batch in _batched(unit.articles.all(Window(now - length, now))):
            tally.add(batch, matcher)
            bar.advance(len(batch))
    tally.show()


class Tally:
    """Counts what a matcher finds in stored articles against what was found when they came in."""

    def __init__(self, keys: frozenset[str] | None) -> None:
        self._keys = keys
        self._articles = self._new = self._total = 0
        self._by_alias: Counter[tuple[str, str]] = Counter()
        self._samples: dict[tuple[str, str], list[str]] = {}

    def add(self, readings: "list[Reading]", matcher: "Matcher") -> None:
        """Match some articles."""
        found = matcher.match_many([reading.article.document for reading in readings])
        for reading, findings in zip(readings, found, strict=True):
            self._count(reading, findings)

    def show(self) -> None:
        """Print the counts, most frequent aliases first, with samples."""
        for (key, alias), amount in self._by_alias.most_common():
            print(f"{amount:>6}  {key}  “{alias}”")
            for sample in self._samples[key, alias]:
                print(f"        · {sample}")
        print(f"{self._articles} of {self._total} articles would have been alerted, {self._new} of them newly")

    def _count(self, reading: "Reading", findings: "Findings") -> None:
        self._total += 1
        hits = [(one.entity, one.alias) for one in findings.mentions] + [
            (one.event, one.phrase) for one in findings.events
        ]
        wanted = [(key, alias) for key, alias in hits if self._keys is None or key in self._keys]
        if not wanted:
            return
        self._articles += 1
        self._new += not {key for key, _ in wanted} & reading.findings.keys()
        for hit in set(wanted):
            samples = self._samples.setdefault(hit, [])
            if len(samples) < _SAMPLES:
                samples.append(" ".join((reading.article.title or reading.article.text)[:90].split()))
        self._by_alias.update(wanted)


def _keys(typed: str | None, matcher: "Matcher") -> frozenset[str] | None:
    if typed is None:
        return None
    entry, close = matcher.resolve(typed)
    if entry is None:
        hint = f"; is one of these meant: {', '.join(close)}" if close else ""
        raise common.UsageError(f"no entity or event is called {typed}{hint}")
    return matcher.watchlists.family(entry.key)


def _batched(readings: "Iterable[Reading]") -> "Iterable[list[Reading]]":
    batch: list[Reading] = []
    for reading in readings:
        batch.append(reading)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
