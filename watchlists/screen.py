"""What many new words may be, all at once: never too little, seldom too much.

Reading a word means to look up every word that it may be without its particles, and what is left of each without one
letter (as SymSpell does). Here the same is asked for all new words of a batch together: each word is a polynomial over
its letters, so that the value of any end of it, and of that end without a letter, is two products away. For whole
words all letters that a fold makes one count as one; what is guessed too much is found out when the word is read.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from watchlists.alphabet import RARE, Alphabet, alphabet
from watchlists.clitics import CONJUNCTIONS, PREPOSITIONS
from watchlists.lexicon import Lexicon
from watchlists.marks import ALONE, GUESSED, HALF, MIXED, TAIL, Marks
from watchlists.normalize import ALEF, ARTICLE, LAM, is_arabic, is_glue, loose, safe
from watchlists.numbering import UNKNOWN, Numbering

Values = NDArray[np.uint64]
Places = NDArray[np.int64]
Owners = NDArray[np.int32]

# What tells the values of words that lack a letter from others; places are powers of the base from here on.
_LONGER, _SHORTER, _PLACES = np.uint64(0xE7037ED1A0B428DB), np.uint64(0x8EBC6AF09C88C6E3), 128
_MIX = np.uint64(0xD6E8FEB86659FD93)
# All bits of words.
_EVERY = (1 << 64) - 1
# Runs of more letters are read anew each time.
LONGEST = 64
# Bits for each value: one look-up in thirty, or fewer, says yes to what is not there.
_BITS, _LEAST_BITS = 32, 16
# So many letters are looked at together: with articles put back they are fewer than the powers of the alphabet.
_AT_ONCE = 1 << 16
_ARABIC, _OTHER, _GLUE = 1, 2, 4
_CONJUNCTION, _PREPOSITION, _LAM = 1, 2, 4
# Owners of values that are no lexemes: the first and the last pieces of words.
_HALVES, _TAILS = -1, -2
# So many tables of added words are asked one by one; of more, and of those that have grown, one is made.
_TABLES, _SMALL = 4, 8


class Filter:
    """A set of values that may say yes to one that it does not hold. Immutable."""

    def __init__(self, values: Values) -> None:
        size = max(_LEAST_BITS, int(len(values) * _BITS).bit_length())
        self._shift = np.uint64(64 - size)
        held = np.zeros(1 << size, np.bool_)
        held[(values * _MIX) >> self._shift] = True
        self._bits = np.packbits(held, bitorder="little")

    def holds(self, values: Values) -> NDArray[np.bool_]:
        """For each value whether it may be held."""
        at = (values * _MIX) >> self._shift
        bits = self._bits[at >> np.uint64(3)] >> (at & np.uint64(7)).astype(np.uint8)
        return np.asarray(bits & np.uint8(1), np.bool_)


class Guesses(NamedTuple):
    """For each of some words what it may be at most: the columns of `Marks`, as arrays."""

    flags: NDArray[Any]
    here: NDArray[Any]
    before: NDArray[Any]
    after: NDArray[Any]
    root: NDArray[Any]

    @classmethod
    def nothing(cls, size: int) -> "Guesses":
        """So many words of no interest."""
        return cls(np.zeros(size, np.uint8), *(np.zeros(size, np.uint64) for _ in range(4)))


class Table:
    """Which lexemes a value may stand for, and what is marked for them at most. Immutable."""

    def __init__(self, values: Values, owners: Owners, marks: Callable[[int], Marks]) -> None:
        order = np.argsort(values, kind="stable")
        self.values, self.owners = values[order], owners[order]
        firsts = np.flatnonzero(np.concatenate((np.ones(1, np.bool_), self.values[1:] != self.values[:-1])))
        firsts = firsts[: len(values)]
        distinct, owner = np.unique(self.owners, return_inverse=True)
        rows = list(zip(*map(marks, distinct.tolist()), strict=True)) or [()] * 5
        kinds = (np.uint8, *[np.uint64] * 4)
        columns = [np.array(row, kind) for row, kind in zip(rows, kinds, strict=True)]
        several = np.flatnonzero(np.diff(np.append(firsts, len(values))) > 1)
        group = owner[firsts].astype(np.int32)
        group[several] = len(distinct) + np.arange(len(several))
        self._marks = Guesses(*columns)
        if len(several):
            merged = [np.bitwise_or.reduceat(one[owner], firsts)[several] for one in columns[:-1]]
            roots = columns[-1][owner]
            least, most = (least_or_most.reduceat(roots, firsts)[several] for least_or_most in (np.minimum, np.maximum))
            merged.append(np.where(least == most, least, np.uint64(0)))
            self._marks = Guesses(*(np.concatenate(both) for both in zip(columns, merged, strict=True)))
        unique = self.values[firsts]
        self._filter, self._numbers = Filter(unique), Numbering()
        self._numbers.put(unique, group)

    def __len__(self) -> int:
        return len(self.values)

    def merged(self, others: "Iterable[Table]", marks: Callable[[int], Marks]) -> "Table":
        """One table of this and others, marked anew."""
        every = (self, *others)
        return Table(
            np.concatenate([one.values for one in every]), np.concatenate([one.owners for one in every]), marks
        )

    def mark(self, values: Values, rows: Places, guesses: Guesses) -> None:
        """Add what the values may stand for to the guesses of the words that they are of, by `rows`."""
        maybe = (self._filter.holds(values)).nonzero()[0]
        found = self._numbers.find(values[maybe])
        held = ((found != UNKNOWN) & (values[maybe] != 0)).nonzero()[0]
        if len(held):
            at, group = rows[maybe[held]], found[held]
            roots, known = self._marks.root[group], guesses.flags[at] & GUESSED > 0
            least, most = guesses.root.copy(), guesses.root.copy()
            least[at[~known]] = _EVERY
            np.minimum.at(least, at, roots)
            np.maximum.at(most, at, roots)
            guesses.root[at] = np.where(least == most, most, np.uint64(0))[at]
            for column, marked in zip(guesses[:-1], self._marks[:-1], strict=True):
                np.bitwise_or.at(column, at, marked[group])


class _Views(NamedTuple):
    """The ways to read words: which word, and from where to where in their letters."""

    rows: Places
    firsts: Places
    lasts: Places


class _Spelt(NamedTuple):
    """Values of words: as a fold leaves them; and of what the safe fold leaves of them, and of that without a letter.

    `rows` tells for each of `left` of which word it is, `places` which letter is gone.
    """

    loose: Values
    safe: Values
    left: Values
    rows: Places
    places: Places


class Speller:
    """Values of words, and of what is left of them without a letter. Immutable."""

    def __init__(self, known: Alphabet) -> None:
        self._alphabet = known
        self._safe, self._loose = _codes(known, safe), _codes(known, _loosely(known))
        self._step, self._powers = known.inverses[1], known.powers

    def wholes(self, words: Sequence[str], owners: Sequence[int]) -> tuple[Values, Owners]:
        """The values of words by their loosest fold, and whose they are."""
        told = [(spelt.loose, whose) for spelt, whose in self._spelt(words, owners, edits=False)]
        return _joined(told)

    def edits(self, words: Sequence[str], owners: Sequence[int]) -> tuple[Values, Owners]:
        """The values by which a word one edit from these is known, and whose they are.

        It is the word without a letter; or it is the word once a letter of its own is gone; or both are the same once a
        letter is gone from the same place of both, or from neighbouring places where two are swapped.
        """
        told: list[tuple[Values, Owners]] = []
        for spelt, whose in self._spelt(words, owners, edits=True):
            gone = spelt.left + self._powers[spelt.places + _PLACES]
            told += [
                (spelt.safe * _SHORTER, whose),
                (spelt.left * _LONGER, whose[spelt.rows]),
                (gone, whose[spelt.rows]),
            ]
        return _joined(told)

    def asked(self, spelt: _Spelt) -> tuple[Values, Places]:
        """The values to ask for to learn which `edits` words may be, and the row of each."""
        here, next_one = (spelt.left + self._powers[spelt.places + _PLACES + near] for near in (0, 1))
        values = np.concatenate((spelt.safe * _LONGER, spelt.left * _SHORTER, here, next_one))
        return values, np.concatenate((np.arange(len(spelt.safe)), spelt.rows, spelt.rows, spelt.rows))

    def spelt(self, letters: NDArray[np.uint8], firsts: Places, lasts: Places, *, edits: bool) -> _Spelt:
        """The values of the words `letters[first:last]`; without `edits` only as they stand."""
        loose = self._sums(self._loose, letters)
        back, none = self._alphabet.inverses[firsts], firsts[:0]
        wholes = (loose[lasts] - loose[firsts]) * back
        if not edits:
            return _Spelt(wholes, wholes[:0], wholes[:0], none, none)
        sums = self._sums(self._safe, letters)
        start, end, lengths = sums[firsts], sums[lasts], lasts - firsts
        rows = np.repeat(np.arange(len(firsts)), lengths)
        places = np.arange(len(rows)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        left = (sums[:-1] - sums[1:] * self._step)[places + firsts[rows]] + (end * self._step - start)[rows]
        return _Spelt(wholes, (end - start) * back, left * back[rows], rows, places)

    def _sums(self, codes: Values, letters: NDArray[np.uint8]) -> Values:
        sums = np.zeros(len(letters) + 1, np.uint64)
        np.cumsum(codes.take(letters) * self._powers[: len(letters)], out=sums[1:])
        return sums

    def _spelt(self, words: Sequence[str], owners: Sequence[int], *, edits: bool) -> Iterator[tuple[_Spelt, Owners]]:
        """Bunches of words with their owners.

        Words with a letter outside the alphabet, and very long ones, are left out: no value is asked for them.
        """
        letters = np.frombuffer(self._alphabet.encode(" ".join(words)), np.uint8)
        borders = (letters == ord(" ")).nonzero()[0]
        firsts, lasts = np.concatenate(([0], borders + 1)), np.append(borders, len(letters))
        rare = np.searchsorted(firsts, (letters == RARE).nonzero()[0], "right") - 1
        known = (lasts > firsts) & (lasts - firsts <= LONGEST)
        known[rare] = False
        whose, firsts, lasts = np.array(owners or [0], np.int32)[known], firsts[known], lasts[known]
        for some in _bunches(lasts):
            start = firsts[some][0]
            piece = letters[start : lasts[some][-1]]
            yield self.spelt(piece, firsts[some] - start, lasts[some] - start, edits=edits), whose[some]


class Screen:
    """What `Resolver.read` would find at most. Immutable."""

    def __init__(self, tables: Sequence[Table] = ()) -> None:
        self._speller, self._letters, self._tables = _speller(), _letters(), tuple(tables)

    @classmethod
    def of(cls, lexicon: Lexicon, marks: Callable[[int], Marks]) -> "Screen":
        """A screen for all words of a lexicon; `marks` tell the most that is marked for a word read as a lexeme."""
        return cls((_table(lexicon, _with_pieces(marks)),))

    def adding(self, *lexicons: Lexicon, marks: Callable[[int], Marks]) -> "Screen":
        """A screen that looks for these words too, whose lexemes may be known ones with other marks than before."""
        more = [_table(one, _with_pieces(marks)) for one in lexicons]
        tables = [*self._tables, *more]
        if len(tables) > _TABLES and tables[0]:
            small = tables[1:] if sum(map(len, tables[1:])) * _SMALL < len(tables[0]) else tables
            one = small[0].merged(small[1:], _with_pieces(marks))
            tables = [*tables[: len(tables) - len(small)], one]
        return Screen(tables)

    def look(self, seen: bytes, firsts: Places, lasts: Places, *, edits: bool = True) -> Guesses:
        """What the runs of letters `seen[first:last]` (`Words`), without `RARE`, may be; several words are `MIXED`.

        Without `edits` it is asked only which words they may be as they stand.
        """
        guesses, letters = Guesses.nothing(len(firsts)), np.frombuffer(seen, np.uint8)
        for some in _bunches(np.cumsum(lasts - firsts)):
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
                guesses.flags[row], guesses.here[row] = MIXED | GUESSED | ALONE, _EVERY
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


def _table(lexicon: Lexicon, marks: Callable[[int], Marks]) -> Table:
    """The keys of a lexicon. Those of its loose table have the values of its forms."""
    wholes = [(key, one.lexeme) for key, held in lexicon.forms.items() for one in held]
    wholes += [(half, _HALVES) for half in lexicon.halves] + [(tail, _TAILS) for tail in lexicon.tails]
    names = [(name, lexeme) for name, held in lexicon.fuzzy.items() for lexeme in held]
    whole = _speller().wholes([word for word, _ in wholes], [own for _, own in wholes])
    edited = _speller().edits([word for word, _ in names], [own for _, own in names])
    return Table(*_joined((whole, edited)), marks)


def _joined(told: Sequence[tuple[Values, Owners]]) -> tuple[Values, Owners]:
    if not told:
        return np.zeros(0, np.uint64), np.zeros(0, np.int32)
    values, owners = zip(*told, strict=True)
    return np.concatenate(values), np.concatenate(owners)


def _with_pieces(marks: Callable[[int], Marks]) -> Callable[[int], Marks]:
    pieces = {_HALVES: Marks(HALF | GUESSED), _TAILS: Marks(TAIL | GUESSED)}
    return lambda owner: pieces[owner] if owner < 0 else marks(owner)


def _bunches(ends: Places) -> Iterator[slice]:
    """Words by where they end, in bunches of so many letters that their powers are known."""
    at = 0
    while at < len(ends):
        before = int(ends[at - 1]) if at else 0
        last = max(at + 1, int(np.searchsorted(ends, before + _AT_ONCE, "right")))
        yield slice(at, last)
        at = last


@cache
def _speller() -> Speller:
    return Speller(alphabet())


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
    some = b"".join(re.escape(bytes([code])) for code in (arabic).nonzero()[0].tolist())
    parts = re.compile(b"[%b]+|[^%b]+" % (some, some))
    roles = np.zeros(0x100, np.uint8)
    for chars, role in ((CONJUNCTIONS, _CONJUNCTION), (PREPOSITIONS, _PREPOSITION), (LAM, _LAM)):
        roles[np.frombuffer(known.encode(chars), np.uint8)] |= role
    return _Letters(kinds, arabic, parts, roles, fronts)


def _codes(known: Alphabet, fold: Callable[[str], str]) -> Values:
    """A number for each byte, the same for letters with the same fold; nought for the byte that is no letter."""
    return np.array([ord(fold(char)) * 2 + 1 if code else 0 for code, char in enumerate(known.decoding)], np.uint64)


def _kind(char: str) -> int:
    if char == "\0":
        return 0
    return _ARABIC if is_arabic(char) else _GLUE if is_glue(char) else _OTHER


def _loosely(known: Alphabet) -> Callable[[str], str]:
    """A fold that makes one whatever any loose fold makes one."""
    groups: dict[str, str] = {}
    for char in filter(is_arabic, known.decoding):
        same = {safe(char), *loose(safe(char))}
        same |= {other for other, first in groups.items() if first in {groups.get(one) for one in same}}
        groups |= dict.fromkeys(same, min(same))
    return lambda char: groups.get(safe(char), char)
