"""How much an article and an open story have in common by degrees, beside the other stories that it is compared with.

What all stories of its kind have tells little: a party of which half of them speak, a place where much happens, words
and concepts that every report has. Pure.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from functools import cached_property
from math import log

from bot.core.agreeing import same_script
from bot.core.features import Features
from bot.core.headlines import told

# Among fewer stories nothing is usual, and what only one of them has is no rarer than it would be among so many.
_FEW, _SOME, _LEAST = 8, 3, 10
# Headlines that tell of fewer concepts than this say too little for their share to count, and so many figures in common
# are as good as more. Own choices.
_LITTLE, _MOST_FIGURES = 2.0, 2


@dataclass(frozen=True, slots=True)
class Degrees:
    """What an article and a story have in common.

    `headlines` is how much of what their headlines say the other says, too, 0 to 2 (see headlines), `own` the same
    without names and phrases found in both; `themes` the share of the concepts of the headlines that the other speaks
    of, rarer ones counting more, `concepts` how rare all concepts in common are together and `rarest` the rarest of
    them; `place` and `parties` how rare the places and parties in common are; `figures` how many greater numbers both
    have; `days` the time between.
    """

    headlines: float = 0.0
    own: float = 0.0
    themes: float = 0.0
    concepts: float = 0.0
    rarest: float = 0.0
    place: float = 0.0
    parties: float = 0.0
    figures: float = 0.0
    days: float = 0.0

    @property
    def points(self) -> float:
        """What they give together, of the scale of the points of facts (see agreeing)."""
        return sum(worth * float(getattr(self, name)) for name, worth in _WORTH.items())


# By the regression that gave the points of facts.
_WORTH: Mapping[str, float] = {
    "headlines": 4.3,
    "own": 2.3,
    "themes": 2.25,
    "concepts": -0.18,
    "rarest": 0.74,
    "place": 0.37,
    "parties": 0.48,
    "figures": 2.5,
    "days": -1.6,
}
assert _WORTH.keys() == {one.name for one in fields(Degrees)}


class Field:
    """The open stories that an article is compared with."""

    def __init__(self, one: Features, others: Sequence[Features]) -> None:
        self._one, self._others = one, others

    @cached_property
    def usual(self) -> Mapping[str, float]:
        """How much less each word of the article tells as many of them have it: 0 of none to 1 of all."""
        if len(self._others) < _FEW:
            return {}
        held = Counter(word for other in self._others for word in self._one.words & other.words)
        some, kinds = log(_SOME), log(len(self._others))
        return {word: (log(number) - some) / (kinds - some) for word, number in held.items() if number > _SOME}

    def degrees(self, other: Features, between: timedelta) -> Degrees:
        """What the article has in common with one of them, given the time between."""
        one = self._one
        headlines, own = told(one, other, self.usual) if same_script(one.words, other.words) else (0.0, 0.0)
        both = one.concepts & other.concepts
        said = self._rarity(one.headed) + self._rarity(other.headed)
        themes = self._rarity(one.headed & other.concepts) + self._rarity(other.headed & one.concepts)
        places = (one.places | one.wider) & (other.places | other.wider)
        return Degrees(
            headlines=headlines,
            own=own,
            themes=themes / max(_LITTLE, said),
            concepts=self._rarity(both),
            rarest=max(map(self._rare, both), default=0.0),
            place=max(map(self._rare, places), default=0.0),
            parties=self._rarity(one.parties & other.parties),
            figures=min(_MOST_FIGURES, len(one.figures & other.figures)),
            days=between / timedelta(days=1),
        )

    def _rarity(self, names: Collection[str]) -> float:
        return sum(map(self._rare, names))

    def _rare(self, name: str) -> float:
        """How rare a concept, a place or a party is: 0 for one that all of them have."""
        return log((self._number + 1) / max(1, self._held[name]))

    @cached_property
    def _number(self) -> int:
        return max(_LEAST, len(self._others))

    @cached_property
    def _held(self) -> Counter[str]:
        """How many of them have each concept, place and party; these have no names in common."""
        return Counter(name for other in self._others for name in _named(other))


def _named(one: Features) -> Iterator[str]:
    yield from one.concepts
    yield from one.places | one.wider
    yield from one.parties
