"""One edit between a word of the text and a watched word: found by shared deletions, verified by distance."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from rapidfuzz.distance import OSA

# Letters of the watched word (safe key, article counted) from which it may carry one edit at all, and without
# anything else to support it.
SHORTEST, UNAIDED = 5, 8
# Letters of a whole name from which it may carry two edits.
TWO_EDITS = 14

# Pairs that two transliterators of one name disagree on: a typo along one of them costs less.
_CHEAP = frozenset(
    frozenset(pair)
    for pair in ("جغ", "زس", "اي", "او", "تط", "سش", "سص", "حه", "ثت", "اه", "وي", "قك", "غق", "دض", "زظ")
)
_WEAK_LETTERS = frozenset("ايو")
# Endings of nisba, gender, number and pronouns, by their safe key: two words that differ in one are no typos of
# each other (طالبان and طالبات, رومانيا and رومانية). A final ا for ه is not among them: names are spelt so.
_ENDINGS = ("", *"ي ى ه ت ك ن يا يه يي يت ين ون ان ات يين يون يان يات يتين تين تان تا ها هم هن نا وا".split())


@dataclass(frozen=True, slots=True)
class Edit:
    """What a writer changed: the watched letters and those that stand there, and where."""

    there: str
    instead: str
    at: int

    @property
    def how(self) -> str:
        """`typo:س→ش`; `typo:-ي` a letter left out, `typo:+ي` a letter too many."""
        if not self.instead:
            return f"typo:-{self.there}"
        return f"typo:{self.there}→{self.instead}" if self.there else f"typo:+{self.instead}"


class Deletions:
    """Watched words by what is left of them without one letter. Immutable after construction."""

    def __init__(self, words: Iterable[str]) -> None:
        table: dict[str, tuple[str, ...]] = {}
        for word in words:
            for left in _shorter(word):
                table[left] = (*table.get(left, ()), word)
        self._table: Mapping[str, tuple[str, ...]] = table

    def near(self, word: str) -> Iterator[str]:
        """The watched words exactly one insertion, deletion, substitution or swap away."""
        seen = dict.fromkeys(chain.from_iterable(self._table.get(left, ()) for left in _shorter(word)))
        return (one for one in seen if OSA.distance(one, word, score_cutoff=1) == 1)


def edit(watched: str, word: str) -> Edit | None:
    """The one edit from a watched word to a word of the text; None where grammar explains the difference.

    A final ي makes a nisba, other endings a number or a pronoun: those are no typos.
    """
    at = next((i for i, (a, b) in enumerate(zip(watched, word, strict=False)) if a != b), min(len(watched), len(word)))
    tail = 0
    while tail < min(len(watched), len(word)) - at and watched[-1 - tail] == word[-1 - tail]:
        tail += 1
    found = Edit(watched[at : len(watched) - tail], word[at : len(word) - tail], at)
    return None if _grammatical(found, watched, word) else found


def is_cheap(how: str) -> bool:
    """Whether transliterations of one name commonly differ as this code of an edit says."""
    letters = frozenset(how.removeprefix("typo:")) - frozenset("+-→")
    return letters in _CHEAP if len(letters) == 2 else letters <= _WEAK_LETTERS


def _grammatical(found: Edit, watched: str, word: str) -> bool:
    particle = found.at == 0 and len(found.there + found.instead) == 1
    return particle or not _stems(watched).isdisjoint(_stems(word))


def _stems(word: str) -> frozenset[str]:
    return frozenset(
        word[: len(word) - len(end)] for end in _ENDINGS if word.endswith(end) and len(word) - len(end) > 2
    )


def _shorter(word: str) -> Iterator[str]:
    yield word
    yield from dict.fromkeys(word[:at] + word[at + 1 :] for at in range(len(word)))
