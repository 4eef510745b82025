"""Whether a word of the text, one edit from a watched one, is a misspelling of it.

What decides is how usual the text's word is: a spelling that nobody else writes is taken for the name, a word of its
own is not. Beside the rest of a name of several words more is believed. Numbers are occurrences per hundred million
words; the gates were set on labelled sentences with planted errors (`tests/bench/planted.py`).
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from watchlists.clitics import splits
from watchlists.fuzzy import SHORTEST, SHORTEST_AIDED, UNAIDED, Deletions, Edit, is_cheap
from watchlists.guards import LEAST_RIVAL, LEAST_USUAL, Vocabulary, is_respelt, one_edit, same_stem
from watchlists.normalize import ARTICLE

# What the watched word is part of: a name of one word, an event phrase, a name of several words, that of a person.
Part = Literal["single", "several", "person"]

# What is written less often is no word of its own.
_NO_WORD = 5
# What is written as often as this is never a single name misspelt, however usual the name.
_OWN_WORD = 50
# A neighbour of the text's word so many times as usual as the name, and at least `LEAST_RIVAL`, may be meant as well.
_RIVAL = 10


class Support(NamedTuple):
    """A kind of support: how many other words of the name, and which gates open with it.

    `cheap` and `other` say how much rarer than the name a misspelling must be: one as two transliterators differ, any
    other. `most_cheap` and `most` are what is written too often to be one.
    """

    words: int
    cheap: int
    other: int
    most_cheap: int
    most: int


_ALONE = Support(0, 10, 100, _OWN_WORD, _OWN_WORD)
_ONE, _TWO = Support(1, 2, 3, 5_000, 1_000), Support(2, 1, 1, 1_000_000, 1_000_000)
# Another given name is another person: there a word of its own is hardly ever a typo.
_PERSON = Support(1, 5, 10, 2_000, 2_000)
_SUPPORTS: dict[Part, tuple[Support, ...]] = {
    "single": (_ALONE,),
    "person": (_ALONE, _PERSON),
    "several": (_ONE, _TWO),
}


@dataclass(frozen=True, slots=True)
class Typos:
    """Judges edits by a vocabulary. How usual each watched name is, is remembered."""

    vocabulary: Vocabulary
    _owns: dict[str, float] = field(repr=False, default_factory=dict)

    def usual(self, seen: str, rest: str) -> float:
        """How usual a word is (safe keys): as it stands, or behind the particles that are read off it."""
        known = self.vocabulary.usual(rest)
        return known if seen == rest else max(known, self.vocabulary.usual(seen))

    def support(self, change: Edit, name: str, word: str, usual: float, part: Part) -> int | None:
        """How many other words of the name must stand beside it for the edit to be a typo; None where it is none.

        None where grammar explains the edit, or the text's word is a word of its own. An ending is believed to be
        wrong where two other words of a name, not of a person's, are right.
        """
        if len(name) < (SHORTEST if part == "single" else SHORTEST_AIDED):
            return None
        words = 0 if usual < _NO_WORD else self._wanted(name, usual, part, cheap=_is_cheap(change, word))
        if words is None or _is_particle(name, word):
            return None
        if self._is_form(change, name, word, usual, part):
            return _TWO.words if part == "several" else None
        return words or (0 if self._is_sure(change, name, word) else 1)

    def _wanted(self, name: str, usual: float, part: Part, *, cheap: bool) -> int | None:
        """How many other words must stand beside it for a word so usual to be this name misspelt."""
        own = self._own(name)
        for one in _SUPPORTS[part]:
            times, most = (one.cheap, one.most_cheap) if cheap else (one.other, one.most)
            if usual < most and usual * times <= own:
                return one.words
        return None

    def _is_sure(self, change: Edit, name: str, word: str) -> bool:
        """Whether a typo needs no rest of a name beside it."""
        if len(name) < SHORTEST:
            return False
        return len(name) >= UNAIDED or not self._is_rivalled(change, name, word)

    def _own(self, name: str) -> float:
        own = self._owns.get(name)
        if own is None:
            own = self._owns[name] = max(LEAST_USUAL, self.vocabulary.usual(name))
        return own

    def _is_form(self, change: Edit, name: str, word: str, usual: float, part: Part) -> bool:
        """Whether grammar explains the edit: an ending on the name or on a stem that is a word; a particle dropped."""
        unseen = usual < _NO_WORD
        if unseen and (part != "single" or change.doubles(word)):
            return not change.doubles(word) and same_stem(word, name, lambda stem: False)
        dropped = any(one.rest == word for one in splits(name))
        return dropped or same_stem(word, name, lambda stem: self.vocabulary.usual(stem) >= _NO_WORD)

    def _is_rivalled(self, change: Edit, name: str, word: str) -> bool:
        own = self._own(name)
        cheap = _is_cheap(change, word)
        if len(name) == SHORTEST:
            least, near = own, one_edit(word) & self.vocabulary.usual_words
        else:
            least, near = max(own * _RIVAL, LEAST_RIVAL), {word, *_near(self.vocabulary.very_usual).near(word)}
            near &= self.vocabulary.very_usual
        rivals = (one for one in near if one != name and self.vocabulary.written(one) > least)
        return any(not cheap or is_respelt(one, word) for one in rivals)


@cache
def _near(words: frozenset[str]) -> Deletions:
    return Deletions(words)


def _is_particle(name: str, word: str) -> bool:
    """Whether the edit is a particle before the name."""
    return any(one.rest in (name, name.removeprefix(ARTICLE)) for one in splits(word))


def _is_cheap(change: Edit, word: str) -> bool:
    return is_cheap(change.how) or change.doubles(word)
