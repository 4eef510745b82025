"""One edit between a word of the text and a watched word: found by shared deletions, verified by distance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz.distance import OSA

from watchlists.guards import RESPELT, WEAK_LETTERS

# Letters of the watched word (safe key, article counted) from which it may carry one edit: where it is one word of a
# name, at all, and where an ordinary word lies as near to what stands there.
SHORTEST_AIDED, SHORTEST, UNAIDED = 3, 5, 8
# Letters of a whole name from which two of its words may carry an edit each.
TWO_EDITS = 10


@dataclass(frozen=True, slots=True)
class Edit:
    """What a writer changed: the watched letters and those that stand there, and where."""

    there: str
    instead: str
    at: int

    def doubles(self, word: str) -> bool:
        """Whether a letter of the text's word was merely typed twice."""
        return not self.there and self.instead in (word[self.at - 1 : self.at], word[self.at + 1 : self.at + 2])

    @property
    def how(self) -> str:
        """`typo:س→ش`; `typo:-ي` a letter left out, `typo:+ي` a letter too many."""
        if not self.instead:
            return f"typo:-{self.there}"
        return f"typo:{self.there}→{self.instead}" if self.there else f"typo:+{self.instead}"


class Deletions:
    """Watched words by what is left of them without one letter. Immutable after construction."""

    def __init__(self, words: Iterable[str]) -> None:
        self._table: dict[str, tuple[str, ...]] = {}
        self._add(words)

    def adding(self, words: Iterable[str]) -> "Deletions":
        """These words and more, which are not among them."""
        both = Deletions(())
        both._table = self._table.copy()
        both._add(words)
        return both

    def near(self, word: str) -> Sequence[str]:
        """The watched words exactly one insertion, deletion, substitution or swap away."""
        held = [names for names in map(self._table.get, _shorter(word)) if names]
        if not held:
            return ()
        seen = dict.fromkeys(chain.from_iterable(held))
        return [one for one in seen if OSA.distance(one, word, score_cutoff=1) == 1]

    def _add(self, words: Iterable[str]) -> None:
        for word in words:
            for left in _shorter(word):
                self._table[left] = (*self._table.get(left, ()), word)


def edit(watched: str, word: str) -> Edit:
    """The one edit from a watched word to a word of the text."""
    shorter = min(len(watched), len(word))
    at = tail = 0
    while at < shorter and watched[at] == word[at]:
        at += 1
    while tail < shorter - at and watched[-1 - tail] == word[-1 - tail]:
        tail += 1
    return Edit(watched[at : len(watched) - tail], word[at : len(word) - tail], at)


def is_cheap(how: str) -> bool:
    """Whether transliterations of one name commonly differ as this code of an edit says."""
    letters = frozenset(how.removeprefix("typo:")) - frozenset("+-→")
    return letters in RESPELT if len(letters) == 2 else letters <= WEAK_LETTERS


def _shorter(word: str) -> list[str]:
    """The word, and what is left of it without each of its letters; of a letter that stands twice running, once."""
    without = [word[:at] + word[at + 1 :] for at in range(len(word)) if word[at : at + 1] != word[at + 1 : at + 2]]
    return [word, *without]
