"""Each distinct word is read once and remembered, with marks by which whole batches of articles are sieved at once.

A word gets a number; what the sieve has to know of it stands in arrays under that number. Room is bounded: when it is
full, a new generation begins, which takes over from the one before whatever is still used.
"""

from collections.abc import Callable, Sequence
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from watchlists.alphabet import RARE, Alphabet, Words, alphabet
from watchlists.guesses import Guesses
from watchlists.lexicon import Lexicon
from watchlists.marks import ALONE, GUESSED, MIXED, Marks
from watchlists.normalize import Token, glued_runs, letters, tokens
from watchlists.numbering import UNKNOWN, Numbering
from watchlists.resolve import Word
from watchlists.screen import Screen, table
from watchlists.spelling import LONGEST

# Words that one generation holds: with as many, 97 of 100 words of an unseen article are known.
ROOM = 262_144
_FIRST = 4_096
# Numbers of no word at all, and of a run too long to be remembered.
NOTHING, LONG = range(2)


class Generation:
    """The remembered words of one time, by number. `flags` … `after`, `root` are their marks, as arrays.

    `words` are None for those that can be nothing, and the letters of a run for those whose marks are only guessed;
    `mixed` are the numbers of runs of several words; `spelt` are those of runs that hold a letter outside the alphabet,
    by their text. `pairs` tells of two numbers, the left one shifted by 32 bits, whether they may be one word
    in pieces.
    """

    def __init__(self) -> None:
        self.words: list[Word | bytes | None] = []
        self.flags: NDArray[np.uint8] = np.zeros(_FIRST, np.uint8)
        self.here, self.before, self.after, self.root = (np.zeros(_FIRST, np.uint64) for _ in range(4))
        self.mixed: set[int] = set()
        self.numbers = Numbering()
        self.spelt: dict[str, int] = {}
        self.pairs: dict[int, bool] = {}
        for flags in (0, ALONE | MIXED):
            self.add(None, Marks(flags))

    def __len__(self) -> int:
        return len(self.words)

    def add(self, word: Word | None, marks: Marks) -> int:
        """Remember a run; its number."""
        number = self.extend([None], Guesses.nothing(1))
        self.put(number, word, marks)
        return number

    def extend(self, words: Sequence[Word | bytes | None], guesses: Guesses) -> int:
        """Remember many runs, with what is marked for them; the number of the first."""
        first, last = len(self.words), len(self.words) + len(words)
        while last > len(self.flags):
            self._grow()
        self.words += words
        columns = (self.flags, self.here, self.before, self.after, self.root)
        for column, marked in zip(map(np.asarray, columns), guesses, strict=True):
            column[first:last] = marked
        self.mixed.update((first + (guesses.flags & MIXED).nonzero()[0]).tolist())
        return first

    def put(self, number: int, word: Word | None, marks: Marks) -> None:
        """Tell anew what a run is."""
        self.words[number] = word
        if marks.flags & MIXED:
            self.mixed.add(number)
        self.flags[number], self.here[number], self.before[number], self.after[number], self.root[number] = marks

    def marked(self, at: NDArray[np.intp]) -> Guesses:
        """What is marked for the runs with these numbers."""
        return Guesses(self.flags[at], self.here[at], self.before[at], self.after[at], self.root[at])

    def _grow(self) -> None:
        self.flags = np.concatenate((self.flags, np.zeros_like(self.flags)))
        self.here, self.before, self.after, self.root = (
            np.concatenate((one, np.zeros_like(one))) for one in (self.here, self.before, self.after, self.root)
        )


