"""Each distinct word is read once and remembered, with marks by which whole batches of articles are sieved at once.

A word gets a number; what the sieve has to know of it stands in arrays under that number. Room is bounded: when it is
full, a new generation begins, which takes over from the one before whatever is still used.
"""

from collections.abc import Callable, Sequence
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from watchlists.alphabet import Alphabet, Words, alphabet
from watchlists.lexicon import Lexicon
from watchlists.marks import ALONE, MIXED, Marks
from watchlists.normalize import Token, glued_runs, letters, tokens
from watchlists.numbering import UNKNOWN, Numbering
from watchlists.resolve import Word
from watchlists.screen import Screen

# Words that one generation holds: with as many, 97 of 100 words of an unseen article are known.
ROOM = 262_144
_FIRST = 4_096
# So few new words are read without a first look at all of them; of more, so many are looked at together.
_FEW, _SCREENED = 4, 4_096
_LONGEST = 64
_SINGLE = 65_536
# Numbers of no word at all, and of a run too long to be remembered.
NOTHING, LONG = range(2)


class Generation:
    """The remembered words of one time, by number. `flags` … `after` are their marks, as arrays.

    `words` are None for those that can be nothing; `mixed` are the numbers of runs of several words; `spelt` are those
    of runs that hold a letter outside the alphabet, by their text.
    """

    def __init__(self) -> None:
        self.words: list[Word | None] = []
        self.flags: NDArray[np.uint8] = np.zeros(_FIRST, np.uint8)
        self.here, self.before, self.after = (np.zeros(_FIRST, np.uint64) for _ in range(3))
        self.mixed: set[int] = set()
        self.numbers = Numbering()
        self.spelt: dict[str, int] = {}
        for flags in (0, ALONE | MIXED):
            self.add(None, Marks(flags))

    def __len__(self) -> int:
        return len(self.words)

    def add(self, word: Word | None, marks: Marks) -> int:
        """Remember a run; its number."""
        number = len(self.words)
        while number >= len(self.flags):
            self._grow()
        self.words.append(word)
        if any(marks):
            self.put(number, word, marks)
        return number

    def put(self, number: int, word: Word | None, marks: Marks) -> None:
        """Tell anew what a run is."""
        self.words[number] = word
        if marks.flags & MIXED:
            self.mixed.add(number)
        self.flags[number], self.here[number], self.before[number], self.after[number] = marks

    def marks(self, at: int) -> Marks:
        """The marks of the run with this number."""
        return Marks(int(self.flags[at]), int(self.here[at]), int(self.before[at]), int(self.after[at]))

    def _grow(self) -> None:
        self.flags = np.concatenate((self.flags, np.zeros_like(self.flags)))
        self.here, self.before, self.after = (
            np.concatenate((one, np.zeros_like(one))) for one in (self.here, self.before, self.after)
        )


