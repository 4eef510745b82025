"""The readable twin of the fast first pass: it finds nothing out, so that every sentence is read word by word."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from watchlists import Matcher
from watchlists.lattice import read
from watchlists.memory import Memory
from watchlists.normalize import letters
from watchlists.resolve import Resolver, Word
from watchlists.sentences import sentences
from watchlists.sieve import Lone, Place, Sieve, Sifted


class Forgetful(Memory):
    """Reads each word anew, by `normalize` alone."""

    def word(self, text: str) -> Word:
        """The word read, never remembered."""
        return self._read(letters(text))


@dataclass(frozen=True)
class Everywhere(Sieve):
    """A sieve that lets everything through."""

    def sift(self, texts: Sequence[str], ready: Callable[[Word], bool]) -> Iterator[tuple[int, Lone | Sifted]]:
        """Every sentence of every text, to be looked at around every word."""
        for at, text in enumerate(texts):
            for start, end in sentences(text):
                sentence = read(text, start, end, self.memory, self.resolver)
                yield at, Sifted(sentence, [Place(at) for at in range(len(sentence.words))])


def reference(matcher: Matcher) -> Matcher:
    """The same matcher, without first pass and without memory."""
    resolver: Resolver = matcher._sieve.resolver
    held = matcher._sieve.memory
    memory = Forgetful(resolver.read, held._marks, held._screen)
    return replace(
        matcher, _sieve=Everywhere(memory, matcher._sieve.marker, matcher._sieve.reach, matcher._sieve.extent, resolver)
    )