class Memory:
    """What is known of the words of the texts. Outwardly a pure function of the word.

    `read` tells what a word can be, `marks` what the sieve has to know of it, `screen` what new words may be at most.
    Words are read when the sieve asks for them, which is seldom.
    """

    def __init__(
        self, read: Callable[[str], Word], marks: Callable[[Word], Marks], screen: Screen, room: int = ROOM
    ) -> None:
        self._read, self._marks, self._screen, self._room = read, marks, screen, room
        self.alphabet: Alphabet = alphabet()
        self._lock = RLock()
        self._young, self._old = Generation(), Generation()
        self._since: Screen | None = None

    def adding(
        self,
        read: Callable[[str], Word],
        marks: Callable[[Word], Marks],
        most: Callable[[int], Marks],
        touched: Sequence[Lexicon],
    ) -> "Memory":
        """A memory for a larger lexicon, which goes on from this one.

        `touched` are the words of all that was added, and `most` the most that is marked for a lexeme. Of what is
        remembered only that is looked at anew which may be one of them, when it is met again.
        """
        more = table(touched, most)
        twin = Memory(read, marks, self._screen.adding(more, most), self._room)
        with self._lock:
            young = len(self._young) >= len(self._old)
            since = Screen() if young or self._since is None else self._since
            twin._old, twin._since = self._young if young else self._old, since.adding(more, most)
            twin._lock = self._lock
        return twin

    def numbers(self, words: Words, text: Callable[[int], str]) -> tuple[Generation, NDArray[np.int32]]:
        """The number of each word, and the generation that knows it by that number.

        `text` tells of a run with a letter outside the alphabet, by its place, how it stands in the text.
        """
        with self._lock:
            young = self._generation()
            numbers = young.numbers.find(words.values)
            numbers[words.lengths > LONGEST] = LONG
            for at in words.rare().tolist():
                numbers[at] = self._spelt(young, text(at))
            unknown = (numbers == UNKNOWN).nonzero()[0]
            if len(unknown):
                values, first, which = np.unique(words.values[unknown], return_index=True, return_inverse=True)
                learned = self._learn(young, values, words, unknown[first])
                young.numbers.put(values, learned)
                numbers[unknown] = learned[which]
            return young, numbers

    def known(self, generation: Generation, number: int) -> Word | None:
        """What a run with this number is; it is read now if it was not yet."""
        held = generation.words[number]
        if isinstance(held, bytes):
            with self._lock:
                generation.put(number, *self._study(self.alphabet.word(held)))
            return self.known(generation, number)
        return held

    def may_be_watched(self, runs: Sequence[bytes]) -> list[bool]:
        """Of which runs a watched word may be told, letter for letter or by what writers exchange."""
        held = self._looked(runs, edits=False).here > 0
        return [RARE in run or len(run) > LONGEST or bool(some) for run, some in zip(runs, held, strict=True)]

    def _looked(self, runs: Sequence[bytes], *, edits: bool) -> Guesses:
        lasts = np.cumsum([len(run) for run in runs])
        firsts = np.concatenate((lasts[:1] * 0, lasts[:-1]))
        return self._screen.look(b"".join(runs), firsts, lasts, edits=edits)

    def words(self, texts: Sequence[str]) -> list[Word]:
        """Words, each as it stands in a text; those that are surely of no interest are not read."""
        runs = self.alphabet.words(self.alphabet.encode(" ".join(texts)))
        if len(runs) != len(texts):  # what is no word by itself
            return [self._read(letters(text)) for text in texts]
        known, numbers = self.numbers(runs, lambda at: texts[at])
        return [self._word(known, *one) for one in zip(numbers.tolist(), texts, strict=True)]

    def word(self, text: str) -> Word:
        """One word as it stands in a text."""
        return self.words((text,))[0]

    def _word(self, known: Generation, number: int, text: str) -> Word:
        if number == LONG or number in known.mixed:  # told as one word, whatever it looks like
            return self._read(letters(text))
        return self.known(known, number) or Word(letters(text))

    def _generation(self) -> Generation:
        if len(self._young) > self._room:
            self._old, self._young, self._since = self._young, Generation(), None
        return self._young

    def _spelt(self, young: Generation, run: str) -> int:
        if len(run) > LONGEST:
            return LONG
        if run not in young.spelt:
            young.spelt[run] = young.add(*self._study(run))
        return young.spelt[run]

    def _learn(
        self, young: Generation, values: NDArray[np.uint64], words: Words, places: NDArray[np.intp]
    ) -> NDArray[np.int32]:
        """Number new runs, which stand at these places, and tell what they may be."""
        before = self._old.numbers.find(values)
        held = (before != UNKNOWN).nonzero()[0]
        if self._since is not None and len(held):
            held = held[~self._is_changed(before[held], words, places[held])]
        new = np.ones(len(values), np.bool_)
        new[held] = False
        told: list[Word | bytes | None] = [None] * len(values)
        guesses = Guesses.nothing(len(values))
        for one, at in zip(held.tolist(), before[held].tolist(), strict=True):
            told[one] = self._old.words[at]
        looked = self._screen.look(words.seen, words.firsts[places[new]], words.lasts[places[new]])
        for column, old, fresh in zip(guesses, self._old.marked(before[held]), looked, strict=True):
            column[held], column[new] = old, fresh
        for one in new.nonzero()[0][looked.flags & GUESSED > 0].tolist():
            told[one] = words.run(int(places[one]))
        first = young.extend(told, guesses)
        return np.arange(first, first + len(values), dtype=np.int32)

    def _is_changed(self, known: NDArray[np.int32], words: Words, places: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Of which runs, by their numbers of old and their places, something else may be said since words were added.

        What was only guessed then is guessed anew.
        """
        assert self._since is not None
        marked = self._old.flags[known] & (MIXED | GUESSED) > 0
        touched = self._since.look(words.seen, words.firsts[places], words.lasts[places]).flags > 0
        return np.asarray(marked | touched, np.bool_)

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
