"""How common a word is: as any word of Arabic or English, as a given name, and as a family name made of one.

Counts are occurrences in a hundred million words. They come from the tables in `words`; what is in no table is taken
to be as rare as what just missed it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from watchlists.guards import Vocabulary, vocabulary
from watchlists.normalize import ARTICLE, is_arabic, key, letters

# What a word that no table holds is taken for, and a name whose consonants are those of a common one.
RAREST = 10
_GIVEN, _DERIVED = 1000, 300
_YEHS = ("\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER ALEF MAKSURA}")
# Letters that transliterators write in several ways, in the order in which they are replaced.
_RESPELT = (
    (r"[-'`’‘ʿʾ]", ""), (r"kh", "x"), (r"gh", "g"), (r"th", "t"), (r"dh|z", "d"), (r"sh|ch", "c"), (r"ph", "f"),
    (r"q|k", "k"), (r"[aeiouy]+", ""), (r"v", "f"), (r"(.)\1+", r"\1"),
)  # fmt: skip
_SHORTEST_SKELETON = 3
# The table of general Arabic has no words of two letters; a name of so few is some word, too.
_SHORT, _SHORT_WORD = 2, 3000
_REMEMBERED = 65_536


@dataclass(frozen=True, eq=False)
class Commonness:
    """The tables, folded. Immutable."""

    vocabulary: Vocabulary
    latin: Mapping[str, int] = field(repr=False)
    given: frozenset[str] = field(repr=False)
    given_latin: frozenset[str] = field(repr=False)
    skeletons: frozenset[str] = field(repr=False)

    def count(self, word: str) -> int:
        """How often a word of either script is written; names that many bear at least as often as a common one."""
        return _counted(self, word)

    def is_given(self, word: str) -> bool:
        """Whether a word is a given name that many bear, in either script, or a Latin spelling of its consonants."""
        return _given(self, word)

    def is_derived(self, word: str) -> bool:
        """Whether a word is a common name with an ending or an article: أحمدي, الحسن, Ahmadi, Mohammadzai."""
        return any(self.is_given(stem) for stem in _stems(word))

    def is_ordinary(self, word: str) -> bool:
        """Whether a word stands in ordinary texts and is no mere name: its count is high, or it is a function word."""
        seen = letters(word)
        if is_arabic(seen):
            return seen in self.vocabulary.function or self.vocabulary.known(seen) or self.count(word) > _DERIVED
        return self.latin.get(seen, 0) > _GIVEN

    def of_arabic(self, folded: str) -> int:
        """The count of a word by its safe key."""
        written = self.vocabulary.written(folded)
        if self.is_given(folded):
            return max(written, _GIVEN)
        if folded in self.vocabulary.function_keys or len(folded) < 2:
            return max(written, 1_000_000)
        least = RAREST if len(folded) > _SHORT else _SHORT_WORD
        return max(written, least, _DERIVED * self.is_derived(folded))

    def of_latin(self, seen: str) -> int:
        """The count of a word in plain Latin letters."""
        if len(seen) < 2:
            return 1_000_000
        return max(self.latin.get(seen, 0), RAREST, _GIVEN * self.is_given(seen), _DERIVED * self.is_derived(seen))

    def is_respelt(self, seen: str) -> bool:
        """Whether a Latin word has the consonants of a common given name."""
        bones = skeleton(seen)
        return len(bones) >= _SHORTEST_SKELETON and bones in self.skeletons


@lru_cache(_REMEMBERED)
def _counted(common: Commonness, word: str) -> int:
    seen = letters(word)
    return common.of_arabic(key(word)) if is_arabic(seen) else common.of_latin(seen)


@lru_cache(_REMEMBERED)
def _given(common: Commonness, word: str) -> bool:
    seen = letters(word)
    if is_arabic(seen):
        return key(word) in common.given
    return seen in common.given_latin or (seen not in common.latin and common.is_respelt(seen))


def skeleton(seen: str) -> str:
    """The consonants of a Latin name as far as transliterators agree on them: Mohammed, Muhamad are all `mhmd`."""
    for pattern, instead in _RESPELT:
        seen = re.sub(pattern, instead, seen)
    return seen


@cache
def commonness() -> Commonness:
    """The tables shipped in `words`."""
    lines = (files("watchlists") / "words" / "given_names.txt").read_text("utf-8").splitlines()
    names = [word for line in lines if not line.startswith("#") for word in line.split()]
    latin = frozenset(letters(word) for word in names if not is_arabic(word))
    arabic = frozenset(key(word) for word in names if is_arabic(word))
    return Commonness(vocabulary(), _latin_counts(), arabic, latin, frozenset(_skeletons(latin)))


def _skeletons(names: Iterable[str]) -> Iterator[str]:
    return (bones for bones in map(skeleton, names) if len(bones) >= _SHORTEST_SKELETON)


def _stems(word: str) -> Iterator[str]:
    """What a word may be made of: without its article, and without the ending of a nisba."""
    seen = letters(word)
    if not is_arabic(seen):
        yield from (seen[: -len(end)] for end in ("zai", "zada", "zadeh", "i", "ullah") if seen.endswith(end))
        return
    bare = seen.removeprefix(ARTICLE)
    for stem in (seen, bare):
        if stem != seen:
            yield stem
        if stem.endswith(_YEHS):
            yield stem[:-1]


def _latin_counts() -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in (files("watchlists") / "words" / "latin.tsv").read_text("utf-8").splitlines():
        count, _, held = row.partition("\t")
        counts.update(dict.fromkeys(held.split(), int(count)))
    return counts
