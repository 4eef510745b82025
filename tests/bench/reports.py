"""A made-up wire of news: about a fifth of the articles hold something that is watched for.

Happenings have between one report and forty: copies, other wordings, higher tolls, claims. One in twenty-five articles
comes a second time, one in fifty as another edition. The rest of every article is words of news as often as news has
them (see corpus.py), but none that stands for something alone. Deterministic; holds no more than what goes on.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import accumulate

from bot.core.model import Incoming
from tests.bench import corpus
from tests.bench.happenings import ARMED, ATTACKS, CLAIM, MENTION, OTHERS, PLACES, SOURCES, SPOTS, Wordings, filled
from watchlists import Matcher
from watchlists.model import Document

STEP = timedelta(seconds=8.64)
"""Between two articles: ten thousand a day."""
_HOLDING, _NAMING = 0.2, 0.04
_AGAIN, _EDITION = 0.04, 0.02
_OPENING, _MOST_REPORTS, _GOING_ON = 0.35, 40, 60
_ATTACK, _COPY, _CLAIM, _MORE = 0.6, 0.35, 0.05, 0.2
_SENTENCE = 18
_SENTENCES = (3, 12)


@dataclass(slots=True)
class _Happening:
    """Something that goes on being reported: what happened, in which words so far, and how many reports are left."""

    wordings: Wordings
    words: dict[str, object]
    left: int
    told: list[tuple[str, str]] = field(default_factory=list)


def wire(matcher: Matcher, start: datetime, seed: int = 0) -> Iterator[Incoming]:
    """Articles without end, the first published at `start`, each STEP after the one before."""
    writer, recent = _Writer(matcher, random.Random(seed)), deque[Incoming](maxlen=200)
    rng = writer.rng
    for number, item in enumerate(writer.items()):
        dice = rng.random()
        if recent and dice < _AGAIN:
            yield rng.choice(recent)
        elif recent and dice < _AGAIN + _EDITION:
            again = rng.choice(recent)
            yield replace(again, text=f"{again.text} {writer.filler(1)}", published=start + STEP * number)
        else:
            recent.append(replace(item, external_id=f"{seed}-{number}", published=start + STEP * number))
            yield recent[-1]


class _Writer:
    """Writes articles one after the other."""

    def __init__(self, matcher: Matcher, rng: random.Random) -> None:
        self.rng = rng
        self._words, self._weights = _harmless(matcher)
        entities = matcher.watchlists.entities.values()
        groups = [one.name["ar"] for one in entities if one.kind == "organization"]
        self._groups = [one for one in groups if one.split()[0] in ARMED]
        self._places = [*PLACES, *(one.name["ar"] for one in entities if one.kind == "place")]
        self._names = [one.name["ar"] for one in entities if one.key.startswith("N")]
        self._open: list[_Happening] = []

    def items(self) -> Iterator[Incoming]:
        """Reports, mentions and news of no interest, mixed."""
        while True:
            dice = self.rng.random()
            if dice < _NAMING:
                title, text = filled(MENTION, {"named": self.rng.choice(self._names), "spot": self.rng.choice(SPOTS)})
                yield self._item(title, f"{text} {self.filler()}")
            elif dice < _HOLDING:
                yield self._item(*self._report())
            else:
                yield self._item(self.filler(1)[:60], self.filler())

    def filler(self, sentences: int | None = None) -> str:
        """Sentences without sense, 3 to 12 where it is not said how many."""
        number = sentences or self.rng.randint(*_SENTENCES)
        return " ".join(self._sentence() for _ in range(number))

    def _sentence(self) -> str:
        return " ".join(self.rng.choices(self._words, cum_weights=self._weights, k=_SENTENCE)) + "."

    def _item(self, title: str, text: str) -> Incoming:
        return Incoming(self.rng.choice(SOURCES), text, title=title)

    def _report(self) -> tuple[str, str]:
        if not self._open or (len(self._open) < _GOING_ON and self.rng.random() < _OPENING):
            self._open.append(self._happening())
        happening = self.rng.choice(self._open)
        happening.left -= 1
        if not happening.left:
            self._open.remove(happening)
        return self._told(happening)

    def _told(self, happening: _Happening) -> tuple[str, str]:
        """A copy of an earlier report, or a new one that repeats a sentence of the first."""
        if happening.told and self.rng.random() < _COPY:
            return self.rng.choice(happening.told)
        if happening.told and self.rng.random() < _MORE:
            happening.words["killed"] = int(str(happening.words["killed"])) + self.rng.randint(1, 3)
        claims = happening.told and happening.wordings in ATTACKS and self.rng.random() < _CLAIM
        title, lead = filled(CLAIM if claims else self.rng.choice(happening.wordings), happening.words)
        detail = str(happening.words["detail"])
        happening.told.append((title, f"{lead} {detail} {self.filler()}"))
        return happening.told[-1]

    def _happening(self) -> _Happening:
        rng = self.rng
        wordings = rng.choice(ATTACKS if rng.random() < _ATTACK else OTHERS)
        words: dict[str, object] = {"spot": rng.choice(SPOTS), "place": rng.choice(self._places)}
        words |= {"group": rng.choice(self._groups), "killed": rng.randint(3, 40), "detail": self.filler(2)}
        return _Happening(wordings, words, min(_MOST_REPORTS, int(rng.paretovariate(1.1))))


def _harmless(matcher: Matcher) -> tuple[Sequence[str], Sequence[int]]:
    """The words of news that stand for nothing watched when they stand alone, with their summed frequencies."""
    words, summed = corpus.frequent()
    counts = [last - first for first, last in zip([0, *summed], summed, strict=False)]
    found = matcher.hits_many([Document(word) for word in words])
    left: Mapping[str, int] = {word: count for word, count, hits in zip(words, counts, found, strict=True) if not hits}
    return list(left), list(accumulate(left.values()))
