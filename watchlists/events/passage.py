"""A sentence with its words, and an event in the making: what the reading rules pass from one to the next."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from watchlists.events.words import WAW, Word, ends_at, split
from watchlists.model import Event, Field, Figure, PhraseHit, Place, Status, Watchlists

ATTACKS = frozenset({"suicide_bombing", "bombing", "armed_attack", "airstrike", "shelling", "drone_attack"})
ACTS = ATTACKS | frozenset({"assassination", "killing", "kidnapping", "execution", "raid", "prison_break", "clash"})
SPEECH_ACTS = frozenset({"plot", "foiled_plot", "threat", "claim", "denial"})
# Nouns and verbs of these types have an object that it is done to: «اغتيال فلان», «القبض على فلان».
OBJECTIVE = frozenset(
    {
        "assassination",
        "killing",
        "kidnapping",
        "execution",
        "arrest",
        "sanction",
        "designation",
        "trial",
        "raid",
        "financing",
    }
)
# The code of `how` for an actor that is only the nearest armed group.
NEAREST = "actor:nearest"
_CAUSE = "في|ب|جراء|من جراء|إثر|على إثر|نتيجة|بسبب|خلال|بعد|أثناء|عقب|حين|حينما|عندما|لدى|بعدما|بعد أن|لما|in|by|when"
_BREAKS = frozenset("،؛,;:()[]{}\n")


@dataclass(frozen=True)
class Passage:
    """One sentence of a field, or a piece of an endless one: its span, the whole sentence's, and its words."""

    field: Field
    text: str
    start: int
    end: int
    sentence: tuple[int, int]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in reading order."""
        return split(self.text, self.start, self.end)

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _ends(self) -> list[int]:
        return [word.end for word in self.words]

    @cached_property
    def _broken(self) -> tuple[bool, ...]:
        return tuple(not _BREAKS.isdisjoint(word.gap) for word in self.words)

    @cached_property
    def _breaks(self) -> list[int]:
        return [at for at, broken in enumerate(self._broken) if broken]

    @cached_property
    def _breaks_by_and(self) -> list[int]:
        return [at for at in self._breaks if self.words[at].key.startswith(WAW)]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The words that a span touches, as first and last (exclusive)."""
        return bisect_right(self._ends, start), bisect_left(self._starts, end)

    def quote(self, first: int, last: int) -> str:
        """The source from the first to the last word, exclusive."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def breaks(self, at: int) -> bool:
        """Whether punctuation parts the word at `at` from the one before."""
        return self._broken[at]

    def clause_start(self, at: int, reach: int) -> int:
        """The first word of the clause that the word at `at` stands in, at most `reach` words back."""
        first = at
        while first > max(0, at - reach) and not self.breaks(first):
            first -= 1
        return first

    def clause_end(self, at: int, reach: int) -> int:
        """The end (exclusive) of the clause that the word before `at` stands in, at most `reach` words on."""
        last = at
        while last < min(len(self.words), at + reach) and not self.breaks(last):
            last += 1
        return last

    def before(self, at: int, reach: int) -> Iterator[int]:
        """The words before one, the nearest first: of its clause, and of the one that an aside parts from it."""
        start = self.clause_start(at, reach) if at < len(self.words) else at
        yield from range(at - 1, start - 1, -1)
        if start > 0 and self.breaks(start):
            aside = self.clause_start(start - 1, reach)
            if aside > 0 and self.breaks(aside):
                yield from range(aside - 1, self.clause_start(aside - 1, reach) - 1, -1)

    def caused_by(self, last: int, first: int) -> bool:
        """Whether the words before `last` are tied to an act at `first` by «في», «إثر», «ب»."""
        near = range(max(last, first - 2), first + 2)  # the act may begin with the tie itself: «في انفجار»
        attached = self.words[first].key[0] == "\N{ARABIC LETTER BEH}"
        return attached or any(ends_at(self.words, at, _CAUSE) for at in near)

    def clause_parted(self, first: int, last: int) -> bool:
        """Whether punctuation parts the words from `first` to `last`."""
        return _any_within(self._breaks, first, last)

    def parted_by_and(self, first: int, last: int) -> bool:
        """Whether «، و» parts the words from `first` to `last`."""
        return _any_within(self._breaks_by_and, first, last)


def _any_within(places: list[int], first: int, last: int) -> bool:
    """Whether any of some places, in order, lies from `first` to `last`, exclusive."""
    at = bisect_left(places, first)
    return at < len(places) and places[at] < last


def is_guessed(how: Iterable[str]) -> bool:
    """Whether the actor is a guess by these codes: the nearest armed group."""
    return any(code.startswith(NEAREST) for code in how)


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that is being read: its hit, the words of its span, and what is known so far."""

    hit: PhraseHit
    event: str
    status: Status
    first: int
    last: int
    about: str | None = None
    how: tuple[str, ...] = ()
    penalty: float = 0.0
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    killed: int | None = None
    injured: int | None = None
    arrested: int | None = None
    count: int | None = None
    figures: tuple[Figure, ...] = ()
    when: str | None = None

    def noting(self, code: str, penalty: float = 0.0) -> "Draft":
        """The draft with one more decision in `how`, and a lower score where it was guessed."""
        return replace(self, how=(*self.how, code), penalty=self.penalty + penalty)

    def event_in(self, passage: Passage, lists: Watchlists) -> Event:
        """The finished event; its span covers its words and its hit."""
        words, hit, kind = passage.words, self.hit, lists.events[self.event]
        start = min(hit.start, words[self.first].start)
        end = max(hit.end, words[self.last - 1].end)
        return Event(
            event=self.event,
            phrase=hit.phrase,
            text=passage.text[start:end],
            field=hit.field,
            start=start,
            end=end,
            score=max(0.0, round(hit.score - self.penalty, 1)),
            sentence=passage.sentence,
            how=hit.how + self.how,
            status=self.status,
            actors=self.actors,
            targets=self.targets,
            about=self.about,
            places=self.places,
            killed=self.killed,
            injured=self.injured,
            arrested=self.arrested,
            count=self.count,
            figures=self.figures,
            when=self.when,
            cameo=kind.cameo,
            acled=kind.acled,
        )
