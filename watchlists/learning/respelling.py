"""Whether a word of the news may be another spelling of a word of a watched name, which the matcher does not believe.

Looser than `typos`, for what a person is asked about: up to three letters may differ where transliterators differ so,
two otherwise, and a word that is written now and then may be the name. Grammar is left out as there. Words are safe
keys. The figures are own choices, set on 9,965 news items with five lists (docs/spellings.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Final

from rapidfuzz.distance import OSA, Levenshtein

from watchlists.advice.commonness import commonness
from watchlists.clitics import splits
from watchlists.guards import ENDINGS, RESPELT, WEAK_LETTERS, Vocabulary, same_stem, vocabulary
from watchlists.normalize import ARTICLE, loose, safe

# Letters, without the article, of a word that may be a name: alone, and beside all other words of a name of several.
_SHORTEST: Final = 5
_SHORTEST_ALIGNED: Final = 3
# Letters from which two differ as transliterators differ, from which any two or three so.
_TWO_CHEAP: Final = 6
_MORE: Final = 7
_MOST_EDITS: Final = 3
# What is written less often is no word of its own.
_NO_WORD: Final = 5
# Per hundred million words: what is written more often is a word of its own. A respelling may be written oftener where
# it is so many times rarer than the name; never that of a place or a given name, which are often those of others.
OWN_WORD: Final = 50
_RESPELT, _TIMES_RARER = 300, 10
_ALIGNED: Final = 10_000
_ALIGNED_PERSON: Final = 1_000
# A form of a word so usual is that word.
_USUAL_STEM: Final = 1_000
# What is written more often than this says nothing of whose name it stands in; of a person's, beside company of theirs
# and without it.
_TELLING: Final = 5_000
_UNCOMMON, _RARE = 1_000, 300
_EDIT: Final = 100
# Of a relation's many: «مقدسيون», and before a further name «مقدسيو».
_YEH: Final = "\N{ARABIC LETTER YEH}"
_PEOPLE: Final = tuple("يون يين يو".split())
_NISBA: Final = tuple("ي يه يين يون يات".split())
_REMEMBERED: Final = 32_768


@dataclass(frozen=True, slots=True)
class Reading:
    """A word of a text without particles that are read off it: as written, and its safe key."""

    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Respelling:
    """Judges words by a vocabulary."""

    words: Vocabulary = field(default_factory=vocabulary)

    def is_telling(self, word: str) -> bool:
        """Whether a word is rare enough to say whose name it is part of."""
        return len(word) >= _SHORTEST_ALIGNED and word not in self.words.function and self.usual(word) <= _TELLING

    def is_uncommon(self, word: str) -> bool:
        """Whether a word of a person's name is no given name that many bear, nor made of one: beside company of theirs
        it says whose name it is."""
        common = commonness()
        return self.usual(word) <= _UNCOMMON and not (common.is_given(word) or common.is_derived(word))

    def is_rare(self, word: str) -> bool:
        """Whether an uncommon word of a person's name says by itself whose it is."""
        return self.is_uncommon(word) and self.usual(word) <= _RARE

    def usual(self, word: str) -> float:
        """How often a word is written, in whichever of the spellings that are one to the matcher."""
        return max(map(self.words.usual, (word, *loose(word))))

    def alone(self, readings: Iterable[Reading], name: str, *, place: bool = False) -> Reading | None:
        """The reading of a word that may be a name of one word; the one that is nearest to it."""
        held = tuple(readings)
        if min(map(len, map(_bare, (name, held[0].key)))) < _SHORTEST or self._is_word(held):
            return None
        one = self._nearest(held, name)
        return one if one and self._alone(one.key, name, place=place) else None

    def aligned(
        self, readings: Iterable[Reading], name: str, *, person: bool, first: bool, told: bool = True
    ) -> Reading | None:
        """The reading of a word that may be this one of a name of several, all others of which stand around it.

        `told` says that they tell whose name it is; for a person, whether it is the `first` makes a difference.
        """
        one = self._nearest(tuple(readings), name, own=person)
        if one is None:
            return None
        cheap, other = self._edits(one.key, name, own=person)
        lengths = len(_bare(one.key)), len(_bare(name))
        if min(lengths) < _SHORTEST_ALIGNED or not _is_near(cheap, other, max(lengths)):
            return None
        most = OWN_WORD if other or not told or (person and first) else _ALIGNED_PERSON if person else _ALIGNED
        return one if self.usual(one.key) <= most else None

    def _nearest(self, readings: tuple[Reading, ...], name: str, *, own: bool = True) -> Reading | None:
        """Of some readings the one that differs least; one without particles where the whole is no word itself."""
        whole = self.words.written(readings[0].key)
        held = [one for one in readings if one == readings[0] or whole <= max(_NO_WORD, self.words.written(one.key))]
        found = [(self._edits(one.key, name, own=own), at) for at, one in enumerate(held)]
        near = [(cheap + other, other, at) for (cheap, other), at in found if cheap or other]
        return held[min(near)[2]] if near else None

    def _alone(self, word: str, name: str, *, place: bool) -> bool:
        cheap, other = self._edits(word, name)
        if not _is_near(cheap, other, max(len(_bare(word)), len(_bare(name)))):
            return False
        if other and word.startswith(ARTICLE) is not name.startswith(ARTICLE):
            return False
        usual = self.usual(word)
        rarer = not place and usual <= _RESPELT and usual * _TIMES_RARER <= self.usual(name)
        return usual <= OWN_WORD or (not other and rarer)

    def _is_word(self, readings: tuple[Reading, ...]) -> bool:
        """Whether what stands there is, in some reading, an ordinary word or a form of one."""
        return any(
            self.words.written(one.key) > _RESPELT or _has_stem(one.key) or _is_people(one.key) for one in readings
        )

    def _edits(self, word: str, name: str, *, own: bool = True) -> tuple[int, int]:
        """`own` says that the word is a name by itself: a family, a town."""
        if is_grammar(word, name) or (own and _is_nisba(_bare(word)) is not _is_nisba(_bare(name))):
            return 0, 0
        return edits(_bare(folded(word)), _bare(folded(name)))


