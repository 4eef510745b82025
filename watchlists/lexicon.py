"""The words of all watched names and phrases, by every form in which they may be written.

A lexeme is one word of an entry as it may be read: which forms it takes and how freely it may differ.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from watchlists.fuzzy import SHORTEST, SHORTEST_AIDED, Deletions
from watchlists.guards import Vocabulary
from watchlists.inflect import Form, as_event_word, as_name, as_noun, as_person, as_phrase, as_written, bare
from watchlists.normalize import ARTICLE, is_arabic, loose, safe

Mode = Literal["written", "single name", "name", "noun", "phrase", "event word", "definite", "joined", "person"]

_FATHERS = ("أبو", "أبا", "أبي")
_SONS = ("بن", "ابن", "إبن")
# Common nouns that head the names of organisations and take number and article like any noun.
_HEADS = frozenset(
    "تنظيم حركة جماعة حزب جبهة جيش قوات كتائب لواء ميليشيا مليشيا مجموعة منظمة شبكة ولاية هيئة دولة إمارة فصيل "
    "كتيبة سرايا فرقة ألوية عصابة جمعية مؤسسة وزارة حكومة اتحاد تحالف".split()
)
# Letters from which a word may stand in two pieces: where it is one word of a name, and at all.
_SHORTEST_IN_PIECES_AIDED, SHORTEST_IN_PIECES = 4, 6
# No word is longer than this; a longer one is watched for as it is written.
_LONGEST_WORD = 32


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One watched word: as written (letters only), its mode, and whether edits and guards apply.

    An `exact` one takes no particles, no loose letters and does not stand in two pieces.
    """

    seen: str
    mode: Mode
    fuzzy: bool = False
    guard: bool = True
    exact: bool = False


class WatchedForm(NamedTuple):
    """A written form of the lexeme with this number."""

    lexeme: int
    form: Form


@dataclass(frozen=True)
class Lexicon:
    """All lexemes with the tables that find them, by number; `fuzzy` are the safe keys that may be misspelt.

    Immutable once built.
    """

    lexemes: tuple[Lexeme, ...]
    forms: Mapping[str, tuple[WatchedForm, ...]] = field(repr=False)
    loose: Mapping[str, tuple[WatchedForm, ...]] = field(repr=False)
    fuzzy: Mapping[str, tuple[int, ...]] = field(repr=False)
    deletions: Deletions = field(repr=False)
    halves: frozenset[str] = field(repr=False)
    tails: frozenset[str] = field(repr=False)
    longest: int = 0

    @classmethod
    def build(
        cls, lexemes: Iterable[Lexeme], vocabulary: Vocabulary, numbers: Sequence[int] | None = None
    ) -> "Lexicon":
        """The tables of these lexemes, by their numbers: those given, else their order."""
        numbered = tuple(lexemes)
        forms: dict[str, tuple[WatchedForm, ...]] = {}
        for number, lexeme in zip(numbers or range(len(numbered)), numbered, strict=True):
            for form in forms_of(lexeme, vocabulary):
                word = safe(form.seen)  # the same object where it is the same word, since there are so many
                _add(forms, form.seen if word == form.seen else word, WatchedForm(number, form))
        fuzzy: dict[str, tuple[int, ...]] = {}
        for number, one in zip(numbers or range(len(numbered)), numbered, strict=True):
            if one.fuzzy and _shortest(one) <= len(one.seen) <= _LONGEST_WORD:
                fuzzy[safe(one.seen)] = (*fuzzy.get(safe(one.seen), ()), number)
        apart = frozenset(pieces for one in numbered for word in _split_words(one) for pieces in _in_pieces(word))
        halves = frozenset(half for half, _ in apart)
        tails = frozenset(tail for _, tail in apart)
        longest = max(map(len, forms), default=0)
        return cls(numbered, forms, _loosened(forms), fuzzy, Deletions(fuzzy), halves, tails, longest)

    def adding(self, added: "Lexicon") -> "Lexicon":
        """Both together; the lexemes of `added` are numbered on from these."""
        return Lexicon(
            (*self.lexemes, *added.lexemes),
            _merged(self.forms, added.forms),
            _merged(self.loose, added.loose),
            {**self.fuzzy, **{word: (*self.fuzzy.get(word, ()), *some) for word, some in added.fuzzy.items()}},
            self.deletions.adding(added.fuzzy.keys() - self.fuzzy.keys()),
            self.halves | added.halves,
            self.tails | added.tails,
            max(self.longest, added.longest),
        )


