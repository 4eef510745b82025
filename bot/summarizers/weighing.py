"""What each sentence of an article is worth to a reader."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import log2
from typing import Final, TypeVar

from bot.summarizers.pieces import leans
from bot.summarizers.quoting import Span
from bot.summarizers.wording import Wording, Words
from watchlists.model import SEVERITIES, Document, Event, Findings, Mention, Severity

# What place, words of the title and usual words give at most, where an event of low severity gives 1; and what a
# sentence loses that is very short, that leans on one not shown, and for each hundred characters. Found by trial:
# docs/summaries.md.
_PLACE: Final = 3.0
_TITLE: Final = 4.0
_USUAL: Final = 3.0
_TOO_SHORT: Final = 1.0
_LEANING: Final = 0.5
_LONG: Final = 0.5
_SHORT: Final = 40
# Bounds: the first sentences and those in which something was found are weighed, with so many findings of each.
_LEADING: Final = 20
_WEIGHED: Final = 40
_HELD: Final = 50
# As in bot.core.severity: ten dead make any event critical, one makes it high.
_MANY_DEAD: Final = 10

_Found = TypeVar("_Found", Event, Mention)


@dataclass(frozen=True)
class Weighing:
    """One article, weighed for one reader. `spans` are the sentences of its text; `interest` his keys."""

    document: Document
    findings: Findings
    interest: frozenset[str]
    severities: Mapping[str, Severity]
    spans: Sequence[Span]

    def key(self) -> tuple[int, Span]:
        """The sentence that must be shown, and the span in it that matters."""
        best = self._best_event() or self._best_mention()
        if best is not None:
            return self._sentence(best.start), (best.start, best.end)
        number = max(self.candidates(), key=self.worth)  # everything was found in the title
        return number, (self.spans[number][0], self.spans[number][0])

    def candidates(self) -> list[int]:
        """The sentences that may be shown, in order."""
        found = sorted({*self._events, *self._mentions})
        return sorted({*range(min(_LEADING, len(self.spans))), *islice(found, _WEIGHED)})

    def worth(self, number: int, shown: Collection[int] = ()) -> float:
        """What a sentence adds to those that are shown: place, findings, words of the title, usual words."""
        start, end = self.spans[number]
        said: Words = frozenset().union(*map(self.wording.of, shown))
        words = _TITLE * self.wording.titled(number, said) + _USUAL * self.wording.usual(number, said)
        alone = number > 0 and number - 1 not in shown and leans(self.document.text, start)
        lost = _TOO_SHORT * (end - start < _SHORT) + _LEANING * alone + _LONG * (end - start) / 100
        return _PLACE / (1 + number) + self._found(number, self._told(shown)) + words - lost

    def tells(self, number: int, shown: Collection[int]) -> bool:
        """Whether something was found in this sentence that was not found in those."""
        return not self._keys(number) <= self._told(shown)

    @cached_property
    def wording(self) -> Wording:
        """The words of the title and the sentences."""
        return Wording(self.document.text, self.document.title or "", self.spans)

    def _best_event(self) -> Event | None:
        """What the reader follows before what is grave, and of that what stands in the best sentence."""
        ranked = [(self._concerns(one), self._gravity(one), one) for one in self.findings.events if one.field == "text"]
        first = max((rank[:2] for rank in ranked), default=None)
        best = {self._sentence(one.start): one for *rank, one in reversed(ranked) if tuple(rank) == first}
        return best[max(islice(sorted(best), _WEIGHED), key=self.worth)] if best else None

    def _gravity(self, event: Event) -> int:
        dead = 3 if (event.killed or 0) >= _MANY_DEAD else 2 if event.killed else 0
        return max(dead, SEVERITIES.index(self.severities.get(event.event, "medium")))

    def _best_mention(self) -> Mention | None:
        mentions = [mention for mention in self.findings.mentions if mention.field == "text"]
        return max(mentions, key=lambda mention: mention.entity in self.interest, default=None)

    def _concerns(self, event: Event) -> bool:
        if not self.interest:
            return False
        places = (place.entity for place in event.places)
        return not self.interest.isdisjoint(
            (event.event, *event.actors, *event.targets, *places, *self._named(self._sentence(event.start)))
        )

    def _found(self, number: int, told: frozenset[str]) -> float:
        events = sum(self._of_event(one) for one in self._events.get(number, ()) if one.event not in told)
        named = self._named(number) - told
        return min(4.0, events) + min(3.0, 0.5 * len(named) + 1.5 * bool(named)) + (not named.isdisjoint(self.interest))

    def _of_event(self, event: Event) -> float:
        people = (event.killed or 0) + (event.injured or 0) / 4 + (event.arrested or 0) / 8
        known = bool(event.actors or event.targets) + bool(event.places)
        return 1 + self._gravity(event) / 2 + min(2.0, log2(1 + people) / 2) + known / 4 + self._concerns(event)

    def _told(self, shown: Collection[int]) -> frozenset[str]:
        return frozenset[str]().union(*map(self._keys, shown))

    def _keys(self, number: int) -> frozenset[str]:
        return self._named(number) | {event.event for event in self._events.get(number, ())}

    def _named(self, number: int) -> frozenset[str]:
        return frozenset(mention.entity for mention in self._mentions.get(number, ()))

    @cached_property
    def _events(self) -> Mapping[int, Sequence[Event]]:
        return self._by_sentence(self.findings.events)

    @cached_property
    def _mentions(self) -> Mapping[int, Sequence[Mention]]:
        return self._by_sentence(self.findings.mentions)

    def _by_sentence(self, found: Sequence[_Found]) -> Mapping[int, Sequence[_Found]]:
        numbers: defaultdict[int, list[_Found]] = defaultdict(list)
        for one in found:
            if one.field == "text" and len(held := numbers[self._sentence(one.start)]) < _HELD:
                held.append(one)
        return numbers

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.spans]

    def _sentence(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)
