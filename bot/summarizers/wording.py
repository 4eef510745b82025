"""The words of an article: which sentence tells what the title promises and what the text keeps coming back to."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice
from typing import Final

from bot.summarizers.quoting import Span
from watchlists.normalize import key

# Marks stand inside words.
_WORD: Final = re.compile("[\\w\u064b-\u065f\u0670]{3,}")
_PARTICLES: Final = re.compile("^(?:[وف]?[بكل]?ال|[وف]?لل|و(?=.{4}))(?=.{2})")
# Letters that are enough to tell words apart and few enough to bring their inflected forms together.
_STEM: Final = 5
_SAME: Final = 0.6
# A word that stands in so many further sentences is as usual as can be; a sentence of fewer words is no better for it.
_OFTEN: Final = 4
_FEW: Final = 8
# Bounds that no ordinary article reaches: sentences read, characters and words of each, letters of a word (addresses
# are longer); and words that are remembered between articles.
_READ: Final = 60
_CHARACTERS: Final = 2000
_WORDS: Final = 80
_LONGEST: Final = 30
_REMEMBERED: Final = 1 << 15

Words = frozenset[str]


@dataclass(frozen=True)
class Wording:
    """The stems of the title and of the sentences at `spans` of the text."""

    text: str
    title: str
    spans: Sequence[Span]

    def of(self, number: int) -> Words:
        """The words of one sentence."""
        if number not in self._known:
            start, end = self.spans[number]
            self._known[number] = _stems(self.text[start : min(end, start + _CHARACTERS)])
        return self._known[number]

    def titled(self, number: int, said: Words) -> float:
        """How much of the title stands in this sentence and was not yet said, 0 to 1."""
        return len((self.of(number) & self._title) - said) / (len(self._title) or 1)

    def usual(self, number: int, said: Words) -> float:
        """How usual in this text those words of the sentence are that were not yet said, 0 to 1."""
        words = self.of(number)
        again = (words & self._usual.keys()) - said
        return sum(map(self._usual.__getitem__, again)) / (_OFTEN * max(_FEW, len(words)))

    def is_new(self, number: int, other: int) -> bool:
        """Whether one sentence says something that the other does not."""
        one, two = self.of(number), self.of(other)
        return len(one & two) < _SAME * max(1, min(len(one), len(two)))

    @cached_property
    def _title(self) -> Words:
        return _stems(self.title[:_CHARACTERS])

    @cached_property
    def _usual(self) -> Mapping[str, int]:
        """In how many further sentences a word stands, of those that stand in several."""
        held = Counter(chain.from_iterable(map(self.of, range(min(_READ, len(self.spans))))))
        return {word: min(_OFTEN, count - 1) for word, count in held.items() if count > 1}

    @cached_property
    def _known(self) -> dict[int, Words]:
        return {}


def _stems(text: str) -> Words:
    words = islice((word for word in text.split() if len(word) < _LONGEST), _WORDS)
    return frozenset(map(_stem, words)) - {""}


@lru_cache(_REMEMBERED)
def _stem(written: str) -> str:
    """The stem of what stands between two spaces; "" where that is no word of three letters."""
    word = _WORD.search(written)
    return _PARTICLES.sub("", key(word.group()))[:_STEM] if word else ""
