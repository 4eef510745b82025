"""What ordinary words are, so that no fold, particle or edit turns one into a watched name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from watchlists.clitics import splits
from watchlists.normalize import ARTICLE, key, loose

# Documents (of some 10,000) in which a word must stand to count as frequent, hence no misspelling.
FREQUENT = 3
# A word this many times as frequent as the name's own spelling is another word (آي and أي).
_FAR_MORE = 4
# A stem must be this frequent for its regular endings to count as ordinary words too (طالب: طالبات).
_STEM = 10
_ENDINGS = ("تان", "تين", "ات", "ان", "ين", "ون", "ها", "هم", "يه", "ية", "ه", "ة", "ت", "ي", "ا", "وا")
_ALPHABET = "\N{ARABIC LETTER HAMZA}\N{ARABIC LETTER ALEF}" + "".join(
    chr(code) for code in range(0x626, 0x64B) if 0x628 <= code <= 0x63A or code in (0x626, 0x624) or code >= 0x641
)


@dataclass(frozen=True)
class Vocabulary:
    """Function words, and document counts of ordinary words as `normalize.letters` sees them."""

    function: frozenset[str]
    counts: Mapping[str, int]
    by_key: Mapping[str, int] = field(repr=False, default_factory=dict)
    function_keys: frozenset[str] = field(repr=False, default=frozenset())

    @classmethod
    def of(cls, function: frozenset[str], counts: Mapping[str, int]) -> "Vocabulary":
        """A vocabulary whose counts are also summed by safe key."""
        by_key: dict[str, int] = {}
        for word, count in counts.items():
            by_key[key(word)] = by_key.get(key(word), 0) + count
        return cls(function, counts, by_key, frozenset(_spellings(function)))

    def frequent(self, word: str, least: int = FREQUENT) -> bool:
        """Whether a word, in any spelling of its alefs and its ta marbuta, is an ordinary word of the news."""
        return word in self.function or self.by_key.get(key(word), 0) >= least

    def frequency(self, word: str) -> int:
        """How many news items hold a word in any spelling; function words stand in all of them."""
        return 1_000_000 if word in self.function else self.by_key.get(key(word), 0)

    def ordinary(self, word: str) -> bool:
        """Whether a word is frequent, or a frequent word with a regular ending."""
        stems = (word[: -len(end)] for end in _ENDINGS if word.endswith(end))
        return self.frequent(word) or any(len(stem) >= 3 and self.frequent(stem, _STEM) for stem in stems)

    def known(self, word: str) -> bool:
        """Whether a word, or what remains of it behind particles, is an ordinary word."""
        return any(self.ordinary(one.rest) for one in splits(word, least=3))

    def is_function(self, seen: str) -> bool:
        """Whether writers spell a function word like this: `على`, and `علي` too, which is also a name."""
        return _by_sight(seen) in self.function_keys

    def is_other_word(self, seen: str, name: str) -> bool:
        """Whether the text's spelling is a word of its own: `أي` for the name `آي`, `رئيس` for `رييس`."""
        there = self.counts.get(seen, 0)
        return there >= max(FREQUENT, _FAR_MORE * self.counts.get(name, 0))

    def is_false_split(self, whole: str, rest: str) -> bool:
        """Whether a word that could be particle and name is rather an ordinary word: `كبار`, `فريد`."""
        if whole in self.function:
            return True
        count = self.counts.get(whole, 0)
        return count >= FREQUENT and count > self.counts.get(rest, 0)

    def is_proper(self, word: str) -> bool:
        """Whether a word takes no article in the news, as names do not: `داعش` but not `جامعة`."""
        return not word.startswith(ARTICLE) and not self.frequent(ARTICLE + word)

    def crowded(self, word: str) -> bool:
        """Whether another ordinary word lies within one edit of a name, besides its own derived forms."""
        return any(near != word and not derived(near, word) and self.ordinary(near) for near in _one_edit(word))


def _spellings(words: Iterable[str]) -> Iterator[str]:
    """Each word by sight, and as those write it who leave its hamza out."""
    for word in words:
        yield _by_sight(word)
        yield next(iter(loose(key(word))), key(word))


def _by_sight(word: str) -> str:
    """The word with its final letters and hamza seats folded, but each alef as it stands: أي is not إي."""
    return next(iter(loose(word)), word)


def derived(word: str, name: str) -> bool:
    """Whether a word is a name with a particle or an ending of the grammar, or a nisba's own noun."""
    longer, shorter = (word, name) if len(word) > len(name) else (name, word)
    if len(longer) != len(shorter) + 1:
        return False
    return longer[:-1] == shorter or longer[1:] == shorter or longer == f"{shorter[:1]}{ARTICLE}{shorter[1:]}"


@cache
def vocabulary() -> Vocabulary:
    """The words shipped beside this package."""
    folder = files("watchlists") / "words"
    lines = (folder / "function_words.txt").read_text("utf-8").splitlines()
    function = frozenset(word for line in lines if not line.startswith("#") for word in line.split())
    rows = (row.split("\t") for row in (folder / "frequent.tsv").read_text("utf-8").splitlines())
    return Vocabulary.of(function, {word: int(count) for count, held in rows for word in held.split()})


def _one_edit(word: str) -> set[str]:
    """Every word one insertion, deletion, substitution or swap away, over the Arabic letters."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    near = {left + right[1:] for left, right in parts if right}
    near |= {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    near |= {left + char + right[1:] for left, right in parts if right for char in _ALPHABET}
    return near | {left + char + right for left, right in parts for char in _ALPHABET}
