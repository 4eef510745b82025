"""Proclitics as alternatives: every way to read particles off the front of a word, never a stem.

The particles are {و ف}? {ب ل ك}?, stacked as the grammar stacks them. The article is left on the word; where it
has merged with ل (للقاعدة) it is put back, since the watched word may carry it.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from watchlists.normalize import ALEF, ARTICLE, LAM

CONJUNCTIONS = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}"
PREPOSITIONS = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}"
_REMEMBERED = 16_384
_CONJUNCTIONS, _PREPOSITIONS = frozenset(CONJUNCTIONS), frozenset(PREPOSITIONS)


class Split(NamedTuple):
    """Particles read off a word, and the word that remains. `particles` is empty for the word as it stands."""

    particles: str
    rest: str

    @property
    def how(self) -> tuple[str, ...]:
        """The code that explains the reading, such as `clitic:و+ل`."""
        return (f"clitic:{'+'.join(self.particles)}",) if self.particles else ()


@lru_cache(_REMEMBERED)
def splits(word: str, least: int = 2) -> tuple[Split, ...]:
    """All readings of a word, itself first; what remains has at least `least` letters."""
    every = ((particles, rest) for particles in _particles(word) for rest in _rests(word, particles))
    return (Split("", word), *(Split(particles, rest) for particles, rest in every if len(rest) >= least))


def _particles(word: str) -> Iterator[str]:
    first, second = word[:1], word[1:2]
    if first in _PREPOSITIONS:
        yield first
    elif first in _CONJUNCTIONS:
        yield first
        if second in _PREPOSITIONS:
            yield first + second


def _rests(word: str, particles: str) -> Iterator[str]:
    rest = word[len(particles) :]
    yield rest
    if particles.endswith(LAM) and rest.startswith(LAM):
        yield ALEF + rest
        yield ARTICLE + rest