def folded(word: str) -> str:
    """What spellings of a word (its safe key) share that the matcher takes for one."""
    return next(iter(loose(word)), word)


def readings(seen: str) -> tuple[Reading, ...]:
    """A word (its letters), and what is left of it without the particles that it may begin with."""
    return tuple(Reading(one.rest, safe(one.rest)) for one in splits(seen, least=_SHORTEST_ALIGNED))


@lru_cache(_REMEMBERED)
def edits(word: str, name: str) -> tuple[int, int]:
    """How many letters differ as two transliterations do (ج/غ, a weak letter, a letter doubled), and how many else.

    (0, 0) for the same word, and for any two that differ in more than three.
    """
    near = OSA.distance(name, word, score_cutoff=_MOST_EDITS)
    if abs(len(word) - len(name)) > _MOST_EDITS or near > _MOST_EDITS:
        return 0, 0
    if near < Levenshtein.distance(name, word):
        return 0, near  # letters that changed places
    cost = _cost(word, name)
    return near - cost % _EDIT, cost % _EDIT


@lru_cache(_REMEMBERED)
def is_grammar(word: str, name: str) -> bool:
    """Whether an ending, a particle or the article makes one of two words of the other."""
    bare, own = _bare(word), _bare(name)
    if bare == own or any(one.rest in (name, own) for one in splits(word)):
        return True
    if any(one.rest in (word, bare) for one in splits(name)):
        return True
    return same_stem(bare, own, lambda stem: len(stem) >= 3)


def _is_nisba(word: str) -> bool:
    """Whether a word ends as one of relation does: with such an ending more or less a family name is another one."""
    return len(word) > _SHORTEST_ALIGNED and folded(word).endswith(_NISBA)


def _bare(word: str) -> str:
    return word.removeprefix(ARTICLE)


def _cost(word: str, name: str) -> int:
    """Of the fewest edits that make the word of the name those of which most are cheap: `_EDIT` for each, and one more
    for each that is not."""
    more = [_EDIT + (not _is_weak(word, at)) for at in range(len(word))]
    above = [0, *accumulate(more)]
    for place, there in enumerate(name):
        gone = _EDIT + (not _is_weak(name, place))
        row = [above[0] + gone]
        for at, char in enumerate(word):
            other = 0 if there == char else _EDIT + (frozenset((there, char)) not in RESPELT)
            row.append(min(above[at] + other, above[at + 1] + gone, row[at] + more[at]))
        above = row
    return above[-1]


def _is_weak(word: str, at: int) -> bool:
    """Whether transliterators leave a letter out: a weak one, one that stands twice."""
    return word[at] in WEAK_LETTERS or word[at] in word[max(0, at - 1) : at] + word[at + 1 : at + 2]


def _is_near(cheap: int, other: int, length: int) -> bool:
    """Whether so many letters may differ of two words the longer of which is of this length."""
    if other == 0:
        return 0 < cheap <= (1 if length < _TWO_CHEAP else 2 if length < _MORE else _MOST_EDITS)
    return length >= _SHORTEST and cheap + other <= (1 if length < _MORE else 2)


@lru_cache(_REMEMBERED)
def _has_stem(word: str) -> bool:
    """Whether a word is a form of a usual one: «فريقا», «الإضافة»."""
    bare, known = _bare(word), vocabulary()
    stems = (bare.removesuffix(end) for end in ENDINGS if bare.endswith(end))
    return any(len(stem) >= 3 and known.written(stem) > _USUAL_STEM for stem in stems)


@lru_cache(_REMEMBERED)
def _is_people(word: str) -> bool:
    """Whether a word is the sound plural of a relation to something known: «مقدسيو» of «مقدسي»."""
    bare, known = _bare(word), vocabulary()
    stems = [bare.removesuffix(end) for end in _PEOPLE if bare.endswith(end)]
    return any(len(stem) >= 3 and max(map(known.written, (stem + _YEH, stem))) > _NO_WORD for stem in stems)
