"""What ordinary words are, so that no fold, particle or edit turns one into a watched name."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain

from watchlists.clitics import splits
from watchlists.normalize import ALEF, ARTICLE, key, loose

# Documents (of some 10,000) in which a word must stand to count as frequent, hence no misspelling.
FREQUENT = 3
# A word this many times as frequent as the name's own spelling is another word (آي and أي).
_FAR_MORE = 4
# A stem must be this frequent for its regular endings to count as ordinary words too (طالب: طالبات).
_STEM = 10
_ENDINGS = ("تان", "تين", "ات", "ان", "ين", "ون", "ها", "هم", "يه", "ية", "ه", "ة", "ت", "ي", "ا", "وا")
# Endings of nisba, gender, number and pronouns, by their safe key: two words that differ in one are no typos of
# each other (طالبان and طالبات, رومانيا and رومانية). A final ا for ه is not among them: names are spelt so.
ENDINGS = ("", *"ي ى ه ت يا يه يت ين ون ان ات يين يون يان يات يتين تين تان تا ها هم هن نا وا".split())
_ENDINGS_OF_NAMES, _LONGEST_ENDING = frozenset(ENDINGS), max(map(len, ENDINGS))
_YEH, _HEH = "\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER HEH}"
_NISBA = (_YEH, "\N{ARABIC LETTER ALEF MAKSURA}")
# Occurrences per hundred million words that a document of the news list is worth.
_A_DOCUMENT = 5
# How often a word carries a particle; those not named here, and all that stack, carry it less often.
_RATES = {"\N{ARABIC LETTER WAW}": 0.03, "\N{ARABIC LETTER BEH}": 0.02, "\N{ARABIC LETTER LAM}": 0.02}
_LOW_RATE = 0.002
_REMEMBERED = 16_384
# A watched name is taken to be at least so usual, whatever the list of words says: per hundred million words.
LEAST_USUAL = 200
# What is written as often as this, per hundred million words, may be meant as well as a watched name.
LEAST_RIVAL = 10_000
# Pairs of letters that two transliterators of one name disagree on, and letters that one of them leaves out.
RESPELT = frozenset(
    frozenset(pair) for pair in "جغ زس اي او تط سش سص حه ثت دث اه وي قك غق جق غك جك دض زظ ضظ دذ".split()
)
WEAK_LETTERS = frozenset("ايو")
_ALPHABET = "\N{ARABIC LETTER HAMZA}\N{ARABIC LETTER ALEF}" + "".join(
    chr(code) for code in range(0x626, 0x64B) if 0x628 <= code <= 0x63A or code in (0x626, 0x624) or code >= 0x641
)


@dataclass(frozen=True)
class Vocabulary:
    """Function words, and document counts of ordinary words as `normalize.letters` sees them.

    `general` says by safe key how often words stand in hundred million words of general Arabic.
    """

    function: frozenset[str]
    counts: Mapping[str, int]
    by_key: Mapping[str, int] = field(repr=False, default_factory=dict)
    function_keys: frozenset[str] = field(repr=False, default=frozenset())
    general: Mapping[str, int] = field(repr=False, default_factory=dict)

    @classmethod
    def of(
        cls, function: frozenset[str], counts: Mapping[str, int], general: Mapping[str, int] | None = None
    ) -> "Vocabulary":
        """A vocabulary whose counts are also summed by safe key."""
        by_key: dict[str, int] = {}
        for word, count in counts.items():
            by_key[key(word)] = by_key.get(key(word), 0) + count
        return cls(function, counts, by_key, frozenset(_spellings(function)), general or {})

    def written(self, word: str) -> int:
        """How often a word (by safe key) is written, per hundred million words."""
        return max(self.general.get(word, 0), self.by_key.get(word, 0) * _A_DOCUMENT)

    @cached_property
    def usual_words(self) -> frozenset[str]:
        """The words (by safe key) that are written more often than `LEAST_USUAL`."""
        return frozenset(one for one in chain(self.general, self.by_key) if self.written(one) > LEAST_USUAL)

    @cached_property
    def very_usual(self) -> frozenset[str]:
        """The words (by safe key) that are written more often than `LEAST_RIVAL`."""
        return frozenset(one for one in self.usual_words if self.written(one) > LEAST_RIVAL)

    def usual(self, word: str) -> float:
        """How often a word (by safe key) is written, or must be since it may be a particle and a frequent word."""
        return max([self.written(rest) * _rate(particles) for particles, rest in splits(word, least=3)])

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


def same_stem(word: str, name: str, known: Callable[[str], bool] = bool) -> bool:
    """Whether two words (by safe key) differ only in an ending of the grammar.

    The name with an ending, a nisba of it, or two endings on one stem; that stem must be a `known` word.
    """
    if name.endswith(ALEF) and _endings(word).get(name[:-1], "").startswith(_YEH):
        return True
    if name.endswith(_YEH + _HEH) and word == name[:-1] + ALEF:
        return False
    mine, its = _endings(word), _endings(name)
    shared = (stem for stem in mine.keys() & its.keys() if not _lacks_yeh(mine[stem], its[stem]))
    return any(stem == name or mine[stem].startswith(_NISBA) or known(stem) for stem in shared)


def _lacks_yeh(one: str, other: str) -> bool:
    """Whether two endings differ in a ي that writers drop: العلويين and العلوين."""
    return bool(one and other) and one != other and (one == _YEH + other or other == _YEH + one)


def is_respelt(word: str, name: str) -> bool:
    """Whether two words one edit apart differ as two transliterations of one name do: ج/غ, or a weak letter."""
    at = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    if len(word) == len(name):
        return word[at + 1 :] == name[at + 1 :] and frozenset((word[at], name[at])) in RESPELT
    longer, shorter = (word, name) if len(word) > len(name) else (name, word)
    return longer[:at] + longer[at + 1 :] == shorter and longer[at] in WEAK_LETTERS


@lru_cache(_REMEMBERED)
def _endings(word: str) -> Mapping[str, str]:
    """The stems that a word may have, each with its ending."""
    parts = ((word[:at], word[at:]) for at in range(len(word), max(2, len(word) - _LONGEST_ENDING - 1), -1))
    return {stem: end for stem, end in parts if end in _ENDINGS_OF_NAMES}


def _spellings(words: Iterable[str]) -> Iterator[str]:
    """Each word by sight, and as those write it who leave its hamza out."""
    for word in words:
        yield _by_sight(word)
        yield next(iter(loose(key(word))), key(word))


def _by_sight(word: str) -> str:
    """The word with its final letters and hamza seats folded, but each alef as it stands: أي is not إي."""
    return next(iter(loose(word)), word)


def _rate(particles: str) -> float:
    return math.prod([_RATES.get(one, _LOW_RATE) for one in particles]) if particles else 1.0


@cache
def vocabulary() -> Vocabulary:
    """The words shipped beside this package."""
    folder = files("watchlists") / "words"
    lines = (folder / "function_words.txt").read_text("utf-8").splitlines()
    function = frozenset(word for line in lines if not line.startswith("#") for word in line.split())
    return Vocabulary.of(function, _counts(folder / "frequent.tsv"), _counts(folder / "general.tsv"))


def _counts(table: Traversable) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in table.read_text("utf-8").splitlines():
        count, _, held = row.partition("\t")
        counts.update(dict.fromkeys(held.split(), int(count)))
    return counts


def one_edit(word: str) -> set[str]:
    """Every word one insertion, deletion, substitution or swap away, over the Arabic letters."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    near = {left + right[1:] for left, right in parts if right}
    near |= {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    near |= {left + char + right[1:] for left, right in parts if right for char in _ALPHABET}
    return near | {left + char + right for left, right in parts for char in _ALPHABET}
