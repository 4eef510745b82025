"""What one word of the text can be: every watched word it may stand for, and what differs.

This depends on nothing but the word, so that `memory` can ask once for each.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from watchlists.clitics import CONJUNCTIONS, Split, splits
from watchlists.fuzzy import SHORTEST_AIDED, edit
from watchlists.guards import Vocabulary
from watchlists.lexicon import SHORTEST_IN_PIECES, Lexicon, Mode, WatchedForm
from watchlists.normalize import ARTICLE, is_arabic, loose, safe
from watchlists.typos import Part, Typos

_LONGEST = 64
_PARTICLES = 3
_SHORT = 4
_PARTS: Mapping[Mode, Part] = {"name": "several", "person": "person"}


class _Way(NamedTuple):
    """A way to read particles off a word, and the safe key of what remains."""

    split: Split
    word: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: the lexeme, the particles before it, and codes for what differs.

    A `weak` reading counts only where so many other words of the name stand beside it.
    """

    lexeme: int
    particles: str = ""
    how: tuple[str, ...] = ()
    edits: int = 0
    weak: int = 0
    verb: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A resolved word of the text: what a reader sees, its readings, and whether it begins or ends a split word."""

    seen: str
    readings: tuple[Reading, ...] = ()
    half: bool = False
    tail: bool = False
    lexemes: frozenset[int] = frozenset()


class Resolver:
    """Resolves words against a lexicon."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._lexicon, self._vocabulary = lexicon, vocabulary
        self._typos = Typos(vocabulary)

    def read(self, seen: str) -> Word:
        """A word as `normalize.letters` sees it, read against every watched word."""
        if not seen or len(seen) > self._lexicon.longest + _PARTICLES + 1:
            return Word(seen[:_LONGEST])
        ways = [_Way(one, safe(one.rest)) for one in (splits(seen) if is_arabic(seen) else (Split("", seen),))]
        found = [*self._spelled(seen, ways), *self._loosely(seen, ways)]
        modes = {self._lexicon.lexemes[one.lexeme].mode for one in found}
        if not modes or modes == {"noun"}:  # no more than a condition
            found += self._misspelt(ways)
        elif "single name" not in modes:
            found += self._aided(self._misspelt(ways))
        return Word(
            seen, _best(found), self._is_half(seen), self._is_tail(ways[0].word), frozenset(one.lexeme for one in found)
        )

    def may_be_split(self, left: str, right: str) -> bool:
        """Whether two neighbours may be one watched word, going by what they are together: seldom wrongly so."""
        if len(left) + len(right) > self._lexicon.longest + _PARTICLES + 1 or not is_arabic(left):
            return False
        forms, table = self._lexicon.forms, self._lexicon.loose
        for way in splits(left + right):
            word = safe(way.rest)
            if word in forms or word in table or any(one in forms or one in table for one in loose(word)):
                return self._is_half(left) and self._is_tail(safe(right))
        return False

    def read_split(self, left: Word, right: Word) -> Iterator[Reading]:
        """Two neighbours as one watched word, where no letter is wrong.

        Beside the rest of a name only, where a piece is a word itself or the whole is short.
        """
        if not (left.half and right.tail) or self._are_functions(left.seen, right.seen):
            return
        may_part = self._may_part(left.seen, right.seen)
        for one in self.read(left.seen + right.seen).readings:
            lexeme = self._lexicon.lexemes[one.lexeme]
            apart = len(one.particles) < len(left.seen) and lexeme.mode != "joined" and not lexeme.exact
            sure = may_part and len(lexeme.seen) >= SHORTEST_IN_PIECES
            aided = lexeme.mode in _PARTS and (may_part or not _respelt(one))
            if apart and (sure or aided) and not one.edits and not one.weak:
                yield replace(one, how=("split", *one.how), weak=int(not sure))

    def _are_functions(self, left: str, right: str) -> bool:
        """Whether both pieces are function words, which stand side by side anywhere: «أي من» is not أيمن."""
        return len(left) > 1 and self._vocabulary.is_function(left) and self._vocabulary.is_function(right)

    def _may_part(self, left: str, right: str) -> bool:
        """Whether two pieces may be one word: «و المسلمين», «المغار بي» with no word before بي, «طالبا ن»."""
        if len(left) == 1:
            return True
        word = self._vocabulary.is_function(right) or right in CONJUNCTIONS
        return not self._vocabulary.is_function(left) and not (word and self._vocabulary.known(left))

    def _is_half(self, seen: str) -> bool:
        if not is_arabic(seen):
            return safe(seen) in self._lexicon.halves
        return len(seen) == 1 or any(safe(way.rest) in self._lexicon.halves for way in splits(seen))

    def _is_tail(self, word: str) -> bool:
        return word in self._lexicon.tails or not self._lexicon.tails.isdisjoint(loose(word))

    def _spelled(self, whole: str, ways: Iterable[_Way]) -> Iterator[Reading]:
        for way, word in ways:
            for watched in self._lexicon.forms.get(word, ()):
                exact = self._lexicon.lexemes[watched.lexeme].exact
                if watched.form.takes(way.particles) and not (way.particles and exact):
                    yield self._reading(whole, way, watched)

    def _loosely(self, whole: str, ways: Iterable[_Way]) -> Iterator[Reading]:
        forms, table = self._lexicon.forms, self._lexicon.loose
        for way, word in ways:
            coarser = loose(word)
            held = [table.get(word, ()), *(forms.get(one, ()) for one in coarser)]
            held += (table.get(one, ()) for one in coarser)
            for watched in chain.from_iterable(held):
                if watched.form.takes(way.particles) and not self._lexicon.lexemes[watched.lexeme].exact:
                    yield self._reading(whole, way, watched)

    def _reading(self, whole: str, way: Split, watched: WatchedForm) -> Reading:
        form = watched.form
        how = (*way.how, *_spelling(form.seen, way.rest), *((form.code,) if form.code else ()))
        guarded = self._lexicon.lexemes[watched.lexeme].guard and self._doubtful(whole, way, form.seen)
        short = bool(way.particles) and len(way.rest) < 3
        weak = int(guarded or short or self._is_bared(watched))
        return Reading(watched.lexeme, way.particles, how, weak=weak, verb=form.verb)

    def _is_bared(self, watched: WatchedForm) -> bool:
        """Whether a word of a name stands without its article: «دولة إسلامية» names nobody."""
        lexeme = self._lexicon.lexemes[watched.lexeme]
        bared = lexeme.seen.startswith(ARTICLE) and not watched.form.seen.startswith(ARTICLE)
        return bared and lexeme.mode == "name"

    def _doubtful(self, whole: str, way: Split, name: str) -> bool:
        """Whether the word is rather an ordinary word than the watched one."""
        if way.particles and self._vocabulary.is_false_split(whole, way.rest):
            return True
        if self._vocabulary.is_function(way.rest):
            return True
        if way.rest == name or (len(name) > _SHORT and safe(way.rest) == safe(name)):
            return False
        return self._vocabulary.is_other_word(way.rest, name)

    def _misspelt(self, ways: Sequence[_Way]) -> Iterator[Reading]:
        for way, word in ways:
            if len(word) >= SHORTEST_AIDED - 1 and is_arabic(word):
                names = self._lexicon.deletions.near(word)
                usual = self._typos.usual(ways[0].word, word) if names else 0.0
                for name in names:
                    yield from self._mistyped(way, name, word, usual)

    def _aided(self, found: Iterable[Reading]) -> Iterator[Reading]:
        """What a word that is watched itself may also misspell: beside the rest of a name, never a person's."""
        for one in found:
            if self._lexicon.lexemes[one.lexeme].mode == "name":
                yield replace(one, weak=max(1, one.weak))

    def _mistyped(self, way: Split, name: str, word: str, usual: float) -> Iterator[Reading]:
        change = edit(name, word)
        how = (*way.how, change.how)
        for watched in self._lexicon.forms.get(name, ()):
            lexeme = self._lexicon.lexemes[watched.lexeme]
            if not watched.form.code and lexeme.fuzzy:
                known = usual if lexeme.guard else 0.0
                support = self._typos.support(change, name, word, known, _PARTS.get(lexeme.mode, "single"))
                if support is not None:
                    weak = support if lexeme.guard else 0
                    yield Reading(watched.lexeme, way.particles, how, edits=1, weak=weak)


def _respelt(one: Reading) -> bool:
    return any(code.startswith("spelling:") for code in one.how)


def _spelling(name: str, seen: str) -> tuple[str, ...]:
    """The letters that differ under a fold, name first: `spelling:ة→ه`."""
    if name == seen:
        return ()
    pairs = zip(name, seen, strict=False)
    return tuple(dict.fromkeys(f"spelling:{a}→{b}" for a, b in pairs if a != b))


def _best(found: Iterable[Reading]) -> tuple[Reading, ...]:
    """The least explained reading of each lexeme with each particle; strong before weak."""
    best: dict[tuple[int, str], Reading] = {}
    for one in found:
        held = best.get((one.lexeme, one.particles))
        if held is None or (one.weak, one.edits, len(one.how)) < (held.weak, held.edits, len(held.how)):
            best[one.lexeme, one.particles] = one
    return tuple(best.values())
