"""What each sentence of an article is worth to a reader."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import log2
from typing import Final, TypeVar

from bot.summarizers.quoting import Span
from watchlists.model import SEVERITIES, Document, Event, Findings, Mention, Severity

_WORD: Final = re.compile(r"\w{3,}")
# Letters that are enough to tell words apart and few enough to bring their inflected forms together.
_STEM: Final = 5
# Bounds that no ordinary article reaches: characters read for its usual words, sentences weighed, words of each.
_READ: Final = 20_000
_WEIGHED: Final = 60
_LEADING: Final = 8
_WORDS: Final = 80
_SAME: Final = 0.6
_SHORT: Final = 30
# As in bot.core.scoring: ten dead make any event critical, one makes it high.
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
        if best is None:  # everything was found in the title
            return 0, (self.spans[0][0], self.spans[0][0])
        return self._sentence(best.start), (best.start, best.end)

    def ranked(self) -> list[int]:
        """The sentences that are worth adding, the best first."""
        found = sorted({*self._events, *self._mentions})
        numbers = {*range(min(_LEADING, len(self.spans))), *islice(found, _WEIGHED)}
        return sorted(numbers, key=lambda number: (-self.worth(number), number))

    def worth(self, number: int) -> float:
        """The sum of place, findings, usual words and words of the title; the weights were found by trial on news."""
        start, end = self.spans[number]
        place = 1.5 / (1 + number / 2)
        events = min(4.0, sum(map(self._of_event, self._events.get(number, ()))))
        short = 1.5 if end - start < _SHORT else 0.0
        return place + events + self._of_mentions(number) + self._centrality(number) - short

    def tells(self, number: int) -> bool:
        """Whether something was found in this sentence."""
        return number in self._events or number in self._mentions

    def is_new(self, number: int, other: int) -> bool:
        """Whether one sentence says something that the other does not."""
        one, two = self._words(number), self._words(other)
        return len(one & two) < _SAME * max(1, min(len(one), len(two)))

    def _best_event(self) -> Event | None:
        events = [event for event in self.findings.events if event.field == "text"]
        return max(events, key=self._importance, default=None)

    def _importance(self, event: Event) -> tuple[bool, int, float]:
        """What the reader follows before what is grave, and of that what stands in the best sentence."""
        return self._concerns(event), self._gravity(event), self.worth(self._sentence(event.start))

    def _gravity(self, event: Event) -> int:
        dead = 3 if (event.killed or 0) >= _MANY_DEAD else 2 if event.killed else 0
        return max(dead, SEVERITIES.index(self.severities.get(event.event, "medium")))

    def _best_mention(self) -> Mention | None:
        mentions = [mention for mention in self.findings.mentions if mention.field == "text"]
        return max(mentions, key=lambda mention: mention.entity in self.interest, default=None)

    def _concerns(self, event: Event) -> bool:
        named = {mention.entity for mention in self._mentions.get(self._sentence(event.start), ())}
        return not self.interest.isdisjoint({event.event, *event.actors, *event.targets, *named})

    def _of_event(self, event: Event) -> float:
        people = (event.killed or 0) + (event.injured or 0) / 4 + (event.arrested or 0) / 8
        known = bool(event.actors or event.targets) + bool(event.places)
        return 1 + self._gravity(event) / 2 + min(2.0, log2(1 + people) / 2) + known / 4 + self._concerns(event)

    def _of_mentions(self, number: int) -> float:
        named = {mention.entity for mention in self._mentions.get(number, ())}
        return min(2.0, 0.4 * len(named) + 0.8 * bool(named)) + (not named.isdisjoint(self.interest))

    def _centrality(self, number: int) -> float:
        words = self._words(number)
        if not words:
            return 0.0
        usual = sum(min(4, self._usual[word] - 1) for word in words) / (4 * len(words))
        titled = len(words & self._titled) / (len(self._titled) or 1)
        return 1.5 * usual + 1.5 * titled

    @cached_property
    def _usual(self) -> Counter[str]:
        return Counter(_stems(self.document.text[:_READ]))

    @cached_property
    def _titled(self) -> frozenset[str]:
        return frozenset(islice(_stems(self.document.title or ""), _WORDS))

    @cached_property
    def _events(self) -> Mapping[int, Sequence[Event]]:
        return self._by_sentence(self.findings.events)

    @cached_property
    def _mentions(self) -> Mapping[int, Sequence[Mention]]:
        return self._by_sentence(self.findings.mentions)

    def _by_sentence(self, found: Sequence[_Found]) -> Mapping[int, Sequence[_Found]]:
        numbers: defaultdict[int, list[_Found]] = defaultdict(list)
        for one in found:
            if one.field == "text":
                numbers[self._sentence(one.start)].append(one)
        return numbers

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.spans]

    def _sentence(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    @cached_property
    def _known(self) -> dict[int, frozenset[str]]:
        return {}

    def _words(self, number: int) -> frozenset[str]:
        if number not in self._known:
            start, end = self.spans[number]
            self._known[number] = frozenset(islice(_stems(self.document.text[start : min(end, start + 2000)]), _WORDS))
        return self._known[number]


def _stems(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        bare = word.removeprefix("\N{ARABIC LETTER WAW}") if len(word) > 4 else word
        yield bare.removeprefix("ال")[:_STEM]
