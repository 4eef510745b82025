"""A few watched words with all that reads them, for the tests of what stands between words and hits."""

from collections.abc import Sequence

from watchlists.align import Aligner, Alignment, Limits
from watchlists.guards import vocabulary
from watchlists.lattice import Sentence, read
from watchlists.lexicon import Lexeme, Lexicon, Mode
from watchlists.marks import ANCHOR, GUESSED, Marks
from watchlists.memory import Memory
from watchlists.normalize import letters, tokens
from watchlists.patterns import CONNECTORS, Gap, Pattern, Slot
from watchlists.resolve import Resolver
from watchlists.screen import Screen


class Watched:
    """Watched words by number, in the order in which they are given."""

    def __init__(self, *lexemes: Lexeme) -> None:
        self.lexicon = Lexicon.build(lexemes, vocabulary())
        self.resolver = Resolver(self.lexicon, vocabulary())
        screen = Screen.of(self.lexicon, lambda _: Marks(ANCHOR | GUESSED, 1))
        self.memory = Memory(self.resolver.read, lambda _: Marks(), screen)

    def read(self, text: str) -> Sentence:
        """All of a text as one sentence, word by word."""
        return read(text, 0, len(text), self.memory, self.resolver)


def words(text: str) -> list[str]:
    """The words of a name as a reader sees them."""
    return [letters(token.text) for token in tokens(text)]


def aligned(
    name: str, text: str, gap: Gap = "none", mode: Mode = "name", anchor: int = 0, limits: Limits | None = None
) -> Alignment | None:
    """The cheapest alignment of a name, around its word number `anchor`, in a text of one sentence.

    Connectors inside the name may be missing; a word of one letter is no content.
    """
    seen = words(name)
    watched = Watched(*(Lexeme(word, mode, fuzzy=True) for word in dict.fromkeys(seen)))
    pattern = Pattern(0, _slots(seen), gap)
    sentence = watched.read(text)
    aligner = Aligner(vocabulary(), limits or Limits())
    edges = sentence.of(pattern.slots[anchor].lexeme)
    found = [one for one in (aligner.align(pattern, anchor, edge, sentence) for edge in edges) if one is not None]
    return min(found, key=lambda one: one.cost, default=None)


def _slots(seen: Sequence[str]) -> tuple[Slot, ...]:
    numbers = {word: number for number, word in enumerate(dict.fromkeys(seen))}
    last = len(seen) - 1
    return tuple(Slot(numbers[word], word, 0 < at < last and word in CONNECTORS) for at, word in enumerate(seen))
