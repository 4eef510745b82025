"""The severities of events as the lists in force say, for a summarizer that outlives them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.ports import Reader
from watchlists.model import EventType, Severity


@dataclass(frozen=True, slots=True)
class SeveritiesInForce(Mapping[str, Severity]):
    """The severity of each event type of the matcher that `reader` gives at the moment."""

    reader: Callable[[], Reader]

    def __getitem__(self, key: str) -> Severity:
        return self._events[key].severity

    def __iter__(self) -> Iterator[str]:
        return iter(self._events)

    def __len__(self) -> int:
        return len(self._events)

    @property
    def _events(self) -> Mapping[str, EventType]:
        return self.reader().watchlists.events
