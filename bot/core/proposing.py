"""What is proposed to be changed at an alias whose alerts people call not relevant: a guard, or a higher score. Pure.

rejected and relevant mentions -> words beside the rejected ones and no relevant one -> candidates, most covered first
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any, Final, Literal, Self

from bot.core.spellings import Gain
from watchlists.clitics import splits
from watchlists.guards import vocabulary
from watchlists.model import Field
from watchlists.normalize import ARTICLE, Token, key, letters, tokens

ProposalKind = Literal["unless", "min_score", "alias"]
ProposalState = Literal["open", "accepted", "declined"]
Place = tuple[int, Field, int, int]
"""Of a mention: article, field, start and end."""

COVERED: Final = 0.5
"""A change has to silence at least this share of what was called not relevant, else it is not worth an edit."""
REJECTED: Final = 2
"""A guard is told from chance by at least so many rejected articles. Own choice."""
SAMPLES: Final = 5
_HIGHEST: Final = 99.0
_TRIED: Final = 8
_AROUND: Final = 60


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change would have done to the stored articles of some days: how many of their mentions by the alias it
    silences, how many of those that were called not relevant and relevant, and the words around some it silences."""

    mentions: int
    silenced: int
    rejected: int
    relevant: int
    days: int
    samples: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain data; `from_dict` is its inverse."""
        names = ("mentions", "silenced", "rejected", "relevant", "days")
        return {name: getattr(self, name) for name in names} | {"samples": list(self.samples)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """What `as_dict` was made from."""
        return cls(**{**data, "samples": tuple(data["samples"])})


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change of one alias, known by its number: `value` is the guard or the score.

    Of kind `alias` it is a further spelling, which is nearly this alias, and what that would do is the `gain`.
    """

    id: int
    kind: ProposalKind
    key: str
    alias: str
    value: str
    effect: Effect = Effect(0, 0, 0, 0, 0)
    state: ProposalState = "open"
    gain: Gain | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A stored mention by the alias: its article, the field and its text, the span and the score, and whether people
    called the article relevant (None where nobody said anything)."""

    article_id: int
    field: Field
    text: str
    start: int
    end: int
    score: float
    relevant: bool | None = None

    @property
    def place(self) -> Place:
        """What it is known by."""
        return self.article_id, self.field, self.start, self.end

    @property
    def around(self) -> str:
        """The words around it, on one line."""
        start, end = max(0, self.start - _AROUND), self.end + _AROUND
        return " ".join(self.text[start:end].split())


def guards(named: Iterable[Named], alias: str) -> list[str]:
    """Phrases of the alias with a word or two beside it that stand in at least REJECTED rejected articles and beside no
    relevant mention; those that cover most first, then the shorter ones."""
    rejected: defaultdict[str, set[int]] = defaultdict(set)
    shown: dict[str, str] = {}
    spared: set[str] = set()
    for one in named:
        for phrase, folded in _beside(one, alias) if one.relevant is not None else ():
            if one.relevant:
                spared.add(folded)
            else:
                rejected[folded].add(one.article_id)
                shown.setdefault(folded, phrase)
    found = [one for one, held in rejected.items() if one not in spared and len(held) >= REJECTED]
    return [shown[one] for one in sorted(found, key=lambda one: (-len(rejected[one]), len(one), one))][:_TRIED]


def score(named: Collection[Named]) -> float | None:
    """The least score above that of every rejected mention, if every relevant one has it; None where there is none."""
    rejected = [one.score for one in named if one.relevant is False]
    if not rejected:
        return None
    wanted = float(floor(max(rejected)) + 1)
    spared = all(one.score >= wanted for one in named if one.relevant)
    return wanted if wanted <= _HIGHEST and spared else None


def effect(named: Sequence[Named], silenced: Collection[Named], days: int) -> Effect:
    """The effect of a change by which these of all mentions are silenced; of those shown, rejected ones stand first."""
    first = sorted(silenced, key=lambda one: (one.relevant is not False, -one.article_id))
    samples = tuple(dict.fromkeys(one.around for one in first))[:SAMPLES]
    return Effect(
        len(named),
        len(silenced),
        sum(one.relevant is False for one in silenced),
        sum(one.relevant is True for one in silenced),
        days,
        samples,
    )


def is_worth_it(found: Effect, named: Collection[Named]) -> bool:
    """Whether a change silences enough of what was called not relevant, and nothing that was called relevant."""
    rejected = sum(one.relevant is False for one in named)
    return found.relevant == 0 and found.rejected > 0 and found.rejected >= rejected * COVERED


def _beside(one: Named, alias: str) -> Iterator[tuple[str, str]]:
    """The alias with the word before it, the word or the two words behind it, as written and folded."""
    behind = list(tokens(one.text, one.end, one.end + _AROUND))[:2]
    before = list(tokens(one.text, max(0, one.start - _AROUND), one.start))[-1:]
    if behind and _near(one.text, one.end, behind[0].start):
        yield from _phrases(alias, behind[:1])
        if len(behind) > 1 and _near(one.text, behind[0].end, behind[1].start):
            yield from _phrases(alias, behind)
    if before and _near(one.text, before[0].end, one.start):
        yield from _phrases(alias, before, first=True)


def _near(text: str, end: int, start: int) -> bool:
    """Whether nothing but blanks stands between."""
    return not text[end:start].strip()


def _phrases(alias: str, beside: Sequence[Token], *, first: bool = False) -> Iterator[tuple[str, str]]:
    words = [_bare(letters(token.text), first=first) for token in beside]
    if all(word in vocabulary().function for word in words):
        return
    phrase = " ".join((*words, alias) if first else (alias, *words))
    yield phrase, " ".join(map(key, phrase.split()))


def _bare(word: str, *, first: bool) -> str:
    """A word without the particles that are written on to it, where what is left is a word that is known."""
    if not first or word.startswith(ARTICLE):
        return word
    rests = [rest for particles, rest in splits(word, least=3) if particles and vocabulary().frequent(rest)]
    return rests[0] if rests and not vocabulary().frequent(word) else word


__all__ = [
    "Effect",
    "Named",
    "Place",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "effect",
    "guards",
    "is_worth_it",
    "score",
]
