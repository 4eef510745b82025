"""The readable twin of the fast first pass: it finds nothing out, so that every sentence is read word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from watchlists import Matcher
from watchlists.memory import Memory
from watchlists.normalize import letters, tokens
from watchlists.resolve import Resolver, Word
from watchlists.sieve import Sieve


class Forgetful(Memory):
    """Reads each word anew, by `normalize` alone."""

    def word(self, text: str) -> Word:
        """The word read, never remembered."""
        return self._read(letters(text))


@dataclass(frozen=True)
class Everywhere(Sieve):
    """A sieve that lets everything through."""

    def places(self, texts: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
        """The offset of every word of every text that has any."""
        held = ((at, [token.start for token in tokens(text)]) for at, text in enumerate(texts))
        return ((at, places) for at, places in held if places)


def reference(matcher: Matcher) -> Matcher:
    """The same matcher, without first pass and without memory."""
    resolver: Resolver = matcher._sieve.resolver
    memory = Forgetful(resolver.read, matcher._sieve.memory._marks)
    return replace(matcher, _sieve=Everywhere(memory, matcher._sieve.reach, resolver))
