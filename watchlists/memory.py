"""Each distinct word is read once and remembered, with marks by which whole batches of articles are sieved at once.

A word gets a number; what the sieve has to know of it stands in arrays under that number. Room is bounded: when it is
full, a new generation begins, which takes over from the one before whatever is still used.
"""

from collections.abc import Callable, Sequence
from threading import RLock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from watchlists.alphabet import RARE, Alphabet, alphabet
from watchlists.normalize import Token, glued_runs, letters, tokens
from watchlists.resolve import Word
from watchlists.screen import Screen

# Words that one generation holds: with as many, 97 of 100 words of an unseen article are known.
ROOM = 262_144
_FIRST = 4_096
# So few new words are read without a first look at all of them; of more, so many are looked at together.
_FEW, _SCREENED = 4, 4_096
_LONGEST = 64
# Numbers of no word at all, of a run that only its text can tell, and of one too long to be remembered.
NOTHING, UNREAD, LONG = range(3)
# The flags of a word around which something may stand whatever is beside it, and of a run of several words.
ALONE, MIXED = 1, 2

Run = bytes | str


class Marks(NamedTuple):
    """What the sieve has to know of a word.

    `flags` say what it can be (see `sieve`). The others are sets of lexemes, each a bit by `sieve.bit`: those that it
    can be itself, and those that one of its patterns wants before or after it.
    """

    flags: int = 0
    here: int = 0
    before: int = 0
    after: int = 0


class Generation:
    """The remembered words of one time, by number. `flags` … `after` are their marks, as arrays.

    `learn` tells what a run is; `passes` which of many runs are worth asking.
    """

    def __init__(
        self,
        learn: Callable[[Run], tuple[Word | None, Marks]],
        passes: Callable[[Sequence[bytes]], NDArray[np.bool_]],
    ) -> None:
        self._learn, self._passes, self._lock = learn, passes, RLock()
        self.words: list[Word | None] = []
        self.flags: NDArray[np.uint8] = np.zeros(_FIRST, np.uint8)
        self.here, self.before, self.after = (np.zeros(_FIRST, np.uint64) for _ in range(3))
        self._numbers = _Numbers(self._add)
        self._new: dict[int, Run] = {}
        for number, flags in enumerate((0, 0, ALONE | MIXED)):
            self._numbers[b"\0" * number] = number
            self.words.append(None)
            self.flags[number] = flags

    def __len__(self) -> int:
        return len(self.words)

    def numbers(self, runs: Sequence[bytes]) -> NDArray[np.int32]:
        """The number of each run of `alphabet.runs`; `UNREAD` where it holds a letter outside the alphabet."""
        with self._lock:
            found = np.fromiter(map(self._numbers.__getitem__, runs), np.int32, len(runs))
            self._settle()
        return found

    def number(self, run: Run) -> int:
        """The number of one run, given as bytes or as it stands in the text."""
        number = self._numbers.get(run)
        if number is None or self._new:
            with self._lock:
                number = self._numbers[run]
                self._settle()
        return number

    def known(self, run: Run) -> tuple[Word | None, Marks] | None:
        """What this generation remembers of a run, or None."""
        number = self._numbers.get(run)
        return None if number is None else (self.words[number], self._marks(number))

    def _marks(self, at: int) -> Marks:
        return Marks(int(self.flags[at]), int(self.here[at]), int(self.before[at]), int(self.after[at]))

    def _add(self, run: Run) -> int:
        """A number for a run that is met for the first time; what it is, is told when all are numbered."""
        if isinstance(run, bytes) and RARE in run:
            return UNREAD
        if len(run) > _LONGEST:
            return LONG
        number = self._numbers[run] = len(self.words)
        self.words.append(None)
        self._new[number] = run
        return number

    def _settle(self) -> None:
        """Learn what the new runs are."""
        if not self._new:
            return
        while len(self.words) > len(self.flags):
            self._grow()
        spelt = {number: run for number, run in self._new.items() if isinstance(run, bytes)}
        passed = self._passes(list(spelt.values())).tolist() if len(spelt) > _FEW else [True] * len(spelt)
        skipped = {number for number, one in zip(spelt, passed, strict=True) if not one}
        for number, run in self._new.items():
            if number not in skipped:
                self.words[number], marks = self._learn(run)
                self.flags[number], self.here[number], self.before[number], self.after[number] = marks
        self._new.clear()

    def _grow(self) -> None:
        self.flags = np.concatenate((self.flags, np.zeros_like(self.flags)))
        self.here, self.before, self.after = (
            np.concatenate((one, np.zeros_like(one))) for one in (self.here, self.before, self.after)
        )


class _Numbers(dict[Run, int]):
    """The numbers of runs; a new run gets one when it is first asked for."""

    def __init__(self, add: Callable[[Run], int]) -> None:
        super().__init__()
        self._new = add

    def __missing__(self, run: Run) -> int:
        return self._new(run)


class Memory:
    """What is known of the words of the texts. Outwardly a pure function of the word.

    `read` tells what a word can be, `marks` what the sieve has to know of it, `screen` which words are worth reading.
    """

    def __init__(
        self, read: Callable[[str], Word], marks: Callable[[Word], Marks], screen: Screen, room: int = ROOM
    ) -> None:
        self._read, self._marks, self._screen, self._room = read, marks, screen, room
        self.alphabet: Alphabet = alphabet()
        self._young = Generation(self._learn, self._passes)
        self._old: Generation | None = None

    def generation(self) -> Generation:
        """The words of now; a new generation where the last is full. Numbers hold within one generation."""
        if len(self._young) > self._room:
            self._old, self._young = self._young, Generation(self._learn, self._passes)
        return self._young

    def word(self, text: str) -> Word:
        """One word as it stands in a text."""
        if len(text) > _LONGEST:
            return self._read(letters(text))
        run = self.alphabet.encode(text).translate(self.alphabet.seen, self.alphabet.fillers)
        young = self._young
        known = young.words[young.number(text if RARE in run else run)]
        return known or Word(letters(text))

    def _passes(self, runs: Sequence[bytes]) -> NDArray[np.bool_]:
        parts = [self._screen.passes(runs[at : at + _SCREENED]) for at in range(0, len(runs), _SCREENED)]
        return np.concatenate(parts)

    def _learn(self, run: Run) -> tuple[Word | None, Marks]:
        known = self._old.known(run) if self._old is not None else None
        return known or self._study(run if isinstance(run, str) else self.alphabet.word(run))

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
