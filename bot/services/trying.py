"""In how many of the newest stored articles aliases would have been found: those are matched with them alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from bot.core.model import Reading
from bot.ports import Unit, Window
from bot.services.proposing import DAYS, alone, places
from watchlists.model import Alias, Hits

# More take longer than somebody who types waits for. Own choice.
MOST: Final = 1_000
LONGEST: Final = 1.0
"""Seconds after which no further articles are begun: meanwhile SQLite lets nobody else write. Own choice."""
_AT_ONCE: Final = 50
_SAMPLES: Final = 3
_AROUND: Final = 60


@dataclass(frozen=True, slots=True)
class Trial:
    """Of so many `articles`, the newest of the last `days`, how many would have been `found`, with the words around
    some."""

    articles: int
    found: int
    days: int
    samples: Sequence[str] = ()


def newest(unit: Unit, now: datetime) -> Sequence[Reading]:
    """The stored articles that aliases are tried on."""
    return unit.articles.newest(MOST, Window(now - timedelta(days=DAYS), now + timedelta(seconds=1)))


def trial(
    readings: Sequence[Reading],
    aliases: Sequence[Alias],
    *,
    event: bool = False,
    clock: Callable[[], float] = monotonic,
) -> Trial:
    """Match articles with these aliases (or phrases) alone, as many as are done in LONGEST seconds of the clock."""
    matcher, begun, hits = alone(*aliases, event=event), clock(), list[Hits]()
    for some in _batched(readings, _AT_ONCE) if aliases else ():
        hits += matcher.hits_many([one.article.document for one in some])
        if clock() - begun > LONGEST:
            break
    readings = readings[: len(hits)] if aliases else readings
    found = [(one.article, next(places(hit))) for one, hit in zip(readings, hits, strict=False) if hit]
    samples = [
        _around((article.title or "") if field == "title" else article.text, start, end)
        for article, (field, start, end) in found[:_SAMPLES]
    ]
    return Trial(len(readings), len(found), DAYS, samples)


def _batched(readings: Sequence[Reading], size: int) -> Iterator[Sequence[Reading]]:
    """So many at a time, in order."""
    return (readings[at : at + size] for at in range(0, len(readings), size))


def _around(text: str, start: int, end: int) -> str:
    return " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())
