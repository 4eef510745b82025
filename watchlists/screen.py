"""What many new words may be, all at once: never too little, seldom too much.

Reading a word means to look up every word that it may be without its particles, and what is left of each without one
letter (as SymSpell does). Here the same is asked for all new words of a batch together: each word is a polynomial over
its letters, so that the value of any end of it, and of that end without a letter, is two products away. For whole
words all letters that a fold makes one count as one; what is guessed too much is found out when the word is read.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from watchlists.alphabet import alphabet
from watchlists.clitics import CONJUNCTIONS, PREPOSITIONS
from watchlists.guesses import EVERY, Guesses, Owners, Places, Table
from watchlists.lexicon import Lexicon
from watchlists.marks import ALONE, GUESSED, HALF, MIXED, TAIL, Marks
from watchlists.normalize import ALEF, ARTICLE, LAM, is_arabic, is_glue
from watchlists.patterns import Values
from watchlists.spelling import bunches, joined, speller

_ARABIC, _OTHER, _GLUE = 1, 2, 4
_CONJUNCTION, _PREPOSITION, _LAM = 1, 2, 4
# Owners of values that are no lexemes: the first and the last pieces of words.
_HALVES, _TAILS = -1, -2
# So many tables of added words are asked one by one; of more, and of those that have grown, one is made.
_TABLES, _SMALL = 4, 8


class _Views(NamedTuple):
    """The ways to read words: which word, and from where to where in their letters."""

    rows: Places
    firsts: Places
    lasts: Places


class Screen:
    """What `Resolver.read` would find at most. Immutable."""

    def __init__(self, tables: Sequence[Table] = ()) -> None:
        self._speller, self._letters, self._tables = speller(), _letters(), tuple(tables)

    @classmethod
    def of(cls, lexicon: Lexicon, marks: Callable[[int], Marks]) -> "Screen":
        """A screen for all words of a lexicon; `marks` tell the most that is marked for a word read as a lexeme."""
        return cls((table((lexicon,), marks),))

    def adding(self, more: Table, marks: Callable[[int], Marks]) -> "Screen":
        """A screen that looks for the words of a table too, whose lexemes may be known ones with other marks."""
        tables = [one for one in (*self._tables, more) if len(one)]
        if len(tables) > _TABLES:
            small = tables[1:] if sum(map(len, tables[1:])) * _SMALL < len(tables[0]) else tables
            one = small[0].merged(small[1:], _with_pieces(marks))
            tables = [*tables[: len(tables) - len(small)], one]
        return Screen(tables)

    def look(self, seen: bytes, firsts: Places, lasts: Places, *, edits: bool = True) -> Guesses:
        """What the runs of letters `seen[first:last]` (`Words`), without `RARE`, may be; several words are `MIXED`.

        Without `edits` it is asked only which words they may be as they stand.
        """
        guesses, letters = Guesses.nothing(len(firsts)), np.frombuffer(seen, np.uint8)
        for some in bunches(np.cumsum(lasts - firsts)):
            part = Guesses(*(column[some] for column in guesses))
            self._look(letters, firsts[some], lasts[some], part, edits=edits)
        return guesses

    def _look(self, seen: NDArray[np.uint8], firsts: Places, lasts: Places, guesses: Guesses, *, edits: bool) -> None:
        lengths = lasts - firsts
        starts = np.cumsum(lengths) - lengths
        letters = seen[np.arange(int(lengths.sum())) + np.repeat(firsts - starts, lengths)]
        kinds = np.bitwise_or.reduceat(self._letters.kinds.take(letters), starts)
        mixed = ((kinds != _ARABIC) & (kinds != _OTHER)).nonzero()[0]
        guesses.flags[mixed] = MIXED
        words = np.arange(len(starts))
        if len(mixed):
            letters, words, starts, lengths = self._parted(letters, words, starts, lengths, mixed, guesses)
        guesses.flags[words[(lengths == 1) & self._letters.arabic[letters[starts]]]] |= HALF | GUESSED
        letters, views = self._views(letters, starts, lengths)
        spelt = self._speller.spelt(letters, views.firsts, views.lasts, edits=edits)
        values, rows = spelt.loose, words[views.rows]
        if edits:
            asked, whose = self._speller.asked(spelt)
            values, rows = np.concatenate((values, asked)), np.concatenate((rows, rows[whose]))
        for table in self._tables:
            table.mark(values, rows, guesses)
        if len(mixed):  # what one word wants beside it may stand in the same run
            inside = mixed[guesses.here[mixed] & (guesses.before[mixed] | guesses.after[mixed]) > 0]
            guesses.flags[inside] |= ALONE

    def _parted(
        self,
        letters: NDArray[np.uint8],
        words: Places,
        starts: Places,
        lengths: Places,
        mixed: Places,
        guesses: Guesses,
    ) -> tuple[NDArray[np.uint8], Places, Places, Places]:
        """With the words of runs of several instead of those; where they are not sure, all is guessed of the run."""
        more: list[bytes] = []
        rows: list[int] = []
        for row in mixed.tolist():
            parts = self._letters.parts.findall(letters[starts[row] : starts[row] + lengths[row]].tobytes())
            if all(part.isalpha() or part.isdigit() or self._letters.arabic[part[0]] for part in parts):
                more += parts
                rows += [row] * len(parts)
            else:
                guesses.flags[row], guesses.here[row] = MIXED | GUESSED | ALONE, EVERY
        sizes = np.array([len(part) for part in more], np.int64)
        kept = np.delete(words, mixed)
        return (
            np.concatenate((letters, np.frombuffer(b"".join(more), np.uint8))),
            np.concatenate((kept, np.array(rows, np.int64))),
            np.concatenate((starts[kept], len(letters) + np.cumsum(sizes) - sizes)),
            np.concatenate((lengths[kept], sizes)),
        )

    def _views(self, letters: NDArray[np.uint8], starts: Places, lengths: Places) -> tuple[NDArray[np.uint8], _Views]:
        """The ways to read the words, as `clitics.splits` does, and the letters in which they stand.

        Where the article has merged with a particle, the word without either is put behind the letters.
        """
        roles = np.append(self._letters.roles.take(letters), np.zeros(2, np.uint8))
        first, second, third = roles.take(starts), roles.take(starts + 1), roles.take(starts + 2)
        second[lengths < 2], third[lengths < 3] = 0, 0
        singly = ((first > 0) & (lengths > 1)).nonzero()[0]
        doubly = ((first & _CONJUNCTION > 0) & (second & _PREPOSITION > 0) & (lengths > 2)).nonzero()[0]
        rows = np.concatenate((np.arange(len(starts)), singly, doubly))
        firsts = starts.take(rows)
        firsts[len(starts) :] += 1
        firsts[len(starts) + len(singly) :] += 1
        views = _Views(rows, firsts, (starts + lengths).take(rows))
        merged = (
            (second & _LAM > 0) & ((first & _LAM > 0) | ((first & _CONJUNCTION > 0) & (third & _LAM > 0)))
        ).nonzero()[0]
        if len(merged):
            return self._unmerged(letters, views, merged, starts, lengths)
        return letters, views

    def _unmerged(
        self, letters: NDArray[np.uint8], views: _Views, merged: Places, starts: Places, lengths: Places
    ) -> tuple[NDArray[np.uint8], _Views]:
        """With the words in which an article may have merged, their article put back."""
        more: list[bytes] = []
        rows: list[int] = []
        for row in merged.tolist():
            word = letters[starts[row] : starts[row] + lengths[row]].tobytes()
            rest = word[1:] if self._letters.roles[word[0]] & _LAM else word[2:]
            more += [front + rest for front in self._letters.fronts]
            rows += [row] * len(self._letters.fronts)
        lasts = np.cumsum([len(one) for one in more]) + len(letters)
        firsts = np.concatenate(([len(letters)], lasts[:-1]))
        both = np.concatenate((letters, np.frombuffer(b"".join(more), np.uint8)))
        columns = zip(views, (np.array(rows), firsts, lasts), strict=True)
        return both, _Views(*(np.concatenate(pair) for pair in columns))


def table(lexicons: Iterable[Lexicon], marks: Callable[[int], Marks]) -> Table:
    """The keys of some lexicons. Those of their loose tables have the values of the forms."""
    told: list[tuple[Values, Owners]] = []
    for one in lexicons:
        owners = [watched.lexeme for held in one.forms.values() for watched in held]
        told.append(speller().wholes([key for key, held in one.forms.items() for _ in held], owners))
        for pieces, owner in ((one.halves, _HALVES), (one.tails, _TAILS)):
            told.append(speller().wholes(list(pieces), [owner] * len(pieces)))
        owners = [lexeme for held in one.fuzzy.values() for lexeme in held]
        told.append(speller().edits([name for name, held in one.fuzzy.items() for _ in held], owners))
    return Table(*joined(told), _with_pieces(marks))


def _with_pieces(marks: Callable[[int], Marks]) -> Callable[[int], Marks]:
    pieces = {_HALVES: Marks(HALF | GUESSED), _TAILS: Marks(TAIL | GUESSED)}
    return lambda owner: pieces[owner] if owner < 0 else marks(owner)


class _Letters(NamedTuple):
    """Letters as bytes: the kind of each, which are Arabic, what each may be before a word; and what an article may be.

    `parts` finds the words of a run that are written in Arabic letters, and those that are not.
    """

    kinds: NDArray[np.uint8]
    arabic: NDArray[np.bool_]
    parts: re.Pattern[bytes]
    roles: NDArray[np.uint8]
    fronts: tuple[bytes, ...]


@cache
def _letters() -> _Letters:
    known = alphabet()
    kinds = np.array([_kind(char) for char in known.decoding], np.uint8)
    fronts = tuple(known.encode(front) for front in (ALEF, ARTICLE))
    arabic = kinds == _ARABIC
    some = b"".join(re.escape(bytes([code])) for code in arabic.nonzero()[0].tolist())
    parts = re.compile(b"[%b]+|[^%b]+" % (some, some))
    roles = np.zeros(0x100, np.uint8)
    for chars, role in ((CONJUNCTIONS, _CONJUNCTION), (PREPOSITIONS, _PREPOSITION), (LAM, _LAM)):
        roles[np.frombuffer(known.encode(chars), np.uint8)] |= role
    return _Letters(kinds, arabic, parts, roles, fronts)


def _kind(char: str) -> int:
    if char == "\0":
        return 0
    return _ARABIC if is_arabic(char) else _GLUE if is_glue(char) else _OTHER