class Memory:
    """What is known of the words of the texts. Outwardly a pure function of the word.

    `read` tells what a word can be, `marks` what the sieve has to know of it, `screen` which words are worth reading.
    """

    def __init__(
        self, read: Callable[[str], Word], marks: Callable[[Word], Marks], screen: Screen, room: int = ROOM
    ) -> None:
        self._read, self._marks, self._screen, self._room = read, marks, screen, room
        self.alphabet: Alphabet = alphabet()
        self._lock = RLock()
        self._young, self._old = Generation(), Generation()
        self._single: dict[str, Word] = {}
        self._since: Screen | None = None

    def adding(
        self, read: Callable[[str], Word], marks: Callable[[Word], Marks], lexicon: Lexicon, added: Lexicon
    ) -> "Memory":
        """A memory for a larger lexicon, which goes on from this one; `added` are the words that are new in it.

        Of what is remembered only that is read anew which may be one of them, when it is met again.
        """
        screen = self._screen.adding(added.keys, added.fuzzy)
        if screen.is_crowded:
            screen = screen.anew(lexicon.keys, lexicon.fuzzy)
        twin = Memory(read, marks, screen, self._room)
        with self._lock:
            young = len(self._young) >= len(self._old)
            since = None if young else self._since
            since = since.adding(added.keys, added.fuzzy) if since else screen.anew(added.keys, added.fuzzy)
            if not since.is_crowded:
                twin._old, twin._since, twin._lock = self._young if young else self._old, since, self._lock
        return twin

    def numbers(self, words: Words, text: Callable[[int], str]) -> tuple[Generation, NDArray[np.int32]]:
        """The number of each word, and the generation that knows it by that number.

        `text` tells of a run with a letter outside the alphabet, by its place, how it stands in the text.
        """
        with self._lock:
            young = self._generation()
            numbers = young.numbers.find(words.values)
            numbers[words.lengths > _LONGEST] = LONG
            for at in words.rare().tolist():
                numbers[at] = self._spelt(young, text(at))
            unknown = np.flatnonzero(numbers == UNKNOWN)
            if len(unknown):
                values, first, which = np.unique(words.values[unknown], return_index=True, return_inverse=True)
                learned = self._learn(young, values, [words.run(at) for at in unknown[first].tolist()])
                young.numbers.put(values, learned)
                numbers[unknown] = learned[which]
            return young, numbers

    def word(self, text: str) -> Word:
        """One word as it stands in a text."""
        word = self._single.get(text)
        if word is None:
            word = self._read(letters(text))
            if len(text) <= _LONGEST:
                if len(self._single) >= _SINGLE:
                    self._single.clear()
                self._single[text] = word
        return word

    def _generation(self) -> Generation:
        if len(self._young) > self._room:
            self._old, self._young, self._since = self._young, Generation(), None
        return self._young

    def _spelt(self, young: Generation, run: str) -> int:
        if len(run) > _LONGEST:
            return LONG
        if run not in young.spelt:
            young.spelt[run] = young.add(*self._study(run))
        return young.spelt[run]

    def _learn(self, young: Generation, values: NDArray[np.uint64], runs: Sequence[bytes]) -> NDArray[np.int32]:
        """Number new runs, and tell what they are."""
        before = self._carried(self._old.numbers.find(values), runs).tolist()
        passed = iter(self._passes([run for run, known in zip(runs, before, strict=True) if known == UNKNOWN]))
        learned = np.empty(len(runs), np.int32)
        for at, (run, known) in enumerate(zip(runs, before, strict=True)):
            if known != UNKNOWN:
                word = self._old.words[known]
                marks = self._old.marks(known) if word is None or self._since is None else self._marks(word)
                learned[at] = young.add(word, marks)
            elif next(passed):
                learned[at] = young.add(*self._study(self.alphabet.word(run)))
            else:
                learned[at] = young.add(None, Marks())
        return learned

    def _carried(self, known: NDArray[np.int32], runs: Sequence[bytes]) -> NDArray[np.int32]:
        """What the generation before knows of the runs, without those that words added since may have changed."""
        held = np.flatnonzero(known != UNKNOWN)
        if self._since is not None and len(held):
            changed = self._since.passes([runs[at] for at in held.tolist()])
            changed |= self._old.flags[known[held]] & MIXED > 0
            known[held[changed]] = UNKNOWN
        return known

    def _passes(self, runs: Sequence[bytes]) -> list[bool]:
        if len(runs) < _FEW:
            return [True] * len(runs)
        parts = (self._screen.passes(runs[at : at + _SCREENED]) for at in range(0, len(runs), _SCREENED))
        return [one for part in parts for one in part.tolist()]

    def _study(self, run: str) -> tuple[Word | None, Marks]:
        held = list(tokens(run))
        if len(held) == 1 and held[0].text == run:
            word = self._read(letters(held[0].text))
            return (word if word.readings or word.half or word.tail else None), self._marks(word)
        return None, self._mixed(held, run)

    def _mixed(self, held: Sequence[Token], run: str) -> Marks:
        """The marks of all words of a run together; what may be one word across glue may stand there by itself."""
        words = [self._read(letters(one.text)) for one in held]
        every = [self._marks(word) for word in words]
        glued = ("".join(one.text for one in held[first : last + 1]) for first, last in glued_runs(run, held))
        flags = MIXED | (ALONE if any(self._read(letters(one)).readings for one in glued) else 0)
        here = before = after = 0
        for one in every:
            flags |= one.flags
            here, before, after = here | one.here, before | one.before, after | one.after
        if here & (before | after):  # what one word wants beside it may stand in the same run
            flags |= ALONE
        return Marks(flags, here, before, after)
