"""The readable twin of the fast first pass: it finds nothing out, so that every sentence is read word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from watchlists import Matcher
from watchlists.lattice import read
from watchlists.memory import Memory
from watchlists.normalize import letters
from watchlists.passage import Passage, Place, Sifted
from watchlists.resolve import Resolver, Word
from watchlists.sentences import sentences
from watchlists.sieve import Sieve


class Forgetful(Memory):
    """Reads each word anew, by `normalize` alone."""

    def words(self, texts: Sequence[str]) -> list[Word]:
        """The words read, never remembered."""
        return [self._read(letters(text)) for text in texts]


@dataclass(frozen=True)
class Everywhere(Sieve):
    """A sieve that lets everything through."""

    def sift(self, texts: Sequence[str]) -> Iterator[Passage]:
        """Every sentence of every text, to be looked at around every word."""
        for number, text in enumerate(texts):
            held = [read(text, *span, self.memory, self.resolver) for span in sentences(text)]
            yield Passage(number, text, (), [Sifted(one, [Place(at) for at in range(len(one.words))]) for one in held])


def reference(matcher: Matcher) -> Matcher:
    """The same matcher, without first pass and without memory."""
    resolver: Resolver = matcher._sieve.resolver
    sieve, held = matcher._sieve, matcher._sieve.memory
    memory = Forgetful(resolver.read, held._marks, held._screen)
    return replace(matcher, _sieve=Everywhere(memory, sieve.marker, sieve.reach, sieve.extent, sieve.joints, resolver))