def forms_of(lexeme: Lexeme, vocabulary: Vocabulary) -> tuple[Form, ...]:
    """Every written form of a lexeme."""
    seen = lexeme.seen
    for equal, code in ((_FATHERS, "case"), (_SONS, "spelling")):
        if seen in equal and lexeme.mode != "single name":
            return tuple(Form(one, "" if one == seen else f"{code}:{seen}→{one}") for one in equal)
    if lexeme.mode == "single name":
        return _single_name(seen, vocabulary)
    if lexeme.mode == "phrase" and seen in vocabulary.function:
        return as_written(seen)
    return _GENERATORS[lexeme.mode](seen)


def _with_article(seen: str) -> tuple[Form, ...]:
    return as_written(seen if seen.startswith(ARTICLE) or not is_arabic(seen) else ARTICLE + seen)


def _name(seen: str) -> tuple[Form, ...]:
    return as_noun(seen) if bare(seen) in _HEADS else as_name(seen)


def _single_name(seen: str, vocabulary: Vocabulary) -> tuple[Form, ...]:
    """A name of one word keeps to itself: a further form counts only where it is no ordinary word."""
    further = (form for form in as_name(seen) if form.code and len(bare(form.seen)) >= 5)
    return (Form(seen), *(form for form in further if not vocabulary.ordinary(form.seen)))


def _shortest(lexeme: Lexeme) -> int:
    return SHORTEST_AIDED if lexeme.mode in ("name", "person") else SHORTEST


def _split_words(lexeme: Lexeme) -> Iterator[str]:
    """The keys of a lexeme that may stand in two pieces."""
    word = safe(lexeme.seen)
    least = _SHORTEST_IN_PIECES_AIDED if lexeme.mode in ("name", "person") else SHORTEST_IN_PIECES
    if lexeme.mode != "joined" and not lexeme.exact and least <= len(word) <= _LONGEST_WORD and is_arabic(word):
        yield from (word, *loose(word))


def _in_pieces(word: str) -> Iterator[tuple[str, str]]:
    """A word in two; a short one in no piece of one letter."""
    least = 1 if len(word) >= SHORTEST_IN_PIECES else 2
    return ((word[:at], word[at:]) for at in range(least, len(word) + 1 - least))


def _loosened(forms: Mapping[str, tuple[WatchedForm, ...]]) -> dict[str, tuple[WatchedForm, ...]]:
    table: dict[str, tuple[WatchedForm, ...]] = {}
    for word, watched in forms.items():
        for coarser in loose(word):
            for one in watched:
                _add(table, coarser, one)
    return table


def _merged(
    table: Mapping[str, tuple[WatchedForm, ...]], more: Mapping[str, tuple[WatchedForm, ...]]
) -> Mapping[str, tuple[WatchedForm, ...]]:
    return {**table, **{word: (*table.get(word, ()), *some) for word, some in more.items()}}


def _add(table: dict[str, tuple[WatchedForm, ...]], word: str, one: WatchedForm) -> None:
    held = table.get(word, ())
    if one not in held:
        table[word] = (*held, one)


_GENERATORS: Mapping[Mode, Callable[[str], tuple[Form, ...]]] = {
    "written": as_written,
    "joined": as_written,
    "person": as_person,
    "definite": _with_article,
    "name": _name,
    "noun": as_noun,
    "event word": as_event_word,
    "phrase": as_phrase,
}
